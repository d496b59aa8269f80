"""Networks with their way back: where each gradient comes from, windows, and clipping."""

from __future__ import annotations

from math import exp, hypot, tanh

from matplotlib.figure import Figure
from matplotlib.patches import Circle, Rectangle

from rnn_course.pictures.colours import BLUE, GREEN, LINE, PURPLE, QUIET
from rnn_course.pictures.draw import arrow, box, sheet, words
from rnn_course.pictures.style import SMALL, chart, settings


def stamp(t) -> str:
    return rf"^{{\langle {t} \rangle}}"


def way_back(steps: int = 4) -> Figure:
    """The unrolled network: forward arrows grey, backward arrows purple and dashed."""
    figure, axes = sheet(7.4, 3.3)
    low, middle, high = 0.62, 1.62, 2.62
    for t in range(1, steps + 1):
        x = 0.25 + 1.5 * t
        box(axes, x, low, 0.62, 0.44, f"$x{stamp(t)}$", colour=BLUE)
        box(axes, x, middle, 0.62, 0.5, f"$a{stamp(t)}$")
        box(axes, x, high, 0.62, 0.44, rf"$\hat{{y}}{stamp(t)}$", colour=GREEN)
        arrow(axes, (x - 0.1, low + 0.22), (x - 0.1, middle - 0.26))
        arrow(axes, (x - 0.1, middle + 0.25), (x - 0.1, high - 0.23))
        arrow(axes, (x + 0.14, high - 0.22), (x + 0.14, middle + 0.26), colour=PURPLE, dashed=True)
        words(axes, x, 3.08, rf"loss$\,{stamp(t)}$", fontsize=SMALL, color=QUIET)
        left = x - 1.19
        arrow(axes, (left, middle + 0.1), (x - 0.32, middle + 0.1))
        arrow(
            axes, (x - 0.31, middle - 0.1), (left - 0.01, middle - 0.1), colour=PURPLE, dashed=True
        )
        words(axes, (left + x - 0.31) / 2, middle + 0.28, "$W_{aa}$", fontsize=SMALL)
    words(axes, 0.42, middle, rf"$a{stamp(0)}$")
    words(
        axes,
        3.7,
        0.15,
        "solid: forward, from left to right      dashed: backward, from right to left",
        fontsize=SMALL,
        color=QUIET,
    )
    return figure


def two_sides() -> Figure:
    """One state and the two gradients that meet in it."""
    figure, axes = sheet(7.4, 2.7)
    box(axes, 3.0, 1.2, 1.0, 0.6, rf"$a{stamp('t')}$")
    box(axes, 3.0, 2.35, 1.0, 0.46, rf"$\hat{{y}}{stamp('t')}$", colour=GREEN)
    box(axes, 6.2, 1.2, 1.2, 0.6, rf"$a{stamp('t+1')}$")
    arrow(axes, (3.0, 2.11), (3.0, 1.52), colour=PURPLE, dashed=True)
    words(axes, 2.85, 1.82, "from above: its own prediction", ha="right", fontsize=SMALL)
    arrow(axes, (5.58, 1.2), (3.52, 1.2), colour=PURPLE, dashed=True)
    words(axes, 4.55, 1.4, "from the right: all later steps", fontsize=SMALL)
    arrow(axes, (2.48, 1.2), (0.7, 1.2), colour=PURPLE, dashed=True)
    words(axes, 1.55, 1.4, "the sum goes on", fontsize=SMALL)
    words(axes, 3.0, 0.42, rf"$da{stamp('t')}$ = from above + from the right", fontsize=12)
    return figure


