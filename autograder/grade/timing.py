"""How long each check took, from the times that nbclient notes on the cells it runs."""

from __future__ import annotations

from datetime import datetime

from nbformat import NotebookNode

from autograder.build.chapter import exercise_of


def seconds_of(notebook: NotebookNode, executed: NotebookNode) -> dict[str, float]:
    """Seconds by exercise. A check that did not run, or was not timed, is left out."""
    seconds = {}
    for original, cell in zip(notebook.cells, executed.cells, strict=True):
        name, times = exercise_of(original), cell.metadata.get("execution", {})
        try:
            began = datetime.fromisoformat(times["iopub.execute_input"])
            ended = datetime.fromisoformat(times["shell.execute_reply"])
        except (KeyError, TypeError, ValueError):
            continue
        if name:
            seconds[name] = max(0.0, (ended - began).total_seconds())
    return seconds
