"""The first value of a learner's function that none of our solutions makes.

Every value that the function makes is looked up among those that right solutions make on the same
inputs. What is looked for is an expression all of whose operands are right and which is not, and
after which no right value is made out of it: then the place is known, however many mistakes follow.
"""

from __future__ import annotations

import math
from dataclasses import dataclass

import numpy as np

from rnn_course.causes.seeing import Run, Seen
from rnn_course.fingerprints import NEAR

TRIVIAL = 1e-12


@dataclass(frozen=True)
class Place:
    """Where it goes wrong: the line of the function, the expression, and what holds it.

    Attributes:
        only: Whether nothing at all after it is right.
    """

    line: int
    text: str
    holder: str
    only: bool = True


class RightValues:
    """The values that right solutions make, to look others up in."""

    def __init__(self, prints: list):
        by_shape: dict[str, list] = {}
        for print_ in prints:
            if isinstance(print_, list) and None not in print_:
                by_shape.setdefault(_shape(print_), []).append(print_[1:])
        self._sums = {shape: np.asarray(rows) for shape, rows in by_shape.items()}
        self._digests = {print_ for print_ in prints if isinstance(print_, str)}

    def has(self, print_) -> bool:
        """Whether some right solution makes this value; axes of length 1 are not looked at."""
        if isinstance(print_, str):
            return print_ in self._digests
        rows = self._sums.get(_shape(print_))
        if rows is None or None in print_:
            return False
        mine = np.asarray(print_[1:])
        scale = np.maximum(np.maximum(rows[:, 2], mine[2]), 1e-300)
        return bool((np.abs(rows - mine) <= NEAR * scale[:, None]).all(axis=1).any())


def _shape(print_: list) -> str:
    return ",".join(str(n) for n in print_[0] if n != 1)


def first_wrong(run: Run, right: RightValues, words: bool = False) -> Place | None:
    """The first wrong value of a run, or None where nothing true can be said.

    Args:
        words: Whether lists and dictionaries are what the exercise is about, and not only what
            holds arrays together.
    """
    notes = run.seen
    fine = [_is_fine(note, right, words) for note in notes]
    for i, note in enumerate(notes):
        if fine[i] is not False or note.line == 0:
            continue
        made_by = _several_from(note, notes, fine) if note.stored else note
        if made_by is None or not (
            _operands_fine(made_by, fine) or (words and _is_written_out(made_by))
        ):
            continue
        if not _heals(i, notes, fine):
            return Place(made_by.line, made_by.text, _holder(i, notes))
    return None


def _is_fine(note: Seen, right: RightValues, words: bool) -> bool | None:
    """True: a right value. False: none. None: nothing that can be looked up, or says nothing."""
    if note.print is None or note.line == 0:
        return None
    if isinstance(note.print, list):
        return None if _says_nothing(note.print) else right.has(note.print)
    if right.has(note.print):
        return True
    # a right list that holds arrays together may be put together otherwise
    return False if words and note.text[:1] != "(" else None


def _says_nothing(print_: list) -> bool:
    """An array that waits to be filled, and single whole numbers such as a size or an index."""
    size, total = print_[0], print_[3]
    if total is None:
        return False
    count = math.prod(size)
    single = all(n == 1 for n in size)
    return total < TRIVIAL or total == count or (single and float(total).is_integer())


def _operands_fine(note: Seen, fine: list) -> bool:
    return bool(note.parts) and all(fine[part] is not False for part in note.parts)


def _several_from(note: Seen, notes: list[Seen], fine: list) -> Seen | None:
    """The call that gave several values, of which a name holds this one; else None."""
    top = notes[note.parts[0]] if note.parts else None
    known = top is None or fine[note.parts[0]] is not None or isinstance(top.print, list)
    return None if known or not top.text.endswith(")") else top


def _is_written_out(note: Seen) -> bool:
    """Whether it is a list or a dictionary of what is typed in, made out of nothing else."""
    return not note.parts and note.text[:1] in ("[", "{") and note.text not in ("[]", "{}")


def _heals(suspect: int, notes: list[Seen], fine: list) -> bool:
    """Whether some right value is made out of the suspect later: then it was another way to it."""
    touched = {suspect}
    names: set[str] = set()
    for i in range(suspect + 1, len(notes)):
        note = notes[i]
        from_it = any(part in touched for part in note.parts)
        if note.stored:
            if from_it:
                names.add(note.text)
                touched.add(i)
            elif note.text in names and note.text not in note.reads:
                names.discard(note.text)
            continue
        if not note.parts and note.text in names:  # a name is read again
            from_it = True
        if from_it:
            touched.add(i)
            if fine[i] is True and note.parts and not _is_size(note):
                return True
    return False


def _is_size(note: Seen) -> bool:
    """Whether it only says how large something is, as of a wrong array too may be right."""
    return note.text.endswith(".shape") or note.text.startswith("len(")


def _holder(suspect: int, notes: list[Seen]) -> str:
    """The name that gets the value, or something made of it, in the same line."""
    inside = {suspect}
    for i in range(suspect + 1, len(notes)):
        note = notes[i]
        if any(part in inside for part in note.parts):
            inside.add(i)
            if note.stored:
                return note.text if note.line == notes[suspect].line else ""
        elif note.line != notes[suspect].line:
            break
    return ""
