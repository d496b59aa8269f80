"""Edits of loops and choices inside an expression: comprehensions, and `one if test else other`."""

from __future__ import annotations

import ast
import copy
from collections.abc import Iterator

from rnn_course.edits.arithmetic import Found
from rnn_course.edits.kinds import Kind
from rnn_course.edits.reading import names_in

COMPREHENSIONS = (ast.ListComp, ast.SetComp, ast.DictComp, ast.GeneratorExp)


def edits(node: ast.AST) -> Iterator[Found]:
    """What may stand in the place of `node`: the kind, the names it is about, the other node."""
    if isinstance(node, ast.IfExp):
        yield Kind.BRANCH_IGNORED, names_in(node.test), node.body
        yield Kind.BRANCH_IGNORED, names_in(node.test), node.orelse
    elif isinstance(node, COMPREHENSIONS):
        for place, loop in enumerate(node.generators):
            for kind, about, other in _of_loops(loop):
                changed = copy.copy(node)
                changed.generators = list(node.generators)
                changed.generators[place] = other
                yield kind, about, changed


def _of_loops(loop: ast.comprehension) -> Iterator[tuple[Kind, tuple[str, ...], ast.comprehension]]:
    for place, test in enumerate(loop.ifs):
        rest = [other for i, other in enumerate(loop.ifs) if i != place]
        yield (
            Kind.BRANCH_IGNORED,
            names_in(test),
            ast.comprehension(loop.target, loop.iter, rest, loop.is_async),
        )
    listed = ast.Call(ast.Name("list", ast.Load()), [loop.iter], [])
    for kind, lower, upper, step in (
        (Kind.LOOP_TURNED, None, None, -1),
        (Kind.LOOP_SHORT, 1, None, None),
        (Kind.LOOP_SHORT, None, -1, None),
        (Kind.LOOP_ONCE, None, 1, None),
    ):
        bounds = [None if bound is None else ast.Constant(bound) for bound in (lower, upper, step)]
        over = ast.Subscript(listed, ast.Slice(*bounds), ast.Load())
        yield (
            kind,
            names_in(loop.target),
            ast.comprehension(loop.target, over, loop.ifs, loop.is_async),
        )
