"""Python source with a little colour: few marks, so that a page stays small."""

from __future__ import annotations

from functools import lru_cache

from markupsafe import Markup
from pygments.lexers import PythonLexer
from pygments.token import Comment, Keyword, Name, Number, Operator, String

from autograder.report.look import PIECES

LONGEST = 20_000  # characters; more is not coloured, and cut

_CLASSES = (
    (Comment, "c"),
    (String, "s"),
    (Number, "n"),
    (Keyword, "k"),
    (Operator.Word, "k"),
    (Name.Function, "f"),
    (Name.Class, "f"),
    (Name.Decorator, "f"),
)
_LEXER = PythonLexer(stripnl=False, ensurenl=False)


@lru_cache(maxsize=2048)
def highlighted(source: str) -> Markup:
    """The source in a ``pre``, with classes for comments, texts, keywords."""
    made = PIECES.source
    if len(source) > LONGEST:
        return made([("", source[:LONGEST])], True)
    pairs, last, waiting = [], "", ""
    for kind, text in _LEXER.get_tokens(source):
        name = next((name for token, name in _CLASSES if kind in token), "")
        if name != last and text.strip():
            pairs.append((last, waiting))
            last, waiting = name, ""
        waiting += text
    return made([*pairs, (last, waiting)], False)
