"""Arrays drawn as blocks: one step, a whole sequence, torch's layout, the padding mask."""

from __future__ import annotations

from matplotlib.figure import Figure
from matplotlib.patches import Rectangle

from rnn_course.pictures.colours import BLUE, GREEN, LINE, ORANGE, PALE, PURPLE, QUIET
from rnn_course.pictures.draw import arrow, grid, sheet, slab, words
from rnn_course.pictures.style import SMALL, TEXT


def step_shapes(n_x: int = 3, n_a: int = 5, m: int = 4) -> Figure:
    """The sum inside tanh, each matrix drawn with its rows and columns."""
    figure, axes = sheet(7.4, 2.0)
    cell, centre = 0.2, 1.0
    parts = [
        ("$W_{ax}$", n_a, n_x, BLUE, "$(n_a, n_x)$"),
        r"$\cdot$",
        (r"$x^{\langle t \rangle}$", n_x, m, BLUE, "$(n_x, m)$"),
        "+",
        ("$W_{aa}$", n_a, n_a, ORANGE, "$(n_a, n_a)$"),
        r"$\cdot$",
        (r"$a^{\langle t-1 \rangle}$", n_a, m, ORANGE, "$(n_a, m)$"),
        "+",
        ("$b_a$", n_a, 1, PURPLE, "$(n_a, 1)$"),
        "tanh",
        (r"$a^{\langle t \rangle}$", n_a, m, ORANGE, "$(n_a, m)$"),
    ]
    gap = 0.15
    x = 0.22
    for part in parts:
        if isinstance(part, str):
            if part == "tanh":
                arrow(axes, (x + 0.08, centre), (x + 0.58, centre), part)
                x += 0.66
            else:
                words(axes, x + gap, centre, part, fontsize=15)
                x += 2 * gap
            continue
        name, rows, columns, colour, shape = part
        width = max(columns * cell, 0.74)
        grid(
            axes,
            x + (width - columns * cell) / 2,
            centre - rows * cell / 2,
            rows,
            columns,
            colour=colour,
            cell=cell,
        )
        words(axes, x + width / 2, centre + 0.72, name)
        words(axes, x + width / 2, centre - 0.72, shape, fontsize=SMALL, color=QUIET)
        x += width
    return figure


def sequence(steps: int = 5, chosen: int = 2) -> Figure:
    """x as slices along time; the slice x[:, :, t] goes through the cell into a[:, :, t]."""
    figure, axes = sheet(7.4, 2.7)
    for left, height, colour, name, rows in (
        (0.9, 0.75, BLUE, "x", "n_x"),
        (4.75, 1.05, ORANGE, "a", "n_a"),
    ):
        for step in reversed(range(steps)):
            slab(
                axes,
                left + 0.22 * step,
                0.75 + 0.16 * step,
                0.95,
                height,
                colour=colour,
                strong=step == chosen,
            )
        words(axes, left - 0.14, 0.75 + height / 2, f"${rows}$", ha="right")
        words(axes, left + 0.48, 0.58, "$m$")
        words(axes, left + 1.62, 0.98, "$T_x$", ha="left")
        arrow(axes, (left + 1.05, 0.72), (left + 1.75, 1.22), colour=LINE)
        words(
            axes,
            left + 0.75,
            0.25,
            f"{name}[:, :, t]  at t = {chosen}",
            family="monospace",
            fontsize=SMALL,
        )
    arrow(axes, (3.0, 1.35), (4.1, 1.35), "cell", at=(3.55, 1.52))
    return figure


def torch_layout() -> Figure:
    """The three axes of x and where each goes in torch's order."""
    figure, axes = sheet(7.4, 2.3)
    here = {
        "features": (2.3, BLUE, "$n_x$"),
        "examples": (4.1, GREEN, "$m$"),
        "time": (5.9, ORANGE, "$T_x$"),
    }
    order = ["time", "examples", "features"]
    words(axes, 0.2, 1.85, "this course", ha="left", weight="bold")
    words(axes, 0.2, 0.4, "torch", ha="left", weight="bold")
    for place, (name, (x, colour, symbol)) in enumerate(here.items()):
        target = 2.3 + 1.8 * order.index(name)
        for spot, y in ((x, 1.85), (target, 0.4)):
            axes.add_patch(
                Rectangle(
                    (spot - 0.7, y - 0.24),
                    1.4,
                    0.48,
                    facecolor=PALE[colour],
                    edgecolor=colour,
                    linewidth=1.4,
                )
            )
            words(axes, spot, y, f"{symbol}  {name}")
        arrow(axes, (x, 1.6), (target, 0.66), colour=colour)
        words(axes, x, 2.2, f"axis {place}", fontsize=SMALL, color=QUIET)
    return figure


def padding_mask(
    sentences: tuple[str, ...] = ("the dog saw the cat", "birds fly", "the cat ran"),
) -> Figure:
    """Sentences of different length in one batch: words, padding, the mask's 1 and 0."""
    rows = [sentence.split() for sentence in sentences]
    steps = max(map(len, rows))
    figure, axes = sheet(7.4, 0.95 + 0.5 * len(rows))
    left, width, top = 1.85, 0.86, 0.1 + 0.5 * len(rows)
    for step in range(steps):
        x = left + width * (step + 0.5)
        words(axes, x, top + 0.64, rf"$\langle {step + 1} \rangle$")
        words(axes, x, top + 0.3, f"t = {step}", family="monospace", fontsize=SMALL)
    words(axes, 0.1, top + 0.64, "in a formula", ha="left", fontsize=SMALL, color=QUIET)
    words(axes, 0.1, top + 0.3, "in the code", ha="left", fontsize=SMALL, color=QUIET)
    words(axes, left + width * steps + 0.5, top + 0.3, "length", fontsize=SMALL, color=QUIET)
    for index, row in enumerate(rows):
        y = top - 0.5 * (index + 0.5)
        words(axes, 0.1, y, f"example {index + 1}", ha="left")
        for step in range(steps):
            real = step < len(row)
            axes.add_patch(
                Rectangle(
                    (left + width * step, y - 0.21),
                    width - 0.06,
                    0.42,
                    linewidth=1.2,
                    facecolor=PALE[BLUE] if real else "#f1f2f4",
                    edgecolor=BLUE if real else LINE,
                    hatch=None if real else "///",
                )
            )
            words(axes, left + width * step + 0.34, y, row[step] if real else "", fontsize=TEXT)
            words(
                axes,
                left + width * step + 0.71,
                y - 0.09,
                "1" if real else "0",
                fontsize=SMALL,
                color=QUIET,
                bbox=None if real else {"facecolor": "#f1f2f4", "lw": 0, "pad": 1},
            )
        words(axes, left + width * steps + 0.5, y, str(len(row)))
    return figure
