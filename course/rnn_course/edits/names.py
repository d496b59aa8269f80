"""Edits of names: one name for another, two exchanged, another key, an argument that is not used."""

from __future__ import annotations

import ast
import copy
from collections.abc import Iterator
from itertools import combinations

from rnn_course.edits.arithmetic import Found
from rnn_course.edits.kinds import Kind
from rnn_course.edits.reading import MODULES, called, checks_arguments, names_in


class Names:
    """The edits of names in one function: which other names there are, they know beforehand."""

    def __init__(self, function: ast.FunctionDef):
        own = {argument.arg for argument in function.args.args}
        own |= {
            n.id
            for n in _parts_of_the_answer(function)
            if isinstance(n, ast.Name) and _is_stored(n)
        }
        self.own = tuple(sorted(own - MODULES))
        self._alike = _second_names(function)
        self.arguments = tuple(argument.arg for argument in function.args.args)
        self.keys = tuple(
            sorted(
                {
                    n.slice.value
                    for n in ast.walk(function)
                    if isinstance(n, ast.Subscript)
                    and isinstance(n.slice, ast.Constant)
                    and isinstance(n.slice.value, str)
                }
            )
        )

        self.texts = tuple(sorted(_texts(function) - {*self.keys}))

    def edits(self, node: ast.AST) -> Iterator[Found]:
        """What may stand in the place of `node`: the kind, the names it is about, the other node."""
        if isinstance(node, ast.Name) and isinstance(node.ctx, ast.Load) and node.id in self.own:
            for other in self.own:
                if self._alike.get(other, other) != self._alike.get(node.id, node.id):
                    yield Kind.NAME_EXCHANGED, (node.id, other), ast.Name(other, ast.Load())
        elif isinstance(node, ast.Subscript) and isinstance(node.slice, ast.Constant):
            if isinstance(node.slice.value, str):
                for other in self.keys:
                    if other != node.slice.value:
                        yield (
                            Kind.OTHER_KEY,
                            (node.slice.value, other),
                            ast.Subscript(node.value, ast.Constant(other), node.ctx),
                        )
        elif isinstance(node, ast.Constant) and node.value in self.texts:
            for other in self.texts:
                if other != node.value:
                    yield Kind.OTHER_CONSTANT, (), ast.Constant(other)
        elif isinstance(node, ast.Dict):
            yield from _of_dictionaries(node)
        elif isinstance(node, (ast.Tuple, ast.List)) and isinstance(node.ctx, ast.Load):
            for one, two in combinations(range(len(node.elts)), 2):
                swapped = copy.copy(node)
                swapped.elts = list(node.elts)
                swapped.elts[one], swapped.elts[two] = node.elts[two], node.elts[one]
                names = (*names_in(node.elts[one])[:1], *names_in(node.elts[two])[:1])
                yield Kind.NAMES_EXCHANGED, names, swapped
        elif isinstance(node, ast.Call) and len(node.args) > 1 and called(node) not in ("range",):
            for one, two in combinations(range(len(node.args)), 2):
                swapped = ast.Call(node.func, list(node.args), node.keywords)
                swapped.args[one], swapped.args[two] = node.args[two], node.args[one]
                names = (*names_in(node.args[one])[:1], *names_in(node.args[two])[:1])
                yield Kind.NAMES_EXCHANGED, names, swapped


def _parts_of_the_answer(function: ast.FunctionDef) -> Iterator[ast.AST]:
    """All that stands in a function, but for the lines that only look whether its arguments are fit."""
    waiting: list[ast.AST] = [*function.body]
    while waiting:
        node = waiting.pop()
        if isinstance(node, ast.stmt) and checks_arguments(node):
            continue
        yield node
        waiting += ast.iter_child_nodes(node)


def _second_names(function: ast.FunctionDef) -> dict[str, str]:
    """Names that are only other names, such as p of ``p = parameters``, and what they stand for.

    Neither of the two is given another value anywhere, so that exchanging them changes nothing.
    """
    stored = [n.id for n in ast.walk(function) if isinstance(n, ast.Name) and _is_stored(n)]
    arguments = {argument.arg for argument in function.args.args}
    found = {}
    for node in function.body:
        if not isinstance(node, ast.Assign) or len(node.targets) != 1:
            continue
        targets, values = node.targets, [node.value]
        if isinstance(targets[0], ast.Tuple) and isinstance(node.value, ast.Tuple):
            targets, values = targets[0].elts, node.value.elts
        for target, value in zip(targets, values, strict=False):
            if (
                isinstance(target, ast.Name)
                and isinstance(value, ast.Name)
                and value.id in arguments
                and target.id not in arguments
                and stored.count(target.id) == 1
                and stored.count(value.id) == 0
            ):
                found[target.id] = value.id
    return found


def _texts(function: ast.FunctionDef) -> set[str]:
    """The words that a function knows, such as ``"<EOS>"``: no sentences, and no keys of a table."""
    keys = {key for n in ast.walk(function) if isinstance(n, ast.Dict) for key in n.keys}
    return {
        n.value
        for n in ast.walk(function)
        if isinstance(n, ast.Constant)
        and isinstance(n.value, str)
        and n not in keys
        and not any(blank in n.value for blank in " [].")
    }


def not_used(function: ast.FunctionDef) -> Iterator[tuple[str, ast.stmt]]:
    """Each argument with a line that takes from the function what it was handed.

    Its default stands in its place, or else zeros of its shape. (Where an argument is no number and
    no array, Python stops on 0 times it, which no check takes for an answer.)
    """
    arguments = function.args.args
    defaults = [None] * (len(arguments) - len(function.args.defaults)) + function.args.defaults
    for argument, default in zip(arguments, defaults, strict=True):
        name = argument.arg
        nothing = ast.BinOp(ast.Constant(0), ast.Mult(), ast.Name(name, ast.Load()))
        yield name, ast.Assign([ast.Name(name, ast.Store())], default or nothing)


def _of_dictionaries(node: ast.Dict) -> Iterator[Found]:
    places = [i for i, key in enumerate(node.keys) if isinstance(key, ast.Constant)]
    for one, two in combinations(places, 2):
        values = list(node.values)
        values[one], values[two] = values[two], values[one]
        names = (str(node.keys[one].value), str(node.keys[two].value))
        yield Kind.NAMES_EXCHANGED, names, ast.Dict(node.keys, values)
    for place in range(len(node.keys)):
        keys = [k for i, k in enumerate(node.keys) if i != place]
        values = [v for i, v in enumerate(node.values) if i != place]
        key = node.keys[place]
        name = (str(key.value),) if isinstance(key, ast.Constant) else names_in(node.values[place])
        yield Kind.NOT_USED, name, ast.Dict(keys, values)


def _is_stored(name: ast.Name) -> bool:
    return isinstance(name.ctx, ast.Store)
