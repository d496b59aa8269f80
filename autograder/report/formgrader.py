"""Formgrader's page of a submission, without a request to the Internet."""

from __future__ import annotations

from pathlib import Path

from nbconvert.exporters import HTMLExporter

from autograder.nbgrader_insides.formgrader import TEMPLATES

OURS = Path(__file__).parent / "templates"


def template_paths() -> list[str]:
    """Where its templates are looked for: nbgrader's places, and ours before them.

    Formgrader sets `extra_template_basedirs` itself and lets no configuration change it.
    """
    places = [str(OURS), str(TEMPLATES)]
    return HTMLExporter(template_name="formgrade", extra_template_basedirs=places).template_paths
