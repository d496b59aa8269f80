"""Another quantity in the place of the right one, or mixed into it."""

from __future__ import annotations

from collections.abc import Iterator

import numpy as np

from rnn_course.causes.numbers.reading import equal, floats
from rnn_course.edits.letters import letter


def quantity(got: np.ndarray, known: dict) -> str:
    """Which other quantity this is."""
    if got.size < 2 or not got.any():
        return ""
    for name, value in known.items():
        value = floats(value)
        if value is not None and value.shape == got.shape and equal(value, got):
            return f"These are the numbers of {letter(name)}."
    return ""


def mixed_in(expected: np.ndarray, got: np.ndarray, known: dict) -> str:
    """What is too much, or missing, where it is a quantity by itself: a term or a factor."""
    gap = got - expected
    if not gap.any() or expected.size < 2:
        return ""
    for name, wide in _wide(known, gap.shape):
        if equal(wide, gap):
            return f"What is too much in it is exactly {letter(name)}."
        if equal(-wide, gap):
            return f"What is missing in it is exactly {letter(name)}."
        if np.ptp(wide) == 0 or not expected.any():
            continue  # a factor that is one number everywhere is said with its size
        if equal(expected * wide, got):
            return f"These are the right numbers times {letter(name)}, entry by entry."
        if got.any() and equal(got * wide, expected):
            return f"The right numbers are these times {letter(name)}, entry by entry."
    return ""


def _wide(known: dict, shape: tuple) -> Iterator[tuple[str, np.ndarray]]:
    """The quantities that fit a shape, spread over it."""
    for name, value in known.items():
        value = floats(value)
        if value is None or value.ndim > len(shape) or value.size < 2:
            continue
        try:
            yield name, np.broadcast_to(value, shape)
        except ValueError:
            continue
