"""Read a chapter's source and find everything that is wrong with it.

A source is a notebook as text (jupytext py:percent) with nbgrader's metadata. An exercise in it is
a solution cell ``NAME_code`` and a locked grade cell ``NAME`` that says ``check("NAME")``.
"""

from __future__ import annotations

import difflib
import hashlib
import re
from collections.abc import Sequence
from dataclasses import dataclass
from pathlib import Path

import jupytext
from nbformat import NotebookNode

from autograder import house
from autograder.build.problems import BuildError, Problem
from autograder.build.unwritten import find_unwritten
from autograder.cell_tags import RAISES_EXCEPTION, SKIP_GRADING
from autograder.check_cells import checked_name, exercise_of
from autograder.exercises import all_exercises, files_of, place_of, room_of
from autograder.house import shown

BEGIN, END = "### BEGIN SOLUTION", "### END SOLUTION"
KERNELSPEC = {"display_name": "Python 3 (ipykernel)", "language": "python", "name": "python3"}


@dataclass(frozen=True)
class Chapter:
    """A chapter's source: its name (``02_forward``), its file, and the notebook it describes."""

    name: str
    path: Path
    notebook: NotebookNode

    @property
    def title(self) -> str:
        heading = next(
            line[2:]
            for cell in self.notebook.cells
            if cell.cell_type == "markdown"
            for line in cell.source.splitlines()
            if line.startswith("# ")
        )
        return re.sub(r"^(chapter\s+)?\d+[.:]?\s*(·\s*)?", "", heading.strip(), flags=re.I)

    @property
    def exercises(self) -> list[str]:
        """Names of the exercises in the order in which they stand."""
        names = (exercise_of(cell) for cell in self.notebook.cells)
        return [name for name in names if name]


def sources(folder: Path | None = None, only: Sequence[str] = ()) -> list[Path]:
    """The chapters' sources in order; with `only`, those of these names.

    Raises `BuildError` if there are none, or none of such a name.
    """
    folder = folder or house.SOLUTIONS
    found = sorted(path for path in folder.glob("[0-9]*.py"))
    if not found:
        raise BuildError(
            [
                Problem(
                    shown(folder),
                    "there is no chapter here.",
                    "A chapter's source is a file such as 02_forward.py.",
                )
            ]
        )
    known = {path.stem: path for path in found}
    for name in only:
        if name not in known:
            near = difflib.get_close_matches(name, known, 1) or [", ".join(known)]
            raise BuildError(
                [
                    Problem(
                        shown(folder),
                        f"there is no chapter '{name}' here.",
                        f"Did you mean {near[0]}?",
                    )
                ]
            )
    return [path for path in found if not only or path.stem in only]


def read(path: Path, unfinished: bool = False) -> Chapter:
    """Read one source. Raises `BuildError` with all of its problems.

    Args:
        unfinished: Whether something in it may still be to write.
    """
    try:
        text = path.read_text(encoding="utf-8")
        notebook = jupytext.reads(text, fmt="py:percent")
    except Exception as error:
        raise BuildError(
            [
                Problem(
                    shown(path),
                    f"it cannot be read as a notebook ({error}).",
                    "Open it in JupyterLab with Open With → Notebook.",
                )
            ]
        ) from None
    problems = find_problems(path, text, notebook)
    problems += [] if unfinished else _unwritten(path, text)
    if problems:
        raise BuildError(problems)
    _settle(notebook)
    return Chapter(path.stem, path, notebook)


def find_problems(path: Path, text: str, notebook: NotebookNode) -> list[Problem]:
    """Everything that would make the build wrong or nbgrader stop."""
    problems: list[Problem] = []
    seen: dict[str, int] = {}
    lines = text.splitlines()

    def place(grade_id="", source="") -> str:
        needle = (
            f'"grade_id": "{grade_id}"' if grade_id else (source.strip().splitlines() or [""])[0]
        )
        number = next((i for i, line in enumerate(lines, 1) if needle and needle in line), 0)
        name = f", cell '{grade_id}'" if grade_id else ""
        return shown(path) + (f", line {number}" if number else "") + name

    def complain(where, what, mend):
        problems.append(Problem(where, what, mend))

    for cell in notebook.cells:
        data = cell.metadata.get("nbgrader")
        grade_id = (data or {}).get("grade_id", "")
        where = place(grade_id, cell.source)
        if data is not None and not grade_id:
            complain(
                where,
                "the cell has nbgrader metadata and no grade_id.",
                'Give it one, such as "grade_id": "softmax_code".',
            )
        if grade_id in seen and grade_id:
            complain(
                where,
                f"the grade_id '{grade_id}' is used twice.",
                "Ids are unique in a chapter. Rename one of the two.",
            )
        seen[grade_id] = seen.get(grade_id, 0) + 1
        if cell.cell_type == "code":
            problems += _markers(where, cell, data or {})
            problems += _grade_cell(path.stem, where, cell, data or {})
    problems += _pairs(path, place, notebook, seen)
    return problems


