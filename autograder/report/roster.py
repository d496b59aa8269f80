"""A teacher's list of the class: which folder belongs to whom, and their ids in Canvas or Moodle.

A CSV file with a column ``folder`` (the name of a student's folder of submissions) and any of the
columns that the two systems export. Other columns are left alone.
"""

from __future__ import annotations

import csv
import dataclasses
from pathlib import Path

from autograder.grade.errors import GradeError
from autograder.grade.results import Graded, SubmissionResult
from autograder.grade.submission_state import SubmissionState
from autograder.house import shown

CANVAS = ("ID", "SIS User ID", "SIS Login ID")
MOODLE = ("Username", "ID number", "Email address")
KNOWN = ("folder", "Student", *CANVAS, "Section", *MOODLE)
EXPECTED = (
    f"Expected: a column 'folder', and at least one of {', '.join([*CANVAS, *MOODLE])}; also known "
    "are Student and Section."
)

Roster = dict[str, dict[str, str]]  # folder → column → value


class RosterError(GradeError):
    """The roster cannot be used. The message names the file, the line and what was expected."""


def read_roster(path: Path) -> Roster:
    """Read a roster. Raises `RosterError`."""
    try:
        text = path.read_text(encoding="utf-8-sig")
    except OSError as error:
        raise RosterError(f"{shown(path)} cannot be read ({error.strerror}).") from None
    except UnicodeDecodeError as error:
        line = path.read_bytes()[: error.start].count(b"\n") + 1
        raise RosterError(
            f"{shown(path)}, line {line}: this is not UTF-8. Save the file as CSV UTF-8."
        ) from None
    header = text.split("\n", 1)[0]
    separator = ";" if header.count(";") > header.count(",") else ","
    lines = csv.reader(text.splitlines(keepends=True), delimiter=separator, strict=True)
    try:
        columns = _columns(path, next(lines, []))
        return _people(path, columns, lines)
    except csv.Error as error:
        raise RosterError(
            f"{shown(path)}, line {lines.line_num}: this is no CSV ({error}). A name with a quote "
            'in it is written with two: "Anna ""Ann"" Berg".'
        ) from None


def with_missing(graded: Graded, roster: Roster) -> Graded:
    """The run with a result for everyone on the roster who handed in nothing."""
    there = {result.student for result in graded.results}
    maximum = max((result.maximum for result in graded.results), default=0.0)
    missing = [
        SubmissionResult(
            folder,
            SubmissionState.NOT_HANDED_IN,
            0.0,
            maximum,
            note="There is no submission of this student.",
        )
        for folder in roster
        if folder not in there
    ]
    return dataclasses.replace(graded, results=[*graded.results, *missing])


def _columns(path: Path, header: list[str]) -> list[str]:
    """The known name of each column, or ''."""
    known = {name.lower(): name for name in (*KNOWN, "email")}
    known |= {"email": "Email address", "name": "Student"}
    columns = [known.get(" ".join(name.split()).lower(), "") for name in header]
    twice = sorted({name for name in columns if name and columns.count(name) > 1})
    if twice:
        raise RosterError(f"{shown(path)}, line 1: there are two columns '{twice[0]}'. Keep one.")
    if "folder" not in columns or not {*columns} & {*CANVAS, *MOODLE}:
        found = ", ".join(header) or "nothing"
        raise RosterError(f"{shown(path)}, line 1: found the columns {found}. {EXPECTED}")
    return columns


def _people(path: Path, columns: list[str], lines) -> Roster:
    people: Roster = {}
    seen: dict[str, int] = {}
    for fields in lines:
        where = f"{shown(path)}, line {lines.line_num}"
        if not any(field.strip() for field in fields):
            continue
        if len(fields) != len(columns):
            raise RosterError(
                f"{where}: there are {len(fields)} fields. Expected: {len(columns)}, as in line 1. "
                "A field with a comma in it stands in double quotes."
            )
        person = {name: field.strip() for name, field in zip(columns, fields, strict=True) if name}
        if "Points Possible" in person.get("Student", ""):
            continue  # Canvas' own second line
        folder = person.pop("folder")
        if not folder:
            raise RosterError(f"{where}: the folder is empty. Expected: the name of a folder.")
        if folder in people:
            raise RosterError(
                f"{where}: the folder '{folder}' was already in line {seen[folder]}. Expected: "
                "each folder once."
            )
        people[folder], seen[folder] = person, lines.line_num
    if not people:
        raise RosterError(f"{shown(path)}: there is nobody in it. Expected: a line per student.")
    return people
