"""A function of the right numbers, such as their logarithm."""

from __future__ import annotations

import numpy as np

from rnn_course.causes.numbers.reading import equal
from rnn_course.telling import tells

# What was done to the right numbers, and its words; then what was forgotten, from the other side.
DONE = {
    "logarithms": np.log,
    "logarithms to the base 2": np.log2,
    "exponentials": np.exp,
    "squares": np.square,
    "square roots": np.sqrt,
    "tanh": np.tanh,
}


def function(expected: np.ndarray, got: np.ndarray) -> str:
    """Which function of the right numbers these are, or the right ones of these."""
    if expected.size < 2 and not (tells(expected) and tells(got)):
        return ""  # many functions take simple numbers to simple numbers
    if _same(1 - expected, got):
        return "Each number is 1 minus the right one."
    with np.errstate(all="ignore"):
        if _same(1 / expected, got):
            return "Each number is 1 divided by the right one."
        for name, f in DONE.items():
            if _same(f(expected), got):
                return f"These are the {name} of the right numbers."
        for name, f in DONE.items():
            if _same(f(got), expected):
                return f"The right numbers are the {name} of these."
    return ""


def _same(one: np.ndarray, other: np.ndarray) -> bool:
    return (
        bool(np.isfinite(one).all()) and np.ptp(one) + np.abs(one).max() > 0 and equal(one, other)
    )