def worked_example(w_ax=0.5, w_aa=0.8, b_a=0.1, x=(1.0, 0.5)) -> Figure:
    """Chapter 2's unit over two steps, with every gradient on its arrow."""
    a1 = tanh(w_ax * x[0] + b_a)
    a2 = tanh(w_ax * x[1] + w_aa * a1 + b_a)
    p1, p2 = (1 / (1 + exp(-(2 * a - 0.2))) for a in (a1, a2))
    above1, above2 = p1 - 1, p2  # half of (p - y), from each of the two scores
    dz2 = (1 - a2**2) * above2
    right = w_aa * dz2
    dz1 = (1 - a1**2) * (above1 + right)
    figure, axes = sheet(7.4, 3.3)
    for here, t, a, above, total, dz in (
        (2.3, 1, a1, above1, above1 + right, dz1),
        (6.0, 2, a2, above2, above2, dz2),
    ):
        box(axes, here, 2.95, 1.0, 0.44, rf"$\hat{{y}}{stamp(t)}$", colour=GREEN)
        box(axes, here, 1.75, 1.5, 0.56, rf"$a{stamp(t)}={a:.4f}$")
        arrow(axes, (here, 2.72), (here, 2.04), colour=PURPLE, dashed=True)
        words(axes, here + 0.12, 2.38, f"{above:.4f}".replace("-", "−"), ha="left")
        two = f"{above:.4f}+{total - above:.4f}=" if t == 1 else ""
        words(axes, here, 1.18, rf"$da{stamp(t)}={two}{total:.4f}$")
        words(axes, here, 0.86, rf"$\times\,(1-{a:.4f}^2)$", fontsize=SMALL, color=QUIET)
        words(axes, here, 0.54, rf"$dz{stamp(t)}={dz:.4f}$")
    arrow(axes, (5.24, 1.75), (3.07, 1.75), colour=PURPLE, dashed=True)
    words(axes, 4.15, 1.93, f"{right:.4f}")
    words(axes, 4.15, 1.55, rf"$= {w_aa} \times dz{stamp(2)}$", fontsize=SMALL, color=QUIET)
    arrow(axes, (1.54, 1.75), (0.75, 1.75), colour=PURPLE, dashed=True)
    words(axes, 1.12, 1.93, f"{w_aa * dz1:.4f}")
    words(axes, 0.42, 1.75, rf"$a{stamp(0)}$")
    words(axes, 6.0, 0.2, "nothing comes from the right", fontsize=SMALL, color=QUIET)
    words(axes, 2.3, 0.2, "two paths meet", fontsize=SMALL, color=QUIET)
    return figure


def windows(steps: int = 7, k: int = 3) -> Figure:
    """Forward through all steps; backward only inside each window."""
    figure, axes = sheet(7.4, 2.2)
    for t in range(1, steps + 1):
        x = 0.02 + 0.95 * t
        box(axes, x, 1.1, 0.56, 0.5, f"$a{stamp(t)}$")
        if t > 1:
            arrow(axes, (x - 0.66, 1.2), (x - 0.29, 1.2))
            if (t - 1) % k:
                arrow(axes, (x - 0.29, 1.0), (x - 0.66, 1.0), colour=PURPLE, dashed=True)
            else:
                axes.plot([x - 0.475] * 2, [0.5, 1.75], color=QUIET, linewidth=1.6, linestyle=":")
                words(axes, x - 0.475, 1.93, "cut", fontsize=SMALL, color=QUIET)
        if (t - 1) % k == 0:
            last = min(t + k - 1, steps)
            words(axes, 0.02 + 0.95 * (t + last) / 2, 0.5, f"window {(t - 1) // k + 1}")
    words(
        axes,
        3.7,
        0.15,
        "solid: the state goes on through every cut      dashed: the gradient stays inside",
        fontsize=SMALL,
        color=QUIET,
    )
    return figure


def clipping(g=(4.0, 1.0), limit: float = 2.0) -> Figure:
    """One gradient of two entries, clipped in two ways."""
    with settings():
        figure, (left, right) = chart(7.4, 3.0, 2)
        by_value = tuple(max(-limit, min(limit, entry)) for entry in g)
        by_norm = tuple(entry * min(1, limit / hypot(*g)) for entry in g)
        for axes, title, end in (
            (left, "by value: each entry by itself", by_value),
            (right, "by norm: one factor for all", by_norm),
        ):
            shape = {"facecolor": "none", "edgecolor": LINE, "linewidth": 1.6}
            axes.add_patch(
                Rectangle((-limit, -limit), 2 * limit, 2 * limit, **shape)
                if axes is left
                else Circle((0, 0), limit, **shape)
            )
            axes.plot([0, g[0]], [0, g[1]], color=QUIET, linestyle="--", linewidth=1.4)
            axes.annotate(
                "",
                end,
                (0, 0),
                arrowprops={
                    "arrowstyle": "-|>",
                    "color": PURPLE,
                    "linewidth": 2.4,
                    "shrinkA": 0,
                    "shrinkB": 0,
                },
            )
            axes.plot([g[0]], [g[1]], "o", color=QUIET)
            axes.text(g[0], g[1] + 0.2, f"({g[0]:g}, {g[1]:g})", ha="center", color=QUIET)
            axes.text(end[0] + 0.1, -0.25, f"({end[0]:.2f}, {end[1]:.2f})", va="top", ha="center")
            axes.set(
                title=title,
                xlim=(-0.6, 4.8),
                ylim=(-0.9, 2.5),
                aspect="equal",
                xticks=[0, 2, 4],
                yticks=[0, 2],
            )
    return figure
