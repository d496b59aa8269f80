"""What a piece of a syntax tree is about, in the names of the code."""

from __future__ import annotations

import ast

MODULES = {"xp", "np", "numpy", "math", "torch"}


def names_in(node: ast.AST) -> tuple[str, ...]:
    """The quantities that a piece reads, each once, in their order: names, and texts used as keys."""
    found: dict[str, None] = {}
    for inner in ast.walk(node):
        if isinstance(inner, ast.Name) and inner.id not in MODULES:
            found.setdefault(inner.id)
        elif isinstance(inner, ast.Subscript) and is_key(inner.slice):
            found.setdefault(inner.slice.value)
    return tuple(found)


def is_key(node: ast.AST) -> bool:
    """Whether a piece is a text, as the keys of dictionaries are."""
    return isinstance(node, ast.Constant) and isinstance(node.value, str)


def called(node: ast.AST) -> str:
    """The last name of what is called: ``tanh`` of ``xp.tanh(z)``. '' for all that is no call."""
    if not isinstance(node, ast.Call):
        return ""
    function = node.func
    if isinstance(function, ast.Attribute):
        return function.attr
    return function.id if isinstance(function, ast.Name) else ""


def target_of(statement: ast.stmt) -> str:
    """The quantity that a statement makes, as a learner would call it; '' where it makes none."""
    if isinstance(statement, ast.Assign):
        target = statement.targets[0]
    elif isinstance(statement, (ast.AugAssign, ast.AnnAssign, ast.For, ast.comprehension)):
        target = statement.target
    else:
        return ""
    return ast.unparse(target)


def checks_arguments(statement: ast.stmt) -> bool:
    """Whether a line only looks whether the arguments are fit, which is no part of an answer."""
    if isinstance(statement, ast.Raise):
        return True
    if isinstance(statement, (ast.If, ast.For, ast.While)):
        return not statement.orelse and all(map(checks_arguments, statement.body))
    return is_check(getattr(statement, "value", None))


def is_check(node: ast.AST | None) -> bool:
    """Whether an expression asks if a value is fit, or where an array belongs, which no answer shows."""
    if isinstance(node, ast.Attribute) and node.attr == "dtype":
        return True
    return called(node).startswith(("check", "_check", "array_namespace", "device"))
