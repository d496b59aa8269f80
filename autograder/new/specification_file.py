"""The file with a chapter's specifications, to put one more into it and leave the rest as it is."""

from __future__ import annotations

import ast
import re
from pathlib import Path
from types import ModuleType

from autograder import house
from autograder.build import BuildError, Problem
from autograder.exercises import Exercise, file_of, modules
from autograder.house import shown
from autograder.new import templates

NEEDED = {
    "draw": "autograder.exercises",
    **dict.fromkeys(
        ("Exercise", "Inputs", "Misconception", "array"), "autograder.exercises.specification"
    ),
}


class SpecificationFile:
    """`module` is None for a chapter that has no such file yet; then there will be one."""

    def __init__(self, chapter: str, path: Path, module: ModuleType | None):
        self.chapter, self.path, self.module = chapter, path, module
        self.known = dict(vars(module)) if module else {}
        self.text = path.read_bytes().decode("utf-8") if module else templates.file(chapter)

    @classmethod
    def of(cls, chapter: str) -> SpecificationFile:
        """The one of a chapter such as ``05_gru``."""
        if path := file_of(chapter):
            return cls(chapter, path, modules()[path.stem])
        stem = re.sub(r"^\d+_*", "", chapter) or "chapter"
        path = house.EXERCISES / f"{stem}.py"
        if path.exists():
            raise BuildError(
                [
                    Problem(
                        shown(path),
                        f"it specifies nothing for the chapter {chapter}.",
                        f'Write CHAPTER = "{chapter}" in it, or rename it.',
                    )
                ]
            )
        return cls(chapter, path, None)

    def refuse(self, name: str) -> None:
        """Raise `BuildError` when a name that the new specification needs is taken in the file."""
        for wanted in (name, name.upper(), f"draw_{name}"):
            if wanted in self.known:
                raise BuildError(
                    [
                        Problem(
                            f"'{name}'",
                            f"{shown(self.path)} has something else of the name {wanted}.",
                            "Take another name.",
                        )
                    ]
                )

    def text_with(self, name: str, number: str, before: list[str], text: str) -> str:
        """`text`, which is this file's, with the specification of `name`.

        before
            The exercises of the chapter that follow it.
        """
        end = "\r\n" if "\r\n" in text else "\n"
        text = self._listed(text, name.upper(), before, end)
        block = templates.specification(name, number, self._chapter()).replace("\n", end)
        at = self._block_place(text, number)
        text = text[:at] + block + end * 2 + text[at:]
        text = self._with_imports(text, end)
        self._prove(text, name.upper())
        return text

    def _chapter(self) -> str:
        if self.module and getattr(self.module, "CHAPTER", None) != self.chapter:
            return f'"{self.chapter}"'
        return "CHAPTER"

    def _block_place(self, text: str, number: str) -> int:
        """Before the rule of the next exercise; before the list where there is no such rule."""
        head, own = number.split(".")
        rule = re.search(rf"^# -{{3,}} {head}\.{int(own) + 1}\b", text, re.M)
        return rule.start() if rule else _offset(text, _list_of(text, self.path).lineno, 0)

    def _listed(self, text: str, variable: str, before: list[str], end: str) -> str:
        """EXERCISES with one more, in the order of the chapter."""
        listed = _list_of(text, self.path).value
        by_variable = {k: v.name for k, v in self.known.items() if isinstance(v, Exercise)}
        for element in listed.elts:
            if isinstance(element, ast.Name) and by_variable.get(element.id) in before:
                at = _offset(text, element.lineno, element.col_offset)
                indent = re.search(r"[^\n]*$", text[:at])[0]
                more = f"{variable},{end}{indent}" if not indent.strip() else f"{variable}, "
                return text[:at] + more + text[at:]
        if not listed.elts:
            at = _offset(text, listed.lineno, listed.col_offset) + 1
            return text[:at] + f"{variable}," + text[at:]
        last = listed.elts[-1]
        at = _offset(text, last.end_lineno, last.end_col_offset)
        line = re.search(r"[^\n]*$", text[: _offset(text, last.lineno, last.col_offset)])[0]
        more = f",{end}{line}{variable}" if not line.strip() else f", {variable}"
        return text[:at] + more + text[at:]

    def _with_imports(self, text: str, end: str) -> str:
        tree = ast.parse(text)
        top = [node for node in tree.body if isinstance(node, (ast.Import, ast.ImportFrom))]
        here = {alias.asname or alias.name for node in top for alias in node.names}
        missing = [(module, name) for name, module in NEEDED.items() if name not in here]
        lines = "".join(f"from {module} import {name}{end}" for module, name in missing)
        last = max((node.end_lineno for node in top), default=0)
        at = _offset(text, last + 1, 0) if last else 0
        return text[:at] + lines + text[at:]

    def _prove(self, text: str, variable: str) -> None:
        listed = _list_of(text, self.path).value.elts
        if variable not in [getattr(element, "id", "") for element in listed]:
            raise BuildError([_odd(self.path)])


def _list_of(text: str, path: Path) -> ast.Assign:
    """The statement ``EXERCISES = (…)``."""
    try:
        tree = ast.parse(text)
    except SyntaxError:
        raise BuildError([_odd(path)]) from None
    for node in tree.body:
        names = [getattr(t, "id", "") for t in node.targets] if isinstance(node, ast.Assign) else []
        if names == ["EXERCISES"] and isinstance(node.value, (ast.Tuple, ast.List)):
            return node
    raise BuildError([_odd(path)])


def _odd(path: Path) -> Problem:
    return Problem(
        shown(path),
        "it has no list that can be added to.",
        "It ends with EXERCISES = (ONE, TWO), in brackets. Nothing was changed.",
    )


def _offset(text: str, line: int, column: int) -> int:
    """The place of a line (from 1) and a column in bytes, as `ast` counts them."""
    lines = text.split("\n")
    start = sum(len(one) + 1 for one in lines[: line - 1])
    inside = lines[line - 1].encode("utf-8")[:column] if line <= len(lines) else b""
    return min(start, len(text)) + len(inside.decode("utf-8"))
