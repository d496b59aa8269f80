"""All exercises of the course, by name. One module per chapter, each with a list EXERCISES.

A new chapter's module is found by itself; nothing has to be registered. A course in a folder
elsewhere (`autograder.house.use`) has its modules there; they import what stands here.
"""

from __future__ import annotations

import hashlib
import importlib
import pkgutil
import sys
import traceback
from functools import cache
from pathlib import Path
from types import ModuleType

from autograder import house
from autograder.exercises.specification import Exercise, Misconception, SpecificationError

__all__ = [
    "Exercise",
    "Misconception",
    "SpecificationError",
    "all_exercises",
    "file_of",
    "modules",
    "place_of",
]

NOT_CHAPTERS = {"draw", "mutation", "packing", "quiz", "specification", "told_apart"}


def all_exercises() -> dict[str, Exercise]:
    """Every exercise by its name.

    Raises `SpecificationError` for a module that cannot be imported, an exercise that is missing
    from its module's EXERCISES, two exercises of one name, and one that uses an unknown one.
    """
    return _exercises(house.EXERCISES)


@cache
def _exercises(folder: Path) -> dict[str, Exercise]:
    found: dict[str, Exercise] = {}
    for name, module in modules().items():
        listed = tuple(getattr(module, "EXERCISES", ()))
        for value in vars(module).values():
            if isinstance(value, Exercise) and value not in listed:
                raise SpecificationError(
                    f"{_file(name)}: the exercise '{value.name}' is missing from EXERCISES at the "
                    "end of the file. Add it there."
                )
        for exercise in listed:
            if exercise.name in found:
                raise SpecificationError(
                    f"{_file(name)}: there are two exercises called '{exercise.name}'. Rename "
                    "one; a check finds its exercise by the name."
                )
            found[exercise.name] = exercise
    for exercise in found.values():
        for name in exercise.uses:
            if name not in found:
                raise SpecificationError(
                    f"{place_of(exercise.name)}: it uses '{name}', which is no exercise of this "
                    "course. Correct the name, or take it out of uses."
                )
    return found


def place_of(exercise: str) -> str:
    """Where an exercise is specified, for messages: its file and its name."""
    for name, module in modules().items():
        if any(e.name == exercise for e in getattr(module, "EXERCISES", ())):
            return f"{_file(name)}, {exercise}"
    return f"{house.shown(house.EXERCISES)}, {exercise}"


def modules() -> dict[str, ModuleType]:
    """The modules that specify exercises, by name. Raises `SpecificationError`."""
    return _modules(house.EXERCISES)


def file_of(chapter: str) -> Path | None:
    """The file that specifies the exercises of a chapter such as ``05_gru``, if there is one."""
    for name, module in modules().items():
        chapters = {exercise.chapter for exercise in getattr(module, "EXERCISES", ())}
        if chapter in chapters or getattr(module, "CHAPTER", None) == chapter:
            return house.EXERCISES / f"{name}.py"
    return None


@cache
def _modules(folder: Path) -> dict[str, ModuleType]:
    package, found = _package(folder), {}
    for module in pkgutil.iter_modules([str(folder)]):
        if package == __name__ and module.name in NOT_CHAPTERS:
            continue
        try:
            found[module.name] = importlib.import_module(f"{package}.{module.name}")
        except SpecificationError:
            raise
        except Exception as error:
            line = getattr(error, "lineno", None)  # a file that is no Python says it itself
            line = line or traceback.extract_tb(error.__traceback__)[-1].lineno
            raise SpecificationError(
                f"{_file(module.name)}, line {line}: the file cannot be imported "
                f"({type(error).__name__}: {error}). A reference function must be exported in "
                "rnn_ref/__init__.py."
            ) from error
    return found


def _package(folder: Path) -> str:
    """The package that the modules in `folder` belong to. Another course's is made here."""
    if not house.elsewhere():
        return __name__
    name = f"autograder.course_{hashlib.sha256(bytes(folder)).hexdigest()[:12]}"
    package = ModuleType(name, f"The exercises in {folder}.")
    package.__path__ = [str(folder)]
    sys.modules.setdefault(name, package)
    return name


def _file(module: str) -> str:
    return house.shown(house.EXERCISES / f"{module}.py")
