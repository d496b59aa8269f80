"""Compare one part of an answer with what was expected: structure, shape, dtype, values.

Every finding has a stage, so that a message can stop at the first thing that is wrong, and a short
text that says what was expected and what was got, in that order.
"""

from __future__ import annotations

import hashlib
from dataclasses import dataclass

import numpy as np

from rnn_course import values
from rnn_course.pack import Case, Pack, Part

STAGES = ("structure", "shape", "dtype", "values")

# Relative to the largest expected entry. Honest float32 arithmetic stays well inside the second.
TOLERANCE = {"float64": 1e-7, "float32": 2e-4}


@dataclass(frozen=True)
class Finding:
    """What is wrong with one part: the stage, a headline, detail lines, and the likely cause."""

    stage: str
    headline: str
    details: tuple[str, ...] = ()
    cause: str = ""


class Missing(Exception):
    """The returned value has not got the place a part looks at. Carries the finding."""

    def __init__(self, finding: Finding):
        self.finding = finding


def digest(exercise: str, part: str, letter: str) -> str:
    """A letter of a quiz as it stands in a pack, so that the file does not show the answer."""
    return hashlib.sha256(f"{exercise}/{part}/{letter}".encode()).hexdigest()[:16]


def picked(pack: Pack, part: Part, returned):
    """The value a part is about, in the form that mistakes are kept in. Raises `Missing`."""
    found = [_pick(pack, part, path, returned) for path in part.paths]
    if part.kind == "sum":
        arrays = [np.asarray(item, dtype=float) for item in map(_numbers, found)]
        try:
            return sum(arrays[1:], start=arrays[0])
        except ValueError:
            shapes = " and ".join(str(a.shape) for a in arrays)
            raise Missing(
                Finding("shape", f"{part.name} cannot be added: their shapes are {shapes}.")
            ) from None
    if part.kind == "letter":
        return _letter(pack, part, found[0])
    return found[0]


def compare(pack: Pack, part: Part, case: Case, returned, warned: tuple[str, ...]):
    """Compare one part. Returns a `Finding`, or None when the part is right."""
    expected = case.expected[part.name]
    if part.kind == "quiet":
        return _compare_quiet(part, warned)
    try:
        got = picked(pack, part, returned)
    except Missing as missing:
        return missing.finding
    if part.kind == "holds":
        return _compare_holds(part, expected, got)
    if part.kind == "letter":
        if got == expected:
            return None
        return Finding("values", f"{part.name}: your answer is not the right one.")
    return _compare_numbers(part, case, expected, got)


def same(part: Part, given, got) -> bool:
    """Whether a part's value is the one a mistake gives (same form, numbers within tolerance)."""
    if part.kind in ("letter", "quiet"):
        return given == got
    if part.kind == "holds":
        return list(given) == list(got)
    if isinstance(given, (int, float)) and not isinstance(given, bool):
        given = np.asarray(float(given))
    if isinstance(got, (int, float)) and not isinstance(got, bool):
        got = np.asarray(float(got))
    if not isinstance(given, np.ndarray) or not isinstance(got, np.ndarray):
        return type(given) is type(got) and not isinstance(given, np.ndarray) and given == got
    if given.shape != got.shape or got.dtype.kind not in "fiub" or given.dtype.kind not in "fiub":
        return False
    return not _differs(given.astype(float), got).any()


def lacks(needed: dict, container) -> list[str]:
    """Names of the needed arrays that a container of any form does not hold."""
    held = list(_arrays(container))
    return [name for name, array in needed.items() if not any(_holds(a, array) for a in held)]


