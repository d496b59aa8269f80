"""Curves of chapter 7: which outputs move, and what two networks learn."""

from __future__ import annotations

import numpy as np
from matplotlib.figure import Figure

from rnn_course.pictures.colours import BLUE, GREEN, INK, LINE, ORANGE, PURPLE, QUIET
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
        panels[1].set_xlabel(
            "step t; dotted: the step that was changed"
            + ("; grey: padding" if length < len(t) else "")
        )
    return figure


def learning(runs: dict | None = None, best: float | None = 0.5) -> Figure:
    """Share of the words in question that are labelled right, one line per seed.

    runs : network → list of (updates, shares)        best : without what follows, if it is known
    """
    if runs is None:
        n = np.arange(0, 201, 20)
        runs = {
            "forward": [(n, np.full(len(n), 0.5))],
            "both directions": [(n, 1 - 0.5 * np.exp(-n / 40))],
        }
    with settings():
        figure, (axes,) = chart(7.2, 3.2)
        if best is not None:
            axes.axhline(best, color=QUIET, linestyle="--", linewidth=1.4)
            axes.text(
                0.99,
                best - 0.03,
                f"best possible without what follows: {best:.0%}",
                ha="right",
                va="top",
                fontsize=SMALL,
                color=QUIET,
                transform=axes.get_yaxis_transform(),
            )
        styles = zip(runs.items(), ((ORANGE, "s--"), (GREEN, "o-")), strict=False)
        for (name, group), (colour, line) in styles:
            for i, (updates, shares) in enumerate(group):
                axes.plot(
                    updates,
                    shares,
                    line,
                    color=colour,
                    markersize=3.5,
                    linewidth=1.3,
                    label=name if i == 0 else None,
                )
        axes.set(xlabel="update", ylabel="right, words in question", ylim=(0, 1.05))
        axes.legend(loc="lower right")
    return figure


def delays(best=None, waited=None, clues: dict | None = None) -> Figure:
    """What each word of waiting buys, and below it how far away the clues stand.

    best : the best possible share for a delay of 0, 1, 2 … words
    waited : for each network, its share at the same delays
    clues : how many words after the word in question the clue stands → in how many pairs
    """
    if best is None:
        best = np.array([0.5, 0.75, 0.75, 0.75, 1.0])
        waited, clues = [best, best - 0.05, best], {1: 5, 4: 5}
    d = np.arange(len(best))
    with settings():
        figure, _ = chart(7.2, 4.4)
        figure.clear()
        panels = figure.subplots(2, 1, sharex=True, height_ratios=(2.2, 1))
        panels[0].axhline(best[0], color=QUIET, linestyle=":", linewidth=1.4)
        panels[0].text(
            d[-1] + 0.4,
            best[0] - 0.02,
            f"without waiting: {best[0]:.0%}",
            ha="right",
            va="top",
            fontsize=SMALL,
            color=QUIET,
        )
        panels[0].step(
            d, best, where="mid", color=INK, linestyle="--", linewidth=1.4, label="best possible"
        )
        for i, (shares, mark) in enumerate(zip(waited, "os^", strict=False)):
            panels[0].plot(
                d + 0.22 * (i - 1),
                shares,
                mark,
                color=GREEN,
                markeredgecolor=INK,
                markeredgewidth=0.6,
                markersize=6,
                label=f"network {i + 1}",
            )
        panels[0].set(ylabel="right, words in question", ylim=(min(0.4, best[0] - 0.1), 1.05))
        panels[0].legend(loc="upper left", ncols=2)
        total = sum(clues.values())
        for k, pairs in clues.items():
            panels[1].bar(k, pairs / total, color=BLUE, edgecolor=INK, linewidth=0.6, width=0.6)
            panels[1].text(
                k,
                pairs / total + 0.02,
                f"{pairs / total:.0%}",
                ha="center",
                va="bottom",
                fontsize=SMALL,
            )
        panels[1].set(
            ylabel="clues here",
            xlabel="words waited, and where the clue stands",
            xticks=d,
            xlim=(-0.5, d[-1] + 0.5),
            ylim=(0, 1.35 * max(clues.values()) / total),
        )
    return figure
