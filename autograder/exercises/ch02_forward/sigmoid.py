"""Sigmoid, in a form that does not overflow."""

import numpy as np

import rnn_ref
from autograder.exercises import draw
from autograder.exercises.specification import Exercise, Inputs, Misconception, array, quiet


def draw_logits(rng) -> Inputs:
    n = draw.sizes(rng, "n", "m")
    return Inputs({"z": draw.numbers(rng, n["n"], n["m"], low=0.2, high=3.0)}, n)


def draw_large_logits(rng) -> Inputs:
    z = draw.numbers(rng, 6, low=0.5, high=3.0)
    z[:2] = np.round(rng.uniform(800, 1200, size=2), 1) * (1, -1)
    return Inputs({"z": rng.permutation(z)}, {"n": 6})


# Right answers in other styles: each earns all points.


def sigmoid_with_tanh(z):
    return 0.5 * (1 + np.tanh(z / 2))


def sigmoid_masked(z):
    out = np.empty_like(z)
    up = z >= 0
    out[up] = 1 / (1 + np.exp(-z[up]))
    low = np.exp(z[~up])
    out[~up] = low / (1 + low)
    return out


def sigmoid_clipped(z):
    with np.errstate(over="ignore"):
        return 1 / (1 + np.exp(-z))


EXERCISE = Exercise(
    name="sigmoid",
    chapter="02_forward",
    reference=rnn_ref.sigmoid,
    task="Write sigmoid(z) = 1 / (1 + exp(-z)) for every entry, in a form whose exponent is never "
    "positive, so that nothing overflows.",
    returns=("probability",),
    draws={"ordinary": draw_logits, "large": draw_large_logits},
    parts=(
        array("the result", 1, shape="the shape of z"),
        array("the result for large z", 1, shape="the shape of z", case="large"),
        quiet("no overflow", 1, case="large"),
    ),
    misconceptions=(
        Misconception(
            "overflows",
            "exp was taken of a large positive number. NumPy makes it inf and goes on, and "
            "1 / inf happens to be right here. exp(-|z|) is never above 1: bring both forms of "
            "sigmoid, the one for z >= 0 and the one for z < 0, into terms of it.",
            replace="probability = xp.where(z >= 0, right_half, left_half)",
            by="probability = 1 / (1 + xp.exp(-z))",
        ),
        Misconception(
            "exp_over_one_plus_exp",
            "you computed exp(z) / (1 + exp(z)) for every z. For z = 1000 that is inf / inf, which "
            "is NaN. Use this form only where z is negative.",
            replace="probability = xp.where(z >= 0, right_half, left_half)",
            by="probability = xp.exp(z) / (1 + xp.exp(z))",
        ),
        Misconception(
            "both_branches_computed",
            "you chose the right form for each sign, but np.where computes both forms for every "
            "entry before it chooses, and the one that is not used overflows. Write both with "
            "exp(-|z|), which cannot.",
            replace="probability = xp.where(z >= 0, right_half, left_half)",
            by="probability = xp.where(z >= 0, 1 / (1 + xp.exp(-z)), xp.exp(z) / (1 + xp.exp(z)))",
        ),
        Misconception(
            "brackets_forgotten",
            "brackets are missing: 1 / 1 + e means (1 / 1) + e. The whole sum stands below the "
            "fraction bar: 1 / (1 + e).",
            replace="probability = xp.where(z >= 0, right_half, left_half)",
            by="probability = 1 / 1 + xp.exp(-z)",
        ),
        Misconception(
            "sign_flipped",
            "this is 1 - sigmoid(z): the sign of z is the wrong way round. A large positive z must "
            "give a number near 1.",
            replace="z >= 0",
            by="z < 0",
        ),
        Misconception(
            "absolute_value_kept",
            "you used |z| for every entry, so -2 gives the same as 2. The form 1 / (1 + exp(-|z|)) "
            "is right for z >= 0 only; for z < 0 the numerator is exp(-|z|).",
            replace="probability = xp.where(z >= 0, right_half, left_half)",
            by="probability = right_half",
        ),
        Misconception(
            "tanh_instead",
            "these are the numbers of tanh, which lie between -1 and 1. A sigmoid lies between 0 "
            "and 1 and gives 0.5 at z = 0.",
            replace="probability = xp.where(z >= 0, right_half, left_half)",
            by="probability = xp.tanh(z)",
        ),
        Misconception(
            "half_forgotten",
            "this is (1 + tanh(z)) / 2. The road by way of tanh is a good one, and it cannot "
            "overflow, but it takes half of z: (1 + tanh(z / 2)) / 2.",
            replace="probability = xp.where(z >= 0, right_half, left_half)",
            by="probability = (1 + xp.tanh(z)) / 2",
        ),
        Misconception(
            "one_form_for_all",
            "this is right where z is negative. Where it is positive you get sigma of -z, "
            "because |z| has lost the sign. Choose between the two forms: np.where(z >= 0, ...,"
            " ...).",
            replace="xp.where(z >= 0, right_half, left_half)",
            by="left_half",
        ),
    ),
    likely=(
        ("overflows", "return 1 / (1 + np.exp(-z))"),
        ("sign_flipped", "return 1 / (1 + np.exp(z))"),
        (
            "both_branches_computed",
            "return np.where(z >= 0, 1 / (1 + np.exp(-z)), np.exp(z) / (1 + np.exp(z)))",
        ),
        ("half_forgotten", "return (1 + np.tanh(z)) / 2"),
        ("one_form_for_all", "e = np.exp(-np.abs(z)); return e / (1 + e)"),
        ("tanh_instead", "return np.tanh(z)"),
    ),
    styles=(sigmoid_with_tanh, sigmoid_masked, sigmoid_clipped),
    equal=(
        ("minus_size = xp.where(z < 0, z, -z)", "At the border both sides give the same."),
        (
            "probability = xp.where(z >= 0, right_half, left_half)",
            "At the border both sides give the same.",
        ),
        ("np.where(z >= 0, right, left)", "At the border both sides give the same."),
    ),
)
