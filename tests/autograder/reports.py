"""Notebooks, marks and classes for the tests of the reports."""

from pathlib import Path

import nbformat
from bs4 import BeautifulSoup
from nbformat.v4 import new_code_cell, new_markdown_cell, new_notebook, new_output
from nbgrader.utils import compute_checksum

from autograder.build import chapter as chapters
from autograder.exercises import all_exercises
from autograder.grade.results import Graded, SubmissionResult
from autograder.report.marks import Marks, Score
from rnn_course.verdict import Verdict, VerdictState

HINT = "✗ softmax: z has wrong values.\n  Recognised: you worked along the rows."


def graded_notebook(*more, answer="def softmax(z):\n    return z\n"):
    """A small settled notebook: a heading, an answer, a check that failed, and `more` cells."""
    code = new_code_cell("def softmax(z):\n    ...\n")
    code.metadata["nbgrader"] = {
        "grade": False,
        "grade_id": "softmax_code",
        "locked": False,
        "solution": True,
        "task": False,
    }
    code = nbformat.from_dict(code)
    code.metadata.nbgrader["checksum"] = compute_checksum(code)
    code.source = answer or code.source
    check = new_code_cell('check("softmax")')
    check.metadata["nbgrader"] = {
        "grade": True,
        "grade_id": "softmax",
        "locked": True,
        "solution": False,
        "task": False,
        "points": 3,
    }
    check.outputs = [
        new_output(
            "error", ename="CheckFailed", evalue=HINT.split("\n")[0], traceback=HINT.split("\n")
        )
    ]
    heading = new_markdown_cell("### Exercise 2.1 · `softmax`\n\nWrite $\\hat{y} = e^z$.")
    return new_notebook(cells=[heading, code, nbformat.from_dict(check), *more])


def all_points(class_page: str) -> dict[str, int]:
    """Of a class page: how many students have all points, by exercise."""
    rows = BeautifulSoup(class_page, "html.parser").select("#exercises tbody tr")
    return {row.th.text: int(row.td.text) for row in rows}


def marks(points=0.0, **options) -> Marks:
    """Marks for `graded_notebook`."""
    return Marks({"softmax": Score(points, 3, **options)})


def a_class(count: int, out: Path = Path("out")) -> Graded:
    """A made-up class in chapter 2, the same on every run."""
    [source] = chapters.sources(only=["02_forward"])
    exercises = [all_exercises()[name] for name in chapters.read(source).exercises]
    results = []
    for number in range(count):
        verdicts, seconds = {}, {}
        for place, exercise in enumerate(exercises):
            lost = (number * 7 + place * 3) % (exercise.points + 2)
            mistake = exercise.misconceptions[number % len(exercise.misconceptions)].name
            if lost > exercise.points:
                verdict = Verdict(exercise.name, VerdictState.UNWRITTEN, 0, exercise.points, "")
            elif lost:
                left = exercise.points - lost
                verdict = Verdict(
                    exercise.name, VerdictState.WRONG, left, exercise.points, "", mistake
                )
            else:  # all points: for every second student because an earlier mistake is carried
                carries = number % 2 and exercise.uses
                state = VerdictState.CARRIED if carries else VerdictState.PASSED
                verdict = Verdict(exercise.name, state, exercise.points, exercise.points, "")
            verdicts[exercise.name], seconds[exercise.name] = verdict, 0.01 + number / 1000
        score = sum(verdict.points for verdict in verdicts.values())
        results.append(
            SubmissionResult(
                f"student{number:04d}",
                "graded",
                score,
                sum(e.points for e in exercises),
                verdicts,
                "",
                seconds,
            )
        )
    return Graded("02_forward", [e.name for e in exercises], results, out)
