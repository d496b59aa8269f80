"""Run a notebook. A pure function: text in, text out; no gradebook, no course tree, no verdict.

Because it needs nothing else, it can be submitted to any `concurrent.futures.Executor`.
"""

from __future__ import annotations

import tempfile
import time
from pathlib import Path

import nbformat
from nbclient.exceptions import CellTimeoutError, DeadKernelError
from nbformat import NotebookNode
from nbformat.v4 import new_output

from autograder.grade.kernel import TIMED_OUT, client, start_options

CELL_SECONDS = 30
ALL_SECONDS = 180  # when these are used up, each later cell still gets a moment
MOMENT = 1
STARTS = 3  # attempts to start a kernel
MAX_OUTPUT = 200_000  # characters of text kept of one cell


class KernelDidNotStart(Exception):
    """No kernel could be started: a fault of this machine, not of the notebook."""


def execute(
    notebook: str,
    files: dict[str, bytes],
    cell_seconds: float = CELL_SECONDS,
    all_seconds: float = ALL_SECONDS,
) -> str:
    """Run every cell of a sanitized notebook in a fresh kernel and folder.

    notebook
        The notebook as nbformat-4 JSON text.
    files
        What lies beside it: relative path → content.
    cell_seconds
        A cell that runs longer is interrupted; the next ones still run.
    all_seconds
        When the whole notebook has run this long, each later cell gets one second.

    Returns the notebook's text with outputs, and under ``metadata["grading"]`` a ``state``
    (``graded``, ``timed out`` or ``kernel died``), a ``message`` and the ``seconds`` it took.
    Never raises because of what the notebook does; `KernelDidNotStart` when the machine fails.
    """
    started = time.perf_counter()
    for attempt in range(STARTS):
        run = Run(nbformat.reads(notebook, as_version=4), cell_seconds, all_seconds)
        state, message = run.through(files)
        if run.began:
            break
    else:
        raise KernelDidNotStart(f"no kernel started in {attempt + 1} attempts: {message}")
    for cell in run.notebook.cells:
        _shorten(cell)
    seconds = round(time.perf_counter() - started, 3)
    run.notebook.metadata["grading"] = {"state": state, "message": message, "seconds": seconds}
    return nbformat.writes(run.notebook)


class Run:
    """One way through a notebook: which cells were stopped, and how it ended."""

    def __init__(self, notebook: NotebookNode, cell_seconds: float, all_seconds: float):
        self.notebook = notebook
        self.cell_seconds, self.all_seconds = cell_seconds, all_seconds
        self.began, self.stopped = False, 0
        self.until = time.perf_counter() + all_seconds

    def through(self, files: dict[str, bytes]) -> tuple[str, str]:
        """Run all cells. Returns the state and a message ('' when all is well)."""
        with (
            tempfile.TemporaryDirectory(prefix="submission-", ignore_cleanup_errors=True) as folder,
            tempfile.TemporaryDirectory(prefix="k-", ignore_cleanup_errors=True) as sockets,
        ):
            for name, content in files.items():
                path = Path(folder) / name
                path.parent.mkdir(parents=True, exist_ok=True)
                path.write_bytes(content)
            runner = client(
                self.notebook,
                Path(folder),
                Path(sockets),
                timeout_func=self._allowed,
                on_cell_start=self._note_start,
                on_cell_executed=self._note_timeout,
            )
            try:
                runner.execute(**start_options())
            except DeadKernelError:
                return "kernel died", (
                    "The Python process ended while this notebook ran (out of memory, or a call "
                    "such as os._exit). Cells after that point did not run."
                )
            except CellTimeoutError:
                return "timed out", (
                    "A cell could not be stopped after the time limit. Later cells did not run."
                )
            except Exception as error:
                return "kernel died", (
                    f"The run broke off ({type(error).__name__}: {error}). Later cells did not run."
                )
        if self.stopped:
            cells = "1 cell" if self.stopped == 1 else f"{self.stopped} cells"
            return "timed out", (
                f"{cells} did not finish within the time limit of {self.cell_seconds:g} seconds "
                "and had to be stopped."
            )
        return "graded", ""

    def _allowed(self, cell) -> float:
        return max(MOMENT, min(self.cell_seconds, self.until - time.perf_counter()))

    def _note_start(self, cell, cell_index) -> None:
        self.began = True

    def _note_timeout(self, cell, cell_index, execute_reply) -> None:
        if execute_reply["content"].get("ename") == TIMED_OUT["ename"]:
            self.stopped += 1
            cell.outputs = [*cell.outputs, new_output("error", **TIMED_OUT)]


def _shorten(cell) -> None:
    """Cut streams that are too long to keep, so that one student's flood stays small."""
    for output in cell.get("outputs", ()):
        if output.output_type == "stream" and len(output.text) > MAX_OUTPUT:
            output.text = output.text[:MAX_OUTPUT] + "\n… (the rest of this output was cut)\n"
