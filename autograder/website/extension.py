"""What the site adds to Sphinx: formulas as MathML, equations, names for the theme's buttons."""

from __future__ import annotations

import re

from autograder.website import mathml
from autograder.website.docstrings import Equations, with_equations, written
from autograder.website.reference import functions

_BUTTON = re.compile(r"(<a [^>]*>([^<>]*)</a><details[^>]*>)<summary>")
_EMPTY = re.compile(r'<th class="head">\s*(?:<p>\s*</p>)?\s*</th>')


def setup(app) -> dict:
    """Called by Sphinx."""
    app.add_html_math_renderer("mathml", (mathml.inline, None), (mathml.display, None))
    app.add_directive("equations", Equations)
    # napoleon reads the sections in between, with Sphinx's own priority of 500
    app.connect("autodoc-process-docstring", _before, priority=400)
    app.connect("autodoc-process-docstring", _after, priority=600)
    app.connect("html-page-context", _mend, priority=900)  # after the theme
    return {"version": "1", "parallel_read_safe": True, "parallel_write_safe": True}


def _before(app, what, name, obj, options, lines) -> None:
    lines[:] = with_equations(lines)


def _after(app, what, name, obj, options, lines) -> None:
    own = {short: full for short, full in functions().items() if full != name}
    lines[:] = written(lines, own)


def named(html: str) -> str:
    """The side bar with a name for each button that opens the pages below a page."""
    return _BUTTON.sub(r'\1<summary aria-label="Pages below: \2">', html)


def _mend(app, pagename, templatename, context, doctree) -> None:
    """What a listener would stumble over: buttons without a name, headings of tables without text."""
    if "body" in context:
        context["body"] = _EMPTY.sub('<td class="head"></td>', context["body"])
    make = context.get("generate_toctree_html")
    if make is not None:
        context["generate_toctree_html"] = lambda *words, **more: named(str(make(*words, **more)))
