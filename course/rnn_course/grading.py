"""Whether this process runs a submission for its grade: then nobody looks, and nothing is kept."""

from __future__ import annotations

import os


def is_grading() -> bool:
    """Whether this process runs a submission: nbgrader's own mark."""
    return os.environ.get("NBGRADER_EXECUTION") == "autograde"
