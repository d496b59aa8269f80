"""Run in the cage before the grader: secrets to find, files to spoil, and a class to grade.

python -m tests.hostile prepare ATTACK …
"""

from __future__ import annotations

import compileall
import importlib.util
import os
import shutil
import sqlite3
from pathlib import Path

import nbformat

from tests.hostile import chapters
from tests.hostile.attack import Attack
from tests.hostile.scene import OTHER, PLACE, SECRET
from tests.hostile.suite import attacks

HONEST = ("ada-full", "bob-half", "zoe-mistake")  # first, early and last in the order of names


def students_of(attack: Attack, number: int) -> list[str]:
    """The names of the folders that an attack is handed in under."""
    if attack.archive:
        return ["mallory"]
    if attack.student:
        return [attack.student]
    return [f"mallory-{number:03d}-{copy}" for copy in range(attack.copies)]


def listed_as(student: str) -> str:
    """The name by which the grader knows a folder: what is no UTF-8 is written with backslashes."""
    return os.fsencode(student).decode("utf-8", "backslashreplace")


def secrets() -> None:
    """What must not be read or changed: a dotfile and another course's gradebook."""
    (Path.home() / ".hostile-secret").write_text(SECRET)
    migrated = Path.home() / ".jupyter" / "migrated"  # else Jupyter's first start writes it
    migrated.parent.mkdir(exist_ok=True)
    migrated.touch()
    Path(OTHER).parent.mkdir(parents=True, exist_ok=True)
    book = sqlite3.connect(OTHER)
    book.execute("create table grade (auto_score real, manual_score real)")
    book.execute("create table student (id text)")
    book.execute("insert into grade values (1, 1)")
    book.execute("insert into student values (?)", (SECRET,))
    book.commit()
    book.close()


def compile_all() -> None:
    """Write all bytecode beforehand, so that only attackers write any."""
    for package in ("rnn_course", "rnn_ref", "autograder"):
        folder = Path(importlib.util.find_spec(package).origin).parent
        compileall.compile_dir(folder, quiet=2)


def honest(place: Path, chapter: str, who: tuple[str, ...] = HONEST) -> None:
    """Hand in for the honest students. What the first one wrote is nobody else's business."""
    full = nbformat.from_dict(chapters.solved(chapter))
    full = nbformat.reads(nbformat.writes(full), as_version=4)
    full.cells.insert(1, nbformat.v4.new_code_cell(f"# {SECRET}"))
    made = {
        "ada-full": full,
        "bob-half": chapters.half(chapter)[0],
        "zoe-mistake": chapters.mistaken(chapter)[0],
    }
    for name in who:
        path = place / name / chapter / f"{chapter}.ipynb"
        path.parent.mkdir(parents=True)
        path.write_text(nbformat.writes(made[name]), encoding="utf-8")


def hand_in(place: Path, names: list[str]) -> None:
    """Write the submissions of some attacks of one chapter."""
    for number, name in enumerate(names):
        for student in students_of(attacks()[name], number):
            attacks()[name].write(place / student)


def main(names: list[str]) -> None:
    chosen = [attacks()[name] for name in names]
    place = Path(PLACE)
    place.mkdir(parents=True)
    secrets()
    compile_all()
    honest(place, chosen[0].chapter)
    if chosen[0].archive:
        shutil.make_archive(PLACE, "zip", place)
        shutil.rmtree(place)
        for number, attack in enumerate(chosen):
            attack.write(Path(shutil.copy(f"{PLACE}.zip", f"{PLACE}-{number}.zip")))
    else:
        hand_in(place, names)
