"""Run a notebook. A pure function: text in, text out; no gradebook, no course tree, no verdict.

Because it needs nothing else, it can be submitted to any `concurrent.futures.Executor`.
"""

from __future__ import annotations

import os
import subprocess
import tempfile
import time
from pathlib import Path

import nbformat
from nbclient import NotebookClient
from nbclient.exceptions import CellTimeoutError, DeadKernelError
from nbformat.v4 import new_output

CELL_SECONDS = 30
ALL_SECONDS = 180  # when these are used up, each later cell still gets a moment
MOMENT = 1
TIMED_OUT = {
    "ename": "CellTimeoutError",
    "evalue": "over the time limit",
    "traceback": ["This cell ran longer than the time limit and was stopped."],
}
KEPT = (
    "PATH", "HOME", "LANG", "LC_ALL", "TMPDIR", "VIRTUAL_ENV", "PYTHONPATH",
    "SYSTEMROOT", "TEMP", "TMP", "USERPROFILE", "APPDATA", "LOCALAPPDATA",  # Windows
)  # fmt: skip
# The answers' side cannot be imported by its name. A fence, not a wall: the sandbox is to come.
FENCE = (
    "--IPKernelApp.exec_lines=import sys; "
    "sys.modules.update(dict.fromkeys(['rnn_ref', 'autograder', 'solutions']))"
)
MAX_OUTPUT = 200_000  # characters of text kept of one cell


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
    Never raises because of what the notebook does.
    """
    node = nbformat.reads(notebook, as_version=4)
    started = time.perf_counter()
    state, message = "graded", ""
    stopped: list[int] = []

    def allowed(cell) -> float:
        left = all_seconds - (time.perf_counter() - started)
        return max(MOMENT, min(cell_seconds, left))

    def note_timeout(cell, cell_index, execute_reply) -> None:
        if execute_reply["content"].get("ename") == TIMED_OUT["ename"]:
            stopped.append(cell_index)
            cell.outputs = [*cell.outputs, new_output("error", **TIMED_OUT)]

    with tempfile.TemporaryDirectory(prefix="submission-", ignore_cleanup_errors=True) as folder:
        for name, content in files.items():
            path = Path(folder) / name
            path.parent.mkdir(parents=True, exist_ok=True)
            path.write_bytes(content)
        client = NotebookClient(
            node,
            timeout_func=allowed,
            kernel_name="python3",
            allow_errors=True,
            resources={"metadata": {"path": folder}},
            error_on_timeout=TIMED_OUT,
            on_cell_executed=note_timeout,
            interrupt_on_timeout=True,
            shutdown_kernel="immediate",
            extra_arguments=["--HistoryManager.hist_file=:memory:", FENCE],
        )
        try:
            # a kernel's own log lines are of no use to anyone here
            client.execute(env=environment(), stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL)
        except DeadKernelError:
            state = "kernel died"
            message = (
                "The Python process ended while this notebook ran (out of memory, or a call such "
                "as os._exit). Cells after that point did not run."
            )
        except CellTimeoutError:
            state = "timed out"
            message = "A cell could not be stopped after the time limit. Later cells did not run."
        except Exception as error:
            state = "kernel died"
            message = f"The run broke off ({type(error).__name__}). Later cells did not run."
    if state == "graded" and stopped:
        state = "timed out"
        message = (
            f"{len(stopped)} cell{'s' if len(stopped) > 1 else ''} did not finish within the time "
            f"limit of {cell_seconds:g} seconds and had to be stopped."
        )
    for cell in node.cells:
        _shorten(cell)
    seconds = round(time.perf_counter() - started, 3)
    node.metadata["grading"] = {"state": state, "message": message, "seconds": seconds}
    return nbformat.writes(node)


def environment() -> dict[str, str]:
    """What a student's kernel gets of our environment variables: what Python needs, no secrets."""
    kept = {name: os.environ[name] for name in KEPT if name in os.environ}
    # one thread each: the workers share the cores; nbgrader's own mark says that this is grading
    return kept | {"OMP_NUM_THREADS": "1", "NBGRADER_EXECUTION": "autograde"}


def _shorten(cell) -> None:
    """Cut streams that are too long to keep, so that one student's flood stays small."""
    for output in cell.get("outputs", ()):
        if output.output_type == "stream" and len(output.text) > MAX_OUTPUT:
            output.text = output.text[:MAX_OUTPUT] + "\n… (the rest of this output was cut)\n"
