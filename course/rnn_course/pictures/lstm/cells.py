"""The LSTM drawn: its cell, the two steps by hand, the two roads back, torch's order."""

from __future__ import annotations

from math import exp, tanh

from matplotlib.figure import Figure

from rnn_course.pictures.colours import BLUE, GREEN, LINE, ORANGE, PURPLE, QUIET, RED
from rnn_course.pictures.draw import arrow, box, sheet, words
from rnn_course.pictures.style import SMALL

# (w_a, w_x, b) of each gate of the unit that the chapter works by hand
UNIT = {"f": (0.4, -0.2, 1.0), "u": (0.3, 0.6, -0.1), "c": (0.8, 0.5, 0.1), "o": (-0.5, 0.2, 0.4)}
INPUTS = (1.0, 0.5)


def stamp(t) -> str:
    return rf"^{{\langle {t} \rangle}}"


def sigma(z: float) -> float:
    return 1 / (1 + exp(-z))


def steps() -> list[dict]:
    """The unit's numbers at both steps."""
    a, c, found = 0.0, 0.0, []
    for x in INPUTS:
        z = {k: w_a * a + w_x * x + b for k, (w_a, w_x, b) in UNIT.items()}
        gate = {k: tanh(value) if k == "c" else sigma(value) for k, value in z.items()}
        new = gate["f"] * c + gate["u"] * gate["c"]
        shown = gate["o"] * tanh(new)
        found.append({**gate, "z": z, "c_prev": c, "a_prev": a, "memory": new, "a": shown, "x": x})
        a, c = shown, new
    return found


def cell() -> Figure:
    """One step: the memory runs along the top, the gates reach up to it."""
    figure, axes = sheet(7.4, 3.9)
    top, gates, low = 3.2, 1.75, 0.45
    words(axes, 0.45, top, rf"$c{stamp('t-1')}$")
    words(axes, 6.95, top, rf"$c{stamp('t')}$")
    words(axes, 0.45, low, rf"$a{stamp('t-1')}$")
    words(axes, 6.95, low + 0.55, rf"$a{stamp('t')}$")
    arrow(axes, (0.85, top), (1.42, top))
    arrow(axes, (1.98, top), (3.22, top))
    arrow(axes, (3.78, top), (6.6, top))
    box(axes, 1.7, top, 0.5, 0.44, r"$\odot$", colour=PURPLE)
    box(axes, 3.5, top, 0.5, 0.44, "$+$", colour=PURPLE)
    box(axes, 3.5, 2.5, 0.5, 0.4, r"$\odot$", colour=PURPLE)
    arrow(axes, (3.5, 2.7), (3.5, top - 0.24))
    for x, name, under in (
        (1.7, r"$\Gamma_f$", "keep"),
        (2.9, r"$\Gamma_u$", "write"),
        (4.1, r"$\tilde{c}$", "what"),
        (5.3, r"$\Gamma_o$", "show"),
    ):
        box(axes, x, gates, 0.72, 0.46, name, colour=ORANGE if name[2] != "t" else GREEN)
        words(axes, x + 0.42, gates - 0.33, under, fontsize=SMALL, color=QUIET, ha="left")
        arrow(axes, (x, 0.75), (x, gates - 0.25))
    arrow(axes, (1.7, gates + 0.24), (1.7, top - 0.24))
    arrow(axes, (2.95, gates + 0.24), (3.24, 2.38))
    arrow(axes, (4.05, gates + 0.24), (3.76, 2.38))
    axes.plot([0.85, 5.3], [0.75, 0.75], color=QUIET, linewidth=1.4)
    axes.plot([0.85, 0.85], [low, 0.75], color=QUIET, linewidth=1.4)
    axes.plot([0.72, 0.85], [low, low], color=QUIET, linewidth=1.4)
    box(axes, 2.3, 0.3, 0.6, 0.4, rf"$x{stamp('t')}$", colour=BLUE)
    arrow(axes, (2.3, 0.5), (2.3, 0.74))
    box(axes, 6.1, 2.5, 0.62, 0.4, "tanh", colour=PURPLE, fontsize=SMALL)
    arrow(axes, (6.1, top), (6.1, 2.71))
    box(axes, 6.1, gates, 0.5, 0.44, r"$\odot$", colour=PURPLE)
    arrow(axes, (6.1, 2.29), (6.1, gates + 0.24))
    arrow(axes, (5.67, gates), (5.84, gates))
    arrow(axes, (6.1, gates - 0.23), (6.6, low + 0.6))
    words(
        axes,
        2.6,
        3.62,
        "the memory: multiplied by a gate, then added to, and nothing else",
        fontsize=SMALL,
        color=QUIET,
    )
    return figure


