"""What the code of a wrong answer shows, where its numbers say nothing.

A fact is plain to see in the source, and no right answer of the course shows it.
"""

from __future__ import annotations

import ast
from collections.abc import Iterator

OWN_CHANCE = ("np.random.", "numpy.random.", "random.")


def code_fact(tree: ast.FunctionDef) -> tuple[int, str] | None:
    """The line, counted from 1 at ``def``, and the sentence; None where nothing is to be said."""
    first = tree.lineno
    found = [*_global_chance(tree), *_returned_at_once(tree), *_not_read(tree)]
    return (found[0][0] - first + 1, found[0][1]) if found else None


def _global_chance(tree: ast.FunctionDef) -> Iterator[tuple[int, str]]:
    """A module's chance, where a generator was handed over."""
    given = {argument.arg for argument in tree.args.args} & {"rng", "chooser"}
    for node in ast.walk(tree):
        if given and isinstance(node, ast.Call) and ast.unparse(node.func).startswith(OWN_CHANCE):
            said = f"This line draws by a chance of its own. {sorted(given)[0]} is to draw."
            yield node.lineno, said


def _returned_at_once(tree: ast.FunctionDef) -> Iterator[tuple[int, str]]:
    """A return that ends a loop on its first step."""
    for node in ast.walk(tree):
        goes_on = any(isinstance(inner, ast.Continue) for inner in ast.walk(node))
        if isinstance(node, (ast.For, ast.While)) and not goes_on:
            for statement in node.body:
                if isinstance(statement, ast.Return):
                    said = "This line stands inside the loop, and ends it on its first step."
                    yield statement.lineno, said


def _not_read(tree: ast.FunctionDef) -> Iterator[tuple[int, str]]:
    """An argument that nothing reads."""
    read = {node.id for node in ast.walk(tree) if isinstance(node, ast.Name) and _is_read(node)}
    for argument in tree.args.args:
        if argument.arg not in read:
            yield tree.lineno, f"Nothing in the function reads {argument.arg}."


def _is_read(node: ast.Name) -> bool:
    return isinstance(node.ctx, ast.Load)
