"""``start.py new``: begin an exercise. Its cells and its room are put where they belong.

Everything is worked out in memory first. What cannot be done is said, and nothing is written.
"""

from __future__ import annotations

import difflib
from pathlib import Path

from autograder import house
from autograder.build import BuildError, Problem
from autograder.build import chapter as chapters
from autograder.exercises import all_exercises, room_of
from autograder.files import replace_all
from autograder.new import numbering, templates
from autograder.new.names import refuse_name
from autograder.new.source import Source


def begin(name: str, chapter: str, after: str | None = None) -> list[str]:
    """Begin the exercise `name` in a chapter such as ``05_gru``. Returns lines that say what was done.

    Raises `BuildError` with the reasons when it cannot be done; then nothing is changed.

    Args:
        after: The exercise that it follows; None: the last one before the quiz.
    """
    [path] = chapters.sources(only=[chapter])
    refuse_name(name, path)
    source = Source(path)
    names = source.exercises
    place = _place(names, after, path)
    number, followers = place + 1, names[place:]
    room = room_of(name, chapter)

    mine = f"{source.number}.{number}"
    texts = numbering.make_room(source.number, number, len(names))
    speaking = [p for p in texts if p != path]
    texts[path] = source.text_with(
        templates.cells(name, mine),
        after=names[place - 1] if place else None,
        text=texts.get(path, source.text),
    )
    texts[room] = templates.room(name, chapter)
    replace_all(texts, [])
    where = f"after {names[place - 1]}" if place else "the first of its chapter"
    lines = [
        f"written  {house.shown(path)}: exercise {mine}, {where}",
        f"written  {house.shown(room)}: its room",
    ]
    for index, other in enumerate(followers, start=number + 1):
        lines.append(f"renumbered  {other} is exercise {source.number}.{index} now")
    lines += [f"renumbered  where {house.shown(other)} speaks of them" for other in speaking]
    lines.append(f"What is still to write: {house.command(f'doctor {chapter}')}")
    return lines


def _place(names: list[str], after: str | None, path: Path) -> int:
    """How many exercises of the chapter stand before the new one."""
    if after is None:
        quiz = bool(names) and names[-1].endswith("_quiz")
        return len(names) - quiz
    if after in names:
        return names.index(after) + 1
    near = difflib.get_close_matches(after, names, 1) or [", ".join(names) or "none"]
    other = all_exercises().get(after)
    where = f" It is one of {other.chapter}." if other else ""
    raise BuildError(
        [
            Problem(
                house.shown(path),
                f"there is no exercise '{after}' to put it after.{where}",
                f"Did you mean {near[0]}?",
            )
        ]
    )
