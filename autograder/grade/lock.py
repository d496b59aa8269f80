"""One grading run at a time in a course folder."""

from __future__ import annotations

import os
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

from autograder.grade.errors import GradeError
from autograder.house import shown

try:
    import fcntl
except ImportError:  # Windows
    fcntl = None


@contextmanager
def only_run(course: Path) -> Iterator[None]:
    """Hold the folder's lock. The system gives it back when the process ends, however it ends.

    Raises `GradeError` when another run holds it, or the folder cannot be written to.
    """
    if fcntl is None:
        yield
        return
    with _opened(course) as file:
        try:
            fcntl.flock(file, fcntl.LOCK_EX | fcntl.LOCK_NB)
        except OSError:
            file.seek(0)
            who = file.read().strip()
            raise GradeError(
                f"Another run is grading into {shown(course)}{f' (process {who})' if who else ''}. "
                "Wait until it has finished, or grade into another folder with --out."
            ) from None
        file.truncate(0)
        file.write(f"{os.getpid()}\n")
        file.flush()
        yield


def _opened(course: Path):
    try:
        return open(course / ".grading.lock", "a+")
    except OSError as error:
        raise GradeError(
            f"The folder {shown(course)} cannot be written to ({error.strerror}). Make it writable, "
            "or grade into another folder with --out."
        ) from None
