"""Which cell of an executed notebook should have defined a function, and how it stopped.

The student's process is not asked: what the cells showed says it.
"""

from __future__ import annotations

import re

from nbformat import NotebookNode

from rnn_course.defining import lines_before, read
from rnn_course.history import Stopped, stopped_with

LINE = re.compile(r"Cell In\[\d+\], line (\d+)")
BELOW_MAGIC = re.compile(r"<timed exec>:(\d+)")  # %%time compiles its cell itself
COLOURS = re.compile(r"\x1b\[[0-9;]*m")


def stopped_before(cells: list[NotebookNode], name: str) -> Stopped | None:
    """How the newest of these executed cells that defines `name` stopped before it did, or None."""
    for cell in reversed(cells):
        if cell.cell_type != "code":
            continue
        seen = read(cell.source, name)
        if seen.unclear:
            return None
        if not seen.line:
            continue
        count = cell.get("execution_count") or 0
        if seen.apart:
            return Stopped("", cell=count, kept_out=seen.apart)
        error = next((o for o in cell.get("outputs", ()) if o.output_type == "error"), None)
        if error is None:
            return None
        if seen.error is not None:
            return stopped_with(seen.error, cell.source, count)
        stopped = _as_shown(error, cell.source, count)
        if stopped.line > seen.line:
            return None
        if seen.function:
            return stopped
    return None


def _as_shown(error: NotebookNode, source: str, count: int) -> Stopped:
    """What an error output says, with the line of the cell."""
    shown = COLOURS.sub("", "\n".join(map(str, error.traceback)))
    before, lines = lines_before(source), source.split("\n")
    match = (BELOW_MAGIC if before else LINE).search(shown)
    line = int(match[1]) + before if match else 0
    line = line if line <= len(lines) else 0
    code = lines[line - 1].strip()[:120] if line else ""
    return Stopped(str(error.ename)[:100], str(error.evalue)[:300], line, code, count)
