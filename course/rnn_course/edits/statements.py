"""Edits of whole lines: what is carried, added up, looped over and chosen."""

from __future__ import annotations

import ast
import copy
from collections.abc import Iterator, Sequence
from itertools import combinations

from rnn_course.edits.kinds import Kind
from rnn_course.edits.reading import called, names_in, target_of

FoundLine = tuple[Kind, tuple[str, ...], list[ast.stmt]]


def edits(
    statement: ast.stmt, in_loop: bool, after: Sequence[ast.stmt] = ()
) -> Iterator[FoundLine]:
    """What may stand in the place of a line: the kind, the names it is about, the other lines.

    Args:
        statement: The line, with all that belongs to it.
        in_loop: Whether it stands in a loop.
        after: The lines that follow it in its block.
    """
    if isinstance(statement, ast.Assign):
        yield from _of_assignments(statement, in_loop)
    elif isinstance(statement, ast.AugAssign):
        plain = ast.Assign([statement.target], statement.value)
        yield Kind.NOT_ADDED_UP, names_in(statement.target), [plain]
        yield Kind.NOT_USED, names_in(statement.value), [ast.Pass()]
    elif isinstance(statement, ast.For):
        yield from _of_loops(statement)
        yield from _returns(statement, after)
    elif isinstance(statement, ast.While):
        once = ast.While(statement.test, [*statement.body, ast.Break()], [])
        yield Kind.LOOP_ONCE, names_in(statement.test), [once]
        yield from _returns(statement, after)
    elif isinstance(statement, ast.Return) and isinstance(statement.value, ast.Tuple):
        elements = statement.value.elts
        for one, two in combinations(range(len(elements)), 2):
            order = list(elements)
            order[one], order[two] = order[two], order[one]
            names = (*names_in(elements[one])[:1], *names_in(elements[two])[:1])
            returned = ast.Return(ast.Tuple(order, ast.Load()))
            yield Kind.RETURNED_IN_ANOTHER_ORDER, names, [returned]
    elif isinstance(statement, ast.If) and not only_raises(statement):
        yield Kind.BRANCH_IGNORED, names_in(statement.test), statement.orelse or [ast.Pass()]
        yield Kind.BRANCH_IGNORED, names_in(statement.test), statement.body
    elif isinstance(statement, ast.Expr) and isinstance(statement.value, ast.Call):
        if not called(statement.value).startswith("check"):
            yield Kind.NOT_USED, names_in(statement.value), [ast.Pass()]
    elif isinstance(statement, (ast.Break, ast.Continue)):
        yield Kind.BRANCH_IGNORED, (), [ast.Pass()]


def _of_assignments(statement: ast.Assign, in_loop: bool) -> Iterator[FoundLine]:
    target = statement.targets[0]
    if in_loop and isinstance(target, ast.Name):
        kind = Kind.NOT_CARRIED if isinstance(statement.value, ast.Name) else Kind.NOT_USED
        yield kind, (target_of(statement),), [ast.Pass()]
        yield (
            Kind.ADDED_UP,
            (target_of(statement),),
            [ast.AugAssign(_stored(target), ast.Add(), statement.value)],
        )
    if isinstance(target, ast.Tuple) and len(target.elts) == 2 and not _same_twice(statement.value):
        turned = ast.Tuple(list(reversed(target.elts)), ast.Store())
        yield Kind.NAMES_EXCHANGED, names_in(target), [ast.Assign([turned], statement.value)]
    if (
        in_loop
        and isinstance(target, ast.Tuple)
        and isinstance(statement.value, (ast.Call, ast.Tuple))
    ):
        for place, element in enumerate(target.elts):
            if isinstance(element, ast.Name):
                others = list(target.elts)
                others[place] = ast.Name("_", ast.Store())
                lost = ast.Assign([ast.Tuple(others, ast.Store())], statement.value)
                yield Kind.NOT_CARRIED, (element.id,), [lost]
    if _adds_to_itself(statement):
        yield (
            Kind.NOT_ADDED_UP,
            names_in(target),
            [ast.Assign(statement.targets, statement.value.right)],
        )


def _same_twice(value: ast.expr) -> bool:
    """Whether both of two names get the same, as in ``a, c = [], []``."""
    return isinstance(value, ast.Tuple) and len({*map(ast.unparse, value.elts)}) == 1


def _adds_to_itself(statement: ast.Assign) -> bool:
    """Whether a line adds to what it has so far: ``total = total + one``."""
    value = statement.value
    if not isinstance(value, ast.BinOp) or not isinstance(value.op, ast.Add):
        return False
    return bool({*names_in(statement.targets[0])} & {*names_in(value.left)})


def _of_loops(statement: ast.For) -> Iterator[FoundLine]:
    over = names_in(statement.target)
    turned = copy.copy(statement)
    turned.iter = ast.Call(
        ast.Name("reversed", ast.Load()),
        [ast.Call(ast.Name("list", ast.Load()), [statement.iter], [])],
        [],
    )
    yield Kind.LOOP_TURNED, over, [turned]
    for kind, lower, upper in (
        (Kind.LOOP_SHORT, 1, None),
        (Kind.LOOP_SHORT, None, -1),
        (Kind.LOOP_ONCE, None, 1),
    ):
        short = copy.copy(statement)
        short.iter = ast.Subscript(
            ast.Call(ast.Name("list", ast.Load()), [statement.iter], []),
            ast.Slice(
                ast.Constant(lower) if lower is not None else None,
                ast.Constant(upper) if upper is not None else None,
                None,
            ),
            ast.Load(),
        )
        yield kind, over, [short]
    yield Kind.LOOP_ONCE, over, [ast.Pass()]


def _returns(statement: ast.For | ast.While, after: Sequence[ast.stmt]) -> Iterator[FoundLine]:
    """The function's return, indented into the loop before it."""
    if after and isinstance(after[-1], ast.Return):
        early = copy.copy(statement)
        early.body = [*statement.body, after[-1]]
        yield Kind.RETURNED_IN_LOOP, (), [early]


def only_raises(statement: ast.If) -> bool:
    """Whether a branch only refuses bad input, which no exercise asks of a learner."""
    return all(isinstance(line, ast.Raise) for line in statement.body)


def _stored(name: ast.Name) -> ast.Name:
    return ast.Name(name.id, ast.Store())
