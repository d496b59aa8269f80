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
    edited = defined(target, edited_source(target, replace, by))
    if target is reference:
        return edited
    return defined(reference, source_of(reference), {target.__name__: edited})


def source_of(function: Callable) -> str:
    """The source of a function as it would stand at the top level of a file."""
    return textwrap.dedent(inspect.getsource(function))


def edited_source(function: Callable, replace: str, by: str) -> str:
    """The source of a function with one piece replaced, which must stand in it exactly once."""
    source = source_of(function)
    count = source.count(replace) if replace else 0
    if count != 1:
        raise SpecificationError(
            f"the text {replace!r} stands {count} times in "
            f"{function.__module__}.{function.__name__}; it must stand exactly once. Quote a "
            "longer or the present piece of its source."
        )
    return source.replace(replace, by)


def defined(function: Callable, source: str, calls: dict[str, Callable] | None = None) -> Callable:
    """A function from its source, among the globals of `function`, with `calls` in their place.

    The globals are copied, so the reference itself stays as it is.
    """
    space = {**function.__globals__, **(calls or {})}
    exec(compile(source, f"<{function.__name__}, edited>", "exec"), space)
    return space[function.__name__]
