"""A chapter's source as text and as cells, to put new cells into it and leave the rest as it is."""

from __future__ import annotations

import re
from pathlib import Path

from autograder.build import BuildError, Problem
from autograder.build import chapter as chapters
from autograder.check_cells import exercise_of
from autograder.house import shown

MARKER = re.compile(r"^# ?%%(?= |\r?$)", re.M)
OPENS = re.compile(r"^(#{1,2} |### Exercise )", re.M)  # a section, or the next exercise


class Source:
    """Read a source that is in order.

    Raises `BuildError`.

    Attributes:
        exercises: Their names, in the order in which they stand.
        number: The chapter's own, 5 for ``05_gru``.
    """

    def __init__(self, path: Path):
        self.path = path
        self.text = path.read_bytes().decode("utf-8")  # line ends as they are
        self.chapter = chapters.read(path, unfinished=True)
        self.number = int(re.match(r"\d+", path.stem)[0])
        self.exercises = self.chapter.exercises
        if len(_starts(self.text)) != len(self.chapter.notebook.cells):
            raise BuildError(
                [
                    Problem(
                        shown(path),
                        "some of its cells have no line '# %%' of their own.",
                        "Open it in JupyterLab with Open With → Notebook and save it once.",
                    )
                ]
            )

    def text_with(self, cells: str, after: str | None, text: str) -> str:
        """`text`, which has this source's cells, with more cells behind what belongs to `after`.

        Args:
            after: An exercise; None: before the first exercise, or at the end where there is none.
        """
        new = cells.replace("\n", "\r\n") if "\r\n" in text else cells
        end = "\r\n" if "\r\n" in text else "\n"
        index = self._next(after)
        if index < len(self.chapter.notebook.cells):
            at = _starts(text)[index]
            return text[:at] + new + end + text[at:]
        gap = re.search(r"(\r?\n)*$", text)[0].count("\n")
        return text + end * max(0, 2 - gap) + new

    def _next(self, after: str | None) -> int:
        """The cell that the new ones stand before: it opens a section or the next exercise."""
        cells = self.chapter.notebook.cells
        names = [exercise_of(cell) for cell in cells]
        if after is None and not self.exercises:
            return len(cells)
        first = names.index(after) + 1 if after else 0
        for index in range(first, len(cells)):
            cell = cells[index]
            if after is None and "### Exercise " in cell.source:
                return index
            if after and cell.cell_type == "markdown" and OPENS.search(cell.source):
                return index
        return len(cells)


def _starts(text: str) -> list[int]:
    """Where each cell of a source begins."""
    return [found.start() for found in MARKER.finditer(text)]
