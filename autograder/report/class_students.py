"""The table of a class: a row per student, a column per exercise; a small script sorts it."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from typing import TYPE_CHECKING, NamedTuple
from urllib.parse import quote

from autograder.report.look import points
from autograder.report.table import printable
from rnn_course.verdict import VerdictState

if TYPE_CHECKING:
    from autograder.grade.results import Graded, SubmissionResult


class Column(NamedTuple):
    """A column between the name and the exercises: what stands over it, and in it.

    `words` says that it holds words: they stand at the left and are sorted by the alphabet. Others
    are numbers.
    """

    name: str
    text: Callable[[SubmissionResult], str]
    words: bool = False


COLUMNS = (
    Column("State", lambda result: result.state, words=True),
    Column("Score", lambda result: points(result.score)),
)


class Cell(NamedTuple):
    """What a student reached in an exercise: the text, the colour behind it, a word for it."""

    text: str
    kind: str = ""
    words: str = ""


class Row(NamedTuple):
    """A student. `link` leads to the feedback page, where there is one.

    `texts` are those of the columns, and whether they are words.
    """

    name: str
    link: str
    note: str
    texts: list[tuple[str, bool]]
    cells: list[Cell]


@dataclass(frozen=True)
class Students:
    """What ``class_students.html.j2`` shows."""

    columns: tuple[Column, ...]
    exercises: list[str]
    rows: list[Row]


def students(graded: Graded, with_feedback: set[str]) -> Students:
    """The table. Names of students in `with_feedback` link to their pages."""
    return Students(
        COLUMNS,
        graded.exercises,
        [_row(graded, result, with_feedback) for result in graded.results],
    )


def _row(graded: Graded, result: SubmissionResult, with_feedback: set[str]) -> Row:
    link, name = "", quote(graded.assignment)
    if result.student in with_feedback:
        link = f"feedback/{quote(result.student)}/{name}/{name}.html"
    return Row(
        printable(result.student),
        link,
        result.note,
        [(column.text(result), column.words) for column in COLUMNS],
        [_cell(result, exercise) for exercise in graded.exercises],
    )


def _cell(result: SubmissionResult, exercise: str) -> Cell:
    verdict = result.verdicts.get(exercise)
    if verdict is None:
        return Cell("–")
    if verdict.state == VerdictState.UNWRITTEN:
        return Cell("○", "no", "not written")
    return Cell(points(verdict.points), "" if verdict.full else "so" if verdict.points else "no")
