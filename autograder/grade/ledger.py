"""What has been graded, in the gradebook's own database: a second run does only what is left.

One row per student and assignment, written in the same transaction as the scores. So whatever
moment a run is ended at, a submission is either recorded as a whole or not at all.
"""

from __future__ import annotations

import hashlib
import json
from contextlib import suppress
from dataclasses import asdict, dataclass
from enum import StrEnum
from importlib.util import find_spec
from pathlib import Path

from sqlalchemy import Column, Float, MetaData, String, Table, Text, delete, insert, select

from autograder import house
from autograder.grade.submission_state import SubmissionState
from rnn_course.verdict import Verdict, VerdictState

TABLE = Table(
    "rnn_course_graded",
    MetaData(),
    Column("student", String(128), primary_key=True),
    Column("assignment", String(128), primary_key=True),
    Column("fingerprint", String(64), nullable=False),
    Column("state", String(32), nullable=False),
    Column("note", Text, nullable=False),
    Column("maximum", Float, nullable=False),
    Column("details", Text, nullable=False),  # JSON: verdicts and seconds
)

JUDGES = ("autograder.exercises", "rnn_ref", "rnn_course")


class UnknownState(Exception):
    """A word in the table that is none of today's states."""


@dataclass(frozen=True)
class Entry:
    """What is remembered of one submission."""

    fingerprint: str
    state: SubmissionState
    note: str
    maximum: float
    verdicts: dict[str, Verdict]
    seconds: dict[str, float]


def make_table(gradebook) -> None:
    """Make the table where it is missing. nbgrader leaves tables that it does not know alone."""
    TABLE.create(gradebook.engine, checkfirst=True)


def read(gradebook, assignment: str) -> dict[str, Entry]:
    """All entries of an assignment, by student.

    One in a state that this grader does not know was written by another version. It is left out,
    so that the submission is graded again.
    """
    rows = gradebook.db.execute(select(TABLE).where(TABLE.c.assignment == assignment)).all()
    entries = {}
    for row in rows:
        with suppress(UnknownState):
            entries[row.student] = _entry(row)
    return entries


def write(gradebook, assignment: str, student: str, entry: Entry) -> None:
    """Put an entry in the place of the one before, in the open transaction."""
    own = (TABLE.c.student == student) & (TABLE.c.assignment == assignment)
    details = {
        "verdicts": {name: asdict(verdict) for name, verdict in entry.verdicts.items()},
        "seconds": entry.seconds,
    }
    gradebook.db.execute(delete(TABLE).where(own))
    gradebook.db.execute(
        insert(TABLE).values(
            student=student,
            assignment=assignment,
            fingerprint=entry.fingerprint,
            state=entry.state.value,
            note=entry.note.replace("\0", ""),  # which PostgreSQL does not take
            maximum=entry.maximum,
            details=json.dumps(details),
        )
    )


def _entry(row) -> Entry:
    details = json.loads(row.details)
    verdicts = {
        name: Verdict(**data | {"state": _known(VerdictState, data["state"])})
        for name, data in details["verdicts"].items()
    }
    state = _known(SubmissionState, row.state)
    return Entry(row.fingerprint, state, row.note, row.maximum, verdicts, details["seconds"])


def _known(kind: type[StrEnum], word: str) -> StrEnum:
    try:
        return kind(word)
    except ValueError:
        raise UnknownState(word) from None


def fingerprint(course: str, content: bytes | None, files: dict[str, bytes], problem: str) -> str:
    """What a submission's verdict depends on, besides chance: itself, and the course's checks."""
    parts = [course.encode(), b"-" if content is None else b"+" + content, problem.encode()]
    for name in sorted(files):
        parts += [name.encode("utf-8", "surrogateescape"), files[name]]
    digest = hashlib.sha256()
    for part in parts:
        digest.update(len(part).to_bytes(8, "big") + part)
    return digest.hexdigest()


def course_fingerprint(released: str) -> str:
    """The released notebook and the code that judges: where it changes, everything is regraded."""
    digest = hashlib.sha256(released.encode())
    for package in JUDGES:  # found, not imported: this is all that the parent needs of them
        for path in sorted(Path(find_spec(package).origin).parent.rglob("*.py")):
            digest.update(path.read_bytes())
    if house.elsewhere():  # its specifications stand beside its sources
        for path in sorted(house.EXERCISES.rglob("*.py")):
            digest.update(path.read_bytes())
    return digest.hexdigest()
