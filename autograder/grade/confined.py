"""Run a notebook's cells in a confined process of its own."""

from __future__ import annotations

import time

from nbformat import NotebookNode

from autograder.grade.submission_state import SubmissionState
from autograder.notebook_parts import new_output
from autograder.sandbox import current
from autograder.sandbox.limits import Limits
from autograder.sandbox.student import Student
from autograder.sandbox.warm import SandboxFailed

MOMENT = 1.0  # seconds for each cell that is left when the notebook's time is used up
TRIES = 3

TIMED_OUT = {
    "ename": "CellTimeoutError",
    "evalue": "over the time limit",
    "traceback": ["This cell ran longer than the time limit and was stopped."],
}


def warm(preload: tuple[str, ...], hidden: tuple[str, ...]) -> None:
    """Start this process's warm process before the first notebook comes."""
    current.zygote(preload, hidden)


def run(
    notebook: NotebookNode,
    files: dict[str, bytes],
    limits: Limits,
    preload: tuple[str, ...],
    hidden: tuple[str, ...],
) -> tuple[SubmissionState, str]:
    """Run all code cells of `notebook`, giving them their outputs.

    Returns the state and a sentence ('' when all is well). Raises `NoSandbox`, or `SandboxFailed`
    when the sandbox broke in several attempts: then it is not the notebook's fault.
    """
    for attempt in range(TRIES):
        try:
            with Student(current.zygote(preload, hidden), limits, hidden, files) as student:
                return _through(notebook, student, limits)
        except SandboxFailed:
            current.close()
            if attempt == TRIES - 1:
                raise
    raise AssertionError("unreachable")


def _through(
    notebook: NotebookNode, student: Student, limits: Limits
) -> tuple[SubmissionState, str]:
    until = time.monotonic() + limits.notebook_seconds
    stopped = skipped = 0
    for cell in notebook.cells:
        if cell.cell_type != "code":
            continue
        began = time.monotonic()
        if began > until and "nbgrader" not in cell.metadata:
            skipped += 1  # there may be thousands of them, and each would get a moment
            cell.outputs, cell.execution_count = [], None
            continue
        ran = student.run(cell.source, max(MOMENT, min(limits.cell_seconds, until - began)))
        cell.outputs, cell.execution_count = ran.outputs, ran.count
        if ran.finished:
            cell.metadata["seconds"] = round(time.monotonic() - began, 3)
        for output in cell.outputs:
            if output.output_type == "execute_result":
                output.execution_count = ran.count
        if ran.stopped:
            stopped += 1
            cell.outputs.append(new_output("error", **TIMED_OUT))
    if student.ended:
        return SubmissionState(student.ended), student.why
    if skipped:
        return SubmissionState.TIMED_OUT, (
            f"The notebook used up its {limits.notebook_seconds:g} seconds. After that only the "
            "exercises' own cells ran, for a second each."
        )
    if stopped:
        cells = "1 cell" if stopped == 1 else f"{stopped} cells"
        return SubmissionState.TIMED_OUT, (
            f"{cells} did not finish within the time limit of {limits.cell_seconds:g} seconds and "
            "had to be stopped."
        )
    return SubmissionState.GRADED, ""
