"""Find the submissions in a folder or a zip.

The layout is nbgrader's: ``STUDENT/ASSIGNMENT/ASSIGNMENT.ipynb``. What cannot be read does not
stop the others: it becomes a submission with a sentence that says why.
"""

from __future__ import annotations

import os
from collections.abc import Sequence
from dataclasses import dataclass
from pathlib import Path

from autograder.grade.archive import unpack
from autograder.grade.errors import GradeError
from autograder.grade.plain_files import in_short, is_plain, is_text, read_plain, refuse_odd_files
from autograder.grade.submission_state import SubmissionState
from autograder.house import shown


@dataclass(frozen=True)
class Submission:
    """Where one student's notebook lies.

    Attributes:
        state: None where there is a notebook to read; else what became of it already, and `problem`
            says why.
        path: The file that was handed in, if it is a plain file.
    """

    student: str
    assignment: str
    state: SubmissionState | None = None
    problem: str = ""
    path: Path | None = None

    def content(self) -> bytes | None:
        """The notebook's bytes; None where there is none to read. Raises `GradeError`."""
        return read_plain(self.path) if self.state is None else None


def gather(
    place: Path, assignment: str | None, known: list[str], scratch: Path
) -> list[Submission]:
    """All submissions of one assignment under `place`, by student.

    Raises `GradeError` when there is nothing to grade or the assignment is unknown or unclear.

    Args:
        place: A folder, or a zip that is unpacked into `scratch`.
        assignment: Its name; None takes the one that is there.
        known: The names of the chapters.
    """
    if assignment is not None and assignment not in known:
        raise GradeError(
            f"There is no assignment '{assignment}' in this course. Known: {', '.join(known)}."
        )
    if not place.exists():
        raise GradeError(f"{shown(place)} does not exist. Name a folder or a zip of submissions.")
    if place.is_file():
        place = unpack(place, scratch)
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
            SubmissionState.UNREADABLE,
            f"The folder {name} is a link to another place, and links are not followed. Put the "
            "student's files themselves there.",
        )
        for name in _by_name(_links(place))
    ]
    return sorted([*found, *linked], key=lambda submission: submission.student)


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
    named = {name: folder for folder in folders if is_text(name := folder.name)}
    for folder in folders:
        if not is_text(folder.name):
            name = os.fsencode(folder.name).decode("utf-8", "backslashreplace")
            while name in named:
                name += "'"
            named[name] = folder
    return named


def _submission(student: Path, name: str, assignment: str) -> Submission:
    def without(state: SubmissionState, problem: str, path: Path | None = None) -> Submission:
        return Submission(name, assignment, state, problem, path)

    folder = student / assignment
    path = folder / f"{assignment}.ipynb"
    if folder.is_symlink():
        return without(
            SubmissionState.NOT_HANDED_IN, f"{name}/{assignment} is a link, and was not followed."
        )
    if not folder.is_dir():
        return without(SubmissionState.NOT_HANDED_IN, f"There is no folder {name}/{assignment}.")
    if not os.path.lexists(path):
        others = sorted(p for p in folder.glob("*.ipynb") if p.is_file() and not p.is_symlink())
        if len(others) != 1:
            names = ", ".join(in_short(p.name) for p in others[:8]) or "none"
            names += ", …" if len(others) > 8 else ""
            return without(
                SubmissionState.NOT_HANDED_IN,
                f"There is no file {assignment}.ipynb in {name}/{assignment} (notebooks "
                f"there: {names}). Hand the notebook in under its own name.",
            )
        path = others[0]  # renamed by a browser, such as '02_forward (1).ipynb'
    try:
        refuse_odd_files(path)
    except GradeError as error:
        return without(SubmissionState.UNREADABLE, str(error), path if is_plain(path) else None)
    return Submission(name, assignment, path=path)
