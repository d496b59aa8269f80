"""How long the checks of a class took."""

from __future__ import annotations

import statistics
from typing import TYPE_CHECKING, NamedTuple

from autograder.report.look import TEMPLATES

if TYPE_CHECKING:
    from autograder.grade.results import Graded


class Time(NamedTuple):
    """A row of ``class_times.html.j2``, in seconds: the median, the 90th percentile, the slowest.

    The picture ends at the 90th percentile, so that one slow student does not set the scale.
    """

    exercise: str
    middle: float
    high: float
    slowest: float


def times(graded: Graded) -> list[Time]:
    """A row for each exercise whose check ran."""
    taken = {
        name: sorted(r.seconds[name] for r in graded.results if name in r.seconds)
        for name in graded.exercises
    }
    return [
        Time(name, statistics.median(values), values[int(0.9 * (len(values) - 1))], values[-1])
        for name, values in taken.items()
        if values
    ]


def _seconds(value: float) -> str:
    return f"{1000 * value:.0f} ms" if value < 1 else f"{value:.1f} s"


TEMPLATES.filters["seconds"] = _seconds
