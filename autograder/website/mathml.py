"""Sphinx writes formulas as MathML, with the converter of the feedback pages.

A browser shows MathML without any script, and a screen reader reads it. So no MathJax is needed.
A formula that cannot be converted is a warning, and a warning ends the build.
"""

from __future__ import annotations

from docutils import nodes
from sphinx.util import logging

from autograder.report.formulas import formula

CLOSING = (".", ",", ";", ":", "?", ")", "]", "’", "”")
JOINER = "\u2060"  # no line begins with the full stop after a formula
LOG = logging.getLogger(__name__)


def inline(translator, node) -> None:
    """A formula in a line of text."""
    after = node.parent[node.parent.index(node) + 1 :]
    glued = bool(after) and after[0].astext().startswith(CLOSING)
    translator.body.append(_converted(node.astext(), node, False) + (JOINER if glued else ""))
    raise nodes.SkipNode


def display(translator, node) -> None:
    """A formula on a line of its own."""
    translator.body.append(f'<div class="formula">{_converted(node.astext(), node, True)}</div>\n')
    raise nodes.SkipNode


def _converted(tex: str, node, display: bool) -> str:
    mathml = formula(tex, display)
    if "<math" not in mathml:
        LOG.warning("the formula %s cannot be written as MathML", mathml.unescape(), location=node)
    return mathml
