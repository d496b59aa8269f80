"""What an exercise is, for the person who writes one.

An exercise has a reference function, a way to draw inputs, the parts that are compared (with their
points), and the misconceptions: wrong answers known by name. Each misconception is a small
substitution in the reference's source, so it is the reference with one mistake and nothing else.
Likely mistakes and right answers in other styles prove it: they are written as learners write.
"""

from __future__ import annotations

import dataclasses
import inspect
from collections.abc import Callable
from dataclasses import dataclass, field

import numpy as np

from rnn_course import pack


class SpecificationError(Exception):
    """A specification contradicts itself. The message names the exercise and the mend."""


@dataclass(frozen=True)
class Inputs:
    """What a case calls the function with: values by argument name, in order, and the sizes."""

    values: dict
    sizes: dict = field(default_factory=dict)


@dataclass(frozen=True)
class Part(pack.Part):
    """A part of the answer (see `rnn_course.pack.Part`); `needs` is for the kind ``holds``.

    needs(inputs, returned) gives the arrays, by name, that the container must hold.
    """

    needs: Callable | None = None


def array(
    name: str, points: int, *, at=(), shape: str = "", case: str = "ordinary", beside: str = ""
) -> Part:
    """An array: its shape, dtype and values. `at` is its place in what is returned."""
    return Part(name, points, case, "array", (_path(at),), shape, beside)


def number(name: str, points: int, *, at=(), case: str = "ordinary", beside: str = "") -> Part:
    """A single number."""
    return Part(name, points, case, "number", (_path(at),), beside=beside)


def added(name: str, points: int, *, at: tuple, shape: str = "", case: str = "ordinary") -> Part:
    """The sum of several places, where only the sum has a right value."""
    return Part(name, points, case, "sum", tuple(_path(place) for place in at), shape)


def each(name: str, points: int, *, at: tuple, case: str = "ordinary", beside: str = "") -> Part:
    """Several arrays at several places, all of which must be right."""
    return Part(name, points, case, "each", tuple(_path(place) for place in at), beside=beside)


def keys(name: str, points: int, *, at=(), case: str = "ordinary", beside: str = "") -> Part:
    """The keys of a dictionary: these and no others."""
    return Part(name, points, case, "keys", (_path(at),), beside=beside)


def holds(name: str, points: int, needs: Callable, *, at=(), case: str = "ordinary") -> Part:
    """A container that holds certain arrays; `needs` says which, and where: see `stands`."""
    return Part(name, points, case, "holds", (_path(at),), needs=needs)


def exact(name: str, points: int, *, at=(), case: str = "ordinary", beside: str = "") -> Part:
    """A list, dictionary, text or whole number: every entry must be the same."""
    return Part(name, points, case, "exact", (_path(at),), beside=beside)


def integers(name: str, points: int, *, at=(), shape: str = "", case: str = "ordinary") -> Part:
    """An array of whole numbers, such as indices."""
    return Part(name, points, case, "integers", (_path(at),), shape)


def marks(name: str, points: int, *, at=(), shape: str = "", case: str = "ordinary") -> Part:
    """An array of 0 and 1, such as a mask: floats, integers and booleans are all right."""
    return Part(name, points, case, "marks", (_path(at),), shape)


def choice(name: str, points: int, *, at=(), case: str = "ordinary") -> Part:
    """One of several texts; the pack keeps a digest, so that the file does not show the answer."""
    return Part(name, points, case, "choice", (_path(at),))


def quiet(name: str, points: int, *, case: str) -> Part:
    """The call raises no RuntimeWarning (overflow, division by zero)."""
    return Part(name, points, case, "quiet")


def in_both(case: str, *parts: Part) -> tuple[Part, ...]:
    """Parts that must be right in a second case too, or earn nothing.

    The parts of the second case have no points of their own. So an answer that is right for one
    size alone, or for one kind of input, is no right answer, and the points stay as they are.
    """
    again = [
        dataclasses.replace(part, name=f"{part.name}, {case}", points=0, case=case, beside="")
        for part in parts
    ]
    first = [
        dataclasses.replace(part, beside=twin.name) for part, twin in zip(parts, again, strict=True)
    ]
    return (*first, *again)


def _path(at) -> tuple:
    return at if isinstance(at, tuple) else (at,)


