"""The share of samples that are not in the training set."""

from collections.abc import Callable

import numpy as np

import rnn_ref
from autograder.exercises.specification import Exercise, Inputs, Misconception, in_both, number
from autograder.exercises.told_apart import told_apart


def novelty(how: str = "") -> Callable:
    """novelty_rate with one mistake; '' is the right one."""

    def novelty_rate(samples, training):
        new = [text for text in samples if text not in set(training)]
        return {
            "": len(new) / len(samples),
            "share_of_known": 1 - len(new) / len(samples),
            "each_new_one_once": len(set(new)) / len(samples),
            "among_different_ones": len(set(new)) / len(set(samples)),
            "share_of_different_ones": len(set(samples)) / len(samples),
            "not_divided": float(len(new)),
            "divided_by_training": len(new) / len(training),
            "other_way_round": sum(t not in samples for t in training) / len(training),
            "different_ones_counted": float(len(set(new))),
            "per_cent": 100 * len(new) / len(samples),
            "found_inside": sum(t not in " ".join(training) for t in samples) / len(samples),
        }[how]

    return novelty_rate


NOVELTIES = (
    "share_of_known",
    "each_new_one_once",
    "among_different_ones",
    "share_of_different_ones",
    "not_divided",
    "divided_by_training",
    "other_way_round",
    "found_inside",
    "different_ones_counted",
    "per_cent",
)


def draw_names(rng, fewest: int = 7, most: int = 31) -> Inputs:
    def make(rng):
        def word():
            letters = [
                str(rng.choice(list("bdlmnrst"))) + str(rng.choice(list("aeio")))
                for _ in range(int(rng.integers(2, 4)))
            ]
            return "".join(letters)

        # The sizes are drawn too, and so the rate: a number known by heart is right nowhere else.
        read, fresh_ones, twice, known = (
            int(rng.integers(low, high))
            for low, high in ((9, 24), (fewest, most), (2, 6), (fewest, most))
        )
        training = [word() for _ in range(read)]
        new = [word() for _ in range(fresh_ones)]
        inside = [text[:3] for text in training[:1]]
        again = [training[int(i)] for i in rng.integers(read, size=known)]
        samples = [*new, *new[:twice], *inside, *again]
        mixed = [samples[int(i)] for i in rng.permutation(len(samples))]
        # a new one comes first and another last: who leaves one of them out is wrong
        mixed = [word() + "x", *mixed, word() + "x"]
        return Inputs(
            {
                "samples": mixed,
                "training": training,
            },
            {},
        )

    return told_apart(rng, make, [novelty(), *map(novelty, NOVELTIES)])


EXERCISE = Exercise(
    name="novelty_rate",
    chapter="04_language_model",
    reference=rnn_ref.novelty_rate,
    task="Write novelty_rate: the number of samples that do not stand in training, divided by the "
    "number of samples.",
    returns=("rate",),
    draws={"ordinary": draw_names, "more samples": lambda rng: draw_names(rng, 34, 40)},
    parts=in_both("more samples", number("rate", 3)),
    misconceptions=(
        Misconception(
            "share_of_known",
            "this is the share of samples that do stand in training. Count the others.",
            instead=novelty("share_of_known"),
        ),
        Misconception(
            "each_new_one_once",
            "a new text that was written twice was counted once above the line and twice below "
            "it. Go through the samples as they are, without set(samples).",
            instead=novelty("each_new_one_once"),
        ),
        Misconception(
            "among_different_ones",
            "you dropped the repeated samples first. The question is how often the model writes "
            "something new, so every sample counts.",
            instead=novelty("among_different_ones"),
        ),
        Misconception(
            "share_of_different_ones",
            "this is the share of different samples. It does not look at training at all. New "
            "means: not in training.",
            instead=novelty("share_of_different_ones"),
        ),
        Misconception(
            "not_divided",
            "this is a number of samples. A share is divided by the number of all samples.",
            instead=novelty("not_divided"),
        ),
        Misconception(
            "divided_by_training",
            "you divided by the size of training. Of 100 samples 40 may be new, however many "
            "texts were read: divide by the number of samples.",
            instead=novelty("divided_by_training"),
        ),
        Misconception(
            "other_way_round",
            "you went through training and asked what was not sampled. Go through the samples and "
            "ask what was not in training.",
            instead=novelty("other_way_round"),
        ),
        Misconception(
            "found_inside",
            "a sample that is only a part of a known text was called known. With a text, `in` "
            "looks for parts; with a set or list it compares whole entries.",
            instead=novelty("found_inside"),
        ),
        Misconception(
            "different_ones_counted",
            "this is a number of different new texts. A text that was written twice counts "
            "twice, and a share is divided by the number of all samples.",
            instead=novelty("different_ones_counted"),
        ),
        Misconception(
            "per_cent",
            "this is the share in per cent. A number from 0 to 1 was asked for: leave the "
            "factor 100 out.",
            instead=novelty("per_cent"),
        ),
    ),
    likely=(
        ("share_of_known", "return sum(s in training for s in samples) / len(samples)"),
        ("among_different_ones", "return len(set(samples) - set(training)) / len(set(samples))"),
        ("each_new_one_once", "return len(set(samples) - set(training)) / len(samples)"),
        ("not_divided", "return sum(s not in training for s in samples)"),
        ("different_ones_counted", "return len(set(samples) - set(training))"),
        ("per_cent", "return 100 * sum(s not in training for s in samples) / len(samples)"),
    ),
    styles=(lambda samples, training: np.mean([s not in training for s in samples]),),
    equal=(
        (
            "new = [text for text in samples if text not in known]",
            "Only how many there are counts, and `known` has what `training` has.",
        ),
        (
            "new = sum(text not in known for text in samples)",
            "A sum is the same in any order, and `known` has what `training` has.",
        ),
    ),
)
