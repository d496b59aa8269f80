"""What the cells of a chapter's source define."""

from __future__ import annotations

import ast
import contextlib
import io

from nbformat import NotebookNode

from autograder.check_cells import exercise_of


def namespace_of(notebook: NotebookNode) -> dict:
    """What the solution cells and the first (importing) code cell define."""
    namespace: dict = {"__name__": "__solution__"}
    code = [cell for cell in notebook.cells if cell.cell_type == "code"]
    for cell in code:
        solution = cell.metadata.get("nbgrader", {}).get("solution")
        if (cell is code[0] or solution) and not exercise_of(cell):
            with contextlib.redirect_stdout(io.StringIO()):  # what cells print is for learners
                exec(compile(cell.source, f"<{cell.get('id', 'cell')}>", "exec"), namespace)
    return namespace


def source_in(notebook: NotebookNode, name: str) -> str:
    """The source of the solution's function of that name, or ''."""
    for cell in notebook.cells:
        data = cell.metadata.get("nbgrader", {})
        if cell.cell_type == "code" and data.get("grade_id") == f"{name}_code":
            for node in ast.parse(cell.source).body:
                if isinstance(node, ast.FunctionDef) and node.name == name:
                    return ast.get_source_segment(cell.source, node) or ""
    return ""
