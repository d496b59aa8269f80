"""HTML comes from templates. What is put into one is text, and is escaped there.

Nothing else in this package writes HTML with a student's words in it. A value that is HTML already
has to be called so by `already_html`; `tests/autograder/test_escaping.py` lists who may.
"""

from __future__ import annotations

from pathlib import Path

from jinja2 import Environment, FileSystemLoader, StrictUndefined
from markupsafe import Markup


def templates(folder: Path) -> Environment:
    """The templates of a folder. A name that a template does not know is an error."""
    return Environment(
        loader=FileSystemLoader(folder),
        autoescape=True,
        undefined=StrictUndefined,
        trim_blocks=True,
        lstrip_blocks=True,
        keep_trailing_newline=True,
        auto_reload=False,
    )


def already_html(text: str) -> Markup:
    """A text that is not escaped again: it is our own, or a cleaner has made it harmless."""
    return Markup(text)
