"""Softmax: the scores of each column become probabilities."""

import numpy as np

import rnn_ref
from autograder.exercises import draw
from autograder.exercises.specification import Exercise, Inputs, Misconception, array


def draw_scores(rng) -> Inputs:
    n = draw.sizes(rng, "n", "m", least=3)
    return Inputs({"z": draw.numbers(rng, n["n"], n["m"], low=0.2, high=2.5)}, n)


def draw_far_scores(rng) -> Inputs:
    """One column far above the others and one far below: each needs its own maximum.

    In a third one two scores are far above the others, and above the mean of all.
    """
    n = draw.sizes(rng, "n", "m", least=3)
    z = draw.numbers(rng, n["n"], n["m"], low=0.2, high=2.5)
    z[:, 0] += 1000
    z[:, -1] -= 1000
    z[rng.permutation(n["n"])[:2], 1] += 4000
    return Inputs({"z": z}, n)


# Right answers in other styles: each earns all points.


def softmax_in_loops(z):
    out = np.zeros(z.shape)
    for j in range(z.shape[1]):
        top = max(z[i, j] for i in range(z.shape[0]))
        total = 0.0
        for i in range(z.shape[0]):
            out[i, j] = np.exp(z[i, j] - top)
            total += out[i, j]
        for i in range(z.shape[0]):
            out[i, j] /= total
    return out


def softmax_in_place(z):
    buffer = np.subtract(z, z.max(axis=0))
    np.exp(buffer, out=buffer)
    buffer /= buffer.sum(axis=0)
    return buffer


def softmax_transposed(scores):
    rows = scores.T - scores.T.max(axis=1, keepdims=True)
    return np.stack([np.exp(row) / np.exp(row).sum() for row in rows], axis=1)


def softmax_through_logarithms(z):
    top = z.max(axis=0)
    return np.exp(z - top - np.log(np.exp(z - top).sum(axis=0)))


def softmax_with_torch(z):
    import torch

    return torch.softmax(torch.as_tensor(z), dim=0)


def softmax_float32(z):
    z = z.astype(np.float32)
    e = np.exp(z - z.max(0))
    return e / e.sum(0)


def softmax_printing(z, verbose=True):
    if verbose:
        print("shape", z.shape)
    return softmax_in_place(z)


class Softmax:
    def __call__(self, z):
        return softmax_in_place(z)


def softmax_fortran(z):
    return np.asfortranarray(softmax_in_place(z))


