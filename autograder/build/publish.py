"""Put the built files into `course/`, or say which of them are not current.

Everything is made in memory first and then written together (`autograder.files`), so that an
interrupted build leaves the old files. A file whose content is the same is not touched.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, replace
from pathlib import Path

import numpy as np

from autograder import house
from autograder.build import chapter as chapters
from autograder.build.problems import BuildError
from autograder.build.readme import listed, with_table
from autograder.build.release import render
from autograder.files import replace_all
from rnn_course import chapters as listing
from rnn_course import pack
from rnn_course.fingerprints import same


@dataclass(frozen=True)
class Built:
    """What a build found: files that are current, files (to be) written, files (to be) removed."""

    current: list[Path]
    written: list[Path]
    removed: list[Path]

    @property
    def is_current(self) -> bool:
        return not self.written and not self.removed


def build(
    check: bool = False,
    *,
    only: Sequence[str] = (),
    solutions: Path | None = None,
    course: Path | None = None,
    readme: Path | None = None,
) -> Built:
    """Build every chapter. With `check`, write nothing and only report.

    Raises `BuildError` with every problem of every source.

    Args:
        only: Names of chapters. The others are read all the same: README's table lists them.
    """
    solutions = solutions or house.SOLUTIONS
    course = course or house.COURSE
    readme = readme or house.README
    wished = {path.stem for path in chapters.sources(solutions, only)}
    read, unread, problems = [], [], []
    for path in chapters.sources(solutions):
        try:
            read.append(chapters.read(path))
        except BuildError as error:
            unread.append(path.stem)
            problems += error.problems if path.stem in wished else []
    if problems:
        raise BuildError(problems)

    wanted: dict[Path, str] = {}
    removed: list[Path] = []
    for chapter in read:
        if chapter.name not in wished:
            continue
        folder = course / chapter.name
        files = {folder / name: text for name, text in render(chapter, folder / "checks").items()}
        wanted |= files
        removed += [p for p in sorted((folder / "checks").glob("*.json")) if p not in files]
    if not unread:
        wanted[course / listing.NAME] = listing.to_json([listed(chapter) for chapter in read])
    if readme.is_file() and not unread:
        wanted[readme] = with_table(readme.read_text(encoding="utf-8"), read)
    current = [path for path, text in wanted.items() if _same(path, text)]
    written = [path for path in wanted if path not in current]
    if not check:
        # those that say the same but were computed by older code are written, too
        older = [
            path for path in current if path.suffix == ".json" and _is_older(path, wanted[path])
        ]
        replace_all({path: wanted[path] for path in [*written, *older]}, removed)
    return Built(current, written, removed)


# What the last digits are. Fingerprints have nine digits, and the last of them may be rounded either
# way.
NEAR, LEAST = 1e-8, 1e-12


def _same(path: Path, text: str) -> bool:
    """Whether a file needs no writing. Packs may differ in the last digits between machines."""
    try:
        old = path.read_text(encoding="utf-8")
    except (OSError, UnicodeDecodeError):
        return False
    if old == text:
        return True
    if path.suffix != ".json":
        return False
    try:
        return _near(pack.from_json(old), pack.from_json(text))
    except (ValueError, KeyError, TypeError):
        return False


def _is_older(path: Path, text: str) -> bool:
    """Whether a pack says the same and bears another digest of what it was computed from."""
    sign = '"computed": "'
    old = path.read_text(encoding="utf-8")
    return old.partition(sign)[2][:20] != text.partition(sign)[2][:20]


def _is_fingerprint(value) -> bool:
    """Sums that cancel keep few digits: what counts is their share of all numbers' sizes."""
    if not isinstance(value, list) or len(value) != 4 or not isinstance(value[0], list):
        return False
    return all(isinstance(number, (int, float, type(None))) for number in value[1:])


def _near(old, new) -> bool:
    if isinstance(old, np.ndarray) and isinstance(new, np.ndarray):
        return (
            old.shape == new.shape
            and old.dtype == new.dtype
            and np.allclose(old, new, rtol=NEAR, atol=LEAST, equal_nan=True)
        )
    if type(old) is not type(new):
        return False
    if _is_fingerprint(old) and _is_fingerprint(new):
        return same(old, new)
    if isinstance(old, (tuple, list)):
        return len(old) == len(new) and all(map(_near, old, new))
    if isinstance(old, dict):
        return list(old) == list(new) and all(_near(old[key], new[key]) for key in old)
    if isinstance(old, pack.Pack):
        old, new = replace(old, computed=""), replace(new, computed="")
        return _near(vars(old), vars(new))
    if isinstance(old, (pack.Part, pack.Case, pack.Mistake, pack.Generated)):
        return _near(vars(old), vars(new))
    if isinstance(old, float):
        return bool(np.isclose(old, new, rtol=NEAR, atol=LEAST, equal_nan=True))
    return old == new
