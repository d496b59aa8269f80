"""All small edits of a function, each as a function of its own."""

from __future__ import annotations

import ast
from collections.abc import Iterator, Sequence
from dataclasses import dataclass

from rnn_course.edits import arithmetic, arrays, inner_loops, statements
from rnn_course.edits.aliases import Aliases
from rnn_course.edits.kinds import Edit, Kind
from rnn_course.edits.names import Names, not_used
from rnn_course.edits.reading import checks_arguments, is_check, target_of
from rnn_course.edits.sizes import Sizes, TypedIn


@dataclass(frozen=True)
class Edited:
    """A function with one small edit in it, as source."""

    edit: Edit
    source: str


def edits_of(source: str, sizes: Sizes | None = None) -> Iterator[Edited]:
    """Every small edit of the one function in `source`. No two have the same source.

    Args:
        source: The function.
        sizes: What the sizes that it asks for are on some input (`sizes.sizes_of`): each is typed
            in where it is asked for. None: none is.
    """
    tree = ast.parse(source)
    seen = {ast.unparse(_without_docstring(tree))}
    for edit, _ in _made(tree, sizes or {}):
        source = ast.unparse(ast.fix_missing_locations(tree))
        if source not in seen:
            seen.add(source)
            yield Edited(edit, source)


def edits_in(tree: ast.Module) -> Iterator[Edit]:
    """Every small edit of the one function in a tree. While one is looked at, the tree has it.

    It costs a tenth of `edits_of`, and the tree can be compiled as it stands.
    """
    _without_docstring(tree)
    seen = set()
    for edit, changed in _made(tree, {}):
        for statement in changed:
            ast.fix_missing_locations(statement)
        said = edit.line, tuple(map(ast.unparse, changed))
        if said not in seen:
            seen.add(said)
            yield edit


def _without_docstring(tree: ast.Module) -> ast.Module:
    function = _function(tree)
    if ast.get_docstring(function) is not None:
        function.body = function.body[1:] or [ast.Pass()]
    return tree


def _function(tree: ast.Module) -> ast.FunctionDef:
    return next(node for node in tree.body if isinstance(node, ast.FunctionDef))


def _made(tree: ast.Module, sizes: Sizes) -> Iterator[tuple[Edit, list[ast.stmt]]]:
    """Each edit, and the statements that have it, while they stand in the tree: few come first."""
    function = _function(tree)
    for argument, other in not_used(function):
        function.body.insert(0, other)
        yield Edit(Kind.NOT_USED, (argument,), "", function.lineno), [_placed(other, function)]
        del function.body[0]
    aliases, names, typed_in = Aliases(function), Names(function), TypedIn(function, sizes)
    makers = arithmetic.edits, arrays.edits, inner_loops.edits, names.edits, typed_in.edits
    lines = [line for line in _lines(function) if not checks_arguments(line[0][line[1]])]
    for block, index, in_loop in lines:
        yield from _of_line(block, index, in_loop, aliases)
    for block, index, _ in lines:
        yield from _of_pieces(block[index], makers)


def _of_line(block: list, index: int, in_loop: bool, aliases: Aliases):
    """Edits of a statement as a whole."""
    statement = block[index]
    target = target_of(statement)
    edits = statements.edits(statement, in_loop, block[index + 1 :])
    for kind, about, others in [*edits, *aliases.edits(statement)]:
        block[index : index + 1] = others
        edit = Edit(kind, about, target, statement.lineno)
        yield edit, [_placed(other, statement) for other in others]
        block[index : index + len(others)] = [statement]


def _of_pieces(statement: ast.stmt, makers: Sequence):
    """Edits of the expressions in a statement."""
    target = target_of(statement)
    for holder, field, place, node in list(_pieces(statement)):
        for maker in makers:
            for kind, about, other in maker(node):
                _put(holder, field, place, other)
                if not _holds_itself(statement):
                    yield Edit(kind, about, target, getattr(node, "lineno", 0)), [statement]
                _put(holder, field, place, node)


def _holds_itself(node: ast.AST) -> bool:
    """Whether a list would be put into itself: what then looks at it has no end."""
    return any(
        isinstance(call, ast.Call)
        and isinstance(call.func, ast.Attribute)
        and isinstance(call.func.value, ast.Name)
        and any(isinstance(a, ast.Name) and a.id == call.func.value.id for a in call.args)
        for call in ast.walk(node)
    )


def _placed(statement: ast.stmt, at: ast.stmt) -> ast.stmt:
    """A new statement, with a place in the source: an edited tree is compiled as it is."""
    return statement if hasattr(statement, "lineno") else ast.copy_location(statement, at)


def _put(holder, field: str, place: int | None, node) -> None:
    if place is None:
        setattr(holder, field, node)
    else:
        getattr(holder, field)[place] = node


def _lines(function: ast.FunctionDef) -> Iterator[tuple[list, int, bool]]:
    """Each line of a function: the block it stands in, its place there, whether in a loop."""
    waiting: list[tuple[list, bool]] = [(function.body, False)]
    while waiting:
        block, in_loop = waiting.pop(0)
        for index, statement in enumerate(block):
            yield block, index, in_loop
            if checks_arguments(statement):
                continue
            for field in ("body", "orelse", "finalbody"):
                inner = getattr(statement, field, None)
                if isinstance(inner, list) and inner and isinstance(inner[0], ast.stmt):
                    loops = isinstance(statement, (ast.For, ast.While))
                    waiting.append((inner, in_loop or loops))


def _pieces(statement: ast.stmt) -> Iterator[tuple[ast.AST, str, int | None, ast.AST]]:
    """Each expression of a line, not of the lines inside it: its holder, field and place there."""
    waiting: list[ast.AST] = [statement]
    while waiting:
        holder = waiting.pop(0)
        for field, value in ast.iter_fields(holder):
            items = value if isinstance(value, list) else [value]
            for place, item in enumerate(items):
                if not isinstance(item, ast.AST) or isinstance(item, ast.stmt) or is_check(item):
                    continue
                if isinstance(item, ast.expr):
                    yield holder, field, place if isinstance(value, list) else None, item
                waiting.append(item)
