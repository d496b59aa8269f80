"""Edits that make two names mean one array: `c = a`, and a change in place of what others hold."""

from __future__ import annotations

import ast
from collections.abc import Iterator

from rnn_course.edits.kinds import Kind
from rnn_course.edits.reading import called
from rnn_course.edits.statements import FoundLine

NEW = ("zeros", "zeros_like", "ones", "ones_like", "empty", "empty_like", "full", "copy", "dict")


class Aliases:
    """The edits of one function that make two names one: which arrays are new, they know."""

    def __init__(self, function: ast.FunctionDef):
        self._new = [
            statement
            for statement in ast.walk(function)
            if isinstance(statement, ast.Assign)
            and isinstance(statement.targets[0], ast.Name)
            and _is_new(statement.value)
        ]

    def edits(self, statement: ast.stmt) -> Iterator[FoundLine]:
        """What may stand in the place of a line: the kind, the names it is about, the other lines."""
        if not isinstance(statement, ast.Assign) or len(statement.targets) != 1:
            return
        target = statement.targets[0]
        if not isinstance(target, ast.Name):
            return
        if statement in self._new:
            for other in self._new:
                name = other.targets[0].id
                if other.lineno < statement.lineno and name != target.id:
                    alias = ast.Assign(statement.targets, ast.Name(name, ast.Load()))
                    yield Kind.ALIAS, (target.id, name), [alias]
        value = statement.value
        if (
            isinstance(value, ast.BinOp)
            and isinstance(value.left, ast.Name)
            and value.left.id == target.id
            and isinstance(value.op, (ast.Add, ast.Sub, ast.Mult, ast.Div))
        ):  # x = x + y → x += y, which changes what the caller handed in
            yield (
                Kind.NO_COPY,
                (target.id,),
                [ast.AugAssign(ast.Name(target.id, ast.Store()), value.op, value.right)],
            )


def _is_new(value: ast.expr) -> bool:
    """Whether an expression makes an array, list or dictionary that nobody else has."""
    return called(value) in NEW or (
        isinstance(value, (ast.List, ast.Dict)) and not ast.unparse(value).strip("[]{}")
    )
