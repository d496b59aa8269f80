"""Curves of chapter 6: a fading memory, two training runs, a clock, a melody."""

from __future__ import annotations

import numpy as np
from matplotlib.figure import Figure
from matplotlib.patches import Rectangle

from rnn_course.pictures.colours import BLUE, GREEN, INK, LINE, ORANGE, PALE, PURPLE, QUIET
from rnn_course.pictures.style import SMALL, chart, settings

STEPS = 50
LINES = ["-", "--", "-.", ":", (0, (5, 1, 1, 1))]


def memory_of(b_f: float, b_u: float, b_o: float, steps: int = STEPS):
    """c⟨t⟩ and a⟨t⟩ of one unit: at step 1 Γ_u writes a candidate of 1, then nothing comes."""
    forget, update, output = (1 / (1 + np.exp(-b)) for b in (b_f, b_u, b_o))
    c = update * forget ** np.arange(steps)
    return c, output * np.tanh(c)


def memory_left(b_f: float = 1.0, b_u: float = 2.0, b_o: float = 2.0) -> Figure:
    """The memory of one unit and what it shows of it, for fifty steps."""
    c, a = memory_of(b_f, b_u, b_o)
    with settings():
        figure, (axes,) = chart(7.0, 2.8)
        t = np.arange(1, STEPS + 1)
        axes.axhline(0, color=LINE, linewidth=1)
        axes.plot(t, c, "o-", color=PURPLE, markersize=3.5, label="memory c")
        axes.plot(t, a, "s--", color=ORANGE, markersize=3.5, label="shown: a")
        axes.set(xlabel="step t", ylim=(-0.05, 1.05), xlim=(0, STEPS + 1))
        axes.legend(loc="upper right")
    return figure


def forget_bias(runs: dict | None = None) -> Figure:
    """Loss during training, one panel per setting, one line per seed.

    runs : title → list of losses
    """
    if runs is None:
        n = np.arange(150)
        runs = {
            "forget bias 0": [np.full(150, 0.69 + 0.01 * s) for s in range(5)],
            "forget bias 1": [0.7 * np.exp(-n / (15 + 5 * s)) for s in range(5)],
        }
    with settings():
        figure, panels = chart(7.4, 2.9, len(runs), sharey=True)
        for axes, (title, group) in zip(panels, runs.items(), strict=True):
            axes.axhline(np.log(2), color=QUIET, linestyle="--", linewidth=1.2)
            for run, line in zip(group, LINES, strict=False):
                smooth = np.convolve(run, np.ones(10) / 10, mode="valid")
                axes.plot(
                    np.arange(len(smooth)) + 10, smooth, linestyle=line, color=PURPLE, linewidth=1.4
                )
            axes.set(title=title, xlabel="update", ylim=(0, 0.9))
        panels[0].set_ylabel("loss, mean of 10")
        panels[0].text(
            10, np.log(2) + 0.04, "guessing: 0.6931", va="bottom", fontsize=SMALL, color=QUIET
        )
    return figure


def clock(runs: dict | None = None) -> Figure:
    """Memory, shown state and output gate of one unit, a panel per setting.

    runs : title → (c, a), each (T,)
    """
    if runs is None:
        c = 0.1 * (np.arange(40) % 10 + 1)
        runs = {
            "with peepholes": (c, np.where(c > 0.95, np.tanh(c), 0)),
            "without": (0.1 * np.arange(1, 41), np.zeros(40)),
        }
    with settings():
        figure, panels = chart(7.4, 2.9, len(runs), sharey=True)
        for axes, (title, (c, a)) in zip(panels, runs.items(), strict=True):
            t = np.arange(1, len(c) + 1)
            axes.axhline(0, color=LINE, linewidth=1)
            axes.plot(t, c, ".-", color=PURPLE, linewidth=1, label="memory c")
            axes.bar(t, a, color=ORANGE, edgecolor=INK, linewidth=0.5, label="shown: a")
            axes.set(title=title, xlabel="step", ylim=(-0.1, 2.1))
        panels[0].legend(loc="upper left")
    return figure


def piano_roll(songs: dict | None = None) -> Figure:
    """Melodies as notes over time, one under the other.

    songs : title → list of 96 symbols: a note, "-" (sounds on), "." (silence)
    """
    if songs is None:
        songs = {"a melody": (["C", "-", "Eb", "-", "G", ".", "c", "-"] * 12)}
    ladder = ["C", "Eb", "F", "Gb", "G", "Bb", "c", "eb"]
    with settings():
        figure, _ = chart(7.4, 1.75 * len(songs) + 0.4)
        figure.clear()
        panels = np.atleast_1d(figure.subplots(len(songs), 1, sharex=True))
        for axes, (title, song) in zip(panels, songs.items(), strict=True):
            for bar, chord in enumerate("CCCCFFCCGFCC"):
                shade = {"C": "#ffffff", "F": PALE[BLUE], "G": PALE[GREEN]}[chord]
                axes.axvspan(8 * bar, 8 * bar + 8, facecolor=shade, edgecolor=LINE, linewidth=0.6)
                axes.text(
                    8 * bar + 4,
                    len(ladder) - 0.1,
                    chord,
                    ha="center",
                    fontsize=SMALL,
                    color=QUIET,
                    va="bottom",
                )
            start = None
            for t, symbol in enumerate([*song, "."]):
                if symbol != "-" and start is not None:
                    place, first = start
                    axes.add_patch(
                        Rectangle(
                            (first, ladder.index(place) - 0.35),
                            t - first - 0.15,
                            0.7,
                            facecolor=PURPLE,
                            edgecolor=INK,
                            linewidth=0.4,
                        )
                    )
                    start = None
                if symbol in ladder:
                    start = (symbol, t)
            axes.set(
                xlim=(0, 96),
                ylim=(-0.6, len(ladder) + 0.8),
                yticks=[0, 2, 4, 6],
                xticks=range(0, 96, 8),
                title=title,
            )
            axes.set_yticklabels(["C", "F", "G", "c"])
            axes.set_xticklabels([str(bar) for bar in range(1, 13)])
        panels[-1].set_xlabel("bar")
    return figure
