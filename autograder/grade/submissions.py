"""Find the submissions in a folder or a zip, and read their bytes without following links.

The layout is nbgrader's: ``STUDENT/ASSIGNMENT/ASSIGNMENT.ipynb``. What cannot be read does not
stop the others: it becomes a submission with a sentence that says why.
"""

from __future__ import annotations

import lzma
import os
import stat
import zipfile
import zlib
from collections.abc import Sequence
from dataclasses import dataclass
from itertools import islice
from pathlib import Path, PurePosixPath

from autograder.house import shown

MAX_NOTEBOOK = 20_000_000  # bytes; a chapter with all its outputs is far below
MAX_UNPACKED = 2_000_000_000
MAX_BESIDE = 50_000_000  # bytes of the files beside a notebook
MAX_FILES = 200
MAX_SEEN = 5_000  # files and folders beside a notebook that are looked at
MAX_NAME = 300  # bytes of the path of a file beside it; ours may stand deeper than the student's
MAX_ENTRIES = 50_000  # of a zip


# what zipfile raises over a damaged, an encrypted or an unknown one, or over names that are no text
NOT_A_ZIP = (
    zipfile.BadZipFile,
    NotImplementedError,
    RuntimeError,
    EOFError,
    ValueError,
    zlib.error,
    lzma.LZMAError,
)


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
    found = [_submission(folder, name, assignment) for name, folder in _by_name(students).items()]
    linked = [
        Submission(
            name,
            assignment,
            "unreadable",
            f"The folder {name} is a link to another place, and links are not followed. Put the "
            "student's files themselves there.",
        )
        for name in _by_name(_links(place))
    ]
    return sorted([*found, *linked], key=lambda submission: submission.student)


def _unpack(archive: Path, scratch: Path) -> Path:
    """Unpack a zip member by member; links and paths that lead outside are refused by name."""
    try:
        with zipfile.ZipFile(archive) as zipped:
            if sum(info.file_size for info in zipped.infolist()) > MAX_UNPACKED:
                raise GradeError(f"{shown(archive)} unpacks to more than 2 GB and was not opened.")
            if len(zipped.infolist()) > MAX_ENTRIES:
                raise GradeError(
                    f"{shown(archive)} holds more than {MAX_ENTRIES:,} files and was not opened."
                )
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
    except NOT_A_ZIP as error:
        raise GradeError(f"{shown(archive)} is not a zip that can be read ({error}).") from None
    except OSError as error:
        what = f": '{Path(error.filename).name[:80]}'" if error.filename else ""
        raise GradeError(
            f"{shown(archive)} could not be unpacked ({error.strerror}{what}). Unpack it by hand "
            "and grade the folder."
        ) from None
    return scratch


def _students(place: Path, known: list[str]) -> tuple[Path, list[Path]]:
    """The students' folders. A zip or a course often has one folder around them all."""
    for _ in range(3):
        if _is_course(place):  # what was collected; source and release are nobody's submission
            place = place / "submitted"
        folders = _folders(place, known)
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
    return place, _folders(place, known)


def _is_course(place: Path) -> bool:
    """Whether it is nbgrader's own course folder, into which ``nbgrader collect`` puts what it gets."""
    beside = ("source", "release", "gradebook.db")
    return (place / "submitted").is_dir() and any((place / name).exists() for name in beside)


def _folders(place: Path, known: Sequence[str] = ()) -> list[Path]:
    """The folders in a folder. A hidden one counts when it holds one of the `known` names."""
    try:
        entries = sorted(place.iterdir())
    except OSError:
        return []
    plain = [e for e in entries if e.is_dir() and not e.is_symlink() and e.name != "__MACOSX"]
    return [
        e for e in plain if not e.name.startswith(".") or any((e / name).is_dir() for name in known)
    ]


def _links(place: Path) -> list[Path]:
    """Links to folders, which may be meant as students."""
    hidden = (".", "__MACOSX")
    return [
        e
        for e in sorted(place.iterdir())
        if e.is_symlink() and e.is_dir() and not e.name.startswith(hidden)
    ]


def _by_name(folders: list[Path]) -> dict[str, Path]:
    """The name of each student → the folder. What is not UTF-8 is written with backslashes."""
    named = {name: folder for folder in folders if _is_text(name := folder.name)}
    for folder in folders:
        if not _is_text(folder.name):
            name = os.fsencode(folder.name).decode("utf-8", "backslashreplace")
            while name in named:
                name += "'"
            named[name] = folder
    return named


def _is_text(name: str) -> bool:
    try:
        name.encode("utf-8")
    except UnicodeEncodeError:
        return False
    return True


def _submission(student: Path, name: str, assignment: str) -> Submission:
    def without(state: str, problem: str, path: Path | None = None) -> Submission:
        return Submission(name, assignment, state, problem, path)

    folder = student / assignment
    path = folder / f"{assignment}.ipynb"
    if folder.is_symlink():
        return without("missing", f"{name}/{assignment} is a link, and was not followed.")
    if not folder.is_dir():
        return without("missing", f"There is no folder {name}/{assignment}.")
    if not os.path.lexists(path):
        others = sorted(p for p in folder.glob("*.ipynb") if p.is_file() and not p.is_symlink())
        if len(others) != 1:
            names = ", ".join(_in_short(p.name) for p in others[:8]) or "none"
            names += ", …" if len(others) > 8 else ""
            return without(
                "missing",
                f"There is no file {assignment}.ipynb in {name}/{assignment} (notebooks "
                f"there: {names}). Hand the notebook in under its own name.",
            )
        path = others[0]  # renamed by a browser, such as '02_forward (1).ipynb'
    try:
        _refuse_odd_files(path)
    except GradeError as error:
        plain = not path.is_symlink() and path.is_file() and path.stat().st_size <= MAX_NOTEBOOK
        return without("unreadable", str(error), path if plain else None)
    return Submission(name, assignment, "found", path=path)


def _in_short(name: str) -> str:
    """A file's name for a sentence: as text, and not too long."""
    text = os.fsencode(name).decode("utf-8", "backslashreplace")
    return text if len(text) < 60 else f"{text[:59]}…"


def _refuse_odd_files(path: Path) -> None:
    name = _in_short(path.name)
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


def read_plain(path: Path) -> bytes:
    """The bytes of a plain file of bearable size; links are not followed. Raises `GradeError`."""
    _refuse_odd_files(path)
    try:
        handle = os.open(path, os.O_RDONLY | os.O_NOFOLLOW | os.O_NONBLOCK)
        with os.fdopen(handle, "rb") as file:
            return file.read(MAX_NOTEBOOK + 1)
    except OSError as error:
        raise GradeError(
            f"{_in_short(path.name)} could not be opened ({error.strerror})."
        ) from None


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
            if (
                entry.name.startswith(".")
                or len(os.fsencode(name)) > MAX_NAME
                or not _is_text(name)
            ):
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
