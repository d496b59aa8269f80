"""As many names as values: what stands right of the =, and how many values it has."""

from __future__ import annotations

import ast
import inspect
import textwrap
import types

import numpy as np

from rnn_course.stops.frames import Frame, text_of
from rnn_course.stops.operands import Unknown, described, value_of


def unpacked(frame: Frame) -> str:
    """What was taken apart into a wrong number of names."""
    names, right, in_loop = _taken_apart(frame)
    if names is None:
        return ""
    count = f"{len(names)} names stand left of the =" if not in_loop else f"{len(names)} names"
    try:
        value = value_of(frame, right)
    except Unknown:
        return _returned(frame, right, count) if not in_loop else ""
    text = text_of(frame, right) or "the right side"
    if in_loop:
        if isinstance(value, dict):
            return f"A loop over {text} gives its keys alone; {text}.items() gives both."
        return f"Each turn of the loop takes one entry of {text} apart into {count}."
    if isinstance(value, np.ndarray):
        return (
            f"{text} is an array of shape {value.shape}, taken apart along its first axis; {count}."
        )
    return f"{text} is {described(value)}, and {count}."


def _taken_apart(frame: Frame):
    """The names, what is taken apart, and whether by a loop."""
    if frame.tree is None:
        return None, None, False
    for node in ast.walk(frame.tree):
        if isinstance(node, ast.Assign):
            pairs = [(target, node.value, False) for target in node.targets]
        elif isinstance(node, ast.For | ast.comprehension):
            pairs = [(node.target, node.iter, True)]
        else:
            continue
        for target, right, in_loop in pairs:
            for inner in ast.walk(target):
                if inner is frame.node and isinstance(inner, ast.Tuple | ast.List):
                    whole = inner is target
                    return inner.elts, right if whole else None, in_loop
    return None, None, False


def _returned(frame: Frame, right, count: str) -> str:
    """A function of the learner's: what its return line names."""
    if not isinstance(right, ast.Call):
        return ""
    try:
        function = value_of(frame, right.func)
    except Unknown:
        return ""
    if not isinstance(function, types.FunctionType):
        return ""
    name = text_of(frame, right.func)
    try:
        tree = ast.parse(textwrap.dedent(inspect.getsource(function)))
    except (OSError, TypeError, SyntaxError):
        return ""
    returns = [node.value for node in ast.walk(tree) if isinstance(node, ast.Return)]
    if len(returns) == 1 and isinstance(returns[0], ast.Tuple):
        values = [text_of(frame, item) or "…" for item in returns[0].elts]
        return f"{name} returns {len(values)} values, {', '.join(values)}; {count}."
    return ""
