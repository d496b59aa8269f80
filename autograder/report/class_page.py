"""``class.html``: how a class did, on one page that needs no network."""

from __future__ import annotations

import statistics
from collections import Counter
from pathlib import Path
from typing import TYPE_CHECKING, NamedTuple

from markupsafe import Markup

from autograder.files import replace_with
from autograder.report.charts import binned, histogram
from autograder.report.class_mistakes import mistakes
from autograder.report.class_students import students
from autograder.report.class_times import times
from autograder.report.feedback import place_of
from autograder.report.look import document, points
from rnn_course.verdict import VerdictState

if TYPE_CHECKING:
    from autograder.grade.results import Graded


def write(graded: Graded, path: Path) -> None:
    """Write the page. Feedback pages that lie beside it are linked."""
    there = {
        result.student
        for result in graded.results
        if place_of(path.parent, "feedback", result.student, graded.assignment, "html").is_file()
    }
    with replace_with(path) as file:
        file.write(class_page(graded, there))


def class_page(graded: Graded, with_feedback: set[str] = frozenset()) -> str:
    """The page as one HTML text. ``class.html.j2`` lists its sections."""
    return document(
        "class.html.j2",
        ("page.css", "class.css"),
        "class.js",
        title=f"{graded.assignment}: the class",
        assignment=graded.assignment,
        states=Counter(result.state for result in graded.results).most_common(),
        scores=_scores(graded),
        exercises=[_exercise(graded, name) for name in graded.exercises],
        mistakes=mistakes(graded),
        times=times(graded),
        students=students(graded, with_feedback),
    )


class Scores(NamedTuple):
    """What ``class_scores.html.j2`` shows; `steps` is the picture as pairs of points and students."""

    maximum: float
    median: float
    mean: float
    lowest: float
    highest: float
    picture: Markup
    steps: list[tuple[str, int]]


def _scores(graded: Graded) -> Scores | None:
    scores = [result.score for result in graded.results if result.scored]
    if not scores:
        return None
    maximum = max(result.maximum for result in graded.results)
    return Scores(
        maximum,
        statistics.median(scores),
        statistics.fmean(scores),
        min(scores),
        max(scores),
        histogram(scores, maximum, "All exercises", 480),
        binned(scores, maximum),
    )


class Exercise(NamedTuple):
    """What ``class_exercises.html.j2`` shows of an exercise: numbers of students by their points."""

    name: str
    picture: Markup
    full: int
    some: int
    none: int
    unwritten: int
    mean: str
    maximum: float


def _exercise(graded: Graded, name: str) -> Exercise:
    verdicts = [r.verdicts[name] for r in graded.results if name in r.verdicts]
    unwritten = sum(verdict.state == VerdictState.UNWRITTEN for verdict in verdicts)
    full = sum(verdict.full for verdict in verdicts)
    none = sum(not verdict.points for verdict in verdicts) - unwritten
    maximum = max((verdict.maximum for verdict in verdicts), default=0)
    scores = [verdict.points for verdict in verdicts]
    return Exercise(
        name,
        histogram(scores, maximum, name),
        full,
        len(verdicts) - full - none - unwritten,
        none,
        unwritten,
        points(statistics.fmean(scores)) if scores else "–",
        maximum,
    )
