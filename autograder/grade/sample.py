"""A sample class, made on the spot from a chapter: what `grade` shows to a new user.

The solution, the untouched stub, one student per misconception, one file that is no notebook.
"""

from __future__ import annotations

import ast
import copy
import inspect
from pathlib import Path

import nbformat
from nbformat import NotebookNode

from autograder.build.chapter import Chapter
from autograder.build.release import render
from autograder.exercises import all_exercises
from autograder.exercises.mutation import edited_source, source_of
from autograder.exercises.specification import Exercise, Misconception
from rnn_ref.cells.cell import Cell

# The reference checks its arguments; a student's function does not.
UNCHECKED = """\
def {name}(*values, **named):
    return values[1] if len(values) > 1 else None
"""


def make_class(chapter: Chapter, place: Path) -> dict[str, tuple[str, str]]:
    """Write the sample class in nbgrader's layout. Returns student → (exercise, misconception)."""
    stub = nbformat.reads(render(chapter)[f"{chapter.name}.ipynb"], as_version=4)
    _write(place, "solution", chapter.name, nbformat.writes(chapter.notebook))
    _write(place, "untouched", chapter.name, nbformat.writes(stub))
    _write(place, "no-notebook", chapter.name, "This file is a letter, not a notebook.\n")
    wrong = {}
    for name in chapter.exercises:
        exercise = all_exercises()[name]
        for misconception in filter(can_be_a_cell, exercise.misconceptions):
            student = f"{name}-{misconception.name}"
            notebook = with_mistake(chapter.notebook, exercise, misconception)
            _write(place, student, chapter.name, nbformat.writes(notebook))
            wrong[student] = (name, misconception.name)
    return wrong


def with_mistake(
    solution: NotebookNode, exercise: Exercise, misconception: Misconception
) -> NotebookNode:
    """The solved notebook with one exercise's function replaced by the misconception."""
    notebook = copy.deepcopy(solution)
    for cell in notebook.cells:
        if cell.metadata.get("nbgrader", {}).get("grade_id") == f"{exercise.name}_code":
            cell.source = as_cell(exercise, misconception)
    return notebook


def can_be_a_cell(misconception: Misconception) -> bool:
    """Whether it can be written alone: a whole function with arguments may need its surroundings."""
    instead = misconception.instead
    return instead is None or not inspect.signature(instead).parameters


def as_cell(exercise: Exercise, misconception: Misconception) -> str:
    """A misconception as a student's cell: NumPy alone, nothing of `rnn_ref`."""
    if misconception.instead is not None:
        return f"def {exercise.name}():\n    return {misconception.instead()!r}\n"
    target = misconception.within or exercise.reference
    edited = edited_source(target, misconception.replace, misconception.by)
    sources, homes = [edited], [inspect.getmodule(target)]
    if target is not exercise.reference:
        sources.append(source_of(exercise.reference))
        homes.append(inspect.getmodule(exercise.reference))
    given = {target.__name__, exercise.reference.__name__, *exercise.uses}
    helpers: list[str] = ["def array_namespace(*arrays):\n    return np\n"]
    waiting = list(zip(sources, homes, strict=True))
    given.add("array_namespace")
    while waiting:
        source, module = waiting.pop()
        for name in sorted(_names(source) & set(vars(module)) - given):
            given.add(name)
            value = getattr(module, name)
            if isinstance(value, float):  # inf and nan are no Python expressions
                helpers.append(f"{name} = float('{value}')\n")
            elif inspect.ismodule(value):
                helpers.append(f"import {value.__name__} as {name}\n")
            elif inspect.isfunction(value) and _is_a_check(value):
                helpers.append(UNCHECKED.format(name=name))
            elif inspect.isclass(value) or _of_a_library(value):
                helpers.append(f"from {value.__module__} import {value.__name__} as {name}\n")
            elif isinstance(value, Cell):  # what the checks, which are left out, look at
                helpers.append(f"{name} = None\n")
            elif not inspect.isfunction(value):
                helpers.append(f"{name} = {value!r}\n")
            else:
                helpers.append(source_of(value))
                waiting.append((helpers[-1], inspect.getmodule(value)))
    if exercise.reference.__name__ != exercise.name:
        sources.append(
            f"def {exercise.name}(*values):\n    return {exercise.reference.__name__}(*values)\n"
        )
    return "\n\n".join(["import numpy as np\n", *helpers, *sources])


def _is_a_check(function) -> bool:
    """Whether it looks at arguments, which a student's cell does not."""
    module = function.__module__
    checks = module.startswith("rnn_ref") and function.__name__.startswith("check_")
    return checks or module.startswith("rnn_ref.arguments") or "array_api" in module


def _of_a_library(value) -> bool:
    """Whether a class or function comes from Python or a library, and is imported as it is."""
    module = getattr(value, "__module__", None)
    return callable(value) and module and module.split(".")[0] not in ("rnn_ref", "autograder")


def _names(source: str) -> set[str]:
    return {node.id for node in ast.walk(ast.parse(source)) if isinstance(node, ast.Name)}


def _write(place: Path, student: str, assignment: str, text: str) -> None:
    path = place / student / assignment / f"{assignment}.ipynb"
    path.parent.mkdir(parents=True, exist_ok=True)
    path.write_text(text, encoding="utf-8")
