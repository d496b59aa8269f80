"""The kernel that a student's notebook runs in: how it is started and what it gets to see."""

from __future__ import annotations

import os
import subprocess
from pathlib import Path

from nbclient import NotebookClient
from nbformat import NotebookNode
from rnn_course import given
from traitlets.config import Config

TIMED_OUT = {
    "ename": "CellTimeoutError",
    "evalue": "over the time limit",
    "traceback": ["This cell ran longer than the time limit and was stopped."],
}
KEPT = (
    "PATH", "HOME", "LANG", "LC_ALL", "TMPDIR", "VIRTUAL_ENV", "PYTHONPATH",
    "SYSTEMROOT", "TEMP", "TMP", "USERPROFILE", "APPDATA", "LOCALAPPDATA",  # Windows
)  # fmt: skip
ANSWERS = ("rnn_ref", "autograder", "solutions")


def client(notebook: NotebookNode, folder: Path, sockets: Path, **hooks) -> NotebookClient:
    """A client whose kernel works in `folder`. `hooks` are NotebookClient's own."""
    config = Config()
    if os.name == "posix":
        # Kernels that start together may choose the same free port; files cannot collide.
        config.KernelManager.transport = "ipc"
        config.KernelManager.ip = str(sockets / "s")
    return NotebookClient(
        notebook,
        config=config,
        kernel_name="python3",
        allow_errors=True,
        resources={"metadata": {"path": str(folder)}},
        error_on_timeout=TIMED_OUT,
        interrupt_on_timeout=True,
        shutdown_kernel="immediate",
        extra_arguments=["--HistoryManager.hist_file=:memory:", fence(notebook)],
        **hooks,
    )


def fence(notebook: NotebookNode) -> str:
    """An option for the kernel: what holds answers to this notebook cannot be imported by its name.

    A fence, not a wall: the sandbox is to come.
    """
    ids = [cell.metadata.get("nbgrader", {}).get("grade_id") for cell in notebook.cells]
    names = [*ANSWERS, *given.modules_with(ids)]
    return f"--IPKernelApp.exec_lines=import sys; sys.modules.update(dict.fromkeys({names!r}))"


def start_options() -> dict:
    """Arguments for the kernel's process. Its own log lines are of no use to anyone here."""
    return {
        "env": environment(),
        "stdout": subprocess.DEVNULL,
        "stderr": subprocess.DEVNULL,
    }


def environment() -> dict[str, str]:
    """What a student's kernel gets of our environment variables: what Python needs, no secrets."""
    kept = {name: os.environ[name] for name in KEPT if name in os.environ}
    # one thread each: the workers share the cores; nbgrader's own mark says that this is grading
    return kept | {"OMP_NUM_THREADS": "1", "NBGRADER_EXECUTION": "autograde"}
