"""``class.html``: how a class did, on one page that needs no network."""

from __future__ import annotations

import html
import statistics
from collections import Counter
from pathlib import Path
from typing import TYPE_CHECKING

from autograder.files import replace_with
from autograder.report.charts import bar, binned, histogram
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
    """The page as one HTML text."""
    name = html.escape(graded.assignment)
    sections = {
        "scores": ("Scores", _scores(graded)),
        "exercises": ("Points by exercise", _exercises(graded)),
        "mistakes": ("Mistakes that were recognised", mistakes(graded)),
        "time": ("Time by exercise", times(graded)),
        "class": ("Students", students(graded, with_feedback)),
    }
    links = "".join(
        f'<li><a href="#{key}">{title}</a></li>' for key, (title, _) in sections.items()
    )
    body = (
        f"<header><h1>{name}: the class</h1>\n{_summary(graded)}"
        f'<nav aria-label="Sections"><ul class="links">{links}</ul></nav></header>\n<main>\n'
        + "".join(
            f'<section id="{key}" aria-labelledby="t-{key}"><h2 id="t-{key}">{title}</h2>\n{text}'
            "</section>\n"
            for key, (title, text) in sections.items()
        )
        + "</main>\n"
    )
    return document(f"{graded.assignment}: the class", body, ("page.css", "class.css"), "class.js")


def _summary(graded: Graded) -> str:
    count = len(graded.results)
    states = Counter(result.state for result in graded.results)
    rows = "".join(
        f'<tr><th scope="row">{html.escape(state)}</th><td>{number}</td>'
        f'<td class="picture">{bar(number, count)}</td></tr>'
        for state, number in states.most_common()
    )
    return (
        f"<p>{count} {'student' if count == 1 else 'students'}. What became of the submissions:</p>"
        '<table class="bars"><thead><tr><th scope="col">State</th><th scope="col">Students</th>'
        f'<td class="picture"></td></tr></thead><tbody>{rows}</tbody></table>\n'
    )


def _scores(graded: Graded) -> str:
    scores = [result.score for result in graded.results if result.scored]
    maximum = max((result.maximum for result in graded.results), default=0)
    if not scores:
        return "<p>No submission has a score.</p>"
    low, *_, high = sorted(scores) if len(scores) > 1 else scores * 2
    return (
        f"<p>Of {points(maximum)} points: median {points(statistics.median(scores))}, mean "
        f"{points(statistics.fmean(scores))}, lowest {points(low)}, highest {points(high)}.</p>"
        f'<figure class="large">{histogram(scores, maximum, "All exercises", 480)}'
        f"<figcaption>Students by score</figcaption></figure>\n{_as_table(scores, maximum)}"
    )


def _as_table(values: list[float], maximum: float) -> str:
    rows = "".join(
        f'<tr><th scope="row">{label}</th><td>{count}</td></tr>'
        for label, count in binned(values, maximum)
    )
    return (
        "<details><summary>The same as a table</summary><table><thead><tr>"
        '<th scope="col">Points</th><th scope="col">Students</th></tr></thead>'
        f"<tbody>{rows}</tbody></table></details>\n"
    )


def _exercises(graded: Graded) -> str:
    figures, rows = [], []
    for name in graded.exercises:
        verdicts = [r.verdicts[name] for r in graded.results if name in r.verdicts]
        unwritten = sum(verdict.state == VerdictState.UNWRITTEN for verdict in verdicts)
        full = sum(verdict.full for verdict in verdicts)
        none = sum(not verdict.points for verdict in verdicts) - unwritten
        maximum = max((verdict.maximum for verdict in verdicts), default=0)
        scores = [verdict.points for verdict in verdicts]
        figures.append(
            f'<figure id="exercise-{html.escape(name)}">{histogram(scores, maximum, name)}'
            f"<figcaption>{html.escape(name)}</figcaption></figure>\n"
        )
        mean = points(statistics.fmean(scores)) if scores else "–"
        rows.append(
            f'<tr><th scope="row">{html.escape(name)}</th><td>{full}</td>'
            f"<td>{len(verdicts) - full - none - unwritten}</td><td>{none}</td><td>{unwritten}</td>"
            f"<td>{mean} of {points(maximum)}</td></tr>"
        )
    return (
        "<p>Each column is a number of points, from none at the left to all at the right; above it "
        f'stands the number of students.</p>\n<div class="grid">\n{"".join(figures)}</div>\n'
        "<details><summary>The same as a table</summary>"
        '<div class="wide" tabindex="0"><table class="numbers"><thead><tr><th scope="col">Exercise'
        '</th><th scope="col">all points</th><th scope="col">some</th><th scope="col">none</th>'
        '<th scope="col">not written</th><th scope="col">mean</th></tr></thead>'
        f"<tbody>{''.join(rows)}</tbody></table></div></details>\n"
    )
