"""A chapter's source as the tests of this folder read and run it."""

from __future__ import annotations

import ast
import re
from collections.abc import Callable

SOLUTION = re.compile(r"    ### BEGIN SOLUTION\n(.*?)    ### END SOLUTION\n?", re.DOTALL)


def prose_of(cells) -> str:
    """All markdown as one line of text, so that a line break does not hide a number."""
    text = " ".join(cell.source for cell in cells if cell.cell_type == "markdown")
    return " ".join(text.split())


def exercises_of(cells) -> list[str]:
    """The names of the exercises, in order."""
    data = [cell.metadata.get("nbgrader", {}) for cell in cells]
    return [d["grade_id"] for d in data if d.get("grade")]


def without_solution(source: str) -> str:
    """A cell as the learner finds it."""
    return SOLUTION.sub("    raise NotImplementedError()\n", source)


def run(cells, check: Callable, change: Callable[[str], str] = lambda source: source) -> dict:
    """Run the notebook's code from top to bottom with another `check`; returns its namespace."""
    namespace = {"__name__": "__main__"}
    for cell in cells:
        if cell.cell_type == "code":
            try:
                exec(change(cell.source), namespace)
            except Exception as error:
                raise AssertionError(f"this cell failed:\n{cell.source}") from error
            if "rnn_course import check" in cell.source:
                namespace["check"] = check
    return namespace


def functions_of(cells) -> dict:
    """The imports and the solution cells, run: the chapter's functions by name."""
    functions: dict = {}
    exec(next(cell.source for cell in cells if cell.cell_type == "code"), functions)
    for cell in cells:
        if cell.metadata.get("nbgrader", {}).get("solution"):
            exec(cell.source, functions)
    return functions


def shown_in(cells) -> list[ast.Call]:
    """Every call of `show`, which puts a figure into the page."""
    return [
        node
        for cell in cells
        if cell.cell_type == "code"
        for node in ast.walk(ast.parse(cell.source))
        if isinstance(node, ast.Call) and getattr(node.func, "id", "") == "show"
    ]
