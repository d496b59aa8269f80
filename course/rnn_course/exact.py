"""Compare words and whole numbers: all must be the expected ones; the first other one is named."""

from __future__ import annotations

import numpy as np

from rnn_course.findings import Finding
from rnn_course.values import describe

UNKNOWN = "No mistake that this check knows gives this answer. Work this one entry out by hand."
LONGEST = 60  # characters of one value in a message
NOTHING = object()  # stands where one of the two has no entry


def settled(value):
    """One form for what means the same: lists for tuples and arrays, Python's numbers for NumPy's."""
    if isinstance(value, np.ndarray):
        return value.tolist()
    if isinstance(value, (tuple, list)):
        return [settled(item) for item in value]
    if isinstance(value, dict):
        return {key: settled(item) for key, item in value.items()}
    return value


def equal(one, other) -> bool:
    """Whether two settled values are the same; 1, 1.0 and True are three different values."""
    if type(one) is not type(other):
        return False
    if isinstance(one, list):
        return len(one) == len(other) and all(map(equal, one, other))
    if isinstance(one, dict):
        return one.keys() == other.keys() and all(equal(one[key], other[key]) for key in one)
    return bool(one == other)


def compare_exact(part, expected, got) -> Finding | None:
    """Compare lists, dictionaries, texts and whole numbers, where near is not enough."""
    expected, seen = settled(expected), settled(got)
    if equal(expected, seen):
        return None
    if type(expected) is not type(seen):
        return _wrong_kind(part, expected, seen, got)
    if not isinstance(expected, (list, dict)):
        details = (f"expected   {_short(expected)}", f"got        {_short(seen)}")
        return Finding("values", f"{part.name} is wrong.", details, UNKNOWN, known=False)
    places = _places(expected, seen)
    wrong = [(place, one, other) for place, one, other in places if not equal(one, other)]
    place, one, other = wrong[0]
    details = [
        f"first at   [{place!r}]; {len(wrong)} of {len(places)} entries differ",
        f"expected   {_short(one)}",
        f"got        {_short(other)}",
    ]
    if len(expected) != len(seen):
        details.append(f"entries    {len(expected)} expected, {len(seen)} got")
    if isinstance(expected, list) and len(repr(expected)) <= LONGEST >= len(repr(seen)):
        details += [f"whole      expected {expected!r}", f"           got      {seen!r}"]
    return Finding(
        "values", f"There is a wrong entry in {part.name}.", tuple(details), UNKNOWN, known=False
    )


def _places(expected, seen) -> list[tuple]:
    """Each place that either of the two has, with both values there."""
    if isinstance(expected, list):
        longest = range(max(len(expected), len(seen)))
        return [(i, _item(expected, i), _item(seen, i)) for i in longest]
    keys = [*expected, *(key for key in seen if key not in expected)]
    return [(key, expected.get(key, NOTHING), seen.get(key, NOTHING)) for key in keys]


def _item(values: list, index: int):
    return values[index] if index < len(values) else NOTHING


def _wrong_kind(part, expected, seen, got) -> Finding:
    wanted = {list: "a list", dict: "a dictionary", str: "a text", int: "a whole number"}
    cause = ""
    if isinstance(seen, float) and isinstance(expected, int):
        cause = "A count is a whole number: look for a division, or a sum that started at 0.0."
    return Finding(
        "structure",
        f"{part.name}: this is {describe(got)}.",
        (
            f"expected   {wanted.get(type(expected), describe(expected))}",
            f"got        {describe(got)}",
        ),
        cause,
    )


def _short(value) -> str:
    if value is NOTHING:
        return "no such entry"
    text = repr(value)
    return text if len(text) <= LONGEST else text[: LONGEST - 1] + "…"
