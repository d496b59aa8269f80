"""Sealed verdicts: a point is never decided in the process that runs a student's code.

`seal` puts a call with fresh inputs in place of each check cell; `settle` judges the answers that
came back and writes the cell's outputs itself, in the form nbgrader reads points from:

* all points: text, and an execute_result with the points;
* some points: the hint as text, and an execute_result with the points;
* no points: an error whose traceback is the hint.
"""

from __future__ import annotations

import dataclasses
import hashlib
import json
from collections.abc import Collection, Mapping
from types import MappingProxyType

from nbformat import NotebookNode

from autograder.check_cells import exercise_of
from autograder.exercises import all_exercises
from autograder.exercises.packing import make_pack
from autograder.grade.carried import carried
from autograder.grade.confined import TIMED_OUT
from autograder.grade.explained import NOTHING, told_by
from autograder.grade.left_out import is_left_out, note
from autograder.grade.own_helpers import over_own_helpers
from autograder.grade.stopped_cells import stopped_before
from autograder.notebook_parts import new_output, with_own_cells
from rnn_course import messages, values
from rnn_course.history import Stopped
from rnn_course.judging import judge
from rnn_course.observation import LookUp, Observation, from_data
from rnn_course.pack import Pack
from rnn_course.probe import MIME
from rnn_course.verdict import Verdict, VerdictState

PROBE = (
    "__import__('rnn_course.probe', fromlist=['answer'])"
    ".answer({name!r}, {cases!r}, globals(), {taken!r}, {known!r})"
)


def submission_seed(secret: bytes, student: str, notebook: NotebookNode) -> bytes:
    """The seed of one submission's inputs.

    It depends on the run's secret and on the submitted code, so that a regrade gives the same
    verdict, and a resubmission with the old expected numbers typed in meets other inputs.
    """
    code = "\x00".join(cell.source for cell in notebook.cells if cell.cell_type == "code")
    return hashlib.sha256(secret + b"\x00" + student.encode() + b"\x00" + code.encode()).digest()


def packs_for(notebook: NotebookNode, seed: bytes) -> dict[str, Pack]:
    """A pack with fresh inputs for each check cell, by exercise."""
    names = [exercise_of(cell) for cell in notebook.cells]
    known = all_exercises()
    return {name: make_pack(known[name], seed) for name in names if name in known}


def seal(
    notebook: NotebookNode,
    packs: dict[str, Pack],
    left_out: Collection[str] = (),
    known: Mapping[str, str] = MappingProxyType({}),
) -> NotebookNode:
    """A copy in which each check cell only calls the student's function and publishes the answer.

    Nothing in the copy tells what is expected of its inputs. With `known` it holds the learners' own
    packs, as text, so that a wrong answer can be explained (`explained`). All cell metadata but nbgrader's is left out, so
    that no tag of a student's can keep a cell from running. Cells whose text is in `left_out` are
    empty.
    """
    sealed = with_own_cells(notebook)
    for cell in sealed.cells:
        data = cell.metadata.get("nbgrader")
        cell.metadata = NotebookNode(nbgrader=data) if data else NotebookNode()
        if is_left_out(cell, left_out):
            cell.source = ""
        name = exercise_of(cell)
        if name in packs:
            cases = [[case.name, values.encode(case.inputs)] for case in packs[name].cases]
            cell.source = PROBE.format(
                name=name,
                cases=json.dumps(cases),
                taken=tuple(packs),
                known=known.get(name, ""),
            )
    return sealed


def settle(
    notebook: NotebookNode,
    executed: NotebookNode,
    packs: dict[str, Pack],
    seed: bytes,
    left_out: Collection[str] = (),
    known: Mapping[str, str] = MappingProxyType({}),
) -> tuple[NotebookNode, dict[str, Verdict]]:
    """Judge the answers in an executed sealed notebook.

    Args:
        notebook: As it was before `seal`.
        executed: What became of the sealed copy.
        packs: Those that the sealed calls came from.
        seed: The one that the packs were drawn from.
        left_out: What `seal` was told.
        known: What `seal` was told.

    Returns:
        The notebook with its own sources again, the outputs of the run, and the outputs of the
        verdicts; and the verdicts by exercise.
    """
    settled = with_own_cells(executed)
    verdicts: dict[str, Verdict] = {}
    for place, (original, cell) in enumerate(zip(notebook.cells, settled.cells, strict=True)):
        finished = "seconds" in cell.metadata
        cell.source, cell.metadata = original.source, NotebookNode(original.metadata)
        name = exercise_of(original)
        if is_left_out(cell, left_out):
            cell.outputs = note()
            continue
        if name not in packs:
            if cell.cell_type == "code" and cell.metadata.get("nbgrader", {}).get("grade"):
                _trust_as_nbgrader_does(cell, finished)
            continue
        unfinished = tuple(n for n in packs[name].uses if n in verdicts and not verdicts[n].passed)
        stopped = stopped_before(executed.cells[:place], name)
        told = told_by(cell, known.get(name, ""))
        verdict = _verdict(packs[name], cell, executed, unfinished, seed, verdicts, stopped, told)
        verdict = dataclasses.replace(verdict, message=_text(verdict.message))
        verdicts[name] = verdict
        cell.outputs = outputs_of(verdict)
        cell.execution_count = cell.execution_count or None
    return settled, verdicts


