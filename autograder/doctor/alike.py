"""Are two answers the same, but for what the exercise leaves open?"""

from __future__ import annotations

from collections.abc import Sequence

import numpy as np

from autograder.exercises.specification import Part
from rnn_course import values
from rnn_course.holding import lacks
from rnn_course.tolerance import differs

LEFT_OPEN = values.Other("left open by the exercise")
_NOWHERE = object()


class Answers:
    """Right answers of one exercise, and whether others are like them.

    What a part of the kind ``holds`` looks at may have any form: it must hold the arrays that are
    needed. Of the places that a part of the kind ``sum`` looks at, only the sum is fixed. All else
    is compared as a whole, looked at by a part or not.
    """

    def __init__(self, parts: Sequence[Part]):
        self._containers = [part for part in parts if part.kind == "holds"]
        self._sums = [part for part in parts if part.kind == "sum"]

    def alike(self, inputs: dict, right, got) -> bool:
        """Whether what was returned on these inputs is as good as the right value."""
        open_places = []
        for part in self._containers:
            held, holder = _at(right, part.paths[0]), _at(got, part.paths[0])
            if held is _NOWHERE:  # a case in which there is no such place
                continue
            if holder is _NOWHERE:
                return False
            if lacks(part.needs(inputs, right), holder):
                return False
            open_places.append(part.paths[0])
        for part in self._sums:
            one = [_at(right, path) for path in part.paths]
            two = [_at(got, path) for path in part.paths]
            if any(value is _NOWHERE for value in one):
                continue
            if any(value is _NOWHERE for value in two) or not _same_sum(one, two):
                return False
            open_places += part.paths
        for path in open_places:
            right, got = _without(right, path), _without(got, path)
        return same(right, got)


def same(right, got) -> bool:
    """Whether two values are the same to rounding; a list is as good as a tuple."""
    if isinstance(right, (list, tuple)) and isinstance(got, (list, tuple)):
        return len(right) == len(got) and all(map(same, right, got))
    if isinstance(right, dict) and isinstance(got, dict):
        return right.keys() == got.keys() and all(same(right[key], got[key]) for key in right)
    numbers = (np.ndarray, int, float)
    if isinstance(right, numbers) and isinstance(got, numbers):
        right, got = np.asarray(right), np.asarray(got)
        if right.shape != got.shape:
            return False
        if right.dtype == got.dtype and (right == got).all():  # as nearly always: quick
            return True
        if right.dtype.kind not in "fiub" or got.dtype.kind not in "fiub":
            return bool(np.array_equal(right, got))
        return not differs(right.astype(float), got).any()
    return type(right) is type(got) and bool(right == got)


def _at(value, path: tuple):
    for key in path:
        try:
            value = value[key]
        except (KeyError, IndexError, TypeError):
            return _NOWHERE
    return value


def _without(value, path: tuple):
    """A value with one place in it left open."""
    if not path:
        return LEFT_OPEN
    key, rest = path[0], path[1:]
    if isinstance(value, dict):
        return {**value, key: _without(value[key], rest)}
    if isinstance(value, (list, tuple)):
        place = key % len(value)
        return [_without(item, rest) if i == place else item for i, item in enumerate(value)]
    return value


def _same_sum(one: list, two: list) -> bool:
    try:
        return same(_total(one), _total(two))
    except (TypeError, ValueError):
        return False


def _total(arrays: list) -> np.ndarray:
    return sum(map(np.asarray, arrays[1:]), start=np.asarray(arrays[0]))
