"""An answer that somebody has by heart earns nothing: on other inputs it is another answer.

Who has done nothing may still know what the learner's pack expects, for it is a file beside the
notebook. So whatever is right there must be wrong on every secret seed.
"""

import copy

import numpy as np
import pytest

from autograder.doctor.rooms import verdict_on
from autograder.exercises import all_exercises
from autograder.exercises.packing import build_seed, make_pack

SEEDS = [f"by heart {number}".encode() for number in range(60)]
TYPES = ("one-to-many", "many-to-one", "many-to-many, T_x = T_y", "many-to-many, T_x != T_y")
# In task_type the answer is knowledge: the seven applications are the same for everybody.
DRAWN = [
    name for name, exercise in all_exercises().items() if exercise.arguments and name != "task_type"
]
CONSTANTS = {
    "zero": 0,
    "one": 1,
    "half": 0.5,
    "nothing": [],
    "empty": {},
    "text": "",
    "zeros": np.zeros((3, 4)),
}


def without_mistakes(pack):
    """The same pack, quicker to judge by: here only the points are looked at."""
    return type(pack)(**{**vars(pack), "mistakes": ()})


def remembered(exercise, pack):
    """A function that returns what the reference gives on the pack's cases, in their order."""
    answers = [exercise.reference(*copy.deepcopy(list(c.inputs.values()))) for c in pack.cases]
    calls = iter(range(10**6))
    return lambda *_: copy.deepcopy(answers[next(calls) % len(answers)])


def with_arguments(exercise, function):
    """The function under the names of arguments that the check asks for."""
    names = ", ".join(exercise.arguments)
    return eval(f"lambda {names}: function({names})", {"function": function})


def points_of(exercise, pack, function):
    space = {exercise.name: with_arguments(exercise, function)}
    return verdict_on(without_mistakes(pack), space).points


@pytest.mark.filterwarnings("ignore::RuntimeWarning")
@pytest.mark.parametrize("name", DRAWN)
def test_the_answers_of_the_pack_earn_nothing_on_other_seeds(name):
    exercise = all_exercises()[name]
    shown = make_pack(exercise, build_seed(exercise))
    by_heart = remembered(exercise, shown)
    assert points_of(exercise, shown, by_heart) == exercise.points  # there it is right
    for seed in SEEDS:
        by_heart = remembered(exercise, shown)
        assert points_of(exercise, make_pack(exercise, seed), by_heart) == 0, seed


@pytest.mark.parametrize("name", DRAWN)
@pytest.mark.parametrize("constant", CONSTANTS)
def test_a_constant_earns_nothing(name, constant):
    exercise = all_exercises()[name]
    for seed in SEEDS[:3]:
        pack = make_pack(exercise, seed)
        assert points_of(exercise, pack, lambda *_: copy.copy(CONSTANTS[constant])) == 0


@pytest.mark.parametrize("kind", TYPES)
def test_one_type_for_all_seven_earns_the_rows_for_which_it_is_right_and_no_more(kind):
    exercise = all_exercises()["task_type"]
    pack = make_pack(exercise, build_seed(exercise))
    right = exercise.reference(next(iter(pack.cases[0].inputs.values())))
    points = points_of(exercise, pack, lambda names: dict.fromkeys(names, kind))
    assert points == sum(answer == kind for answer in right.values()) <= 2
