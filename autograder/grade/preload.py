"""Which modules the warm process imports before the first submission."""

from __future__ import annotations

import ast

from nbformat import NotebookNode

ALWAYS = ("rnn_course.probe", "IPython.display")


def preload_for(notebook: NotebookNode) -> tuple[str, ...]:
    """The modules that the instructor's notebook imports; most submissions will ask for them."""
    found = dict.fromkeys(ALWAYS)
    for cell in notebook.cells:
        if cell.cell_type != "code":
            continue
        try:
            tree = ast.parse(cell.source)
        except SyntaxError:  # a magic
            continue
        for node in ast.walk(tree):
            if isinstance(node, ast.Import):
                found |= dict.fromkeys(alias.name for alias in node.names)
            elif isinstance(node, ast.ImportFrom) and node.module and not node.level:
                found[node.module] = None
                # from package import module
                found |= dict.fromkeys(f"{node.module}.{alias.name}" for alias in node.names)
    return tuple(found)
