"""The secret seed of a course folder's grading runs."""

from __future__ import annotations

import os
import secrets
from pathlib import Path

from autograder.grade.errors import GradeError
from autograder.house import shown


def secret_of(course: Path) -> bytes:
    """Read ``secret_seed.txt`` in the course folder; make it the first time.

    It is kept so that a regrade draws the same inputs and gives the same verdict.
    """
    path = course / "secret_seed.txt"
    if not path.exists():
        handle = os.open(path, os.O_WRONLY | os.O_CREAT | os.O_EXCL, 0o600)
        with os.fdopen(handle, "w") as file:
            file.write(secrets.token_hex(32) + "\n")
    try:
        return bytes.fromhex(path.read_text().strip())
    except ValueError:
        raise GradeError(
            f"{shown(path)} is damaged: it should hold 64 hexadecimal digits. Restore it, or "
            "remove it to draw a new seed (scores of a regrade may then rest on other inputs)."
        ) from None
