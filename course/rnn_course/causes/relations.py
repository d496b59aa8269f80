"""What wrong numbers are instead: the right ones but for a factor, a sign, an order, a step.

Each relation is a fact of the two arrays. It says what the numbers are, not what the code does.
"""

from __future__ import annotations

import re
from collections.abc import Iterator

import numpy as np

from rnn_course.edits.letters import letter
from rnn_course.tolerance import differs

WORDS_OF_AXES = {"T": "time", "m": "the examples", "n": "the rows"}


def relation(expected, got, shape: str, sizes: dict, known: dict) -> str:
    """A sentence about how `got` differs from `expected`, or ''.

    shape
        The shape in letters, such as ``(n_a, m, T_x)``.
    sizes
        What the letters are in this case.
    known
        Other quantities of this case by name: inputs, weights, other right values.
    """
    expected, got = _floats(expected), _floats(got)
    if expected is None or got is None or not np.isfinite(got).all() or not got.size:
        return ""
    axes = re.findall(r"[A-Za-z_]+\d?|\d+", shape)
    for sentence in (
        _same_shape(expected, got, axes, sizes, known)
        if expected.shape == got.shape
        else _other_shape(expected, got, axes, known)
    ):
        if sentence:
            return sentence
    return ""


def _same_shape(expected, got, axes, sizes, known) -> Iterator[str]:
    if not got.any() and expected.any():
        yield "All of it is 0."
    yield _factor(expected, got, sizes)
    if expected.size > 1:
        yield from _orders(expected, got, axes)
    yield _quantity(got, known)
    yield _difference(expected, got, known)
    if expected.size > 1:
        yield from _where(expected, got, axes)


def _other_shape(expected, got, axes, known) -> Iterator[str]:
    yield _quantity(got, known)
    if got.ndim == expected.ndim and got.ndim > 1:
        for order in _orders_of_axes(got.ndim):
            if _equal(expected, np.transpose(got, order)):
                yield "The numbers are right, and the axes stand in another order."
    if got.size == expected.size and _equal(expected.ravel(), got.ravel()):
        yield "The numbers are right and stand in their order, in another shape."
    for axis in range(got.ndim):
        if got.ndim - 1 == expected.ndim or got.ndim == expected.ndim:
            keep = got.ndim == expected.ndim
            for name, made in (("sum", np.sum), ("mean", np.mean)):
                if got.shape[axis] > 1 and _equal(expected, made(got, axis=axis, keepdims=keep)):
                    yield f"The {name} of it along axis {axis} is what is wanted."
    for axis in range(expected.ndim):
        for keep in (False, True):
            if expected.shape[axis] > 1 and _equal(got, expected.sum(axis=axis, keepdims=keep)):
                yield f"It is the right array added up along axis {axis}."
        if expected.ndim == got.ndim + 1:
            for place, words in ((-1, "last"), (0, "first")):
                if _equal(got, np.take(expected, place, axis=axis)):
                    yield f"It is the {words} {_one_of(axes, axis)} of the right array alone."


def _factor(expected, got, sizes) -> str:
    real = np.abs(expected) > 1e-9 * np.abs(expected).max(initial=0)
    if not real.any():
        return ""
    ratios = got[real] / expected[real]
    k = ratios.flat[0]
    if abs(k) < 1e-6 or abs(k - 1) < 1e-6 or not np.allclose(ratios, k, rtol=1e-6):
        return ""
    if not _equal(expected * k, got):
        return ""
    if expected.size == 1:  # any two numbers have a ratio: only what has a name says something
        names = {**_factors(sizes)}
        names.pop(3.0, None)
    else:
        names = _factors(sizes)
    for factor, words in names.items():
        if abs(k - factor) <= 1e-6 * abs(factor):
            return words
    return ""


def _factors(sizes: dict) -> dict[float, str]:
    found = {
        -1.0: "The numbers are right but for the sign.",
        2.0: "Each number is twice the right one: something is added or counted twice.",
        0.5: "Each number is half the right one.",
        float(
            np.log(2)
        ): "Each number is the right one times log 2: the logarithm has another base.",
        float(1 / np.log(2)): "Each number is the right one divided by log 2: the logarithm has "
        "another base.",
    }
    for name, size in sizes.items():
        if size > 1:
            found.setdefault(float(size), f"Each number is {name} = {size} times the right one.")
            found.setdefault(1 / size, f"Each number is the right one divided by {name} = {size}.")
    return found


