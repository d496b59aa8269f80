"""What a cell printed, drew or raised, as harmless HTML.

Nothing of it may run in the page of the grader who opens it: HTML is cleaned (see `clean`), an SVG
becomes a picture (a browser runs no script in those), widgets and scripts are left out and named.
"""

from __future__ import annotations

import ast
import base64
import re

from markupsafe import Markup
from nbconvert.filters.ansi import ansi2html
from nbformat import NotebookNode

from autograder.report.formulas import formula
from autograder.report.look import PIECES
from autograder.report.prose import prose, safe_html
from autograder.templating import already_html

TEXT = 20_000  # characters of one output
PICTURE = 1_500_000  # characters of one picture
MANY = 40  # outputs of one cell
ROOM = 8_000_000  # characters of all outputs of a page
SOURCES = 400_000  # characters of all cells of a page; a chapter has 60,000

_BASE64 = re.compile(r"[A-Za-z0-9+/=\s]+")
_PLACES = re.compile(r"[^\s\"'(:]{0,200}/(site-packages|dist-packages)/")
_STYLE = re.compile(r' style="color: [^"]*"| style="background-color: [^"]*"')
_BEGIN_HIDDEN = re.compile(r"^\s*#+\s*BEGIN HIDDEN TESTS", re.M)
_HIDDEN = re.compile(r"^[^\n]*BEGIN HIDDEN TESTS.*?(?:END HIDDEN TESTS[^\n]*\n?|\Z)", re.M | re.S)


class Room:
    """What is left of a page for outputs and for texts, so that no student's flood fills it."""

    def __init__(self, left: int = ROOM, sources: int = SOURCES):
        self.left, self.sources = left, sources

    def has(self, source: str) -> bool:
        """Whether one more cell may be formatted, which takes time; otherwise it is left out."""
        self.sources -= len(source)
        return self.sources >= 0

    def take(self, text: Markup) -> Markup:
        """The text, or a sentence in its place when there is no room."""
        self.left -= len(text)
        return text if self.left >= 0 else note("This output is not shown: there is too much.")


def shown(cell: NotebookNode, room: Room) -> Markup:
    """The outputs of a cell."""
    outputs = cell.get("outputs", [])
    parts = [room.take(_harmless(output)) for output in outputs[:MANY]]
    if len(outputs) > MANY:
        parts.append(note(f"{len(outputs) - MANY} more outputs are not shown."))
    parts = [part for part in parts if part]
    return PIECES.outputs(parts) if parts else Markup()


def without_hidden_tests(source: str) -> str:
    """The source of a cell without what stands between the marks of nbgrader's hidden tests."""
    return _HIDDEN.sub("", source)


def has_hidden_tests(source: str) -> bool:
    return bool(_BEGIN_HIDDEN.search(source))


def shown_of_hidden(cell: NotebookNode) -> Markup:
    """Of a cell with hidden tests: whether it passed, and the author's own message if there is one.

    What a student's function prints or raises there may carry the hidden inputs.
    """
    errors = [output for output in cell.get("outputs", []) if output.output_type == "error"]
    if not errors:
        return Markup()
    said = str(errors[0].get("evalue", ""))
    words = f"\n{said}" if said and said in _texts(without_hidden_tests(cell.source)) else ""
    return _text(f"A test in this cell failed.{words}", "err")


def _texts(source: str) -> set[str]:
    try:
        tree = ast.parse(source)
    except SyntaxError:
        return set()
    return {
        node.value
        for node in ast.walk(tree)
        if isinstance(node, ast.Constant) and isinstance(node.value, str)
    }


def _harmless(output: NotebookNode) -> Markup:
    try:
        return _one(output)
    except Exception:  # a process can send anything in the place of a text
        return note("This output is damaged and cannot be shown.")


def _one(output: NotebookNode) -> Markup:
    if output.output_type == "stream":
        return _text(output.text, "err" if output.name == "stderr" else "")
    if output.output_type == "error":
        trace = "\n".join(output.get("traceback", [])) or f"{output.ename}: {output.evalue}"
        return _text(_PLACES.sub("", trace[: 2 * TEXT]), "err")
    return _data(output.get("data", {}))


def _data(data: dict) -> Markup:
    """One form of a rich output: the best that is harmless."""
    plain = _joined(data.get("text/plain", ""))
    if "application/vnd.jupyter.widget-view+json" in data:
        return _text(plain) + note("A widget stood here. It moves in JupyterLab only.")
    for kind in ("image/svg+xml", "image/png", "image/jpeg"):
        if kind in data:
            return _picture(kind, _joined(data[kind]), plain)
    if "text/html" in data:
        text = _joined(data["text/html"])
        return safe_html(text) if len(text) < TEXT else _text(plain)
    if "text/markdown" in data:
        return prose(_joined(data["text/markdown"]))
    if "text/latex" in data:
        tex = _joined(data["text/latex"]).strip().strip("$")
        return PIECES.paragraph(formula(tex, display=True))
    if "application/javascript" in data and not plain:
        return note("A script stood here. It is not run in this page.")
    return _text(plain) if plain else note("This output has no form that can be shown here.")


def _picture(kind: str, data: str, plain: str) -> Markup:
    if kind == "image/svg+xml":
        data = base64.b64encode(data.encode("utf-8", "replace")).decode()
    data = "".join(data.split())
    if len(data) > PICTURE or not _BASE64.fullmatch(data):
        return note("A picture is not shown here: it is too large or damaged.") + _text(plain)
    words = plain.strip()[:300] or "a picture drawn by this cell"
    return PIECES.image(kind, data, words)


def _text(text: str, kind: str = "") -> Markup:
    text = _joined(text)
    if not text.strip():
        return Markup()
    if len(text) > TEXT:
        text = f"{text[:TEXT]}\n… ({len(text) - TEXT} more characters are not shown)"
    # the colours of a terminal are made for one background; bold is kept
    escaped = already_html(_STYLE.sub("", ansi2html(text)))
    return PIECES.terminal(escaped, kind)


def _joined(text) -> str:
    return "".join(map(str, text)) if isinstance(text, list) else str(text)


def note(words: str) -> Markup:
    return PIECES.note(words)
