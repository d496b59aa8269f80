"""Where the columns of the class page's pictures stand; ``charts.html.j2`` draws them."""

from __future__ import annotations

import math
from collections import Counter
from collections.abc import Iterable
from typing import NamedTuple

from markupsafe import Markup

from autograder.report.look import macros, points

MOST_BARS = 11


class Column(NamedTuple):
    """A column: its number, its left edge, middle, width and height, its place among the others.

    A column may have a label of points below it, at `label_at`.
    """

    count: int
    left: float
    middle: float
    wide: float
    tall: float
    kind: str
    label: str = ""
    label_at: str = ""
    anchor: str = ""


def histogram(values: Iterable[float], maximum: float, what: str, wide: int = 168) -> Markup:
    """Columns: how many of `values` lie in each step from 0 to `maximum`.

    Args:
        what: What is counted, for the picture's words: ``softmax``.
        wide: The picture's width in its own units; its letters are 10 units high.
    """
    counts = binned(values, maximum)
    most = max([*(count for _, count in counts), 1])
    step = wide / len(counts)
    columns = []
    for place, (label, count) in enumerate(counts):
        middle = (place + 0.5) * step
        kind = "low" if place == 0 else "full" if place == len(counts) - 1 else "part"
        if len(counts) < 8 or wide > 300:
            below = (label, f"{middle:.1f}")
        elif place == 0:  # no room for all: from where to where
            below = (label, "0", "start")
        else:
            below = (label, f"{wide}", "end") if place == len(counts) - 1 else ()
        columns.append(
            Column(count, place * step + 1.5, middle, step - 3, 58 * count / most, kind, *below)
        )
    said = ", ".join(f"{label}: {count}" for label, count in counts if count)
    words = f"{what}, students by points of {points(maximum)}. {said or 'No student'}."
    return macros("charts.html.j2").histogram(columns, wide, words)


def binned(values: Iterable[float], maximum: float) -> list[tuple[str, int]]:
    """(label, count) for each step of whole points; at most 11 steps.

    Full marks have a step of their own: they are not the same as nearly all.
    """
    top = max(1, math.ceil(maximum))
    width = max(1, math.ceil(top / (MOST_BARS - 1)))
    starts = range(0, top, width)
    # what lies between two whole numbers counts to the lower one: 3.5 of 5 are not yet 4
    found = Counter(
        top if value >= maximum > 0 else max(0, min(top - 1, int(value))) // width * width
        for value in values
    )
    labels = [
        str(start)
        if min(start + width, top) - start == 1
        else f"{start}–{min(start + width, top) - 1}"
        for start in starts
    ]
    steps = [(label, found[start]) for label, start in zip(labels, starts, strict=True)]
    return [*steps, (points(maximum), found[top])]
