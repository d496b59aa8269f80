"""Measurements of chapter 8: bits by depth, and time by depth."""

from __future__ import annotations

import numpy as np
from matplotlib.figure import Figure

from rnn_course.pictures.colours import BLUE, INK, ORANGE, QUIET
from rnn_course.pictures.style import chart, settings


def bits_by_depth(measured: dict | None = None) -> Figure:
    """Bits per character on training and held-out names, a row for each network.

    measured : network → {"training": [one for each run], "held out": [...]}
    """
    if measured is None:
        measured = {
            "one layer": {"training": [2.7, 2.72], "held out": [2.9, 2.89]},
            "two layers": {"training": [2.5, 2.52], "held out": [2.85, 2.84]},
        }
    with settings():
        figure, (axes,) = chart(7.0, 0.9 + 0.55 * len(measured))
        for row, found in enumerate(reversed(measured.values())):
            for what, colour, mark in (("training", ORANGE, "o"), ("held out", BLUE, "s")):
                spread = row + np.linspace(-0.13, 0.13, len(found[what]))
                axes.plot(
                    found[what],
                    spread,
                    mark,
                    color=colour,
                    markersize=7,
                    markeredgecolor=INK,
                    markeredgewidth=0.6,
                    label=f"{what} names" if row == 0 else None,
                )
        axes.set(xlabel="bits per character", ylim=(-0.5, len(measured) - 0.5))
        axes.set_yticks(range(len(measured)), list(reversed(measured)))
        figure.legend(loc="outside upper center", ncols=2)
    return figure


def cost(
    depths: list | None = None, seconds: list | None = None, predicted: list | None = None
) -> Figure:
    """Measured and predicted time against the number of layers."""
    if depths is None:
        depths = [1, 2, 3, 4, 5, 6]
        seconds, predicted = [0.004 * d + 0.001 for d in depths], [0.004 * d for d in depths]
    with settings():
        figure, (axes,) = chart(7.0, 2.9)
        axes.plot(
            depths,
            1000 * np.array(predicted),
            "--",
            color=QUIET,
            linewidth=1.6,
            label="predicted from your count",
        )
        axes.plot(
            depths,
            1000 * np.array(seconds),
            "o",
            color=ORANGE,
            markersize=8,
            markeredgecolor=INK,
            markeredgewidth=0.6,
            label="measured",
        )
        axes.set(xlabel="layers", ylabel="milliseconds", xticks=depths)
        axes.set_ylim(bottom=0)
        figure.legend(loc="outside lower center", ncols=2)
    return figure
