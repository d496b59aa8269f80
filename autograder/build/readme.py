"""The chapter table of README.md and the list that a learner's progress shows, from the sources."""

from __future__ import annotations

import re

from autograder.build.chapter import Chapter
from autograder.exercises import all_exercises
from rnn_course import chapters as listing

BEGIN, END = "<!-- chapters: begin -->", "<!-- chapters: end -->"


def with_table(text: str, read: list[Chapter]) -> str:
    """README's text with the table between its two marks renewed; unchanged without marks."""
    if BEGIN not in text or END not in text:
        return text
    before, rest = text.split(BEGIN, 1)
    after = rest.split(END, 1)[1]
    return f"{before}{BEGIN}\n{table(read)}\n{END}{after}"


def table(read: list[Chapter]) -> str:
    """One row per chapter: title with a link, exercises, points, minutes for the exercises."""
    rows = [
        "| chapter | exercises | points | minutes of exercises |",
        "|---|---|---|---|",
    ]
    for chapter in read:
        points = sum(all_exercises()[name].points for name in chapter.exercises)
        link = f"course/{chapter.name}/{chapter.name}.ipynb"
        rows.append(
            f"| [{chapter.name[:2].lstrip('0') or '0'} · {chapter.title}]({link}) "
            f"| {len(chapter.exercises)} | {points} | {minutes(chapter)} |"
        )
    return "\n".join(rows)


def minutes(chapter: Chapter) -> int:
    """The sum of the minutes that the exercises' difficulty lines state."""
    text = "\n".join(c.source for c in chapter.notebook.cells if c.cell_type == "markdown")
    return sum(int(n) for n in re.findall(r"^Difficulty: [●○]{3} · (\d+) minutes", text, re.M))


def listed(chapter: Chapter) -> listing.Chapter:
    """The chapter as learners get it in ``chapters.json``: title, minutes, exercises in order."""
    text = "\n".join(c.source for c in chapter.notebook.cells if c.cell_type == "markdown")
    exercises = [listing.Exercise(name, all_exercises()[name].points) for name in chapter.exercises]
    return listing.Chapter(chapter.name, chapter.title, listing.minutes_of(text), tuple(exercises))
