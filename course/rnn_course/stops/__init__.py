"""A call that stopped with an exception: the learner's lines that led there, and what is true of it.

A traceback gives each frame's names and their values. They are read as data: nothing of the
learner's runs again. A sentence is said only where those values bear it out.
"""

from __future__ import annotations

import ast
from dataclasses import dataclass

from rnn_course.stops.frames import Frame, goes_on_in_ours, own_frames, text_of
from rnn_course.stops.kinds import wrong_kind
from rnn_course.stops.names import out_of_range, unknown_key, unknown_name
from rnn_course.stops.shapes import (
    entrywise,
    given_to,
    joined,
    no_such_axis,
    product,
    reshaped,
    written_into,
)
from rnn_course.stops.unpacking import unpacked


@dataclass(frozen=True)
class Place:
    """Where a call stopped.

    Attributes:
        line, code, where: The innermost line that is the learner's own, and its function.
        from_line, from_code: The line of the exercise's function that led there, if another.
        advice: What is true of this exception, in a few sentences; may be empty.
    """

    line: int = 0
    code: str = ""
    where: str = ""
    from_line: int = 0
    from_code: str = ""
    advice: str = ""


def place_of(error: BaseException, name: str, taken: tuple[str, ...] = ()) -> Place:
    """Where an exception came from in the function called `name`, and what to say of it."""
    frames = own_frames(error)
    if not frames:
        return Place(where=name)
    last = frames[-1]
    shown = [frame for frame in frames if frame.code]
    first = next((frame for frame in reversed(shown) if frame.function == name), None)
    inner = shown[-1] if shown else last
    led = first is not None and inner.function != name
    return Place(
        inner.line if shown else 0,
        inner.code,
        inner.function or name,
        first.line if led else 0,
        first.code if led else "",
        _advice(error, frames, first if led else None, taken),
    )


def _advice(error: BaseException, frames: list[Frame], first: Frame | None, taken) -> str:
    try:
        inner = _not_shown(error, frames)
        if inner is not None:  # it stopped where no line can be quoted
            return _inside(inner)
        said = _said(error, frames, taken)
        given = given_to(first) if first is not None else ""
    except Exception:  # advice must never break a check, whatever the learner's objects do
        return ""
    return " ".join(filter(None, [said, given]))


def _not_shown(error: BaseException, frames: list[Frame]) -> Frame | None:
    """The last line that can be quoted, if the call stopped further in, otherwise None."""
    shown = [frame for frame in frames if frame.code]
    if not shown or isinstance(error, NameError | RecursionError):
        return None
    further = frames[-1] is not shown[-1] or goes_on_in_ours(error)
    return shown[-1] if further else None


def _inside(frame: Frame) -> str:
    name = text_of(frame, frame.node.func) if isinstance(frame.node, ast.Call) else ""
    given = given_to(frame)
    if given:
        return f"It stopped inside {given.replace(' was given', ', which was given', 1)}"
    return f"It stopped inside {name}." if name else ""


def _said(error: BaseException, frames: list[Frame], taken: tuple[str, ...]) -> str:
    last, text = frames[-1], str(error)
    if isinstance(error, NameError):
        return unknown_name(error, last, taken)
    if isinstance(error, KeyError):
        return unknown_key(error, last)
    if isinstance(error, RecursionError):
        return _endless(frames)
    if "is out of bounds for array of dimension" in text:
        return no_such_axis(error)
    if isinstance(error, IndexError):
        return out_of_range(error, last)
    if "unpack" in text:
        return unpacked(last)
    if "matmul" in text or "not aligned" in text:
        return product(last)
    if "could not be broadcast" in text:
        return entrywise(last)
    if "could not broadcast input" in text:
        return written_into(error, last)
    if "concatenation axis" in text or "same number of dimensions" in text:
        return joined(last)
    if "same shape" in text or "need at least one array" in text:
        return joined(last)
    if "cannot reshape" in text:
        return reshaped(error)
    if isinstance(error, TypeError | AttributeError):
        return wrong_kind(error, last)
    return given_to(last)


def _endless(frames: list[Frame]) -> str:
    names = [frame.function for frame in frames[-5:]]
    if len(set(names)) == 1:
        return f"{names[0]} calls itself without end."
    return "Functions call each other without end."
