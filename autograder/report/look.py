"""A page that stands alone: one file, no network, light and dark, readable on a phone."""

from __future__ import annotations

import base64
import hashlib
import html
from functools import cache
from pathlib import Path

HERE = Path(__file__).parent


def document(title: str, body: str, styles: tuple[str, ...], script: str = "") -> str:
    """A whole page. `body` is HTML; `styles` and `script` are names of files beside this module.

    The page forbids itself everything it does not need: a browser asks for no address, and runs
    no script but ours, whatever the body holds.
    """
    style = "\n".join(_text(name) for name in styles)
    code = _text(script) if script else ""
    allowed = f"; script-src '{_digest(code)}'" if code else ""
    policy = (
        "default-src 'none'; img-src data:; style-src 'unsafe-inline'; base-uri 'none'; "
        f"form-action 'none'{allowed}"
    )
    page = (
        f'<!DOCTYPE html>\n<html lang="en">\n<head>\n<meta charset="utf-8">\n'
        f'<meta http-equiv="Content-Security-Policy" content="{policy}">\n'
        '<meta name="viewport" content="width=device-width, initial-scale=1">\n'
        '<meta name="referrer" content="no-referrer">\n'
        '<meta name="color-scheme" content="light dark">\n'
        f"<title>{html.escape(title)}</title>\n<style>\n{style}</style>\n</head>\n<body>\n{body}"
        + (f"<script>{code}</script>\n" if code else "")
        + "</body>\n</html>\n"
    )
    return page.encode("utf-8", "replace").decode("utf-8")  # half a character is no text


def points(value: float) -> str:
    """Points as people write them: 3, 2.5, 0.33."""
    return f"{round(value, 2):g}"


@cache
def _text(name: str) -> str:
    return (HERE / name).read_text(encoding="utf-8")


def _digest(code: str) -> str:
    return "sha256-" + base64.b64encode(hashlib.sha256(code.encode()).digest()).decode()
