"""Stop an edited function whose loops do not end, after a count of their turns.

A limit of seconds would cut other edits on a slow or busy machine, and two builds of one source
would differ. Turns are counted the same everywhere.
"""

from __future__ import annotations

import ast
from collections.abc import Callable

from autograder.exercises.mutation import defined

TURN = "__turn__"
LEAST, TIMES = 500, 4  # turns that an edit may take: these, and so many times those of the original


class TooManyTurns(BaseException):
    """A loop that goes on and on. No `except Exception` of an edit's may catch it."""


class Turns:
    """Counts the turns of all loops in a function that is made by `of`."""

    def __init__(self) -> None:
        self.most, self.taken = float("inf"), 0

    def start(self) -> None:
        """Count from 0 again."""
        self.taken = 0

    def limit(self) -> None:
        """What was counted is what the right function takes: allow an edit a few times as many."""
        self.most = LEAST + TIMES * self.taken

    def of(self, function: Callable, source: str) -> Callable:
        """The function from its source, with each turn of its loops counted.

        Raises:
            SyntaxError, ValueError: The source is no Python.
        """
        tree = ast.parse(source)
        for node in ast.walk(tree):
            if isinstance(node, (ast.For, ast.While)):
                node.body.insert(0, ast.parse(f"{TURN}()").body[0])
        return defined(
            function, ast.unparse(ast.fix_missing_locations(tree)), {TURN: self._one_more}
        )

    def _one_more(self) -> None:
        self.taken += 1
        if self.taken > self.most:
            raise TooManyTurns
