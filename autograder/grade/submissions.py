"""Find the submissions in a folder or a zip, and read their bytes without following links.

The layout is nbgrader's: ``STUDENT/ASSIGNMENT/ASSIGNMENT.ipynb``. What cannot be read does not
stop the others: it becomes a submission with a sentence that says why.
"""

from __future__ import annotations

import os
import stat
import zipfile
from dataclasses import dataclass
from pathlib import Path, PurePosixPath

from autograder.house import shown

MAX_NOTEBOOK = 20_000_000  # bytes; a chapter with all its outputs is far below
MAX_UNPACKED = 2_000_000_000
MAX_BESIDE = 50_000_000  # bytes of the files beside a notebook
MAX_FILES = 200


class GradeError(Exception):
    """The run cannot start. The message says what is wrong and what to do."""


@dataclass(frozen=True)
class Submission:
    """Where one student's notebook lies.

    state
        ``found``, ``unreadable`` or ``missing``; the last two with the reason in `problem`.
    path
        The file that was handed in, if it is a plain file.
    """

    student: str
    assignment: str
    state: str
    problem: str = ""
    path: Path | None = None

    def content(self) -> bytes | None:
        """The notebook's bytes; None where there is none to read. Raises `GradeError`."""
        return read_plain(self.path) if self.state == "found" else None


def gather(
    place: Path, assignment: str | None, known: list[str], scratch: Path
) -> list[Submission]:
    """All submissions of one assignment under `place`, by student.

    place
        A folder, or a zip that is unpacked into `scratch`.
    assignment
        Its name; None takes the one that is there.
    known
        The names of the chapters.

    Raises `GradeError` when there is nothing to grade or the assignment is unknown or unclear.
    """
    if assignment is not None and assignment not in known:
        raise GradeError(
            f"There is no assignment '{assignment}' in this course. Known: {', '.join(known)}."
        )
    if not place.exists():
        raise GradeError(f"{shown(place)} does not exist. Name a folder or a zip of submissions.")
    if place.is_file():
        place = _unpack(place, scratch)
    place, students = _students(place, known)
    present = sorted({d.name for s in students for d in _folders(s) if d.name in known})
    if assignment is None:
        if not present:
            found = sorted({d.name for s in students for d in _folders(s)})
            raise GradeError(
                f"No submission of a known assignment was found in {shown(place)}. Expected "
                "STUDENT/ASSIGNMENT/ASSIGNMENT.ipynb with one of the assignments "
                f"{', '.join(known)}"
                + (f"; the folders there are called {', '.join(found[:5])}." if found else ".")
            )
        if len(present) > 1:
            raise GradeError(
                f"{shown(place)} holds several assignments: {', '.join(present)}. Choose one with "
                f"--assignment {present[0]}."
            )
        assignment = present[0]
    if not students:
        raise GradeError(
            f"{shown(place)} holds no student's folder. Expected STUDENT/{assignment}/"
            f"{assignment}.ipynb."
        )
    return [_submission(student, assignment) for student in students]


def _unpack(archive: Path, scratch: Path) -> Path:
    """Unpack a zip member by member; links and paths that lead outside are refused by name."""
    try:
        with zipfile.ZipFile(archive) as zipped:
            if sum(info.file_size for info in zipped.infolist()) > MAX_UNPACKED:
                raise GradeError(f"{shown(archive)} unpacks to more than 2 GB and was not opened.")
            for info in zipped.infolist():
                name = PurePosixPath(info.filename.replace("\\", "/"))
                link = stat.S_ISLNK(info.external_attr >> 16)
                if link or name.is_absolute() or ".." in name.parts or ":" in info.filename:
                    kind = "is a link" if link else "leads outside"
                    raise GradeError(
                        f"{shown(archive)}: the entry '{info.filename}' {kind}. Such a zip is not "
                        "unpacked. Remove the entry, or unpack it by hand and grade the folder."
                    )
            zipped.extractall(scratch)
    except (zipfile.BadZipFile, NotImplementedError, RuntimeError, EOFError) as error:
        raise GradeError(f"{shown(archive)} is not a zip that can be read ({error}).") from None
    return scratch


