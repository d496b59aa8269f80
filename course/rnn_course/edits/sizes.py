"""Edits that type a size in: the number that it has on one input stands where it is asked for."""

from __future__ import annotations

import ast
from collections.abc import Callable, Collection, Iterator, Mapping

from rnn_course.edits.arithmetic import Found
from rnn_course.edits.kinds import Kind
from rnn_course.edits.reading import called, names_in

Sizes = Mapping[str, Collection[tuple[int, ...]]]  # by the text of the expression
SEEN = "_size_seen"


class TypedIn:
    """The edits of one function that type a size in. What the sizes are must be known."""

    def __init__(self, function: ast.FunctionDef, sizes: Sizes):
        self._sizes = sizes
        # x.shape[1] is one size: the shape inside it is none of its own
        self._inside = {
            node.value
            for node in ast.walk(function)
            if isinstance(node, ast.Subscript) and not isinstance(node.slice, ast.Slice)
        }

    def edits(self, node: ast.AST) -> Iterator[Found]:
        """What may stand in the place of `node`: the kind, the names it is about, the other node."""
        if not asks_for_size(node) or node in self._inside:
            return
        for known in self._sizes.get(ast.unparse(node), ()):
            about = names_in(node)
            if not isinstance(node, ast.Attribute) or node.attr != "shape":
                yield Kind.SIZE_TYPED_IN, about, ast.Constant(known[0])
                continue
            for axis, size in enumerate(known):
                asked = [
                    ast.Subscript(node, ast.Constant(other), ast.Load())
                    for other in range(len(known))
                ]
                asked[axis] = ast.Constant(size)
                yield Kind.SIZE_TYPED_IN, about, ast.Tuple(asked, ast.Load())


def asks_for_size(node: ast.AST) -> bool:
    """Whether an expression is ``x.shape``, ``x.shape[1]``, ``x.size`` or ``len(x)``."""
    if isinstance(node, ast.Subscript):
        return isinstance(node.value, ast.Attribute) and node.value.attr == "shape"
    if isinstance(node, ast.Attribute):
        return node.attr in ("shape", "size")
    return called(node) == "len" and isinstance(getattr(node, "func", None), ast.Name)


def sizes_of(source: str, run: Callable[[str, dict], None]) -> dict[str, set[tuple[int, ...]]]:
    """What each size that a function asks for is, by the text of the expression.

    Args:
        source: The function.
        run: Defines the function from the source it is given, with the names in the dictionary
            added to its globals, and calls it on some inputs. It may stop with any exception.
    """
    found: dict[str, set[tuple[int, ...]]] = {}

    def seen(text: str, value):
        whole = value if isinstance(value, tuple) else (value,)
        if whole and all(type(size) is int for size in whole):
            found.setdefault(text, set()).add(whole)
        return value

    run(ast.unparse(ast.fix_missing_locations(_Seeing().visit(ast.parse(source)))), {SEEN: seen})
    return found


class _Seeing(ast.NodeTransformer):
    """Puts each expression that asks for a size into a call that writes its value down."""

    def generic_visit(self, node: ast.AST) -> ast.AST:
        text = ast.unparse(node) if isinstance(node, ast.expr) and asks_for_size(node) else ""
        if not text:
            return super().generic_visit(node)
        # of x.shape[1] the size is looked at, not the whole shape as well
        inner = node.value if isinstance(node, ast.Subscript) else node
        super().generic_visit(inner)
        return ast.Call(ast.Name(SEEN, ast.Load()), [ast.Constant(text), node], [])
