"""Edits of what only arrays have: an axis, an index, a slice, a transpose, a sum, an activation."""

from __future__ import annotations

import ast
import copy
from collections.abc import Iterator

from rnn_course.edits.arithmetic import Found
from rnn_course.edits.kinds import Kind
from rnn_course.edits.reading import called, names_in

REDUCTIONS = ("sum", "mean", "max", "min", "prod")
ACTIVATIONS = ("tanh", "sigmoid", "softmax", "relu", "exp", "log", "log2", "sqrt", "abs")
OTHERS = {
    "tanh": ("sigmoid", "relu"),
    "sigmoid": ("tanh", "relu"),
    "softmax": ("sigmoid", "tanh"),
    "relu": ("tanh",),
    "log": ("log2", "log10"),
    "log2": ("log",),
    "argmax": ("argmin", "max"),
    "argmin": ("argmax",),
    "zeros_like": ("ones_like",),
    "zeros": ("ones",),
    "maximum": ("minimum",),
    "minimum": ("maximum",),
    "sorted": ("list",),
    "floor": ("ceil",),
}
COPIES = ("copy", "deepcopy")
TYPES = ("asarray", "array", "list", "dict", "astype")  # which copy, too, what is of that type
ORDERS_OF_AXES = {3: [(0, 1, 2), (0, 2, 1), (1, 0, 2), (1, 2, 0), (2, 0, 1), (2, 1, 0)]}


def edits(node: ast.AST) -> Iterator[Found]:
    """What may stand in the place of `node`: the kind, the names it is about, the other node."""
    if isinstance(node, ast.Call):
        yield from _of_calls(node)
    elif isinstance(node, ast.Subscript) and isinstance(node.ctx, ast.Load):
        yield from _of_indices(node)
    elif isinstance(node, ast.Attribute) and node.attr in ("T", "mT"):
        yield Kind.NOT_TRANSPOSED, names_in(node.value), node.value
    elif isinstance(node, ast.BinOp) and isinstance(node.op, ast.MatMult):
        for side in ("left", "right"):
            factor = getattr(node, side)
            if isinstance(factor, ast.Attribute) and factor.attr == "T":
                continue
            other = copy.copy(node)
            setattr(other, side, ast.Attribute(factor, "T", ast.Load()))
            yield Kind.TRANSPOSED, names_in(factor), other


def _of_calls(node: ast.Call) -> Iterator[Found]:
    name = called(node)
    if name in REDUCTIONS:
        for other in REDUCTIONS[:3]:
            if other != name:
                kind = (
                    Kind.MEAN_FOR_SUM if {name, other} == {"sum", "mean"} else Kind.OTHER_REDUCTION
                )
                yield kind, names_in(node), _renamed(node, other)
    if name in ACTIVATIONS and len(node.args) >= 1:
        yield Kind.ACTIVATION_LEFT_OUT, (name, *names_in(node.args[0])), node.args[0]
    for other in OTHERS.get(name, ()):
        replaced = _in_the_place_of(node, name, other)
        if replaced is not None:
            kind = Kind.OTHER_ACTIVATION if name in ACTIVATIONS else Kind.OTHER_REDUCTION
            yield (
                kind,
                (name, other, *names_in(node.args[0]))[:3] if node.args else (name,),
                replaced,
            )
    if name in COPIES + TYPES:
        inner = node.args[0] if node.args else getattr(node.func, "value", None)
        if inner is not None and not (isinstance(inner, ast.Name) and inner.id in ("xp", "np")):
            kind = Kind.NO_COPY if name in COPIES else Kind.NOT_CONVERTED
            yield kind, names_in(inner), inner
    for keyword in node.keywords:
        if keyword.arg in ("axis", "axes", "dims", "keepdims"):
            yield from _of_axis(node, keyword)
    if name in ("permute_dims", "transpose", "moveaxis", "swapaxes"):
        yield Kind.NOT_TRANSPOSED, names_in(node), node.args[0] if node.args else node
        order = node.args[-1] if node.args else None
        if isinstance(order, ast.Tuple):
            for axes in ORDERS_OF_AXES.get(len(order.elts), ()):
                yield Kind.OTHER_AXIS, names_in(node), _with_last(node, axes)
    if name in ("reversed", "sorted", "flip") and len(node.args) == 1:
        yield Kind.LOOP_TURNED, names_in(node), node.args[0]


def _of_axis(node: ast.Call, keyword: ast.keyword) -> Iterator[Found]:
    rest = [k for k in node.keywords if k is not keyword]
    if keyword.arg == "axis" and called(node) in REDUCTIONS:
        everything = [k for k in rest if k.arg != "keepdims"]
        yield Kind.AXIS_LEFT_OUT, names_in(node), ast.Call(node.func, node.args, everything)
    if isinstance(keyword.value, ast.Constant) and type(keyword.value.value) is int:
        for axis in {0, 1, 2} - {keyword.value.value}:
            changed = [*rest, ast.keyword(keyword.arg, ast.Constant(axis))]
            yield Kind.OTHER_AXIS, names_in(node), ast.Call(node.func, node.args, changed)
    if keyword.arg == "keepdims":
        yield Kind.OTHER_AXIS, names_in(node), ast.Call(node.func, node.args, rest)


