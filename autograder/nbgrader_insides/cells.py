"""What kind of cell this is, and whether it is as it was released: nbgrader's own words on it.

Its documentation describes the metadata from which these functions tell it, and not them.
"""

from __future__ import annotations

from nbgrader.utils import compute_checksum, is_grade, is_solution, is_task

__all__ = ["UNCHANGED", "compute_checksum", "is_grade", "is_solution", "is_task"]

# The comment that nbgrader itself writes on a solution cell that was not changed.
UNCHANGED = "No response."
