"""Where numbers are right, and where not."""

from __future__ import annotations

from collections.abc import Iterator

import numpy as np

from rnn_course.causes.numbers.reading import one_of
from rnn_course.tolerance import differs

WHOLE = 0.9  # of a step must be wrong, so that the step and not the entry is at fault


def places(expected: np.ndarray, got: np.ndarray, axes: list[str]) -> Iterator[str]:
    """Which steps, examples, rows or columns are right; or where zeros stand or should stand."""
    wrong = differs(expected, got)
    zero = expected == 0
    if zero.any() and not zero.all() and (wrong == zero).all():
        yield "Where 0 belongs stands something else. All other numbers are right."
    if wrong.all():
        return
    found = []
    telling = (expected != 0) | (got != 0)  # zeros are the same by chance
    for axis in range(expected.ndim):
        if expected.shape[axis] < 2:
            continue
        others = tuple(a for a in range(expected.ndim) if a != axis)
        bad = wrong.any(axis=others)
        share = _share(wrong, telling, bad, axis)
        if not bad.all() and share >= WHOLE:
            found.append((share, axis, bad))
    if found:  # the axis that says most exactly which are wrong; of two, the later: time
        _, axis, bad = max(found, key=lambda one: one[:2])
        yield _which(bad, axes, axis)
    yield _zeros(expected, got, wrong)


def _zeros(expected: np.ndarray, got: np.ndarray, wrong: np.ndarray) -> str:
    """What zeros have to do with it."""
    if wrong.any() and not got[wrong].any():
        return "All numbers are right but those in whose place stands a 0."
    zero = expected == 0
    if (wrong <= zero).all() and wrong.any() and not zero.all():
        return "Some of the places where 0 belongs hold something else. All others are right."
    return ""


def _share(wrong: np.ndarray, telling: np.ndarray, bad: np.ndarray, axis: int) -> float:
    """How much of the steps (rows, …) with something wrong in them is wrong, of what can tell."""
    inside = np.moveaxis(telling, axis, 0)[bad]
    return float(np.moveaxis(wrong, axis, 0)[bad][inside].mean()) if inside.any() else 0.0


def _which(bad: np.ndarray, axes: list[str], axis: int) -> str:
    n, first = len(bad), int(bad.argmax())
    name = one_of(axes, axis)
    if name == "step":
        if bad[first:].all() and first > 0:
            return f"Right up to step {first}, wrong from step {first + 1} on."
        last = n - int(bad[::-1].argmax())
        if bad[:last].all() and last < n:
            before = "all steps" if last > 1 else "the step"
            return f"Right from step {last + 1} on, wrong at {before} before it."
    right = [i + 1 for i in range(n) if not bad[i]]
    false = [i + 1 for i in range(n) if bad[i]]
    if len(right) == 1:
        return f"Only {name} {right[0]} is right."
    if len(false) == 1:
        return f"Only {name} {false[0]} is wrong."
    return f"Wrong: {name}s {', '.join(map(str, false))}. All others are right."
