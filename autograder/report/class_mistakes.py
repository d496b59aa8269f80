"""What a class misunderstood: how often each mistake was recognised, and its sentence."""

from __future__ import annotations

from typing import TYPE_CHECKING, NamedTuple

from autograder.report import recognised

if TYPE_CHECKING:
    from autograder.grade.results import Graded


class Mistake(NamedTuple):
    """A row of ``class_mistakes.html.j2``."""

    count: int
    exercise: str
    says: str


def mistakes(graded: Graded) -> list[Mistake]:
    """The mistakes, the most frequent first."""
    return [
        Mistake(count, exercise, recognised.says(exercise, mistake))
        for (exercise, mistake), count in recognised.counts(graded).most_common()
    ]