def _orders(expected, got, axes) -> Iterator[str]:
    if expected.shape[0] > 2 and not _equal(expected[::-1], got) and _same_rows(expected, got):
        yield "The rows are the right ones, and stand in another order."
    for axis in range(expected.ndim):
        if expected.shape[axis] < 2:
            continue
        along = _words_of(axes, axis)
        if _equal(np.flip(expected, axis), got):
            yield f"The numbers are right, and {along} runs the other way round."
        for shift in (1, -1):
            one, other = slice(1, None), slice(None, -1)
            late, early = (one, other) if shift > 0 else (other, one)
            left = got[_at(got.ndim, axis, late)]
            right = expected[_at(got.ndim, axis, early)]
            if left.size > 1 and np.unique(right).size > 1 and _equal(right, left):
                where = "one place late" if shift > 0 else "one place early"
                yield f"The numbers are right and stand {where} along {along}."
    if expected.ndim == 2 and expected.shape[0] == expected.shape[1] and _equal(expected.T, got):
        yield "It is the right array transposed."


def _same_rows(expected, got) -> bool:
    def ordered(array):
        rows = array.reshape(array.shape[0], -1)
        return rows[np.lexsort(np.round(rows, 9).T)]

    return _equal(ordered(expected), ordered(got))


def _quantity(got, known) -> str:
    if got.size < 2 or not got.any():
        return ""
    for name, value in known.items():
        value = _floats(value)
        if value is not None and value.shape == got.shape and _equal(value, got):
            return f"These are the numbers of {letter(name)}."
    return ""


def _difference(expected, got, known) -> str:
    """What is too much, or missing, where it is a quantity by itself."""
    gap = got - expected
    if not gap.any() or expected.size < 2:
        return ""
    for name, value in known.items():
        value = _floats(value)
        if value is None or value.ndim > gap.ndim or value.size < 2:
            continue
        try:
            wide = np.broadcast_to(value, gap.shape)
        except ValueError:
            continue
        if _equal(wide, gap):
            return f"What is too much in it is exactly {letter(name)}."
        if _equal(-wide, gap):
            return f"What is missing in it is exactly {letter(name)}."
    return ""


def _where(expected, got, axes) -> Iterator[str]:
    wrong = differs(expected, got)
    if wrong.all():
        return
    for axis in reversed(range(expected.ndim)):
        if expected.shape[axis] < 2:
            continue
        others = tuple(a for a in range(expected.ndim) if a != axis)
        bad = wrong.any(axis=others)
        if bad.all() or (wrong.ndim > 1 and not _whole(wrong, bad, axis)):
            continue
        yield _which(bad, axes, axis)


def _whole(wrong, bad, axis) -> bool:
    """Whether most of each wrong step is wrong, so that the step and not the entry is at fault."""
    return bool((np.moveaxis(wrong, axis, 0)[bad].mean() if bad.any() else 0) > 0.5)


def _which(bad, axes, axis) -> str:
    n, first = len(bad), int(bad.argmax())
    name = _one_of(axes, axis)
    if name == "step":
        if bad[first:].all() and first > 0:
            return f"Right up to step {first}, wrong from step {first + 1} on."
        last = n - int(bad[::-1].argmax())
        if bad[:last].all() and last < n:
            return f"Right from step {last + 1} on, wrong at {'all' if last > 1 else 'the'} step{'s' * (last > 1)} before it."
    right = [i + 1 for i in range(n) if not bad[i]]
    false = [i + 1 for i in range(n) if bad[i]]
    if len(right) == 1:
        return f"Only {name} {right[0]} is right."
    if len(false) == 1:
        return f"Only {name} {false[0]} is wrong."
    return f"Wrong: {name}s {', '.join(map(str, false))}. All others are right."


def _one_of(axes, axis) -> str:
    head = axes[axis][:1] if axis < len(axes) else ""
    return {"T": "step", "m": "example"}.get(head, "row" if axis == 0 else "column")


def _words_of(axes, axis) -> str:
    head = axes[axis][:1] if axis < len(axes) else ""
    return {"T": "time", "m": "the order of the examples"}.get(
        head, "the order of the rows" if axis == 0 else "the order of the columns"
    )


def _orders_of_axes(ndim: int) -> list[tuple[int, ...]]:
    if ndim == 2:
        return [(1, 0)]
    return [(0, 2, 1), (1, 0, 2), (1, 2, 0), (2, 0, 1), (2, 1, 0)] if ndim == 3 else []


def _at(ndim, axis, part) -> tuple:
    return tuple(part if a == axis else slice(None) for a in range(ndim))


def _floats(value):
    if isinstance(value, (bool, str)) or value is None:
        return None
    try:
        array = np.asarray(value)
    except ValueError:
        return None
    return array.astype(float) if array.dtype.kind in "fiub" else None


def _equal(one, other) -> bool:
    return one.shape == other.shape and not differs(one, other).any()
