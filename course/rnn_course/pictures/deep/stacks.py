"""Diagrams of chapter 8: two layers with numbers, where dropout lies, what a tick computes."""

from __future__ import annotations

from math import tanh

from matplotlib.figure import Figure
from matplotlib.patches import Rectangle

from rnn_course.pictures.colours import BLUE, INK, LINE, ORANGE, PALE, PAPER, PURPLE, QUIET
from rnn_course.pictures.draw import arrow, box, sheet, words
from rnn_course.pictures.style import SMALL


def name(layer, t) -> str:
    return rf"a^{{[{layer}]\langle {t} \rangle}}"


def worked_example() -> Figure:
    """The two units of section 1 over two steps, with all of their numbers."""
    figure, axes = sheet(7.4, 3.2)
    low = high = 0.0
    words(axes, 0.6, 1.55, "layer 1", fontsize=12)
    words(axes, 0.6, 2.7, "layer 2", fontsize=12)
    for t, (x, here) in enumerate(((1.0, 2.9), (0.5, 5.9)), start=1):
        low = tanh(0.5 * x + 0.8 * low + 0.1)
        high = tanh(low + 0.5 * high)
        box(axes, here, 0.4, 1.2, 0.42, rf"$x^{{\langle {t} \rangle}}={x:g}$", colour=BLUE)
        box(axes, here, 1.55, 1.9, 0.5, rf"${name(1, t)}={low:.4f}$")
        box(axes, here, 2.7, 1.9, 0.5, rf"${name(2, t)}={high:.4f}$")
        arrow(
            axes,
            (here, 0.62),
            (here, 1.28),
            r"$\times\,0.5$",
            at=(here + 0.4, 0.95),
            fontsize=SMALL,
        )
        arrow(
            axes, (here, 1.81), (here, 2.43), r"$\times\,1$", at=(here + 0.34, 2.12), fontsize=SMALL
        )
    for y, weight in ((1.55, "0.8"), (2.7, "0.5")):
        arrow(axes, (3.87, y), (4.93, y), rf"$\times\,{weight}$", at=(4.4, y + 0.2), fontsize=SMALL)
    return figure


def dropout_place() -> Figure:
    """Three layers, four steps: which arrows carry dropout."""
    figure, axes = sheet(7.4, 4.1)
    for t in range(1, 5):
        x = 0.95 + 1.45 * t
        box(axes, x, 0.35, 0.8, 0.38, rf"$x^{{\langle {t} \rangle}}$", colour=BLUE)
        for layer in (1, 2, 3):
            y = 0.35 + 1.05 * layer
            box(axes, x, y, 0.92, 0.42, rf"${name(layer, t)}$", fontsize=SMALL)
            arrow(
                axes,
                (x, y - 0.82),
                (x, y - 0.23),
                dashed=layer > 1,
                colour=PURPLE if layer > 1 else QUIET,
            )
            if t > 1:
                arrow(axes, (x - 0.97, y), (x - 0.48, y))
    for layer in (1, 2, 3):
        words(axes, 0.75, 0.35 + 1.05 * layer, f"layer {layer}")
    for y in (1.93, 2.98):
        words(axes, 0.75, y, "dropout", fontsize=SMALL, color=PURPLE)
    words(axes, 4.6, 3.86, "to the right: always whole", fontsize=SMALL, color=QUIET)
    return figure


def stack_waves(layers: int = 3, steps: int = 10, tick: int = 4) -> Figure:
    """Which boxes are done, which are computed in this tick, and which still wait."""
    figure, axes = sheet(7.0, 0.9 + 0.42 * layers)
    wide = 5.6 / steps
    for layer in range(layers):
        y = 0.62 + 0.42 * layer
        words(axes, 0.6, y + 0.17, f"layer {layer + 1}", fontsize=SMALL)
        for t in range(steps):
            at = layer + t + 1
            now = at == tick
            axes.add_patch(
                Rectangle(
                    (1.15 + t * wide, y),
                    wide - 0.05,
                    0.34,
                    linewidth=2 if now else 0.9,
                    facecolor=ORANGE if now else PALE[ORANGE] if at < tick else PAPER,
                    edgecolor=INK if now else LINE,
                )
            )
    words(axes, 1.15, 0.4, "step 1", ha="left", fontsize=SMALL, color=QUIET)
    words(axes, 6.72, 0.4, f"step {steps}", ha="right", fontsize=SMALL, color=QUIET)
    words(
        axes,
        3.9,
        0.14,
        f"tick {tick} of {layers + steps - 1}: strong boxes are computed now, pale ones are done",
        fontsize=SMALL,
    )
    return figure
