"""Every entry of a gradient between -limit and limit."""

import numpy as np

import rnn_ref
from autograder.exercises.specification import Exercise, Inputs, Misconception, array

from .shared import draw_gradients


def draw_wild(rng) -> Inputs:
    while True:
        gradients = draw_gradients(rng, 0.3, 6.0)
        limit = round(float(rng.uniform(1.5, 2.5)), 1)
        out = [(g > limit).any() and (g < -limit).any() for g in list(gradients.values())[:2]]
        b = gradients["dba"]
        inside = [(g[abs(g) < limit] < 0).any() for g in list(gradients.values())[:2]]
        if all(out) and all(inside) and (abs(b) > limit).any() and (abs(b) < limit).any():
            return Inputs({"gradients": gradients, "limit": limit}, {})


# Right answers in other styles: each earns all points.


def clip_by_min_max(gradients, limit):
    return {k: np.minimum(np.maximum(g, -limit), limit) for k, g in gradients.items()}


def clip_in_a_copy(gradients, limit):
    out = {}
    for k, g in gradients.items():
        out[k] = g.copy()
        out[k][g > limit] = limit
        out[k][g < -limit] = -limit
    return out


# A piece of the reference, which misconceptions replace.
CLIP = "clipped[key] = xp.clip(g, -limit, limit)"

EXERCISE = Exercise(
    name="clip_by_value",
    chapter="03_backprop",
    reference=rnn_ref.clip_by_value,
    task="Write clip_by_value: return a new dictionary in which every entry below -limit is "
    "-limit, and every entry above limit is limit.",
    returns=("clipped",),
    draws={"ordinary": draw_wild},
    parts=(
        array("clipped['dWax']", 1, at="dWax", shape="(n_a, n_x)"),
        array("clipped['dWaa']", 1, at="dWaa", shape="(n_a, n_a)"),
        array("clipped['dba']", 1, at="dba", shape="(n_a, 1)"),
    ),
    misconceptions=(
        Misconception(
            "copy_not_returned",
            "you returned the gradients as they came. np.clip does not change its argument, it "
            "returns a clipped copy. Put that copy into the new dictionary.",
            replace=CLIP,
            by="clipped[key] = g",
        ),
        Misconception(
            "only_above",
            "only the entries above limit were cut. A gradient may explode downwards too: cut at "
            "-limit as well.",
            replace=CLIP,
            by="clipped[key] = xp.where(g > limit, limit, g)",
        ),
        Misconception(
            "only_below",
            "only the entries below -limit were cut. Cut at limit as well.",
            replace=CLIP,
            by="clipped[key] = xp.where(g < -limit, -limit, g)",
        ),
        Misconception(
            "cut_at_zero",
            "negative entries became 0: the lower bound is 0 and should be -limit. The sign tells "
            "which way to move a weight. It must stay.",
            replace=CLIP,
            by="clipped[key] = xp.clip(g, 0, limit)",
        ),
        Misconception(
            "signs_lost",
            "all your entries are positive: the absolute value was clipped. The sign tells which "
            "way to move a weight. Clip between -limit and limit.",
            replace=CLIP,
            by="clipped[key] = xp.clip(xp.abs(g), -limit, limit)",
        ),
        Misconception(
            "set_to_zero",
            "entries beyond the limit became 0. They are to be shortened, not dropped: put limit "
            "or -limit in their place.",
            replace=CLIP,
            by="clipped[key] = xp.where(xp.abs(g) > limit, 0.0, g)",
        ),
        Misconception(
            "shortened_as_a_whole",
            "each array was multiplied by one factor, so small entries shrank too. That is "
            "clipping by norm, the next exercise. Here each entry is cut by itself.",
            replace=CLIP,
            by="clipped[key] = g * min(1.0, limit / float(xp.max(xp.abs(g))))",
        ),
    ),
    likely=(
        (
            "copy_not_returned",
            """
            for g in gradients.values(): np.clip(g, -limit, limit)
            return gradients""",
        ),
        ("only_above", "return {k: np.minimum(g, limit) for k, g in gradients.items()}"),
        ("cut_at_zero", "return {k: np.clip(g, 0, limit) for k, g in gradients.items()}"),
        ("cut_at_zero", "return {k: np.clip(g, 0, limit) for k, g in gradients.items()}"),
        (
            "shortened_as_a_whole",
            """
            return {k: g * min(1, limit / np.abs(g).max()) for k, g in gradients.items()}""",
        ),
    ),
    styles=(clip_by_min_max, clip_in_a_copy),
    equal=(
        (
            "for key, g in gradients.items()",
            "No step of the loop needs another one: their order shows in no answer.",
        ),
        (
            "np.clip(g, -limit, limit)",
            "Clipping keeps the middle one of three numbers, in any order.",
        ),
    ),
)
