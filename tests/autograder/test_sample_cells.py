"""A misconception written as a student's cell runs without the reference, and is recognised."""

import numpy as np
import pytest

from autograder.doctor.verdicts import verdict_on
from autograder.exercises import all_exercises
from autograder.exercises.packing import make_pack
from autograder.grade.sample import as_cell

ALONE = sorted(name for name, exercise in all_exercises().items() if not exercise.uses)


@pytest.mark.parametrize("name", ALONE)
def test_every_cell_runs_alone_and_is_recognised(name):
    exercise = all_exercises()[name]
    pack = make_pack(exercise, b"cells")
    for misconception in exercise.misconceptions:
        source = as_cell(exercise, misconception)
        assert "import rnn_ref" not in source and "from rnn_ref" not in source
        space = {"np": np}
        exec(source, space)
        assert verdict_on(pack, space).misconception == misconception.name
