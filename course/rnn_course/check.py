"""`check("softmax")`: the line under every exercise.

It finds the learner's function by its name, calls it with the inputs of the exercise's pack, and
says in words whether the answer is right. It needs NumPy and this package, nothing else.
"""

from __future__ import annotations

import dataclasses
import sys
from pathlib import Path

from rnn_course import history, messages, progress_file
from rnn_course.causes.clues import Clue, look
from rnn_course.grading import at_a_desk
from rnn_course.helper_calls import Table, first_missed, rebound
from rnn_course.judging import judge
from rnn_course.observation import observe
from rnn_course.pack import Pack, PackError, load
from rnn_course.verdict import Verdict, VerdictState

# The notebook's own folder: Jupyter starts a kernel there. Kept, because code may change folder.
FOLDER = Path.cwd()

history.watch()


class CheckFailed(Exception):
    """An exercise is not right yet. Shown in a notebook as its message alone, without traceback."""

    def __init__(self, verdict: Verdict | None, message: str):
        super().__init__(message)
        self.verdict = verdict

    def _render_traceback_(self) -> list[str]:  # IPython shows these lines instead of a traceback
        # a last line that is not blank to JupyterLab, so that the text keeps off the box's edge
        return [*str(self).split("\n"), "\u00a0"]


def check(name: str, function=None, *, folder: Path | str | None = None) -> None:
    """Check one exercise and print the result.

    Args:
        name: The exercise, which is also the name of the function: ``check("softmax")``.
        function: The function itself. Left out in notebooks: it is then looked up by its name, so
            that a missing or renamed function gets a sentence and not a NameError.
        folder: Where the folder ``checks`` lies. Default: the notebook's folder.

    What is not written yet is no error: in a notebook its message is printed, on no red ground.

    Raises:
        CheckFailed: When the answer is not right yet; its text is the message. Raising, not only
            printing, makes nbgrader's *Validate* button and a plain nbgrader count the cell as not
            passed.
    """
    namespace = sys._getframe(1).f_globals
    if function is not None:
        namespace = {**namespace, name: function}
    verdict = verdict_of(name, namespace, Path(folder) if folder else FOLDER)
    amiss = _keep(verdict) if folder is None and function is None else ""
    calm = verdict.state == VerdictState.UNWRITTEN and at_a_desk()
    if not verdict.passed and not calm:
        raise CheckFailed(verdict, "\n".join(filter(None, [verdict.message, amiss])))
    print(verdict.message)
    if amiss:
        print(amiss)


_told: set[str] = set()  # what was said about the progress file, so that it is said once


def _keep(verdict: Verdict) -> str:
    """Add the result to the learner's progress. Returns what there is to say about it, or ''.

    A function that is not in memory says nothing about the notebook, and a stub nothing new. While
    a class is graded nothing is kept.
    """
    place = progress_file.place(FOLDER)
    if place is None or verdict.state == VerdictState.NO_FUNCTION:
        return ""
    try:
        said = progress_file.record(
            place,
            FOLDER.name,
            verdict.exercise,
            verdict.points,
            verdict.maximum,
            begun=verdict.state != VerdictState.UNWRITTEN,
        )
    except OSError as error:
        said = (
            f"Your progress cannot be kept in {place} ({error.strerror}). Checks work all the same."
        )
    if not said or said in _told:
        return ""
    _told.add(said)
    return messages.note(said)


def verdict_of(name: str, namespace: dict, folder: Path) -> Verdict:
    """Judge the function called `name` in `namespace`. Raises `CheckFailed` without a pack."""
    try:
        pack = load(name, folder)
        if stopped := history.newest_stopped(name, namespace):
            return _not_defined(pack, stopped, namespace)
        taken = tuple(path.stem for path in (folder / "checks").glob("*.json"))
        verdict = _judged(pack, namespace, taken=taken)
        if verdict.state in (VerdictState.WRONG, VerdictState.RAISED):
            # a function of an earlier chapter has its check there, and none here
            of = {name: plainly(name, namespace, folder) for name in pack.uses if name in taken}
            uses = tuple(name for name, found in of.items() if not found.passed)
            unwritten = any(found.state == VerdictState.UNWRITTEN for found in of.values())
            verdict = _judged(pack, namespace, uses) if uses else verdict
            function = namespace[name]
            if uses and not unwritten and (by_itself := _by_itself(pack, namespace, uses)):
                verdict, function = by_itself
            alone = function is not namespace[name]
            # over a wrong helper all that follows is wrong, and no line of this function's need be
            own = alone or not uses
            if own and verdict.state == VerdictState.WRONG and not verdict.misconception:
                clue = look(pack, function)
                if clue:
                    verdict = _judged(pack, {name: function}, uses, clue=clue, alone=alone)
    except PackError as error:
        raise CheckFailed(None, messages.trouble("The check cannot run.", str(error))) from None
    return verdict


def _by_itself(pack: Pack, namespace: dict, uses: tuple[str, ...]):
    """A verdict on the function with right helpers in the place of wrong ones, and that function.

    Where one argument of a call is another than in our solution, that is what is said. None where
    right helpers cannot stand in for another reason: a right function may call them otherwise.
    """
    function = namespace[pack.exercise]
    table = Table(call for calls in pack.helpers.values() for call in calls)
    alone = rebound(function, {name: table.helper(name) for name in uses})
    if alone is None or not pack.helpers:
        return None
    verdict = _judged(pack, {pack.exercise: alone}, uses, alone=True)
    if verdict.passed:
        text = messages.right_by_itself(pack, uses)
        return dataclasses.replace(verdict, state=VerdictState.CARRIED, message=text), function
    if table.missed is not None:
        missed = (first_missed(function, pack.helpers[c.name], uses, c.inputs) for c in pack.cases)
        first = next(filter(None, missed), table.missed)
        odd = messages.odd_call(first, namespace.get(first.name))
        return (_judged(pack, namespace, uses, generated=odd), function) if odd else None
    return None if verdict.state == VerdictState.RAISED else (verdict, alone)


def _not_defined(pack: Pack, stopped: history.Stopped, namespace: dict) -> Verdict:
    """The newest cell with the function stopped: an older function is not judged in its place."""
    message = messages.cell_stopped(pack, stopped, callable(namespace.get(pack.exercise)))
    return Verdict(
        pack.exercise,
        VerdictState.NO_FUNCTION,
        0,
        pack.points,
        message,
        parts={part.name: 0 for part in pack.parts},
    )


def _judged(
    pack: Pack,
    namespace: dict,
    unfinished: tuple[str, ...] = (),
    taken: tuple[str, ...] = (),
    clue: Clue | None = None,
    alone: bool = False,
    generated: str = "",
) -> Verdict:
    cases = [(case.name, case.inputs) for case in pack.cases]
    seen = observe(pack.exercise, namespace, cases, taken)
    return judge(pack, seen, unfinished, clue, generated, alone)


def plainly(name: str, namespace: dict, folder: Path) -> Verdict:
    """The verdict on another function of the notebook, as it is."""
    return _judged(load(name, folder), namespace)
