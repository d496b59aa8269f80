"""Read what a student handed in: plain files of bearable size, without following links."""

from __future__ import annotations

import os
import stat
from itertools import islice
from pathlib import Path

from autograder.grade.errors import GradeError

MAX_NOTEBOOK = 20_000_000  # bytes; a chapter with all its outputs is far below
MAX_BESIDE = 50_000_000  # bytes of the files beside a notebook
MAX_FILES = 200
MAX_SEEN = 5_000  # files and folders beside a notebook that are looked at
MAX_NAME = 300  # bytes of the path of a file beside it; ours may stand deeper than the student's


def is_text(name: str) -> bool:
    """Whether the name of a file is UTF-8."""
    try:
        name.encode("utf-8")
    except UnicodeEncodeError:
        return False
    return True


def in_short(name: str) -> str:
    """A file's name for a sentence: as text, and not too long."""
    text = os.fsencode(name).decode("utf-8", "backslashreplace")
    return text if len(text) < 60 else f"{text[:59]}…"


def refuse_odd_files(path: Path) -> None:
    """Raise `GradeError` for a link, for what is no plain file, and for one that is too large."""
    name = in_short(path.name)
    try:
        if path.is_symlink() or not stat.S_ISREG(os.stat(path).st_mode):
            raise GradeError(f"{name} is a link or no plain file, and was not followed.")
        size = path.stat().st_size
    except OSError as error:
        raise GradeError(f"{name} could not be opened ({error.strerror}).") from None
    if size > MAX_NOTEBOOK:
        raise GradeError(
            f"{name} has {size / 1e6:.0f} MB; the limit is {MAX_NOTEBOOK / 1e6:.0f} MB. "
            "Clear the outputs (Edit → Clear Outputs of All Cells), save and hand in again."
        )


def is_plain(path: Path) -> bool:
    """Whether it is a plain file of bearable size, so that a copy of it can be kept."""
    return not path.is_symlink() and path.is_file() and path.stat().st_size <= MAX_NOTEBOOK


def read_plain(path: Path) -> bytes:
    """The bytes of a plain file of bearable size; links are not followed. Raises `GradeError`."""
    refuse_odd_files(path)
    try:
        handle = os.open(path, os.O_RDONLY | os.O_NOFOLLOW | os.O_NONBLOCK)
        with os.fdopen(handle, "rb") as file:
            return file.read(MAX_NOTEBOOK + 1)
    except OSError as error:
        raise GradeError(f"{in_short(path.name)} could not be opened ({error.strerror}).") from None


def beside(path: Path) -> dict[str, bytes]:
    """The plain files that were handed in beside the notebook, for it to read when it runs.

    Notebooks and checks are left out, links are not followed, nor are names that are no text or
    too long; a folder with more than `MAX_BESIDE` bytes or `MAX_FILES` files is cut there.
    """
    found: dict[str, bytes] = {}
    room, seen, waiting = MAX_BESIDE, 0, [path.parent]
    while waiting:
        folder = waiting.pop()
        try:
            with os.scandir(folder) as entries:
                inside = sorted(islice(entries, MAX_SEEN - seen), key=lambda entry: entry.name)
        except OSError:
            continue
        seen += len(inside)
        folders = []
        for entry in inside:
            file = folder / entry.name
            name = file.relative_to(path.parent).as_posix()
            if entry.name.startswith(".") or len(os.fsencode(name)) > MAX_NAME or not is_text(name):
                continue
            if entry.is_dir(follow_symlinks=False):
                folders += [file] if entry.name != "checks" else []
                continue
            if file.suffix == ".ipynb" or len(found) >= MAX_FILES:
                continue
            try:
                content = read_plain(file)
            except GradeError:
                continue
            room -= len(content)
            if room < 0:
                return found
            found[name] = content
        waiting += reversed(folders)
    return found
