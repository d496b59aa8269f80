"""Sentences in which a word is a person's name or a thing. What follows decides. Made by rule.

Each sentence with such a word comes twice: once with a person, once with a thing. Up to that word,
and with it, the two are the same. So who reads from the left is right once in two.
"""

from __future__ import annotations

from itertools import product

import numpy as np

LABELS = ("O", "B-PER", "I-PER")
OPENINGS = (
    "he said :",
    "she wrote :",
    "we all know :",
    "they told me :",
    "it is true :",
    "my friend asked :",
    "the paper had it :",
    "I read yesterday :",
)
THINGS = {
    "Teddy": "bears",
    "Rose": "bushes",
    "Olive": "trees",
    "Daisy": "chains",
    "Iris": "bulbs",
    "Amber": "beads",
    "Pearl": "earrings",
    "Robin": "eggs",
    "Penny": "coins",
    "Jack": "plugs",
}
TAILS = ("came up twice", "are my subject today", "always please me", "can be seen here")
ASIDES = (", I believe ,", ", so they say ,", ", as you know ,")
ENDINGS = (
    ("was born here", "was sold here"),
    ("has two sisters", "has two colours"),
    ("is a good singer", "is a good present"),
)  # of a person, of a thing
OTHERS = ("it rains today", "the shop opens at nine", "nobody came", "all of them were late")
STARTS = (
    "Har",
    "Wel",
    "Bran",
    "Kings",
    "Stan",
    "Lang",
    "Ash",
    "Hol",
    "Brad",
    "Win",
    "Thorn",
    "Mil",
    "Roose",
    "El",
    "Wood",
    "Red",
)
ENDS = ("ton", "ford", "ley", "well", "field", "by", "more", "velt")


def surnames() -> tuple[list[str], list[str]]:
    """Surnames put together from syllables: 96 for training, 32 that stand in no training sentence."""
    made = [start + end for start, end in product(STARTS, ENDS) if start + end != "Roosevelt"]
    order = np.random.default_rng(7).permutation(len(made))
    mixed = ["Roosevelt", *(made[i] for i in order)]  # the one of the lecture is held out
    return mixed[32:], mixed[:32]


def sentences(
    count: int, names: list[str], seed: int, held_out: bool = False
) -> list[tuple[list[str], list[str]]]:
    """Pairs of words and labels. Sentences 2k and 2k + 1 begin in the same way.

    Args:
        count: An even number. One pair of sentences in ten has no such word.
        held_out: A quarter of the openings of each word, such as "he said : Teddy", is kept for the
            test.
    """
    rng = np.random.default_rng(seed)

    def one(options):
        return options[int(rng.integers(len(options)))]

    made = []
    while len(made) < count:
        opening, word = one(OPENINGS), one(list(THINGS))
        kept = (OPENINGS.index(opening) - list(THINGS).index(word)) % 4 == 0
        if kept != held_out:
            continue
        kind = rng.random()
        if kind < 0.1:
            made += [_plain(f"{opening} {one(OTHERS)}") for _ in range(2)]
        elif kind < 0.55:
            tail = one(TAILS)
            made.append(_plain(f"{opening} {word} {one(names)} {tail}", opening, 2))
            made.append(_plain(f"{opening} {word} {THINGS[word]} {tail}"))
        else:
            aside, (person, thing) = one(ASIDES), one(ENDINGS)
            made.append(_plain(f"{opening} {word} {aside} {person}", opening, 1))
            made.append(_plain(f"{opening} {word} {aside} {thing}"))
    return made[:count]


def place_of_word(words: list[str]) -> int | None:
    """Where the word stands that may be a name, counted from 0; None if there is none."""
    return next((t for t, word in enumerate(words) if word in THINGS), None)


def _plain(text: str, opening: str = "", named: int = 0) -> tuple[list[str], list[str]]:
    words, start = text.split(), len(opening.split())
    labels = ["O"] * len(words)
    labels[start : start + named] = ["B-PER", "I-PER"][:named]
    return words, labels
