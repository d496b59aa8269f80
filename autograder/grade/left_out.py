"""Demonstrations that train for long are not run while a class is graded.

A chapter ends with networks that learn: half a minute of work that no point hangs on. Such a cell
carries the tag ``skip-grading`` in the chapter's source. What counts is the released notebook: a
submission's cell is left out if its text is that of a tagged cell. So a student's tag does
nothing, and a cell that a student has changed is run like any other.
"""

from __future__ import annotations

from collections.abc import Collection

from nbformat import NotebookNode

from autograder.cell_tags import SKIP_GRADING
from autograder.notebook_parts import new_output

SAYS = "Not run while grading: this cell takes long, and no points hang on it.\n"


def tagged(release: NotebookNode) -> tuple[str, ...]:
    """The texts of the released notebook's cells that need not be run."""
    return tuple(
        cell.source.strip()
        for cell in release.cells
        if cell.cell_type == "code"
        and "nbgrader" not in cell.metadata
        and SKIP_GRADING in cell.metadata.get("tags", ())
    )


def is_left_out(cell: NotebookNode, sources: Collection[str]) -> bool:
    """Whether this cell of a submission, with its own text, need not be run."""
    plain = cell.cell_type == "code" and "nbgrader" not in cell.metadata
    return plain and cell.source.strip() in sources


def note() -> list[NotebookNode]:
    """What stands under such a cell on the student's page."""
    return [new_output("stream", name="stdout", text=SAYS)]
