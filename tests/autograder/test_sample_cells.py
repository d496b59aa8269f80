"""A misconception written as a student's cell runs without the reference, and is recognised."""

import ast

import numpy as np
import pytest

from autograder.doctor.verdicts import verdict_on
from autograder.exercises import all_exercises
from autograder.exercises.packing import make_pack
from autograder.grade.sample import as_cell, can_be_a_cell

ALONE = sorted(name for name, exercise in all_exercises().items() if not exercise.uses)


@pytest.mark.parametrize("name", ALONE)
def test_every_cell_runs_alone_and_is_recognised(name):
    exercise = all_exercises()[name]
    pack = make_pack(exercise, b"cells")
    for misconception in filter(can_be_a_cell, exercise.misconceptions):
        source = as_cell(exercise, misconception)
        for node in ast.walk(ast.parse(source)):  # an example in a docstring may name it
            if isinstance(node, (ast.Import, ast.ImportFrom)):
                assert "rnn_ref" not in ast.unparse(node)
        space = {"np": np}
        exec(source, space)
        assert verdict_on(pack, space).misconception == misconception.name
