"""A value of a kind with which this cannot be done: which value it is."""

from __future__ import annotations

import ast
import builtins
import inspect
import re
import types

import numpy as np

from rnn_course.stops.frames import Frame, text_of
from rnn_course.stops.operands import Unknown, described, said, value_of


def wrong_kind(error: BaseException, frame: Frame) -> str:
    """The operands of a TypeError or an AttributeError, and where they come from."""
    node = frame.node
    match node:
        case ast.BinOp(one, _, other) | ast.AugAssign(one, _, other):
            return _operands(frame, one, other)
        case ast.Compare(one, _, [other]):
            return _operands(frame, one, other)
        case ast.Attribute(inner):
            return _no_attribute(frame, inner)
        case ast.Subscript(inner, index):
            return _no_entry(frame, inner, index)
        case ast.Call():
            return _call(error, frame, node)
    return ""


def _operands(frame: Frame, *operands) -> str:
    known = [said(frame, operand) for operand in operands]
    known = [text for text in dict.fromkeys(known) if text and " is the function " not in text]
    missing = [_none(frame, operand) for operand in operands]
    return " ".join(filter(None, ["; ".join(known) + "." if known else "", *missing]))


def _none(frame: Frame, node) -> str:
    """Why a name is None, if it is an argument."""
    if not isinstance(node, ast.Name) or frame.local.get(node.id, 0) is not None:
        return ""
    if node.id in frame.compiled.co_varnames[: frame.compiled.co_argcount]:
        return f"The argument {node.id} may be None: treat that case first."
    return ""


def _no_attribute(frame: Frame, inner) -> str:
    text = said(frame, inner)
    return " ".join(filter(None, [f"{text}." if text else "", _loop(frame, inner)]))


def _loop(frame: Frame, inner) -> str:
    """A loop over a dictionary gives its keys."""
    if not isinstance(inner, ast.Name) or frame.tree is None:
        return ""
    loops = ast.For, ast.comprehension
    for node in ast.walk(frame.tree):
        if isinstance(node, loops) and isinstance(node.target, ast.Name):
            if node.target.id != inner.id:
                continue
            try:
                over = value_of(frame, node.iter)
            except Unknown:
                continue
            if isinstance(over, dict) and frame.local.get(inner.id) in list(over):
                name = text_of(frame, node.iter)
                return f"A loop over {name} gives its keys; {name}.values() gives what they hold."
    return ""


def _no_entry(frame: Frame, inner, index) -> str:
    known = said(frame, inner)
    try:
        held, asked = value_of(frame, inner), value_of(frame, index)
    except Unknown:
        return f"{known}." if known else ""
    if isinstance(held, list) and isinstance(asked, tuple):
        return f"{known}. A list takes one index at a time; only an array takes several at once."
    if isinstance(held, list | tuple | str) and isinstance(asked, float | np.floating):
        return f"{known}. The index is {described(asked)}: // divides to a whole number."
    if isinstance(held, list | tuple) and isinstance(asked, str):
        return f"{known}, and not a dictionary: it has no keys."
    return f"{known}." if known else ""


def _call(error: BaseException, frame: Frame, node: ast.Call) -> str:
    try:
        function = value_of(frame, node.func)
    except Unknown:
        function = None
    name, text = text_of(frame, node.func), str(error)
    if "is not callable" in text:
        return _no_function(name, function, node.func)
    if f"{name}()" in text and "argument" in text and _is_learners(function):
        return f"It is {name}{inspect.signature(function)}."
    one_number = re.search(r"0-dimensional|length-1|must be real number", text)
    of_math = isinstance(node.func, ast.Attribute) and text_of(frame, node.func.value) == "math"
    if one_number and of_math:
        return (
            "A function of the module math takes one number. NumPy's works on arrays: "
            f"np.{node.func.attr}."
        )
    arguments = []
    for argument in [*node.args, *(keyword.value for keyword in node.keywords)][:6]:
        arguments += argument.elts if isinstance(argument, ast.Tuple | ast.List) else [argument]
    return _operands(frame, *arguments[:6])


def _is_learners(function) -> bool:
    ours = str(getattr(function, "__module__", "")).startswith("rnn_course")
    return isinstance(function, types.FunctionType) and not ours


def _no_function(name: str, value, node) -> str:
    if value is not None and not callable(value):
        hidden = f" It hides Python's own {name}: give that value another name."
        return f"{name} is {described(value)}.{hidden if hasattr(builtins, name) else ''}"
    if isinstance(node, ast.Attribute | ast.Subscript):
        return f"{name} is no function: a value stands before the bracket."
    return ""
