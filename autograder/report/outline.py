"""What a notebook asks for and what was answered: the graded cells in order, by their names."""

from __future__ import annotations

import re
from dataclasses import dataclass, field

from nbformat import NotebookNode

from autograder.nbgrader_insides.cells import compute_checksum, is_grade, is_solution, is_task
from autograder.report.marks import Marks, Score

_HEADING = re.compile(r"^#{1,6}\s+(.+?)\s*#*\s*$", re.M)


@dataclass
class Item:
    """One graded cell.

    Attributes:
        name: Its grade_id.
        title: The heading above it that names it, otherwise its grade_id.
        answers: grade_ids of the cells that the student was to fill in.
        answered: Whether one of them was changed; None where that cannot be told.
    """

    name: str
    title: str
    score: Score
    answers: list[str] = field(default_factory=list)
    answered: bool | None = None

    @property
    def result(self) -> str:
        """In a few words: what became of it."""
        score = self.score
        if score.waiting:
            return "waits for a person to grade it"
        if self.answered is False and not score.points:
            return "not answered"
        if score.points >= score.maximum:
            return "all points"
        return "some points" if score.points else "no points"

    @property
    def kind(self) -> str:
        """For the page's marks: ``all``, ``some``, ``none``, ``empty`` or ``waiting``."""
        words = {"all points": "all", "some points": "some", "no points": "none"}
        return words.get(self.result, "empty" if self.result == "not answered" else "waiting")


def items(notebook: NotebookNode, marks: Marks) -> list[Item]:
    """The graded cells of a notebook. A cell that the gradebook does not know is left out."""
    found: list[Item] = []
    headings: list[str] = []
    before: dict[str, bool | None] = {}  # the solution cells since the last graded one
    for cell in notebook.cells:
        data = cell.metadata.get("nbgrader", {})
        name = data.get("grade_id", "")
        if not data and cell.cell_type == "markdown":
            headings += _HEADING.findall(cell.source)
        if is_solution(cell):
            before[name] = changed(cell)
        if (is_grade(cell) or is_task(cell)) and name in marks.scores:
            own = {name: before[name]} if name in before else before
            if f"{name}_code" in before:
                own = {f"{name}_code": before[f"{name}_code"]}
            known = [answer for answer in own.values() if answer is not None]
            answered = any(known) if known else None
            found.append(
                Item(name, _title(name, headings), marks.scores[name], list(own), answered)
            )
            before = {}
    return found


def changed(cell: NotebookNode) -> bool | None:
    """Whether a solution cell differs from the one that was released."""
    checksum = cell.metadata.nbgrader.get("checksum")
    return checksum != compute_checksum(cell) if checksum else None


def _title(name: str, headings: list[str]) -> str:
    for heading in reversed(headings):
        if re.search(rf"(?<!\w){re.escape(name)}(?!\w)", heading):
            return heading.replace("`", "")[:120]
    return name
