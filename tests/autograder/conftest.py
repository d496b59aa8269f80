"""Chapters and classes that the grader's tests share."""

import copy

import nbformat
import pytest

from autograder import house
from autograder.build import chapter as chapters
from autograder.build.release import render
from autograder.exercises import all_exercises

house.tools_on_path()


@pytest.fixture(scope="session")
def chapter():
    """The source of chapter 2."""
    return chapters.read(house.SOLUTIONS / "02_forward.py")


@pytest.fixture(scope="session")
def released(chapter):
    """The learner's notebook of chapter 2, as the build makes it."""
    return nbformat.reads(render(chapter)["02_forward.ipynb"], as_version=4)


@pytest.fixture
def solved(chapter):
    """A fresh copy of the solved notebook."""
    return copy.deepcopy(chapter.notebook)


@pytest.fixture(params=sorted(all_exercises()))
def exercise(request):
    """Every exercise in turn."""
    return all_exercises()[request.param]


@pytest.fixture
def hand_in(tmp_path):
    """A function that writes a notebook (or any text) as a student's submission."""
    place = tmp_path / "submissions"

    def write(student, notebook, assignment="02_forward", name=None):
        path = place / student / assignment / f"{name or assignment}.ipynb"
        path.parent.mkdir(parents=True, exist_ok=True)
        text = notebook if isinstance(notebook, str) else nbformat.writes(notebook)
        path.write_text(text, encoding="utf-8")
        return path

    write.place = place
    return write


def replace_code(notebook, name, source):
    """Put `source` into the solution cell of an exercise; returns the notebook."""
    for cell in notebook.cells:
        if cell.metadata.get("nbgrader", {}).get("grade_id") == f"{name}_code":
            cell.source = source
    return notebook
