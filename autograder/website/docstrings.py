"""What the reference's docstrings say beyond Google style, which napoleon reads.

A section *Equations* has a line for each equation, and their indices are typeset. The rest is
plain text: its signs are no mark-up, and a function that it names becomes a link.
"""

from __future__ import annotations

import re

from docutils import nodes
from docutils.parsers.rst import Directive

_HEAD = re.compile(r"^( *)Equations:$")
# What napoleon has written: a field's name, a directive.
_FIELD = re.compile(r" *:(?:param|returns|rtype|raises|ivar)\b[^:]*:(?= |$)")
_LETTER = r"[d∂∇Σ]{0,2}[A-Za-zΑ-Ωα-ωŷ]\u0303?"
_SIGNS = re.compile(
    rf"(?<![\w.])(?P<letter>{_LETTER}|Σ)_(?P<below>[A-Za-z0-9]+)(?![A-Za-z0-9_(])"
    r"|(?P<above>⟨[^⟩]*⟩(?:⁽[^⁾]*⁾)?)"
    r"|\^(?:\((?P<power>[^()]*)\)|(?P<plain>\[[^\]]*\]|\w+))"
)
# In prose a longer index belongs to a name of the code: a_prev.
_INDEX = re.compile(
    rf"(?<![\w.])({_LETTER})_([^\W_]{{1,2}})(?![\w(.])|(⟨[^⟩]*⟩(?:⁽[^⁾]*⁾)?)|\^(\w+)"
)
_SPECIAL = re.compile(r"([\\*`|])|(_)(?!\w)")


class Equations(Directive):
    """Equations, a line each, with their indices below and above."""

    has_content = True

    def run(self) -> list[nodes.Node]:
        """The lines as a block that keeps its spaces."""
        lines = [nodes.line("", "", *typeset(line)) for line in self.content]
        return [nodes.line_block("", *lines, classes=["equations"])]


def typeset(text: str) -> list[nodes.Node]:
    """An equation's text: W_ax and a⟨t⟩ with their indices below and above, e^z with its power."""
    made, end = [], 0
    for match in _SIGNS.finditer(text):
        made.append(nodes.Text(text[end : match.start()] + (match["letter"] or "")))
        end = match.end()
        if match["below"]:
            made.append(nodes.subscript("", match["below"]))
        elif match["above"]:  # between the brackets there may be an index: a⟨T_x⟩
            inside, close = match["above"][1:].split("⟩")
            parts = [nodes.Text("⟨"), *typeset(inside), nodes.Text(f"⟩{close}")]
            made.append(nodes.superscript("", "", *parts))
        else:
            power = typeset(match["power"] or match["plain"] or "")
            made.append(nodes.superscript("", "", *power))
    return [*made, nodes.Text(text[end:])]


def with_equations(lines: list[str]) -> list[str]:
    """A docstring's lines before napoleon reads them: the section *Equations* is a directive."""
    made = []
    for line in lines:
        head = _HEAD.match(line)
        made += [f"{head[1]}.. equations::", ""] if head else [line]
    return made


def written(lines: list[str], functions: dict[str, str]) -> list[str]:
    """Plain text, or what napoleon has made of it, as reStructuredText.

    Args:
        functions: Full names by short names: where prose says such a name, it becomes a link.
    """
    made, directive, example = [], None, False
    for line in lines:
        depth = len(line) - len(line.lstrip())
        if not line.strip():
            example = False
        elif directive is None or depth <= directive:
            directive = depth if line.lstrip().startswith(".. ") else None
            example = example or line.lstrip().startswith(">>>")
            if directive is None and not example:
                field = _FIELD.match(line)
                begins = field.end() if field else 0
                line = line[:begins] + prose(line[begins:], functions)
        made.append(line)
    return made


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