def _unwritten(path: Path, text: str) -> list[Problem]:
    problems = find_unwritten(path, text)
    for specified in files_of(path.stem):
        problems += find_unwritten(specified, specified.read_text(encoding="utf-8"))
    return problems


def _markers(where: str, cell, data: dict) -> list[Problem]:
    marks = [line.strip() for line in cell.source.splitlines() if line.strip() in (BEGIN, END)]
    stray = re.search(r"(BEGIN|END) SOLUTION", cell.source)
    if marks != [BEGIN, END] * (len(marks) // 2) or (stray and not marks):
        return [
            Problem(
                where,
                "its solution markers are not balanced.",
                f"Each '{BEGIN}' needs one '{END}' after it, each on a line of its own.",
            )
        ]
    if marks and not data.get("solution"):
        return [
            Problem(
                where,
                "it holds a solution and is not marked as a solution cell.",
                'Learners would see the solution. Set "solution": true and a grade_id.',
            )
        ]
    if data.get("solution") and not marks:
        return [
            Problem(
                where,
                "the solution cell has no solution markers.",
                f"Put the lines a learner writes between '{BEGIN}' and '{END}'.",
            )
        ]
    return []


def _grade_cell(chapter: str, where: str, cell, data: dict) -> list[Problem]:
    name = checked_name(cell.source)
    if not data.get("grade"):
        if name:
            return [
                Problem(
                    where,
                    f'check("{name}") stands in a cell that is not graded.',
                    "Give the cell nbgrader's grade metadata: grade true, locked true, "
                    f'points, and "grade_id": "{name}".',
                )
            ]
        return []
    points = data.get("points")
    if not isinstance(points, (int, float)) or points <= 0:
        return [
            Problem(where, f"the grade cell is worth {points} points.", "Give it a number above 0.")
        ]
    if not name:
        return []  # a cell with an instructor's own asserts: nbgrader grades it in its way
    exercise = all_exercises().get(name)
    if exercise is None:
        return [
            Problem(
                where,
                f"there is no specification for the exercise '{name}'.",
                f"Write it, {shown(room_of(name, chapter))}, or correct the name.",
            )
        ]
    problems = []
    if data["grade_id"] != name:
        problems.append(
            Problem(
                where,
                f"the cell checks '{name}' under another id.",
                f'Set its grade_id to "{name}".',
            )
        )
    if exercise.chapter != chapter:
        problems.append(
            Problem(
                where,
                f"'{name}' is specified for chapter {exercise.chapter} ({place_of(name)}).",
                "Move that file to this chapter and correct it, or move the cell.",
            )
        )
    if points != exercise.points:
        problems.append(
            Problem(
                where,
                f"the cell is worth {points} points and the parts in the "
                f"specification add up to {exercise.points}.",
                "Make the two the same.",
            )
        )
    return problems


def _pairs(path: Path, place, notebook, seen) -> list[Problem]:
    """Each exercise has its solution cell, and each specification of the chapter its exercise."""
    problems = []
    present = {exercise_of(cell) for cell in notebook.cells}
    for name in sorted(present - {""}):
        if f"{name}_code" not in seen:
            problems.append(
                Problem(
                    place(name),
                    f"there is no solution cell '{name}_code'.",
                    "Put the stub and its solution into a cell with that id.",
                )
            )
    for exercise in all_exercises().values():
        if exercise.chapter == path.stem and exercise.name not in present:
            problems.append(
                Problem(
                    shown(path),
                    f"the exercise '{exercise.name}' is specified for "
                    "this chapter and no cell checks it.",
                    f'Add a grade cell with check("{exercise.name}").',
                )
            )
    return problems


def _settle(notebook: NotebookNode) -> None:
    """Make the notebook depend on its text alone: ids from content, no metadata of the editor."""
    notebook.metadata = NotebookNode(
        kernelspec=NotebookNode(KERNELSPEC), language_info=NotebookNode(name="python")
    )
    used: set[str] = set()
    for cell in notebook.cells:
        data = cell.metadata.get("nbgrader")
        folded = cell.metadata.get("jupyter", {}).get("source_hidden") is True
        long = SKIP_GRADING in cell.metadata.get("tags", ())
        cell.metadata = NotebookNode(nbgrader=data) if data else NotebookNode()
        if folded:  # a cell that only draws: the learner sees its picture
            cell.metadata.jupyter = NotebookNode(source_hidden=True)
        base = data["grade_id"] if data else hashlib.sha256(cell.source.encode()).hexdigest()[:12]
        name, count = re.sub(r"[^A-Za-z0-9_-]", "-", base)[:60], 1
        while name in used:
            count += 1
            name = f"{base[:56]}-{count}"
        used.add(name)
        cell.id = name
        if cell.cell_type == "code":
            cell.outputs, cell.execution_count = [], None
            cell.metadata.tags = [RAISES_EXCEPTION, *[SKIP_GRADING] * long]
