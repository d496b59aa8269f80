"""The inputs of a language model: its targets, one step later."""

import numpy as np

import rnn_ref
from autograder.exercises import draw
from autograder.exercises.specification import Exercise, Inputs, Misconception, array


def draw_targets(rng) -> Inputs:
    n = draw.sizes(rng, "n", "m", "T", least=3, most=6)
    while True:
        targets = rng.integers(1, n["n"], size=(n["m"], n["T"]))
        if len({tuple(row) for row in targets.tolist()}) > 1 and (np.diff(targets) != 0).any():
            return Inputs({"targets": targets, "n": n["n"]}, n)


# Right answers in other styles: each earns all points.


def shifted_by_rolling(targets, n):
    x = (np.arange(n)[:, None, None] == np.roll(targets, 1, axis=1)).astype(float)
    x[:, :, 0] = 0
    return x


# A piece of the reference, which misconceptions replace.
SHIFT = "x = xp.concat([x1, y[:, :, :-1]], axis=2)"

EXERCISE = Exercise(
    name="shift_targets",
    chapter="04_language_model",
    reference=rnn_ref.inputs_from_targets,
    takes=("targets", "n"),
    task="Write shift_targets: x at step t is the one-hot column of the target of step t − 1, and "
    "x at the first step is 0.",
    returns=("x",),
    draws={"ordinary": draw_targets},
    parts=(array("x", 3, shape="(n, m, T)"),),
    misconceptions=(
        Misconception(
            "not_shifted",
            "x holds the target of the same step. The network then reads the very word that it "
            "must predict, learns to copy, and its loss is 0. Shift by one step.",
            replace=SHIFT,
            by="x = y",
        ),
        Misconception(
            "shifted_to_the_future",
            "you shifted the other way: at step t the network reads the word of step t + 1. It "
            "would see the future. At step t it may know the words before, up to t − 1.",
            replace=SHIFT,
            by="x = xp.concat([y[:, :, 1:], x1], axis=2)",
        ),
        Misconception(
            "last_word_comes_first",
            "x at the first step is the last word of the sentence. np.roll brings it round. "
            "Before the first word there is nothing: x⟨1⟩ = 0.",
            replace=SHIFT,
            by="x = xp.concat([y[:, :, -1:], y[:, :, :-1]], axis=2)",
        ),
        Misconception(
            "first_word_given_away",
            "x at the first step is the first target, so the answer of step 1 is given away. "
            "Before the first word there is nothing: x⟨1⟩ = 0.",
            replace=SHIFT,
            by="x = xp.concat([y[:, :, :1], y[:, :, :-1]], axis=2)",
        ),
        Misconception(
            "first_input_is_word_zero",
            "x at the first step is the one-hot column of word 0. A column of zeros is wanted, and "
            "that is no word at all. Fill x after the shift, or shift the columns, not the "
            "indices.",
            replace=SHIFT,
            by="x = xp.concat([xp.asarray(one_hot(targets * 0, n, dtype))[:, :, :1], "
            "y[:, :, :-1]], axis=2)",
        ),
        Misconception(
            "shifted_by_two",
            "you shifted by two steps, so the word just before the gap is missing. At step t the "
            "network reads word t − 1.",
            replace=SHIFT,
            by="x = xp.concat([x1, x1, y[:, :, :-2]], axis=2)",
        ),
        Misconception(
            "shifted_along_examples",
            "you shifted along the axis of the examples: each sentence reads the words of its "
            "neighbour. The steps are the last axis.",
            replace=SHIFT,
            by="x = xp.concat([xp.zeros_like(y[:, :1, :]), y[:, :-1, :]], axis=1)",
        ),
        Misconception(
            "words_last",
            "the words stand on the last axis: (m, T, n). That is how np.eye(n)[indices] "
            "leaves them. In this course the features come first: transpose(2, 0, 1).",
            replace=SHIFT,
            by="x = xp.moveaxis(xp.concat([x1, y[:, :, :-1]], axis=2), 0, -1)",
        ),
        Misconception(
            "first_step_emptied_only",
            "x⟨1⟩ is 0, as it should be, but nothing was shifted: every later step still "
            "reads the very word that it must predict. Step t reads the target of step t − 1: "
            "targets[:, :-1] goes into x[:, :, 1:].",
            replace=SHIFT,
            by="x = xp.concat([x1, y[:, :, 1:]], axis=2)",
        ),
        Misconception(
            "last_step_emptied_only",
            "the last step is 0 and all others read the very word that they must predict. "
            "Nothing was shifted. The targets without their last go into x[:, :, 1:], not "
            "into x[:, :, :-1].",
            replace=SHIFT,
            by="x = xp.concat([y[:, :, :-1], x1], axis=2)",
        ),
    ),
    likely=(
        ("not_shifted", "return np.eye(n)[targets].transpose(2, 0, 1)"),
        (
            "last_word_comes_first",
            "return np.eye(n)[np.roll(targets, 1, axis=1)].transpose(2, 0, 1)",
        ),
        (
            "first_input_is_word_zero",
            """
            t = np.zeros_like(targets); t[:, 1:] = targets[:, :-1]
            return np.eye(n)[t].transpose(2, 0, 1)""",
        ),
        (
            "words_last",
            """
            x = np.zeros((*targets.shape, n)); x[:, 1:] = np.eye(n)[targets[:, :-1]]
            return x""",
        ),
        (
            "first_step_emptied_only",
            """
            x = np.eye(n)[targets].transpose(2, 0, 1)
            x[:, :, 0] = 0
            return x""",
        ),
    ),
    styles=(shifted_by_rolling,),
    equal=(("def inputs_from_targets(", "The exercise has no dtype: it is always the default."),),
)
