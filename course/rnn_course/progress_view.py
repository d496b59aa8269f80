"""`progress()`: the chapters, how long each takes, and the points so far, as text and as bars."""

from __future__ import annotations

import html
import os
from dataclasses import dataclass
from pathlib import Path

from rnn_course import progress_file
from rnn_course.chapters import Chapter, chapters
from rnn_course.check import FOLDER
from rnn_course.grading import is_grading
from rnn_course.progress_file import Kept

BARS = 20  # characters of a bar of text
STATES = {"not begun": "○", "begun": "◐", "finished": "●"}


@dataclass(frozen=True)
class Row:
    """A chapter and how far it is: points by the best result of each exercise."""

    chapter: Chapter
    points: int
    state: str


class Progress:
    """How far a learner is, in whatever form the page can show.

    A point that was earned stays earned: trying something else must not cost it. Where the last
    check gave less, a line says so, because what is handed in is what stands in the notebook.
    """

    def __init__(
        self,
        place: Path,
        kept: dict[tuple[str, str], Kept],
        told: str = "",
        here: Path | None = None,
        kept_here: bool = True,
    ):
        self.place, self.kept, self.told, self.here = place, kept, told, here or place
        self.kept_here = kept_here  # if not, the list is a table of contents
        self.rows = [self._row(chapter) for chapter in chapters(place, absent=not kept_here)]

    def _row(self, chapter: Chapter) -> Row:
        found = {e: self.kept.get((chapter.name, e.name)) for e in chapter.exercises}
        points = sum(min(k.best, e.points) for e, k in found.items() if k)
        begun = any(found.values())
        state = "finished" if points == chapter.points else "begun" if begun else "not begun"
        return Row(chapter, points, state)

    @property
    def points(self) -> int:
        return sum(row.points for row in self.rows)

    @property
    def maximum(self) -> int:
        return sum(row.chapter.points for row in self.rows)

    def notes(self) -> list[str]:
        """Where to go on, what is right no longer, and what is amiss."""
        if not self.kept_here:
            return [self.told]
        row = next((row for row in self.rows if row.state != "finished"), None)
        lines = []
        if row and row.chapter.exercises:
            exercise = next(e for e in row.chapter.exercises if self._open(row.chapter, e))
            lines.append(f"Go on with {exercise.name} in chapter {row.chapter.heading}.")
        elif self.rows:
            lines.append("Every exercise is right. That is the whole course.")
        for row in self.rows:
            fell = [e.name for e in row.chapter.exercises if self._fell(row.chapter, e)]
            if fell:
                lines.append(
                    f"Better once than at the last check, in chapter {row.chapter.heading}: "
                    f"{', '.join(fell)}."
                )
        done = next((row.chapter.name for row in self.rows if row.state == "finished"), "")
        if done:
            lines.append(
                f"To hand a finished chapter in: from rnn_course import hand_in, then "
                f'hand_in("{done}").'
            )
        return [*lines, self.told] if self.told else lines

    def _open(self, chapter: Chapter, exercise) -> bool:
        kept = self.kept.get((chapter.name, exercise.name))
        return kept is None or kept.best < exercise.points

    def _fell(self, chapter: Chapter, exercise) -> bool:
        kept = self.kept.get((chapter.name, exercise.name))
        return kept is not None and kept.last < kept.best

    def __repr__(self) -> str:
        if not self.rows:
            return f"There are no chapters in {self.place}."
        wide = max(len(row.chapter.heading) for row in self.rows)
        lines = [f"{'chapter':{wide}}  minutes  {'':{BARS}}      points"]
        for row in self.rows:
            chapter = row.chapter
            minutes = str(chapter.minutes or "?")
            lines.append(
                f"{chapter.heading:{wide}}  {minutes:>7}  {_bar(row.points, chapter.points)}"
                f"  {row.points:>4} of {chapter.points:<4} {STATES[row.state]} {row.state}"
            )
        lines.append(
            f"{'in all':{wide}}  {self._minutes():>7}  {_bar(self.points, self.maximum)}"
            f"  {self.points:>4} of {self.maximum}"
        )
        return "\n".join([*(line.rstrip() for line in lines), "", *self.notes()])

    def _minutes(self) -> str:
        known = [row.chapter.minutes for row in self.rows]
        return str(sum(known)) if all(known) else "?"

    def _repr_html_(self) -> str | None:
        if not self.rows:
            return None
        head = "".join(
            _cell(text, "th", 'scope="col"' + (RIGHT if text == "minutes" else LEFT))
            for text in ("chapter", "minutes", "state", "points so far")
        )
        body = "".join(self._html_row(row) for row in self.rows)
        total = (
            _cell("in all", "th", f'scope="row"{LEFT}')
            + _cell(self._minutes(), "td", RIGHT)
            + _cell("", "td", LEFT)
            + _points(self.points, self.maximum)
        )
        notes = "".join(f'<p style="margin:0.4em 0">{html.escape(n)}</p>' for n in self.notes())
        return (
            f'<div style="{CARD}"><table style="{TABLE}"><caption style="{CAPTION}">Your progress'
            f'</caption><thead><tr>{head}</tr></thead><tbody>{body}<tr style="{SUM}">{total}</tr>'
            f"</tbody></table>{notes}</div>"
        )

    def _html_row(self, row: Row) -> str:
        chapter = row.chapter
        notebook = self.place / chapter.name / f"{chapter.name}.ipynb"
        name = html.escape(chapter.heading)
        if self.kept_here and notebook.is_file():
            name = f'<a href="{html.escape(_relative(notebook, self.here))}">{name}</a>'
        return (
            f'<tr><th scope="row"{LEFT}>{name}</th>'
            + _cell(str(chapter.minutes or "?"), "td", RIGHT)
            + _cell(f"{STATES[row.state]} {row.state}", "td", WHOLE)
            + _points(row.points, chapter.points)
            + "</tr>"
        )


