"""A mask of dropout, scaled so that the mean stays."""

import numpy as np

from autograder.exercises import draw
from autograder.exercises.specification import Exercise, Inputs, Misconception, array

from .shared import STATES


def dropout_mask(u, rate):
    """0 where u lies below rate, else 1 / (1 - rate)."""
    kept = u >= rate
    mask = kept / (1 - rate)
    return mask


def draw_uniforms(rng) -> Inputs:
    n = draw.sizes(rng, "n_a", "m", "T_x", least=3, most=5)
    u = rng.integers(0, 1000, size=(n["n_a"], n["m"], n["T_x"])) / 1000 + 0.0005
    return Inputs({"u": u, "rate": float(rng.choice([0.2, 0.25, 0.3, 0.4]))}, n)


# Right answers in other styles: each earns all points.


def mask_by_comparison(u, rate):
    mask = np.ones_like(u) / (1 - rate)
    mask[u < rate] = 0
    return mask


EXERCISE = Exercise(
    name="dropout_mask",
    chapter="08_deep",
    reference=dropout_mask,
    task="Write dropout_mask: 0 where u is below rate, and 1 / (1 - rate) everywhere else.",
    returns=("mask",),
    draws={"ordinary": draw_uniforms},
    parts=(array("mask", 3, shape=STATES),),
    misconceptions=(
        Misconception(
            "not_scaled",
            "the mask holds 0 and 1. Then the layer above gets less in training than later, when "
            "nothing is dropped. Divide by 1 - rate: the mean stays as it was.",
            replace="mask = kept / (1 - rate)",
            by="mask = kept * 1.0",
        ),
        Misconception(
            "rate_is_what_is_kept",
            "the numbers below rate were kept. rate says how many are dropped: keep where u is at "
            "least rate.",
            replace="kept = u >= rate",
            by="kept = u < rate",
        ),
        Misconception(
            "divided_by_the_rate",
            "what is kept was divided by rate. The part 1 - rate is kept, so divide by that.",
            replace="mask = kept / (1 - rate)",
            by="mask = kept / rate",
        ),
        Misconception(
            "made_smaller",
            "what is kept was multiplied by 1 - rate. That makes the loss of the dropped units "
            "larger still. Divide by 1 - rate, to make up for them.",
            replace="mask = kept / (1 - rate)",
            by="mask = kept * (1 - rate)",
        ),
        Misconception(
            "uniforms_kept",
            "the mask holds the numbers u themselves. They only decide; what is kept gets one and "
            "the same number.",
            replace="mask = kept / (1 - rate)",
            by="mask = kept * u / (1 - rate)",
        ),
    ),
    likely=(
        ("not_scaled", "return (u >= rate).astype(float)"),
        ("rate_is_what_is_kept", "return (u < rate) / (1 - rate)"),
        ("divided_by_the_rate", "return (u >= rate) / rate"),
        ("made_smaller", "return (u >= rate) * (1 - rate)"),
    ),
    styles=(mask_by_comparison,),
    equal=(
        ("kept = u >= rate", "A number that is drawn from 0 to 1 is never exactly rate."),
        ("return np.where(u < rate", "A number that is drawn from 0 to 1 is never exactly rate."),
    ),
)
