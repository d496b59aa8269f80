"""The right numbers in another order, or a place too late."""

from __future__ import annotations

from collections.abc import Iterator

import numpy as np

from rnn_course.causes.numbers.reading import at, equal, words_of


def orders(expected: np.ndarray, got: np.ndarray, axes: list[str]) -> Iterator[str]:
    """Rows in another order, an axis turned round or shifted, a transpose."""
    if expected.shape[0] > 2 and not equal(expected[::-1], got) and _same_rows(expected, got):
        yield "The rows are the right ones, and stand in another order."
    for axis in range(expected.ndim):
        if expected.shape[axis] < 2:
            continue
        along = words_of(axes, axis)
        if equal(np.flip(expected, axis), got):
            yield f"The numbers are right, and {along} runs the other way round."
        for late in (True, False):
            one, other = slice(1, None), slice(None, -1)
            there, here = (one, other) if late else (other, one)
            left = got[at(got.ndim, axis, there)]
            right = expected[at(got.ndim, axis, here)]
            if left.size > 1 and np.unique(right).size > 1 and equal(right, left):
                where = "one place late" if late else "one place early"
                yield f"The numbers are right and stand {where} along {along}."
    if expected.ndim == 2 and expected.shape[0] == expected.shape[1] and equal(expected.T, got):
        yield "It is the right array transposed."


def _same_rows(expected: np.ndarray, got: np.ndarray) -> bool:
    def ordered(array):
        rows = array.reshape(array.shape[0], -1)
        return rows[np.lexsort(np.round(rows, 9).T)]

    return equal(ordered(expected), ordered(got))
