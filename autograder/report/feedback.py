"""The feedback pages of a class: one file per student, written by several processes."""

from __future__ import annotations

import os
from dataclasses import dataclass
from pathlib import Path
from typing import TYPE_CHECKING

import nbformat

from autograder.files import replace_with
from autograder.report.marks import Marks
from autograder.report.page import page
from autograder.workers import Workers

if TYPE_CHECKING:
    from autograder.grade.results import Graded

ALONE = 400  # so few pages are made sooner than another process starts


@dataclass(frozen=True)
class Job:
    """All that a worker needs to write one page; it opens no gradebook."""

    notebook: Path
    target: Path
    marks: Marks
    student: str
    assignment: str


def write_all(graded: Graded, marks: dict[str, Marks], workers: int | None = None) -> int:
    """Write ``feedback/STUDENT/ASSIGNMENT/ASSIGNMENT.html``. Returns the number of pages.

    Args:
        marks: What the gradebook says (see `marks.read`); a student who is not in it gets no page.
    """
    name = graded.assignment
    jobs = [
        Job(
            place_of(graded.out, "autograded", result.student, name, "ipynb"),
            place_of(graded.out, "feedback", result.student, name, "html"),
            marks[result.student],
            result.student,
            name,
        )
        for result in graded.results
        if result.scored and result.student in marks
    ]
    workers = min(workers or os.cpu_count() or 1, 1 + len(jobs) // ALONE)
    if workers == 1:
        return sum(map(write, jobs))
    with Workers(workers) as side_by_side:
        return sum(side_by_side.map(_write_some, [jobs[k::workers] for k in range(workers)]))


def _write_some(jobs: list[Job]) -> int:
    return sum(map(write, jobs))


def write(job: Job) -> bool:
    """Write one page. Returns whether there was a notebook to write it from."""
    try:
        # our own file, so it is read without the validation, which takes longer than the page
        notebook = nbformat.v4.reads(job.notebook.read_text(encoding="utf-8"))
    except (OSError, ValueError):  # not there, or damaged by another program
        return False
    text = page(notebook, job.marks, job.student, job.assignment)
    with replace_with(job.target, sync=False) as file:
        file.write(text)
    return True


def place_of(course: Path, step: str, student: str, assignment: str, kind: str) -> Path:
    """Where nbgrader keeps a student's file of a step, such as ``autograded``."""
    return course / step / student / assignment / f"{assignment}.{kind}"
