"""Does each edit that changes an answer lose points?

An edit is tried on the learner's pack and on some secret seeds. What earns everything on one of
them is compared with the right function on many drawn inputs, as a whole: an edit that differs on
any of them has found a hole in the check.
"""

from __future__ import annotations

import contextlib
import copy
import signal
import time
import warnings
from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass

import numpy as np

from autograder.exercises import Exercise
from autograder.exercises.mutation import defined, source_of
from autograder.exercises.packing import build_seed, make_pack
from rnn_course import comparing, values
from rnn_course.edits.making import Edited, edits_of
from rnn_course.observation import observe
from rnn_course.pack import Pack
from rnn_course.tolerance import differs

SECRETS = tuple(f"mutants {number}".encode() for number in range(3))
DRAWS = 200
SECONDS = 0.5  # for one call of one edit


@dataclass(frozen=True)
class Outcome:
    """What became of the edits of one function: how many there are, and those that earn everything.

    survivors
        Edits that earn everything and give another answer on some drawn input.
    equal
        Edits that give the same answer on every drawn input.
    """

    made: int
    survivors: tuple[Edited, ...]
    equal: tuple[Edited, ...]
    finished: bool = True


def prove(
    exercise: Exercise,
    function: Callable | None = None,
    source: str = "",
    seconds: float = 60.0,
) -> Outcome:
    """Try every edit of the reference, or of `function` (a solution) with its `source`."""
    function = function or exercise.reference
    began = time.monotonic()
    packs = [make_pack(exercise, seed) for seed in (build_seed(exercise), *SECRETS)]
    packs = [dataclass_without_mistakes(pack) for pack in packs]
    many = ManyDraws(exercise, function)
    made, survivors, equal = 0, [], []
    for mutant in edits_of(source or source_of(function)):
        if time.monotonic() - began > seconds:
            return Outcome(made, tuple(survivors), tuple(equal), finished=False)
        made += 1
        edited = _function(function, mutant)
        if edited is None or not any(earns_everything(pack, edited) for pack in packs):
            continue
        (survivors if many.differs(edited) else equal).append(mutant)
    return Outcome(made, tuple(survivors), tuple(equal))


def dataclass_without_mistakes(pack: Pack) -> Pack:
    return Pack(**{**vars(pack), "mistakes": ()})


def _function(function: Callable, mutant: Edited) -> Callable | None:
    try:
        return defined(function, mutant.source)
    except (SyntaxError, ValueError):  # an edit that is no Python
        return None


def earns_everything(pack: Pack, function: Callable) -> bool:
    """Whether a function earns all points. Nothing is put into words, so it is quick."""
    cases = [(case.name, case.inputs) for case in pack.cases]
    try:
        with within(SECONDS * len(cases)), np.errstate(all="ignore"):
            seen = observe(pack.exercise, {pack.exercise: function}, cases)
    except TooLong:
        return False
    if seen.state != "found":
        return False
    calls = {call.case: call for call in seen.calls}
    if any(call.state != "returned" or call.changed for call in seen.calls):
        return False
    return all(
        comparing.compare(
            pack, part, pack.case(part.case), calls[part.case].value, calls[part.case].warned
        )
        is None
        for part in pack.parts
    )


class ManyDraws:
    """Many drawn inputs of an exercise with the right answers, drawn as they are asked for."""

    def __init__(self, exercise: Exercise, function: Callable):
        self._exercise, self._function = exercise, function
        self._made: list[tuple[list, object]] = []
        self._draw = self._drawn()

    def differs(self, function: Callable) -> bool:
        """Whether a function gives another answer on any of the inputs, or stops on one."""
        for inputs, right in self:
            answer = _answer(function, inputs)
            if isinstance(answer, BaseException) or not alike(right, answer):
                return True
        return False

    def __iter__(self) -> Iterator[tuple[list, object]]:
        yield from self._made
        for pair in self._draw:
            self._made.append(pair)
            yield pair

    def _drawn(self):
        for number in range(DRAWS):
            for case, draw in self._exercise.draws.items():
                rng = np.random.default_rng([number, *case.encode()])
                inputs = list(draw(rng).values.values())
                yield inputs, _answer(self._function, inputs)


def _answer(function: Callable, inputs: Sequence):
    """What a function returns, as data, with what it made of its inputs; or the exception."""
    given = copy.deepcopy(list(inputs))
    with warnings.catch_warnings():
        warnings.simplefilter("ignore")
        try:
            with within(SECONDS):
                returned = function(*given)
        except (Exception, TooLong) as error:
            return error
    return values.plain((returned, given))


def alike(right, got) -> bool:
    """Whether two answers are the same to rounding, whatever holds them together."""
    if isinstance(right, (list, tuple)) and isinstance(got, (list, tuple)):
        return len(right) == len(got) and all(map(alike, right, got))
    if isinstance(right, dict) and isinstance(got, dict):
        return set(right) == set(got) and all(alike(right[key], got[key]) for key in right)
    if isinstance(right, (np.ndarray, int, float)) and isinstance(got, (np.ndarray, int, float)):
        right, got = np.asarray(right), np.asarray(got)
        if right.shape != got.shape:
            return False
        if right.dtype.kind not in "fiub" or got.dtype.kind not in "fiub":
            return bool(np.array_equal(right, got))
        return not differs(right.astype(float), got).any()
    return type(right) is type(got) and bool(right == got)


class TooLong(BaseException):
    """A call that did not end in its time. No `except Exception` of an edit's may catch it."""


@contextlib.contextmanager
def within(seconds: float):
    """Stop what takes longer, with `TooLong`. Only in a process's main thread."""

    def stop(number, frame):
        raise TooLong

    before = signal.signal(signal.SIGALRM, stop)
    signal.setitimer(signal.ITIMER_REAL, seconds)
    try:
        yield
    finally:
        signal.setitimer(signal.ITIMER_REAL, 0)
        signal.signal(signal.SIGALRM, before)
