"""The course's notebooks, cut to what an attack needs: the imports and the exercises' cells."""

from __future__ import annotations

import copy
from functools import cache

import nbformat
from nbformat import NotebookNode

from autograder import house
from autograder.build import chapter as sources
from autograder.exercises import all_exercises
from autograder.grade.sample import as_cell

# One exercise per chapter, and a mistake that is recognised and costs all of its points.
MISTAKES = {
    "00_start_here": ("column_sums", "rows_added"),
    "01_notation": ("stack_inputs", "side_by_side"),
    "02_forward": ("softmax", "sum_over_rows"),
    "03_backprop": ("clip_by_value", "shortened_as_a_whole"),
    "04_language_model": ("shift_targets", "not_shifted"),
    "05_gru": ("to_torch_gru", "sign_forgotten"),
    "06_lstm": ("coupled_gates", "not_turned_round"),
    "07_bidirectional": ("causality_test", "both_changed"),
    "08_deep": ("dropout_mask", "rate_is_what_is_kept"),
}


@cache
def released(chapter: str) -> NotebookNode:
    """What the learner was given. Not to be changed: copy it."""
    path = house.COURSE / chapter / f"{chapter}.ipynb"
    return _cut(nbformat.read(path, as_version=4))


@cache
def solved(chapter: str) -> NotebookNode:
    """With every answer right. Not to be changed: copy it."""
    return _cut(copy.deepcopy(sources.read(house.SOLUTIONS / f"{chapter}.py").notebook))


def half(chapter: str) -> tuple[NotebookNode, float]:
    """The first half of the exercises solved, and the points of these."""
    names = exercises(chapter)
    names = names[: (len(names) + 1) // 2]
    node = copy.deepcopy(released(chapter))
    for name in names:
        code_cell(node, name).source = code_cell(solved(chapter), name).source
    return node, sum(all_exercises()[name].points for name in names)


def mistaken(chapter: str) -> tuple[NotebookNode, str]:
    """All solved but for one recognised mistake, and the exercise that it is in."""
    name, mistake = MISTAKES[chapter]
    exercise = all_exercises()[name]
    known = {m.name: m for m in exercise.misconceptions}
    node = copy.deepcopy(solved(chapter))
    code_cell(node, name).source = as_cell(exercise, known[mistake])
    return node, name


def lost(exercise: str) -> float:
    """What the mistake in `mistaken` costs."""
    return all_exercises()[exercise].points


def maximum(chapter: str) -> float:
    return sum(all_exercises()[name].points for name in exercises(chapter))


def exercises(chapter: str) -> list[str]:
    """In the order of the notebook: a later one may call an earlier one."""
    return sources.read(house.SOLUTIONS / f"{chapter}.py").exercises


def code_cell(node: NotebookNode, exercise: str) -> NotebookNode:
    """The cell with the answer to an exercise."""
    return by_id(node, f"{exercise}_code")


def by_id(node: NotebookNode, grade_id: str) -> NotebookNode:
    return next(c for c in node.cells if c.metadata.get("nbgrader", {}).get("grade_id") == grade_id)


def graded(node: NotebookNode) -> list[NotebookNode]:
    """The cells that belong to an exercise."""
    return [c for c in node.cells if "nbgrader" in c.metadata]


def _cut(node: NotebookNode) -> NotebookNode:
    imports = next(c for c in node.cells if c.cell_type == "code")
    node.cells = [imports, *graded(node)]
    return node
