"""Arrays whose shapes do not fit: which two met, by which operation, and what would fit."""

from __future__ import annotations

import ast
import re

import numpy as np

from rnn_course.stops.frames import Frame, text_of
from rnn_course.stops.operands import Unknown, said, value_of

PRODUCT = (
    "In a matrix product the inner sizes must be equal: (n_a, n_x) @ (n_x, m). Write the shapes "
    "beside each factor."
)
ENTRYWISE = (
    "Two arrays met whose shapes do not fit. Print both; a bias is a column (n, 1), and an axis of "
    "length 1 is repeated."
)


def product(frame: Frame) -> str:
    """Two factors of a matrix product."""
    pair = _pair(frame)
    if pair is None:
        return PRODUCT
    (one, a), (other, b) = pair
    if a.ndim == 0 or b.ndim == 0:
        return f"{_both(pair)}: a single number is no matrix. With * it multiplies every entry."
    inner = f"the last axis of the first, {a.shape[-1]}, meets {b.shape[max(-2, -b.ndim)]}"
    return f"{_both(pair)}: in a matrix product {inner}. They must be equal.{_turned(one, a, other, b)}"


def _turned(one: str, a: np.ndarray, other: str, b: np.ndarray) -> str:
    if a.ndim > 2 or b.ndim > 2:
        return " Of an array with more than two axes @ takes the last two as matrices."
    if a.ndim != 2 or b.ndim != 2:
        return ""
    if a.shape == b.shape:
        return " Two arrays of one shape can be multiplied entry by entry, by *."
    fits = []
    if a.shape[0] == b.shape[0]:
        fits.append(f"with {_T(one)}")
    if a.shape[1] == b.shape[1]:
        fits.append(f"with {_T(other)}")
    if b.shape[1] == a.shape[0]:
        fits.append("in the other order")
    return f" The sizes would fit {' or '.join(fits)}." if fits else ""


def _T(text: str) -> str:
    if text.endswith(".T"):
        return text[:-2]
    return f"{text}.T" if re.fullmatch(r"[\w.\[\]\"]+", text) else f"({text}).T"


def entrywise(frame: Frame) -> str:
    """Two operands of + - * / that cannot be broadcast."""
    pair = _pair(frame)
    if pair is None:
        return ENTRYWISE
    (one, a), (other, b) = pair
    more = ""
    stars = isinstance(frame.node, ast.BinOp) and isinstance(frame.node.op, ast.Mult)
    if a.ndim == b.ndim == 2 and stars and a.shape[1] == b.shape[0]:
        more = " * multiplies entry by entry; the matrix product is @, and for it they fit."
    elif a.shape == b.shape[::-1]:
        more = " One is the other turned round: a transpose is missing, or is one too many."
    elif {a.ndim, b.ndim} == {1, 2}:
        flat, wide = (a, b) if a.ndim == 1 else (b, a)
        if flat.shape[0] == wide.shape[0]:
            name = one if a.ndim == 1 else other
            more = (
                f" {name} has one axis and is laid along the last axis of the other. As a column "
                f"({flat.shape[0]}, 1) it would fit: keepdims=True in a sum or maximum keeps that axis."
            )
    return f"{_both(pair)}. {_clash(a, b)}{more}"


def _clash(a: np.ndarray, b: np.ndarray) -> str:
    for axis in range(1, min(a.ndim, b.ndim) + 1):
        one, other = a.shape[-axis], b.shape[-axis]
        if one != other and 1 not in (one, other):
            which = ("In the last axis", "In the last axis but one", f"In axis {-axis}")[
                min(axis, 3) - 1
            ]
            return f"{which} {one} meets {other}: sizes must be equal, or one of them 1."
    return ""


