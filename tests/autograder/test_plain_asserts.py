"""An instructor's own cells with `assert`: they work as in nbgrader, inside the sandbox."""

import nbformat
import pytest

from autograder import house
from autograder.build import chapter as chapters
from autograder.grade.options import Options
from autograder.report import everything
from autograder.sandbox.limits import Limits
from tests.autograder.kept_workers import grade

NAME = "01_plain"


def cell(marks: str, source: str) -> str:
    return f"# %% nbgrader={{{marks}}}\n{source}\n\n"


def solution(name: str) -> str:
    return (
        f'"grade": false, "grade_id": "{name}", "locked": false, "schema_version": 3, '
        '"solution": true, "task": false'
    )


def test_cell(name: str, points: int) -> str:
    return (
        f'"grade": true, "grade_id": "{name}", "locked": true, "points": {points}, '
        '"schema_version": 3, "solution": false, "task": false'
    )


test_cell.__test__ = False

SOURCE = (
    "# %% [markdown]\n# # Chapter 1 · Plain nbgrader\n\n"
    + cell(
        solution("double_code"),
        "def double(x):\n    ### BEGIN SOLUTION\n    return 2 * x\n    ### END SOLUTION",
    )
    + cell(test_cell("shown_tests", 2), "assert double(3) == 6, 'twice three is six'")
    + cell(
        test_cell("hidden_tests", 3),
        "import warnings\nwarnings.warn('this goes to stderr')\n"
        "### BEGIN HIDDEN TESTS\nassert double(-2) == -4\n### END HIDDEN TESTS",
    )
)

ANSWERS = {
    "right": "def double(x):\n    return x + x",
    "half": "def double(x):\n    return abs(2 * x)",
    "wrong": "def double(x):\n    return x",
    "killed": "import os\ndef double(x):\n    os._exit(0)",
    "spy": "def double(x):\n    return len(open('/etc/passwd').read())",
    "hangs": "def double(x):\n    while True:\n        pass",
}


@pytest.fixture
def lab(tmp_path, monkeypatch):
    (tmp_path / "sources").mkdir()
    (tmp_path / "sources" / f"{NAME}.py").write_text(SOURCE)
    monkeypatch.setattr(house, "SOLUTIONS", tmp_path / "sources")
    return tmp_path


def test_a_class_with_cells_of_an_instructors_own(lab):
    notebook = chapters.read(lab / "sources" / f"{NAME}.py").notebook
    for student, answer in ANSWERS.items():
        for place in notebook.cells:
            if place.metadata.get("nbgrader", {}).get("grade_id") == "double_code":
                place.source = answer
            if place.metadata.get("nbgrader", {}).get("grade"):
                place.source = "pass  # what a student has written over a test"
        folder = lab / "class" / student / NAME
        folder.mkdir(parents=True)
        nbformat.write(notebook, folder / f"{NAME}.ipynb")
    options = Options(limits=Limits(cell_seconds=2, notebook_seconds=8))
    graded = grade(lab / "class", lab / "out", options=options)
    told = {row.student: (row.score, row.maximum, row.state) for row in graded.results}
    assert told == {
        "right": (5, 5, "graded"),
        "half": (2, 5, "graded"),
        "wrong": (0, 5, "graded"),
        "killed": (0, 5, "kernel died"),
        "spy": (0, 5, "graded"),
        "hangs": (0, 5, "timed out"),
    }
    reports = everything.write_all(graded)
    assert reports.pages == len(ANSWERS)
    page = (lab / "out" / "feedback" / "wrong" / NAME / f"{NAME}.html").read_text()
    assert "twice three is six" in page
