"""The table of a class: a row per student, a column per exercise; a small script sorts it."""

from __future__ import annotations

import html
from typing import TYPE_CHECKING
from urllib.parse import quote

from autograder.report.look import points
from autograder.report.table import printable
from rnn_course.verdict import VerdictState

if TYPE_CHECKING:
    from autograder.grade.results import Graded, SubmissionResult


def students(graded: Graded, with_feedback: set[str]) -> str:
    """The table as HTML. Names of students in `with_feedback` link to their pages."""
    head = "".join(
        f'<th scope="col" class="tall"><span>{html.escape(name)}</span></th>'
        for name in graded.exercises
    )
    rows = "\n".join(_row(graded, result, with_feedback) for result in graded.results)
    return (
        '<div class="table" tabindex="0" role="region" aria-label="Students and exercises">\n'
        '<table id="students"><thead><tr><th scope="col">Student</th><th scope="col">State</th>'
        f'<th scope="col">Score</th>{head}</tr></thead>\n<tbody>\n{rows}\n</tbody></table></div>\n'
    )


def _row(graded: Graded, result: SubmissionResult, with_feedback: set[str]) -> str:
    name = html.escape(printable(result.student))
    if result.student in with_feedback:
        place = f"feedback/{quote(result.student)}/{quote(graded.assignment)}/"
        name = f'<a href="{place}{quote(graded.assignment)}.html">{name}</a>'
    note = f'<div class="quiet">{html.escape(result.note)}</div>' if result.note else ""
    cells = "".join(_cell(result, exercise) for exercise in graded.exercises)
    return (
        f'<tr><th scope="row">{name}{note}</th><td>{html.escape(result.state)}</td>'
        f"<td>{points(result.score)}</td>{cells}</tr>"
    )


def _cell(result: SubmissionResult, exercise: str) -> str:
    verdict = result.verdicts.get(exercise)
    if verdict is None:
        return "<td>–</td>"
    if verdict.state == VerdictState.UNWRITTEN:
        return '<td class="no" title="not written">○</td>'
    kind = (
        ""
        if verdict.points == verdict.maximum
        else ' class="no"'
        if not verdict.points
        else (' class="so"')
    )
    return f"<td{kind}>{points(verdict.points)}</td>"
