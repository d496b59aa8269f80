"""The doctor's proof of one chapter: no edit that changes an answer earns everything.

All edits of all chapters take five minutes. A run of the tests tries each tenth, from the first on;
with PROVE=all in the environment, and with `doctor --edits`, all are tried.
"""

from __future__ import annotations

import os
from functools import cache

import pytest

from autograder import house
from autograder.build import chapter as chapters
from autograder.doctor.proof import find_holes
from autograder.exercises import all_exercises

EVERY = 1 if os.environ.get("PROVE") == "all" else 10


@cache
def chapter_of(name: str):
    return chapters.read(house.SOLUTIONS / f"{name}.py")


def exercises_of(name: str):
    """A mark that runs a test for each exercise of a chapter that has a function to edit."""
    names = chapter_of(name).exercises
    return pytest.mark.parametrize(
        "exercise", [name for name in names if all_exercises()[name].arguments]
    )


def assert_no_hole(chapter: str, exercise: str) -> None:
    problems, tally = find_holes(chapter_of(chapter), (exercise,), EVERY)
    assert not problems, "\n".join(map(str, problems))
    assert tally.made > 0 and tally.made > 2 * tally.equal
