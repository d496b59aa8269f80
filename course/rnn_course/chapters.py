"""Which chapters there are, with their exercises, points and minutes.

The build writes them into ``chapters.json`` beside the chapters. A chapter's folder that is not in
it, or lies alone somewhere else, is known by its checks; its minutes are then read in its notebook.
"""

from __future__ import annotations

import json
import re
from dataclasses import dataclass
from pathlib import Path

NAME = "chapters.json"
MINUTES = re.compile(r"^Difficulty: [●○]{3} · (\d+) minutes", re.M)
TIME = re.compile(r"^\*\*Time:\*\* about (\d+) minutes", re.M)


@dataclass(frozen=True)
class Exercise:
    """An exercise: its name and its points."""

    name: str
    points: int


@dataclass(frozen=True)
class Chapter:
    """A chapter: its folder's name, its title, its minutes (0: not known), its exercises."""

    name: str
    title: str
    minutes: int
    exercises: tuple[Exercise, ...]

    @property
    def points(self) -> int:
        return sum(exercise.points for exercise in self.exercises)

    @property
    def heading(self) -> str:
        number = re.match(r"(\d+)_", self.name)
        return f"{int(number[1])} · {self.title}" if number else self.title


def to_json(chapters: list[Chapter]) -> str:
    """One line per exercise, so that a change is one line of a comparison."""
    rows = []
    for chapter in chapters:
        lines = ",\n".join(f"   {json.dumps([e.name, e.points])}" for e in chapter.exercises)
        head = json.dumps(
            {"name": chapter.name, "title": chapter.title, "minutes": chapter.minutes},
            ensure_ascii=False,
        )
        rows.append(f' {head[:-1]}, "exercises": [\n{lines}\n ]}}')
    return "[\n" + ",\n".join(rows) + "\n]\n"


def from_json(text: str) -> list[Chapter]:
    """Read what `to_json` wrote. Raises ValueError, KeyError or TypeError when it is not that."""
    return [
        Chapter(
            str(data["name"]),
            str(data["title"]),
            int(data["minutes"]),
            tuple(Exercise(str(name), int(points)) for name, points in data["exercises"]),
        )
        for data in json.loads(text)
    ]


def chapters(place: Path, absent: bool = False) -> list[Chapter]:
    """The chapters in the folder `place`, in the order of their names.

    Args:
        absent: Whether to name those too that are in the list and whose folder is not there.
    """
    try:
        listed = from_json((place / NAME).read_text(encoding="utf-8"))
    except (OSError, ValueError, KeyError, TypeError):
        listed = []
    # a chapter may be handed out later, or be one of the teacher's own
    there = {
        chapter.name: chapter for chapter in listed if absent or (place / chapter.name).is_dir()
    }
    for checks in place.glob("*/checks"):
        if checks.parent.name not in there and (chapter := _by_checks(checks.parent)):
            there[chapter.name] = chapter
    return sorted(there.values(), key=lambda chapter: chapter.name)


def minutes_of(text: str) -> int:
    """The minutes that a chapter says it takes, or else those of its exercises."""
    said = TIME.search(text)
    return int(said[1]) if said else sum(int(n) for n in MINUTES.findall(text))


def _by_checks(folder: Path) -> Chapter | None:
    exercises = []
    for path in sorted((folder / "checks").glob("*.json")):
        try:
            parts = json.loads(path.read_text(encoding="utf-8"))["parts"]
            exercises.append(Exercise(path.stem, sum(int(part["points"]) for part in parts)))
        except (OSError, ValueError, KeyError, TypeError):
            continue
    text = _prose(folder / f"{folder.name}.ipynb")
    title = re.search(r"^# (?:Chapter \d+ · )?(.+)$", text, re.M)
    name = folder.name
    return (
        Chapter(name, title[1] if title else name, minutes_of(text), tuple(exercises))
        if (exercises)
        else None
    )


def _prose(notebook: Path) -> str:
    try:
        cells = json.loads(notebook.read_text(encoding="utf-8"))["cells"]
        return "\n".join("".join(c["source"]) for c in cells if c["cell_type"] == "markdown")
    except (OSError, ValueError, KeyError, TypeError):
        return ""
