"""The macros of ``templates/pieces.html.j2`` as functions: they escape what they are given."""

from __future__ import annotations

from pathlib import Path

from autograder.templating import templates

PIECES = templates(Path(__file__).parent / "templates").get_template("pieces.html.j2").module
