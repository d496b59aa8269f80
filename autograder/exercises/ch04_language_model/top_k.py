"""The k largest probabilities, made to sum to 1 again."""

import numpy as np

import rnn_ref
from autograder.exercises import draw
from autograder.exercises.specification import Exercise, Inputs, Misconception, array

from .shared import shares


def draw_columns(rng, tied: bool) -> Inputs:
    if tied:
        return draw_many_equal(rng)
    n = draw.sizes(rng, "n", "m", least=4, most=8)
    p = shares(rng, n["n"], n["m"])
    k = int(rng.integers(2, 4))
    return Inputs({"p": p, "k": k}, n)


def draw_many_equal(rng) -> Inputs:
    """Columns of few different numbers, in which a sort that is not stable takes others.

    It takes the same by chance in a column of three, so there are many columns.
    """
    n = {"n": int(rng.integers(26, 29)), "m": 10}
    while True:
        weights = rng.integers(1, 4, size=(n["n"], n["m"]))
        k = int(rng.integers(8, 12))
        falling = -np.sort(-weights, axis=0)
        if (falling[k - 1] == falling[k]).all():
            return Inputs({"p": weights / weights.sum(axis=0), "k": k}, n)


# Right answers in other styles: each earns all points.


def top_k_by_rank(p, k):
    rows = np.arange(len(p))[:, None]
    larger = (p[None] > p[:, None]) | ((p[None] == p[:, None]) & (rows[None] < rows[:, None]))
    kept = np.where(larger.sum(axis=1) < k, p, 0)
    return kept / kept.sum(0)


# Pieces of the reference, which misconceptions replace.
LAST = "result = kept / total"
KEPT = "kept = xp.where(place < k, p, xp.zeros_like(p))"

EXERCISE = Exercise(
    name="top_k",
    chapter="04_language_model",
    reference=rnn_ref.top_k,
    task="Write top_k: keep the k largest probabilities of each column (of equal ones the first), "
    "put 0 elsewhere, and divide each column by its sum.",
    returns=("p",),
    draws={
        "ordinary": lambda rng: draw_columns(rng, tied=False),
        "ties": lambda rng: draw_columns(rng, tied=True),
    },
    parts=(
        array("p", 3, shape="(n, m)"),
        array("p with equal entries", 1, shape="(n, m)", case="ties"),
    ),
    misconceptions=(
        Misconception(
            "not_renormalised",
            "the right entries were kept, but the columns no longer sum to 1. Divide each column "
            "by its sum.",
            replace=LAST,
            by="result = kept",
        ),
        Misconception(
            "smallest_kept",
            "you kept the smallest ones. argsort sorts upwards: sort −p, or count from the end.",
            replace="order = xp.argsort(-p, axis=0, stable=True)",
            by="order = xp.argsort(p, axis=0, stable=True)",
        ),
        Misconception(
            "all_ties_kept",
            "where two entries are equal you kept both, and so more than k. A comparison such as "
            "p >= limit cannot choose between equals. Use the order that argsort gives.",
            replace=KEPT,
            by="kept = xp.where(p >= xp.sort(p, axis=0)[-k, :], p, xp.zeros_like(p))",
        ),
        Misconception(
            "last_tie_kept",
            "of two equal entries you kept the one with the higher index. Sort −p with "
            'kind="stable": equals then stay in their order.',
            replace="order = xp.argsort(-p, axis=0, stable=True)",
            by="order = xp.flip(xp.argsort(p, axis=0, stable=True), axis=0)",
        ),
        Misconception(
            "one_too_many",
            "k + 1 entries were kept. The first k of the order are order[:k].",
            replace="place < k, p",
            by="place <= k, p",
        ),
        Misconception(
            "one_too_few",
            "k − 1 entries were kept. The first k of the order are order[:k].",
            replace="place < k, p",
            by="place < k - 1, p",
        ),
        Misconception(
            "rows_instead_of_columns",
            "you looked for the largest along each row. One distribution is one column: axis=0.",
            replace=KEPT,
            by="kept = xp.where(xp.argsort(xp.argsort(-p, axis=1, stable=True), axis=1) < k, p, "
            "xp.zeros_like(p)) + 1e-300",
        ),
        Misconception(
            "softmax_again",
            "you took softmax of the kept probabilities. They are no scores: divide by their sum.",
            replace=LAST,
            by="result = xp.where(kept > 0, xp.exp(kept), xp.zeros_like(p)) / "
            "xp.sum(xp.where(kept > 0, xp.exp(kept), xp.zeros_like(p)), axis=0, keepdims=True)",
        ),
        Misconception(
            "nothing_cut",
            "nothing was cut off. Entries outside the k largest become 0.",
            replace=KEPT,
            by="kept = p",
        ),
        Misconception(
            "places_lost",
            "the k largest stand in the first k rows. Sorting has moved them, and nobody can "
            "tell any more which word each belongs to. Write each back into its own row: "
            "np.put_along_axis.",
            replace=KEPT,
            by="kept = xp.where(xp.astype(xp.reshape(xp.arange(p.shape[0]), (-1, 1)) < k, "
            "xp.bool),\n"
            "                    -xp.sort(-p, axis=0), xp.zeros_like(p))",
        ),
        Misconception(
            "sum_over_everything",
            "you divided by the sum of the whole array, so all columns together sum to 1. "
            "Each column is a distribution of its own: axis=0 and keepdims=True.",
            replace=LAST,
            by="result = kept / xp.sum(kept)",
        ),
        Misconception(
            "equal_shares",
            "each of the k kept words got 1/k. They keep their proportions: divide the kept "
            "probabilities by their sum.",
            replace=LAST,
            by="result = xp.where(place < k, xp.ones_like(p) / k, xp.zeros_like(p))",
        ),
    ),
    likely=(
        (
            "not_renormalised",
            """
            o = np.argsort(-p, axis=0, kind="stable")[:k]; q = np.zeros_like(p)
            np.put_along_axis(q, o, np.take_along_axis(p, o, axis=0), axis=0); return q""",
        ),
        (
            "all_ties_kept",
            """
            q = np.where(p >= np.sort(p, axis=0)[-k], p, 0); return q / q.sum(axis=0)""",
        ),
        (
            "smallest_kept",
            """
            o = np.argsort(p, axis=0, kind="stable")[:k]; q = np.zeros_like(p)
            np.put_along_axis(q, o, np.take_along_axis(p, o, axis=0), axis=0)
            return q / q.sum(axis=0)""",
        ),
        (
            "places_lost",
            """
            q = np.zeros_like(p); q[:k] = -np.sort(-p, axis=0)[:k]
            return q / q.sum(axis=0)""",
        ),
        (
            "equal_shares",
            """
            o = np.argsort(-p, axis=0, kind="stable")[:k]; q = np.zeros_like(p)
            np.put_along_axis(q, o, 1 / k, axis=0); return q""",
        ),
    ),
    styles=(top_k_by_rank,),
    equal=(
        ("kept =", "Only the shape of it counts here, and the two have the same."),
        ("total =", "An axis that is dropped comes back at the front, where broadcasting puts it."),
        (
            "chosen / chosen.sum(axis=0, keepdims=True)",
            "An axis that is dropped comes back at the front, where broadcasting puts it.",
        ),
    ),
)
