"""All exercises of the course, by name. One module per chapter, each with a list EXERCISES.

A new chapter's module is found by itself; nothing has to be registered.
"""

from __future__ import annotations

import importlib
import pkgutil
from functools import cache

from autograder.exercises.specification import Exercise, Misconception, SpecificationError

__all__ = ["Exercise", "Misconception", "SpecificationError", "all_exercises"]

NOT_CHAPTERS = {"draw", "mutation", "packing", "quiz", "specification"}


@cache
def all_exercises() -> dict[str, Exercise]:
    """Every exercise by its name. Raises `SpecificationError` if two have the same name."""
    found: dict[str, Exercise] = {}
    for module in pkgutil.iter_modules(__path__):
        if module.name in NOT_CHAPTERS:
            continue
        chapter = importlib.import_module(f"{__name__}.{module.name}")
        for exercise in getattr(chapter, "EXERCISES", ()):
            if exercise.name in found:
                raise SpecificationError(
                    f"autograder/exercises/{module.name}.py: there are two exercises called "
                    f"'{exercise.name}'. Rename one; a check finds its exercise by the name."
                )
            found[exercise.name] = exercise
    return found
