"""Find, in what a function returned, the value that a part is about."""

from __future__ import annotations

import hashlib

import numpy as np

from rnn_course import values
from rnn_course.findings import Finding, Missing
from rnn_course.pack import Pack, Part


def picked(pack: Pack, part: Part, returned):
    """The value a part is about, in the form that mistakes are kept in. Raises `Missing`."""
    found = [_pick(pack, part, path, returned) for path in part.paths]
    if part.kind == "sum":
        pairs = zip(part.paths, found, strict=True)
        arrays = [np.asarray(_numbers(part, *pair), dtype=float) for pair in pairs]
        if len({array.shape for array in arrays}) > 1:
            shapes = " and ".join(str(a.shape) for a in arrays)
            raise Missing(
                Finding("shape", f"{part.name} do not fit together: their shapes are {shapes}.")
            )
        return sum(arrays[1:], start=arrays[0])
    if part.kind == "each":
        return found
    if part.kind == "keys":
        return _keys(part, found[0])
    if part.kind == "letter":
        return _letter(pack, part, found[0])
    if part.kind == "choice":
        return _choice(pack, part, found[0])
    return found[0]


def _pick(pack, part, path, returned):
    value = returned
    for depth, key in enumerate(path):
        if isinstance(key, int) and _is_row(value, depth):
            if depth == 0 and len(value) != len(pack.returns):
                raise Missing(_wrong_count(pack, value))
            if key >= len(value):
                raise Missing(_too_short(part, key, value))
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
            kind = ", a dictionary" if isinstance(key, str) else ""
            raise Missing(_wrong_count(pack, value, kind))
        else:
            raise Missing(
                Finding(
                    "structure",
                    f"{part.name} cannot be found in what the function returned.",
                    (
                        f"expected   a {'list' if isinstance(key, int) else 'dictionary'}",
                        f"got        {values.describe(value)}",
                    ),
                    values.why(value),
                )
            )
    lone = part.kind == "exact" or not isinstance(value, tuple)  # exact: a tuple is as good
    if not path and part.kind != "letter" and (value is None or not lone):
        raise Missing(_wrong_count(pack, value))
    return value


def _is_row(value, depth: int) -> bool:
    """Whether entries can be counted off: further in, arrays stacked into one are as good."""
    stacked = isinstance(value, np.ndarray) and value.ndim > 1 and depth > 0
    return isinstance(value, (tuple, list)) or stacked


def _too_short(part: Part, key: int, value) -> Finding:
    have = "1 entry" if len(value) == 1 else f"{len(value)} entries"
    return Finding(
        "structure",
        f"{part.name} cannot be found: what should hold it is too short.",
        (f"expected   {key + 1} entries or more", f"got        {have}"),
    )


def _wrong_count(pack: Pack, value, wanted: str = "") -> Finding:
    names = ", ".join(pack.returns)
    n = len(pack.returns)
    expected = f"{n} values: {names}" if n > 1 else f"one value: {names}{wanted}"
    if value is None:
        cause = "The function has no return statement on this path, or 'return' stands alone."
    elif n > 1:
        cause = f"End the function with 'return {names}', in this order."
    elif isinstance(value, tuple):
        cause = f"End the function with 'return {names}' and nothing beside it."
    else:
        cause = ""
    cause = values.why(value) or cause
    return Finding(
        "structure",
        f"The function returned {values.describe(value)}.",
        (f"expected   {expected}", f"got        {values.describe(value)}"),
        cause,
    )


def _numbers(part: Part, path: tuple, value):
    if isinstance(value, np.ndarray) and value.dtype.kind in "fiu":
        return value
    place = path[-1] if path else part.name
    raise Missing(
        Finding(
            "structure",
            f"'{place}' is {values.describe(value)}.",
            (f"expected   an array of shape {part.shape}", f"got        {values.describe(value)}"),
        )
    )


def _keys(part: Part, value) -> list[str]:
    if isinstance(value, dict):
        return sorted(value)
    said = values.describe(value)
    raise Missing(
        Finding(
            "structure",
            f"{part.name} cannot be looked at: this is {said}.",
            ("expected   a dictionary", f"got        {said}"),
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
    letters = letters_of(value)
    if len(letters) != len(pack.parts):
        raise Missing(
            Finding(
                "structure",
                "The number of answers is not the number of questions.",
                (f"expected   {len(pack.parts)} letters", f"got        {len(letters)} letters"),
            )
        )
    if len(letters) > 2 and len(set(letters)) == 1:  # else a letter is won without an answer
        raise Missing(
            Finding(
                "structure",
                "One letter stands for every question.",
                ("expected   an answer of its own to each", f"got        {letters[0]}, each time"),
            )
        )
    return digest(pack.exercise, part.name, letters[index])


def _choice(pack, part, value):
    if not isinstance(value, str):
        said = values.describe(value)
        raise Missing(
            Finding(
                "structure",
                f"{part.name} is {said}.",
                ("expected   one of the texts in the exercise", f"got        {said}"),
            )
        )
    return digest(pack.exercise, part.name, " ".join(value.lower().split()))


def letters_of(answers: str) -> list[str]:
    """The letters of a quiz, whatever stands between them: ``"B, d"`` is b and d."""
    return [c for c in answers.lower() if c.isalpha()]


def digest(exercise: str, part: str, letter: str) -> str:
    """A letter of a quiz as it stands in a pack, so that the file does not show the answer."""
    return hashlib.sha256(f"{exercise}/{part}/{letter}".encode()).hexdigest()[:16]