def _pick(pack, part, path, returned):
    value = returned
    for depth, key in enumerate(path):
        if isinstance(key, int) and isinstance(value, (tuple, list)):
            if depth == 0 and len(value) != len(pack.returns):
                raise Missing(_wrong_count(pack, value))
            value = value[key]
        elif isinstance(key, str) and isinstance(value, dict):
            if key not in value:
                keys = ", ".join(map(repr, list(value)[:8])) or "none"
                raise Missing(
                    Finding(
                        "structure",
                        f"The dictionary has no key '{key}'.",
                        (f"expected   the key '{key}'", f"got        the keys {keys}"),
                    )
                )
            value = value[key]
        elif depth == 0:
            raise Missing(_wrong_count(pack, value))
        else:
            raise Missing(
                Finding(
                    "structure",
                    f"{part.name} cannot be found in what the function returned.",
                    ("expected   a dictionary", f"got        {values.describe(value)}"),
                )
            )
    if not path and (value is None or isinstance(value, tuple)):
        raise Missing(_wrong_count(pack, value))
    return value


def _wrong_count(pack: Pack, value) -> Finding:
    names = ", ".join(pack.returns)
    n = len(pack.returns)
    expected = f"{n} values: {names}" if n > 1 else f"one value: {names}"
    if value is None:
        cause = "The function has no return statement on this path, or 'return' stands alone."
    elif n > 1:
        cause = f"End the function with 'return {names}', in this order."
    else:
        cause = f"End the function with 'return {names}' and nothing beside it."
    return Finding(
        "structure",
        f"The function returned {values.describe(value)}.",
        (f"expected   {expected}", f"got        {values.describe(value)}"),
        cause,
    )


def _numbers(value):
    if isinstance(value, np.ndarray) and value.dtype.kind in "fiu":
        return value
    raise Missing(
        Finding(
            "structure",
            f"An array is expected here, not {values.describe(value)}.",
        )
    )


def _letter(pack, part, value):
    index = int(part.name[1:]) - 1  # q1 is the first letter
    if not isinstance(value, str):
        raise Missing(
            Finding(
                "structure",
                f"The quiz wants a text of {len(pack.parts)} letters, one for each question.",
                (
                    f"expected   a text such as '{'abcd' * 2:.{len(pack.parts)}}'",
                    f"got        {values.describe(value)}",
                ),
            )
        )
    letters = [c for c in value.lower() if c.isalpha()]
    if len(letters) != len(pack.parts):
        raise Missing(
            Finding(
                "structure",
                "The number of answers is not the number of questions.",
                (f"expected   {len(pack.parts)} letters", f"got        {len(letters)} letters"),
            )
        )
    return digest(pack.exercise, part.name, letters[index])


def _compare_quiet(part, warned) -> Finding | None:
    if not warned:
        return None
    return Finding(
        "values",
        f"The numbers are computed with a warning: {warned[0]}.",
        ("expected   no warning from NumPy", f"got        RuntimeWarning: {warned[0]}"),
    )


def _compare_holds(part, expected, got) -> Finding | None:
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
        "The backward pass will need all of them as they were at this step.",
    )


def _and(names: list[str]) -> str:
    names = names if len(names) <= 6 else [*names[:5], f"{len(names) - 5} more"]
    return names[0] if len(names) == 1 else ", ".join(names[:-1]) + " and " + names[-1]


def _compare_numbers(part: Part, case: Case, expected, got) -> Finding | None:
    name = part.name
    if isinstance(got, (int, float)) and not isinstance(got, bool):
        got = np.asarray(got)
    if not isinstance(got, np.ndarray):
        wanted = "a number" if part.kind == "number" else f"an array of shape {expected.shape}"
        listed = isinstance(got, (list, tuple)) and "Turn the list into an array with np.array."
        return Finding(
            "structure",
            f"{name} is {values.describe(got)}.",
            (f"expected   {wanted}", f"got        {values.describe(got)}"),
            listed or "",
        )
    expected = np.asarray(expected, dtype=float)
    if got.shape != expected.shape:
        return _wrong_shape(part, case, expected, got)
    if got.dtype.kind != "f" or got.dtype.itemsize < 4:
        return _wrong_dtype(part, got)
    if np.isnan(got).any() and not np.isnan(expected).any():
        where = f", first at {_index(np.isnan(got))}" if got.ndim else ""
        return Finding(
            "values",
            f"{name} holds NaN (not a number){where}.",
            (f"expected   {_at(expected, np.isnan(got))}", "got        nan"),
            "NaN comes from a step such as inf / inf, inf - inf or 0 · log 0. Print the values "
            "before the last step and look for inf.",
        )
    wrong = _differs(expected, got)
    if not wrong.any():
        return None
    count = f"{int(wrong.sum())} of {wrong.size} entries differ"
    where = f" First difference at {_index(wrong)}; {count}." if got.ndim else ""
    return Finding(
        "values",
        f"{name} has the right shape and wrong values.{where}" if got.ndim else f"{name} is wrong.",
        (f"expected   {_at(expected, wrong)}", f"got        {_at(got, wrong)}"),
    )


