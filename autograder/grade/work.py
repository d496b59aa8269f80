"""What a worker does with one submission: everything but the gradebook.

read → give the cells back → seal → run in the sandbox → settle. A function of its arguments alone,
so it can be sent to a process of this machine or to one of a cluster; it needs no course tree.
"""

from __future__ import annotations

from dataclasses import dataclass, field, replace

import nbformat
from nbformat import NotebookNode

from autograder.check_cells import exercise_of
from autograder.grade import sealing
from autograder.grade.errors import GradeError
from autograder.grade.execute import execute_node
from autograder.grade.limit_output import limit_output
from autograder.grade.reading import notebook_of
from autograder.grade.restore import RESTORED, Released, restored
from autograder.grade.submission_state import SubmissionState
from autograder.notebook_parts import new_cell
from autograder.sandbox.limits import Limits
from rnn_course import messages
from rnn_course.verdict import Verdict, VerdictState


@dataclass(frozen=True)
class Course:
    """What is the same for all submissions of a run."""

    released: list[Released]
    metadata: dict  # of the released notebook: its kernelspec
    files: dict[str, bytes]  # the instructor's own beside the notebook
    secret: bytes
    limits: Limits
    preload: tuple[str, ...] = ()
    sandbox: bool = True
    left_out: tuple[str, ...] = ()  # the texts of demonstrations that need not run
    known: dict[str, str] = field(default_factory=dict)  # the learners' packs, by exercise


@dataclass(frozen=True)
class Task:
    """One submission. `content` None: nothing to run; then `state` and `problem` say why."""

    student: str
    name: str  # of the notebook's file
    state: SubmissionState | None = None
    problem: str = ""
    content: bytes | None = None
    files: dict[str, bytes] = field(default_factory=dict)


@dataclass(frozen=True)
class Outcome:
    """A judged submission, ready to be recorded.

    Attributes:
        notebook: nbformat-4 text with the verdicts as outputs.
        seconds: Exercise → the time that its check took.
    """

    notebook: str
    state: SubmissionState
    note: str
    maximum: float
    verdicts: dict[str, Verdict]
    seconds: dict[str, float]


def work(task: Task, course: Course) -> Outcome:
    """Judge one submission. Raises only when this machine is at fault."""
    if task.content is not None:
        try:
            submitted = notebook_of(task.name, task.content)
        except GradeError as error:
            task = replace(task, content=None, state=SubmissionState.UNREADABLE, problem=str(error))
    if task.content is None:
        submitted = NotebookNode(nbformat=4, nbformat_minor=5, metadata={}, cells=[])
    notebook = restored(submitted, course.released)
    put_back = notebook.metadata.pop(RESTORED, "") if task.content is not None else ""
    notebook.metadata = nbformat.from_dict(dict(course.metadata))
    seed = sealing.submission_seed(course.secret, task.student, notebook)
    packs = sealing.packs_for(notebook, seed)
    sealed = sealing.seal(notebook, packs, course.left_out, course.known)
    if task.content is None:
        executed = sealed
        executed.metadata["grading"] = {"state": task.state, "message": task.problem}
    else:
        files = task.files | course.files
        executed = execute_node(sealed, files, course.limits, course.preload, course.sandbox)
    run, seconds = executed.metadata["grading"], _seconds(notebook, executed)
    settled, verdicts = sealing.settle(
        notebook, executed, packs, seed, course.left_out, course.known
    )
    settled.metadata.pop("grading")
    note = _note(put_back, run, verdicts)
    if note:
        add_note(settled, note)
    limit_output(settled)
    maximum = sum(cell.points for cell in course.released if cell.points is not None)
    return Outcome(nbformat.writes(settled), run["state"], note, maximum, verdicts, seconds)


def _note(put_back: str, run: dict, verdicts: dict[str, Verdict]) -> str:
    notes = [put_back, run["message"], *map(_why_no_function, verdicts.values())]
    if (
        run["state"] == SubmissionState.GRADED
        and verdicts
        and not any(map(_answered, verdicts.values()))
    ):
        # one broken check is the student's affair; all of them may be ours
        notes += ["No check gave an answer.", _second_line(next(iter(verdicts.values())))]
    return " ".join(filter(None, notes))


def _why_no_function(verdict: Verdict) -> str:
    """The first sentence of `messages.cell_stopped`, if that is what a verdict says, otherwise ''."""
    text = verdict.message
    stopped = text.startswith(f"✗ {messages.NOT_REACHED} ")
    if verdict.state != VerdictState.NO_FUNCTION or not stopped:
        return ""
    sentence = text.split("\n      ")[0].split("\n  It never came")[0]
    return " ".join(sentence.removeprefix("✗ ").split()).rstrip(".") + "."


def _answered(verdict: Verdict) -> bool:
    return verdict.state != VerdictState.NO_ANSWER


def _second_line(verdict: Verdict) -> str:
    return " ".join(verdict.message.split("\n")[1:]).strip()


def _seconds(notebook: NotebookNode, executed: NotebookNode) -> dict[str, float]:
    pairs = zip(notebook.cells, executed.cells, strict=True)
    named = {exercise_of(cell): ran.metadata.get("seconds") for cell, ran in pairs}
    return {name: seconds for name, seconds in named.items() if name and seconds is not None}


def add_note(notebook: NotebookNode, text: str) -> None:
    """Put a note for the student in front of the notebook."""
    note = new_cell("markdown", f"**Note from the grader.** {text}")
    note.id = "note-from-the-grader"
    notebook.cells.insert(0, note)