def written_into(error: BaseException, frame: Frame) -> str:
    """A slice and what is written into it: the two shapes."""
    match = re.search(r"from shape (\([\d,]*\)) into shape (\([\d,]*\))", str(error))
    if not match:
        return ""
    # the instruction that stores has the place of its target
    target = text_of(frame, frame.node) if isinstance(frame.node, ast.Subscript) else ""
    place = f"{target}, left of the =," if target else "The place left of the ="
    return f"{place} has shape {_spaced(match[2])}, and what is written there {_spaced(match[1])}."


def _spaced(shape: str) -> str:
    return re.sub(r",(?=\d)", ", ", shape)


def joined(frame: Frame) -> str:
    """What concatenate, stack and the like were given."""
    rows = _rows(frame)
    if rows is None:
        return (
            "Arrays are joined along one axis, and all their other sizes must be equal. Write the "
            "shapes down: the axis in which they differ is the one to join along."
        )
    if not rows:
        return "There is nothing to join: the list is empty when this line runs."
    shapes = [np.shape(row) for row in rows]
    listed = ", ".join(dict.fromkeys(map(str, shapes)))
    if len({len(shape) for shape in shapes}) > 1:
        return f"The arrays to join have the shapes {listed}: all need the same number of axes."
    differ = [a for a in range(len(shapes[0])) if len({shape[a] for shape in shapes}) > 1]
    if len(differ) == 1:
        return f"The arrays to join have the shapes {listed}. Only along axis {differ[0]} they fit."
    return f"The arrays to join have the shapes {listed}. Only the axis to join along may differ."


def _rows(frame: Frame):
    """The arrays that a call joins, or None."""
    if not isinstance(frame.node, ast.Call) or not frame.node.args:
        return None
    try:
        rows = value_of(frame, frame.node.args[0])
    except Unknown:
        return None
    if isinstance(rows, tuple | list) and all(type(row) is np.ndarray for row in rows):
        return list(rows)[:1000]
    return None


def reshaped(error: BaseException) -> str:
    """How many numbers there are, and how many places."""
    match = re.search(r"array of size (\d+) into shape \(([\d, ]+)\)", str(error))
    if not match:
        return ""
    sizes = [int(size) for size in match[2].split(",") if size.strip()]
    return f"There are {match[1]} numbers, and the new shape has {int(np.prod(sizes))} places."


def no_such_axis(error: BaseException) -> str:
    """An axis that the array has not got."""
    match = re.search(r"axis (-?\d+) is out of bounds for array of dimension (\d+)", str(error))
    if not match:
        return ""
    n = int(match[2])
    if n == 0:
        return "That is a single number, and has no axis."
    return f"The array has {n} {'axis' if n == 1 else 'axes'}, counted from 0 to {n - 1}."


def _pair(frame: Frame):
    """The two operands that met: (text, array) of each, or None."""
    node = frame.node
    match node:
        case ast.BinOp(one, _, other) | ast.AugAssign(one, _, other):
            pass
        case ast.Compare(one, _, [other]):
            pass
        case ast.Call(_, [one, other], _):
            pass
        case _:
            return None
    found = []
    for operand in (one, other):
        try:
            value = value_of(frame, operand)
        except Unknown:
            return None
        if isinstance(value, np.generic | int | float | list | tuple):
            value = np.asarray(value)
        if type(value) is not np.ndarray:
            return None
        found.append((text_of(frame, operand), value))
    return found


def _both(pair) -> str:
    (one, a), (other, b) = pair
    one, other = one or "the first", other or "the second"
    return f"{one} has shape {a.shape} and {other} {b.shape}"


def given_to(frame: Frame) -> str:
    """What the arguments of a call hold, where it is known: a fact of every call that stopped."""
    if not isinstance(frame.node, ast.Call):
        return ""
    name = text_of(frame, frame.node.func)
    arguments = [*frame.node.args, *(keyword.value for keyword in frame.node.keywords)]
    known = [said(frame, argument) for argument in arguments[:6]]
    known = [text for text in known if text and "the function" not in text]
    return f"{name} was given: {'; '.join(known)}." if name and known else ""
