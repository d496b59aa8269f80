"""What a class misunderstood: how often each mistake was recognised, and its sentence."""

from __future__ import annotations

import html
from typing import TYPE_CHECKING

from autograder.report import recognised
from autograder.report.charts import bar

if TYPE_CHECKING:
    from autograder.grade.results import Graded

FIRST = 10  # mistakes that are shown at once


def mistakes(graded: Graded) -> str:
    """A table of the mistakes, the most frequent first."""
    counts = recognised.counts(graded)
    if not counts:
        return "<p>None.</p>"
    most = counts.most_common(1)[0][1]
    rows = [
        f'<tr><td>{count}</td><td class="picture">{bar(count, most)}</td>'
        f'<td><a href="#exercise-{html.escape(name)}">{html.escape(name)}</a><br>'
        f"{html.escape(recognised.says(name, mistake))}</td></tr>\n"
        for (name, mistake), count in counts.most_common()
    ]
    head = (
        '<table class="bars mistakes"><thead><tr><th scope="col">Students</th><td class="picture">'
        '</td><th scope="col">Exercise and mistake</th></tr></thead><tbody>\n'
    )
    text = f"{head}{''.join(rows[:FIRST])}</tbody></table>\n"
    if len(rows) > FIRST:
        text += (
            f"<details><summary>{len(rows) - FIRST} less frequent ones</summary>"
            f"{head}{''.join(rows[FIRST:])}</tbody></table></details>\n"
        )
    return text