def _differs(expected: np.ndarray, got: np.ndarray) -> np.ndarray:
    tolerance = TOLERANCE["float32" if got.dtype == np.float32 else "float64"]
    finite = np.abs(expected[np.isfinite(expected)])
    scale = finite.max() if finite.size else 1.0
    got = got.astype(float)
    with np.errstate(invalid="ignore"):
        near = np.abs(got - expected) <= tolerance * max(scale, 1e-300)
    return ~(near | (got == expected) | (np.isnan(got) & np.isnan(expected)))


def _wrong_shape(part, case, expected, got) -> Finding:
    letters = f", that is {part.shape}" if part.shape and expected.ndim else ""
    wanted = f"{expected.shape}{letters}" if expected.ndim else "a single number, shape ()"
    cause = ""
    if got.ndim == expected.ndim and sorted(got.shape) == sorted(expected.shape):
        cause = "The axes are in another order. A transpose is missing, or is one too many."
    elif got.ndim < expected.ndim:
        cause = (
            "An axis got lost. A sum or maximum over an axis drops it (keepdims=True keeps it), "
            "and so does indexing with a single number."
            if got.ndim
            else "The whole array was reduced to one number. Give the sum its axis."
        )
    elif got.ndim > expected.ndim:
        cause = "There is an axis too many. Look for a missing index, or a (n,) that met a (n, 1)."
    elif any(a == b for a, b in zip(got.shape, expected.shape, strict=True)):
        cause = "One axis is right and one is not: look at what that one counts."
    sizes = ", ".join(f"{key} = {value}" for key, value in case.sizes.items())
    details = [f"expected   {wanted}", f"got        {got.shape if got.ndim else 'a single number'}"]
    if sizes:
        details.append(f"sizes here {sizes}")
    return Finding("shape", f"{part.name} has the wrong shape.", tuple(details), cause)


def _wrong_dtype(part, got) -> Finding:
    causes = {
        "i": "Integers cannot hold fractions: an array made by np.array([0, 1]) or zeros_like of "
        "integers cuts them off. Make the array with dtype float.",
        "b": "A comparison gives True and False; the values were wanted, not the comparison.",
        "c": "A complex number appeared: look for a square root or logarithm of a negative number.",
        "f": "float16 keeps only three digits. Use float64, NumPy's default.",
    }
    return Finding(
        "dtype",
        f"{part.name} has the wrong type of number.",
        ("expected   float64 (float32 is fine too)", f"got        {got.dtype.name}"),
        causes.get(got.dtype.kind, ""),
    )


def _first(wrong: np.ndarray) -> tuple[int, ...]:
    return tuple(int(i) for i in np.argwhere(wrong)[0])


def _index(wrong: np.ndarray) -> str:
    joined = ",\u00a0".join(map(str, _first(wrong)))  # no-break: an index stays on one line
    return f"[{joined}]"


def _at(array: np.ndarray, wrong: np.ndarray) -> str:
    return f"{float(array[_first(wrong)]):.6g}"


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
        return not _differs(needed, array).any()
    if array.ndim == needed.ndim + 1:
        for axis in (array.ndim - 1, 0):
            if array.shape[:axis] + array.shape[axis + 1 :] == needed.shape:
                steps = np.moveaxis(array, axis, 0)
                return any(not _differs(needed, step).any() for step in steps)
    return False
