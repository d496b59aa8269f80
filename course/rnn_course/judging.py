"""From an observation to a verdict: the points, the message, the misconception recognised.

The order is fixed: exists, signature, runs, then for each part structure, shape, dtype and values,
then side effects. The message stops at the first thing that is wrong. Points are counted for every
part that is right, so that one mistake does not cost the rest.

This is pure: it calls nothing of the learner's. `check` uses it in the notebook's kernel with a
pack from a file; the grader uses it in its own process with a pack from a secret seed.
"""

from __future__ import annotations

import numpy as np

from rnn_course import comparing, messages, quizzes
from rnn_course.causes import ladder
from rnn_course.causes.clues import Clue
from rnn_course.findings import STAGES, Finding, Missing
from rnn_course.holding import lacks
from rnn_course.messages import Certainty
from rnn_course.observation import Call, CallState, LookUp, Observation
from rnn_course.pack import Mistake, Pack, Part
from rnn_course.picking import picked
from rnn_course.telling import tells
from rnn_course.verdict import Verdict, VerdictState

NUMBERS = ("array", "number", "sum", "integers", "marks")


def judge(
    pack: Pack,
    seen: Observation,
    unfinished: tuple[str, ...] = (),
    clue: Clue | None = None,
    generated: str = "",
    alone: bool = False,
) -> Verdict:
    """Judge what was observed against a pack.

    Args:
        unfinished: Names of exercises that do not pass yet. When the function uses one of them, the
            message says to put that right first.
        clue: Where the learner's code goes wrong, for an answer of which nothing else is known.
        generated: What is known of the answer from another pack (`generated_mistake`).
        alone: Whether right helpers stood in for the unfinished ones.
    """
    nothing = {part.name: 0 for part in pack.parts}

    def verdict(state, message, parts=nothing, points=None, misconception=""):
        points = sum(parts.values()) if points is None else points
        return Verdict(
            pack.exercise, state, points, pack.points, message, misconception, dict(parts)
        )

    if seen.state == LookUp.NO_SUCH_NAME:
        return verdict(VerdictState.NO_FUNCTION, messages.missing(pack, seen))
    if seen.state == LookUp.NOT_CALLABLE:
        return verdict(VerdictState.NO_FUNCTION, messages.not_callable(pack, seen))
    if seen.state == LookUp.WRONG_ARGUMENTS:
        return verdict(VerdictState.WRONG, messages.wrong_arguments(pack, seen))
    if any(c.state == CallState.UNWRITTEN and c.where == pack.exercise for c in seen.calls):
        return verdict(VerdictState.UNWRITTEN, messages.unwritten(pack))

    blamed = tuple(name for name in unfinished if name in seen.mentions)
    findings = {part.name: _finding(pack, part, seen) for part in pack.parts}
    own = [part for part in pack.parts if findings[part.name]]
    for part in pack.parts:
        beside = [p for p in own if p.name == part.beside]
        if part.kind == "quiet":  # to raise no warning is worth nothing if the values are wrong
            beside = [p for p in own if p.case == part.case and p.kind != "quiet"]
        if beside and not findings[part.name]:
            findings[part.name] = findings[beside[0].name]
    parts = {p.name: 0 if findings[p.name] else p.points for p in pack.parts}
    changed = sorted({name for call in seen.calls for name in call.changed})
    stopped = next((call for call in seen.calls if call.state != CallState.RETURNED), None)

    wrong = [(part, findings[part.name]) for part in pack.parts if findings[part.name]]
    if changed and all(part.kind == "holds" for part, _ in wrong):
        # a cache keeps the array itself, so an input that is overwritten later spoils it too
        points = min(sum(parts.values()), pack.points - 1)
        return verdict(VerdictState.WRONG, messages.changed(pack, changed, points), parts, points)
    if wrong:
        part, finding, mistake, how = _spoken_of(pack, seen, own, wrong)
        misconception = mistake.name if mistake else ""
        right = [p.name for p in pack.parts if parts[p.name]]
        if stopped is not None and finding.stage == "ran":
            state = VerdictState.RAISED
            message = messages.stopped(pack, stopped, parts, right, blamed, alone)
        elif quizzes.is_quiz(pack.parts) and finding.stage == "values":
            state = VerdictState.WRONG
            none = quizzes.no_options(pack, seen.call(part.case).value)
            message = messages.letters_wrong(pack, len(right), none)
        else:
            state = VerdictState.WRONG
            known = mistake is not None or finding.stage == "dtype"
            what = "" if known else generated or ladder.what(pack, own, _values(pack, seen, own))
            where = ladder.where(clue)
            said = {"how": how, "what": what, "where": where, "alone": alone}
            message = messages.wrong(pack, finding, mistake, parts, right, blamed, **said)
        return verdict(state, message, parts, misconception=misconception)
    return verdict(VerdictState.PASSED, messages.passed(pack, _reasons(pack, seen)), parts)


def generated_mistake(pack: Pack, seen: Observation) -> str:
    """The small edit of a right function that explains all that is wrong, in a sentence, or ''."""
    wrong = [part for part in pack.parts if _finding(pack, part, seen)]
    return ladder.generated(pack, wrong, _values(pack, seen, wrong)) if wrong else ""


