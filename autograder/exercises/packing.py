"""From a specification and a seed to a pack: inputs, what is expected, what misconceptions give.

The build does this once with a seed made from the exercise's name. The grader does it with a
secret seed, and then computes the misconceptions only for the answers that are wrong.
"""

from __future__ import annotations

import dataclasses
import hashlib
from collections.abc import Sequence

import numpy as np

from autograder.exercises.mutation import mutated
from autograder.exercises.specification import Exercise, SpecificationError
from rnn_course import comparing, pack
from rnn_course.holding import lacks
from rnn_course.judging import form
from rnn_course.observation import observe
from rnn_course.pack import Case, Mistake, Pack
from rnn_course.picking import picked
from rnn_course.quizzes import is_quiz, locked


def build_seed(exercise: Exercise) -> bytes:
    """The seed of the learner's pack: public, and the same on every machine."""
    return b"shown to learners: " + exercise.name.encode()


def make_pack(exercise: Exercise, seed: bytes) -> Pack:
    """A pack with inputs drawn from `seed`. Its mistakes are computed when they are looked at."""
    cases = tuple(_case(exercise, name, seed) for name in exercise.draws)
    parts = tuple(
        pack.Part(part.name, part.points, part.case, part.kind, part.paths, part.shape, part.beside)
        for part in exercise.parts
    )
    bare = Pack(
        exercise=exercise.name,
        task=exercise.task,
        arguments=exercise.arguments,
        returns=exercise.returns,
        parts=parts,
        cases=cases,
        uses=exercise.uses,
    )
    if exercise.reasons:
        reasons = locked(exercise.reasons, exercise.name, exercise.reference())
        bare = dataclasses.replace(bare, reasons=reasons)
    filled = _with_expected(exercise, bare)
    return _with_mistakes(exercise, filled)


def for_learners(filled: Pack) -> Pack:
    """A pack as the learner's file holds it: of a quiz without the sentences on wrong letters.

    A learner's check shows none of them, and together they give the right letters away. Their names
    stay, for the verdict.
    """
    if not is_quiz(filled.parts):
        return filled
    bare = tuple(dataclasses.replace(mistake, says="") for mistake in filled.mistakes)
    return dataclasses.replace(filled, mistakes=bare)


def _case(exercise: Exercise, name: str, seed: bytes) -> Case:
    digest = hashlib.sha256(b"/".join((seed, exercise.name.encode(), name.encode()))).digest()
    rng = np.random.default_rng(np.frombuffer(digest, dtype=np.uint32))
    inputs = exercise.draws[name](rng)
    if tuple(inputs.values) != exercise.arguments:
        raise SpecificationError(
            f"{exercise.name}, case '{name}': inputs are drawn for {tuple(inputs.values)}, and "
            f"the reference takes {exercise.arguments}. Give them the same names and order."
        )
    return Case(name, inputs.values, expected={}, sizes=inputs.sizes)


def _with_expected(exercise: Exercise, bare: Pack) -> Pack:
    calls = _calls(exercise, bare, exercise.reference)
    cases = []
    for case in bare.cases:
        call = calls[case.name]
        if call.state != "returned":
            raise SpecificationError(
                f"{exercise.name}, case '{case.name}': the reference stopped with {call.error}: "
                f"{call.message}. Mend what is drawn, or the reference."
            )
        expected = {
            part.name: _expected(bare, part, case, call)
            for part in exercise.parts
            if part.case == case.name
        }
        cases.append(Case(case.name, case.inputs, expected, case.sizes))
    return dataclasses.replace(bare, cases=tuple(cases))


def _expected(bare, part, case, call):
    if part.kind == "holds":
        value = picked(bare, part, call.value)
        needed = part.needs(case.inputs, call.value)
        absent = lacks(needed, value)
        if absent:
            raise SpecificationError(
                f"{bare.exercise}: the reference's {part.name} lacks {', '.join(absent)} itself."
            )
        return needed
    if part.kind == "quiet":
        if call.warned:
            raise SpecificationError(
                f"{bare.exercise}: the reference itself warns: {call.warned[0]}."
            )
        return ()
    return picked(bare, part, call.value)


def _with_mistakes(exercise: Exercise, filled: Pack) -> Pack:
    return dataclasses.replace(filled, mistakes=Mistakes(exercise, filled))


def _calls(exercise: Exercise, filled: Pack, function) -> dict:
    cases = [(case.name, case.inputs) for case in filled.cases]
    seen = observe(exercise.name, {exercise.name: function}, cases)
    return {call.case: call for call in seen.calls}


class Mistakes(Sequence):
    """The misconceptions of an exercise as data, each computed the first time it is looked at."""

    def __init__(self, exercise: Exercise, filled: Pack):
        self._exercise = exercise
        self._pack = filled
        self._made: dict[int, Mistake] = {}

    def __len__(self) -> int:
        return len(self._exercise.misconceptions)

    def __getitem__(self, index: int) -> Mistake:
        if not 0 <= index < len(self):
            raise IndexError(index)
        if index not in self._made:
            self._made[index] = self._make(self._exercise.misconceptions[index])
        return self._made[index]

    def _make(self, misconception) -> Mistake:
        filled, name = self._pack, f"{self._exercise.name}, misconception '{misconception.name}'"
        calls = _calls(self._exercise, filled, mutated(self._exercise, misconception))
        gives = {}
        for part in filled.parts:
            case, call = filled.case(part.case), calls[part.case]
            if call.state != "returned":
                raise SpecificationError(
                    f"{name} stops with {call.error}: {call.message}. A misconception must give "
                    "wrong values, or there is nothing to recognise."
                )
            if comparing.compare(filled, part, case, call.value, call.warned) is None:
                continue
            value = form(filled, part, call.value, call.warned)
            if value is None:
                raise SpecificationError(f"{name} gives no value for {part.name}.")
            gives[part.name] = value
        if not gives:
            raise SpecificationError(
                f"{name} gives the right answer on these inputs. Draw inputs that tell the two "
                "apart, or take the misconception out."
            )
        return Mistake(misconception.name, misconception.says, gives)
