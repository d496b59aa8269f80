"""Diagrams of chapter 5: the gated unit with numbers, the GRU, its four paths back, two orders."""

from __future__ import annotations

from math import exp, tanh

from matplotlib.figure import Figure

from rnn_course.pictures.colours import BLUE, GREEN, ORANGE, PURPLE, QUIET
from rnn_course.pictures.draw import arrow, box, sheet, words
from rnn_course.pictures.style import SMALL


def stamp(t) -> str:
    return rf"^{{\langle {t} \rangle}}"


OLD, NEW = rf"$c{stamp('t-1')}$", rf"$c{stamp('t')}$"
CANDIDATE = rf"$\tilde{{c}}{stamp('t')}$"


def worked_example() -> Figure:
    """The unit of section 1 over two steps, with all of its numbers."""
    figure, axes = sheet(7.4, 3.1)
    c, places = 0.0, (0.75, 3.7, 6.65)
    box(axes, places[0], 2.5, 1.1, 0.5, rf"$c{stamp(0)}=0$")
    for t, (x, left, here) in enumerate(zip((1.0, 0.5), places, places[1:], strict=False), start=1):
        candidate = tanh(0.5 * x + 0.8 * c + 0.1)
        gate = 1 / (1 + exp(-(4 * x + 0.5 * c - 3)))
        c = gate * candidate + (1 - gate) * c
        middle = (left + here) / 2
        box(axes, here, 2.5, 1.35, 0.5, rf"$c{stamp(t)}={c:.4f}$")
        arrow(
            axes,
            (left + (0.55 if t == 1 else 0.68), 2.5),
            (here - 0.68, 2.5),
            rf"keep $\times\,{1 - gate:.4f}$",
            at=(middle, 2.72),
            fontsize=SMALL,
        )
        box(
            axes, middle, 1.35, 1.45, 0.5, rf"$\tilde{{c}}{stamp(t)}={candidate:.4f}$", colour=GREEN
        )
        arrow(
            axes,
            (middle + 0.72, 1.45),
            (here, 2.24),
            rf"$\times\,{gate:.4f}$",
            at=(here - 0.02, 1.72),
            fontsize=SMALL,
        )
        words(axes, middle, 0.86, rf"gate  $\Gamma_u{stamp(t)}={gate:.4f}$", color=PURPLE)
        box(axes, middle, 0.3, 1.2, 0.4, rf"$x{stamp(t)}={x:g}$", colour=BLUE)
    return figure


def _skeleton(axes) -> None:
    """The boxes of a GRU: old and new memory, two gates, the candidate, the input."""
    box(axes, 0.8, 3.0, 1.1, 0.5, OLD)
    box(axes, 6.5, 3.0, 1.1, 0.5, NEW)
    box(axes, 2.2, 1.7, 0.9, 0.46, r"$\Gamma_r$", colour=PURPLE)
    box(axes, 5.0, 1.7, 0.9, 0.46, r"$\Gamma_u$", colour=PURPLE)
    box(axes, 3.6, 1.7, 0.9, 0.46, CANDIDATE, colour=GREEN)
    words(axes, 5.0, 3.0, r"$+$", fontsize=15)


def cell() -> Figure:
    """One step of the GRU."""
    figure, axes = sheet(7.4, 3.5)
    _skeleton(axes)
    arrow(
        axes,
        (1.37, 3.0),
        (4.86, 3.0),
        r"keep: $\times\,(1-\Gamma_u)$",
        at=(3.1, 3.2),
        fontsize=SMALL,
    )
    arrow(axes, (5.14, 3.0), (5.93, 3.0))
    arrow(
        axes,
        (3.85, 1.94),
        (4.88, 2.86),
        r"write: $\times\,\Gamma_u$",
        at=(3.85, 2.55),
        fontsize=SMALL,
    )
    arrow(axes, (5.0, 1.94), (5.0, 2.84), colour=PURPLE)
    arrow(axes, (2.66, 1.7), (3.14, 1.7), colour=PURPLE)
    words(axes, 2.9, 2.02, r"$\Gamma_r \odot c$", fontsize=SMALL)
    box(axes, 3.6, 0.5, 3.9, 0.44, rf"reads $c{stamp('t-1')}$ and $x{stamp('t')}$", colour=BLUE)
    for x in (2.2, 3.6, 5.0):
        arrow(axes, (x, 0.73), (x, 1.45))
    arrow(axes, (0.8, 2.73), (1.62, 0.56), bend=0.25)
    return figure


def paths_back() -> Figure:
    """The four paths from the new memory to the old one."""
    figure, axes = sheet(7.4, 3.5)
    _skeleton(axes)
    back = {"colour": PURPLE, "dashed": True}
    arrow(axes, (5.93, 3.0), (5.16, 3.0), **back)
    arrow(
        axes,
        (4.84, 3.0),
        (1.38, 3.0),
        r"1: straight, $\times\,(1-\Gamma_u)$",
        at=(3.1, 3.2),
        fontsize=SMALL,
        **back,
    )
    arrow(axes, (4.9, 2.86), (3.9, 1.95), **back)
    arrow(axes, (5.0, 2.84), (5.0, 1.95), **back)
    arrow(
        axes,
        (3.4, 1.95),
        (1.1, 2.73),
        r"2: $\times\,W_c^T$, then $\times\,\Gamma_r$",
        at=(3.05, 2.5),
        fontsize=SMALL,
        **back,
    )
    arrow(axes, (3.14, 1.7), (2.67, 1.7), **back)
    for gate, low, end, over, text in (
        (2.2, 1.05, 0.95, -0.17, r"3: through $\Gamma_r$, $\times\,W_r^T$"),
        (5.0, 0.35, 0.55, 0.17, r"4: through $\Gamma_u$, $\times\,W_u^T$"),
    ):
        axes.plot([gate, gate, end], [1.46, low, low], "--", color=PURPLE, linewidth=1.4)
        arrow(axes, (end, low), (end, 2.73), **back)
        words(axes, end + 0.12, low + over, text, ha="left", fontsize=SMALL)
    words(axes, 6.4, 0.75, "old memory: the sum\nof all four", fontsize=SMALL, color=QUIET)
    return figure


def before_and_after() -> Figure:
    """Reset before the product and after it, with two numbers."""
    figure, axes = sheet(7.4, 2.5)
    rows = [
        (1.75, "before", "(0.5, 0)", "(0, 0.5)", r"$\times\,\Gamma_r$", r"$W_{ca}$"),
        (0.65, "after", "(0.8, 0.5)", "(0.8, 0)", r"$W_{ca}$", r"$\times\,\Gamma_r$"),
    ]
    for y, name, middle, end, first, second in rows:
        words(axes, 0.55, y, name, fontsize=12)
        box(axes, 1.95, y, 1.2, 0.5, "(0.5, 0.8)", colour=ORANGE)
        arrow(axes, (2.58, y), (3.67, y), first, at=(3.12, y + 0.2), fontsize=SMALL)
        box(axes, 4.3, y, 1.2, 0.5, middle, colour=GREEN)
        arrow(axes, (4.93, y), (6.02, y), second, at=(5.47, y + 0.2), fontsize=SMALL)
        box(axes, 6.65, y, 1.2, 0.5, end, colour=GREEN)
    words(axes, 1.95, 2.25, "memory", fontsize=SMALL, color=QUIET)
    words(axes, 6.6, 2.25, "to the candidate", fontsize=SMALL, color=QUIET)
    return figure
