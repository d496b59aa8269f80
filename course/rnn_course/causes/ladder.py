"""What is true of a wrong answer that no named mistake explains: sentences, from the best known on.

What the numbers are: what comes out of a small edit of a right function, or the right numbers but
for a factor, an order, a step. And where the learner's code makes the first wrong one.
"""

from __future__ import annotations

from collections.abc import Sequence

import numpy as np

from rnn_course.causes.clues import Clue, Where
from rnn_course.causes.numbers.lists import listed, whole_number
from rnn_course.causes.relations import relation
from rnn_course.edits.kinds import Edit, Kind
from rnn_course.edits.words import described
from rnn_course.exact import settled
from rnn_course.fingerprints import fingerprint, same
from rnn_course.pack import Case, Pack, Part
from rnn_course.telling import tells

NUMBERS = ("array", "number", "sum", "integers", "marks")


def what(pack: Pack, wrong: Sequence[Part], values: dict) -> str:
    """What the numbers of a wrong answer are, in a sentence, or ''.

    Args:
        wrong: The parts that are not right by themselves.
        values: What was got for each, in the form of `judging.form`, by name.
    """
    return generated(pack, wrong, values) or related(pack, wrong, values)


def generated(pack: Pack, wrong: Sequence[Part], values: dict) -> str:
    """A small edit of a right function that gives exactly these values in every part."""
    if all(part.kind == "holds" for part in wrong):  # which arrays are not there is said already
        return ""
    names = {part.name for part in wrong}
    if not names <= values.keys():  # a place that is not there has no value
        return ""
    prints = {name: fingerprint(values[name]) for name in names}
    if not all(prints.values()) or not any(tells(values[name]) for name in names):
        return ""
    for mistake in pack.generated:
        if set(mistake.gives) != names:
            continue
        if all(same(mistake.gives[name], prints[name]) for name in names):
            target, *others = mistake.said
            said = described(Edit(Kind(mistake.kind), tuple(others), target))
            if said:
                return f"This is what comes out when {said}."
    return ""


def related(pack: Pack, wrong: Sequence[Part], values: dict) -> str:
    """How the first wrong numbers follow from the right ones."""
    for part in wrong:
        got = values.get(part.name)
        if part.kind == "exact" and (said := _exact(pack, part, got)):
            return _of_part(pack, part, said)
        if part.kind not in NUMBERS or not isinstance(got, (np.ndarray, int, float)):
            continue
        case = pack.case(part.case)
        known, given = _known(pack, part), _given(case)
        expected = case.expected[part.name]
        said = relation(expected, got, part.shape, case.sizes, known, given)
        if said:
            return _of_part(pack, part, said)
    return ""


def _of_part(pack: Pack, part: Part, said: str) -> str:
    return said if len(pack.parts) == 1 else f"{part.name}: {said[0].lower()}{said[1:]}"


def _exact(pack: Pack, part: Part, got) -> str:
    """How a list or a whole number differs from the right one."""
    right, got = settled(pack.case(part.case).expected[part.name]), settled(got)
    if isinstance(right, list) and isinstance(got, list):
        return listed(right, got)
    return whole_number(right, got) if type(right) is type(got) is int else ""


def _known(pack: Pack, part: Part) -> dict:
    """Other quantities of the case: its inputs and weights, and other right values."""
    case = pack.case(part.case)
    known = _given(case)
    for other in pack.parts:
        if other.case == part.case and other.name != part.name and other.kind in NUMBERS:
            known[other.name] = case.expected[other.name]
    return known


def _given(case: Case) -> dict:
    """The inputs of a case, weights by their own names."""
    given: dict = {}
    for name, value in case.inputs.items():
        given.update(value if isinstance(value, dict) else {name: value})
    return given


def where(clue: Clue | None) -> list[str]:
    """Where it goes wrong: a sentence, and the learner's own line."""
    if clue is None:
        return []
    at = f"line {clue.line}   {clue.code}"
    if clue.where == Where.REPAIR:
        return ["One small change in this line makes all of it right:", at]
    if clue.where == Where.FACT:
        return [clue.text, at]
    meant = clue.text if clue.text and clue.text != clue.code else ""
    about = f": the value of {meant}" if meant else ""
    return [f"Here is the first value that none of our solutions makes{about}.", at]
