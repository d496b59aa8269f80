"""Who runs this process: a learner at a notebook, or nbgrader, for a grade or to validate."""

from __future__ import annotations

import os
import sys

MARK = "NBGRADER_EXECUTION"  # nbgrader's own: "autograde" or "validate"


def is_grading() -> bool:
    """Whether this process runs a submission: then nobody looks, and nothing is kept."""
    return os.environ.get(MARK) == "autograde"


def at_a_desk() -> bool:
    """Whether somebody runs the cells of a notebook one by one, and reads what they print."""
    shell = sys.modules["IPython"].get_ipython() if "IPython" in sys.modules else None
    return shell is not None and MARK not in os.environ
