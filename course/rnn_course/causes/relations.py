"""What wrong numbers are instead: the right ones but for a factor, a sign, an order, a step.

Each relation is a fact of the two arrays. It says what the numbers are, not what the code does.
"""

from __future__ import annotations

import re
from collections.abc import Iterator

import numpy as np

from rnn_course.causes.numbers.factors import factor, one_size
from rnn_course.causes.numbers.functions import function
from rnn_course.causes.numbers.orders import orders
from rnn_course.causes.numbers.places import places
from rnn_course.causes.numbers.quantities import mixed_in, quantity
from rnn_course.causes.numbers.reading import floats
from rnn_course.causes.numbers.shapes import other_shape
from rnn_course.causes.numbers.steps import step
from rnn_course.causes.numbers.sums import sums


def relation(expected, got, shape: str, sizes: dict, known: dict, given: dict | None = None) -> str:
    """A sentence about how `got` differs from `expected`, or ''.

    Args:
        shape: The shape in letters, such as ``(n_a, m, T_x)``.
        sizes: What the letters are in this case.
        known: Other quantities of this case by name: inputs, weights, other right values.
        given: Those of them that the exercise begins from.
    """
    expected, got = floats(expected), floats(got)
    if expected is None or got is None or not np.isfinite(got).all() or not got.size:
        return ""
    axes = re.findall(r"[A-Za-z_]+\d?|\d+", shape)
    if expected.shape == got.shape:
        found = _same_shape(expected, got, axes, sizes, known, given or {})
    else:
        found = _other_shape(expected, got, axes, known)
    return next(filter(None, found), "")


def _same_shape(expected, got, axes, sizes, known, given) -> Iterator[str]:
    if not got.any() and expected.any():
        yield "All of it is 0."
    yield factor(expected, got, sizes)
    yield function(expected, got)
    if expected.size > 1:
        yield from orders(expected, got, axes)
        yield from sums(expected, got, axes)
        yield one_size(expected, got)
    yield quantity(got, known)
    yield mixed_in(expected, got, known)
    yield step(expected, got, sizes, given)
    if expected.size > 1:
        yield from places(expected, got, axes)


def _other_shape(expected, got, axes, known) -> Iterator[str]:
    yield quantity(got, known)
    yield from other_shape(expected, got, axes)
