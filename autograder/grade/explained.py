"""What is told of a wrong answer that no named mistake explains.

The grader's packs have fresh inputs and know the named mistakes alone. The learner's own pack knows
much more: what comes out of each small edit of a right function, and the values that right ones
make on the way. So the function also runs on that pack's inputs, in the student's process; what
came out is looked up here. It says something to the student and decides no point.
"""

from __future__ import annotations

import json
from collections.abc import Iterable

from nbformat import NotebookNode

from autograder import house
from autograder.exercises import all_exercises
from rnn_course import pack as packs
from rnn_course import values
from rnn_course.causes.clues import Clue, clue_from_data
from rnn_course.judging import generated_mistake
from rnn_course.observation import from_data
from rnn_course.probe import WHY


def learners_packs(names: Iterable[str]) -> dict[str, str]:
    """The learners' packs of exercises that are functions, as text; those that are not built lack."""
    found = {}
    for name in names:
        exercise = all_exercises()[name]
        path = house.COURSE / exercise.chapter / "checks" / f"{name}.json"
        if exercise.arguments and path.is_file():
            found[name] = path.read_text(encoding="utf-8")
    return found


def explained(cell: NotebookNode, known: str) -> tuple[str, Clue | None]:
    """What an executed call tells beside its answer: a sentence, and a place in the code.

    Args:
        known: The pack that it was sent.
    """
    sent = [output.data[WHY] for output in cell.get("outputs", ()) if WHY in output.get("data", {})]
    if not sent or not known:
        return "", None
    try:
        data = json.loads(sent[0]) if isinstance(sent[0], str) else sent[0]
        seen = from_data(data["seen"])
        return generated_mistake(packs.from_json(known), seen), clue_from_data(data["clue"])
    except (ValueError, KeyError, TypeError, RecursionError, values.NotData):
        return "", None  # the process that sent it is the student's
