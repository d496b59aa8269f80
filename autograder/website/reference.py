"""The reference's pages: one for each file of `rnn_ref`, in the order of its table of contents.

The table stands in the docstring of `rnn_ref/__init__.py`. Sphinx fills the pages from docstrings.
"""

from __future__ import annotations

import importlib
import re
from dataclasses import dataclass
from inspect import isclass, isfunction
from pathlib import Path

import rnn_ref
from autograder.build.problems import BuildError, Problem
from autograder.website.docstrings import prose, written
from autograder.website.pieces import PIECES
from rnn_ref.cells.cell import Cell

FOLDER = Path(rnn_ref.__file__).parent
CODE = "code"  # the folder of the modules' texts, beside the pages
_ROW = re.compile(r"^(\w+)(/|\.py) {2,}(\S.*)$")


@dataclass(frozen=True)
class Group:
    """A part of the table: a folder, its title, and rows of (module, what is in it)."""

    folder: str
    title: str
    rows: list[tuple[str, str]]

    def pages(self) -> list[str]:
        return [f"{self.folder}/{name}" for name, _ in self.rows]


def pages() -> dict[str, str]:
    """The pages' texts by their names: ``index.rst`` and one such as ``cells/gru.rst`` per module.

    With them the text of each module, such as ``code/cells/gru.py``, which its page shows on
    request.
    """
    intro, groups, rest = contents(rnn_ref.__doc__)
    listed = [name for group in groups for name in group.pages()]
    modules = {
        path.relative_to(FOLDER).with_suffix("").as_posix() for path in FOLDER.glob("*/*.py")
    }
    missing = sorted(name for name in modules - set(listed) if not name.endswith("/__init__"))
    if missing:
        raise BuildError(
            [
                Problem(
                    "rnn_ref/__init__.py",
                    f"its table of contents lacks {', '.join(missing)}.",
                    "Add a row for each, with a few words.",
                )
            ]
        )
    code = {
        f"{CODE}/{path.relative_to(FOLDER).as_posix()}": path.read_text(encoding="utf-8")
        for path in FOLDER.glob("*/[a-z]*.py")
    }
    texts = {f"{name}.rst": _page(name) for name in listed}
    return {"index.rst": _index(intro, groups, rest), **texts, **code}


def contents(docstring: str) -> tuple[str, list[Group], str]:
    """What stands before the table of contents, its groups, and what stands after it."""
    before, table, after = re.split(r"^=+ +=+\n", docstring, flags=re.M)
    groups: list[Group] = []
    for name, ending, words in filter(None, map(_row, table.splitlines())):
        if ending == "/":
            groups.append(Group(name, words, []))
        else:
            groups[-1].rows.append((name, words))
    return before.strip(), groups, after.strip()


def _row(line: str) -> tuple[str, ...] | None:
    match = _ROW.match(line)
    return match.groups() if match else None


def functions() -> dict[str, str]:
    """Full names by short names of all that `rnn_ref` offers."""
    offered = {name: getattr(rnn_ref, name) for name in rnn_ref.__all__}
    return {
        name: f"{value.__module__}.{name}"
        for name, value in offered.items()
        if isfunction(value) or isclass(value)
    }


def _index(intro: str, groups: list[Group], rest: str) -> str:
    parts = [_title("The reference", "="), _plain(intro)]
    for group in groups:
        parts.append(_title(group.title[0].upper() + group.title[1:], "-"))
        package = importlib.import_module(f"rnn_ref.{group.folder}")
        parts.append(_plain(re.split(r"^=+ +=+\n", package.__doc__, flags=re.M)[0]))
        for page, (_, words) in zip(group.pages(), group.rows, strict=True):
            parts.append(f":doc:`{page}`\n   {prose(words)}\n")
        tree = "".join(f"   {page}\n" for page in group.pages())
        parts.append(f".. toctree::\n   :hidden:\n\n{tree}")
    parts.append(_title("How to call them", "-"))
    parts.append(_plain(rest))
    return "\n".join(parts)


def _plain(text: str) -> str:
    return "\n".join(written(text.splitlines(), functions())) + "\n"


def _page(name: str) -> str:
    full = f"rnn_ref.{name.replace('/', '.')}"
    return "\n".join([_title(full, "="), _automodule(full)])


def _automodule(full: str) -> str:
    module = importlib.import_module(full)
    parts = [f".. automodule:: {full}\n   :members:\n   :member-order: bysource\n"]
    for name, value in vars(module).items():
        if isinstance(value, Cell) and re.search(rf"^{name} = Cell\(", _text(module), re.M):
            keys = ", ".join(f"``{key}``" for key in (*value.shapes, *value.optional))
            state = " and ".join(f"``{letter}``" for letter in value.state)
            parts.append(
                f".. py:data:: {name}\n   :module: {full}\n\n   This cell as a "
                f":py:class:`rnn_ref.cells.cell.Cell`. State: {state}. Parameters: {keys}.\n"
            )
    return "\n".join([*parts, _code(module)])


def _code(module) -> str:
    """The module's own text, folded away."""
    name = Path(module.__file__).relative_to(FOLDER).as_posix()
    return (
        f".. raw:: html\n\n   {PIECES.code(f'rnn_ref/{name}')}\n\n"
        f".. literalinclude:: ../{CODE}/{name}\n   :language: python\n\n"
        ".. raw:: html\n\n   </details>\n"
    )


def _text(module) -> str:
    return Path(module.__file__).read_text(encoding="utf-8")


def _title(text: str, line: str) -> str:
    return f"{text}\n{line * len(text)}\n"
