"""The right numbers added up along an axis."""

from __future__ import annotations

from collections.abc import Iterator

import numpy as np

from rnn_course.causes.numbers.reading import equal, one_of

MADE = {"sum": np.sum, "mean": np.mean, "maximum": np.max}


def sums(expected: np.ndarray, got: np.ndarray, axes: list[str]) -> Iterator[str]:
    """Where each place holds what all of them make, or all up to it."""
    for axis in range(expected.ndim):
        if expected.shape[axis] < 2:
            continue
        one = one_of(axes, axis)
        for name, make in MADE.items():
            if equal(np.broadcast_to(make(expected, axis, keepdims=True), got.shape), got):
                yield f"Each {one} holds the {name} of all right {one}s."
        for place, words in ((-1, "last"), (0, "first")):
            alone = np.take(expected, [place], axis=axis)
            if equal(np.broadcast_to(alone, got.shape), got):
                yield f"Each {one} holds the right numbers of the {words} {one}."
        if equal(np.cumsum(expected, axis), got):
            yield f"Each {one} holds the sum of the right numbers up to it."
        if equal(np.flip(np.cumsum(np.flip(expected, axis), axis), axis), got):
            yield f"Each {one} holds the sum of the right numbers from it on."
