"""Keep outputs short enough to be read: as nbgrader's LimitOutput, without importing nbgrader."""

from __future__ import annotations

from nbformat import NotebookNode

MAX_LINES = 1000
MAX_TRACEBACK = 100


def limit_output(notebook: NotebookNode) -> None:
    """Cut printed text to `MAX_LINES` lines and tracebacks to `MAX_TRACEBACK`, in place."""
    for cell in notebook.cells:
        for output in cell.get("outputs", ()):
            if output.output_type == "stream":
                lines = output.text.split("\n")
                if len(lines) > MAX_LINES:
                    cut = f"… (the other {len(lines) - MAX_LINES} lines were cut)\n"
                    output.text = "\n".join(lines[:MAX_LINES]) + "\n" + cut
            elif output.output_type == "error" and len(output.traceback) > MAX_TRACEBACK:
                del output.traceback[MAX_TRACEBACK // 2 : -MAX_TRACEBACK // 2]
