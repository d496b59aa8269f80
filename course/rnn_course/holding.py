"""A cache may have any form: it is right when it holds the arrays that the backward pass needs."""

from __future__ import annotations

import numpy as np

from rnn_course import values
from rnn_course.findings import Finding
from rnn_course.tolerance import differs


def compare_holds(part, expected, got) -> Finding | None:
    absent = lacks(expected, got)
    if not absent:
        return None
    return Finding(
        "values",
        f"{part.name} does not hold {_and(absent)}.",
        (
            f"expected   {_and(list(expected))}, in any form (tuple, list, dictionary)",
            f"got        {values.describe(got)}",
        ),
        "The backward pass will need all of them as they were at this step. If you did store "
        "them, a later line has overwritten the array: store a copy.",
    )


def _and(names: list[str]) -> str:
    names = names if len(names) <= 6 else [*names[:5], f"{len(names) - 5} more"]
    return names[0] if len(names) == 1 else ", ".join(names[:-1]) + " and " + names[-1]


def lacks(needed: dict, container) -> list[str]:
    """Names of the needed arrays that a container of any form does not hold."""
    held = list(_arrays(container))
    return [name for name, array in needed.items() if not any(_holds(a, array) for a in held)]


def _arrays(container):
    if isinstance(container, np.ndarray):
        yield container
    elif isinstance(container, (bool, int, float)):
        yield np.asarray(container)
    elif isinstance(container, dict):
        for item in container.values():
            yield from _arrays(item)
    elif isinstance(container, (tuple, list)):
        for item in container:
            yield from _arrays(item)


def _holds(array: np.ndarray, needed: np.ndarray) -> bool:
    """Whether `array` is `needed`, or a stack over time that has it as one step."""
    needed = np.asarray(needed, dtype=float)
    if array.dtype.kind not in "fiu":
        return False
    if array.shape == needed.shape:
        return not differs(needed, array).any()
    if array.ndim == needed.ndim + 1:
        for axis in (array.ndim - 1, 0):
            if array.shape[:axis] + array.shape[axis + 1 :] == needed.shape:
                steps = np.moveaxis(array, axis, 0)
                return any(not differs(needed, step).any() for step in steps)
    return False
