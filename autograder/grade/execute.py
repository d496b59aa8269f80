"""Run a notebook. A pure function: text in, text out; no gradebook, no course tree, no verdict.

Because it needs nothing else, it can be submitted to any `concurrent.futures.Executor`.
"""

from __future__ import annotations

import nbformat
from nbformat import NotebookNode

from autograder.grade import confined, unconfined
from autograder.grade.submission_state import SubmissionState
from autograder.sandbox.limits import Limits
from autograder.sandbox.view import ANSWERS
from rnn_course import given

LITTLE_MEMORY = ("not enough memory", "can't allocate memory", "bad_alloc")


def execute(
    notebook: str,
    files: dict[str, bytes],
    limits: Limits | None = None,
    preload: tuple[str, ...] = (),
    sandbox: bool = True,
) -> str:
    """Run every cell of a sanitized notebook in a fresh process and folder.

    Returns the notebook's text with outputs, ``metadata["seconds"]`` in each cell that ran, and
    under ``metadata["grading"]`` a ``state`` (`SubmissionState`) and a ``message`` that says why.
    Never raises because of what the notebook does; `NoSandbox`, `SandboxFailed` or
    `KernelDidNotStart` when the machine is at fault.

    Args:
        notebook: The notebook as nbformat-4 JSON text.
        files: What lies beside it: relative path → content.
        limits: How much it may use; None is the usual.
        preload: Modules that are imported once, before the first notebook, because most will ask
            for them.
        sandbox: False runs it in an ordinary Jupyter kernel with all the rights of whoever grades.
    """
    node = nbformat.reads(notebook, as_version=4)
    return nbformat.writes(execute_node(node, files, limits, preload, sandbox))


def execute_node(
    node: NotebookNode,
    files: dict[str, bytes],
    limits: Limits | None = None,
    preload: tuple[str, ...] = (),
    sandbox: bool = True,
) -> NotebookNode:
    """`execute` for a caller who has the notebook already; its cells get their outputs."""
    limits = limits or Limits()
    hidden = hidden_from(node)
    if sandbox:
        state, message = confined.run(node, files, limits, preload, hidden)
    else:
        state, message = unconfined.run(node, files, limits, hidden)
    if state == SubmissionState.GRADED and any(map(_ran_out_of_memory, node.cells)):
        state = SubmissionState.OUT_OF_MEMORY
        message = f"A cell asked for more than {limits.memory / 1e9:g} GB of memory."
    node.metadata["grading"] = {"state": state, "message": message}
    return node


def hidden_from(notebook: NotebookNode) -> tuple[str, ...]:
    """Modules that hold answers to this notebook's exercises."""
    ids = [cell.metadata.get("nbgrader", {}).get("grade_id") for cell in notebook.cells]
    return (*ANSWERS, *given.modules_with(ids))


def _ran_out_of_memory(cell: NotebookNode) -> bool:
    return any(
        output.ename == "MemoryError" or any(words in output.evalue for words in LITTLE_MEMORY)
        for output in cell.get("outputs", ())
        if output.output_type == "error"
    )
