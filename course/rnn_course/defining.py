"""Where a notebook's cell defines a function, told from its text: Python, magics and all.

A cell that does not compile defines nothing. What it was meant to define is then read line by line.
"""

from __future__ import annotations

import ast
import keyword
import re
import warnings
from dataclasses import dataclass

# Cell magics whose body runs in the notebook itself. What other cells define is not kept there.
RUNS_HERE = {"time", "capture", "prun"}
RUNS_APART = {"timeit", "writefile", "file", "bash", "sh", "script", "cmd", "html", "HTML"} | {
    *("javascript", "js", "latex", "markdown", "svg", "SVG", "perl", "ruby", "python", "python3"),
    *("python2", "pypy", "system", "sx", "!"),
}
AWAITED = ast.PyCF_ALLOW_TOP_LEVEL_AWAIT  # as in a notebook


@dataclass(frozen=True)
class Cell:
    """A cell's text, read.

    Attributes:
        line: Where it defines the name, counted from 1; 0 if it does not.
        function: Whether by `def`, and not by an assignment or an import.
        error: Why it does not compile, or None.
        apart: The cell magic under which nothing that it defines is kept, or ''.
        unclear: It may define anything: `from … import *`, %run, exec.
    """

    line: int = 0
    function: bool = False
    error: SyntaxError | None = None
    apart: str = ""
    unclear: bool = False


def read(source: str, name: str) -> Cell:
    """Read a cell's text with regard to one name."""
    before, magic, python = _body(source)
    if name not in python:
        return Cell(unclear=_unclear(python))
    if magic and magic not in RUNS_HERE:
        known = magic in RUNS_APART
        line = _meant(python, name)
        return Cell(line and before + line, bool(line), apart=magic) if known else Cell()
    try:
        tree = _compiled(python)
    except (SyntaxError, ValueError) as error:
        line = _meant(python, name)
        said = error if isinstance(error, SyntaxError) else SyntaxError(str(error))
        return Cell(line and before + line, bool(line), said)
    line, function = _bound(tree, name)
    return Cell(line and before + line, function, unclear=_unclear(python))


def lines_before(source: str) -> int:
    """How many lines stand before a cell's Python: those of a cell magic."""
    return _body(source)[0]


def _body(source: str) -> tuple[int, str, str]:
    """The lines before the Python of a cell, the name of its cell magic, and that Python."""
    lines = source.split("\n")
    before, magic = 0, ""
    for line in lines:  # a magic may stand below another: %%capture, %%time
        if line.startswith("%%"):
            before += 1
            magic = line[2:].split()[0] if line[2:].split() else ""
            if magic not in RUNS_HERE:
                break
        elif line.strip() or magic not in ("", *RUNS_HERE):
            break
        else:
            before += 1
    return (before, magic, "\n".join(lines[before:])) if magic else (0, "", source)


def _compiled(python: str) -> ast.Module:
    """The tree of a text that compiles as a cell does. Raises SyntaxError, or ValueError."""
    with warnings.catch_warnings():
        warnings.simplefilter("ignore")
        try:
            tree = ast.parse(python)
            compile(python, "<cell>", "exec", AWAITED, dont_inherit=True)
            return tree
        except SyntaxError:
            plain = _without_magics(python)
            if plain == python:
                raise
        tree = ast.parse(plain)
        compile(plain, "<cell>", "exec", AWAITED, dont_inherit=True)
        return tree


def _without_magics(python: str) -> str:
    """Line magics, shell commands and questions as IPython writes them in Python."""
    try:
        from IPython.core.inputtransformer2 import TransformerManager

        return TransformerManager().transform_cell(python)
    except (ImportError, SyntaxError):
        return python


def _bound(tree: ast.Module, name: str) -> tuple[int, bool]:
    """The last line of a cell's own level that binds `name`, and whether by a function."""
    found, within = (0, False), list(ast.iter_child_nodes(tree))
    while within:
        node = within.pop()
        hit = function = False
        if isinstance(node, ast.FunctionDef | ast.AsyncFunctionDef | ast.ClassDef):
            hit, function = node.name == name, not isinstance(node, ast.ClassDef)
        elif isinstance(node, ast.Lambda):
            continue
        elif isinstance(node, ast.Name):
            hit = node.id == name and isinstance(node.ctx, ast.Store)
        elif isinstance(node, ast.alias):
            hit = (node.asname or node.name) == name
        if hit and node.lineno > found[0]:
            found = node.lineno, function
        if not isinstance(node, ast.FunctionDef | ast.AsyncFunctionDef | ast.ClassDef):
            within += ast.iter_child_nodes(node)
    return found


def _meant(python: str, name: str) -> int:
    """The line that begins the function in a text that does not compile, or 0."""
    inside = False  # below an unindented def or class, where an indented def is another function
    start = re.compile(rf"(\s*)(?:async\s+)?([A-Za-z]{{1,5}})\s+{re.escape(name)}\s*([(\[:]|$)")
    given = re.compile(rf"{re.escape(name)}\s*=\s*lambda\b")
    found = 0
    for number, line in enumerate(python.split("\n"), start=1):
        match = start.match(line)
        if (match and not (match[1] and inside) and _is_def(match[2])) or given.match(line):
            found = number
        inside = inside or bool(re.match(r"(async\s+)?(def|class)\b", line))
    return found


def _is_def(word: str) -> bool:
    """`def`, also mistyped; no other word of Python's."""
    mistyped = {"de", "df", "ef", "deff", "ddef", "deef", "define", "fun", "func"}
    letters = word.lower()
    other = keyword.iskeyword(word) and word != "def"
    return not other and (sorted(letters) == sorted("def") or letters in mistyped)


def _unclear(python: str) -> bool:
    return bool(re.search(r"import\s*\*|^\s*%(run|load|pylab)\b|\bexec\s*\(", python, re.MULTILINE))
