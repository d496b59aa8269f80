"""A misconception written as a student's cell runs without the reference, and is recognised."""

import ast

import numpy as np
import pytest

from autograder.build import chapter as chapters
from autograder.doctor.rooms import verdict_on
from autograder.doctor.verdicts import namespace_of
from autograder.exercises import all_exercises
from autograder.exercises.packing import make_pack
from autograder.grade.sample import as_cell, can_be_a_cell


@pytest.fixture(scope="module")
def solved():
    """Chapter → the solved chapter's functions."""
    return {path.stem: namespace_of(chapters.read(path).notebook) for path in chapters.sources()}


@pytest.mark.parametrize("name", sorted(all_exercises()))
def test_every_cell_runs_without_the_reference_and_is_recognised(name, solved):
    """Alone; or, if the exercise builds on others, after their solutions."""
    exercise = all_exercises()[name]
    pack = make_pack(exercise, b"cells")
    for misconception in filter(can_be_a_cell, exercise.misconceptions):
        source = as_cell(exercise, misconception)
        assert f"def {name}(" in source
        for node in ast.walk(ast.parse(source)):  # an example in a docstring may name it
            if isinstance(node, (ast.Import, ast.ImportFrom)):
                assert "rnn_ref" not in ast.unparse(node)
        space = dict(solved[exercise.chapter]) if exercise.uses else {"np": np}
        exec(source, space)
        assert verdict_on(pack, space).misconception == misconception.name
