"""Networks drawn as boxes and arrows: unrolled, with numbers, by task, Elman and Jordan."""

from __future__ import annotations

from math import tanh

from matplotlib.figure import Figure

from rnn_course.pictures.colours import BLUE, GREEN, INK, ORANGE, PURPLE, QUIET
from rnn_course.pictures.draw import arrow, box, sheet, words
from rnn_course.pictures.style import SMALL


def unrolled(sentence: tuple[str, ...] = ("the", "film", "was", "good")) -> Figure:
    """The loop on the left, the same network unrolled over the words on the right."""
    figure, axes = sheet(7.4, 3.0)
    low, middle, high = 0.8, 1.7, 2.6
    _column(axes, 0.75, "x", "a", r"\hat{y}", (low, middle, high))
    arrow(axes, (1.03, 1.82), (1.03, 1.56), bend=-2.6, colour=ORANGE)
    words(axes, 1.52, 2.06, "$W_{aa}$", fontsize=SMALL)
    words(axes, 1.02, 1.24, "$W_{ax}$", fontsize=SMALL)
    words(axes, 1.02, 2.18, "$W_{ya}$", fontsize=SMALL)
    words(axes, 0.85, 0.28, "one cell,\nused again and again", fontsize=SMALL, color=QUIET)
    words(axes, 1.86, middle, "=", fontsize=18, color=QUIET)
    words(axes, 2.3, middle, r"$a^{\langle 0 \rangle}$")
    for number, word in enumerate(sentence, start=1):
        x = 2.08 + 1.22 * number
        time = rf"^{{\langle {number} \rangle}}"
        _column(axes, x, "x" + time, "a" + time, r"\hat{y}" + time, (low, middle, high))
        arrow(
            axes,
            (x - (0.92 if number > 1 else 0.76), middle),
            (x - 0.31, middle),
            "$W_{aa}$",
            at=(x - (0.61 if number > 1 else 0.52), middle + 0.17),
            colour=ORANGE,
            fontsize=SMALL,
        )
        words(axes, x, 0.28, f"“{word}”", color=BLUE)
    return figure


def _column(axes, x, x_name, a_name, y_name, heights) -> None:
    low, middle, high = heights
    box(axes, x, low, 0.6, 0.44, f"${x_name}$", colour=BLUE)
    box(axes, x, middle, 0.6, 0.52, f"${a_name}$", colour=ORANGE)
    box(axes, x, high, 0.6, 0.44, f"${y_name}$", colour=GREEN)
    arrow(axes, (x, low + 0.22), (x, middle - 0.27))
    arrow(axes, (x, middle + 0.26), (x, high - 0.23))


def worked_example(x=(1.0, 0.5), w_ax=0.5, w_aa=0.8, b_a=0.1) -> Figure:
    """One hidden unit over two steps, with every number on its arrow."""
    figure, axes = sheet(7.4, 2.5)
    a_prev, previous = 0.0, 0.75
    box(axes, previous, 1.75, 1.1, 0.6, r"$a^{\langle 0 \rangle}=0$")
    for number, xt in enumerate(x, start=1):
        here = 0.75 + 2.7 * number
        z = w_ax * xt + w_aa * a_prev + b_a
        time = rf"^{{\langle {number} \rangle}}"
        arrow(
            axes,
            (previous + 0.55, 1.75),
            (here - 0.68, 1.75),
            rf"$\times\,{w_aa}\;\to\;{w_aa * a_prev:.4f}$",
            colour=ORANGE,
            fontsize=SMALL,
            at=((previous + here) / 2 - 0.07, 1.93),
        )
        box(axes, here, 0.45, 1.1, 0.5, rf"$x{time}={xt}$", colour=BLUE)
        arrow(
            axes,
            (here, 0.7),
            (here, 1.44),
            rf"$\times\,{w_ax}\;\to\;{w_ax * xt:.4f}$",
            at=(here + 0.1, 1.05),
            ha="left",
            fontsize=SMALL,
            colour=BLUE,
        )
        box(axes, here, 1.75, 1.35, 0.6, rf"$a{time}={tanh(z):.4f}$")
        words(
            axes,
            here,
            2.27,
            rf"$\tanh({w_ax * xt:.4f} + {w_aa * a_prev:.4f} + {b_a})$",
            fontsize=SMALL,
            color=QUIET,
        )
        a_prev, previous = tanh(z), here + 0.13
    return figure


def task_types() -> Figure:
    """Three ways to feed and to read the same cell."""
    figure, axes = sheet(7.4, 2.75)
    kinds = [
        ("many-to-many", "name tags in a sentence", (1, 1, 1), (1, 1, 1), False),
        ("many-to-one", "stars for a review", (1, 1, 1), (0, 0, 1), False),
        ("one-to-many", "a tune from one note", (1, 0, 0), (1, 1, 1), True),
    ]
    for index, (name, example, reads, writes, fed_back) in enumerate(kinds):
        left = 0.5 + 2.5 * index
        words(axes, left + 0.7, 2.55, name, weight="bold")
        words(axes, left + 0.7, 0.15, example, fontsize=SMALL, color=QUIET)
        for step, (read, write) in enumerate(zip(reads, writes, strict=True)):
            x = left + 0.7 * step
            box(axes, x, 1.3, 0.4, 0.4, "$a$")
            if read:
                box(axes, x, 0.6, 0.4, 0.36, "$x$", colour=BLUE)
                arrow(axes, (x, 0.78), (x, 1.09))
            if write:
                box(axes, x, 2.0, 0.4, 0.36, r"$\hat{y}$", colour=GREEN)
                arrow(axes, (x, 1.5), (x, 1.81))
            if step:
                arrow(axes, (x - 0.5, 1.3), (x - 0.21, 1.3), colour=ORANGE)
                if fed_back:
                    box(axes, x, 0.6, 0.4, 0.36, "$x$", colour=PURPLE)
                    arrow(axes, (x, 0.78), (x, 1.09))
                    axes.plot(
                        [x - 0.5, x - 0.37, x - 0.37],
                        [2.0, 2.0, 0.6],
                        color=PURPLE,
                        linewidth=1.4,
                        linestyle="--",
                    )
                    arrow(axes, (x - 0.37, 0.6), (x - 0.2, 0.6), colour=PURPLE)
    return figure


def elman_and_jordan() -> Figure:
    """What each of the two networks carries to the next step."""
    figure, axes = sheet(7.4, 3.0)
    for left, name, carried in (
        (0.0, "Elman: the state goes on", "a"),
        (3.75, "Jordan: the prediction goes on", "y"),
    ):
        words(axes, left + 1.75, 2.8, name, weight="bold")
        first, second = left + 0.75, left + 2.7
        for x, time in ((first, r"t-1"), (second, "t")):
            stamp = rf"^{{\langle {time} \rangle}}"
            box(axes, x, 0.4, 0.8, 0.44, f"$x{stamp}$", colour=BLUE)
            box(axes, x, 1.3, 0.8, 0.48, f"$a{stamp}$")
            box(axes, x, 2.2, 0.8, 0.48, rf"$\hat{{y}}{stamp}$", colour=GREEN)
            arrow(axes, (x, 0.62), (x, 1.05))
            arrow(axes, (x, 1.54), (x, 1.95))
        if carried == "a":
            arrow(axes, (first + 0.4, 1.3), (second - 0.41, 1.3), "$W_{aa}$", colour=ORANGE)
        else:
            arrow(
                axes,
                (first + 0.4, 2.1),
                (second - 0.41, 1.36),
                "$W_{ay}$",
                colour=PURPLE,
                at=(left + 1.9, 1.93),
                color=INK,
            )
    return figure
