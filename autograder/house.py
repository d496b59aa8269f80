"""Where things stand. Every other module asks here.

The course that is worked on is this repository's own, or one in a folder elsewhere: `use`.
"""

from __future__ import annotations

import os
import shlex
import sys
from pathlib import Path

ROOT = Path(__file__).resolve().parent.parent
VARIABLE = "RNN_COURSE_FOLDER"  # tells the processes that are started from here
TRAVELLED = ROOT / ".course"  # on a Dask worker: what came along of a folder elsewhere


class NoCourse(Exception):
    """A folder is no course. The message says what is missing."""


def use(folder: Path | None) -> None:
    """Work on the course in `folder` from now on, here and in all processes started from here.

    Raises `NoCourse`.

    Args:
        folder: Holds ``solutions/NN_name.py`` and, where there are exercises with a check,
            ``exercises/chNN_name/exercise.py``. None: this repository.
    """
    global HOME, SOLUTIONS, EXERCISES, COURSE, README, OUT, SAMPLE_OUT
    place = ROOT if folder is None else folder.resolve()
    if place not in (ROOT, TRAVELLED) and not (place / "solutions").is_dir():
        raise NoCourse(
            f"{folder} is no folder of a course: there is no folder 'solutions' in it. "
            "docs/own_course.md shows a whole one."
        )
    HOME = place
    SOLUTIONS = place / "solutions"
    EXERCISES = ROOT / "autograder" / "exercises" if place == ROOT else place / "exercises"
    COURSE = place / "course"
    README = place / "README.md"
    OUT = place / "grading"  # the default place of a grading run; git ignores it
    SAMPLE_OUT = OUT / "sample"  # so that the sample class never mixes with a real one
    os.environ.pop(VARIABLE, None)
    if place not in (ROOT, TRAVELLED):
        os.environ[VARIABLE] = str(place)


def elsewhere() -> bool:
    """Whether the course is one in a folder outside this repository's own."""
    return HOME != ROOT


def command(verb: str) -> str:
    """What a person types for a verb on this course."""
    return f"python start.py {verb}" + (
        f" --course {shlex.quote(str(HOME))}" if elsewhere() else ""
    )


def shown(path: Path) -> str:
    """A path as a person should read it: relative to the repository where it lies inside."""
    try:
        return path.resolve().relative_to(ROOT).as_posix()
    except ValueError:
        return str(path)


def tools_on_path() -> None:
    """Let nbgrader find `alembic`, which it starts as a program when it opens a gradebook."""
    tools = str(Path(sys.executable).parent)
    parts = os.environ.get("PATH", "").split(os.pathsep)
    if tools not in parts:
        os.environ["PATH"] = os.pathsep.join([tools, *parts])


def _at_first() -> Path | None:
    """The course that whoever started this process works on."""
    if TRAVELLED.is_dir():
        return TRAVELLED
    return Path(os.environ[VARIABLE]) if os.environ.get(VARIABLE) else None


try:
    use(_at_first())
except NoCourse:  # the folder has gone since
    use(None)
