"""What packs know of unwritten mistakes takes long to compute, and is kept while it holds.

A pack keeps, beside it, a digest of all that it was computed from: the chapter's rooms, the
solution, the reference, the edits, and the code that tries them. While the digest is the same, the
committed pack says what a new computation would say.
"""

from __future__ import annotations

import hashlib
from dataclasses import replace
from functools import cache
from pathlib import Path

import numpy as np

from autograder import house
from autograder.exercises import Exercise, room_of
from autograder.exercises.causes import Right, with_causes
from rnn_course.pack import Pack, from_json

PACKAGE = Path(__file__).resolve().parents[1]
COMPUTED_BY = (  # folders, and whether what lies deeper counts
    (PACKAGE.parent / "rnn_ref", True),
    (PACKAGE / "exercises", False),
    (PACKAGE.parent / "course" / "rnn_course", False),
    (PACKAGE.parent / "course" / "rnn_course" / "edits", True),
    (PACKAGE.parent / "course" / "rnn_course" / "causes", True),
)


def with_known_causes(
    exercise: Exercise, pack: Pack, solution: Right | None, *committed: Path
) -> Pack:
    """The pack with its causes: those of a committed pack, or computed anew where all are older."""
    digest = _digest(exercise, solution)
    for path in committed:
        try:
            old = from_json(path.read_text(encoding="utf-8"))
        except (OSError, ValueError, KeyError, TypeError, AttributeError):  # none, or damaged
            continue
        if old.computed == digest:
            known = {key: getattr(old, key) for key in ("generated", "values", "helpers")}
            return replace(pack, **known, computed=digest)
    return replace(with_causes(exercise, pack, solution), computed=digest)


def _digest(exercise: Exercise, solution: Right | None) -> str:
    rooms = room_of(exercise.name, exercise.chapter).parent
    parts = [np.__version__, solution.source if solution else ""]
    parts += [_code_of(rooms, True), _code_of(house.EXERCISES, False)]
    parts += [_code_of(folder, deep) for folder, deep in COMPUTED_BY]
    return hashlib.sha256("\0".join(parts).encode()).hexdigest()[:16]


@cache
def _code_of(folder: Path, deep: bool) -> str:
    """A digest of the Python files in a folder."""
    files = sorted(folder.rglob("*.py") if deep else folder.glob("*.py"))
    text = "\0".join(f"{p.relative_to(folder)}\0{p.read_text(encoding='utf-8')}" for p in files)
    return hashlib.sha256(text.encode()).hexdigest()
