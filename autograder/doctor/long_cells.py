"""Does the tag of cells that need not run while grading stand only where it can be meant?"""

from __future__ import annotations

from autograder.build.chapter import Chapter
from autograder.build.problems import Problem
from autograder.cell_tags import SKIP_GRADING
from autograder.house import shown


def find_tag_faults(chapter: Chapter) -> list[Problem]:
    """Complaints about exercises' own cells that carry the tag: those always run."""
    return [
        Problem(
            f"{shown(chapter.path)}, cell '{cell.metadata.nbgrader.grade_id}'",
            f"it has the tag '{SKIP_GRADING}', and a cell of an exercise always runs.",
            "Take the tag away; it is for demonstrations that train for long.",
        )
        for cell in chapter.notebook.cells
        if "nbgrader" in cell.metadata and SKIP_GRADING in cell.metadata.get("tags", ())
    ]
