"""Chapters and classes that the grader's tests share."""

import copy
from functools import cache

import nbformat
import pytest

from autograder import house
from autograder.build import chapter as chapters
from autograder.build.release import render
from autograder.doctor.verdicts import notebooks_of
from autograder.exercises import all_exercises

house.tools_on_path()


@pytest.fixture(scope="session")
def chapter():
    """The source of chapter 2."""
    return chapters.read(house.SOLUTIONS / "02_forward.py")


@pytest.fixture(scope="session")
def released_text(chapter):
    return render(chapter)["02_forward.ipynb"]


@pytest.fixture
def released(released_text):
    """A fresh copy of the learner's notebook of chapter 2, as the build makes it."""
    return nbformat.reads(released_text, as_version=4)


@pytest.fixture
def solved(chapter):
    """A fresh copy of the solved notebook."""
    return copy.deepcopy(chapter.notebook)


@pytest.fixture(scope="session")
def notebooks():
    """A function of a chapter's name: what its cells define, with solutions and without them."""
    return cache(lambda name: notebooks_of(chapters.read(house.SOLUTIONS / f"{name}.py")))


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
