"""Is a chapter graded as it should be?

Its cells run, and each of its exercises is judged as the exercise's room says (`rooms`). Cells of an
instructor's own asserts let the solution pass, and not the stub.
"""

from __future__ import annotations

import contextlib
import copy
import io

from nbformat import NotebookNode
from nbgrader.preprocessors import ClearSolutions

from autograder.build.chapter import Chapter
from autograder.build.problems import Problem
from autograder.build.release import stub
from autograder.build.solved import namespace_of
from autograder.check_cells import exercise_of
from autograder.doctor.rooms import Notebooks, find_faults
from autograder.exercises import all_exercises
from autograder.house import shown


def find_wrong_verdicts(chapter: Chapter) -> list[Problem]:
    """Everything that is graded otherwise than it should be."""
    try:
        notebooks = notebooks_of(chapter)
    except Exception as error:
        return [
            Problem(
                shown(chapter.path),
                f"its solution cells stop with {error!r}.",
                "Run the source from the top and mend the cell that fails.",
            )
        ]
    problems = _own_tests(chapter, notebooks)
    for name in chapter.exercises:
        problems += find_faults(all_exercises()[name], notebooks)
    return problems


def notebooks_of(chapter: Chapter) -> Notebooks:
    """Run the cells of a chapter, with its solutions and without them."""
    return Notebooks(
        chapter.path, namespace_of(chapter.notebook), untouched_namespace(chapter.notebook)
    )


def untouched_namespace(notebook: NotebookNode) -> dict:
    """The same with every solution taken out, by nbgrader's own hand."""
    clear = ClearSolutions()
    clear.code_stub = {"python": stub()}
    emptied, _ = clear.preprocess(copy.deepcopy(notebook), {})
    return namespace_of(emptied)


def _own_tests(chapter: Chapter, notebooks: Notebooks) -> list[Problem]:
    """Grade cells with asserts: the solution must pass them, the stub must not."""
    problems = []
    for cell in chapter.notebook.cells:
        data = cell.metadata.get("nbgrader", {})
        if cell.cell_type != "code" or not data.get("grade") or exercise_of(cell):
            continue
        where = f"{shown(chapter.path)}, cell '{data['grade_id']}'"
        if why := _stops(cell.source, notebooks.solved):
            problems.append(
                Problem(
                    where,
                    f"the solution does not pass these tests ({why}).",
                    "Mend the solution or the tests.",
                )
            )
        if not _stops(cell.source, notebooks.untouched):
            problems.append(
                Problem(
                    where,
                    "an untouched stub passes these tests.",
                    "Whoever writes nothing would get the points. Call the function in them.",
                )
            )
    return problems


def _stops(source: str, namespace: dict) -> str:
    """The error that a cell stops with, or ''."""
    try:
        with contextlib.redirect_stdout(io.StringIO()):
            exec(compile(source, "<tests>", "exec"), dict(namespace))
    except Exception as error:
        return f"{type(error).__name__}: {error}" if str(error) else type(error).__name__
    return ""
