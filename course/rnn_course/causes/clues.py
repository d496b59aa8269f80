"""Where in the learner's own code it goes wrong, as data.

This runs the learner's code, so it runs where `observe` does: in the notebook's kernel, or in the
student's process when a class is graded. What comes back is a line and what stands in it.
"""

from __future__ import annotations

import dataclasses
import time
import warnings
from collections.abc import Callable
from dataclasses import dataclass
from enum import StrEnum

from rnn_course import comparing, values
from rnn_course.causes.code_facts import code_fact
from rnn_course.causes.first_wrong import RightValues, first_wrong
from rnn_course.causes.repair import repair
from rnn_course.causes.seeing import run, source_and_tree
from rnn_course.causes.time_limit import TooLong, within
from rnn_course.observation import CallState, observe
from rnn_course.pack import Pack, Part

SECONDS = 1.6  # for all that is looked at
OF_ONE = 0.1  # for one edited function
LONGEST = 200  # characters of a line


class Where(StrEnum):
    """How the place is known."""

    REPAIR = "repair"  # one small change there makes everything right
    FACT = "fact"  # the code shows it
    FIRST = "first"  # its value is the first that none of our solutions makes


@dataclass(frozen=True)
class Clue:
    """A place in the learner's function.

    Attributes:
        line: As the learner's cell counts.
        code: The line itself.
        text: The expression in it that is meant; '' for the whole line.
    """

    where: Where
    line: int
    code: str
    text: str = ""


def clue_to_data(clue: Clue | None) -> dict | None:
    """A clue as plain data, for another process."""
    return dataclasses.asdict(clue) if clue else None


def clue_from_data(data: object) -> Clue | None:
    """What `clue_to_data` made. None of anything else: the process that sent it is not trusted."""
    match data:
        case {"where": str(where), "line": int(line), "code": str(code), "text": str(text)}:
            if where in list(Where):
                return Clue(Where(where), line, code[:LONGEST], text[:LONGEST])
    return None


def look(pack: Pack, function: Callable, seconds: float = SECONDS) -> Clue | None:
    """Where the function goes wrong on the inputs of its pack, or None.

    It changes nothing of the learner's: copies of the function run, on copies of the inputs.
    """
    found = source_and_tree(function)
    if found is None or not pack.cases:
        return None
    source, tree = found
    end = time.monotonic() + seconds
    try:
        place = _first(pack, function, end) or _repaired(pack, function, source, end)
    except TooLong:
        place = None
    if place is None and (fact := code_fact(tree)):
        place = Where.FACT, *fact
    if place is None:
        return None
    where, line, text = place
    lines = source.splitlines()
    if not 1 <= line <= len(lines):
        return None
    start = function.__code__.co_firstlineno
    return Clue(where, start + line - 1, lines[line - 1].strip()[:LONGEST], text[:LONGEST])


def _repaired(pack: Pack, function: Callable, source: str, end: float):
    wrong = _first_wrong_part(pack, function)
    if wrong is None:
        return None

    def right(edited: Callable) -> bool:
        try:
            with within(OF_ONE, edited.__globals__.get("__name__")):
                return _mends(pack, wrong, edited) and _is_right(pack, edited)
        except TooLong:
            return False

    found = repair(function, source, right, end - time.monotonic())
    return (Where.REPAIR, found.line, "") if found else None


def _first_wrong_part(pack: Pack, function: Callable) -> Part | None:
    cases = [(case.name, case.inputs) for case in pack.cases]
    seen = observe(pack.exercise, {pack.exercise: function}, cases)
    calls = {call.case: call for call in seen.calls}
    for part in pack.parts:
        call = calls.get(part.case)
        if call is None or call.state != CallState.RETURNED:
            return part
        if comparing.compare(pack, part, pack.case(part.case), call.value, call.warned):
            return part
    return None


def _mends(pack: Pack, part: Part, function: Callable) -> bool:
    """Whether a function gets one part right. Quick: most edits do not, and end here."""
    if part.kind == "quiet":
        return True
    case = pack.case(part.case)
    with warnings.catch_warnings():
        warnings.simplefilter("ignore")
        value = values.plain(function(*case.arguments()))
    return comparing.compare(pack, part, case, value, ()) is None


def _is_right(pack: Pack, function: Callable) -> bool:
    """Whether a function earns all points of the pack; case by case, so that most end early."""
    for case in pack.cases:
        seen = observe(pack.exercise, {pack.exercise: function}, [(case.name, case.inputs)])
        if not seen.calls or seen.calls[0].state != CallState.RETURNED or seen.calls[0].changed:
            return False
        call = seen.calls[0]
        for part in pack.parts:
            if part.case == case.name and comparing.compare(
                pack, part, case, call.value, call.warned
            ):
                return False
    return True


def _first(pack: Pack, function: Callable, end: float):
    for case in pack.cases:
        known = pack.values.get(case.name)
        if not known or time.monotonic() > end:
            continue
        with within(end - time.monotonic(), function.__globals__.get("__name__")):
            seen = run(function, case.inputs)
        if seen is None or seen.error:
            continue
        words = any(part.kind == "exact" for part in pack.parts)
        place = first_wrong(seen, RightValues(known), words)
        if place is not None:
            return Where.FIRST, place.line, place.text
    return None
