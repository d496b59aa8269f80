"""When a submission was handed in, as nbgrader reads it."""

from __future__ import annotations

from datetime import datetime
from pathlib import Path

from nbgrader.coursedir import CourseDirectory
from traitlets.config import Config


def timestamp_in(folder: Path, config: Config) -> datetime | None:
    """What ``timestamp.txt`` in the folder of a submission says; None without one, or a bad one."""
    try:
        return CourseDirectory(config=config).get_existing_timestamp(str(folder))
    except (SystemExit, Exception):  # nbgrader ends the program over a bad one, or stumbles
        return None
