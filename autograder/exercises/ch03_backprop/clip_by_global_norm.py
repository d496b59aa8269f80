"""All gradients shortened by one factor."""

import numpy as np

import rnn_ref
from autograder.exercises.specification import Exercise, Inputs, Misconception, array

from .shared import draw_gradients


def draw_long(rng) -> Inputs:
    # so long that torch's limit / (norm + 1e-6) gives the same numbers to 1e-7
    gradients = draw_gradients(rng, 3.0, 6.0)
    return Inputs({"gradients": gradients, "limit": round(float(rng.uniform(0.6, 0.9)), 2)}, {})


def draw_short(rng) -> Inputs:
    """A gradient that is short enough already."""
    gradients = draw_gradients(rng, 0.1, 0.4)
    norm = np.sqrt(sum((g**2).sum() for g in gradients.values()))
    return Inputs({"gradients": gradients, "limit": round(1.5 * float(norm), 2)}, {})


# Right answers in other styles: each earns all points.


def norm_of_one_vector(gradients, limit):
    norm = np.linalg.norm(np.concatenate([g.ravel() for g in gradients.values()]))
    return {k: g / max(1, norm / limit) for k, g in gradients.items()}


def norm_of_norms(gradients, limit):
    norm = np.linalg.norm([np.linalg.norm(g) for g in gradients.values()])
    if norm <= limit:
        return gradients
    return {k: g / norm * limit for k, g in gradients.items()}


def norm_as_torch_does(gradients, limit):
    """A small number keeps the quotient finite; it changes no digit that is compared."""
    norm = np.sqrt(sum((g**2).sum() for g in gradients.values()))
    return {key: g * min(1.0, limit / (norm + 1e-6)) for key, g in gradients.items()}


# Pieces of the reference, which misconceptions replace.
SHORTEN = "clipped = {key: g * factor for key, g in gradients.items()}"
WHOLE_NORM = (
    'norm = check_number("the global norm of gradients", global_norm(gradients), zero=True)'
)

EXERCISE = Exercise(
    name="clip_by_global_norm",
    chapter="03_backprop",
    reference=rnn_ref.clip_by_global_norm,
    task="Write clip_by_global_norm: compute the norm of all arrays together; if it is above "
    "limit, multiply every array by limit / norm. Return a new dictionary.",
    returns=("clipped",),
    draws={"ordinary": draw_long, "short": draw_short},
    parts=(
        array("clipped['dWax']", 1, at="dWax", shape="(n_a, n_x)"),
        array("clipped['dWaa']", 1, at="dWaa", shape="(n_a, n_a)"),
        array("clipped['dba']", 1, at="dba", shape="(n_a, 1)"),
        array(
            "clipped['dWaa'] of a short gradient", 1, at="dWaa", shape="(n_a, n_a)", case="short"
        ),
    ),
    misconceptions=(
        Misconception(
            "each_by_its_own_norm",
            "each array was shortened by its own norm. Then the arrays lose their proportions, "
            "and the step points elsewhere. One norm over all arrays gives one factor for all.",
            replace=SHORTEN,
            by="clipped = {k: g * min(1.0, limit / float(global_norm({k: g}))) "
            "for k, g in gradients.items()}",
        ),
        Misconception(
            "always_rescaled",
            "short gradients were stretched up to the limit. Clipping only ever shortens: leave "
            "the gradients as they are when their norm is below the limit.",
            replace="factor = limit / norm if norm > limit else 1.0",
            by="factor = limit / norm",
        ),
        Misconception(
            "root_forgotten",
            "you used the sum of squares as if it were the norm. The norm is its root: np.sqrt.",
            replace=WHOLE_NORM,
            by="norm = float(global_norm(gradients))**2",
        ),
        Misconception(
            "norms_added",
            "you added the norms of the arrays. The norm of all together is the root of the sum "
            "of all squares: add the squares first, take one root at the end.",
            replace=WHOLE_NORM,
            by="norm = sum(float(global_norm({k: g})) for k, g in gradients.items())",
        ),
        Misconception(
            "absolute_values_added",
            "you added absolute values. The norm meant here is the root of the sum of squares, "
            "the length of one long arrow.",
            replace=WHOLE_NORM,
            by="norm = sum(float(abs(g).sum()) for g in gradients.values())",
        ),
        Misconception(
            "largest_entry_for_norm",
            "you divided by the largest entry. The norm is the root of the sum of all squares.",
            replace=WHOLE_NORM,
            by="norm = max(float(abs(g).max()) for g in gradients.values())",
        ),
        Misconception(
            "clipped_by_value",
            "the entries were cut one by one. That is clip_by_value, which turns the gradient. "
            "Multiply every array by one factor instead.",
            replace=SHORTEN,
            by="clipped = clip_by_value(gradients, limit)",
        ),
        Misconception(
            "set_to_length_one",
            "you divided by the norm and left the limit out, so the length is 1. The factor is "
            "limit / norm.",
            replace="factor = limit / norm if norm > limit else 1.0",
            by="factor = 1 / norm",
        ),
        Misconception(
            "copy_not_returned",
            "you returned the gradients as they came. Build a new dictionary that holds each "
            "array times the factor, and return that.",
            replace=SHORTEN,
            by="clipped = dict(gradients)",
        ),
    ),
    likely=(
        (
            "each_by_its_own_norm",
            """
            return {k: g * min(1, limit / np.linalg.norm(g)) for k, g in gradients.items()}""",
        ),
        (
            "always_rescaled",
            """
            n = np.sqrt(sum((g ** 2).sum() for g in gradients.values()))
            return {k: g * limit / n for k, g in gradients.items()}""",
        ),
        (
            "root_forgotten",
            """
            n = sum((g ** 2).sum() for g in gradients.values())
            return {k: g * min(1, limit / n) for k, g in gradients.items()}""",
        ),
        (
            "norms_added",
            """
            n = sum(np.linalg.norm(g) for g in gradients.values())
            return {k: g * min(1, limit / n) for k, g in gradients.items()}""",
        ),
        (
            "set_to_length_one",
            """
            n = np.sqrt(sum((g ** 2).sum() for g in gradients.values()))
            return {k: g / n for k, g in gradients.items()}""",
        ),
    ),
    styles=(norm_of_one_vector, norm_of_norms, norm_as_torch_does),
    equal=(
        (
            "factor = limit / norm if norm > limit else 1.0",
            "At the border both sides give the same.",
        ),
        ("clipped = {key: g * factor", "A dictionary has no order that a check may look at."),
        ("np.sum(g * g) for g in gradients.values()", "A sum is the same in any order."),
        ("factor = min(1.0, limit / norm)", "The smaller of two is the same in any order."),
        ("return {key: factor * g", "A dictionary has no order that a check may look at."),
    ),
)
