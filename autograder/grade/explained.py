"""What a student's process tells of a wrong answer, beside the answer itself.

The grader's packs have fresh inputs and know the named mistakes alone. The learner's own pack knows
much more: what comes out of each small edit of a right function, and the values that right ones
make on the way. So the function also runs on that pack's inputs, in the student's process; what
came out is looked up here. It says something to the student and decides no point.

And a right loop over a wrong helper is told by the calls it made of that helper (`own_helpers`).
"""

from __future__ import annotations

import contextlib
import json
from collections.abc import Iterable
from dataclasses import dataclass, field

from nbformat import NotebookNode

from autograder import house
from autograder.exercises import all_exercises
from rnn_course import helper_calls
from rnn_course import pack as packs
from rnn_course.causes.clues import Clue, clue_from_data
from rnn_course.judging import generated_mistake
from rnn_course.observation import from_data
from rnn_course.probe import WHY


@dataclass(frozen=True)
class Told:
    """What came beside an answer.

    Attributes:
        generated: A small edit of a right function that explains the answer, in a sentence.
        clue: Where in the student's code it goes wrong.
        calls: The calls that the function made of the student's own helpers.
    """

    generated: str = ""
    clue: Clue | None = None
    calls: list = field(default_factory=list)


NOTHING = Told()


def learners_packs(names: Iterable[str]) -> dict[str, str]:
    """The learners' packs of exercises that are functions, as text; those that are not built lack."""
    found = {}
    for name in names:
        exercise = all_exercises()[name]
        path = house.COURSE / exercise.chapter / "checks" / f"{name}.json"
        if exercise.arguments and path.is_file():
            found[name] = path.read_text(encoding="utf-8")
    return found


def told_by(cell: NotebookNode, known: str) -> Told:
    """What an executed call tells beside its answer. The process that sent it is not trusted.

    Args:
        known: The pack that it was sent.
    """
    sent = [output.data[WHY] for output in cell.get("outputs", ()) if WHY in output.get("data", {})]
    if not sent or not known:
        return NOTHING
    try:
        data = json.loads(sent[0]) if isinstance(sent[0], str) else sent[0]
    except (ValueError, RecursionError):
        return NOTHING
    if not isinstance(data, dict):
        return NOTHING
    generated, clue, calls = "", None, []
    with contextlib.suppress(ValueError, KeyError, TypeError, RecursionError):
        calls = helper_calls.from_data(data.get("helpers", []))
    with contextlib.suppress(ValueError, KeyError, TypeError, RecursionError):
        generated = generated_mistake(packs.from_json(known), from_data(data["seen"]))
        clue = clue_from_data(data["clue"])
    return Told(generated, clue, calls)
