"""Curves of chapter 5: a memory behind a gate, a held bit, gradients, training, agreement."""

from __future__ import annotations

import numpy as np
from matplotlib.figure import Figure

from rnn_course.pictures.colours import BLUE, INK, LINE, ORANGE, PURPLE, QUIET, RED
from rnn_course.pictures.style import SMALL, chart, settings

LINES = ["-", "--", "-.", ":", (0, (5, 1, 1, 1))]


def gated_memory(write: float = 4.0, hold: float = -5.0, later: float = -1.0) -> Figure:
    """One gated unit: 1 is proposed at step 1, `later` afterwards; 200 steps of its memory."""
    first, shut = (1 / (1 + np.exp(-z)) for z in (write, hold))
    k = np.arange(200)
    left = first * (1 - shut) ** k
    with settings():
        figure, (axes,) = chart(7.0, 2.8)
        axes.axhline(0, color=LINE, linewidth=1)
        axes.plot(
            k + 1,
            left + later * (1 - (1 - shut) ** k),
            color="#b87700",
            linewidth=2.4,
            label="memory c",
        )
        axes.plot(k + 1, left, "--", color=QUIET, linewidth=1.6, label="left of the first value")
        axes.set(xlabel="step t", xlim=(0, 201), ylim=(-1.1, 1.1), yticks=[-1, 0, 1])
        figure.legend(loc="outside lower center", ncols=2)
    return figure


def held_bit(held: dict | None = None) -> Figure:
    """The memory of a latch over the steps, for each strength and both bits.

    held : strength → bit → memory at each step
    """
    if held is None:
        t = np.arange(200)
        held = {
            s: {bit: bit * np.exp(-t / 10**k) for bit in (1.0, -1.0)}
            for k, s in enumerate((2.0, 5.0, 10.0), start=1)
        }
    with settings():
        figure, panels = chart(7.4, 2.7, len(held), sharey=True)
        for axes, (strength, tracks) in zip(panels, held.items(), strict=True):
            axes.axhline(0, color=LINE, linewidth=1)
            for (bit, track), line in zip(tracks.items(), ("-", "--"), strict=True):
                axes.plot(
                    np.arange(1, len(track) + 1),
                    track,
                    line,
                    color="#b87700",
                    linewidth=1.8,
                    label=f"bit {bit:+.0f} was stored".replace("-", "−"),
                )
            axes.set(
                title=f"strength {strength:g}",
                xlabel="step t",
                ylim=(-1.15, 1.15),
                yticks=[-1, 0, 1],
            )
        panels[0].set_ylabel("memory c")
        handles, labels = panels[0].get_legend_handles_labels()
        figure.legend(handles, labels, loc="outside lower center", ncols=2)
    return figure


def gradient_per_lag(lags: list | None = None, left: dict | None = None) -> Figure:
    """How much of a gradient is left, for several networks, in powers of ten."""
    if lags is None:
        lags = list(range(0, 51, 5))
        left = {f"network {base}": [base**lag for lag in lags] for base in (0.99, 0.8, 0.6, 0.5)}
    looks = [(ORANGE, "o", "-"), (PURPLE, "s", "--"), (BLUE, "^", "-."), (RED, "v", ":")]
    with settings():
        figure, (axes,) = chart(7.0, 3.3)
        axes.axhline(1, color=LINE, linewidth=1)
        for (name, norms), (colour, mark, line) in zip(left.items(), looks, strict=False):
            axes.semilogy(
                lags,
                norms,
                line,
                marker=mark,
                color=colour,
                linewidth=1.8,
                markersize=5,
                label=name,
            )
        axes.set(xlabel="lag k, in steps", ylabel="norm of the gradient left")
        figure.legend(loc="outside lower center", ncols=2)
    return figure


def lag_task(curves: dict | None = None) -> Figure:
    """Loss during training at one lag, a panel for each network and a line for each seed."""
    if curves is None:
        n = np.arange(400)
        curves = {
            "GRU": [0.69 / (1 + np.exp((n - 150 - 40 * s) / 9)) for s in range(5)],
            "RNN": [np.full(400, 0.69 + 0.01 * s) for s in range(5)],
        }
    with settings():
        figure, panels = chart(7.4, 2.9, len(curves), sharey=True)
        for axes, (name, runs) in zip(panels, curves.items(), strict=True):
            axes.axhline(np.log(2), color=QUIET, linestyle="--", linewidth=1.2)
            for run, line in zip(runs, LINES, strict=False):
                smooth = np.convolve(run, np.ones(20) / 20, mode="valid")
                axes.plot(
                    np.arange(len(smooth)) + 20, smooth, linestyle=line, color=PURPLE, linewidth=1.4
                )
            axes.set(title=f"{name}, lag 50", xlabel="update", ylim=(0, 0.95))
        panels[0].set_ylabel("loss, mean of 20")
        panels[0].text(
            400,
            np.log(2) + 0.06,
            "guessing: 0.6931",
            ha="right",
            va="bottom",
            fontsize=SMALL,
            color=QUIET,
        )
    return figure


def agreement(new: dict | None = None, longer: dict | None = None) -> Figure:
    """The share of right verbs, a mark for each seed: on new sentences and on longer ones."""
    if new is None:
        new = {"GRU": [1.0, 0.99, 1, 1, 1], "RNN": [0.5, 0.52, 0.48, 0.5, 0.51]}
        longer = new
    looks = {"GRU": (ORANGE, "o"), "RNN": (BLUE, "s")}
    with settings():
        figure, (axes,) = chart(7.0, 2.6)
        axes.axvline(50, color=QUIET, linestyle="--", linewidth=1.2)
        rows = [
            (name, what, shares)
            for name in new
            for what, shares in (("new", new[name]), ("longer", longer[name]))
        ]
        for row, (name, _, shares) in enumerate(reversed(rows)):
            colour, mark = looks[name]
            spread = row + np.linspace(-0.16, 0.16, len(shares))  # so that no mark hides another
            axes.plot(
                100 * np.array(shares),
                spread,
                mark,
                color=colour,
                markersize=7,
                markeredgecolor=INK,
                markeredgewidth=0.6,
            )
        axes.set(xlabel="right verbs, in percent", xlim=(30, 103), ylim=(-0.5, len(rows) - 0.4))
        axes.set_yticks(range(len(rows)), [f"{name}, {what}" for name, what, _ in reversed(rows)])
        axes.text(51, len(rows) - 0.75, "guessing", fontsize=SMALL, color=QUIET)
    return figure
