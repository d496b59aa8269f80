"""A step from a given quantity, such as an update of weights: too long, or in another direction."""

from __future__ import annotations

import numpy as np

from rnn_course.causes.numbers.factors import NEAR, factor, ratio
from rnn_course.causes.numbers.reading import equal, floats
from rnn_course.edits.letters import letter


def step(expected: np.ndarray, got: np.ndarray, sizes: dict, given: dict) -> str:
    """What is wrong with the way from a given quantity to the right one.

    Args:
        given: The quantities that the exercise begins from, by name.
    """
    for name, value in given.items():
        value = floats(value)
        if value is None or value.shape != expected.shape or value.size < 2:
            continue
        right, taken = expected - value, got - value
        if not right.any() or not taken.any() or equal(value, expected):
            continue
        k = ratio(right, taken)
        if k is None or not _near(value, right):
            continue
        if abs(k + 1) <= NEAR:
            return f"The step away from {letter(name)} goes in the opposite direction."
        if said := factor(right, taken, sizes):
            said = said.replace("Each number is", "The step is", 1)
            return f"Of the step away from {letter(name)}: {said[0].lower()}{said[1:]}"
    return ""


def _near(value: np.ndarray, right: np.ndarray) -> bool:
    """Whether the right numbers are the given ones moved a little, and not others altogether."""
    return bool(np.abs(right).max() < np.abs(value).max())
