"""The value of a simple expression in a frame, read without running anything of the learner's."""

from __future__ import annotations

import ast
import builtins
import operator

import numpy as np

from rnn_course import values
from rnn_course.stops.frames import Frame, text_of

MOST = 1_000_000  # entries of an array that is computed anew
OPERATORS = {
    ast.Add: operator.add,
    ast.Sub: operator.sub,
    ast.Mult: operator.mul,
    ast.Div: operator.truediv,
    ast.MatMult: operator.matmul,
    ast.Pow: operator.pow,
}
FUNCTIONS = {
    *("tanh", "exp", "log", "sqrt", "sum", "max", "mean", "zeros", "zeros_like", "ones", "dot"),
    *("matmul", "concatenate", "vstack", "hstack", "stack", "square", "multiply", "transpose"),
    *("arange", "ones_like", "array", "asarray", "reshape", "eye"),
}
METHODS = {"ravel", "flatten", "reshape", "sum", "mean", "max", "min", "copy", "transpose", "dot"}
PLAIN = (np.ndarray, np.generic, bool, int, float, str, tuple, list, dict, slice, type(None))


class Unknown(Exception):
    """An expression whose value cannot be had without running the learner's code."""


def value_of(frame: Frame, node: ast.AST | None):
    """The value of an expression. Raises `Unknown`."""
    try:
        return _value(frame, node)
    except Unknown:
        raise
    except Exception:  # what cannot be computed is not known
        raise Unknown from None


def said(frame: Frame, node: ast.AST | None) -> str:
    """What an expression holds: `xt has shape (2, 3)`; '' if that is not known."""
    try:
        value, text = value_of(frame, node), text_of(frame, node)
    except Unknown:
        return ""
    if not text or isinstance(node, ast.Constant):
        return ""
    if isinstance(value, np.ndarray) and value.ndim:
        return f"{text} has shape {value.shape}"
    return f"{text} is {described(value)}"


def described(value) -> str:
    """In a few words, also of what is not data."""
    if isinstance(value, np.generic) or (isinstance(value, np.ndarray) and not value.ndim):
        return f"the number {value:.6g}" if value.dtype.kind in "iuf" else "a single value"
    if isinstance(value, type | type(len) | type(described)):
        return f"the function {value.__name__}"
    if isinstance(value, PLAIN):
        shallow = values.describe(value) if not isinstance(value, slice) else "a slice"
        return shallow
    return f"an object of type {type(value).__name__}"


def _value(frame: Frame, node):
    match node:
        case ast.Constant(value):
            return value
        case ast.Name(name):
            for space in (frame.local, frame.around, vars(builtins)):
                if name in space:
                    return space[name]
            raise Unknown
        case ast.Attribute(inner, "T" | "shape" | "ndim" | "size" as name):
            return getattr(_array(_value(frame, inner)), name)
        case ast.Subscript(inner, index):
            return _plain(_value(frame, inner))[_value(frame, index)]
        case ast.Slice(lower, upper, step):
            ends = (lower, upper, step)
            return slice(*(None if end is None else _value(frame, end) for end in ends))
        case ast.Tuple(items) | ast.List(items):
            inner = [_value(frame, item) for item in items]
            return tuple(inner) if isinstance(node, ast.Tuple) else inner
        case ast.UnaryOp(ast.USub(), inner):
            return -_small(_value(frame, inner))
        case ast.BinOp(left, sign, right) if type(sign) in OPERATORS:
            one, other = _small(_value(frame, left)), _small(_value(frame, right))
            with np.errstate(all="ignore"):
                return _small(OPERATORS[type(sign)](one, other))
        case ast.Call(ast.Attribute(ast.Name("np" | "numpy"), name), given, named):
            if name in FUNCTIONS and all(k.arg for k in named):
                given = [_given(_value(frame, item)) for item in given]
                named = {k.arg: _given(_value(frame, k.value)) for k in named}
                with np.errstate(all="ignore"):
                    return getattr(np, name)(*given, **named)
        case ast.Call(ast.Attribute(inner, name), given, []) if name in METHODS:
            array = _small(_array(_value(frame, inner)))
            return getattr(array, name)(*(_given(_value(frame, item)) for item in given))
        case ast.Call(ast.Name("len"), [inner], []):
            return len(_plain(_value(frame, inner)))
    raise Unknown


def _plain(value):
    # exact types: a subclass may behave in its own way
    if type(value) in PLAIN or isinstance(value, np.generic):
        return value
    raise Unknown


def _array(value):
    if type(value) is np.ndarray:
        return value
    raise Unknown


def _small(value):
    """A number or an array of numbers that is quick to compute with."""
    number = type(value) in (bool, int, float) and abs(value) < 1e9
    array = isinstance(value, np.generic) or type(value) is np.ndarray
    if number or (array and value.size <= MOST and value.dtype.kind in "biuf"):
        return value
    raise Unknown


def _given(value):
    """An argument of a function of NumPy's: numbers, arrays, and short rows of them."""
    if isinstance(value, tuple | list) and len(value) <= 100:
        return type(value)(_given(item) for item in value)
    return value if value is None or isinstance(value, str) else _small(value)
