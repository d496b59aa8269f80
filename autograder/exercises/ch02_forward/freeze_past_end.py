"""A padded batch: the state of a sequence that is over stays as it is."""

import numpy as np

import rnn_ref
from autograder.exercises import draw
from autograder.exercises.specification import Exercise, Inputs, Misconception, array


def draw_padded_step(rng, t: int) -> Inputs:
    n = draw.sizes(rng, "n_a", "m", least=4, most=8)
    edges = [t, t + 1, max(t - 1, 0), t + 3]
    lengths = np.concatenate((edges, rng.integers(t + 4, size=n["m"] - len(edges))))
    return Inputs(
        {
            "a_next": draw.numbers(rng, n["n_a"], n["m"]),
            "a_prev": draw.numbers(rng, n["n_a"], n["m"]),
            "t": t,
            "lengths": rng.permutation(lengths),
        },
        n,
    )


def draw_middle_step(rng) -> Inputs:
    return draw_padded_step(rng, int(rng.integers(2, 6)))


def draw_first_step(rng) -> Inputs:
    """The first step, with an example of length 0 among the others."""
    return draw_padded_step(rng, 0)


# Right answers in other styles: each earns all points.


def freeze_in_a_loop(a_next, a_prev, t, lengths):
    out = a_prev.copy()
    for i, length in enumerate(lengths):
        if t < length:
            out[:, i] = a_next[:, i]
    return out


def freeze_by_arithmetic(a_next, a_prev, t, lengths):
    on = (lengths > t).astype(float)
    return on * a_next + (1 - on) * a_prev


EXERCISE = Exercise(
    name="freeze_past_end",
    chapter="02_forward",
    reference=rnn_ref.freeze_past_end,
    task="Write freeze_past_end: column i of the result is column i of a_next while example i is "
    "still running, and column i of a_prev once it is over. t counts from 0.",
    returns=("a",),
    draws={"ordinary": draw_middle_step, "first step": draw_first_step},
    parts=(
        array("a", 3, shape="(n_a, m)"),
        array("a at the first step", 1, shape="(n_a, m)", case="first step"),
    ),
    misconceptions=(
        Misconception(
            "one_step_too_long",
            "a sequence of length 3 has the steps t = 0, 1 and 2. You let it run at t = 3 as well, "
            "as t <= lengths does. Compare with t < lengths.",
            replace="alive = t < lengths",
            by="alive = t <= lengths",
        ),
        Misconception(
            "one_step_too_short",
            "the last real step was frozen. In code t counts from 0, so a sequence of length 3 is "
            "still running at t = 2. Compare t itself with lengths, not t + 1.",
            replace="alive = t < lengths",
            by="alive = t + 1 < lengths",
        ),
        Misconception(
            "the_wrong_way_round",
            "running examples kept their old state and ended ones took the new one. Swap the two.",
            replace="xp.where(alive, a_next, a_prev)",
            by="xp.where(alive, a_prev, a_next)",
        ),
        Misconception(
            "zeroed_past_end",
            "ended examples were set to zero. Then the last state of a short sequence is lost. "
            "Keep a_prev, which is the state after its last real step.",
            replace="xp.where(alive, a_next, a_prev)",
            by="xp.where(alive, a_next, 0 * a_prev)",
        ),
        Misconception(
            "nothing_frozen",
            "every example took the new state. Padding then goes on changing the states of ended "
            "sequences. Use lengths to decide for each column.",
            replace="xp.where(alive, a_next, a_prev)",
            by="xp.where(alive, a_next, a_next)",
        ),
        Misconception(
            "everything_frozen",
            "every example kept its old state, so nothing is ever read. Use lengths to decide "
            "for each column.",
            replace="xp.where(alive, a_next, a_prev)",
            by="xp.where(alive, a_prev, a_prev)",
        ),
        Misconception(
            "frozen_at_one_step_only",
            "an example was frozen at t = length only, and runs on at later steps. It stays "
            "frozen to the end: the comparison must hold at every later step too.",
            replace="alive = t < lengths",
            by="alive = t != lengths",
        ),
    ),
    likely=(
        ("one_step_too_long", "return np.where(t <= np.asarray(lengths), a_next, a_prev)"),
        ("the_wrong_way_round", "return np.where(t < np.asarray(lengths), a_prev, a_next)"),
        ("zeroed_past_end", "return a_next * (t < np.asarray(lengths))"),
        ("one_step_too_short", "return np.where(t < np.asarray(lengths) - 1, a_next, a_prev)"),
        ("nothing_frozen", "return a_next"),
    ),
    styles=(freeze_in_a_loop, freeze_by_arithmetic),
    equal=(
        (
            "if xp.any(lengths < 0)",
            "It serves to refuse a negative length, which no exercise hands in.",
        ),
        (
            "worst = int(xp.min(lengths))",
            "It serves to refuse a negative length, which no exercise hands in.",
        ),
        ("lengths = xp.astype(lengths, xp.int64)", "The exercise hands in int64 already."),
        ("lengths = np.asarray(lengths)", "It is an array already."),
        ("running =", "A row is as good as an array (1, m): broadcasting puts the axis in front."),
    ),
)
