"""Make a notebook of what was handed in, or say in a sentence why it is none."""

from __future__ import annotations

import json
import warnings

import nbformat
from nbformat import NotebookNode

from autograder.grade.submissions import GradeError

DEEPEST = 200  # levels of nesting; a notebook has about ten


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
    if _depth(data) > DEEPEST:
        raise GradeError(f"{name} is nested more than {DEEPEST} levels deep, as no notebook is.")
    try:
        with warnings.catch_warnings():
            warnings.simplefilter("ignore")  # repeated cell ids and the like are mended later
            node = nbformat.reads(text, as_version=4)
            nbformat.validate(node)
        "".join(cell.source for cell in node.cells).encode("utf-8")
        return node
    except UnicodeEncodeError:
        raise GradeError(
            f"{name} holds half a character (a lone surrogate), which no file can keep. Open it in "
            "JupyterLab, save it there and hand it in again."
        ) from None
    except Exception as error:
        first = str(error).splitlines()[0][:160] if str(error) else type(error).__name__
        raise GradeError(
            f"{name} is a damaged notebook ({first}). Open it in JupyterLab, save it there "
            "and hand it in again."
        ) from None


def _depth(data) -> int:
    """Levels of nesting, counted without recursion; it stops where it is too deep anyway."""
    depth, level = 0, [data]
    while level and depth <= DEEPEST:
        depth += 1
        level = [
            inner
            for outer in level
            for inner in (outer.values() if isinstance(outer, dict) else outer)
            if isinstance(inner, (dict, list))
        ]
    return depth
