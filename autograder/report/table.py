"""The table at the end of a run: student × exercise, points and state."""

from __future__ import annotations

import unicodedata

from rich import box
from rich.console import Console
from rich.markup import escape
from rich.table import Table

from autograder.exercises import all_exercises
from autograder.grade.results import Graded, SubmissionResult
from autograder.grade.submission_state import SubmissionState
from autograder.report import recognised


def print_table(graded: Graded, console: Console) -> None:
    """Print one row per student. Exercises are columns by number, explained below the table."""
    table = Table(
        title=graded.assignment,
        title_justify="left",
        header_style="bold",
        box=box.SIMPLE_HEAD,
        pad_edge=False,
        padding=(0, 1, 0, 0),
    )
    table.add_column("student", overflow="fold", min_width=12)
    for number in range(1, len(graded.exercises) + 1):
        table.add_column(f"{number}", justify="right", min_width=1)
    table.add_column("score", justify="right", no_wrap=True)
    table.add_column("state", no_wrap=True)
    for result in graded.results:
        table.add_row(
            escape(printable(result.student)),
            *(_points(result, name) for name in graded.exercises),
            f"{result.score:g}/{result.maximum:g}",
            _state(result),
        )
    console.print(table)
    legend = [
        f"{number} {name} ({all_exercises()[name].points})"
        for number, name in enumerate(graded.exercises, start=1)
    ]
    console.print("Exercises (points): " + ", ".join(legend), style="dim")


def print_mistakes(graded: Graded, console: Console, most: int = 12) -> None:
    """The mistakes recognised most often, with the number of students."""
    counts = recognised.counts(graded)
    if not counts:
        return
    console.print(f"\n{len(counts)} different mistakes were recognised. The most frequent:")
    for (name, misconception), count in counts.most_common(most):
        says = recognised.says(name, misconception)
        console.print(f"  {count:4d} ×  {name}: {escape(says.split('. ')[0])}")


def print_notes(graded: Graded, console: Console) -> None:
    """What the grader should know about submissions that are not plainly graded."""
    for result in graded.results:
        if result.note:
            console.print(
                f"  {escape(printable(result.student))}: {escape(printable(result.note))}"
            )


def printable(text: str) -> str:
    """A student's folder name without characters that steer a terminal."""
    return "".join(c if not unicodedata.category(c).startswith("C") else "\ufffd" for c in text)


def _points(result: SubmissionResult, name: str) -> str:
    verdict = result.verdicts.get(name)
    if verdict is None:
        return "-"
    return f"[green]{verdict.points}[/]" if verdict.full else f"{verdict.points}"


def _state(result: SubmissionResult) -> str:
    return result.state if result.state == SubmissionState.GRADED else f"[yellow]{result.state}[/]"
