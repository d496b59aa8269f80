"""Scores in the form that the gradebooks of Canvas and Moodle import.

Canvas finds a student by ID, then by SIS User ID, SIS Login ID, then by name; the line ``Points
Possible`` comes first. Moodle finds a student by the column that the teacher chooses, and stops
the whole import at a line it cannot match; so nobody without an id is in its file.
Without a roster the names of the folders are taken as logins.
"""

from __future__ import annotations

from collections.abc import Sequence
from pathlib import Path
from typing import TYPE_CHECKING

from autograder.grade.submission_state import SubmissionState
from autograder.report import recognised
from autograder.report.csv_files import Exactly, write_rows
from autograder.report.look import points
from autograder.report.marks import Marks
from autograder.report.roster import CANVAS, MOODLE, Roster

if TYPE_CHECKING:
    from autograder.grade.results import Graded, SubmissionResult


def write_canvas(
    graded: Graded, marks: dict[str, Marks], path: Path, roster: Roster | None = None
) -> list[str]:
    """Write the file for Canvas. Returns the students who are left out: nobody knows their ids."""
    maximum = max((result.maximum for result in graded.results), default=0.0)
    rows = [
        ["Student", *CANVAS, "Section", graded.assignment],
        ["    Points Possible", "", "", "", "", points(maximum)],
    ]
    known, out = _people(graded, roster, CANVAS, "SIS Login ID")
    for result, person, ids in known:
        name = person.get("Student") or result.student
        rows.append([name, *ids, person.get("Section", ""), _score(result, marks)])
    write_rows(path, rows)
    return out


def write_moodle(
    graded: Graded, marks: dict[str, Marks], path: Path, roster: Roster | None = None
) -> list[str]:
    """Write the file for Moodle. Returns the students who are left out: nobody knows their ids."""
    held = [name for name in MOODLE if roster and any(p.get(name) for p in roster.values())]
    columns = held or ["Username"]
    rows = [[*columns, graded.assignment, f"{graded.assignment} feedback"]]
    known, out = _people(graded, roster, columns, "Username")
    for result, _, ids in known:
        rows.append([*ids, _score(result, marks), feedback_line(result)])
    write_rows(path, rows)
    return out


def feedback_line(result: SubmissionResult) -> str:
    """What a student should read beside the score, in one line."""
    parts = [f"{result.state}."] if result.state != SubmissionState.GRADED else []
    parts += [" ".join(result.note.split())] if result.note else []
    for name, verdict in result.verdicts.items():
        if not verdict.full:
            mistake = verdict.misconception
            says = recognised.told(name, mistake).split(". ")[0].rstrip(".") if mistake else ""
            hint = f": {says}" if says else ""
            parts.append(f"{name} {points(verdict.points)} of {points(verdict.maximum)}{hint}.")
    return " ".join(parts) or "All points."


def _scored(graded: Graded) -> list[SubmissionResult]:
    """A submission that we could not record has no score: what stands in the gradebook stays."""
    return [result for result in graded.results if result.scored]


def _people(
    graded: Graded, roster: Roster | None, columns: Sequence[str], own: str
) -> tuple[list[tuple[SubmissionResult, dict[str, str], list[str]]], list[str]]:
    """Each student with what is known of them and their ids; and those of whom no id is known.

    Args:
        own: The column that a folder's name stands for where there is no roster.
    """
    known, unknown = [], []
    for result in _scored(graded):
        student = result.student
        person = {own: student} if roster is None else roster.get(student, {})
        if any(person.get(name) for name in columns):
            known.append((result, person, [_id(person.get(name, ""), roster) for name in columns]))
        else:
            unknown.append(student)
    return known, unknown


def _id(text: str, roster: Roster | None) -> str:
    """A teacher's id as it is; the name of a folder is a text like any other of a student's."""
    return text if roster is None else Exactly(text)


def _score(result: SubmissionResult, marks: dict[str, Marks]) -> str:
    """With what a person set in Formgrader and without the late penalty."""
    known = marks.get(result.student)
    return points(known.total if known and known.scores else result.score)
