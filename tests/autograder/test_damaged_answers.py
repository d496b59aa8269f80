"""Answers of every wrong form: shorter, emptier, of another type. Each gets a verdict."""

import copy

import numpy as np
import pytest

from autograder.doctor.rooms import verdict_on
from autograder.exercises import all_exercises
from autograder.exercises.packing import make_pack

INSTEAD = (None, 0, "text", [], {}, np.zeros((2, 3)), [None, None], np.array(["a"]))


def damaged(value):
    """The same answer, each time with one thing in it missing or of another form."""
    for other in INSTEAD:
        yield copy.deepcopy(other)
    if isinstance(value, (list, tuple)):
        for i in range(min(len(value), 4)):
            yield value[:i] + value[i + 1 :]
            for part in damaged(value[i]):
                yield value[:i] + type(value)([part]) + value[i + 1 :]
    elif isinstance(value, dict):
        for key in list(value)[:4]:
            yield {k: v for k, v in value.items() if k != key}
            for part in damaged(value[key]):
                yield {**value, key: part}
    elif isinstance(value, np.ndarray) and value.ndim:
        yield value[..., :-1]
        yield value.astype(object)
        yield value * np.nan
        yield value[np.newaxis]
        yield value.tolist()


@pytest.mark.filterwarnings("ignore::RuntimeWarning")
@pytest.mark.parametrize("name", list(all_exercises()))
def test_a_damaged_answer_gets_a_verdict_and_a_message(name):
    exercise = all_exercises()[name]
    pack = make_pack(exercise, b"damaged")
    case = pack.cases[0]
    right = exercise.reference(*copy.deepcopy(list(case.inputs.values())))
    names = ", ".join(exercise.arguments)
    for answer in damaged(right):
        function = eval(f"lambda {names}: answer", {"answer": answer})
        verdict = verdict_on(pack, {name: function})
        assert 0 <= verdict.points <= verdict.maximum and verdict.message.strip()
