"""Turn the reference's docstrings into reStructuredText.

A docstring has four kinds of paragraphs: equations, a line each; prose; the arguments with
*Returns*, *Errors* and *Source*, a line each that may go on below; examples that begin with >>>.
"""

from __future__ import annotations

import html
import re

_FIELD = re.compile(r"[A-Za-z]\w*(?:, \w+)*: ")
_NAMED = ("Returns", "Errors", "Source")
_SENTENCE = re.compile(r"[A-Z][a-z]+ [a-z]")
_MORE = re.compile(r"\. (?=[A-Za-z]\w*: )")  # "indices: (N,). m: the rows." are two arguments
_SIGNS = ("=", "~", "≤", "≥", "→", "[", "∂", "·")
_LETTER = r"[d∂∇Σ]{0,2}[A-Za-zΑ-Ωα-ωŷ]\u0303?"
_BELOW = re.compile(rf"(?<![\w.])((?:{_LETTER})|Σ)_([A-Za-z0-9]+)(?![A-Za-z0-9_(])")
_ABOVE = re.compile(r"(⟨[^⟩]*⟩(?:⁽[^⁾]*⁾)?)")
# In prose a longer index belongs to a name of the code: a_prev.
_INDEX = re.compile(
    rf"(?<![\w.])({_LETTER})_([^\W_]{{1,2}})(?![\w(.])|(⟨[^⟩]*⟩(?:⁽[^⁾]*⁾)?)|\^(\w+)"
)
_POWER = re.compile(r"\^(?:\(([^()]*)\)|(\[[^\]]*\]|\w+))")
_SPECIAL = re.compile(r"([\\*`|])|(_)(?!\w)")


def to_rst(docstring: str, functions: dict[str, str] | None = None) -> str:
    """The docstring as reStructuredText.

    functions
        Full names by short names: where prose says such a name, it becomes a link.
    """
    parts = []
    for paragraph in re.split(r"\n\s*\n", docstring.strip("\n")):
        lines = paragraph.splitlines()
        if lines[0].lstrip().startswith(">>>"):
            parts.append(paragraph)
        elif is_fields(lines):
            parts.append(_fields(lines, functions or {}))
        elif is_equations(lines):
            parts.append(_equations(lines))
        else:
            parts.append("\n".join(prose(line, functions) for line in lines))
    return "\n\n".join(parts) + "\n"


def is_fields(lines: list[str]) -> bool:
    """Whether a paragraph lists arguments, what is returned, errors or the source."""
    return bool(_FIELD.match(lines[0]))


def is_equations(lines: list[str]) -> bool:
    """Whether each line of a paragraph stands for itself: equations, and words to go with them."""
    if _SENTENCE.match(lines[0]):
        return False
    if lines[-1].rstrip().endswith((".", ":", ",")) and not _assigns(lines[0]):
        return False
    return any(sign in line for line in lines for sign in _SIGNS)


def typeset(line: str) -> str:
    """An equation's line as HTML: W_ax and a⟨t⟩ with their indices below and above."""
    parts = _BELOW.split(line)
    # split gives: text, letter, index, text, letter, index, … text
    made = [html.escape(parts[0])]
    for letter, index, text in zip(parts[1::3], parts[2::3], parts[3::3], strict=True):
        made.append(f"{html.escape(letter)}<sub>{html.escape(index)}</sub>{html.escape(text)}")
    text = _ABOVE.sub(r"<sup>\1</sup>", "".join(made))
    while (raised := _POWER.sub(_raised, text)) != text:  # a power may stand in a power
        text = raised
    return text


def _raised(match) -> str:
    return f"<sup>{match[1] or match[2]}</sup>"


def _assigns(line: str) -> bool:
    """Whether it begins as an equation does, such as ``dW_ax = …``; no sentence begins so."""
    return bool(re.match(r"\S+(, \S+)* = ", line)) and ". " not in line


def _equations(lines: list[str]) -> str:
    body = "".join(f"<span>{typeset(line.rstrip())}\n</span>" for line in lines)
    return f'.. raw:: html\n\n   <div class="equations">{_indented(body)}</div>'


def _indented(text: str) -> str:
    return text.replace("\n", "\n   ")


def _fields(lines: list[str], functions: dict[str, str]) -> str:
    found: list[tuple[str, list[str]]] = []
    for line in (part for line in lines for part in _MORE.sub(".\n", line).split("\n")):
        match = _FIELD.match(line)
        if match:
            found.append((match[0][:-2], [line[match.end() :]]))
        elif found:
            found[-1][1].append(line.strip())
    made = []
    for name, texts in found:
        term = (
            f"**{name}**"
            if name in _NAMED
            else ", ".join(f"``{each}``" for each in name.split(", "))
        )
        made.append("\n".join([term, *("   " + prose(text, functions) for text in texts)]))
    return ".. rst-class:: fields\n\n" + "\n\n".join(made)


def prose(line: str, functions: dict[str, str] | None = None) -> str:
    """Text without any mark-up but ``code``, and with links to the functions it names."""
    indent = line[: len(line) - len(line.lstrip())]
    pieces = re.split(r"(``[^`]+``)", line.strip())
    return indent + "".join(
        piece if piece.startswith("``") else _linked(piece, functions or {}) for piece in pieces
    )


def _linked(text: str, functions: dict[str, str]) -> str:
    parts = re.split(r"(?<![\w.])(\w+_\w+)(?![\w(])", text)
    return "".join(
        f":py:obj:`{part} <{functions[part]}>`" if part in functions else _roles(part)
        for part in parts
    )


def _roles(text: str) -> str:
    """Indices in prose as they stand in the equations: n_x and a⟨t⟩."""
    parts = _INDEX.split(_SPECIAL.sub(r"\\\1\2", text))
    made = [parts[0]]
    for letter, below, above, power, rest in zip(*(parts[k::5] for k in range(1, 6)), strict=True):
        raised = f"\\ :sup:`{above or power}`\\ "
        made.append((f"{letter}\\ :sub:`{below}`\\ " if below else raised) + rest)
    return "".join(made)
