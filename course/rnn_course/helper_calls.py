"""Calls of a helper as data: what it was given, and what it gave.

A loop over a wrong helper gives wrong numbers and may be right. Two tables of calls tell:

* the calls that a right loop makes of a right helper, with what comes out: the learner's loop, run
  over that table, is right by itself or not. No code of a helper is in it, only values;
* the calls that the learner's loop made of the learner's helper: when a class is graded the
  reference's loop runs over that table, and a right loop has the same numbers.

A call is known again by what it was given, to rounding. One that is not in the table is missed.
"""

from __future__ import annotations

import contextlib
import copy
import types
from collections.abc import Callable, Iterable

import numpy as np

from rnn_course import values
from rnn_course.fingerprints import fingerprint
from rnn_course.fingerprints import same as same_print
from rnn_course.telling import tells

MOST = 400  # calls that are written down
GIVEN = "$given"  # stands in a result for an argument, or what lies in one


class Missed(Exception):
    """The helper was called with something that is not in the table.

    Attributes:
        name: The helper.
        call: Which of its calls this is, from 1.
        argument: The place of the one argument that is another than in the table's call of that
            number, or None where more of them are.
    """

    def __init__(self, name: str, call: int, argument: int | None):
        super().__init__(name, call, argument)
        self.name, self.call, self.argument = name, call, argument


class Recorder:
    """Writes down the calls of helpers."""

    def __init__(self) -> None:
        self.calls: list[list] = []

    def of(self, name: str, helper: Callable) -> Callable:
        """The helper, with each of its calls written down."""

        def recorded(*given, **named):
            before = [known(values.plain(value)) for value in (*given, *named.values())]
            result = helper(*given, **named)
            if len(self.calls) < MOST:
                plain = [values.plain(value) for value in (*given, *named.values())]
                self.calls.append([name, before, _with_given(values.plain(result), plain)])
            return result

        return recorded


class Table:
    """Helpers that answer from a table of calls."""

    def __init__(self, calls: Iterable[list]):
        """Args: calls: As `Recorder.calls` has them, or as `from_data` gives them."""
        self._calls = list(calls)
        self.missed: Missed | None = None  # the first

    def helper(self, name: str) -> Callable:
        """A function that answers as the helper of that name did. Raises `Missed`."""
        mine = [call for call in self._calls if call[0] == name]
        asked_for = 0

        def answer(*given, **named):
            nonlocal asked_for
            asked_for += 1
            given = (*given, *named.values())
            asked = [known(values.plain(value)) for value in given]
            for _, before, result in mine:
                if same(before, asked):
                    return _filled(result, given)
            nearest = mine[asked_for - 1][1] if asked_for <= len(mine) else None
            missed = Missed(name, asked_for, _odd_one(asked, nearest))
            self.missed = self.missed or missed
            raise missed

        return answer

    def tells(self, name: str) -> bool:
        """Whether what this helper gave can tell one loop from another.

        Not where it gave zeros or ones, nor where two different calls gave the same.
        """
        mine = [call for call in self._calls if call[0] == name]
        asked = {str(before) for _, before, _ in mine}
        given = {str(known(result)) for _, _, result in mine}
        telling = all(_says_something(result) for _, _, result in mine)
        return bool(mine) and telling and len(given) == len(asked)


def rebound(function: Callable, helpers: dict[str, Callable]) -> Callable | None:
    """A function that calls these helpers in the place of its own; None where that cannot be."""
    if not isinstance(function, types.FunctionType):
        return None
    made = types.FunctionType(
        function.__code__,
        {**function.__globals__, **helpers},
        function.__name__,
        function.__defaults__,
        function.__closure__,
    )
    made.__kwdefaults__ = function.__kwdefaults__
    made.__module__ = function.__module__
    return made


def first_missed(function: Callable, calls: list[list], names: Iterable[str], inputs: dict):
    """The first call of a helper that is not in the table, or None: `Missed`."""
    table = Table(calls)
    made = rebound(function, {name: table.helper(name) for name in names})
    with contextlib.suppress(Exception):
        made(*copy.deepcopy(list(inputs.values())))
    return table.missed


def to_data(calls: Iterable[list]) -> list:
    """A table of calls as plain data (JSON)."""
    return [[name, before, values.encode(result)] for name, before, result in calls]


def from_data(data) -> list[list]:
    """What `to_data` made. Raises `values.NotData`."""
    if not isinstance(data, list) or len(data) > MOST:
        raise values.NotData("it is no list of calls")
    calls = []
    for row in data:
        if not isinstance(row, list) or len(row) != 3 or not isinstance(row[0], str):
            raise values.NotData("a call is a name, what was given and what came out")
        calls.append([row[0], row[1], values.decode(row[2])])
    return calls


def known(value):
    """By what a value is known again: fingerprints of its arrays, in their places."""
    if isinstance(value, dict):
        return {str(key): known(item) for key, item in value.items()}
    if isinstance(value, (list, tuple)):
        return [known(item) for item in value]
    return {"=": fingerprint(value)}


def same(one, other) -> bool:
    """Whether two values are the same by what they are known by."""
    if isinstance(one, dict) and isinstance(other, dict):
        if set(one) == {"="} == set(other):
            return same_print(one["="], other["="])
        return one.keys() == other.keys() and all(same(one[key], other[key]) for key in one)
    if isinstance(one, list) and isinstance(other, list):
        return len(one) == len(other) and all(map(same, one, other))
    return False


def _with_given(result, given: list):
    """A result, with what it holds of its arguments named and not repeated."""
    for place, value in enumerate(given):
        if isinstance(value, (dict, np.ndarray)) and same(known(value), known(result)):
            return {GIVEN: place}
    if isinstance(result, tuple):
        return tuple(_with_given(item, given) for item in result)
    if isinstance(result, list):
        return [_with_given(item, given) for item in result]
    if isinstance(result, dict):
        return {key: _with_given(item, given) for key, item in result.items()}
    return result


def _filled(result, given: tuple):
    """The result again, with the arguments of this call in their places, and arrays in copies."""
    if isinstance(result, dict):
        if set(result) == {GIVEN} and result[GIVEN] in range(len(given)):
            return given[result[GIVEN]]
        return {key: _filled(item, given) for key, item in result.items()}
    if isinstance(result, (list, tuple)):
        return type(result)(_filled(item, given) for item in result)
    return result.copy() if isinstance(result, np.ndarray) else result


def _odd_one(asked: list, right: list | None) -> int | None:
    """The place of the one argument by which a call differs from the right one of its number."""
    if right is None or len(right) != len(asked) or len(asked) < 2:
        return None  # with one argument alone it may be another way to the same
    odd = [i for i, pair in enumerate(zip(right, asked, strict=True)) if not same(*pair)]
    return odd[0] if len(odd) == 1 else None


def _says_something(result) -> bool:
    if isinstance(result, dict):
        return set(result) == {GIVEN} or any(map(_says_something, result.values()))
    if isinstance(result, (list, tuple)):
        numbers = [item for item in result if isinstance(item, (np.ndarray, float, int))]
        return all(map(tells, numbers)) if numbers else any(map(_says_something, result))
    return tells(result)
