"""The network drawn: its two readers, the example by hand, a reversal, labelled sentences."""

from __future__ import annotations

from itertools import pairwise

from matplotlib.figure import Figure

from rnn_course.pictures.colours import BLUE, GREEN, PURPLE, QUIET, RED
from rnn_course.pictures.draw import arrow, box, sheet, words
from rnn_course.pictures.style import SMALL

INPUTS = (1.0, 2.0, 4.0)
WORDS = ("Teddy", "bears", "came")


def stamp(t) -> str:
    return rf"^{{\langle {t} \rangle}}"


def states(inputs=INPUTS) -> list[float]:
    """One unit: half of the old state, plus the input, plus 1."""
    a, found = 0.0, []
    for x in inputs:
        a = 0.5 * a + x + 1
        found.append(a)
    return found


def two_readers() -> Figure:
    """Two networks over three words, and the predictions that see both."""
    figure, axes = sheet(7.4, 3.7)
    places = (1.7, 3.8, 5.9)
    for t, (x, word) in enumerate(zip(places, WORDS, strict=True), start=1):
        box(axes, x, 0.5, 1.1, 0.42, f"$x{stamp(t)}$ {word}", colour=BLUE, fontsize=SMALL)
        box(axes, x - 0.42, 1.5, 0.72, 0.42, rf"$\vec{{a}}{stamp(t)}$")
        box(axes, x + 0.42, 2.3, 0.72, 0.42, rf"$\overleftarrow{{a}}{stamp(t)}$", colour=PURPLE)
        box(axes, x, 3.25, 0.72, 0.42, rf"$\hat{{y}}{stamp(t)}$", colour=GREEN)
        arrow(axes, (x - 0.35, 0.72), (x - 0.42, 1.28))
        arrow(axes, (x + 0.35, 0.72), (x + 0.42, 2.08))
        arrow(axes, (x - 0.42, 1.72), (x - 0.12, 3.03))
        arrow(axes, (x + 0.42, 2.52), (x + 0.16, 3.03))
    for left, right in pairwise(places):
        arrow(axes, (left - 0.05, 1.5), (right - 0.79, 1.5))
        arrow(axes, (right + 0.05, 2.3), (left + 0.79, 2.3), colour=PURPLE)
    words(axes, 0.4, 1.5, rf"$\vec{{a}}{stamp(0)}$")
    arrow(axes, (0.62, 1.5), (0.91, 1.5))
    words(axes, 7.08, 2.3, rf"$\overleftarrow{{a}}{stamp(4)}$")
    arrow(axes, (6.85, 2.3), (6.69, 2.3), colour=PURPLE)
    return figure


def worked_example() -> Figure:
    """Three steps of one unit in both directions with every number."""
    figure, axes = sheet(7.4, 3.0)
    places = (1.7, 3.8, 5.9)
    right, left = states(), states(INPUTS[::-1])[::-1]
    for t, (x, value, a, b) in enumerate(zip(places, INPUTS, right, left, strict=True), start=1):
        box(axes, x, 0.45, 1.2, 0.44, rf"$x{stamp(t)}={value:g}$", colour=BLUE)
        box(axes, x, 1.4, 1.4, 0.44, rf"$\vec{{a}}{stamp(t)}={a:g}$")
        box(axes, x, 2.35, 1.4, 0.44, rf"$\overleftarrow{{a}}{stamp(t)}={b:g}$", colour=PURPLE)
        arrow(axes, (x, 0.68), (x, 1.17))
    for here, there in pairwise(places):
        arrow(axes, (here + 0.71, 1.4), (there - 0.71, 1.4))
        words(axes, (here + there) / 2, 1.6, "half", fontsize=SMALL, color=QUIET)
        arrow(axes, (there - 0.71, 2.35), (here + 0.71, 2.35), colour=PURPLE)
        words(axes, (here + there) / 2, 2.55, "half", fontsize=SMALL, color=QUIET)
    words(axes, 0.08, 1.4, "starts: 0", ha="left", fontsize=SMALL, color=QUIET)
    words(axes, 7.32, 2.35, "starts: 0", ha="right", fontsize=SMALL, color=QUIET)
    return figure


def reversals() -> Figure:
    """A sentence of three words in a batch of five steps, turned round rightly and wrongly."""
    figure, axes = sheet(7.4, 2.7)
    rows = (
        ("as it came", ("Teddy", "bears", "came", "", "")),
        ("by length", ("came", "bears", "Teddy", "", "")),
        ("by T = 5", ("", "", "came", "bears", "Teddy")),
    )
    for row, (title, sentence) in enumerate(rows):
        y = 2.25 - 0.85 * row
        words(axes, 0.1, y, title, ha="left", fontsize=SMALL)
        for t, word in enumerate(sentence):
            colour = BLUE if word else QUIET if row < 2 else RED
            place = 1.95 + 1.12 * t
            if word:
                box(axes, place, y, 1.0, 0.46, word, colour=BLUE, fontsize=SMALL)
            else:
                words(axes, place, y, "padding", fontsize=SMALL, color=colour)
    words(axes, 1.95, 0.2, "read first", fontsize=SMALL, color=RED)
    words(axes, 1.95, 1.05, "read first", fontsize=SMALL, color=QUIET)
    return figure


def labelled(sentences: list | None = None) -> Figure:
    """Words with the labels that two networks gave them; a wrong one is crossed.

    sentences : list of (words, right labels, {network: its labels})
    """
    if sentences is None:
        right = ["B-PER", "I-PER", "O"]
        sentences = [
            (["Teddy", "Roosevelt", "came"], right, {"forward": ["O", "I-PER", "O"], "both": right})
        ]
    networks = list(sentences[0][2])
    tall = 0.62 + 0.32 * len(networks)
    figure, axes = sheet(7.4, tall * len(sentences) + 0.15)
    for place, (sentence, right, given) in enumerate(sentences):
        top = tall * (len(sentences) - place) - 0.1
        across = 6.3 / len(sentence)
        for t, word in enumerate(sentence):
            x = 1.0 + across * (t + 0.5)
            words(axes, x, top, word, fontsize=SMALL)
            for row, name in enumerate(networks):
                label, wrong = given[name][t], given[name][t] != right[t]
                words(
                    axes,
                    x,
                    top - 0.32 * (row + 1),
                    f"✗ {label[0]}" if wrong else label[0],
                    fontsize=SMALL,
                    color=RED if wrong else QUIET if label == "O" else PURPLE,
                    fontweight="bold" if wrong or label != "O" else "normal",
                )
        for row, name in enumerate(networks):
            words(axes, 0.1, top - 0.32 * (row + 1), name, ha="left", fontsize=SMALL, color=QUIET)
    return figure
