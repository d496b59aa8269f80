"""Markdown cells as harmless HTML, with formulas as MathML.

The parser is nbconvert's, so that a page reads as the notebook did in JupyterLab. The same text
gives the same HTML, so the cells that nobody changed are converted once per process.
"""

from __future__ import annotations

import re
from functools import lru_cache
from html import unescape

from markupsafe import Markup
from nbconvert.filters.markdown_mistune import IPythonRenderer, MarkdownWithMath

from autograder.report.clean import clean, is_deep
from autograder.report.formulas import formula
from autograder.report.look import PIECES

LONGEST = 12_000  # characters of one cell; the parser needs a second for the worst text so long
MANY = 100  # the parser looks from each opening of a formula to the end of the text
_OPENINGS = ("\\\\[", "\\\\(", "\\begin{", "$$")
_IMAGE = re.compile(r"<img(?![^>]* alt=)", re.I)
_LOST = re.compile(r'<img(?![^>]*\bsrc=)(?:[^>]*?\balt="([^"]*)")?[^>]*>', re.I)
_TABLE = re.compile(r"<table>(.*?)</table>", re.S)
MANY_COLUMNS = 5  # a table with so many scrolls on a small screen, so the keyboard must reach it


@lru_cache(maxsize=1024)
def prose(text: str) -> Markup:
    """A markdown text as HTML. Headings start at level 2: the page has its own first one."""
    if len(text) > LONGEST or any(text.count(mark) > MANY for mark in _OPENINGS):
        return as_typed(text)
    try:
        return safe_html(MarkdownWithMath(renderer=_Renderer(escape=False)).render(text))
    except Exception:  # a text that the parser stumbles over is still a text
        return as_typed(text)


def as_typed(text: str) -> Markup:
    """A text without any form, cut when it is very long."""
    return PIECES.as_typed(text[:LONGEST], len(text) > LONGEST)


def safe_html(text: str) -> Markup:
    """HTML from a notebook, cleaned, with words in place of pictures that cannot be shown."""
    cleaned = clean(text)
    if is_deep(cleaned):
        return as_typed(text)
    # a plain text again, to be cleaned again
    edited = str(cleaned).replace("<h1>", "<h2>").replace("</h1>", "</h2>")
    edited = edited.replace("<th></th>", "<td></td>")
    edited = _TABLE.sub(_scrolling, _LOST.sub(_instead, edited))
    edited = _IMAGE.sub('<img alt="a picture without a description"', edited)
    # what looks like a tag may have stood inside an attribute: nothing is edited after a cleaning
    return cleaned if edited == cleaned else clean(edited)


def with_attachments(text: str, attachments: dict) -> str:
    """The text with its attached pictures inside it."""
    for name, kinds in attachments.items():
        for kind, data in kinds.items():
            if isinstance(data, str):
                text = text.replace(f"(attachment:{name})", f"(data:{kind};base64,{data})")
    return text


def _instead(match) -> str:
    return PIECES.lost_picture(unescape(match[1] or "no description"))


def _scrolling(match) -> str:
    columns = len(re.findall(r"<t[dh]\b", match[1].split("</tr>")[0]))
    reach = ' tabindex="0"' if columns >= MANY_COLUMNS else ""
    return f'<div class="wide"{reach}>{match[0]}</div>'


class _Renderer(IPythonRenderer):
    """nbconvert's renderer with MathML, and with headings one level down.

    It puts texts together that are cleaned afterwards, so its pieces are plain texts: what is
    known as HTML would make mistune's own tags to words.
    """

    def heading(self, text: str, level: int, **attrs) -> str:
        level = min(level + 1, 6)
        return f"<h{level}>{text}</h{level}>\n"

    def block_code(self, code: str, info: str | None = None) -> str:
        return str(PIECES.code_block(code)) + "\n"

    def block_math(self, body: str) -> str:
        return str(formula(body, display=True))

    def inline_math(self, body: str) -> str:
        return str(formula(body))

    def latex_environment(self, name: str, body: str) -> str:
        return str(formula(f"\\begin{{{name}}}{body}\\end{{{name}}}", display=True))
