"""Python source with a little colour: few marks, so that a page stays small."""

from __future__ import annotations

import html
from functools import lru_cache

from pygments.lexers import PythonLexer
from pygments.token import Comment, Keyword, Name, Number, Operator, String

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
def highlighted(source: str) -> str:
    """The source as escaped HTML in a ``pre``, with classes for comments, texts, keywords."""
    if len(source) > LONGEST:
        cut = html.escape(source[:LONGEST])
        return f'<pre class="code">{cut}\n… (the rest of this cell is not shown)</pre>'
    parts, last, waiting = [], "", ""
    for kind, text in _LEXER.get_tokens(source):
        name = next((name for token, name in _CLASSES if kind in token), "")
        if name != last and text.strip():
            parts.append(_marked(last, waiting))
            last, waiting = name, ""
        waiting += text
    parts.append(_marked(last, waiting))
    return f'<pre class="code">{"".join(parts)}</pre>'


def _marked(name: str, text: str) -> str:
    text = html.escape(text, quote=False)
    return f'<span class="{name}">{text}</span>' if name and text else text
