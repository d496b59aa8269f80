"""Which cells of the notebook stopped: whether the newest that defines a function came to that line.

A function stays in memory when the cell that should replace it stops. The check must then speak of
that cell, and not of the function that an earlier one defined.
"""

from __future__ import annotations

import sys
from dataclasses import dataclass

from rnn_course.defining import lines_before, read


@dataclass(frozen=True)
class Stopped:
    """A cell that did not come to its end: the exception, and the line of the cell it came from.

    Attributes:
        cell: The number in the cell's brackets; 0 if unknown.
        kept_out: The cell magic that keeps what the cell defines out of the notebook, or ''.
    """

    error: str
    message: str = ""
    line: int = 0
    code: str = ""
    cell: int = 0
    kept_out: str = ""


class _Watch:
    """Writes down, after each cell, how it stopped. One for each notebook."""

    def __init__(self, shell):
        self.shell, self.since = shell, shell.execution_count
        self.stopped: dict[int, Stopped] = {}
        self.last = getattr(sys, "last_value", None)
        shell.events.register("pre_run_cell", self._before)
        shell.events.register("post_run_cell", self._after)

    def _before(self, info) -> None:
        self.last = getattr(sys, "last_value", None)

    def _after(self, result) -> None:
        count, source = result.execution_count, result.info.raw_cell
        error = result.error_before_exec or result.error_in_exec
        shown = getattr(sys, "last_value", None)
        if error is None and shown is not self.last:
            error = shown  # %%time shows an error and ends as if there had been none
        self.last = shown
        if count and error is not None:
            self.stopped[count] = stopped_with(error, source, count)


_watches: list[_Watch] = []


def watch() -> None:
    """From now on know how cells stop. Does nothing outside a notebook."""
    shell = _shell()
    if shell is not None and not any(w.shell is shell for w in _watches):
        _watches.append(_Watch(shell))


def newest_stopped(name: str, namespace: dict) -> Stopped | None:
    """How the newest cell that defines `name` stopped before it did; None if it did, or unknown."""
    shell = _shell()
    if shell is None or shell.user_ns is not namespace:
        return None
    watching = next((w for w in _watches if w.shell is shell), None)
    ran = list(enumerate(shell.history_manager.input_hist_raw))
    for count, source in reversed(ran[1:]):
        known = watching is not None and count >= watching.since
        stopped = watching.stopped.get(count) if watching else None
        cell = read(source, name)
        if cell.unclear:
            return None
        if not cell.line:
            continue
        if cell.apart:
            return Stopped("", cell=count, kept_out=cell.apart)
        if cell.error is not None and not known:
            return stopped_with(cell.error, source, count)
        if stopped is None:
            return None
        if cell.error is None and not 0 < stopped.line <= cell.line:
            return None  # it came past that line, or nobody knows
        if cell.function:
            return stopped
    return None


def stopped_with(error: BaseException, source: str, count: int = 0) -> Stopped:
    """An exception of a cell, with the line of that cell."""
    line = _line(error, source)
    lines = source.split("\n")
    code = lines[line - 1].strip()[:120] if 0 < line <= len(lines) else ""
    text = error.msg if isinstance(error, SyntaxError) else _text(error)
    return Stopped(type(error).__name__, str(text)[:300], line if code else 0, code, count)


def _line(error: BaseException, source: str) -> int:
    before = lines_before(source)
    found, trace = [], error.__traceback__
    while trace is not None:
        code = trace.tb_frame.f_code
        if code.co_name == "<module>" or code.co_name.startswith("<cell line"):
            found.append((code.co_filename, trace.tb_lineno))
        trace = trace.tb_next
    if before:  # first the call of the magic, then the cell's own lines
        found = [place for place in found if place[0].startswith("<")][-1:]
    if isinstance(error, SyntaxError) and not found:
        return (error.lineno or 0) + before
    return found[0][1] + before if found else 0


def _text(error: BaseException) -> str:
    try:
        return str(error)
    except Exception:  # an exception class of the learner's may fail in its own __str__
        return "(its message could not be read)"


def _shell():
    """The notebook's IPython, or None."""
    ipython = sys.modules.get("IPython")
    return ipython.get_ipython() if ipython is not None else None
