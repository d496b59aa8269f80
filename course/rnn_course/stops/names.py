"""Names that Python does not know, keys that a dictionary has not got, indices out of range."""

from __future__ import annotations

import ast
import difflib
import dis
import re
import sys
import types

import numpy as np

from rnn_course.stops.frames import Frame, text_of
from rnn_course.stops.operands import Unknown, described, value_of


def unknown_name(error: NameError, frame: Frame, taken: tuple[str, ...]) -> str:
    """What is meant by a name that is nowhere, where that is a fact."""
    name = getattr(error, "name", None) or _quoted(error)
    if not name:
        return ""
    if isinstance(error, UnboundLocalError):
        return _read_too_early(name, frame)
    if name == "np":
        return "Run the first cell of the notebook: it imports NumPy as np."
    held = [place for place in _entries(frame) if _same(place[-1], name)]
    if held:
        written = " or ".join(f'{"".join(place[:-1])}["{place[-1]}"]' for place in held[:3])
        return f"No variable is called {name}. The entry of that name is {written}."
    if name in taken:
        return f"{name} is an exercise of this chapter. Run the cell that defines it."
    return _elsewhere(name, frame)


def _elsewhere(name: str, frame: Frame) -> str:
    if name in sys.stdlib_module_names:
        return f"{name} is a module that nothing here imports: import {name}."
    own = [key for key in frame.local if _same(key, name)] or difflib.get_close_matches(
        name, [key for key in frame.local if not key.startswith("_")], n=1, cutoff=0.75
    )
    if own:
        return f"No variable is called {name}. This function has one called {own[0]}."
    if callable(getattr(np, name, None)):
        return f"NumPy has a function of that name: np.{name}."
    inside = [
        key
        for key, value in list(frame.around.items())
        if type(value) is types.FunctionType and name in value.__code__.co_varnames
        if key in frame.compiled.co_names  # this function calls it
    ]
    if inside:
        return (
            f"{name} is a name inside {inside[0]}. What a function calls its own is not known "
            "outside of it: hand it over as an argument, or return it."
        )
    near = difflib.get_close_matches(name, [str(k) for k in frame.around], n=1, cutoff=0.8)
    if near and not near[0].startswith("_"):
        return f"Nothing here is called {name}. There is {near[0]}."
    return (
        f"Nothing has the name {name} when this line runs: it is no argument of {frame.function}, "
        "and no line before gives it a value."
    )


def _entries(frame: Frame) -> list[tuple[str, ...]]:
    """The keys of the dictionaries among a function's own names, each with the way to it."""
    found, seen = [], set()
    for name, value in list(frame.local.items()):
        ways = [((name,), value)]
        if isinstance(value, tuple) and len(value) < 50:  # a cache
            ways = [((name, f"[{place}]"), item) for place, item in enumerate(value)]
        for way, item in ways:
            if isinstance(item, dict) and id(item) not in seen:
                seen.add(id(item))
                found += [(*way, key) for key in _words(item)]
    return found


def _words(mapping: dict) -> list[str]:
    return [key for key in list(mapping)[:500] if type(key) is str]


def _same(one: str, other: str) -> bool:
    return one.replace("_", "").lower() == other.replace("_", "").lower()


def _quoted(error: BaseException) -> str:
    match = re.search(r"'(\w+)'", str(error))
    return match[1] if match else ""


def _read_too_early(name: str, frame: Frame) -> str:
    """A name of the function's own that has no value yet: where it gets one."""
    lines = {
        instruction.positions.lineno
        for instruction in dis.get_instructions(frame.compiled)
        if instruction.opname.startswith("STORE") and instruction.argval == name
        if instruction.positions and instruction.positions.lineno
    }
    above = sorted(line for line in lines if line < frame.line)
    if frame.line in lines:
        return (
            f"This line gives {name} its value, and reads {name} to do so. Before it {name} needs "
            "a value to start from."
        )
    if above:
        which = f"line {above[-1]}"
        return (
            f"{name} gets its value in {which}, and {which} did not run: it is in a loop or an if."
        )
    if lines:
        which = f"line {min(lines)}"
        return f"{name} gets its value in {which} only, which comes after this one."
    return ""


