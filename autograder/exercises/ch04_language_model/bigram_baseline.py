"""The bigram model, which counts pairs: what an RNN has to beat."""

from itertools import pairwise

import numpy as np

import rnn_ref
from autograder.exercises.specification import Exercise, Inputs, Misconception, array, in_both


def draw_counted(rng) -> Inputs:
    """Words 1 … n−1, one of which ends a sentence; word 0 never occurs."""
    n = {"n": int(rng.integers(5, 7)), "m": 4, "T": 6}
    return _sentences(rng, n, int(rng.integers(2, n["n"])), 0)


def draw_more_words(rng) -> Inputs:
    """Word 0 ends a sentence; the last word never occurs. The longest sentence is cut off."""
    n = {"n": int(rng.integers(7, 9)), "m": 3, "T": int(rng.integers(8, 11))}
    return _sentences(rng, n, 0, n["n"] - 1, cut=True)


def _sentences(rng, n: dict[str, int], eos: int, absent: int, cut: bool = False) -> Inputs:
    """Sentences of different length; one pair occurs twice, and no order of a pair is like the other.

    Where every sentence has its end, each word comes before another as often as after one. One that
    is cut off tells the two counts apart.
    """
    m, T = n["m"], n["T"]
    words = [word for word in range(n["n"]) if word not in (eos, absent)]
    while True:
        targets = rng.choice(words, size=(m, T))
        mask = np.zeros((m, T), dtype=int)
        for row, short in enumerate(rng.permutation(m)):
            if short or not cut:
                targets[row, T - short - 1] = eos
            mask[row, : T - short] = 1
        before = np.concatenate([np.full((m, 1), eos), targets[:, :-1]], axis=1)
        pairs = list(zip(targets[mask == 1].tolist(), before[mask == 1].tolist(), strict=True))
        turned = [(before, word) for word, before in pairs]
        if len(set(pairs)) < len(pairs) - 1 and sorted(pairs) != sorted(turned):
            return Inputs({"targets": targets, "mask": mask, "n": n["n"], "eos": eos}, n)


# Right answers in other styles: each earns all points.


def bigram_in_loops(targets, mask, n, eos):
    counts = np.ones((n, n))
    for row, real in zip(targets, mask):
        words = [eos, *(word for word, kept in zip(row, real) if kept)]
        for before, after in pairwise(words):
            counts[after, before] += 1
    return counts / counts.sum(0)


# Pieces of the reference, which misconceptions replace.
LAST = "P = counts / xp.sum(counts, axis=0, keepdims=True)"
ONE = "counts = pairs + 1"

