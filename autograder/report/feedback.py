"""nbgrader's HTML feedback for every student, written by several processes."""

from __future__ import annotations

import os
from pathlib import Path

from autograder.grade.run import Graded
from autograder.workers import Workers


def write_all(graded: Graded, workers: int | None = None) -> int:
    """Write ``feedback/STUDENT/ASSIGNMENT/ASSIGNMENT.html``. Returns the number of pages."""
    jobs = [
        (graded.out, graded.assignment, result.student)
        for result in graded.results
        if result.state != "failed"
    ]
    workers = min(workers or os.cpu_count() or 1, max(1, len(jobs)))
    if workers == 1:
        return sum(map(_write, jobs))
    # only reading the gradebook, so the pages may be made side by side
    with Workers(workers) as side_by_side:
        return sum(side_by_side.map(_write, jobs))


def _write(job: tuple[Path, str, str]) -> int:
    from autograder.grade.record import write_feedback
    from autograder.house import tools_on_path

    tools_on_path()
    return int(write_feedback(*job).is_file())
