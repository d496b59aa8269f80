"""What a grading run may be told."""

from __future__ import annotations

from dataclasses import dataclass, field

from autograder.sandbox.limits import Limits


@dataclass(frozen=True)
class Options:
    """All of it may be left out.

    Attributes:
        workers: How many processes of this machine; the default is a process for each core.
        students, exercise: Grade only these; of a student's work, only this exercise's points
            change.
        force: Grade what is unchanged since the last run too.
        url: The gradebook's, when it is not the SQLite file in the course folder.
    """

    workers: int | None = None
    students: tuple[str, ...] = ()
    exercise: str | None = None
    force: bool = False
    sandbox: bool = True
    limits: Limits = field(default_factory=Limits)
    url: str | None = None
