"""The right numbers in another shape."""

from __future__ import annotations

from collections.abc import Iterator

import numpy as np

from rnn_course.causes.numbers.reading import equal, one_of


def other_shape(expected: np.ndarray, got: np.ndarray, axes: list[str]) -> Iterator[str]:
    """Axes in another order, a sum that is missing or too much, one place alone."""
    if got.ndim == expected.ndim and got.ndim > 1:
        for order in _orders_of_axes(got.ndim):
            if equal(expected, np.transpose(got, order)):
                yield "The numbers are right, and the axes stand in another order."
    if got.size == expected.size and equal(expected.ravel(), got.ravel()):
        yield "The numbers are right and stand in their order, in another shape."
    for axis in range(got.ndim):
        if got.ndim - 1 == expected.ndim or got.ndim == expected.ndim:
            keep = got.ndim == expected.ndim
            for name, made in (("sum", np.sum), ("mean", np.mean)):
                if got.shape[axis] > 1 and equal(expected, made(got, axis=axis, keepdims=keep)):
                    yield f"The {name} of it along axis {axis} is what is wanted."
    for axis in range(expected.ndim):
        for keep in (False, True):
            if expected.shape[axis] > 1 and equal(got, expected.sum(axis=axis, keepdims=keep)):
                yield f"It is the right array added up along axis {axis}."
        if expected.ndim == got.ndim + 1:
            for place, words in ((-1, "last"), (0, "first")):
                if equal(got, np.take(expected, place, axis=axis)):
                    yield f"It is the {words} {one_of(axes, axis)} of the right array alone."


def _orders_of_axes(ndim: int) -> list[tuple[int, ...]]:
    if ndim == 2:
        return [(1, 0)]
    return [(0, 2, 1), (1, 0, 2), (1, 2, 0), (2, 0, 1), (2, 1, 0)] if ndim == 3 else []