def unknown_key(error: KeyError, frame: Frame) -> str:
    """The keys that there are, and the nearest to the one that was asked for."""
    asked = error.args[0] if error.args else None
    if not isinstance(frame.node, ast.Subscript):
        return ""
    try:
        mapping = value_of(frame, frame.node.value)
    except Unknown:
        return ""
    text = text_of(frame, frame.node.value) or "The dictionary"
    if not isinstance(mapping, dict):
        return ""
    if not mapping:
        return f"{text} is an empty dictionary."
    keys = list(mapping)
    listed = ", ".join(repr(key) for key in keys[:12]) + (", …" if len(keys) > 12 else "")
    if not isinstance(asked, str) and asked in [v for v in mapping.values() if _number(v)]:
        return (
            f"{text} is read from key to value, and {asked!r} is one of its values. Its keys are "
            f"{listed}."
        )
    near = []
    if isinstance(asked, str):
        words = _words(mapping)
        near = [key for key in words if _same(key, asked)]
        near = near or difflib.get_close_matches(asked, words, n=1, cutoff=0.8)
    nearest = f" The nearest to {asked!r} is {near[0]!r}." if near else ""
    elsewhere = [place for place in _entries(frame) if place[-1] == asked]
    if elsewhere and not near:
        *way, key = elsewhere[0]
        nearest = f" {''.join(way)} has that key."
    arrays = any(isinstance(value, np.ndarray) for value in mapping.values())
    known = near or elsewhere or arrays
    absent = "" if known else " For a key that may be missing there is get."
    return f"The keys of {text} are {listed}.{nearest}{absent}"


def _number(value) -> bool:
    return type(value) in (int, float) or isinstance(value, np.generic)


def out_of_range(error: IndexError, frame: Frame) -> str:
    """How many entries there are, and which index was asked for."""
    text = str(error)
    if match := re.search(r"axis (\d+) is out of bounds for array of dimension (\d+)", text):
        return f"An array of {match[2]} axes has the axes {_counted(int(match[2]))}."
    node = frame.node if isinstance(frame.node, ast.Subscript) else None
    held = None
    if node is not None:
        try:
            held = value_of(frame, node.value)
        except Unknown:
            held = None
    name = (text_of(frame, node.value) if node is not None else "") or "the array"
    if match := re.search(r"index (-?\d+) is out of bounds for axis (\d+) with size (\d+)", text):
        axis, size = match[2], int(match[3])
        if not size:
            return f"Axis {axis} of {name} is empty, so it has no index at all."
        if size == 1:
            return f"Axis {axis} of {name} has 1 entry, with the index 0."
        ends = f"from 0 to {size - 1}, or from -1 to -{size} counted from the end"
        return f"Axis {axis} of {name} has {_entries_of(size)}: its indices run {ends}."
    if "too many indices" in text and isinstance(held, np.ndarray):
        return (
            f"{name} has shape {held.shape}: at most {_entries_of(held.ndim, 'index', 'indices')}."
        )
    if re.match(r"(list|tuple|string) index out of range", text) and held is not None:
        at = _at(frame, node)
        if not len(held):
            return f"{name} is empty when this line runs{at}."
        return f"{name} has {_entries_of(len(held))}, with the indices {_counted(len(held))}{at}."
    if "valid indices" in text or "used as indices" in text:
        return _no_index(frame, node)
    return ""


def _no_index(frame: Frame, node: ast.Subscript | None) -> str:
    try:
        index = value_of(frame, node.slice if node is not None else None)
    except Unknown:
        return "An index is a whole number, a slice, or an array of whole numbers or of True and False."
    for one in index if isinstance(index, tuple) else (index,):
        if isinstance(one, np.ndarray) and one.dtype.kind == "f":
            if np.isin(one, (0, 1)).all():
                return (
                    "A mask of 1.0 and 0.0 cannot pick entries. Turn it into yes and no first: "
                    "mask == 1."
                )
            return "The array of indices holds floats. Indices are whole numbers: dtype=int."
        if isinstance(one, float | np.floating):
            return f"One index is {described(one)}, a float. // divides to a whole number."
        if not isinstance(one, int | np.integer | np.ndarray | slice | type(None)):
            return f"One index is {described(one)}."
    return ""


def _at(frame: Frame, node: ast.Subscript) -> str:
    try:
        index = value_of(frame, node.slice)
    except Unknown:
        return ""
    return f"; the index here is {index}" if type(index) is int else ""


def _counted(size: int) -> str:
    return "0" if size == 1 else f"0 to {size - 1}" if size > 2 else "0 and 1"


def _entries_of(size: int, one: str = "entry", more: str = "entries") -> str:
    return f"1 {one}" if size == 1 else f"{size} {more}"
