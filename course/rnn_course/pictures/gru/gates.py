"""Update gates over a sentence: where the memory is written, and where it is held."""

from __future__ import annotations

import numpy as np
from matplotlib.figure import Figure

from rnn_course.pictures.colours import BLUE, LINE
from rnn_course.pictures.style import SMALL, settings


def gates_over_sentence(words: list | None = None, panels: dict | None = None) -> Figure:
    """The gate of a unit as bars and its memory as lines, over two sentences that differ in a word.

    panels : title → (gates, memory), each (2, T): first of cat, then of cats
    """
    if words is None:
        words = ["the", "cat(s)", ",", "which", "saw", "the", "dogs", ","]
        gates, memory = np.full((2, 8), 0.05), np.zeros((2, 8))
        gates[1, 1], memory[1, 1:] = 0.8, 0.7
        panels = {"seed 0, unit 1": (gates, memory), "seed 1, unit 2": (gates[::-1], -memory[::-1])}
    t = np.arange(len(words))
    with settings():
        figure = Figure(figsize=(7.4, 1.2 + 1.8 * len(panels)), layout="constrained")
        drawn = figure.subplots(len(panels), 1, sharex=True, squeeze=False)[:, 0]
        for axes, (title, (gates, memory)) in zip(drawn, panels.items(), strict=True):
            axes.axhline(0, color=LINE, linewidth=1)
            for k, (word, face, line) in enumerate(
                (("cat", "#ffffff", "s--"), ("cats", "#9fc9e6", "o-"))
            ):
                axes.bar(
                    t + 0.36 * k - 0.18,
                    gates[k],
                    width=0.34,
                    color=face,
                    edgecolor=BLUE,
                    linewidth=0.9,
                    label=f"gate $\\Gamma_u$, {word}",
                )
                axes.plot(
                    t,
                    memory[k],
                    line,
                    color="#b87700" if k else "#6b4a00",
                    markersize=4,
                    label=f"memory, {word}",
                )
            axes.set(ylim=(-1.08, 1.08), yticks=[-1, 0, 1], title=title)
        drawn[-1].set_xticks(t, words, rotation=60, ha="right", fontsize=SMALL)
        handles, labels = drawn[0].get_legend_handles_labels()
        figure.legend(handles, labels, loc="outside upper center", ncols=4)
    return figure
