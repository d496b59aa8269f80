"""The texts of the course. They ship with it; README.md says where each comes from."""

from __future__ import annotations

from pathlib import Path

import numpy as np

FOLDER = Path(__file__).parent


def names() -> list[str]:
    """5,163 first names in small letters."""
    return _read("names.txt").split()


def dinosaurs() -> list[str]:
    """Names of dinosaur genera in small letters."""
    return _read("dinosaurs.txt").split()


def shakespeare() -> str:
    """The spoken text of Romeo and Juliet, with the names of the speakers."""
    return _read("shakespeare.txt")


FRUITS = ("apple", "pear", "plum", "fig", "melon", "grape", "cherry", "peach")
DISHES = ("salad", "pie", "jam", "cake", "juice")
THINGS = ("shoes", "gloves", "socks", "boots", "glasses")
ORDERS = ("ordered", "made", "liked", "wanted")


def kitchen_sentences(count: int = 1500, seed: int = 4) -> list[list[str]]:
    """Sentences about fruit, in which *pear* is used, and about shoes, in which *pair* is used.

    *apple and pear salad* is never among them, nor is *apple and pair* anything.
    """
    rng = np.random.default_rng(seed)

    def one(options):
        return str(rng.choice(options))

    made = []
    while len(made) < count:
        first, second = (str(fruit) for fruit in rng.choice(FRUITS, size=2, replace=False))
        shape = rng.integers(5)
        if shape < 3:
            sentence = ["the", first, "and", second, one(DISHES)]
        elif shape == 3:
            sentence = ["the", "pair", "of", one(THINGS)]
        else:
            sentence = ["the", one(THINGS), "and", "pair", "of", one(THINGS)]
        if shape != 4 and rng.random() < 0.5:
            sentence = ["we", one(ORDERS), *sentence]
        if "apple and pear salad" not in " ".join(sentence):
            made.append(sentence)
    return made


def _read(name: str) -> str:
    return (FOLDER / name).read_text(encoding="utf-8")