@dataclass(frozen=True)
class Misconception:
    """A wrong answer known by name.

    Attributes:
        replace, by: The substitution. `replace` must stand exactly once in the source of the
            reference.
        within: Another function whose source is edited instead, when the reference calls it.
        instead: A whole function, for the rare mistake that is no small substitution.
        says: What a learner reads: what they did, why it gives these numbers, what to look at.
    """

    name: str
    says: str
    replace: str = ""
    by: str = ""
    within: Callable | None = None
    instead: Callable | None = None


@dataclass(frozen=True)
class Exercise:
    """An exercise. `draws` maps the name of a case to a function of a NumPy generator.

    Attributes:
        reference: The function whose text misconceptions edit: one of rnn_ref, or, where rnn_ref
            has a shorter way to the same numbers, the room's own in the words of the chapter.
        returns: The names of the returned values in order; one name means a single value.
        uses: Earlier exercises that a solution is expected to call.
        through_uses: The same as the reference, out of those exercises, where the reference does
            not call them itself: with it a mistake in one of them is carried on as a solution would
            carry it.
        takes: The arguments of a learner's function, where the reference has more of them at its
            end.
        task: One or two sentences: what to write. An untouched stub shows them.
        likely: Likely mistakes as learners type them: pairs of the misconception that must be
            recognised and the body of the function. '' for the misconception: Python stops it, and
            the message must hold advice. A body may call what the chapter's other solutions define.
        styles: Right answers written otherwise than the reference: functions that must earn all
            points. A package that is slow to import, such as torch, is imported inside the
            function.
        reasons: Of a quiz: for each question its letter and why it is right.
        equal: Small edits of the reference, or of the solution, that change no answer: pairs of a
            piece of the line as it stands before the edit (compared as `Misconception.replace` is)
            and the reason in a sentence. One pair may stand for all edits of its line. Whatever
            gives another answer on any drawn input is no such edit, and no pair excuses it.
    """

    name: str
    chapter: str
    reference: Callable
    task: str
    returns: tuple[str, ...]
    draws: dict[str, Callable[[np.random.Generator], Inputs]]
    parts: tuple[Part, ...]
    misconceptions: tuple[Misconception, ...]
    uses: tuple[str, ...] = ()
    takes: tuple[str, ...] = ()
    through_uses: Callable | None = None
    likely: tuple[tuple[str, str], ...] = ()
    styles: tuple[Callable, ...] = ()
    equal: tuple[tuple[str, str], ...] = ()
    reasons: tuple[str, ...] = ()

    def __post_init__(self):
        cases = {part.case for part in self.parts}
        if cases != set(self.draws):
            raise SpecificationError(
                f"{self.name}: the parts look at the cases {sorted(cases)}, and inputs are drawn "
                f"for {sorted(self.draws)}. Make the two lists the same."
            )
        for kind, names in (
            ("parts", [part.name for part in self.parts]),
            ("misconceptions", [m.name for m in self.misconceptions]),
        ):
            twice = {name for name in names if names.count(name) > 1}
            if twice:
                raise SpecificationError(
                    f"{self.name}: two {kind} are called {sorted(twice)}. Rename one."
                )
        names = {part.name for part in self.parts}
        for part in self.parts:
            if part.beside and (part.beside not in names or part.beside == part.name):
                raise SpecificationError(
                    f"{self.name}: the part '{part.name}' counts beside '{part.beside}', which is "
                    f"no other part. The parts are {sorted(names)}."
                )
        known = {"", *(m.name for m in self.misconceptions)}
        for misconception, _ in self.likely:
            if misconception not in known:
                raise SpecificationError(
                    f"{self.name}: a likely mistake is to be recognised as '{misconception}', "
                    "which is none of its misconceptions. Correct the name, or write the "
                    "misconception."
                )
        needed = {part.beside for part in self.parts}
        if any(part.points < 1 and part.name not in needed for part in self.parts):
            raise SpecificationError(
                f"{self.name}: a part with no points decides nothing, unless another part counts "
                "beside it."
            )

    @property
    def arguments(self) -> tuple[str, ...]:
        return self.takes or tuple(inspect.signature(self.reference).parameters)

    @property
    def points(self) -> int:
        return sum(part.points for part in self.parts)
