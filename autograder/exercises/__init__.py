"""All exercises of the course, by name. One module per chapter, each with a list EXERCISES.

A new chapter's module is found by itself; nothing has to be registered.
"""

from __future__ import annotations

import importlib
import pkgutil
import traceback
from functools import cache
from types import ModuleType

from autograder.exercises.specification import Exercise, Misconception, SpecificationError

__all__ = ["Exercise", "Misconception", "SpecificationError", "all_exercises", "place_of"]

NOT_CHAPTERS = {"draw", "mutation", "packing", "quiz", "specification"}


@cache
def all_exercises() -> dict[str, Exercise]:
    """Every exercise by its name.

    Raises `SpecificationError` for a module that cannot be imported, an exercise that is missing
    from its module's EXERCISES, and two exercises of one name.
    """
    found: dict[str, Exercise] = {}
    for name, module in _chapters().items():
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
    return found


def place_of(exercise: str) -> str:
    """Where an exercise is specified, for messages: its file and its name."""
    for name, module in _chapters().items():
        if any(e.name == exercise for e in getattr(module, "EXERCISES", ())):
            return f"{_file(name)}, {exercise}"
    return f"autograder/exercises, {exercise}"


@cache
def _chapters() -> dict[str, ModuleType]:
    modules = {}
    for module in pkgutil.iter_modules(__path__):
        if module.name in NOT_CHAPTERS:
            continue
        try:
            modules[module.name] = importlib.import_module(f"{__name__}.{module.name}")
        except SpecificationError:
            raise
        except Exception as error:
            line = traceback.extract_tb(error.__traceback__)[-1].lineno
            raise SpecificationError(
                f"{_file(module.name)}, line {line}: the file cannot be imported "
                f"({type(error).__name__}: {error}). A reference function must be exported in "
                "rnn_ref/__init__.py."
            ) from error
    return modules


def _file(module: str) -> str:
    return f"autograder/exercises/{module}.py"
