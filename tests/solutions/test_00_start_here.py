"""Chapter 0's source: it is short, it tells the truth about the check, its cells run."""

import functools
import re

import numpy as np
import pytest

import rnn_course
from autograder import cli
from autograder.exercises import all_exercises
from tests.solutions.chapter_source import run

pytestmark = pytest.mark.core

CHAPTER = "00_start_here"


@pytest.fixture(scope="module")
def folder(root):
    folder = root / "course" / "00_start_here"
    if not (folder / "checks").is_dir():
        pytest.skip("the course is not built: python start.py build")
    return folder


def test_the_mistakes_on_purpose_are_answered_as_the_text_says(prose, folder):
    assert "return x + 2" in prose and "return x.sum()" in prose
    for name, function, said in [("double", lambda x: x + 2, "you added 2"),
                                 ("column_sums", lambda x: x.sum(), "the whole array")]:
        with pytest.raises(rnn_course.CheckFailed) as caught:
            rnn_course.check(name, function, folder=folder)
        message = str(caught.value)
        assert message.startswith(f"✗ {name}: ") and said in " ".join(message.split())
        for word in ("expected", "got", "Recognised:"):
            assert word in message and f"`{word}" in prose
        if name == "double":
            assert "first at" in message and "`first at`" in prose


def test_the_message_of_the_quiz_is_what_the_check_says(prose, folder):
    with pytest.raises(rnn_course.CheckFailed) as caught:
        rnn_course.check("column_sums", lambda x: x.sum(axis=1), folder=folder)
    said = " ".join(str(caught.value).split("Recognised")[0].split())
    assert said in prose


def test_the_check_knows_hundreds_of_mistakes(prose):
    assert "It knows hundreds" in prose
    assert sum(len(e.misconceptions) for e in all_exercises().values()) >= 200


def test_the_small_array_worked_by_hand(prose):
    x = np.array([[1, 2, 3], [10, 20, 30]])
    assert x.sum(axis=0).tolist() == [11, 22, 33] and x.sum(axis=1).tolist() == [6, 60]
    assert "11, 22, 33" in prose and "6 and 60" in prose


def test_the_notebook_runs(cells, folder, capsys):
    run(cells, functools.partial(rnn_course.check, folder=folder))
    said = capsys.readouterr().out
    assert "[2. 7.]" in said and "This cell" not in said
    assert "✓ double: 1 of 1 point." in said and "✓ column_sums: 2 of 2 points." in said
    assert re.search(r"computes on: (cpu|cuda|mps)", said) and "added there: 1000" in said


def test_it_is_the_page_on_which_the_course_opens():
    assert any(word.endswith("/lab/tree/course/00_start_here/00_start_here.ipynb")
               for word in cli.lab_command())


