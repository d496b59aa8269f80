"""Is the notebook saved? What can be known of it, and no more.

A kernel knows which texts it has run, not what stands on the screen. So a cell that was run in
another form than the file has is noticed; one that was typed and not run cannot be.
"""

from __future__ import annotations

import os
import sys
import time
from datetime import datetime
from pathlib import Path

from rnn_course.chapters import Chapter
from rnn_course.handing_in.looking import Cell, defined
from rnn_course.progress_file import CheckResult


def history() -> list[str] | None:
    """The texts this kernel has run, oldest first; None outside of a notebook."""
    shell = getattr(sys.modules.get("IPython"), "get_ipython", lambda: None)()
    manager = getattr(shell, "history_manager", None)
    if getattr(shell, "kernel", None) is None or manager is None:
        return None
    return [text for text in manager.input_hist_raw if isinstance(text, str)]


def open_notebook() -> str:
    """The name of the notebook's file that this kernel belongs to, or '': Jupyter tells it."""
    return Path(os.environ.get("JPY_SESSION_NAME", "")).name


def differing(chapter: Chapter, cells: list[Cell], ran: list[str]) -> list[str]:
    """The exercises of which the file has another text than the one that was run last."""
    last: dict[str, str] = {}
    for text in ran:
        try:
            last |= dict.fromkeys(defined(text), text)
        except SyntaxError:
            continue
    on_disk = {cell.name: cell.source for cell in reversed(cells)}
    return [
        exercise.name
        for exercise in chapter.exercises
        if exercise.name in last
        and f"{exercise.name}_code" in on_disk
        and _lines(last[exercise.name]) != _lines(on_disk[f"{exercise.name}_code"])
    ]


def _lines(source: str) -> list[str]:
    return [line.rstrip() for line in source.strip("\n").rstrip().splitlines()]


def checked_since(path: Path, chapter: str, results: list[CheckResult]) -> bool:
    """Whether a check gave something new after the file was last written."""
    written = path.stat().st_mtime
    times = [_seconds(result.at) for result in results if result.chapter == chapter]
    return any(at > written + 1 for at in times)  # a second, for clocks that count in whole ones


def _seconds(at: str) -> float:
    try:
        return datetime.fromisoformat(at).timestamp()
    except ValueError:
        return 0.0


def when(path: Path) -> str:
    """When the file was last written, as a person says it: "at 17:42, 3 minutes ago"."""
    written = path.stat().st_mtime
    ago = max(0, time.time() - written)
    clock = datetime.fromtimestamp(written)
    if ago < 5:
        return f"at {clock:%H:%M:%S}, just now"
    if ago < 90:
        return f"at {clock:%H:%M:%S}, {ago:.0f} seconds ago"
    if ago < 5400:
        return f"at {clock:%H:%M}, {ago / 60:.0f} minutes ago"
    return f"on {clock:%d.%m.%Y} at {clock:%H:%M}"
