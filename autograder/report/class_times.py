"""How long the checks of a class took."""

from __future__ import annotations

import html
import statistics
from typing import TYPE_CHECKING

from autograder.report.charts import span

if TYPE_CHECKING:
    from autograder.grade.results import Graded


def times(graded: Graded) -> str:
    """A table with a picture in each row: median, 90th percentile, slowest."""
    taken = {
        name: sorted(r.seconds[name] for r in graded.results if name in r.seconds)
        for name in graded.exercises
    }
    most = max((_high(values) for values in taken.values() if values), default=0)
    if not most:
        return "<p>No times were taken in this run.</p>"
    rows = "".join(_time(name, values, most) for name, values in taken.items() if values)
    return (
        "<p>How long the check of an exercise took in the student's process. The bar ends at the "
        "median, the line at the 90th percentile.</p>"
        '<table class="bars numbers"><thead><tr><th scope="col">Exercise</th>'
        '<td class="picture"></td><th scope="col">median</th><th scope="col">90 %</th><th scope="col">slowest</th></tr>'
        f"</thead><tbody>\n{rows}</tbody></table>\n"
    )


def _time(name: str, values: list[float], most: float) -> str:
    middle, high, top = statistics.median(values), _high(values), values[-1]
    return (
        f'<tr><th scope="row">{html.escape(name)}</th>'
        f'<td class="picture">{span(middle, high, most)}</td>'
        f"<td>{_seconds(middle)}</td><td>{_seconds(high)}</td><td>{_seconds(top)}</td></tr>\n"
    )


def _high(values: list[float]) -> float:
    """The 90th percentile of sorted values: one slow student does not set the scale."""
    return values[int(0.9 * (len(values) - 1))]


def _seconds(value: float) -> str:
    return f"{1000 * value:.0f} ms" if value < 1 else f"{value:.1f} s"
