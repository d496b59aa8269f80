"""Make a notebook of what was handed in, or say in a sentence why it is none.

Only what counts is read: each cell's kind, its text, and the name that nbgrader gave it. Outputs,
tags, attachments, ids and all other metadata are left behind here, so that nothing in them can be
wrong, slow or dangerous later on.
"""

from __future__ import annotations

import json
import warnings

import nbformat
from nbformat import NotebookNode

from autograder.grade.errors import GradeError
from autograder.notebook_parts import new_cell

MOST_CELLS = 5_000  # a chapter has about a hundred
KINDS = ("code", "markdown", "raw")
AGAIN = "Open it in JupyterLab, save it there and hand it in again."


class _Damaged(Exception):
    """What is wrong with a notebook, in words."""


def notebook_of(name: str, content: bytes) -> NotebookNode:
    """A valid nbformat-4 notebook from a file's bytes. Raises `GradeError` with the reason."""
    try:
        text = content.decode("utf-8-sig")
    except UnicodeDecodeError:
        raise GradeError(f"{name} is not a text file, so it is no notebook.") from None
    try:
        data = json.loads(text)
    except (ValueError, RecursionError) as error:
        line = getattr(error, "lineno", None)
        where = f" The first fault is in line {line}." if line else ""
        raise GradeError(
            f"{name} is not a notebook: its JSON is broken.{where} Open it in JupyterLab; if "
            "it does not open there, take the last copy that does."
        ) from None
    if not isinstance(data, dict) or "nbformat" not in data:
        raise GradeError(f"{name} is JSON and not a notebook (it has no 'nbformat').")
    try:
        cells = [_cell(number, cell) for number, cell in enumerate(_cells(data, text), start=1)]
    except _Damaged as error:
        raise GradeError(f"{name} is a damaged notebook: {error}. {AGAIN}") from None
    node = NotebookNode(nbformat=4, nbformat_minor=5, metadata=NotebookNode(), cells=cells)
    try:
        "".join(cell.source for cell in cells).encode("utf-8")
    except UnicodeEncodeError:
        raise GradeError(
            f"{name} holds half a character (a lone surrogate), which no file can keep. {AGAIN}"
        ) from None
    return node


def _cells(data: dict, text: str) -> list:
    """The list of cells, of an older format too."""
    version = data["nbformat"]
    if type(version) is not int or not 1 <= version <= 4:
        said = f"'{version}'" if isinstance(version, (int, str)) else "something else"
        raise _Damaged(f"its format should be 4 and is {said[:20]}")
    if version < 4:
        try:
            with warnings.catch_warnings():
                warnings.simplefilter("ignore")
                data = nbformat.reads(text, as_version=4)
        except Exception:  # the old readers believe what they read
            raise _Damaged(f"it says it is of format {version}, and is not") from None
    cells = data.get("cells")
    if not isinstance(cells, list):
        raise _Damaged("it has no list of cells")
    if len(cells) > MOST_CELLS:
        raise _Damaged(f"it has {len(cells):,} cells; the limit is {MOST_CELLS:,}")
    return cells


def _cell(number: int, cell) -> NotebookNode:
    if not isinstance(cell, dict):
        raise _Damaged(f"cell {number} is no cell")
    kind, source = cell.get("cell_type"), cell.get("source")
    if not isinstance(kind, str) or kind not in KINDS:
        raise _Damaged(f"cell {number} is neither code nor text")
    if isinstance(source, list) and all(isinstance(line, str) for line in source):
        source = "".join(source)
    if not isinstance(source, str):
        raise _Damaged(f"what stands in cell {number} is no text")
    return new_cell(kind, source, _metadata(cell))


def _metadata(cell: dict) -> NotebookNode:
    """The name that nbgrader gave the cell, and nothing else."""
    data = cell.get("metadata")
    data = data.get("nbgrader") if isinstance(data, dict) else None
    name = data.get("grade_id") if isinstance(data, dict) else None
    return (
        NotebookNode(nbgrader=NotebookNode(grade_id=name))
        if isinstance(name, str)
        else (NotebookNode())
    )
