"""Update gates over a sentence: where the memory is written, and where it is held."""

from __future__ import annotations

import numpy as np
from matplotlib.figure import Figure

from rnn_course.pictures.colours import BLUE, LINE
from rnn_course.pictures.style import SMALL, settings


def gates_over_sentence(words: list | None = None, gates=None, memory=None, units=None) -> Figure:
    """For each unit the gate of one sentence as bars, and the memory of two sentences as lines.

    gates, memory : (units, 2, T)   the sentence that is written below is the second one
    """
    if words is None:
        words = "the cats , which saw the dogs ,".split()
        gates = np.full((2, 2, 8), 0.05)
        gates[:, :, 1] = 0.8
        memory = np.zeros((2, 2, 8))
        memory[:, 0, 1:], memory[:, 1, 1:] = -0.7, 0.7
        units = [3, 8]
    t = np.arange(len(words))
    with settings():
        figure = Figure(figsize=(7.4, 1.2 + 1.7 * len(gates)), layout="constrained")
        panels = figure.subplots(len(gates), 1, sharex=True, squeeze=False)[:, 0]
        for axes, gate, lines, unit in zip(panels, gates, memory, units, strict=True):
            axes.axhline(0, color=LINE, linewidth=1)
            axes.bar(t, gate[1], width=0.6, color="#bcd9ec", edgecolor=BLUE, linewidth=0.8,
                     label="gate Γ_u")
            axes.plot(t, lines[1], "o-", color="#b87700", markersize=4, label="memory, cats")
            axes.plot(t, lines[0], "s--", color="#8a5f00", markersize=3.5, label="memory, cat")
            axes.set(ylim=(-1.08, 1.08), yticks=[-1, 0, 1], ylabel=f"unit {unit}")
        panels[-1].set_xticks(t, words, rotation=60, ha="right", fontsize=SMALL)
        handles, labels = panels[0].get_legend_handles_labels()
        figure.legend(handles, labels, loc="outside upper center", ncols=3)
    return figure
