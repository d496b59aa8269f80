"""HTML that a student wrote, made harmless.

A list of what is allowed, by nh3 (the ammonia library): text, tables, lists, pictures that are
inside the page, MathML. No script, no style, no id, no address that the browser would
ask by itself. The page's Content-Security-Policy is a second wall behind this one.
"""

from __future__ import annotations

import re

import nh3
from markupsafe import Markup

from autograder.templating import already_html

_TEXT = {
    "a",
    "abbr",
    "b",
    "blockquote",
    "br",
    "caption",
    "code",
    "col",
    "colgroup",
    "dd",
    "del",
    "details",
    "dfn",
    "div",
    "dl",
    "dt",
    "em",
    "figcaption",
    "figure",
    "h1",
    "h2",
    "h3",
    "h4",
    "h5",
    "h6",
    "hr",
    "i",
    "img",
    "ins",
    "kbd",
    "li",
    "mark",
    "ol",
    "p",
    "pre",
    "q",
    "s",
    "samp",
    "small",
    "span",
    "strong",
    "sub",
    "summary",
    "sup",
    "table",
    "tbody",
    "td",
    "tfoot",
    "th",
    "thead",
    "tr",
    "u",
    "ul",
    "var",
}
_MATH = {
    "math",
    "menclose",
    "merror",
    "mfrac",
    "mi",
    "mmultiscripts",
    "mn",
    "mo",
    "mover",
    "mpadded",
    "mphantom",
    "mprescripts",
    "mroot",
    "mrow",
    "ms",
    "mspace",
    "msqrt",
    "mstyle",
    "msub",
    "msubsup",
    "msup",
    "mtable",
    "mtd",
    "mtext",
    "mtr",
    "munder",
    "munderover",
}
_MATH_ATTRIBUTES = {
    "accent",
    "accentunder",
    "columnalign",
    "display",
    "displaystyle",
    "fence",
    "form",
    "lspace",
    "mathvariant",
    "maxsize",
    "minsize",
    "movablelimits",
    "rspace",
    "scriptlevel",
    "separator",
    "stretchy",
    "symmetric",
    "width",
}
_ATTRIBUTES = {
    "a": {"href", "title"},
    "img": {"src", "alt", "title"},
    "td": {"colspan", "rowspan"},
    "th": {"colspan", "rowspan", "scope"},
    "ol": {"start", "reversed"},
    "details": {"open"},
    **dict.fromkeys(_MATH, _MATH_ATTRIBUTES),
    "math": _MATH_ATTRIBUTES | {"tabindex"},
    "div": {"tabindex"},
}
_PICTURE = re.compile(r"data:image/(png|jpeg|gif|webp|svg\+xml);base64,[A-Za-z0-9+/=\s]+")
_SMALL = re.compile(r"-?\d?\d?(\.\d+)?(em|ex|px)?|(thin|medium|thick)mathspace")
_TAG = re.compile(r"<(/?)([a-z0-9]+)")
_ALONE = {"br", "col", "hr", "img"}
DEEPEST = 40  # the course's own text needs 12


def clean(text: str) -> Markup:
    """The harmless part of `text`."""
    return already_html(_CLEANER.clean(text))


def is_deep(cleaned: str, most: int = DEEPEST) -> bool:
    """Whether cleaned HTML is nested so deeply that a browser would take minutes to lay it out."""
    depth = 0
    for closing, name in _TAG.findall(cleaned):  # no < is left in a text or in an attribute
        if name not in _ALONE:
            depth += -1 if closing else 1
            if depth > most:
                return True
    return False


def _attribute(tag: str, name: str, value: str) -> str | None:
    if name == "href":  # a link is followed only when it is clicked; places in other files are lost
        return value if value.lower().startswith(("https://", "http://", "mailto:")) else None
    if name == "src":
        return value if _PICTURE.fullmatch(value) else None
    if name in ("colspan", "rowspan", "start"):
        return value if value.isdigit() and len(value) < 4 else None
    if name in ("width", "lspace", "rspace", "maxsize", "minsize"):
        # a formula may not reach over its neighbours
        return value if _SMALL.fullmatch(value) and not value.endswith("px") else None
    if name == "tabindex":
        return "0"
    return value


_CLEANER = nh3.Cleaner(
    tags=_TEXT | _MATH,
    clean_content_tags={"script", "style", "title", "iframe", "noscript", "template", "textarea"},
    attributes=_ATTRIBUTES,
    attribute_filter=_attribute,
    url_schemes={"http", "https", "mailto", "data"},
    link_rel="noopener noreferrer",
    allowed_classes={"div": {"wide"}},
)
