"""Can an exercise have this name? It is the name of a function, of a check and of a cell."""

from __future__ import annotations

import ast
import builtins
import keyword
import re
from pathlib import Path

from autograder.build import BuildError, Problem
from autograder.exercises import SHARED, all_exercises, place_of
from autograder.house import shown
from autograder.new import templates


def refuse_name(name: str, path: Path) -> None:
    """Raise `BuildError` when `name` cannot be the name of a new exercise in the source `path`."""
    problem = _problem(name, path)
    if problem:
        raise BuildError([problem])


def _problem(name: str, path: Path) -> Problem | None:
    if not re.fullmatch(r"[a-z][a-z0-9_]*", name) or keyword.iskeyword(name):
        return Problem(
            f"'{name}'",
            "it is the name of a Python function, and this can be none.",
            "Take small letters, digits and _, such as gate_bias.",
        )
    if hasattr(builtins, name):
        return Problem(
            f"'{name}'",
            "Python has a function of this name, which learners would lose.",
            "Take another.",
        )
    if name.endswith("_quiz"):
        return Problem(
            f"'{name}'",
            "a quiz has another form.",
            "Copy one: its cells, and its room with quiz(…).",
        )
    if name in all_exercises():
        return Problem(
            f"'{name}'",
            f"there is such an exercise ({place_of(name)}).",
            "Names are unique in the course, because a check finds its exercise by it. "
            "Take another.",
        )
    if name in templates.TAKEN | {SHARED}:
        return Problem(
            f"'{name}'", "the room of an exercise needs this name itself.", "Take another."
        )
    if name in _names_in(path):
        return Problem(
            f"'{name}'", f"{shown(path)} has something else of this name.", "Take another."
        )
    return None


def _names_in(path: Path) -> set[str]:
    """All names that the chapter's code gives to something, and the ids of its cells."""
    text = path.read_bytes().decode("utf-8")
    try:
        tree = ast.parse(text)
    except (SyntaxError, ValueError) as error:
        line = f", line {error.lineno}" if getattr(error, "lineno", None) else ""
        raise BuildError(
            [
                Problem(
                    f"{shown(path)}{line}",
                    f"a code cell is no Python ({error}).",
                    "Mend it first. Nothing was changed.",
                )
            ]
        ) from None
    found = set(re.findall(r'"grade_id": "(\w+)"', text))
    for node in ast.walk(tree):
        if isinstance(node, ast.Name) and isinstance(node.ctx, ast.Store):
            found.add(node.id)
        elif isinstance(node, (ast.FunctionDef, ast.ClassDef)):
            found.add(node.name)
        elif isinstance(node, ast.alias):
            found.add((node.asname or node.name).split(".")[0])
    return found
