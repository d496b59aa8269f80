"""What makes a process of the grader start sooner."""

from __future__ import annotations

import sys


def without_slow_parsers() -> None:
    """Leave out a grammar that takes longer to build than all other imports of a worker.

    jsonschema, which checks notebooks, imports rfc3987_syntax where it is installed, to check texts
    that must be internationalised addresses. The schema of a notebook has none.
    """
    sys.modules.setdefault("rfc3987_syntax", None)
