"""Edits of arithmetic: a term, a factor, a sign, an operator, a constant."""

from __future__ import annotations

import ast
from collections.abc import Iterator

from rnn_course.edits.kinds import Kind
from rnn_course.edits.reading import names_in

Found = tuple[Kind, tuple[str, ...], ast.AST]
SUMS, PRODUCTS = (ast.Add, ast.Sub), (ast.Mult, ast.Div, ast.MatMult)


def edits(node: ast.AST) -> Iterator[Found]:
    """What may stand in the place of `node`: the kind, the names it is about, the other node."""
    if isinstance(node, ast.BinOp):
        yield from _of_two(node)
    elif isinstance(node, ast.UnaryOp) and isinstance(node.op, (ast.USub, ast.Invert, ast.Not)):
        yield Kind.SIGN_TURNED, names_in(node.operand), node.operand
    elif isinstance(node, ast.Compare) and len(node.ops) == 1:
        for op in _other_comparisons(node.ops[0]):
            yield (
                Kind.OTHER_COMPARISON,
                names_in(node),
                ast.Compare(node.left, [op], node.comparators),
            )
    elif isinstance(node, ast.BoolOp):
        for value in node.values:
            rest = [other for other in node.values if other is not value]
            yield (
                Kind.BRANCH_IGNORED,
                names_in(value),
                rest[0] if len(rest) == 1 else ast.BoolOp(node.op, rest),
            )
    elif isinstance(node, ast.Constant) and type(node.value) in (int, float):
        for value in sorted({node.value + 1, node.value - 1, 0, 1} - {node.value}):
            yield Kind.OTHER_CONSTANT, (), ast.Constant(value)
    elif isinstance(node, ast.Constant) and type(node.value) is bool:
        yield Kind.OTHER_CONSTANT, (), ast.Constant(not node.value)


def _of_two(node: ast.BinOp) -> Iterator[Found]:
    left, right, op = node.left, node.right, node.op
    if isinstance(op, SUMS):
        minus = ast.UnaryOp(ast.USub(), right) if isinstance(op, ast.Sub) else right
        yield Kind.TERM_LEFT_OUT, names_in(right), left
        yield Kind.TERM_LEFT_OUT, names_in(left), minus
        other = ast.Sub() if isinstance(op, ast.Add) else ast.Add()
        yield Kind.SIGN_TURNED, names_in(right), ast.BinOp(left, other, right)
        if isinstance(op, ast.Sub):
            yield Kind.SIGN_TURNED, names_in(left), ast.BinOp(right, ast.Sub(), left)
        yield Kind.OTHER_OPERATOR, names_in(node), ast.BinOp(left, ast.Mult(), right)
    if isinstance(op, PRODUCTS):
        slope = Kind.SLOPE_LEFT_OUT if _is_slope(right) else Kind.FACTOR_LEFT_OUT
        yield slope, names_in(right), left
        if not isinstance(op, ast.Div):
            yield Kind.FACTOR_LEFT_OUT, names_in(left), right
    if isinstance(op, ast.Mult):
        yield Kind.OTHER_OPERATOR, names_in(node), ast.BinOp(left, ast.Add(), right)
        yield Kind.OTHER_OPERATOR, names_in(node), ast.BinOp(left, ast.Div(), right)
        for inner, outer, first in ((right, left, False), (left, right, True)):
            if isinstance(inner, ast.BinOp) and isinstance(
                inner.op, SUMS
            ):  # a · (b + c) → a · b + c
                product = (
                    ast.BinOp(ast.BinOp(outer, ast.Mult(), inner.left), inner.op, inner.right)
                    if not first
                    else ast.BinOp(inner.left, inner.op, ast.BinOp(inner.right, ast.Mult(), outer))
                )
                yield Kind.BRACKETS_LEFT_OUT, names_in(inner), product
    if isinstance(op, ast.Div):
        yield Kind.OTHER_OPERATOR, names_in(node), ast.BinOp(left, ast.Mult(), right)
        yield Kind.OTHER_OPERATOR, names_in(node), ast.BinOp(right, ast.Div(), left)
        if isinstance(right, ast.BinOp) and isinstance(right.op, SUMS):  # a / (b + c) → a / b + c
            yield (
                Kind.BRACKETS_LEFT_OUT,
                names_in(right),
                ast.BinOp(ast.BinOp(left, op, right.left), right.op, right.right),
            )
    if isinstance(op, ast.MatMult):
        yield Kind.OTHER_OPERATOR, names_in(node), ast.BinOp(left, ast.Mult(), right)
        yield Kind.NAMES_EXCHANGED, names_in(node), ast.BinOp(right, op, left)
    if isinstance(op, ast.Pow):
        yield Kind.OTHER_OPERATOR, names_in(left), left
        yield Kind.OTHER_OPERATOR, names_in(left), ast.BinOp(ast.Constant(2), ast.Mult(), left)
    if isinstance(op, (ast.FloorDiv, ast.Mod)):
        for other in (ast.Div(), ast.Mod(), ast.FloorDiv()):
            if not isinstance(other, type(op)):
                yield Kind.OTHER_OPERATOR, names_in(node), ast.BinOp(left, other, right)


def _is_slope(node: ast.AST) -> bool:
    """Whether a factor reads like a slope: 1 − a², Γ (1 − Γ)."""
    return (
        isinstance(node, ast.BinOp)
        and isinstance(node.op, ast.Sub)
        and isinstance(node.left, ast.Constant)
        and node.left.value == 1
    )


def _other_comparisons(op: ast.cmpop) -> list[ast.cmpop]:
    order = [ast.Lt, ast.LtE, ast.Gt, ast.GtE]
    if type(op) in order:
        return [other() for other in (*order, ast.Eq, ast.NotEq) if other is not type(op)]
    pairs = {
        ast.Eq: ast.NotEq,
        ast.NotEq: ast.Eq,
        ast.Is: ast.IsNot,
        ast.IsNot: ast.Is,
        ast.In: ast.NotIn,
        ast.NotIn: ast.In,
    }
    return [pairs[type(op)]()]
