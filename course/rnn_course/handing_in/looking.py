"""Look at a notebook as it lies on the disk: is everything there, and is everything done?

It reads only. What it says is for the learner; the grader looks for itself and believes none of it.
"""

from __future__ import annotations

import ast
import hashlib
import json
import re
from dataclasses import dataclass
from pathlib import Path

from rnn_course.chapters import Chapter, Exercise
from rnn_course.progress_file import Kept

STUB = re.compile(r"^\s*raise NotImplementedError\(", re.M)


@dataclass(frozen=True)
class Cell:
    """A cell: kind, text, nbgrader's data and the name that it gives the cell ('' where none)."""

    kind: str
    source: str
    data: dict

    @property
    def name(self) -> str:
        name = self.data.get("grade_id", "")
        return name if isinstance(name, str) else ""


class NotANotebook(Exception):
    """Why a file is no notebook, in a sentence."""


def cells_of(content: bytes) -> list[Cell]:
    """The cells in a notebook's bytes. Raises `NotANotebook`."""
    try:
        data = json.loads(content.decode("utf-8-sig"))
    except (ValueError, RecursionError):
        raise NotANotebook(
            "The file is damaged: it is no longer a notebook. If the notebook is open in "
            "JupyterLab, save it there again (Ctrl + S). A grader cannot read it as it is."
        ) from None
    cells = data.get("cells") if isinstance(data, dict) else None
    if not isinstance(cells, list):
        raise NotANotebook("The file holds no notebook: it has no list of cells.")
    return [_cell(cell) for cell in cells if isinstance(cell, dict)]


def _cell(cell: dict) -> Cell:
    source = cell.get("source", "")
    if isinstance(source, list):
        source = "".join(line for line in source if isinstance(line, str))
    data = cell.get("metadata")
    data = data.get("nbgrader") if isinstance(data, dict) else None
    return Cell(
        str(cell.get("cell_type")),
        source if isinstance(source, str) else "",
        data if isinstance(data, dict) else {},
    )


def undone(chapter: Chapter, cells: list[Cell], kept: dict[tuple[str, str], Kept]) -> list[str]:
    """A sentence for each exercise that is missing, not written, no Python, or not right yet."""
    by_name = {cell.name: cell for cell in reversed(cells) if cell.name}  # the first one counts
    lines = []
    for exercise in chapter.exercises:
        problem = _problem(exercise, by_name, kept.get((chapter.name, exercise.name)))
        lines += [f"{exercise.name}: {problem}"] if problem else []
    return lines


def _problem(exercise: Exercise, by_name: dict[str, Cell], kept: Kept | None) -> str:
    cell = by_name.get(f"{exercise.name}_code")
    if cell is None:
        return "its cell is missing. The grader will see an empty one in its place."
    try:
        names = defined(cell.source)
    except SyntaxError as error:
        return f"its cell is not Python yet (line {error.lineno}: {error.msg})."
    if STUB.search(cell.source):
        return "not written yet."
    if exercise.name not in names:
        return f"its cell does not define {exercise.name}."
    if kept is None:
        return "written, and its check has not been run yet."
    if kept.last < exercise.points:
        return f"the last check gave {min(kept.last, exercise.points)} of {exercise.points} points."
    return ""


def restored(chapter: Chapter, cells: list[Cell]) -> list[str]:
    """What the grader will put back: check cells that are gone, and locked cells that were changed."""
    names = {cell.name for cell in cells}
    gone = [e.name for e in chapter.exercises if e.name not in names]
    changed = [cell.name for cell in cells if cell.data.get("locked") and is_changed(cell)]
    lines = [f"The check of {name} is gone. The grader puts it back." for name in gone]
    return lines + [
        f"The locked cell {name} was changed. The grader takes the original." for name in changed
    ]


def is_changed(cell: Cell) -> bool:
    """Whether a cell differs from the checksum that nbgrader gave it (its own recipe)."""
    data = cell.data
    if not isinstance(data.get("checksum"), str):
        return False
    parts = [
        cell.source,
        cell.kind,
        str(bool(data.get("grade"))),
        str(bool(data.get("solution"))),
        str(bool(data.get("locked"))),
        cell.name,
    ]
    try:
        parts += [str(float(data["points"]))] if data.get("grade") else []
    except (KeyError, TypeError, ValueError):
        return True
    # not a secret: it only tells whether a text is the one that was handed out
    digest = hashlib.md5("".join(parts).encode("utf-8", "replace"), usedforsecurity=False)
    return digest.hexdigest() != data["checksum"]


def defined(source: str) -> set[str]:
    """The names that a cell gives at its outermost level. Raises SyntaxError."""
    try:
        body = ast.parse(_plain(source)).body
    except (ValueError, RecursionError) as error:  # a zero byte, a thousand brackets
        raise SyntaxError(str(error)) from None
    names = set()
    for node in body:
        if isinstance(node, (ast.FunctionDef, ast.AsyncFunctionDef, ast.ClassDef)):
            names.add(node.name)
        elif isinstance(node, (ast.Assign, ast.AnnAssign)):
            targets = node.targets if isinstance(node, ast.Assign) else [node.target]
            names |= {target.id for target in targets if isinstance(target, ast.Name)}
        elif isinstance(node, (ast.Import, ast.ImportFrom)):
            names |= {alias.asname or alias.name for alias in node.names}
    return names


def _plain(source: str) -> str:
    """The cell without IPython's own signs (``%timeit``, ``!ls``), where IPython is there."""
    try:
        from IPython.core.inputtransformer2 import TransformerManager
    except ImportError:
        return source
    return TransformerManager().transform_cell(source)


def read(path: Path) -> bytes:
    """The bytes of the file. Raises OSError."""
    return path.read_bytes()
