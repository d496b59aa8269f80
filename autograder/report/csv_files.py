"""The results as CSV: one file of scores, one of the mistakes that were recognised."""

from __future__ import annotations

import csv
from pathlib import Path
from typing import TYPE_CHECKING

from autograder.files import replace_with
from autograder.report import recognised

if TYPE_CHECKING:
    from autograder.grade.results import Graded


def write_grades(graded: Graded, path: Path) -> None:
    """``student, assignment, state, score, maximum, <exercise> …, note``."""
    rows = [["student", "assignment", "state", "score", "maximum", *graded.exercises, "note"]]
    for result in graded.results:
        points = [
            result.verdicts[name].points if name in result.verdicts else ""
            for name in graded.exercises
        ]
        rows.append(
            [
                result.student,
                graded.assignment,
                result.state,
                f"{result.score:g}",
                f"{result.maximum:g}",
                *points,
                result.note,
            ]
        )
    write_rows(path, rows)


def write_mistakes(graded: Graded, path: Path) -> None:
    """``student, exercise, misconception, says``: a row for each recognised mistake."""
    rows = [["student", "exercise", "misconception", "says"]]
    for result in graded.results:
        for name, verdict in result.verdicts.items():
            if verdict.misconception:
                says = recognised.says(name, verdict.misconception)
                rows.append([result.student, name, verdict.misconception, says])
    write_rows(path, rows)


class Exactly(str):
    """A text that must arrive unchanged: an id that a teacher gave us, never a student's text."""


def write_rows(path: Path, rows: list[list]) -> None:
    """Write a CSV file in which nothing is a formula."""
    with replace_with(path) as file:
        csv.writer(file, lineterminator="\n").writerows(
            [[_harmless(value) for value in row] for row in rows]
        )


def _harmless(value):
    """A text that a spreadsheet would run as a formula is given a leading apostrophe."""
    if isinstance(value, Exactly):
        return str(value)
    text = str(value)
    return f"'{text}" if text.startswith(("=", "+", "-", "@", "\t", "\r")) else value
