"""Cells and outputs as nbformat makes them, without the look at the schema that it has for each.

A graded notebook has about 150 such parts; checking them one by one took longer than the student's
code. What goes into them here is of the right type, and nbformat checks the whole when it is written.
"""

from __future__ import annotations

from nbformat import NotebookNode


def new_cell(kind: str, source: str, metadata: dict | None = None) -> NotebookNode:
    """A cell: code, markdown or raw. Its id is left to whoever puts the notebook together."""
    more = {"outputs": [], "execution_count": None} if kind == "code" else {}
    metadata = NotebookNode(metadata or {})
    return NotebookNode(id="", cell_type=kind, metadata=metadata, source=source, **more)


def new_output(kind: str, **parts) -> NotebookNode:
    """An output of a code cell with the parts that nbformat asks of its kind."""
    if kind in ("display_data", "execute_result"):
        parts = {"data": {}, "metadata": {}} | parts
        parts |= {name: NotebookNode(parts[name]) for name in ("data", "metadata")}
    if kind == "execute_result":
        parts.setdefault("execution_count", None)
    return NotebookNode(output_type=kind, **parts)


def with_own_cells(notebook: NotebookNode) -> NotebookNode:
    """A copy with cells and metadata of its own. What is inside of them is shared."""
    cells = [NotebookNode(cell) for cell in notebook.cells]
    return NotebookNode(notebook, cells=cells, metadata=NotebookNode(notebook.metadata))