def _students(place: Path, known: list[str]) -> tuple[Path, list[Path]]:
    """The students' folders. A zip or a course often has one folder around them all."""
    for _ in range(3):
        folders = _folders(place)
        if any(inner.name in known for folder in folders for inner in _folders(folder)):
            return place, folders
        if any(folder.name in known for folder in folders):
            raise GradeError(
                f"{shown(place)} looks like the folder of one student. Name the folder above it, "
                "which holds a folder for each student."
            )
        submitted = place / "submitted"
        if submitted.is_dir():
            place = submitted
        elif len(folders) == 1:
            place = folders[0]
        else:
            break
    return place, _folders(place)


def _folders(place: Path) -> list[Path]:
    try:
        entries = sorted(place.iterdir())
    except OSError:
        return []
    hidden = (".", "__MACOSX")
    return [
        e for e in entries if not e.name.startswith(hidden) and e.is_dir() and not e.is_symlink()
    ]


def _submission(student: Path, assignment: str) -> Submission:
    def without(state: str, problem: str, path: Path | None = None) -> Submission:
        return Submission(student.name, assignment, state, problem, path)

    folder = student / assignment
    path = folder / f"{assignment}.ipynb"
    if not folder.is_dir() or folder.is_symlink():
        return without("missing", f"There is no folder {student.name}/{assignment}.")
    if not path.is_file() and not path.is_symlink():
        others = sorted(p for p in folder.glob("*.ipynb") if p.is_file() and not p.is_symlink())
        if len(others) != 1:
            names = ", ".join(p.name for p in others) or "none"
            return without(
                "missing",
                f"There is no file {assignment}.ipynb in {student.name}/{assignment} (notebooks "
                f"there: {names}). Hand the notebook in under its own name.",
            )
        path = others[0]  # renamed by a browser, such as '02_forward (1).ipynb'
    try:
        _refuse_odd_files(path)
    except GradeError as error:
        plain = not path.is_symlink() and path.is_file() and path.stat().st_size <= MAX_NOTEBOOK
        return without("unreadable", str(error), path if plain else None)
    return Submission(student.name, assignment, "found", path=path)


def _refuse_odd_files(path: Path) -> None:
    try:
        if path.is_symlink() or not stat.S_ISREG(os.stat(path).st_mode):
            raise GradeError(f"{path.name} is a link or no plain file, and was not followed.")
        size = path.stat().st_size
    except OSError as error:
        raise GradeError(f"{path.name} could not be opened ({error.strerror}).") from None
    if size > MAX_NOTEBOOK:
        raise GradeError(
            f"{path.name} has {size / 1e6:.0f} MB; the limit is {MAX_NOTEBOOK / 1e6:.0f} MB. "
            "Clear the outputs (Edit → Clear Outputs of All Cells), save and hand in again."
        )


def read_plain(path: Path) -> bytes:
    """The bytes of a plain file of bearable size; links are not followed. Raises `GradeError`."""
    _refuse_odd_files(path)
    try:
        handle = os.open(path, os.O_RDONLY | os.O_NOFOLLOW | os.O_NONBLOCK)
        with os.fdopen(handle, "rb") as file:
            return file.read(MAX_NOTEBOOK + 1)
    except OSError as error:
        raise GradeError(f"{path.name} could not be opened ({error.strerror}).") from None


def beside(path: Path) -> dict[str, bytes]:
    """The plain files that were handed in beside the notebook, for it to read when it runs.

    Notebooks and checks are left out, links are not followed; a folder with more than `MAX_BESIDE`
    bytes or files is cut there.
    """
    found: dict[str, bytes] = {}
    room = MAX_BESIDE
    for folder, folders, names in os.walk(path.parent, followlinks=False):
        folders[:] = sorted(d for d in folders if d != "checks" and not d.startswith("."))
        for name in sorted(names):
            file = Path(folder) / name
            if name.startswith(".") or file.suffix == ".ipynb" or len(found) >= MAX_FILES:
                continue
            try:
                content = read_plain(file)
            except GradeError:
                continue
            room -= len(content)
            if room < 0:
                return found
            found[file.relative_to(path.parent).as_posix()] = content
    return found
