"""``exchange``: make the folder through which nbgrader hands chapters out and takes them back.

A second road, for a machine that everybody logs in to. nbgrader wants the folder to be there, with
permissions that let learners put things in and not look around; it says no more than "unwritable"
when they are wrong. There is no exchange on Windows.
"""

from __future__ import annotations

import argparse
import os
import shutil
import stat
import sys
from pathlib import Path

from autograder import house

# What nbgrader's own commands set, but for the sticky bit: with it a learner cannot rename or
# remove a course's folder in the place that all may write to.
ROOT_MODE = 0o1777
COURSE_MODE = 0o755
OUTBOUND_MODE = 0o755
INBOUND_MODE = 0o2733  # learners may put in, and may not list what others have put in


class ExchangeProblem(Exception):
    """The exchange cannot be made or used. The message says why and what to do."""


def add_arguments(verb: argparse.ArgumentParser) -> None:
    """The command line of ``exchange``."""
    verb.add_argument(
        "folder",
        type=Path,
        metavar="FOLDER",
        help="a place that all users of this machine can reach, such as /srv/exchange",
    )
    verb.add_argument(
        "chapters",
        nargs="*",
        metavar="CHAPTER",
        help="chapters to prepare for release, such as 02_forward",
    )
    verb.add_argument(
        "--out", type=Path, metavar="DIR", help="the course's folder for nbgrader; default: grading"
    )


def exchange(options) -> int:
    """Make the exchange, prepare the chapters, and say what to do next. 0 when it can be used."""
    from autograder.build import BuildError

    root, out = options.folder.absolute(), options.out or house.OUT
    try:
        make(root)
        for name in options.chapters:
            prepare(name, out)
    except (ExchangeProblem, BuildError) as error:
        print(error, file=sys.stderr)
        return 1
    print(next_steps(root, options.chapters or ["02_forward"], out))
    return 0


def make(root: Path, course: str | None = None) -> None:
    """Make the folders with their permissions, or mend them. Raises `ExchangeProblem`."""
    if os.name == "nt":
        raise ExchangeProblem(
            "nbgrader has no exchange on Windows. Use the other road: learners hand in the file "
            "that 'python start.py hand-in' packs, and 'python start.py grade' grades the folder."
        )
    from autograder.build.release import COURSE

    inside = root / (course or COURSE)
    for folder, mode in (
        (root, ROOT_MODE),
        (inside, COURSE_MODE),
        (inside / "outbound", OUTBOUND_MODE),
        (inside / "inbound", INBOUND_MODE),
    ):
        _folder(folder, mode)
        if folder != root and folder.stat().st_uid != os.geteuid():
            raise ExchangeProblem(
                f"{folder} belongs to {folder.owner()}, who could change what is in it. Run this as "
                "that user, or choose another place."
            )
    for parent in root.parents:
        if not parent.stat().st_mode & stat.S_IXOTH:
            raise ExchangeProblem(
                f"Other users cannot enter {parent}, so they cannot reach {root}. Choose another "
                f"place, or let them through: chmod o+x {parent}"
            )


def _folder(folder: Path, mode: int) -> None:
    if folder.is_symlink() or (folder.exists() and not folder.is_dir()):
        raise ExchangeProblem(f"{folder} is there and is no folder. Choose another place.")
    try:
        folder.mkdir(parents=True, exist_ok=True)
        if folder.stat().st_mode & 0o7777 != mode:
            folder.chmod(mode)
    except OSError as error:
        raise ExchangeProblem(
            f"{folder} cannot be made or given its permissions ({error.strerror}). Run this as the "
            "user to whom it is to belong, or choose another place."
        ) from None
    got = folder.stat().st_mode & 0o7777
    if got != mode:
        raise ExchangeProblem(
            f"{folder} should have the permissions {mode:o} and has {got:o}: its disk does not keep "
            "them. Choose a place on a disk of this system's own."
        )


def prepare(name: str, out: Path) -> None:
    """Put a chapter and its checks where ``nbgrader release_assignment`` looks for them."""
    from autograder.build import chapter as chapters
    from autograder.build.release import current_release, generate
    from autograder.gradebook_url import default_url

    known = {path.stem: path for path in chapters.sources()}
    if name not in known:
        raise ExchangeProblem(f"There is no chapter '{name}'. Known: {', '.join(known)}.")
    chapter = chapters.read(known[name])
    out.mkdir(parents=True, exist_ok=True)
    for side in ("source", "release"):  # in the source too: nbgrader makes the release from it
        if side == "release" and not current_release(chapter, out, default_url(out)):
            generate(chapter, out)
        place = out / side / name / "checks"
        shutil.rmtree(place, ignore_errors=True)
        shutil.copytree(house.COURSE / name / "checks", place)


def next_steps(root: Path, chapters: list[str], out: Path) -> str:
    """What everybody has to know and to do, with the commands."""
    from autograder.build.release import COURSE

    name = chapters[0]
    at = "" if out == house.OUT else f" --out {house.shown(out)}"
    return f"""\
The exchange is {root}.

Everybody needs these lines, in /etc/jupyter/nbgrader_config.py, or each in
~/.jupyter/nbgrader_config.py:

    c = get_config()
    c.Exchange.root = "{root}"
    c.CourseDirectory.course_id = "{COURSE}"

You, here:       python start.py exchange {root} {name}   makes the chapter ready
                 nbgrader release_assignment {name}
Learners:        nbgrader fetch_assignment {name}
                 nbgrader submit {name}
You, here:       nbgrader collect {name}
                 python start.py grade {house.shown(out)} --assignment {name}{at}

The program nbgrader lies in .venv/bin. There is no exchange on Windows."""
