"""Charts of chapter 4: a bigram table, bits per character, one law from two ways, temperature."""

from __future__ import annotations

import numpy as np
from matplotlib.figure import Figure

from rnn_course.pictures.colours import BLUE, GREEN, INK, ORANGE, PURPLE, QUIET
from rnn_course.pictures.language_model.scores import SCORES, WORDS, heated
from rnn_course.pictures.style import SMALL, chart, settings


def temperatures(taus=(0.3, 1.0, 3.0), scores=SCORES, words=WORDS) -> Figure:
    """The same scores at several temperatures, one panel each."""
    with settings():
        figure, panels = chart(7.4, 2.5, len(taus), sharey=True)
        for axes, tau in zip(panels, taus, strict=True):
            p = heated(scores, tau)
            axes.bar(range(len(p)), p, color=GREEN, edgecolor=INK, linewidth=0.6)
            for place, height in enumerate(p):
                axes.text(place, height + 0.02, f"{height:.2f}", ha="center", fontsize=SMALL)
            axes.set(title=f"τ = {tau:g}", ylim=(0, 1.12), yticks=[0, 0.5, 1])
            axes.set_xticks(range(len(p)), words, rotation=35 if len(taus) > 1 else 0)
        panels[0].set_ylabel("probability")
    return figure


def bigram_table(P=None, letters: str = ".aehnr") -> Figure:
    """A table of conditional probabilities: the column is what came before."""
    if P is None:
        P = heated(np.sin(np.arange(36.0)).reshape(6, 6), 0.7) * 6
    P = np.asarray(P)
    with settings():
        figure, (axes,) = chart(6.4, 4.6)
        axes.imshow(P, cmap="Blues", vmin=0, vmax=0.6)
        for j, row in enumerate(P):
            for k, p in enumerate(row):
                axes.text(
                    k,
                    j,
                    f"{p:.2f}",
                    ha="center",
                    va="center",
                    fontsize=SMALL,
                    color="#ffffff" if p > 0.33 else INK,
                )
        axes.set_xticks(range(len(letters)), letters)
        axes.set_yticks(range(len(letters)), letters)
        axes.set(xlabel="the letter before", ylabel="the letter")
    return figure


def bits(losses=None, baseline: float = 3.4, held_out: float | None = 2.9) -> Figure:
    """Bits per character during training, against the bigram baseline on held-out names."""
    if losses is None:
        losses = 2.8 + 2 * np.exp(-np.arange(600) / 80)
    losses = np.asarray(losses)
    with settings():
        figure, (axes,) = chart(7.2, 3.0)
        smooth = np.convolve(losses, np.ones(25) / 25, mode="valid")
        axes.plot(np.arange(len(smooth)) + 25, smooth, color=PURPLE, linewidth=1.6)
        axes.axhline(baseline, color=QUIET, linestyle="--", linewidth=1.4)
        axes.text(
            len(losses),
            baseline + 0.03,
            f"bigram, held-out: {baseline:.2f}",
            ha="right",
            va="bottom",
            color=QUIET,
        )
        if held_out is not None:
            axes.plot([len(losses)], [held_out], "o", color=BLUE)
            # between the dot and the line above it, where the curve of training never is
            axes.text(
                len(losses),
                held_out + 0.08,
                f"RNN, held-out: {held_out:.2f}",
                ha="right",
                va="bottom",
                color=BLUE,
            )
        low = min(smooth.min(), held_out or 9, baseline) - 0.5
        axes.set(xlabel="update", ylabel="bits per character", ylim=(low, baseline + 1.0))
    return figure


def same_law(rejected=None, renormalised=None, words=("the", "cat", "sat", "mat")) -> Figure:
    """Counts from rejecting beside counts from renormalising."""
    if rejected is None:
        rejected, renormalised = (500, 250, 125, 125), (490, 262, 121, 127)
    with settings():
        figure, (axes,) = chart(6.6, 2.6)
        places = np.arange(len(words))
        for shift, counts, colour, hatch, name in (
            (-0.2, rejected, ORANGE, "", "rejecting"),
            (0.2, renormalised, BLUE, "//", "renormalising"),
        ):
            axes.bar(
                places + shift,
                counts,
                0.38,
                color=colour,
                edgecolor=INK,
                linewidth=0.6,
                hatch=hatch,
                label=name,
            )
        axes.set_xticks(places, words)
        axes.set_ylabel("times drawn")
        axes.legend()
    return figure
