"""LaTeX to MathML, which browsers show without any script: the page needs no network.

The converter is written in Python, so that no formula of a student's can end our process. What it
gives is not trusted (it lets tags in a text through), so it is cleaned like all HTML of a student.
"""

from __future__ import annotations

import re
from functools import lru_cache

from markupsafe import Markup

from autograder.report.clean import clean, is_deep
from autograder.report.look import PIECES

LONGEST = 2000  # characters; the longest formula of the course has 150
LONG = 40  # characters that may be too many for one line of a telephone

_PREFIX = re.compile(
    r"(<mrow>|<mtd>|<mo[^>]*>(?:\(|\[|=|,|&#x0003D;|&#x00028;|&#x0005B;|&#x0002C;)</mo>)"
    r"<mo>(&#x02212;|&#x0002B;|−|\+)</mo>"
)
_NAME = "<mi>(?:log|exp|sin|cos|tanh|max|min|ln)</mi>"
# log x and log_2 x, but not the log inside log_2: an element more would break the msub
_FUNCTION = re.compile(
    rf"((?<!<msu[bp]>){_NAME}|<msu[bp]>{_NAME}<m[ni]>[^<]*</m[ni]></msu[bp]>)(?=<m[ni]>|<mfrac>|<mover>)"
)
_PLUS_MINUS = re.compile(r"<mi>(±|&#x000B1;)</mi>")


@lru_cache(maxsize=4096)
def formula(tex: str, display: bool = False) -> Markup:
    """A formula as MathML, or as its TeX source where it cannot be converted. Never raises."""
    tex = tex.strip()
    mathml = clean(_formula(tex, display))
    return _source(tex[:LONGEST], display) if is_deep(mathml) else mathml


def _formula(tex: str, display: bool) -> str:
    try:
        if not tex or len(tex) > LONGEST:
            raise ValueError("nothing to convert, or too much")
        if display:
            return _mended(_convert(tex, "block"), len(tex) > LONG)
        # several formulas in a row, so that a line may end between them
        first, *others = _pieces(tex) if len(tex) > LONG else [tex]
        mathml = [_mended(_convert(first, "inline"))]
        mathml += [_relation(_mended(_convert(piece, "inline"))) for piece in others]
        return " ".join(mathml)
    except Exception:  # the converter has no base class for its errors, and recursion is one too
        return _source(tex, display)


def _convert(tex: str, display: str) -> str:
    from latex2mathml.converter import convert

    return convert(tex, display=display)


def _pieces(tex: str) -> list[str]:
    """The formula in pieces, each but the first with the equals sign it begins with."""
    pieces, depth = [""], 0
    for part in re.split(r"(\\[a-zA-Z]+|\\.|[{}()\[\]=])", tex):
        if part in ("{", "(", "[", "\\left", "\\begin"):
            depth += 1
        elif part in ("}", ")", "]", "\\right", "\\end"):
            depth -= 1
        if part == "=" and depth == 0 and pieces[-1].strip():
            pieces.append("")
        pieces[-1] += part
    return pieces


def _relation(mathml: str) -> str:
    return mathml.replace("<mo>", '<mo form="infix">', 1)


def _mended(mathml: str, wide: bool = False) -> str:
    """Spaces as TeX has them: none after a sign, a thin one after log; and no namespace.

    A wide formula scrolls on a small screen, so the keyboard must reach it.
    """
    reach = ' tabindex="0"' if wide else ""
    mathml = mathml.replace(' xmlns="http://www.w3.org/1998/Math/MathML"', reach, 1)
    mathml = _PLUS_MINUS.sub(r"<mo>\1</mo>", mathml)
    mathml = _FUNCTION.sub(r'\1<mspace width="0.17em"></mspace>', mathml)
    return _PREFIX.sub(r'\1<mo form="prefix">\2</mo>', mathml)


def _source(tex: str, display: bool) -> Markup:
    return PIECES.tex(tex, "$$" if display else "$")
