"""What right helpers answer to a right solution, as a table: see `rnn_course.helper_calls`."""

from __future__ import annotations

import copy

from autograder.exercises.mutation import defined, source_of
from autograder.exercises.specification import Exercise
from rnn_course.helper_calls import Recorder
from rnn_course.pack import Pack


def helper_answers(exercise: Exercise, pack: Pack, known: dict[str, Exercise]) -> dict:
    """The calls that the reference makes of the exercises it uses, by case of a pack."""
    found, reference = {}, exercise.through_uses or exercise.reference
    for case in pack.cases if exercise.uses else ():
        recorder = Recorder()
        helpers = {name: recorder.of(name, known[name].reference) for name in exercise.uses}
        function = defined(reference, source_of(reference), helpers)
        function(*copy.deepcopy(list(case.inputs.values())))
        found[case.name] = recorder.calls
    return found if any(found.values()) else {}
