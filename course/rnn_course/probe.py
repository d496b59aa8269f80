"""The road out of a student's kernel: call a function, publish what it did as data.

The grader runs one line of this in place of each check cell. Nothing that counts is compared here
and no expected value of the grader's inputs is present, so nothing that runs in this process can
decide a point.

What helps a learner most, the line where it goes wrong, only this process can find: it runs the
function again. It does so on the inputs of the learner's own pack, after the answer is out. What
comes back are words and line numbers about the student's own code, for the student to read.
"""

from __future__ import annotations

import json
import time

from rnn_course import values
from rnn_course.causes.clues import clue_to_data, look
from rnn_course.helper_calls import Recorder, rebound
from rnn_course.helper_calls import to_data as calls_to_data
from rnn_course.judging import judge
from rnn_course.observation import observe, to_data
from rnn_course.pack import Pack, from_json
from rnn_course.verdict import VerdictState

MIME = "application/x-rnn-course-answer+json"
WHY = "application/x-rnn-course-why+json"
PATIENCE = 5.0  # seconds: a function that takes longer is not run a second time


def answer(
    name: str, cases: str, namespace: dict, taken: tuple[str, ...] = (), known: str = ""
) -> None:
    """Observe `name` on the cases and publish the observation as display data.

    Args:
        cases: Names and inputs, as JSON text.
        taken: Names of the chapter's exercises.
        known: The learner's own pack, as it lies in `checks`, or ''.
    """
    from IPython.display import publish_display_data

    inputs = [(case, values.decode(data)) for case, data in json.loads(cases)]
    began = time.monotonic()
    publish_display_data({MIME: json.dumps(to_data(observe(name, namespace, inputs, taken)))})
    if known and time.monotonic() - began < PATIENCE:
        why = _why(known, inputs, namespace, taken)
        if why:
            publish_display_data({WHY: json.dumps(why)})


def _helper_calls(pack: Pack, inputs: list, namespace: dict) -> list:
    """How the function calls the student's own helpers on the grader's inputs, as data."""
    recorder = Recorder()
    helpers = {
        name: recorder.of(name, namespace[name])
        for name in pack.uses
        if callable(namespace.get(name))
    }
    function = rebound(namespace[pack.exercise], helpers) if helpers else None
    if function is None:
        return []
    observe(pack.exercise, {pack.exercise: function}, inputs)
    return calls_to_data(recorder.calls)


def _why(known: str, inputs: list, namespace: dict, taken: tuple[str, ...]) -> dict | None:
    """What is to be told of a wrong answer; None of any other."""
    try:
        pack = from_json(known)
        seen = observe(
            pack.exercise, namespace, [(case.name, case.inputs) for case in pack.cases], taken
        )
        verdict = judge(pack, seen)
        if verdict.state not in (VerdictState.WRONG, VerdictState.RAISED):
            return None
        why: dict = {"helpers": _helper_calls(pack, inputs, namespace)}
        if verdict.state == VerdictState.WRONG and not verdict.misconception:
            clue = look(pack, namespace[pack.exercise])
            why |= {"seen": to_data(seen), "clue": clue_to_data(clue)}
        return why
    except Exception:  # the points are out already: then there is only less to read
        return None