# Inline styles in the theme's own colours: they also hold where a notebook's styles are taken out.
INK = "var(--jp-content-font-color1, inherit)"
CARD = f"color:{INK};font-size:1em;line-height:1.4;max-width:54em;overflow-x:auto"
TABLE = "border-collapse:collapse;margin:0;font-size:1em"
CAPTION = f"caption-side:top;text-align:left;font-weight:bold;color:{INK};padding:0 0 0.4em"
LEFT = ' style="text-align:left;padding:0.25em 0.9em 0.25em 0;font-weight:normal"'
WHOLE = ' style="text-align:left;padding:0.25em 0.9em 0.25em 0;white-space:nowrap"'
RIGHT = ' style="text-align:right;padding:0.25em 0.9em 0.25em 0;font-weight:normal"'
SUM = "border-top:1px solid currentColor"
# The fill is 3.5 : 1 or more on a light and on a dark page, and the frame shows the whole.
FULL = (
    "display:inline-block;width:7em;height:0.8em;border:1px solid currentColor;margin-right:0.7em"
)
FILL = "display:block;height:100%;background:#b87700;width:"


def _cell(text: str, tag: str, style: str) -> str:
    return f"<{tag} {style.strip()}>{html.escape(text)}</{tag}>"


def _points(points: int, maximum: int) -> str:
    """A bar and the numbers. The bar says nothing that the numbers do not, so it is not read out."""
    part = 100 * points / maximum if maximum else 0
    return (
        f'<td{WHOLE}><span aria-hidden="true" style="{FULL}"><span style="{FILL}{part:.1f}%">'
        f"</span></span>{points} of {maximum}</td>"
    )


def _bar(points: int, maximum: int) -> str:
    """A bar of text. It is full only when all is earned, and not empty when something is."""
    full = BARS * points // maximum if maximum else 0
    full = max(1, full) if points else 0
    return "█" * full + "░" * (BARS - full)


def _relative(path: Path, start: Path) -> str:
    """A link that JupyterLab opens in itself: relative to the notebook's folder, with slashes."""
    try:
        return path.relative_to(start).as_posix()
    except ValueError:
        return "../" + path.relative_to(start.parent).as_posix()


def progress(folder: Path | str | None = None) -> Progress | None:
    """The chapters with their minutes, their state and the points so far.

    A damaged record is set aside and said; one that cannot be read counts as empty, and is said.
    While a class is graded nothing is shown.

    Args:
        folder: The folder that holds the chapters. Default: the one above the notebook's.
    """
    here = Path(folder).resolve() if folder else FOLDER
    if is_grading():
        return None
    home, place = progress_file.home(here), progress_file.place(here)
    if place is None:
        return Progress(home, {}, "Progress is not kept here.", kept_here=False)
    told, results = "", []
    try:
        results, damaged = progress_file.read(place)
        told = progress_file.set_aside(place) if damaged else ""
    except OSError as error:
        told = f"The record of your progress in {place} could not be used ({error.strerror})."
    if not told and not os.access(place, os.W_OK):
        told = f"Nothing more can be kept: {place} may not be written to."
    return Progress(home, progress_file.kept(results), told, here)
