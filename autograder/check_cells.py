"""Which exercise a cell checks. A check cell is a locked grade cell that says ``check("NAME")``."""

from __future__ import annotations

import ast

from nbformat import NotebookNode


def exercise_of(cell: NotebookNode) -> str:
    """The exercise that a grade cell checks: the NAME of a lone ``check("NAME")``, or ''."""
    if cell.cell_type != "code" or not cell.metadata.get("nbgrader", {}).get("grade"):
        return ""
    return checked_name(cell.source)


def checked_name(source: str) -> str:
    """The NAME if the source is nothing but ``check("NAME")``, otherwise ''."""
    try:
        body = ast.parse(source).body
    except SyntaxError:
        return ""
    match body:
        case [ast.Expr(ast.Call(ast.Name("check"), [ast.Constant(str(name))], []))]:
            return name
    return ""
