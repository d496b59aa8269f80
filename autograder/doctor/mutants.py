"""Does each small edit that changes an answer lose points?

An edit is tried on the learner's pack and on those of some secret seeds. What earns everything on
one of them is compared with the right function on many drawn inputs, as a whole: an edit that
differs on any of them has found a hole in the check.
"""

from __future__ import annotations

import copy
import time
import warnings
from collections.abc import Callable
from dataclasses import dataclass, field, replace
from itertools import islice

import numpy as np

from autograder.doctor.alike import Answers, same
from autograder.exercises import Exercise, SpecificationError
from autograder.exercises.mutation import defined, source_of
from autograder.exercises.packing import build_seed, make_pack
from autograder.time_limit import TooLong, within
from rnn_course import comparing, values
from rnn_course.edits.making import Edited, edits_of
from rnn_course.edits.sizes import sizes_of
from rnn_course.observation import CallState, LookUp, observe
from rnn_course.pack import Pack

SECRETS = tuple(f"mutants {number}".encode() for number in range(3))
DRAWS = 200
SECONDS = 60.0  # of the processor, for all edits of one exercise
LEAST, TIMES = (
    0.05,
    20,
)  # an edit gets this many seconds, or this many times what the right one takes


@dataclass
class Outcome:
    """What became of the edits of one function: how many there are, and those that earn everything.

    Attributes:
        survivors: Edits that earn everything and give another answer on some drawn input.
        equal: Edits that give the same answer on every drawn input.
        finished: Whether the time was enough for all of them.
    """

    made: int = 0
    survivors: list[Edited] = field(default_factory=list)
    equal: list[Edited] = field(default_factory=list)
    finished: bool = True


class Proof:
    """All edits of an exercise's right functions, tried on the same packs and the same inputs."""

    def __init__(self, exercise: Exercise):
        self._exercise = exercise
        self._ends = time.process_time() + SECONDS
        seeds = (build_seed(exercise), *SECRETS)
        self._packs = [replace(make_pack(exercise, seed), mistakes=()) for seed in seeds]
        self._inputs: list[tuple[str, dict]] = []
        # what a part leaves open in one case is open in all, unless it is the whole answer
        self._answers = {
            case: Answers([p for p in exercise.parts if p.case == case or p.paths[:1] != ((),)])
            for case in exercise.draws
        }

    def of(self, function: Callable, source: str = "", every: int = 1) -> Outcome:
        """Try the edits of a right function: the reference, or a solution with its source.

        Args:
            every: 1 for all of them; 6 for each sixth.
        """
        source = source or source_of(function)
        limit = max(LEAST, TIMES * self._longest(function))
        right, outcome = RightAnswers(self, function), Outcome()
        for mutant in islice(edits_of(source, self._sizes(function, source)), 0, None, every):
            if time.process_time() > self._ends:
                outcome.finished = False
                break
            outcome.made += 1
            edited = _function(function, mutant.source)
            if edited is None or not any(earns_all(pack, edited, limit) for pack in self._packs):
                continue
            differs = right.differs(edited, limit)
            (outcome.survivors if differs else outcome.equal).append(mutant)
        return outcome

    def inputs(self, number: int) -> tuple[str, dict] | None:
        """The case and the values of one of many drawn inputs; None after the last."""
        cases = list(self._exercise.draws.items())
        while len(self._inputs) <= number:
            turn, which = divmod(len(self._inputs), len(cases))
            if turn >= DRAWS:
                return None
            case, draw = cases[which]
            rng = np.random.default_rng([turn, *case.encode()])
            self._inputs.append((case, draw(rng).values))
        return self._inputs[number]

    def alike(self, case: str, inputs: dict, right, got) -> bool:
        return self._answers[case].alike(inputs, right, got)

    def _longest(self, function: Callable) -> float:
        """The seconds that the right function takes for the slowest case of the learner's pack."""
        taken = []
        for case in self._packs[0].cases:
            began = time.process_time()
            function(*case.arguments())
            taken.append(time.process_time() - began)
        return max(taken)

    def _sizes(self, function: Callable, source: str) -> dict:
        """What the sizes that the function asks for are on the learner's inputs."""

        def run(watched: str, names: dict):
            seeing = defined(function, watched, names)
            for case in self._packs[0].cases:
                seeing(*case.arguments())

        return sizes_of(source, run)


class RightAnswers:
    """What a right function gives on many inputs, computed as they are asked for."""

    def __init__(self, proof: Proof, function: Callable):
        self._proof, self._function, self._made = proof, function, []

    def differs(self, function: Callable, limit: float) -> bool:
        """Whether a function gives another answer on any of the inputs, or stops on one."""
        number = 0
        while (drawn := self._proof.inputs(number)) is not None:
            case, inputs = drawn
            if number == len(self._made):
                self._made.append(_answer(self._function, inputs))
            right, left = self._made[number]
            try:
                got, kept = _within(limit, function, inputs)
            except (Exception, TooLong):
                return True
            if not same(left, kept) or not self._proof.alike(case, inputs, right, got):
                return True
            number += 1
        return False


def _within(limit: float, function: Callable, inputs: dict) -> tuple:
    """The same in a limited time; a much longer one, too, before it is called endless."""
    try:
        with within(limit):
            return _answer(function, inputs)
    except TooLong:
        with within(TIMES * limit):
            return _answer(function, inputs)


def _answer(function: Callable, inputs: dict) -> tuple:
    """What a function returns, as data, and what it made of its inputs."""
    given = copy.deepcopy(list(inputs.values()))
    with warnings.catch_warnings():
        warnings.simplefilter("ignore")
        returned = function(*given)
    return values.plain(returned), values.plain(given)


def earns_all(pack: Pack, function: Callable, limit: float) -> bool:
    """Whether a function earns all points. Case by case, and nothing is put into words: quick."""
    for case in pack.cases:
        try:
            with within(limit):
                seen = observe(pack.exercise, {pack.exercise: function}, [(case.name, case.inputs)])
        except TooLong:
            return False
        call = seen.calls[0] if seen.state == LookUp.FOUND else None
        if call is None or call.state != CallState.RETURNED or call.changed:
            return False
        for part in pack.parts:
            if part.case == case.name and comparing.compare(
                pack, part, case, call.value, call.warned
            ):
                return False
    return True


def _function(function: Callable, source: str) -> Callable | None:
    try:
        return defined(function, source)
    except (SyntaxError, ValueError, SpecificationError):  # an edit that is no Python
        return None
