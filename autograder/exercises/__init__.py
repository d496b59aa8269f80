"""All exercises of the course, by name. Each has a room: one file with all that is known about it.

The room of chapter 02_forward's softmax is ``ch02_forward/softmax.py`` and ends with EXERCISE. What
several rooms of a chapter share stands beside them in ``shared.py``. Nothing is registered: folders
``ch*`` are walked. In which order a chapter's exercises come, its notebook alone says
(`autograder.build.chapter.Chapter.exercises`). A course in a folder elsewhere (`autograder.house.use`)
has the same folders; its rooms import what stands here.
"""

from __future__ import annotations

import hashlib
import importlib
import sys
import traceback
from functools import cache
from pathlib import Path
from types import ModuleType

from autograder import house
from autograder.exercises.specification import Exercise, Misconception, SpecificationError

__all__ = [
    "SHARED",
    "Exercise",
    "Misconception",
    "SpecificationError",
    "all_exercises",
    "files_of",
    "place_of",
    "room_of",
]

SHARED = "shared"  # the one file of a folder that is no room


def all_exercises() -> dict[str, Exercise]:
    """Every exercise by its name.

    Raises:
        SpecificationError: A room cannot be imported, does not hold exactly one exercise, or
            stands where its name and chapter do not say; two exercises have one name; one uses
            another that is not there.
    """
    return _exercises(house.EXERCISES)


@cache
def _exercises(folder: Path) -> dict[str, Exercise]:
    found: dict[str, Exercise] = {}
    for path in sorted(folder.glob("ch*/*.py")):
        if path.stem in (SHARED, "__init__"):
            continue
        exercise = _exercise_in(path)
        if exercise.name in found:
            raise SpecificationError(
                f"{house.shown(path)}: there is another exercise '{exercise.name}', in "
                f"{house.shown(room_of(exercise.name, found[exercise.name].chapter))}. Rename one; "
                "a check finds its exercise by the name."
            )
        found[exercise.name] = exercise
    for exercise in found.values():
        for name in exercise.uses:
            if name not in found:
                raise SpecificationError(
                    f"{house.shown(room_of(exercise.name, exercise.chapter))}: it uses '{name}', "
                    "which is no exercise of this course. Correct the name, or take it out of uses."
                )
    return found


def room_of(name: str, chapter: str) -> Path:
    """The file of an exercise of a chapter such as ``05_gru``, whether it is there or not."""
    return house.EXERCISES / f"ch{chapter}" / f"{name}.py"


def place_of(name: str) -> str:
    """Where an exercise is specified, for messages."""
    return house.shown(room_of(name, all_exercises()[name].chapter))


def files_of(chapter: str) -> list[Path]:
    """All that specifies the exercises of a chapter: its rooms, and what they share."""
    return sorted((house.EXERCISES / f"ch{chapter}").glob("*.py"))


def _exercise_in(path: Path) -> Exercise:
    """The exercise of a room, which says the same name and chapter as its place."""
    room, where = _imported(path), house.shown(path)
    exercise = getattr(room, "EXERCISE", None)
    if not isinstance(exercise, Exercise):
        raise SpecificationError(
            f"{where}: the room has no EXERCISE. Write EXERCISE = Exercise(…) in it; if it is no "
            f"room, put what it holds into {SHARED}.py of its folder."
        )
    others = [value for value in vars(room).values() if isinstance(value, Exercise)]
    if other := next((value for value in others if value is not exercise), None):
        raise SpecificationError(
            f"{where}: it holds two exercises, '{exercise.name}' and '{other.name}'. A room has "
            f"one, EXERCISE. Give the other a file of its own, {other.name}.py."
        )
    if exercise.name != path.stem:
        raise SpecificationError(
            f"{where}: the exercise is called '{exercise.name}' and its file {path.name}. Make the "
            "two the same."
        )
    if f"ch{exercise.chapter}" != path.parent.name:
        raise SpecificationError(
            f"{where}: the exercise says chapter '{exercise.chapter}' and stands in the folder "
            f"{path.parent.name}. Correct the chapter, or move the file to "
            f"{house.shown(room_of(path.stem, exercise.chapter).parent)}."
        )
    return exercise


def _imported(path: Path) -> ModuleType:
    try:
        return importlib.import_module(f"{_package()}.{path.parent.name}.{path.stem}")
    except SpecificationError as error:
        raise SpecificationError(f"{house.shown(_stopped_at(error, path)[0])}: {error}") from error
    except Exception as error:
        file, line = _stopped_at(error, path)
        raise SpecificationError(
            f"{house.shown(file)}, line {line}: the file cannot be imported "
            f"({type(error).__name__}: {error}). A reference function must be exported in "
            "rnn_ref/__init__.py."
        ) from error


def _stopped_at(error: Exception, room: Path) -> tuple[Path, int]:
    """The file of the course, and the line in it, that an import stopped at."""
    if isinstance(error, SyntaxError) and error.filename and error.lineno:
        return Path(error.filename), error.lineno
    frames = traceback.extract_tb(error.__traceback__)
    inside = [f for f in frames if Path(f.filename).parent.parent == house.EXERCISES]
    return (Path(inside[-1].filename), inside[-1].lineno) if inside else (room, 1)


def _package() -> str:
    """The package that the folders belong to. Another course's is made here."""
    if not house.elsewhere():
        return __name__
    folder = house.EXERCISES
    name = f"autograder.course_{hashlib.sha256(bytes(folder)).hexdigest()[:12]}"
    package = ModuleType(name, f"The exercises in {folder}.")
    package.__path__ = [str(folder)]
    sys.modules.setdefault(name, package)
    return name
