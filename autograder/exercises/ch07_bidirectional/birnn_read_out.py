"""The two states that have read the whole sequence."""

import numpy as np

import rnn_ref
from autograder.exercises import draw
from autograder.exercises.specification import Exercise, Inputs, Misconception, array, in_both


def draw_states(rng, other: bool = False) -> Inputs:
    n = draw.sizes(rng, "n_a", "m", "T_x", least=2, most=5)
    n = {"n_a": 1, "m": 6, "T_x": 7} if other else n  # no size as in the other case
    return Inputs({"a": draw.numbers(rng, 2 * n["n_a"], n["m"], n["T_x"])}, n)


# Right answers in other styles: each earns all points.


def read_out_split(a):
    upper, lower = np.split(a, 2)
    return np.r_[upper[..., -1], lower[..., 0]]


# Pieces of the reference, which misconceptions replace.
FIRST = "first_backward = a[n_a:, :, 0]"
LAST = "last_forward = a[:n_a, :, -1]"
ENDS = LAST + "  # (n_a, m)\n    " + FIRST
BOTH = "return xp.concat([last_forward, first_backward], axis=0)"

EXERCISE = Exercise(
    name="birnn_read_out",
    chapter="07_bidirectional",
    reference=rnn_ref.birnn_read_out,
    task="Join the two states that have each read the whole sequence: the last of the forward "
    "half, the first of the backward half.",
    returns=("a_read",),
    draws={"ordinary": draw_states, "one unit": lambda rng: draw_states(rng, other=True)},
    parts=in_both("one unit", array("a_read", 2, shape="(2 n_a, m)")),
    misconceptions=(
        Misconception(
            "last_column_for_both",
            "both halves were taken from the last column. There the backward network has read "
            "one word only, the last. It has read them all at the first word: a[n_a:, :, 0].",
            replace=FIRST,
            by="first_backward = a[n_a:, :, -1]",
        ),
        Misconception(
            "first_column_for_both",
            "both halves were taken from the first column. There the forward network has read "
            "one word only. It has read them all at the last: a[:n_a, :, -1].",
            replace=LAST,
            by="last_forward = a[:n_a, :, 0]",
        ),
        Misconception(
            "the_wrong_ends",
            "each half was taken where its network has just begun: forward at the first word, "
            "backward at the last. Take each where it has finished.",
            replace=ENDS,
            by="last_forward = a[:n_a, :, 0]\n    first_backward = a[n_a:, :, -1]",
        ),
        Misconception(
            "halves_swapped",
            "the backward half stands above. The order is that of a: forward above, backward below.",
            replace=BOTH,
            by="return xp.concat([first_backward, last_forward], axis=0)",
        ),
        Misconception(
            "added_up",
            "the two states were added. Put one above the other: (2 n_a, m).",
            replace=BOTH,
            by="return last_forward + first_backward",
        ),
        Misconception(
            "mean_over_time",
            "the mean over all steps was taken. That is a read-out too, but another one. Here two "
            "columns are wanted, each from the end of its network's reading.",
            replace=BOTH,
            by="return xp.mean(a, axis=2)",
        ),
        Misconception(
            "side_by_side",
            "the two states stand side by side, as if they were more examples. Put one above the "
            "other, axis 0: (2 n_a, m).",
            replace=BOTH,
            by="return xp.concat([last_forward, first_backward], axis=1)",
        ),
    ),
    likely=(
        ("last_column_for_both", "return a[:, :, -1]"),
        ("first_column_for_both", "return a[:, :, 0]"),
        ("mean_over_time", "return a.mean(axis=2)"),
        ("halves_swapped", "n = len(a) // 2; return np.vstack([a[n:, :, 0], a[:n, :, -1]])"),
    ),
    styles=(read_out_split,),
)
