"""Padded sequences reversed, each within its own length."""

import numpy as np

import rnn_ref
from autograder.exercises import draw
from autograder.exercises.specification import Exercise, Inputs, Misconception, array

from .shared import ORDER, lengths_of, sizes_of


def draw_reversal(rng) -> Inputs:
    n = sizes_of(rng)
    n = {"n": n["n_a"], "m": n["m"], "T_x": n["T_x"]}
    x = draw.numbers(rng, n["n"], n["m"], n["T_x"])
    return Inputs({"x": x, "lengths": lengths_of(rng, n["T_x"], n["m"])}, n)


def draw_full_reversal(rng) -> Inputs:
    n = {"n": 4, "m": 2, "T_x": 3}  # no size as in the other case
    x = draw.numbers(rng, n["n"], n["m"], n["T_x"])
    return Inputs({"x": x, "lengths": np.full(n["m"], n["T_x"])}, n)


# Right answers in other styles: each earns all points.


def reversed_by_index(x, lengths):
    t = np.arange(x.shape[2])
    order = np.where(t < lengths[:, None], lengths[:, None] - 1 - t, t)  # (m, T_x)
    return x[:, np.arange(x.shape[1])[:, None], order]


def reversed_step_by_step(x, lengths):
    out = np.array(x)
    for i in range(x.shape[1]):
        for t in range(int(lengths[i])):
            out[:, i, t] = x[:, i, int(lengths[i]) - t - 1]
    return out


def reversed_joined(x, lengths):
    columns = [np.hstack([x[:, i, :n][:, ::-1], x[:, i, n:]]) for i, n in enumerate(lengths)]
    return np.stack(columns, axis=1)


# Pieces of the reference, which misconceptions replace.
SOURCE = "source = xp.where(t < ends, ends - 1 - t, t)"
TAKEN = "return xp.take_along_axis(x, index, axis=2)"

EXERCISE = Exercise(
    name="reverse_by_length",
    chapter="07_bidirectional",
    reference=rnn_ref.reverse_by_length,
    task="Write reverse_by_length: in each example reverse the first lengths[i] steps and leave "
    "the steps behind them where they are.",
    returns=("reversed_x",),
    draws={"ordinary": draw_reversal, "no padding": draw_full_reversal},
    parts=(
        array("reversed_x", 3, shape="(n, m, T_x)"),
        array("reversed_x where nothing is padded", 1, shape="(n, m, T_x)", case="no padding"),
    ),
    misconceptions=(
        Misconception(
            "reversed_by_T",
            "all T_x steps were reversed, so a short example now begins with its padding. The "
            "network would read padding before the first word. Reverse only the first lengths[i] "
            "steps of example i.",
            replace=SOURCE,
            by="source = T_x - 1 - t + 0 * ends",
        ),
        Misconception(
            "padding_set_to_zero",
            "the real steps are right, but what stood behind them is 0 now. Start from a copy of "
            "x, so that the padding stays as it was. Then two reversals give x again.",
            replace=TAKEN,
            by="return xp.take_along_axis(x, index, axis=2) * (t < ends)",
        ),
        Misconception(
            "one_length_for_all",
            "every example was reversed by the length of the first one. Each has a length of its "
            "own: lengths[i].",
            replace=SOURCE,
            by="ends = 0 * ends + ends[0]\n    source = xp.where(t < ends, ends - 1 - t, t)",
        ),
        Misconception(
            "overwritten_while_reading",
            "the second half of each example stands there twice, as a mirror image. You wrote into "
            "the array that you were still reading, so the first half was gone when its turn came. "
            "Write into a copy and read from x.",
            replace=SOURCE,
            by="source = xp.where(t < ends, xp.maximum(t, ends - 1 - t), t)",
        ),
        Misconception(
            "padding_reversed_too",
            "the padding was reversed as well, within itself. Only the first lengths[i] steps "
            "turn round; what stands behind them stays.",
            replace=SOURCE,
            by="source = xp.where(t < ends, ends - 1 - t, T_x - 1 - (t - ends))",
        ),
        Misconception(
            "nothing_reversed",
            "x came back as it was. An example of length 3 with the steps 1, 2, 3 becomes 3, 2, 1.",
            replace=TAKEN,
            by="return 1 * x",
        ),
        Misconception(
            "examples_reversed",
            "the examples changed places, not the steps. Time is the last axis: x[:, i, :n].",
            replace=TAKEN,
            by="return xp.flip(x, axis=1)",
        ),
        Misconception(
            "rows_reversed",
            "the rows of x were reversed: the features, not the steps. Time is the last axis.",
            replace=TAKEN,
            by="return xp.flip(x, axis=0)",
        ),
        Misconception(
            "last_real_step_left",
            "the last real step stayed where it was. In Python x[:, i, :n] ends before n, so n is "
            "lengths[i] itself, not lengths[i] - 1.",
            replace=SOURCE,
            by="source = xp.where(t < ends - 1, ends - 2 - t, t)",
        ),
    ),
    likely=(
        ("reversed_by_T", "return x[:, :, ::-1]"),
        (
            "padding_set_to_zero",
            """
            out = np.zeros_like(x)
            for i, n in enumerate(lengths): out[:, i, :n] = x[:, i, :n][:, ::-1]
            return out""",
        ),
        (
            "overwritten_while_reading",
            """
            out = x.copy()
            for i, n in enumerate(lengths):
                for t in range(n): out[:, i, t] = out[:, i, n - 1 - t]
            return out""",
        ),
        (
            "one_length_for_all",
            """
            n, out = lengths[0], x.copy()
            out[:, :, :n] = x[:, :, :n][:, :, ::-1]
            return out""",
        ),
        (
            "last_real_step_left",
            """
            out = x.copy()
            for i, n in enumerate(lengths - 1): out[:, i, :n] = x[:, i, :n][:, ::-1]
            return out""",
        ),
    ),
    styles=(reversed_by_index, reversed_step_by_step, reversed_joined),
    equal=(
        ("if lengths is None", "The exercise always hands in lengths."),
        ("return xp.flip(x, axis=2)", "The exercise always hands in lengths."),
        ("ends =", "The lengths are whole numbers already."),
        ("t = xp.arange(", "Broadcasting puts an axis of 1 in front by itself."),
        ("index =", "Broadcasting puts an axis of 1 in front by itself."),
        ("for i, n in enumerate(lengths)", ORDER),
        (
            "turned[:, i, :n] = x[:, i, :n][:, ::-1]",
            "Each place is written once, and turned begins as a copy of x.",
        ),
    ),
)
