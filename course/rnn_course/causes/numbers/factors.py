"""The right numbers but for a factor."""

from __future__ import annotations

import numpy as np

from rnn_course.causes.numbers.reading import equal
from rnn_course.telling import tells

NEAR = 1e-6


def factor(expected: np.ndarray, got: np.ndarray, sizes: dict) -> str:
    """Which factor, where it has a name: a sign, 2, a size, a base of the logarithm."""
    k = ratio(expected, got)
    if k is None or (expected.size == 1 and not tells(expected)):
        return ""  # any two simple numbers have a ratio
    return next(
        (words for named, words in _named(sizes).items() if abs(k - named) <= NEAR * abs(named)), ""
    )


def one_size(expected: np.ndarray, got: np.ndarray) -> str:
    """Whether all numbers are of one size, as where a sign stands in the place of a number."""
    sizes = np.abs(got[got != 0])
    if sizes.size < 3 or np.ptp(sizes) > NEAR * sizes.max() or np.ptp(np.abs(expected)) == 0:
        return ""
    if not (got > 0).any() or not (got < 0).any():
        return ""
    return f"All of them have the size {sizes[0]:.6g}: only their signs differ."


def ratio(expected: np.ndarray, got: np.ndarray) -> float | None:
    """The one factor between two arrays, or None where there is none (or it is 0 or 1)."""
    real = np.abs(expected) > 1e-9 * np.abs(expected).max(initial=0)
    if not real.any():
        return None
    ratios = got[real] / expected[real]
    k = float(ratios.flat[0])
    if abs(k) < NEAR or abs(k - 1) < NEAR or not np.allclose(ratios, k, rtol=NEAR):
        return None
    return k if equal(expected * k, got) else None


def _named(sizes: dict) -> dict[float, str]:
    found = {
        -1.0: "The numbers are right but for the sign.",
        2.0: "Each number is twice the right one: something is added or counted twice.",
        0.5: "Each number is half the right one.",
        float(np.log(2)): "Each number is the right one times log 2: the logarithm has another "
        "base.",
        float(1 / np.log(2)): "Each number is the right one divided by log 2: the logarithm has "
        "another base.",
    }
    for name, size in sizes.items():
        if size > 1:
            found.setdefault(float(size), f"Each number is {name} = {size} times the right one.")
            found.setdefault(1 / size, f"Each number is the right one divided by {name} = {size}.")
    return found
