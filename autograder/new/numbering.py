"""Make room among the numbers of a chapter's exercises, wherever they are spoken of."""

from __future__ import annotations

import re
from pathlib import Path

from autograder import house


def make_room(chapter: int, number: int, last: int) -> dict[Path, str]:
    """The files that change when the exercises `chapter`.`number` to `last` count one more.

    Changed are headings and sentences such as *see exercise 5.8*, in all sources and all rooms of
    the course.
    """
    spoken = re.compile(rf"(\b[Ee]xercises?\s+(?:# )?){chapter}\.(\d+)\b(?!\.\d)")

    def later(found: re.Match) -> str:
        old = int(found[2])
        return f"{found[1]}{chapter}.{old + (number <= old <= last)}"

    changed = {}
    for path in [
        *sorted(house.SOLUTIONS.glob("[0-9]*.py")),
        *sorted(house.EXERCISES.glob("ch*/*.py")),
    ]:
        old = path.read_bytes().decode("utf-8")
        new = spoken.sub(later, old)
        if new != old:
            changed[path] = new
    return changed
