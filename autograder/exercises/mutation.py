"""Make a misconception: the reference with one small piece of its source replaced.

The piece is looked for among the tokens of the source, not in its text. So comments, line breaks,
indentation, the kind of quotes and a comma before a closing bracket do not matter, and the reference
can be formatted anew without touching any misconception.
"""

from __future__ import annotations

import inspect
import textwrap
from collections.abc import Callable
from functools import cache
from typing import NamedTuple

import parso

from autograder.exercises.specification import Exercise, Misconception, SpecificationError


class Token(NamedTuple):
    """A word, number, text or sign of Python, and where it stands in the source."""

    text: str
    begin: int
    end: int


def mutated(exercise: Exercise, misconception: Misconception) -> Callable:
    """The reference with the misconception in it.

    Raises `SpecificationError` when the piece to replace does not stand exactly once in the source,
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


@cache
def source_of(function: Callable) -> str:
    """The source of a function as it would stand at the top level of a file."""
    return textwrap.dedent(inspect.getsource(function))


def edited_source(function: Callable, replace: str, by: str) -> str:
    """The source of a function with one piece replaced, which must stand in it exactly once."""
    source = source_of(function)
    wanted, present = [token.text for token in tokens(replace)], tokens(source)
    texts = [token.text for token in present]
    n = len(wanted)
    found = [k for k in range(len(texts) - n + 1) if texts[k : k + n] == wanted] if n else []
    if len(found) != 1:
        raise SpecificationError(
            f"the text {replace!r} stands {len(found)} times in "
            f"{function.__module__}.{function.__name__} (comments and line breaks left aside); it "
            "must stand exactly once. Quote a longer or the present piece of its source."
        )
    begin, end = present[found[0]].begin, present[found[0] + n - 1].end
    return source[:begin] + by.strip() + source[end:]


@cache
def tokens(text: str) -> tuple[Token, ...]:
    """The tokens of a source, or of a piece cut out of one, without what only its layout needs."""
    found, at = [], 0
    leaf = parso.parse(text).get_first_leaf()
    while leaf is not None:
        at += len(leaf.prefix)  # blanks and comments
        if leaf.value.strip():
            found.append(Token(_one_spelling(leaf), at, at + len(leaf.value)))
        at += len(leaf.value)
        leaf = leaf.get_next_leaf()
    follows = [*found[1:], Token("", at, at)]
    return tuple(
        token
        for token, after in zip(found, follows, strict=True)
        if not (token.text == "," and after.text in (")", "]", "}"))
    )


def _one_spelling(leaf) -> str:
    """A text in single quotes and the same text in double ones are one token."""
    if leaf.type == "string" and leaf.value[0] == "'" and '"' not in leaf.value:
        return f'"{leaf.value.strip(chr(39))}"'
    return leaf.value


def defined(function: Callable, source: str, calls: dict[str, Callable] | None = None) -> Callable:
    """A function from its source, among the globals of `function`, with `calls` in their place.

    The globals are copied, so the reference itself stays as it is.
    """
    space = {**function.__globals__, **(calls or {})}
    exec(compile(source, f"<{function.__name__}, edited>", "exec"), space)
    return space[function.__name__]
