"""Diagrams of chapter 4: the chain rule, inputs and targets, batches, and writing."""

from __future__ import annotations

from matplotlib.figure import Figure

from rnn_course.pictures.colours import BLUE, GREEN, ORANGE, PURPLE, QUIET, RED
from rnn_course.pictures.draw import arrow, box, sheet, words
from rnn_course.pictures.style import SMALL


def stamp(t) -> str:
    return rf"^{{\langle {t} \rangle}}"


def chain_rule(sentence=("cats", "nap", "<EOS>"), p=(0.2, 0.5, 0.4)) -> Figure:
    """A sentence as a path: at each step one branch is taken."""
    figure, axes = sheet(7.4, 2.5)
    product = 1.0
    words(axes, 0.55, 1.35, "start")
    for t, (word, chance) in enumerate(zip(sentence, p, strict=True), start=1):
        x = 0.55 + 2.05 * t
        arrow(axes, (x - 1.52, 1.35), (x - 0.52, 1.35), f"{chance:g}", colour=PURPLE)
        arrow(axes, (x - 1.52, 1.5), (x - 0.9, 2.05))
        words(axes, x - 0.85, 2.15, f"other words: {1 - chance:g}", fontsize=SMALL, color=QUIET)
        box(axes, x, 1.35, 1.0, 0.46, word, colour=GREEN)
        product *= chance
        words(axes, x, 0.85, f"so far {product:.3g}", fontsize=SMALL)
    words(
        axes,
        3.7,
        0.3,
        "the probabilities along the path are multiplied",
        color=QUIET,
        fontsize=SMALL,
    )
    return figure


def shifted(word="emma") -> Figure:
    """What the network reads above what it must predict."""
    figure, axes = sheet(7.4, 3.1)
    letters = [*word, "<EOS>"]
    for name, y in (("predict  y", 2.6), ("state  a", 1.65), ("read  x", 0.7)):
        words(axes, 0.1, y, name, ha="left", color=QUIET)
    for t, letter in enumerate(letters, start=1):
        x = 0.55 + 1.22 * t
        box(axes, x, 2.6, 0.78, 0.46, letter, colour=GREEN)
        box(axes, x, 1.65, 0.78, 0.46, f"$a{stamp(t)}$")
        box(axes, x, 0.7, 0.78, 0.46, "0" if t == 1 else letters[t - 2], colour=BLUE)
        arrow(axes, (x, 0.94), (x, 1.41))
        arrow(axes, (x, 1.89), (x, 2.36))
        if t < len(letters):
            arrow(axes, (x + 0.4, 1.65), (x + 0.82, 1.65))
            arrow(axes, (x + 0.36, 2.42), (x + 0.86, 0.94), colour=PURPLE, dashed=True)
    words(
        axes,
        3.9,
        0.2,
        "dashed: the target of one step is the input of the next",
        fontsize=SMALL,
        color=QUIET,
    )
    return figure


def contiguous() -> Figure:
    """Twelve letters in two rows and three batches of two, cut in the right way and the wrong."""
    figure, axes = sheet(7.4, 3.2)
    text = "abcdefghijkl"
    for left, title, rows in (
        (0.25, "rows first: each row goes on", [text[:6], text[6:]]),
        (4.0, "batches first: each row jumps", ["abefij", "cdghkl"]),
    ):
        wrong = left > 1
        words(axes, left, 2.9, title, ha="left")
        for i, row in enumerate(rows):
            for t, letter in enumerate(row):
                x = left + 0.25 + 0.48 * t + 0.18 * (t // 2)
                box(
                    axes, x, 2.0 - 0.75 * i, 0.44, 0.5, letter, colour=(BLUE, ORANGE, GREEN)[t // 2]
                )
                if t in (2, 4):
                    arrow(
                        axes,
                        (x - 0.44, 2.0 - 0.75 * i - 0.33),
                        (x, 2.0 - 0.75 * i - 0.33),
                        colour=RED if wrong else PURPLE,
                        dashed=wrong,
                    )
        for b in range(3):
            words(axes, left + 0.49 + 1.14 * b, 2.42, f"batch {b}", fontsize=SMALL, color=QUIET)
    words(
        axes,
        3.7,
        0.3,
        "arrows: the state is carried from batch to batch; dashed: to a place "
        "where it does not belong",
        fontsize=SMALL,
        color=QUIET,
    )
    return figure


def feeding_back(word="ann") -> Figure:
    """Writing: each letter drawn becomes the next input."""
    figure, axes = sheet(7.4, 3.3)
    letters = [*word, "<EOS>"]
    for t, letter in enumerate(letters, start=1):
        x = 1.75 * t - 0.65
        box(axes, x, 0.5, 0.7, 0.42, "0" if t == 1 else letters[t - 2], colour=BLUE)
        box(axes, x, 1.35, 0.7, 0.46, f"$a{stamp(t)}$")
        box(axes, x, 2.15, 0.7, 0.42, rf"$\hat{{y}}{stamp(t)}$", colour=GREEN)
        words(axes, x, 2.98, letter, fontsize=13)
        arrow(axes, (x, 0.71), (x, 1.11))
        arrow(axes, (x, 1.58), (x, 1.93))
        arrow(axes, (x, 2.36), (x, 2.82), colour=PURPLE)
        words(axes, x + 0.08, 2.58, "draw", ha="left", fontsize=SMALL, color=QUIET)
        if t < len(letters):
            arrow(axes, (x + 0.36, 1.35), (x + 1.39, 1.35))
            arrow(axes, (x + 0.3, 2.9), (x + 1.4, 0.62), colour=PURPLE, dashed=True, bend=-0.15)
    return figure
