"""The class page's pictures, as SVG inside the page.

They take their colours from the page, so that they are right in light and in dark. No picture
relies on colour: lengths, places and numbers say the same. Each has words for those who cannot
see it.
"""

from __future__ import annotations

import html
import math
from collections import Counter
from collections.abc import Iterable

from autograder.report.look import points

MOST_BARS = 11


def histogram(values: Iterable[float], maximum: float, what: str, wide: int = 168) -> str:
    """Columns: how many of `values` lie in each step from 0 to `maximum`.

    what
        What is counted, for the picture's words: ``softmax``.
    wide
        The picture's width in its own units; its letters are 10 units high.
    """
    counts = binned(values, maximum)
    most = max([*(count for _, count in counts), 1])
    step = wide / len(counts)
    parts = []
    for place, (label, count) in enumerate(counts):
        tall = 58 * count / most
        middle = (place + 0.5) * step
        kind = "low" if place == 0 else "full" if place == len(counts) - 1 else "part"
        if count:
            parts.append(
                f'<rect class="{kind}" x="{place * step + 1.5:.1f}" y="{74 - tall:.1f}" '
                f'width="{step - 3:.1f}" height="{max(tall, 1):.1f}"/>'
                f'<text x="{middle:.1f}" y="{70 - tall:.1f}">{count}</text>'
            )
        if len(counts) < 8 or wide > 300:
            parts.append(f'<text class="axis" x="{middle:.1f}" y="88">{label}</text>')
        elif place in (0, len(counts) - 1):  # no room for all: from where to where
            x, anchor = (0, "start") if place == 0 else (wide, "end")
            parts.append(f'<text class="axis {anchor}" x="{x}" y="88">{label}</text>')
    parts.append(f'<line x1="0" x2="{wide}" y1="74.5" y2="74.5"/>')
    said = ", ".join(f"{label}: {count}" for label, count in counts if count)
    words = f"{what}, students by points of {points(maximum)}. {said or 'No student'}."
    return picture(wide, 92, words, "".join(parts))


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


def bar(value: float, most: float) -> str:
    """A bar that is as long as `value` is of `most`; the number stands beside it in the table."""
    wide = 100 * value / most if most else 0
    body = f'<rect class="plain" x="0" y="2" width="{wide:.1f}" height="10"/>'
    return picture(100, 14, "", body, "row")


def span(middle: float, high: float, most: float) -> str:
    """From 0 to the median a bar, then a line to the 90th percentile."""
    a, b = (100 * value / most if most else 0 for value in (middle, high))
    body = (
        f'<rect class="plain" x="0" y="3" width="{a:.1f}" height="8"/>'
        f'<line x1="{a:.1f}" x2="{b:.1f}" y1="7" y2="7"/>'
        f'<line x1="{b:.1f}" x2="{b:.1f}" y1="3" y2="11"/>'
    )
    return picture(100, 14, "", body, "row")


def picture(wide: int, high: int, words: str, body: str, kind: str = "") -> str:
    """An SVG with words; without words it only repeats what stands beside it."""
    said = f'role="img" aria-label="{html.escape(words)}"' if words else 'aria-hidden="true"'
    stretch = ' preserveAspectRatio="none"' if kind == "row" else ""
    return f'<svg class="{kind}" viewBox="0 0 {wide} {high}" {said}{stretch}>{body}</svg>'
