"""Make a misconception: the reference with one small piece of its source replaced."""

from __future__ import annotations

import inspect
import textwrap
from collections.abc import Callable
from functools import cache

from autograder.exercises.specification import Exercise, Misconception, SpecificationError


def mutated(exercise: Exercise, misconception: Misconception) -> Callable:
    """The reference with the misconception in it.

    Raises `SpecificationError` when the text to replace does not stand exactly once in the source,
    so that a change of the reference cannot silently switch a misconception off.
    """
    if misconception.instead is not None:
        return misconception.instead
    try:
        return _edited(
            exercise.reference, misconception.within, misconception.replace, misconception.by
        )
    except SpecificationError as error:
        raise SpecificationError(
            f"{exercise.name}, misconception '{misconception.name}': {error}"
        ) from None


@cache
def _edited(reference: Callable, within: Callable | None, replace: str, by: str) -> Callable:
    target = within or reference
    # a copy of the globals: the reference itself stays as it is
    space = dict(target.__globals__)
    source = edited_source(target, replace, by)
    exec(compile(source, f"<{target.__name__}, edited>", "exec"), space)
    edited = space[target.__name__]
    if target is reference:
        return edited
    outer = dict(reference.__globals__) | {target.__name__: edited}
    source = textwrap.dedent(inspect.getsource(reference))
    exec(compile(source, f"<{reference.__name__}, calling an edited function>", "exec"), outer)
    return outer[reference.__name__]


def edited_source(function: Callable, replace: str, by: str) -> str:
    """The source of a function with one piece replaced, which must stand in it exactly once."""
    source = textwrap.dedent(inspect.getsource(function))
    count = source.count(replace) if replace else 0
    if count != 1:
        raise SpecificationError(
            f"the text {replace!r} stands {count} times in "
            f"{function.__module__}.{function.__name__}; it must stand exactly once. Quote a "
            "longer or the present piece of its source."
        )
    return source.replace(replace, by)