EXERCISE = Exercise(
    name="bigram_baseline",
    chapter="04_language_model",
    reference=rnn_ref.bigram_baseline,
    task="Write bigram_baseline: start with 1 for every pair, add 1 for each real pair (word, word "
    "before), and divide each column by its sum.",
    returns=("P",),
    draws={"ordinary": draw_counted, "more words": draw_more_words},
    parts=in_both("more words", array("P", 5, shape="(n, n)")),
    misconceptions=(
        Misconception(
            "not_normalised",
            "these are counts. Column k must be a distribution: divide it by its sum.",
            replace=LAST,
            by="P = counts",
        ),
        Misconception(
            "rows_normalised",
            "each row sums to 1, and each column should. Column k holds what may follow word k. "
            "Sum over axis 0, with keepdims=True.",
            replace=LAST,
            by="P = counts / xp.sum(counts, axis=1, keepdims=True)",
        ),
        Misconception(
            "divided_by_the_total",
            "the whole table sums to 1: this is P(word and word before). Wanted is P(word, given "
            "the word before), so each column is divided by its own sum.",
            replace=LAST,
            by="P = counts / xp.sum(counts)",
        ),
        Misconception(
            "smoothing_forgotten",
            "you started from 0. A pair that was not seen then has probability 0 and an infinite "
            "loss; a word that was not seen gives 0 / 0. Start every count at 1.",
            replace=ONE,
            by="counts = pairs",
        ),
        Misconception(
            "table_transposed",
            "the table is transposed. Entry (j, k) is the probability of j after k: the word "
            "itself picks the row, the word before picks the column.",
            replace=LAST,
            by="P = (counts / xp.sum(counts, axis=0, keepdims=True)).T",
        ),
        Misconception(
            "pairs_turned_round",
            "you counted (word before, word) and normalised the columns, so this predicts the word "
            "before from the word after. The row is the word, the column the word before.",
            replace=ONE,
            by="counts = pairs.T + 1",
        ),
        Misconception(
            "padding_counted",
            "the padding was counted as if it were words. Keep only the places where mask is 1.",
            replace="kept = xp.where(real, y, xp.zeros_like(y))",
            by="kept = y",
        ),
        Misconception(
            "repeats_lost",
            "a pair that occurs twice was counted once. counts[rows, columns] += 1 writes to each "
            "place only once; np.add.at(counts, (rows, columns), 1) adds every time.",
            replace=ONE,
            by="counts = xp.where(pairs > 0, xp.ones_like(pairs), pairs) + 1",
        ),
        Misconception(
            "beginnings_left_out",
            "the first word of each sentence was not counted. Before it stands eos: put a column "
            "of eos in front of the targets.",
            replace="pairs = after @",
            by="pairs = xp.reshape(xp.concat([xp.zeros_like(kept[:, :, :1]), kept[:, :, 1:]], "
            "axis=2), (n, -1)) @",
        ),
        Misconception(
            "word_before_ignored",
            "all columns are equal: you counted words, not pairs.",
            replace=ONE,
            by="counts = xp.sum(pairs, axis=1, keepdims=True) + xp.ones_like(pairs)",
        ),
        Misconception(
            "zero_for_eos",
            "before the first word of each sentence you put word 0. The end of a sentence has "
            "the index eos, and that need not be 0: fill the first column with eos.",
            replace="start = xp.full_like(targets[:, :1], eos)",
            by="start = xp.full_like(targets[:, :1], 0)",
        ),
    ),
    likely=(
        (
            "rows_normalised",
            """
            c = np.ones((n, n)); b = np.concatenate([np.full((len(targets), 1), eos), targets[:, :-1]], axis=1)
            np.add.at(c, (targets[mask == 1], b[mask == 1]), 1)
            return c / c.sum(axis=1, keepdims=True)""",
        ),
        (
            "repeats_lost",
            """
            c = np.ones((n, n)); b = np.concatenate([np.full((len(targets), 1), eos), targets[:, :-1]], axis=1)
            c[targets[mask == 1], b[mask == 1]] += 1
            return c / c.sum(axis=0)""",
        ),
        (
            "padding_counted",
            """
            c = np.ones((n, n)); b = np.concatenate([np.full((len(targets), 1), eos), targets[:, :-1]], axis=1)
            np.add.at(c, (targets, b), 1)
            return c / c.sum(axis=0)""",
        ),
        (
            "zero_for_eos",
            """
            c = np.ones((n, n)); b = np.zeros_like(targets); b[:, 1:] = targets[:, :-1]
            np.add.at(c, (targets[mask == 1], b[mask == 1]), 1)
            return c / c.sum(axis=0)""",
        ),
        (
            "smoothing_forgotten",
            """
            c = np.zeros((n, n)); b = np.concatenate([np.full((len(targets), 1), eos), targets[:, :-1]], axis=1)
            np.add.at(c, (targets[mask == 1], b[mask == 1]), 1)
            return c / c.sum(axis=0)""",
        ),
    ),
    styles=(bigram_in_loops,),
    equal=(
        (
            "counts, real = np.ones((n, n)), np.asarray(mask) == 1",
            "The mask is an array already.",
        ),
        ("real =", "Any number stands for the same axes, and the mask holds 0 and 1."),
        ("start =", "Only the shape of it counts here, and the two have the same."),
        ("kept =", "Only the shape of it counts here, and the two have the same."),
        (
            "after = xp.reshape(kept, (n, -1))",
            "NumPy reads any negative size as the one to be found.",
        ),
        ("pairs = after @", "NumPy reads any negative size as the one to be found."),
        (
            "P = counts / xp.sum(counts, axis=0, keepdims=True)",
            "An axis that is dropped comes back at the front, where broadcasting puts it.",
        ),
        (
            "counts, real =",
            "The mask holds 0 and 1 already, so it says the same in any type of number.",
        ),
        ("first =", "Only the shape of it counts here, and the two have the same."),
        ("total =", "An axis that is dropped comes back at the front, where broadcasting puts it."),
    ),
)
