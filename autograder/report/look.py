"""A page that stands alone: one file, no network, light and dark, readable on a phone."""

from __future__ import annotations

import base64
import hashlib
from functools import cache
from pathlib import Path

from autograder.templating import already_html, templates

HERE = Path(__file__).parent
TEMPLATES = templates(HERE / "templates")


def document(template: str, styles: tuple[str, ...], script: str = "", **values) -> str:
    """A whole page. `values` are what the template shows; one of them is its `title`.

    The page forbids itself everything it does not need: a browser asks for no address, and runs
    no script but ours, whatever the page holds.

    Args:
        template: A name in ``templates/``; it extends ``document.html.j2``.
        styles, script: Names of files beside this module.
    """
    style = "\n".join(_text(name) for name in styles)
    code = _text(script) if script else ""
    page = TEMPLATES.get_template(template).render(
        style=already_html(style), code=already_html(code), digest=_digest(code), **values
    )
    return page.encode("utf-8", "replace").decode("utf-8")  # half a character is no text


def macros(template: str):
    """The macros of a template as functions. They escape what they are given and return HTML."""
    return TEMPLATES.get_template(template).module


def points(value: float) -> str:
    """Points as people write them: 3, 2.5, 0.33."""
    return f"{round(value, 2):g}"


TEMPLATES.filters["points"] = points
PIECES = macros("pieces.html.j2")


@cache
def _text(name: str) -> str:
    return (HERE / name).read_text(encoding="utf-8")


def _digest(code: str) -> str:
    return "sha256-" + base64.b64encode(hashlib.sha256(code.encode()).digest()).decode()
