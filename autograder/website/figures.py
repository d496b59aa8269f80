"""Take the pictures out of a chapter's outputs and into files: the page is then small and quick."""

from __future__ import annotations

import base64
import binascii
import hashlib
import re

from nbformat import NotebookNode

FOLDER = "figures"  # in the site's folder _static
ENDS = {"svg+xml": "svg", "png": "png", "jpeg": "jpg", "gif": "gif", "webp": "webp"}
_DATA = re.compile(r'(<img\b[^>]*?\bsrc=")data:image/([a-z+]+);base64,([A-Za-z0-9+/=\s]+)"', re.I)


def taken_out(notebook: NotebookNode, way: str) -> dict[str, bytes]:
    """Replace pictures inside HTML outputs by links to files. Changes the notebook.

    Returns the files: name → content. The same picture is one file.

    Args:
        way: The way from the chapter's page to the folder of the files, such as
            ``../_static/figures``.
    """
    files: dict[str, bytes] = {}

    def file_of(match) -> str:
        try:
            content = base64.b64decode(match[3], validate=False)
            name = f"{hashlib.sha256(content).hexdigest()[:16]}.{ENDS[match[2]]}"
        except (binascii.Error, KeyError):
            return match[0]  # it stays where it is
        files[name] = content
        return f'{match[1]}{way}/{name}" loading="lazy"'

    for cell in notebook.cells:
        for output in cell.get("outputs", []):
            data = output.get("data", {})
            if "text/html" in data:
                data["text/html"] = _DATA.sub(file_of, data["text/html"])
    return files
