"""The gradient of the two states that were read out, put where they came from."""

import numpy as np

import rnn_ref
from autograder.exercises import draw
from autograder.exercises.specification import Exercise, Inputs, Misconception, array, in_both


def draw_other_gradient(rng) -> Inputs:
    n = {"n_a": 1, "m": 7, "T_x": 8}  # no size as in the other case
    return Inputs({"da_read": draw.numbers(rng, 2, n["m"]), "T_x": n["T_x"]}, n)


def draw_read_out_gradient(rng) -> Inputs:
    """Different sizes; 2 n_a is none of them either."""
    while True:
        n = draw.sizes(rng, "n_a", "m", "T_x", least=2, most=6)
        if 2 * n["n_a"] not in (n["m"], n["T_x"]):
            da_read = draw.numbers(rng, 2 * n["n_a"], n["m"])
            return Inputs({"da_read": da_read, "T_x": n["T_x"]}, n)


# Right answers in other styles: each earns all points.


def read_out_back_by_rows(da_read, T_x):
    n_a = da_read.shape[0] // 2
    rows = []
    for row, one in enumerate(da_read):
        track = [np.zeros_like(one) for _ in range(T_x)]
        track[-1 if row < n_a else 0] = one
        rows.append(np.stack(track, axis=1))
    return np.array(rows)


def read_out_back_by_product(da_read, T_x):
    upper, lower = np.vsplit(da_read, 2)
    first, last = np.eye(T_x)[0], np.eye(T_x)[-1]
    return np.concatenate([upper[..., None] * last, lower[..., None] * first])


def read_out_back_joined(da_read, T_x):
    upper, lower = np.split(da_read[:, :, np.newaxis], 2)
    nothing = np.zeros((len(upper), da_read.shape[1], T_x - 1))
    return np.vstack([np.dstack([nothing, upper]), np.dstack([lower, nothing])])


# Pieces of the reference, which misconceptions replace.
UPPER = "da[:n_a, :, -1] = da_read[:n_a, :]"
LOWER = "da[n_a:, :, 0] = da_read[n_a:, :]"
PLACED = UPPER + "\n    " + LOWER

EXERCISE = Exercise(
    name="read_out_backward",
    chapter="07_bidirectional",
    reference=rnn_ref.birnn_read_out_backward,
    task="Write read_out_backward(da_read, T_x): a da of zeros, (2 n_a, m, T_x), with the upper "
    "half of da_read in the last column and the lower half in the first.",
    returns=("da",),
    draws={"ordinary": draw_read_out_gradient, "one unit": draw_other_gradient},
    parts=in_both("one unit", array("da", 4, shape="(2 n_a, m, T_x)")),
    misconceptions=(
        Misconception(
            "last_column_for_both",
            "both halves went into the last column. The backward state that was read stands in "
            "the first: da[n_a:, :, 0]. A gradient goes where its value came from.",
            replace=LOWER,
            by="da[n_a:, :, -1] = da_read[n_a:, :]",
        ),
        Misconception(
            "first_column_for_both",
            "both halves went into the first column. The forward state that was read stands in "
            "the last: da[:n_a, :, -1]. A gradient goes where its value came from.",
            replace=UPPER,
            by="da[:n_a, :, 0] = da_read[:n_a, :]",
        ),
        Misconception(
            "the_wrong_ends",
            "each half went to the other end: forward into the first column, backward into the "
            "last. Look at your birnn_read_out and put each back where it was taken.",
            replace=PLACED,
            by="da[:n_a, :, 0] = da_read[:n_a, :]\n    da[n_a:, :, -1] = da_read[n_a:, :]",
        ),
        Misconception(
            "both_halves_at_both_ends",
            "all of da_read went into the first column and into the last. Only the upper half was "
            "read from the last column and only the lower half from the first; the other rows of "
            "these columns stay 0.",
            replace=PLACED,
            by="da[:, :, 0] = da_read\n    da[:, :, -1] = da_read",
        ),
        Misconception(
            "every_step",
            "each step got the gradient. The read-out looked at one column of each half. States "
            "that it did not look at get 0 from it; run_back brings them their share.",
            replace=PLACED,
            by="da = da + xp.expand_dims(da_read, axis=2)",
        ),
        Misconception(
            "shared_out",
            "the gradient was divided among all the steps. That is the way back from a mean over "
            "time. Here one column of each half was read, and it gets the whole.",
            replace=PLACED,
            by="da = da + xp.expand_dims(da_read, axis=2) / steps",
        ),
        Misconception(
            "halves_swapped",
            "the halves changed places: the forward network got the gradient of the backward one. "
            "The upper n_a rows stay the upper ones.",
            replace=PLACED,
            by="da[:n_a, :, -1] = da_read[n_a:, :]\n    da[n_a:, :, 0] = da_read[:n_a, :]",
        ),
        Misconception(
            "backward_half_forgotten",
            "the lower half got nothing, so the backward network would never learn. Its gradient "
            "goes into the first column: da[n_a:, :, 0].",
            replace=LOWER,
            by="pass",
        ),
        Misconception(
            "time_in_the_middle",
            "the axes are (2 n_a, T_x, m). Time is the last one in this course: (2 n_a, m, T_x).",
            replace="    return da\n",
            by="    return da.transpose(0, 2, 1)\n",
        ),
    ),
    likely=(
        (
            "last_column_for_both",
            """
            da = np.zeros((*da_read.shape, T_x))
            da[:, :, -1] = da_read
            return da""",
        ),
        ("every_step", "return np.repeat(da_read[:, :, np.newaxis], T_x, axis=2)"),
        (
            "both_halves_at_both_ends",
            """
            da = np.zeros((da_read.shape[0], da_read.shape[1], T_x))
            da[:, :, 0] += da_read
            da[:, :, T_x - 1] += da_read
            return da""",
        ),
        (
            "the_wrong_ends",
            """
            n, da = len(da_read) // 2, np.zeros((*da_read.shape, T_x))
            da[:n, :, 0], da[n:, :, -1] = da_read[:n], da_read[n:]
            return da""",
        ),
        ("shared_out", "return np.stack([da_read / T_x] * T_x, axis=2)"),
        (
            "time_in_the_middle",
            """
            n, (rows, m) = len(da_read) // 2, da_read.shape
            da = np.zeros((rows, T_x, m))
            da[:n, -1], da[n:, 0] = da_read[:n], da_read[n:]
            return da""",
        ),
        (
            "",
            """
            da = np.zeros((len(da_read) // 2, da_read.shape[1], T_x))
            da[:, :, -1] = da_read
            return da""",
        ),
    ),
    styles=(read_out_back_by_rows, read_out_back_by_product, read_out_back_joined),
    equal=(
        (
            'n_a = half_of("da_read", da_read',
            "The name is only said of an array that does not fit.",
        ),
    ),
)