def _values(pack: Pack, seen: Observation, parts: list[Part]) -> dict:
    """What was got for each of these parts, by name."""
    calls = {part.name: seen.call(part.case) for part in parts}
    return {
        part.name: form(pack, part, calls[part.name].value, calls[part.name].warned)
        for part in parts
        if calls[part.name] is not None and calls[part.name].state == CallState.RETURNED
    }


def _finding(pack: Pack, part: Part, seen: Observation) -> Finding | None:
    call = seen.call(part.case)
    if call is None:
        return Finding("structure", f"No answer came back for {part.name}.")
    if call.state != CallState.RETURNED:
        return Finding("ran", "")
    return comparing.compare(pack, part, pack.case(part.case), call.value, call.warned)


def _reasons(pack: Pack, seen: Observation) -> list[str]:
    """Of a quiz in which all is right: for each question its letter and why it is right."""
    if not quizzes.is_quiz(pack.parts):
        return []
    return quizzes.opened(pack.reasons, pack.exercise, seen.call(pack.parts[0].case).value)


def _order(finding: Finding) -> int:
    """Earlier stages first: a call that stopped, then structure, shape, dtype, values."""
    return 0 if finding.stage == "ran" else 1 + STAGES.index(finding.stage)


def _spoken_of(pack: Pack, seen: Observation, own: list[Part], wrong: list) -> tuple:
    """The part that the message is about, its finding, and the mistake recognised in it.

    It is the first that is wrong, at the earliest stage. Where no mistake is recognised in its
    values, another part may have one.
    """
    in_order = sorted(wrong, key=lambda pair: _order(pair[1]))
    part, finding = in_order[0]
    mistake, how = _recognise(pack, seen, own, part)
    if finding.sure and how != Certainty.WHOLE:
        return part, finding, None, how
    if mistake is None and finding.stage == "values" and not finding.known:
        for other, its_finding in in_order[1:]:
            if other in own and other.kind in NUMBERS:  # a list of names is soon the same
                found = _recognise(pack, seen, own, other)
                if found[0] is not None:
                    return other, its_finding, *found
    return part, finding, mistake, how


def _recognise(
    pack: Pack, seen: Observation, wrong: list[Part], first: Part
) -> tuple[Mistake | None, Certainty]:
    """The misconception that gives exactly these values, and how far it explains what is wrong.

    One that explains every part is preferred; then one that explains the part the message is
    about, because two mistakes at once are common and each deserves its sentence. A misconception
    that would spoil a part that is right is none of these, nor is one that explains a quantity in
    one case and gives other values of it in another.
    """
    explains_first = None
    names = {part.name for part in wrong}
    for mistake in pack.mistakes:
        if not set(mistake.gives) <= names:
            continue
        given = [part for part in wrong if part.name in mistake.gives]
        explained = [
            part
            for part in given
            if _matches(pack, part, mistake.gives[part.name], seen.call(part.case))
        ]
        if len(explained) == len(wrong) == len(mistake.gives):
            sure = any(tells(mistake.gives[part.name]) for part in explained)
            return mistake, Certainty.WHOLE if sure else Certainty.PERHAPS
        if first in explained and explains_first is None:
            against = [part for part in wrong if part not in explained and part.kind != "quiet"]
            if _is_telling(pack, seen, explained, mistake, against):
                explains_first = mistake
    return explains_first, Certainty.IN_PART


def _is_telling(
    pack: Pack, seen: Observation, explained: list[Part], mistake: Mistake, against: list[Part]
) -> bool:
    """Whether a mistake that explains some parts is more than a chance.

    What it says of the others may be spoiled by a second mistake; but the same numbers in another
    case would show it too, and plain numbers (zeros, ones) come out of many mistakes.
    """
    quantities = {part.paths for part in explained if part.kind in NUMBERS}
    for part in against:
        call = seen.call(part.case)
        if part.paths not in quantities or call is None or call.state != CallState.RETURNED:
            continue
        if _finite(form(pack, part, call.value, call.warned)):
            return False
    whole = all(part in explained for part in against if part.name in mistake.gives)
    return whole or any(tells(mistake.gives[part.name]) for part in explained)


def _finite(value) -> bool:
    """Whether it can be compared: what overflowed says nothing for or against."""
    numbers = isinstance(value, np.ndarray | float) and np.asarray(value).dtype.kind in "fiu"
    return not numbers or bool(np.isfinite(value).all())


def _matches(pack: Pack, part: Part, given, call: Call | None) -> bool:
    if call is None or call.state != CallState.RETURNED:
        return False
    got = form(pack, part, call.value, call.warned)
    return got is not None and comparing.same(part, given, got)


def form(pack: Pack, part: Part, returned, warned: tuple[str, ...] = ()):
    """The value of a part in the form in which packs keep what a mistake gives, or None."""
    if part.kind == "quiet":
        return tuple(warned)
    try:
        value = picked(pack, part, returned)
    except Missing:
        return None
    if part.kind == "holds":
        return lacks(pack.case(part.case).expected[part.name], value)
    return value
