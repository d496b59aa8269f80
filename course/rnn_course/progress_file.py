"""What the checks said, kept in a file beside the chapters: one line per result.

A line is only ever added, in one write. So two notebooks may write at the same time, a crash costs
at most the last line, and nothing that was earned can be overwritten. Lines that cannot be read are
set aside with the whole file, and the readable ones are taken over.
"""

from __future__ import annotations

import json
import os
from dataclasses import dataclass
from datetime import UTC, datetime
from pathlib import Path

from rnn_course.grading import is_grading

NAME = ".rnn_course_progress.jsonl"  # hidden, so that it is neither opened nor handed in
VARIABLE = "RNN_COURSE_PROGRESS"
LARGEST = 5_000_000  # bytes; a learner who checks all day for a month is far below


@dataclass(frozen=True)
class CheckResult:
    """What one check said: points earned of points there are, and when."""

    chapter: str
    exercise: str
    points: int
    of: int
    at: str

    def line(self) -> bytes:
        return json.dumps(vars(self), ensure_ascii=False).encode() + b"\n"


@dataclass(frozen=True)
class Kept:
    """One exercise: the last result and the best."""

    last: int
    best: int
    of: int


def home(folder: Path) -> Path:
    """The folder that holds the chapters, seen from a chapter's folder or from itself."""
    return folder.parent if (folder / "checks").is_dir() else folder


def place(folder: Path) -> Path | None:
    """The folder of the file, seen from a notebook's folder; None when nothing is to be kept.

    While a class is graded nothing is. Else the variable RNN_COURSE_PROGRESS may name a folder, for
    a course that lies where learners may not write, or say ``off``.
    """
    wanted = os.environ.get(VARIABLE, "")
    if is_grading() or wanted == "off":
        return None
    return Path(wanted) if wanted else home(folder)


def read(place: Path) -> tuple[list[CheckResult], bool]:
    """Every readable line, and whether there was anything else. Raises OSError."""
    path = place / NAME
    try:
        with path.open("rb") as file:
            content = file.read(LARGEST + 1)
    except FileNotFoundError:
        return [], False
    found, damaged = [], len(content) > LARGEST
    for line in content[:LARGEST].split(b"\n"):
        result = _result(line) if line.strip() else None
        found += [result] if result else []
        damaged = damaged or (bool(line.strip()) and result is None)
    return found, damaged


def _result(line: bytes) -> CheckResult | None:
    try:
        result = CheckResult(**json.loads(line))
        numbers = type(result.points) is int and type(result.of) is int
        texts = all(type(t) is str for t in (result.chapter, result.exercise, result.at))
        return result if numbers and texts and 0 <= result.points <= result.of else None
    except (ValueError, TypeError, RecursionError):
        return None


def kept(results: list[CheckResult]) -> dict[tuple[str, str], Kept]:
    """The last and the best result of each (chapter, exercise)."""
    found: dict[tuple[str, str], Kept] = {}
    for result in sorted(results, key=lambda result: result.at):
        key = result.chapter, result.exercise
        best = max(result.points, found[key].best) if key in found else result.points
        found[key] = Kept(result.points, min(best, result.of), result.of)
    return found


def record(
    place: Path, chapter: str, exercise: str, points: int, of: int, begun: bool = True
) -> str:
    """Keep a result if it says something new. Returns a sentence if something is amiss, or ''.

    Raises OSError when the file cannot be read or written.

    Args:
        begun: False for a stub: it is kept only where something better was kept before.
    """
    results, damaged = read(place)
    said = set_aside(place) if damaged else ""
    before = kept(results).get((chapter, exercise))
    new = begun if before is None else (before.last, before.of) != (points, of)
    if new:
        now = datetime.now(UTC).isoformat(timespec="microseconds")
        _add(place, [CheckResult(chapter, exercise, points, of, now)])
    return said


def _add(place: Path, results: list[CheckResult]) -> None:
    content = b"".join(result.line() for result in results)
    path = place / NAME
    handle = os.open(path, os.O_RDWR | os.O_CREAT | os.O_APPEND | getattr(os, "O_BINARY", 0), 0o644)
    with os.fdopen(handle, "r+b", buffering=0) as file:
        if file.seek(0, os.SEEK_END):
            file.seek(-1, os.SEEK_END)
            # a line that was cut off must not spoil ours
            content = content if file.read(1) == b"\n" else b"\n" + content
        file.write(content)


def set_aside(place: Path) -> str:
    """Rename a damaged file, take over what can be read, and say so in a sentence."""
    number = 1
    while (aside := place / f"{NAME}.damaged-{number}").exists():
        number += 1
    os.replace(place / NAME, aside)
    with aside.open("rb") as file:  # another notebook may have added a line until just now
        lines = file.read(LARGEST).split(b"\n")
    results = [result for line in lines if (result := _result(line))]
    if results:
        _add(place, results)
    count = f"{len(results)} results" if len(results) != 1 else "1 result"
    return (
        f"The record of your progress was damaged. {count} could be read and count on; the "
        f"damaged file is kept as {aside}. Your notebooks are not affected."
    )
