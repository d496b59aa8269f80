"""Sequences and the networks that read them: a labelled sentence, task types, places, weights."""

from __future__ import annotations

import numpy as np
from matplotlib.figure import Figure

from rnn_course.pictures.colours import BLUE, GREEN, INK, ORANGE, PURPLE, QUIET, RED
from rnn_course.pictures.draw import arrow, box, sheet, words
from rnn_course.pictures.style import SMALL, chart, settings

ENGINE = "Ada Lovelace and Charles Babbage planned a calculating engine"


def labelled_sentence(sentence: str = ENGINE, answers: str = "110110000") -> Figure:
    """Each word with its x⟨t⟩ above and its answer y⟨t⟩ below."""
    figure, axes = sheet(7.4, 1.75)
    tokens = sentence.split()
    widths = np.array([max(len(word), 3) + 2.2 for word in tokens])
    widths = widths / widths.sum() * 7.2
    for number, (word, answer) in enumerate(zip(tokens, answers, strict=True), start=1):
        x = 0.1 + widths[: number - 1].sum() + widths[number - 1] / 2
        name = answer == "1"
        words(axes, x, 1.5, rf"$x^{{\langle {number} \rangle}}$")
        words(axes, x, 1.1, word, color=INK, weight="bold" if name else "normal")
        box(axes, x, 0.62, 0.36, 0.34, answer, colour=GREEN if name else BLUE)
        words(axes, x, 0.2, rf"$y^{{\langle {number} \rangle}}$")
    return figure


def task_signatures() -> Figure:
    """The four types, each as a network of a few steps."""
    figure, axes = sheet(7.4, 5.0)
    kinds = [
        ("one-to-many", "$1,\\ T_y$", "music generation", (1, 0, 0), (1, 1, 1), 0),
        ("many-to-one", "$T_x,\\ 1$", "sentiment, video", (1, 1, 1), (0, 0, 1), 0),
        ("many-to-many", "$T_x = T_y$", "names, DNA", (1, 1, 1), (1, 1, 1), 0),
        (
            "many-to-many",
            "$T_x \\neq T_y$",
            "translation, speech",
            (1, 1, 1, 0, 0),
            (0, 0, 0, 1, 1),
            3,
        ),
    ]
    for index, (name, lengths, example, reads, writes, decoder) in enumerate(kinds):
        middle, low = 1.85 + 3.7 * (index % 2), 2.55 - 2.5 * (index // 2)
        words(axes, middle, low + 2.25, f"{name}:  {lengths}", weight="bold")
        words(axes, middle, low + 0.14, example, fontsize=SMALL, color=QUIET)
        left = middle - 0.35 * (len(reads) - 1)
        for step, (read, write) in enumerate(zip(reads, writes, strict=True)):
            x = left + 0.7 * step
            box(
                axes,
                x,
                low + 1.2,
                0.42,
                0.4,
                "$a$",
                colour=PURPLE if decoder and step >= decoder else ORANGE,
            )
            if read:
                box(axes, x, low + 0.58, 0.42, 0.36, "$x$", colour=BLUE)
                arrow(axes, (x, low + 0.76), (x, low + 0.99))
            if write:
                box(axes, x, low + 1.82, 0.42, 0.36, r"$\hat{y}$", colour=GREEN)
                arrow(axes, (x, low + 1.4), (x, low + 1.63))
            if step:
                arrow(axes, (x - 0.49, low + 1.2), (x - 0.22, low + 1.2))
            if step and sum(reads) == 1:
                arrow(
                    axes, (x - 0.48, low + 1.7), (x - 0.16, low + 1.42), colour=PURPLE, dashed=True
                )
        if decoder:
            words(axes, left + 0.7, low + 1.56, "encoder", fontsize=SMALL)
            words(axes, left + 2.45, low + 0.86, "decoder", fontsize=SMALL)
    return figure


def places() -> Figure:
    """One word at two places: other weights in a feed-forward network, the same in an RNN."""
    figure, axes = sheet(7.4, 2.9)
    for left, title, recurrent in ((0.45, "feed-forward", False), (4.35, "recurrent", True)):
        words(axes, left + 1.25, 2.7, title, weight="bold")
        if not recurrent:
            box(axes, left + 1.25, 2.15, 2.6, 0.46, "first layer")
        for place in range(3):
            x = left + 1.25 * place
            if recurrent:
                box(axes, x, 2.15, 0.6, 0.46, "$a$")
                if place:
                    arrow(axes, (x - 0.94, 2.15), (x - 0.31, 2.15), "$W_{aa}$", fontsize=SMALL)
            box(
                axes,
                x,
                1.15,
                0.74,
                0.36,
                f"{'step' if recurrent else 'place'} {place + 1}",
                colour=BLUE,
                fontsize=SMALL,
            )
            top = (x, 1.9) if recurrent else (x + 0.3 * (1 - place), 1.9)
            label = "$W_{ax}$" if recurrent else f"$W_{place + 1}$"
            side = 0.28 if recurrent else (-0.12, 0.22, 0.14)[place]
            arrow(axes, (x, 1.34), top, label, at=(x + side, 1.62))
        for row, sentence in enumerate(("Ada met us", "We met Ada")):
            for place, word in enumerate(sentence.split()):
                ada = word == "Ada"
                words(
                    axes,
                    left + 1.25 * place,
                    0.7 - 0.38 * row,
                    word,
                    weight="bold" if ada else "normal",
                    color=RED if ada else INK,
                )
    return figure


def weight_counts(n_x: int = 10_000, n_a: int = 100) -> Figure:
    """How many weights each network has, against the length of the text."""
    with settings():
        figure, (axes,) = chart(7.0, 2.9)
        T = np.array([1, 10, 100, 1000])
        axes.loglog(T, n_a * n_x * T, "--", color=RED, linewidth=2.4, marker="s")
        axes.loglog(T, np.full(4, n_a * (n_x + n_a + 1)), color=ORANGE, linewidth=2.4, marker="o")
        axes.annotate(
            "feed-forward: 100,000,000\nat 100 words",
            (100, 1e8),
            (1.3, 2.2e8),
            va="center",
            arrowprops={"arrowstyle": "-|>", "color": QUIET},
        )
        axes.text(95, 1.5e6, "recurrent: 1,010,100", color=INK)
        axes.set(xlabel="words in the text", ylabel="weights", ylim=(4e5, 2e9))
        axes.set_xticks(T, ["1", "10", "100", "1,000"])
        axes.set_yticks(
            [1e6, 1e7, 1e8, 1e9], ["1 million", "10 million", "100 million", "1,000 million"]
        )
        axes.minorticks_off()
    return figure
