"""Indices become one-hot columns."""

import numpy as np

import rnn_ref
from autograder.exercises import draw
from autograder.exercises.specification import Exercise, Inputs, Misconception, marks


def draw_index_row(rng) -> Inputs:
    n = draw.sizes(rng, "n", "m", least=5, most=9)
    return Inputs({"indices": _with_ends(rng, n["n"], n["m"]), "n": n["n"]}, n)


def draw_index_batch(rng) -> Inputs:
    """The last class is not among the indices: only n says that it is there."""
    n = draw.sizes(rng, "n", "m", "T", least=3)
    return Inputs({"indices": _with_ends(rng, n["n"] - 1, n["m"], n["T"]), "n": n["n"]}, n)


def _with_ends(rng, n: int, *shape: int):
    """Indices that have the first and the last class among them."""
    while True:
        indices = rng.integers(n, size=shape)
        if indices.min() == 0 and indices.max() == n - 1:
            return indices


# Right answers in other styles: each earns all points.


def one_hot_by_comparing(indices, n):
    return (np.arange(n).reshape(n, *[1] * indices.ndim) == indices).astype(np.float32)


def one_hot_filling(indices, n):
    x = np.zeros((n, *indices.shape))
    for place in np.ndindex(indices.shape):
        x[(indices[place], *place)] = 1
    return x


EXERCISE = Exercise(
    name="one_hot",
    chapter="01_notation",
    reference=rnn_ref.one_hot,
    takes=("indices", "n"),
    task="Write one_hot(indices, n): each index becomes a column of n numbers, 1 at the index and "
    "0 elsewhere. (m,) becomes (n, m), and (m, T) becomes (n, m, T).",
    returns=("x",),
    draws={"one step": draw_index_row, "a batch": draw_index_batch},
    parts=(
        marks("x for indices (m,)", 2, shape="(n, m)", case="one step"),
        marks("x for indices (m, T)", 2, shape="(n, m, T)", case="a batch"),
    ),
    misconceptions=(
        Misconception(
            "words_as_rows",
            "each word became a row: the n classes stand on the last axis. np.eye(n)[indices] "
            "gives that. In this course the features come first. Move the last axis to the front.",
            replace="x = xp.astype(hot, dtype)",
            by="x = xp.astype(xp.moveaxis(hot, 0, -1), dtype)",
        ),
        Misconception(
            "reshaped_to_fit",
            "reshape gave the right shape and mixed up the ones: it keeps the numbers in their "
            "old order and cuts them anew. A column may now hold two ones or none. Move the axis, "
            "with np.moveaxis or transpose.",
            replace="x = xp.astype(hot, dtype)",
            by="x = xp.astype(xp.reshape(xp.moveaxis(hot, 0, -1), hot.shape), dtype)",
        ),
        Misconception(
            "batch_turned_round",
            "the features come first, as they should, and then time and examples have changed "
            "places: (n, T, m). A plain .T turns round all three axes. Move only the last one.",
            replace="x = xp.astype(hot, dtype)",
            by="x = xp.astype(hot if indices.ndim == 1 else xp.permute_dims(hot, (0, 2, 1)), "
            "dtype)",
        ),
        Misconception(
            "counted_from_one",
            "each 1 stands one row too high, as if the first index were 1. Index 0 has its 1 in "
            "row 0.",
            replace="hot = column == xp.astype(indices, xp.int64)",
            by="hot = column == (xp.astype(indices, xp.int64) - 1) % n",
        ),
        Misconception(
            "ones_and_zeros_swapped",
            "0 and 1 are the wrong way round: every row but the right one holds a 1. Compare with "
            "==, or start from np.zeros.",
            replace="hot = column == ",
            by="hot = column != ",
        ),
        Misconception(
            "index_written_instead_of_one",
            "the index itself stands where a 1 should. Word 7 would then count seven times as "
            "much as word 1. Write a 1.",
            replace="x = xp.astype(hot, dtype)",
            by="x = xp.astype(hot * indices, dtype)",
        ),
        Misconception(
            "filled_upwards",
            "all rows up to the index hold a 1. One-hot means exactly one: compare with == and "
            "not with <=.",
            replace="hot = column == ",
            by="hot = column <= ",
        ),
        Misconception(
            "whole_rows_set",
            "whole rows were filled with ones. x[indices] = 1 picks rows by their index and "
            "sets all of each. One entry per column is wanted: np.eye(n)[indices] makes one "
            "code for each index.",
            replace="hot = column == xp.astype(indices, xp.int64)",
            by="hot = column == xp.astype(indices, xp.int64)\n    "
            "hot = hot | xp.reshape(xp.any(xp.reshape(hot, (n, -1)), axis=1), column.shape)",
        ),
        Misconception(
            "classes_from_the_indices",
            "you took the largest index for the last class. In one batch the last class may be missing, and the rows would be too few. n says how many there are.",
            replace="classes = xp.arange(n, dtype",
            by="classes = xp.arange((n := int(xp.max(indices)) + 1), dtype",
        ),
    ),
    likely=(
        (
            "classes_from_the_indices",
            "return np.moveaxis(np.eye(indices.max() + 1)[indices], -1, 0)",
        ),
        ("words_as_rows", "return np.eye(n)[indices]"),
        ("batch_turned_round", "return np.eye(n)[indices].T"),
        ("reshaped_to_fit", "return np.eye(n)[indices].reshape(n, *indices.shape)"),
        ("whole_rows_set", "x = np.zeros((n, *indices.shape)); x[indices] = 1; return x"),
    ),
    styles=(one_hot_by_comparing, one_hot_filling),
    equal=(
        ("dtype=None", "The exercise has no dtype: it is always the default."),
        (
            "dtype = xp.float64 if dtype is None else dtype",
            "The exercise has no dtype: it is always the default.",
        ),
        (
            "hot = column == xp.astype(indices, xp.int64)",
            "Whole numbers are compared in any type alike.",
        ),
        ("x = xp.astype(hot, dtype)", "0 and 1 are right in any type, so yes and no are too."),
        ("return x", "0 and 1 are right in any type, so yes and no are too."),
    ),
)
