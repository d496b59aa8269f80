"""Run a notebook in an ordinary Jupyter kernel, for machines without a sandbox: ``--no-sandbox``.

The verdicts stay sealed, but the student's code can do whatever the person who grades can do.
"""

from __future__ import annotations

import os
import subprocess
import tempfile
import time
from pathlib import Path

from nbclient import NotebookClient
from nbclient.exceptions import CellTimeoutError, DeadKernelError
from nbformat import NotebookNode
from traitlets.config import Config

from autograder.grade.confined import MOMENT, TIMED_OUT
from autograder.grade.submission_state import SubmissionState
from autograder.notebook_parts import new_output
from autograder.sandbox.limits import Limits
from autograder.sandbox.outputs import CUT, MAX_TEXT
from autograder.sandbox.view import course_package

STARTS = 3  # attempts to start a kernel
KEPT = (
    "PATH",
    "HOME",
    "LANG",
    "LC_ALL",
    "TMPDIR",
    "VIRTUAL_ENV",
    "PYTHONPATH",
    "SYSTEMROOT",
    "TEMP",
    "TMP",
    "USERPROFILE",
    "APPDATA",
    "LOCALAPPDATA",  # Windows
)


class KernelDidNotStart(Exception):
    """No kernel could be started: a fault of this machine, not of the notebook."""


def run(
    notebook: NotebookNode, files: dict[str, bytes], limits: Limits, hidden: tuple[str, ...]
) -> tuple[SubmissionState, str]:
    """Run all code cells of `notebook`, giving them their outputs. Returns state and sentence.

    Of the limits only the times hold. Raises `KernelDidNotStart`.
    """
    for _ in range(STARTS):
        way = KernelRun(notebook, limits, hidden)
        state, message = way.through(files)
        if way.began or not any(cell.cell_type == "code" for cell in notebook.cells):
            break
    else:
        raise KernelDidNotStart(f"no kernel started in {STARTS} attempts: {message}")
    for cell in notebook.cells:
        for output in cell.get("outputs", ()):
            if output.output_type == "stream" and len(output.text) > MAX_TEXT:
                output.text = output.text[:MAX_TEXT] + CUT
    return state, message


class KernelRun:
    """One way through a notebook: which cells were stopped, and how it ended."""

    def __init__(self, notebook: NotebookNode, limits: Limits, hidden: tuple[str, ...]):
        self.notebook, self.limits, self.hidden = notebook, limits, hidden
        self.began, self.stopped = False, 0
        self.until = time.monotonic() + limits.notebook_seconds

    def through(self, files: dict[str, bytes]) -> tuple[SubmissionState, str]:
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
                self.hidden,
                timeout_func=self._allowed,
                on_cell_start=self._note_start,
                on_cell_executed=self._note_end,
            )
            try:
                runner.execute(
                    env=environment(), stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL
                )
            except DeadKernelError:
                return SubmissionState.KERNEL_DIED, (
                    "The Python process ended while this notebook ran (out of memory, or a call "
                    "such as os._exit). Cells after that point did not run."
                )
            except CellTimeoutError:
                return SubmissionState.TIMED_OUT, (
                    "A cell could not be stopped after the time limit. Later cells did not run."
                )
            except Exception as error:
                return SubmissionState.KERNEL_DIED, (
                    f"The run broke off ({type(error).__name__}: {error}). Later cells did not run."
                )
        if self.stopped:
            cells = "1 cell" if self.stopped == 1 else f"{self.stopped} cells"
            return SubmissionState.TIMED_OUT, (
                f"{cells} did not finish within the time limit of {self.limits.cell_seconds:g} "
                "seconds and had to be stopped."
            )
        return SubmissionState.GRADED, ""

    def _allowed(self, cell) -> float:
        return max(MOMENT, min(self.limits.cell_seconds, self.until - time.monotonic()))

    def _note_start(self, cell, cell_index) -> None:
        self.began, self.cell_began = True, time.monotonic()

    def _note_end(self, cell, cell_index, execute_reply) -> None:
        cell.metadata["seconds"] = round(time.monotonic() - self.cell_began, 3)
        if execute_reply["content"].get("ename") == TIMED_OUT["ename"]:
            self.stopped += 1
            cell.outputs = [*cell.outputs, new_output("error", **TIMED_OUT)]


def client(
    notebook: NotebookNode, folder: Path, sockets: Path, hidden: tuple[str, ...], **hooks
) -> NotebookClient:
    """A client whose kernel works in `folder`. `hooks` are NotebookClient's own."""
    config = Config()
    if os.name == "posix":
        # Kernels that start together may choose the same free port; files cannot collide.
        config.KernelManager.transport = "ipc"
        config.KernelManager.ip = str(sockets / "s")
    fence = f"import sys; sys.modules.update(dict.fromkeys({list(hidden)!r}))"
    return NotebookClient(
        notebook,
        config=config,
        kernel_name="python3",
        allow_errors=True,
        resources={"metadata": {"path": str(folder)}},
        error_on_timeout=TIMED_OUT,
        interrupt_on_timeout=True,
        shutdown_kernel="immediate",
        extra_arguments=[
            "--HistoryManager.hist_file=:memory:",
            f"--IPKernelApp.exec_lines={fence}",
        ],
        **hooks,
    )


def environment() -> dict[str, str]:
    """What a student's kernel gets of our environment variables: what Python needs, no secrets."""
    kept = {name: os.environ[name] for name in KEPT if name in os.environ}
    # on a Dask worker the course's package came with the run and is installed nowhere
    course = [str(path.parent) for path in course_package()]
    kept["PYTHONPATH"] = os.pathsep.join([*course, *filter(None, [kept.get("PYTHONPATH")])])
    # one thread each: the workers share the cores; nbgrader's own mark says that this is grading
    return kept | {"OMP_NUM_THREADS": "1", "NBGRADER_EXECUTION": "autograde"}
