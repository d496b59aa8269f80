"""Scores in the form that the gradebooks of Canvas and Moodle import.

Canvas finds a student by ID, then by SIS User ID, SIS Login ID, then by name; the line ``Points
Possible`` comes first. Moodle finds a student by the column that the teacher chooses, and stops
the whole import at a line it cannot match; so nobody without an id is in its file.
Without a roster the names of the folders are taken as logins.
"""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING

from autograder.exercises import all_exercises
from autograder.report.csv_files import Exactly, write_rows
from autograder.report.look import points
from autograder.report.marks import Marks
from autograder.report.roster import CANVAS, MOODLE, Roster

if TYPE_CHECKING:
    from autograder.grade.run import Graded, Result


def write_canvas(
    graded: Graded, marks: dict[str, Marks], path: Path, roster: Roster | None = None
) -> list[str]:
    """Write the file for Canvas. Returns the students who are left out: nobody knows their ids."""
    maximum = max((result.maximum for result in graded.results), default=0.0)
    rows = [
        ["Student", *CANVAS, "Section", graded.assignment],
        ["    Points Possible", "", "", "", "", points(maximum)],
    ]
    out = []
    for result in _scored(graded):
        person = _person(result.student, roster, {"SIS Login ID": result.student})
        if not any(person.get(name) for name in CANVAS):
            out.append(result.student)
            continue
        ids = [_id(person.get(name, ""), roster) for name in CANVAS]
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
    out = []
    for result in _scored(graded):
        person = _person(result.student, roster, {"Username": result.student})
        if not any(person.get(name) for name in columns):
            out.append(result.student)
            continue
        ids = [_id(person.get(name, ""), roster) for name in columns]
        rows.append([*ids, _score(result, marks), feedback_line(result)])
    write_rows(path, rows)
    return out


def feedback_line(result: Result) -> str:
    """What a student should read beside the score, in one line."""
    parts = [f"{result.state}."] if result.state != "graded" else []
    parts += [" ".join(result.note.split())] if result.note else []
    for name, verdict in result.verdicts.items():
        if verdict.points < verdict.maximum:
            known = {m.name: m.says for m in all_exercises()[name].misconceptions}
            says = known.get(verdict.misconception, "").split(". ")[0].rstrip(".")
            hint = f": {says}" if says else ""
            parts.append(f"{name} {points(verdict.points)} of {points(verdict.maximum)}{hint}.")
    return " ".join(parts) or "All points."


def _scored(graded: Graded) -> list[Result]:
    """A submission that we could not record has no score: what stands in the gradebook stays."""
    return [result for result in graded.results if result.state != "failed"]


def _person(student: str, roster: Roster | None, otherwise: dict[str, str]) -> dict[str, str]:
    return otherwise if roster is None else roster.get(student, {})


def _id(text: str, roster: Roster | None) -> str:
    """A teacher's id as it is; the name of a folder is a text like any other of a student's."""
    return text if roster is None else Exactly(text)


def _score(result: Result, marks: dict[str, Marks]) -> str:
    """With what a person set in Formgrader and without the late penalty."""
    known = marks.get(result.student)
    return points(known.total if known and known.scores else result.score)