def worked_example() -> Figure:
    """Two steps of one unit with every number."""
    figure, axes = sheet(7.4, 3.5)
    for here, t, n in zip((2.0, 5.4), (1, 2), steps(), strict=True):
        box(axes, here, 2.75, 1.8, 0.5, rf"$c{stamp(t)}={n['memory']:.4f}$", colour=PURPLE)
        box(axes, here, 0.55, 1.8, 0.5, rf"$a{stamp(t)}={n['a']:.4f}$")
        words(
            axes,
            here + 0.08,
            2.2,
            rf"$+\;{n['u']:.4f}\times {n['c']:.4f}$",
            ha="left",
            fontsize=SMALL,
        )
        words(axes, here + 0.08, 1.9, "what is written", ha="left", fontsize=SMALL, color=QUIET)
        arrow(axes, (here, 1.72), (here, 2.48))
        arrow(axes, (here - 0.55, 2.48), (here - 0.55, 0.82))
        words(
            axes, here - 0.47, 1.3, rf"$\times\;{n['o']:.4f}$ after tanh", ha="left", fontsize=SMALL
        )
        words(axes, here + 0.1, 3.28, f"$x{stamp(t)}={n['x']:g}$", fontsize=SMALL, color=QUIET)
    second = steps()[1]
    words(axes, 0.45, 2.75, rf"$c{stamp(0)}=0$")
    arrow(axes, (0.8, 2.75), (1.09, 2.75))
    arrow(axes, (2.91, 2.75), (4.49, 2.75))
    words(axes, 3.7, 2.95, rf"$\times\;{second['f']:.4f}$", fontsize=SMALL)
    words(axes, 3.7, 2.55, "what is kept", fontsize=SMALL, color=QUIET)
    arrow(axes, (2.91, 0.55), (4.49, 0.55))
    words(axes, 3.7, 0.36, "into all four sums", fontsize=SMALL, color=QUIET)
    return figure


def two_roads() -> Figure:
    """The way back from c⟨t⟩: along the memory, and through the state."""
    figure, axes = sheet(7.4, 2.9)
    box(axes, 1.5, 2.1, 1.1, 0.5, rf"$c{stamp('t-1')}$", colour=PURPLE)
    box(axes, 5.6, 2.1, 1.1, 0.5, rf"$c{stamp('t')}$", colour=PURPLE)
    box(axes, 1.5, 0.7, 1.1, 0.5, rf"$a{stamp('t-1')}$")
    box(axes, 5.6, 0.7, 1.1, 0.5, rf"$a{stamp('t')}$")
    arrow(axes, (5.03, 2.1), (2.08, 2.1), colour=PURPLE, dashed=True)
    words(axes, 3.55, 2.32, r"$\times\;\Gamma_f$: no matrix, no tanh", fontsize=SMALL)
    arrow(axes, (5.6, 0.96), (5.6, 1.83), colour=PURPLE, dashed=True)
    words(axes, 5.72, 1.4, r"$\times\;\Gamma_o\,(1-\tanh^2 c)$", ha="left", fontsize=SMALL)
    arrow(axes, (5.1, 1.84), (2.08, 0.9), colour=QUIET, dashed=True)
    words(axes, 2.95, 1.66, "through the gates and $W^T$", fontsize=SMALL, color=QUIET)
    arrow(axes, (1.5, 0.96), (1.5, 1.83), colour=PURPLE, dashed=True)
    arrow(axes, (6.9, 2.1), (6.18, 2.1), colour=PURPLE, dashed=True)
    words(axes, 6.72, 2.36, "later steps", fontsize=SMALL)
    arrow(axes, (5.03, 0.7), (2.08, 0.7), colour=QUIET, dashed=True)
    words(axes, 3.55, 0.48, r"by way of $\Gamma_o$", fontsize=SMALL, color=QUIET)
    words(
        axes,
        3.7,
        0.12,
        "upper road: the long memory      lower road: as in chapter 3",
        fontsize=SMALL,
        color=QUIET,
    )
    return figure


def torch_order() -> Figure:
    """Our four matrices, and torch's two: the order of the blocks and the cut of the columns."""
    figure, axes = sheet(7.4, 3.1)
    tall, n_a, n_x = 0.52, 1.0, 0.7
    colour = {"f": PURPLE, "u": GREEN, "c": BLUE, "o": RED}
    for row, k in enumerate("fuco"):
        y = 2.35 - 0.62 * row
        box(axes, 1.35, y, n_a, tall - 0.06, f"$W_{k}$: state", colour=colour[k], fontsize=SMALL)
        box(axes, 2.28, y, n_x + 0.1, tall - 0.06, "input", colour=colour[k], fontsize=SMALL)
    for row, (k, theirs) in enumerate(zip("ufco", "ifgo", strict=True)):
        y = 2.35 - 0.62 * row
        box(
            axes,
            4.9,
            y,
            n_a,
            tall - 0.06,
            f"${theirs}$ = our ${k}$",
            colour=colour[k],
            fontsize=SMALL,
        )
        box(
            axes,
            6.2,
            y,
            n_x + 0.3,
            tall - 0.06,
            f"${theirs}$ = our ${k}$",
            colour=colour[k],
            fontsize=SMALL,
        )
    words(axes, 1.8, 2.85, "ours", color=QUIET)
    words(axes, 4.9, 2.85, "weight_hh", color=QUIET)
    words(axes, 6.2, 2.85, "weight_ih", color=QUIET)
    arrow(axes, (2.95, 1.42), (4.2, 1.42), colour=LINE)
    words(
        axes, 3.7, 0.12, "state columns go to hh, input columns to ih", fontsize=SMALL, color=QUIET
    )
    return figure
