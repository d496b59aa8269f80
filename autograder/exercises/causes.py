"""What a learner's pack knows of wrong answers that nobody wrote down, as fingerprints.

Every small edit of a right function that spoils its answer is kept as what it does and what comes
out; and of every value that a right function makes on the way, what it is. No code is kept, and no
array.
"""

from __future__ import annotations

import contextlib
import dataclasses
import inspect
import io
from collections.abc import Callable, Iterator, Sequence
from typing import NamedTuple

import numpy as np

from autograder.exercises import all_exercises
from autograder.exercises.helper_answers import helper_answers
from autograder.exercises.loop_limit import TooManyTurns, Turns
from autograder.exercises.mutation import source_of
from autograder.exercises.specification import Exercise
from rnn_course import comparing
from rnn_course.causes.seeing import run
from rnn_course.edits.arrays import ACTIVATIONS
from rnn_course.edits.kinds import Edit, Kind
from rnn_course.edits.letters import LETTERS
from rnn_course.edits.making import edits_of
from rnn_course.edits.words import described, told
from rnn_course.fingerprints import fingerprint, same
from rnn_course.judging import form
from rnn_course.observation import CallState, observe
from rnn_course.pack import Generated, Pack

MOST_VALUES = 600  # right values of one case
RANK = {kind: place for place, kind in enumerate(Kind)}


class Right(NamedTuple):
    """A right function and its source."""

    function: Callable
    source: str


def right_functions(exercise: Exercise, solution: Right | None = None) -> list[Right]:
    """The reference, the chapter's solution, and the right answers in other styles."""
    found = [Right(exercise.reference, source_of(exercise.reference))]
    found += [solution] if solution else []
    for style in exercise.styles:
        with contextlib.suppress(OSError, TypeError):
            if inspect.isfunction(style) and style.__name__ != "<lambda>":
                found.append(Right(style, source_of(style)))
    return found


def with_causes(exercise: Exercise, pack: Pack, solution: Right | None = None) -> Pack:
    """The pack with the fingerprints of generated mistakes and of right values."""
    if not exercise.arguments:  # a quiz
        return pack
    rights = right_functions(exercise, solution)
    with np.errstate(all="ignore"), contextlib.redirect_stdout(io.StringIO()):
        return dataclasses.replace(
            pack,
            generated=tuple(_generated(pack, rights[: 2 if solution else 1])),
            values={case.name: _values(case.inputs, rights) for case in pack.cases},
            helpers=helper_answers(exercise, pack, all_exercises()),
        )


def _values(inputs: dict, rights: Sequence[Right]) -> list:
    """Fingerprints of all that right functions make of these inputs, each once."""
    found: list = []
    by_shape: dict[str, list] = {}
    for right in rights:
        seen = run(right.function, inputs, right.source)
        if seen is None or seen.error:
            continue
        for mark in (note.print for note in seen.seen if note.print is not None):
            alike = by_shape.setdefault(str(mark[0]), [])
            # to rounding: the last digits of two roads to one value are another matter everywhere
            if not any(same(mark, other) for other in alike):
                alike.append(mark)
                found.append(mark)
    return found[:MOST_VALUES]


def _generated(pack: Pack, rights: Sequence[Right]) -> Iterator[Generated]:
    """One entry for each distinct outcome, under the edit that says most about it."""
    known = _known(pack)
    best: dict[tuple, list[tuple[tuple, Generated]]] = {}
    for right in rights:
        turns = Turns()
        outcome(pack, right.function, right.source, turns)
        turns.limit()
        for edited in edits_of(right.source):
            if not described(edited.edit, known) or _says_little(edited.edit, known):
                continue
            gives = outcome(pack, right.function, edited.source, turns)
            if not gives:
                continue
            rank = _rank(edited.edit, known)
            entry = Generated(str(edited.edit.kind), told(edited.edit, known), gives)
            alike = best.setdefault(tuple(sorted(gives)), [])
            for place, (other, there) in enumerate(alike):
                if all(same(gives[name], there.gives[name]) for name in gives):
                    if rank < other:
                        alike[place] = (rank, entry)
                    break
            else:
                alike.append((rank, entry))
    yield from (entry for alike in best.values() for _, entry in alike)


def _says_little(edit: Edit, known: frozenset[str]) -> bool:
    """Whether it is about a number that stands nowhere the reader knows of."""
    return edit.kind is Kind.OTHER_CONSTANT and edit.target not in known


def _rank(edit: Edit, known: frozenset[str]) -> tuple:
    return (edit.target not in known, RANK[edit.kind], len(edit.names))


def _known(pack: Pack) -> frozenset[str]:
    """Names that a learner has met: arguments, keys of dictionaries, what is returned, letters.

    And the functions that all of mathematics knows by name.
    """
    names = {*pack.arguments, *pack.returns, *LETTERS, *ACTIVATIONS}
    for case in pack.cases:
        for value in case.inputs.values():
            if isinstance(value, dict):
                names |= {str(key) for key in value}
    for part in pack.parts:
        names |= {str(key) for path in part.paths for key in path}
    return frozenset(names)


def outcome(pack: Pack, function: Callable, source: str, turns: Turns) -> dict | None:
    """Fingerprints of the parts that an edited function gets wrong; None where it gives no answer."""
    cases = [(case.name, case.inputs) for case in pack.cases]
    turns.start()
    try:
        seen = observe(pack.exercise, {pack.exercise: turns.of(function, source)}, cases)
    except (SyntaxError, ValueError, TooManyTurns):
        return None
    calls = {call.case: call for call in seen.calls}
    if not calls or any(call.state != CallState.RETURNED for call in calls.values()):
        return None
    gives = {}
    for part in pack.parts:
        call, case = calls[part.case], pack.case(part.case)
        if comparing.compare(pack, part, case, call.value, call.warned) is None:
            continue
        value = form(pack, part, call.value, call.warned)
        mark = fingerprint(value) if value is not None else None
        if mark is None:
            return None
        gives[part.name] = mark
    return gives