def _text(message: str) -> str:
    """A message that can be written: what a student raised may hold half a character."""
    return message.encode("utf-8", "replace").decode("utf-8")


def _trust_as_nbgrader_does(cell, finished: bool) -> None:
    """A grade cell with asserts of an instructor's own: no error means all points.

    So a cell that never came to its end needs an error, and a warning must not be taken for one.
    """
    cell.outputs = [
        NotebookNode(output, name="stdout") if output.output_type == "stream" else output
        for output in cell.outputs
    ]
    if not finished:
        cell.outputs.append(
            new_output(
                "error",
                ename="DidNotFinish",
                evalue="this check did not come to its end",
                traceback=["This check did not come to its end, so it gives no points."],
            )
        )


def outputs_of(verdict: Verdict) -> list[NotebookNode]:
    """The verdict as outputs of a cell. nbgrader takes the points from them."""
    if verdict.points == 0:
        return [
            new_output(
                "error",
                ename="CheckFailed",
                evalue=verdict.message.split("\n")[0],
                traceback=verdict.message.split("\n"),
            )
        ]
    return [
        new_output("stream", name="stdout", text=verdict.message + "\n"),
        new_output("execute_result", data={"text/plain": str(float(verdict.points))}),
    ]


def _verdict(
    pack: Pack, cell, executed, unfinished, seed, earlier, stopped=None, told=NOTHING
) -> Verdict:
    for output in cell.get("outputs", ()):
        data = output.get("data", {})
        if MIME in data:
            try:
                seen = _read(data[MIME])
                gone = seen.state == LookUp.NO_SUCH_NAME
                if stopped and (gone or stopped.line or stopped.kept_out):
                    return _not_defined(pack, seen, stopped)
                verdict = judge(pack, seen, unfinished, told.clue, told.generated)
                verdict = carried(verdict, seen, seed, earlier)
                return over_own_helpers(verdict, seen, seed, earlier, told.calls)
            except values.NotData as error:
                return _no_answer(pack, f"Its answer could not be read as data ({error}).")
    errors = [o for o in cell.get("outputs", ()) if o.output_type == "error"]
    if any(error.ename == TIMED_OUT["ename"] for error in errors):
        return _no_answer(
            pack,
            "It did not finish within the time limit. Look for a loop that never ends, or for a "
            "much slower way than the exercise asks for.",
        )
    state = executed.metadata.get("grading", {}).get("message", "")
    if state:
        return _no_answer(pack, state)
    raised = f" It stopped with {errors[0].ename}: {errors[0].evalue}." if errors else ""
    return _no_answer(pack, f"The call gave no answer.{raised}")


def _not_defined(pack: Pack, seen: Observation, stopped: Stopped) -> Verdict:
    """The cell with the function stopped: its own error, and no points for an older function."""
    message = messages.cell_stopped(pack, stopped, seen.state != LookUp.NO_SUCH_NAME)
    return _nothing(pack, VerdictState.NO_FUNCTION, message)


def _read(data) -> Observation:
    try:
        return from_data(json.loads(data) if isinstance(data, str) else data)
    except (ValueError, RecursionError) as error:
        if isinstance(error, values.NotData):
            raise
        raise values.NotData(type(error).__name__) from None


def _no_answer(pack: Pack, why: str) -> Verdict:
    return _nothing(pack, VerdictState.NO_ANSWER, messages.no_answer(pack, why))


def _nothing(pack: Pack, state: VerdictState, message: str) -> Verdict:
    none = {part.name: 0 for part in pack.parts}
    return Verdict(pack.exercise, state, 0, pack.points, message, parts=none)
