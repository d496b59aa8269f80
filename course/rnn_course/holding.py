"""What a cache must hold: arrays anywhere in it, or each at the place where later cells look.

What is needed is a dictionary from a name that a learner understands, such as "a_prev of step 0",
to one of

=============================  ==========================================================
an array                       it is held anywhere, whatever the form of the container
``{"at": path, "holds": a}``   the container at this place holds it, in any form
``{"at": path, "is": a}``      at this place stands this very array
``{…, "key": k, "is": a}``     at this place stands a dictionary that has it under k
``{"at": path, "entries": n}`` at this place stands a list or tuple of n entries; with
                               ``"free": True`` a dictionary is its owner's affair
=============================  ==========================================================

A path is a list of positions and keys; "*" goes through all entries of a list. With ``"among": n``
the last position is that of the exercise's own form, a row of n entries. A cache of another form,
such as a dictionary, is then its owner's affair: it must hold the array anywhere, or with
``"free": True`` need not, because it can be computed from the rest.
"""

from __future__ import annotations

from collections.abc import Callable

import numpy as np

from rnn_course import values
from rnn_course.findings import Finding
from rnn_course.tolerance import same

OVERWRITTEN = (
    "The backward pass will need all of them as they were at this step. If you did store them, a "
    "later line has overwritten the array: store a copy."
)
ELSEWHERE = (
    "The numbers are in there, and not where the backward pass looks for them: each step keeps "
    "what it has read and made itself, in the order of the exercise."
)


def compare_holds(part, expected, got) -> Finding | None:
    absent = lacks(expected, got)
    if not absent:
        return None
    counts = [name for name in absent if _is_count(expected[name])]
    if counts:
        return Finding(
            "structure",
            f"{part.name} does not have {counts[0]}.",
            (f"expected   {counts[0]}", f"got        {_as_found(expected[counts[0]], got)}"),
            "Later cells go through it entry by entry, so it must have these and no others.",
        )
    placed = [name for name in absent if isinstance(expected[name], dict)]
    elsewhere = bool(placed) and not lacks({n: _array_of(expected[n]) for n in absent}, got)
    where = " at its place" if len(absent) == 1 else " at their places"
    free = not any(isinstance(thing, dict) for thing in expected.values())
    form = ", in any form (tuple, list, dictionary)" if free else ", each at its place"
    return Finding(
        "values",
        f"{part.name} does not hold {_and(absent)}{where if elsewhere else ''}.",
        (
            f"expected   {_and([n for n in expected if not _is_count(expected[n])])}{form}",
            f"got        {values.describe(got)}",
        ),
        values.why(got) or (ELSEWHERE if elsewhere else OVERWRITTEN),
    )


def _and(names: list[str]) -> str:
    most = 6 if max(map(len, names)) < 20 else 3
    names = names if len(names) <= most else [*names[: most - 1], f"{len(names) - most + 1} more"]
    return names[0] if len(names) == 1 else ", ".join(names[:-1]) + " and " + names[-1]


def lacks(needed: dict, container) -> list[str]:
    """Names of what a container does not hold; where it holds all, of what is not at its place.

    Numbers of entries that are not right come first.
    """
    held = list(_arrays(container))
    wrong = {name: thing for name, thing in needed.items() if not _there(thing, container, held)}
    counts = [name for name, thing in wrong.items() if _is_count(thing)]
    wrong = needed if counts else wrong  # no place means anything then
    others = {n: _array_of(thing) for n, thing in wrong.items() if not _is_count(thing)}
    absent = [n for n, array in others.items() if not any(_holds(one, array) for one in held)]
    return counts + (absent or list(others))


def _there(thing, container, held: list) -> bool:
    if not isinstance(thing, dict):
        return any(_holds(array, thing) for array in held)
    return _at(container, thing["at"], thing)


def _test(thing: dict) -> Callable[[object], bool]:
    """What is asked of the entry at a place."""
    if "entries" in thing:
        other = dict if thing.get("free") else ()
        return lambda entry: (
            isinstance(entry, other) or (_is_row(entry) and len(entry) == thing["entries"])
        )
    if "key" in thing:
        return lambda entry: _equal(_get(entry, thing["key"]), thing["is"])
    if "is" in thing:
        return lambda entry: _equal(entry, thing["is"])
    return lambda entry: any(_holds(array, thing["holds"]) for array in _arrays(entry))


def _get(entry, key: str):
    return entry.get(key) if isinstance(entry, dict) else None


def _at(entry, path: list, thing: dict) -> bool:
    """Whether what stands at the end of a path is what is needed there."""
    if not path:
        return _test(thing)(entry)
    key, rest = path[0], path[1:]
    if not rest and "among" in thing and not (_is_row(entry) and len(entry) == thing["among"]):
        wanted = thing.get("is", thing.get("holds"))
        return thing.get("free", False) or any(_holds(a, wanted) for a in _arrays(entry))
    if key == "*":
        return _is_row(entry) and len(entry) > 0 and all(_at(item, rest, thing) for item in entry)
    if isinstance(key, int) and _is_row(entry):
        return key < len(entry) and _at(entry[key], rest, thing)
    return isinstance(entry, dict) and key in entry and _at(entry[key], rest, thing)


def _is_row(entry) -> bool:
    return isinstance(entry, (list, tuple)) or (isinstance(entry, np.ndarray) and entry.ndim > 1)


def _is_count(thing) -> bool:
    return isinstance(thing, dict) and "entries" in thing


def _array_of(thing):
    return thing.get("is", thing.get("holds")) if isinstance(thing, dict) else thing


def _as_found(thing: dict, container) -> str:
    """What stands where a number of entries was wanted, in words."""
    entry = container
    for key in thing["at"]:
        among_rows = isinstance(key, int) and _is_row(entry) and key < len(entry)
        if not among_rows and not (isinstance(entry, dict) and key in entry):
            break
        entry = entry[key]
    return values.describe(entry)


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
    if _equal(array, needed):
        return True
    if array.dtype.kind in "fiu" and array.ndim == needed.ndim + 1:
        for axis in (array.ndim - 1, 0):
            if array.shape[:axis] + array.shape[axis + 1 :] == needed.shape:
                steps = np.moveaxis(array, axis, 0)
                return any(same(needed, step) for step in steps)
    return False


def _equal(entry, needed) -> bool:
    """Whether an entry is this array (or list of whole numbers), to rounding."""
    needed = np.asarray(needed, dtype=float)
    if isinstance(entry, (list, tuple)) and all(type(item) in (int, float) for item in entry):
        entry = np.asarray(entry)
    if not isinstance(entry, np.ndarray) or entry.dtype.kind not in "fiu":
        return False
    return entry.shape == needed.shape and same(needed, entry)