def _of_indices(node: ast.Subscript) -> Iterator[Found]:
    parts = node.slice.elts if isinstance(node.slice, ast.Tuple) else [node.slice]
    of_shape = isinstance(node.value, ast.Attribute) and node.value.attr == "shape"
    for place, part in enumerate(parts):
        for kind, other in _other_places(part):
            kind = Kind.OTHER_SIZE if of_shape and kind == Kind.OTHER_INDEX else kind
            changed = [other if i == place else p for i, p in enumerate(parts)]
            index = ast.Tuple(changed, ast.Load()) if len(parts) > 1 else changed[0]
            yield kind, names_in(node), ast.Subscript(node.value, index, ast.Load())
    if len(parts) > 1:
        turned = ast.Tuple(list(reversed(parts)), ast.Load())
        yield Kind.OTHER_INDEX, names_in(node), ast.Subscript(node.value, turned, ast.Load())
    if any(isinstance(part, ast.Slice) for part in parts):
        yield Kind.OTHER_SLICE, names_in(node), node.value


def _other_places(part: ast.expr) -> Iterator[tuple[Kind, ast.expr]]:
    if isinstance(part, ast.Slice):
        for side in ("lower", "upper"):
            bound = getattr(part, side)
            if bound is not None:
                for step in (1, -1):
                    other = copy.copy(part)
                    setattr(other, side, _further(bound, step))
                    yield Kind.OTHER_SLICE, other
                other = copy.copy(part)
                setattr(other, side, None)
                yield Kind.OTHER_SLICE, other
        if part.lower is None and part.upper is not None and part.step is None:
            yield Kind.OTHER_SLICE, ast.Slice(part.upper, None, None)
        if part.lower is not None and part.upper is None and part.step is None:
            yield Kind.OTHER_SLICE, ast.Slice(None, part.lower, None)
        if part.step is not None:
            yield Kind.OTHER_SLICE, ast.Slice(part.lower, part.upper, None)
    elif isinstance(part, (ast.Name, ast.BinOp)) or (
        isinstance(part, (ast.Constant, ast.UnaryOp)) and _is_whole(part)
    ):
        for step in (1, -1):
            yield Kind.OTHER_INDEX, _further(part, step)
        if isinstance(part, (ast.Constant, ast.UnaryOp)):
            yield (
                Kind.OTHER_INDEX,
                ast.Constant(0) if ast.unparse(part) != "0" else ast.Constant(-1),
            )


def _is_whole(node: ast.expr) -> bool:
    try:
        return type(ast.literal_eval(node)) is int
    except ValueError:
        return False


def _further(node: ast.expr, step: int) -> ast.expr:
    if _is_whole(node):
        return ast.Constant(ast.literal_eval(node) + step)
    return ast.BinOp(node, ast.Add() if step > 0 else ast.Sub(), ast.Constant(1))


def _renamed(node: ast.Call, name: str) -> ast.Call:
    function = copy.copy(node.func)
    if isinstance(function, ast.Attribute):
        function.attr = name
    else:
        function.id = name
    return ast.Call(function, node.args, node.keywords)


def _in_the_place_of(node: ast.Call, name: str, other: str) -> ast.expr | None:
    """A call of another function, written out where no module need have it."""
    if other == "relu" and node.args:
        positive = ast.Compare(node.args[0], [ast.Gt()], [ast.Constant(0)])
        return ast.BinOp(node.args[0], ast.Mult(), positive)
    if other == "sigmoid" and name == "tanh":
        return _sigmoid(node)
    if other == "tanh" and isinstance(node.func, ast.Name):
        return _tanh(node)
    return _renamed(node, other)


def _sigmoid(node: ast.Call) -> ast.expr | None:
    """1 / (1 + exp(−z)) in the place of xp.tanh(z)."""
    if not isinstance(node.func, ast.Attribute):
        return None
    power = ast.Call(
        ast.Attribute(node.func.value, "exp", ast.Load()),
        [ast.UnaryOp(ast.USub(), node.args[0])],
        [],
    )
    return ast.BinOp(ast.Constant(1), ast.Div(), ast.BinOp(ast.Constant(1), ast.Add(), power))


def _tanh(node: ast.Call) -> ast.expr:
    """2 σ(2z) − 1, which is tanh, in the place of sigmoid(z): no module need be at hand."""
    doubled = ast.BinOp(ast.Constant(2), ast.Mult(), node.args[0])
    inner = ast.Call(ast.Name("sigmoid", ast.Load()), [doubled], [])
    return ast.BinOp(ast.BinOp(ast.Constant(2), ast.Mult(), inner), ast.Sub(), ast.Constant(1))


def _with_last(node: ast.Call, axes: tuple[int, ...]) -> ast.Call:
    order = ast.Tuple([ast.Constant(axis) for axis in axes], ast.Load())
    return ast.Call(node.func, [*node.args[:-1], order], node.keywords)
