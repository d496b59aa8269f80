"""Curves of chapter 7: which outputs move, and what two networks learn."""

from __future__ import annotations

import numpy as np
from matplotlib.figure import Figure

from rnn_course.pictures.colours import GREEN, INK, LINE, ORANGE, PURPLE, QUIET
from rnn_course.pictures.style import SMALL, chart, settings

STEPS = 10


def heard(step: int, length: int, keep: float, steps: int = STEPS):
    """How far →a⟨t⟩ and ←a⟨t⟩ move if x⟨step⟩ moves by 1; step counts from 1.

    One unit each: a⟨t⟩ = keep · a⟨before⟩ + x⟨t⟩. Behind the last real step nothing is read.
    """
    t = np.arange(1, steps + 1)
    real = (t <= length) & (step <= length)
    apart = np.abs(t - step).astype(float)
    right = np.where(real & (t >= step), keep**apart, 0.0)
    left = np.where(real & (t <= step), keep**apart, 0.0)
    return right, left


def who_hears(step: int = 4, length: int = 8, keep: float = 0.7) -> Figure:
    """The same as bars, for one setting."""
    return _bars(*heard(step, length, keep), step, length)


def moved(changes=None, step: int = 2, length: int | None = None) -> Figure:
    """What a causality test found.

    changes : (2, T_x), forward and backward half        step : counts from 0
    """
    if changes is None:
        changes = np.array(heard(3, 6, 0.7, 6))
    return _bars(*np.asarray(changes), step + 1, length or len(changes[0]))


def _bars(right, left, step: int, length: int) -> Figure:
    with settings():
        figure, _ = chart(7.2, 3.2)
        figure.clear()
        panels = figure.subplots(2, 1, sharex=True, sharey=True)
        t = np.arange(1, len(right) + 1)
        for axes, values, colour, title in (
            (panels[0], right, ORANGE, "forward half moves by"),
            (panels[1], left, PURPLE, "backward half moves by"),
        ):
            axes.axhline(0, color=LINE, linewidth=1)
            axes.bar(t, values, color=colour, edgecolor=INK, linewidth=0.6, width=0.6)
            axes.axvline(step, color=QUIET, linestyle=":", linewidth=1.4)
            if length < len(t):
                axes.axvspan(length + 0.5, len(t) + 0.5, facecolor=LINE, alpha=0.35, linewidth=0)
            axes.set(title=title, xlim=(0.5, len(t) + 0.5), xticks=t)
            axes.margins(y=0.15)
        panels[1].set_xlabel("step t; dotted: the step that was changed"
                             + ("; grey: padding" if length < len(t) else ""))
    return figure


def learning(runs: dict | None = None, best: float = 0.5) -> Figure:
    """Share of the words in question that are labelled right, one line per seed.

    runs : network → list of (updates, shares)        best : without what follows
    """
    if runs is None:
        n = np.arange(0, 201, 20)
        runs = {"forward": [(n, np.full(len(n), 0.5))],
                "both directions": [(n, 1 - 0.5 * np.exp(-n / 40))]}
    with settings():
        figure, (axes,) = chart(7.2, 3.2)
        axes.axhline(best, color=QUIET, linestyle="--", linewidth=1.4)
        axes.text(0.99, best - 0.03, f"best possible without what follows: {best:.0%}", ha="right",
                  va="top", fontsize=SMALL, color=QUIET, transform=axes.get_yaxis_transform())
        styles = zip(runs.items(), ((ORANGE, "s--"), (GREEN, "o-")), strict=False)
        for (name, group), (colour, line) in styles:
            for i, (updates, shares) in enumerate(group):
                axes.plot(updates, shares, line, color=colour, markersize=3.5, linewidth=1.3,
                          label=name if i == 0 else None)
        axes.set(xlabel="update", ylabel="right, held-out names", ylim=(0, 1.05))
        axes.legend(loc="lower right")
    return figure