EXERCISE = Exercise(
    name="softmax",
    chapter="02_forward",
    reference=rnn_ref.softmax,
    task="Write softmax(z): subtract each column's maximum, take exp, and divide each column by "
    "its own sum.",
    returns=("probabilities",),
    draws={"ordinary": draw_scores, "far apart": draw_far_scores},
    parts=(
        array("the result", 2, shape="(n, m)"),
        array("the result for large scores", 1, shape="(n, m)", case="far apart"),
    ),
    misconceptions=(
        Misconception(
            "worked_along_rows",
            "you worked along the rows (axis=1), so each row sums to 1. A column is one example, "
            "and its entries must sum to 1. Use axis=0 for the maximum and for the sum: it runs "
            "down a column.",
            replace="xp.max(z, axis=0, keepdims=True)  # (n, m)\n    e = xp.exp(shifted)\n"
            "    total = xp.sum(e, axis=0, keepdims=True)",
            by="xp.max(z, axis=1, keepdims=True)\n    e = xp.exp(shifted)\n"
            "    total = xp.sum(e, axis=1, keepdims=True)",
        ),
        Misconception(
            "sum_over_rows",
            "you divided by the sum over each row (axis=1). A column is one example, so its "
            "entries must sum to 1. Sum over axis 0: it runs down a column.",
            replace="total = xp.sum(e, axis=0, keepdims=True)",
            by="total = xp.sum(e, axis=1, keepdims=True)",
        ),
        Misconception(
            "sum_over_everything",
            "you divided by the sum of the whole array. Then all entries together sum to 1, and "
            "the examples share one total. Give the sum axis=0 and keepdims=True.",
            replace="total = xp.sum(e, axis=0, keepdims=True)",
            by="total = xp.sum(e)",
        ),
        Misconception(
            "not_divided",
            "you returned exp of the shifted scores without dividing. The largest entry of each "
            "column is 1 then. Divide by the column's sum.",
            replace="probabilities = e / total",
            by="probabilities = e",
        ),
        Misconception(
            "shifted_above_only",
            "the maximum was subtracted above the fraction bar only, so it does not cancel. "
            "Compute exp(z - max) once, and use it above and below.",
            replace="total = xp.sum(e, axis=0, keepdims=True)",
            by="total = xp.sum(xp.exp(z), axis=0, keepdims=True)",
        ),
        Misconception(
            "not_shifted",
            "exp ran without the maximum taken off first. exp(1000) is inf, and inf / inf is NaN; "
            "exp(-1000) is 0, and 0 / 0 is NaN. Subtract the column's maximum before exp.",
            replace="shifted = z - xp.max(z, axis=0, keepdims=True)",
            by="shifted = z",
        ),
        Misconception(
            "one_maximum_for_all",
            "you subtracted the maximum of the whole array. A column far below it becomes exp of "
            "about -1000 in every entry, which is 0, and 0 / 0 is NaN. Take the maximum of each "
            "column: axis=0, keepdims=True.",
            replace="xp.max(z, axis=0, keepdims=True)",
            by="xp.max(z)",
        ),
        Misconception(
            "maximum_over_rows",
            "you subtracted the maximum of each row (axis=1). Entries of one column are then "
            "shifted by different amounts, which changes their ratios. Shift a column by one "
            "number: axis=0.",
            replace="xp.max(z, axis=0, keepdims=True)",
            by="xp.max(z, axis=1, keepdims=True)",
        ),
        Misconception(
            "sum_and_no_shift",
            "you computed exp(z) and divided by the sum of the whole array. So all entries "
            "together sum to 1, and 1000 overflows. Each column is one example: take off its "
            "own maximum, and divide by its own sum, both with axis=0 and keepdims=True.",
            replace="xp.max(z, axis=0, keepdims=True)  # (n, m)\n    e = xp.exp(shifted)\n"
            "    total = xp.sum(e, axis=0, keepdims=True)",
            by="0 * z\n    e = xp.exp(shifted)\n    total = xp.sum(e)",
        ),
        Misconception(
            "no_axis_at_all",
            "neither the maximum nor the sum was given an axis, so the whole array was "
            "treated as one example and all entries together sum to 1. A column is one "
            "example: axis=0 and keepdims=True in both.",
            replace="xp.max(z, axis=0, keepdims=True)  # (n, m)\n    e = xp.exp(shifted)\n"
            "    total = xp.sum(e, axis=0, keepdims=True)",
            by="xp.max(z)\n    e = xp.exp(shifted)\n    total = xp.sum(e)",
        ),
        Misconception(
            "exp_forgotten",
            "you divided the scores by their sum. A score may be negative, a probability may "
            "not. e to the power of a score is positive: np.exp first, then the division.",
            replace="probabilities = e / total",
            by="probabilities = z / xp.sum(z, axis=0, keepdims=True)",
        ),
        Misconception(
            "mean_taken_off",
            "you took the mean off instead of the maximum. A score far above the mean still overflows in exp. After the maximum is taken off, none is above 0.",
            replace="xp.max(z, axis=0, keepdims=True)",
            by="xp.mean(z, axis=0, keepdims=True)",
        ),
    ),
    likely=(
        ("mean_taken_off", "e = np.exp(z - z.mean(axis=0)); return e / e.sum(axis=0)"),
        ("sum_and_no_shift", "return np.exp(z) / np.exp(z).sum()"),
        ("no_axis_at_all", "e = np.exp(z - z.max()); return e / e.sum()"),
        ("not_shifted", "return np.exp(z) / np.exp(z).sum(axis=0)"),
        ("one_maximum_for_all", "e = np.exp(z - np.max(z)); return e / e.sum(axis=0)"),
        (
            "worked_along_rows",
            """
            e = np.exp(z - z.max(axis=1, keepdims=True))
            return e / e.sum(axis=1, keepdims=True)""",
        ),
        ("exp_forgotten", "return z / z.sum(axis=0)"),
    ),
    styles=(
        softmax_in_loops,
        softmax_in_place,
        softmax_transposed,
        softmax_through_logarithms,
        softmax_with_torch,
        softmax_float32,
        softmax_printing,
        Softmax(),
        softmax_fortran,
    ),
    equal=(
        (
            "shifted = z - xp.max(z, axis=0, keepdims=True)",
            "An axis that is dropped comes back at the front, where broadcasting puts it.",
        ),
        (
            "total = xp.sum(e, axis=0, keepdims=True)",
            "An axis that is dropped comes back at the front, where broadcasting puts it.",
        ),
        (
            "shifted = z - z.max(axis=0, keepdims=True)",
            "An axis that is dropped comes back at the front, where broadcasting puts it.",
        ),
        (
            "powers / powers.sum(axis=0, keepdims=True)",
            "An axis that is dropped comes back at the front, where broadcasting puts it.",
        ),
    ),
)
