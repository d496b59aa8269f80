"""The doctor's proof of one chapter: no edit that changes an answer earns everything."""

from __future__ import annotations

import pytest

from autograder import house
from autograder.build import chapter as chapters
from autograder.doctor.proof import find_holes
from autograder.exercises import all_exercises


def exercises_of(name: str):
    """A mark that runs a test for each exercise of a chapter that has a function to edit."""
    names = chapters.read(house.SOLUTIONS / f"{name}.py").exercises
    return pytest.mark.parametrize(
        "exercise", [name for name in names if all_exercises()[name].arguments]
    )


def assert_no_hole(chapter: str, exercise: str) -> None:
    problems, tally = find_holes(chapters.read(house.SOLUTIONS / f"{chapter}.py"), (exercise,))
    assert not problems, "\n".join(map(str, problems))
    assert tally.made > 5 and tally.made > 2 * tally.equal
