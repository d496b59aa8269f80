"""Arrays as blocks: one-hot columns, a padded batch, stacked weights, reshape against transpose."""

from __future__ import annotations

from matplotlib.axes import Axes
from matplotlib.figure import Figure
from matplotlib.patches import Rectangle

from rnn_course.pictures.colours import BLUE, INK, LINE, ORANGE, PALE, PAPER, QUIET, RED
from rnn_course.pictures.draw import arrow, grid, sheet, words
from rnn_course.pictures.style import SMALL

VOCABULARY = (
    "<EOS>",
    "<UNK>",
    "the",
    "island",
    "map",
    "a",
    "lost",
    "old",
    "showed",
    "small",
    "was",
)
BATCH = ("the old map showed the island", "the island was small", "a lost map")


def _columns(
    axes: Axes, left: float, top: float, tokens: list[str], steps: int, cell: float, numbers: bool
) -> None:
    """One-hot columns; steps after the tokens are padding and hatched."""
    for step in range(steps):
        real = step < len(tokens)
        hot = VOCABULARY.index(tokens[step]) if real else 0
        for row in range(len(VOCABULARY)):
            one = row == hot
            axes.add_patch(
                Rectangle(
                    (left + cell * step, top - cell * (row + 1)),
                    cell,
                    cell,
                    linewidth=0.8,
                    facecolor=(INK if real else QUIET) if one else (PAPER if real else "#eceef1"),
                    edgecolor=LINE,
                    hatch=None if real or one else "///",
                )
            )
            if numbers:
                words(
                    axes,
                    left + cell * (step + 0.5),
                    top - cell * (row + 0.5),
                    "1" if one else "0",
                    fontsize=SMALL,
                    color=PAPER if one else QUIET,
                )


def one_hot_columns(sentence: str = BATCH[1]) -> Figure:
    """One sentence and its <EOS>, a column for each step, the vocabulary beside it."""
    tokens = [*sentence.split(), "<EOS>"]
    figure, axes = sheet(6.4, 3.9)
    left, top, cell = 1.9, 3.25, 0.28
    for row, token in enumerate(VOCABULARY):
        words(axes, left - 0.5, top - cell * (row + 0.5), token, ha="right")
        words(axes, left - 0.14, top - cell * (row + 0.5), str(row), ha="right", color=QUIET)
    for step, token in enumerate(tokens):
        at = left + 0.85 * step
        _columns(axes, at, top, [token], 1, cell, numbers=True)
        words(axes, at + cell / 2, top + 0.17, token)
        words(axes, at + cell / 2, top + 0.46, rf"$x^{{\langle {step + 1} \rangle}}$")
    words(axes, left - 0.14, top + 0.17, "index", ha="right", color=QUIET, fontsize=SMALL)
    return figure


def batch_of_sentences(sentences: tuple[str, ...] = BATCH) -> Figure:
    """x of shape (n_x, m, T), one grid for each sentence."""
    rows = [[*sentence.split(), "<EOS>"] for sentence in sentences]
    steps = max(map(len, rows))
    figure, axes = sheet(7.4, 3.4)
    cell, top = 0.225, 2.75
    for row, token in enumerate(VOCABULARY):
        words(axes, 0.95, top - cell * (row + 0.5), f"{token}  {row}", ha="right", fontsize=SMALL)
    for number, row in enumerate(rows):
        left = 1.1 + 2.1 * number
        words(
            axes,
            left,
            top + 0.45,
            f"example {number + 1}:  x[:, {number}, :]",
            ha="left",
            fontsize=SMALL,
        )
        _columns(axes, left, top, row, steps, cell, numbers=False)
        for step in range(steps):
            words(
                axes, left + cell * (step + 0.5), top + 0.14, str(step), fontsize=SMALL, color=QUIET
            )
    words(axes, 0.95, top + 0.14, "t =", ha="right", fontsize=SMALL, color=QUIET)
    return figure


def padded_batch(
    tokens: list[list[str]] | None = None,
    chosen: tuple[int, int] = (1, 2),
    mask: list[list[int]] | None = None,
) -> Figure:
    """A batch as a table of words; padding is hatched, one cell is framed."""
    if tokens is None:
        tokens = [[*sentence.split(), "<EOS>"] for sentence in BATCH]
        mask = [[1] * len(row) + [0] * (7 - len(row)) for row in tokens]
        tokens = [row + ["<EOS>"] * (7 - len(row)) for row in tokens]
    m, steps = len(tokens), len(tokens[0])
    figure, axes = sheet(7.4, 0.85 + 0.45 * m)
    left, top = 0.85, 0.2 + 0.45 * m
    width = 6.4 / steps
    for step in range(steps):
        words(axes, left + width * (step + 0.5), top + 0.45, rf"$\langle {step + 1} \rangle$")
        words(
            axes,
            left + width * (step + 0.5),
            top + 0.17,
            f"t = {step}",
            fontsize=SMALL,
            color=QUIET,
        )
    for i, row in enumerate(tokens):
        y = top - 0.45 * (i + 0.5)
        words(axes, 0.1, y, rf"$({i + 1})$  i = {i}", ha="left", fontsize=SMALL)
        for step, word in enumerate(row):
            real = bool(mask[i][step])
            axes.add_patch(
                Rectangle(
                    (left + width * step, y - 0.22),
                    width,
                    0.44,
                    edgecolor=BLUE if real else QUIET,
                    facecolor=PALE[BLUE] if real else "#eceef1",
                    linewidth=1,
                    hatch=None if real else "///",
                )
            )
            words(
                axes,
                left + width * (step + 0.5),
                y,
                word if real else "pad",
                color=INK if real else QUIET,
                fontsize=SMALL,
                bbox=None if real else {"facecolor": PAPER, "edgecolor": "none", "pad": 1},
            )
    i, step = chosen
    axes.add_patch(
        Rectangle(
            (left + width * step, top - 0.45 * (i + 1)),
            width,
            0.45,
            fill=False,
            edgecolor=RED,
            linewidth=2.6,
        )
    )
    return figure


def stacking(n_a: int = 3, n_x: int = 5, m: int = 2) -> Figure:
    """W_a = [W_aa W_ax] on [a; x], each part in its colour."""
    figure, axes = sheet(7.4, 2.5)
    cell, middle = 0.24, 1.2
    left = 1.2
    low = middle - n_a * cell / 2
    grid(axes, left, low, n_a, n_a, colour=ORANGE, cell=cell)
    grid(axes, left + n_a * cell, low, n_a, n_x, colour=BLUE, cell=cell)
    words(axes, 0.85, middle, "$W_a =$", fontsize=13)
    words(axes, left + n_a * cell / 2, low + n_a * cell + 0.2, "$W_{aa}$")
    words(axes, left + (n_a + n_x / 2) * cell, low + n_a * cell + 0.2, "$W_{ax}$")
    words(
        axes,
        left + (n_a + n_x) * cell / 2,
        low - 0.25,
        "$(n_a,\\ n_a + n_x)$",
        color=QUIET,
        fontsize=SMALL,
    )
    words(axes, 3.45, middle, r"$\cdot$", fontsize=18)
    at, bottom = 3.85, middle - (n_a + n_x) * cell / 2
    grid(axes, at, bottom, n_x, m, colour=BLUE, cell=cell)
    grid(axes, at, bottom + n_x * cell, n_a, m, colour=ORANGE, cell=cell)
    words(
        axes,
        at + m * cell + 0.12,
        bottom + (n_x + n_a / 2) * cell,
        r"$a^{\langle t-1 \rangle}$",
        ha="left",
    )
    words(
        axes, at + m * cell + 0.12, bottom + n_x * cell / 2, r"$x^{\langle t \rangle}$", ha="left"
    )
    arrow(axes, (5.15, middle), (5.6, middle))
    grid(axes, 5.85, low, n_a, m, colour=ORANGE, cell=cell)
    words(axes, 5.85 + m * cell / 2, low - 0.25, "$(n_a,\\ m)$", color=QUIET, fontsize=SMALL)
    words(axes, 6.1, low + n_a * cell + 0.2, "one sum", fontsize=SMALL)
    return figure


def reshape_or_transpose() -> Figure:
    """Two features over three steps, turned in two ways; colours mark the first step."""
    figure, axes = sheet(7.4, 2.1)
    cases = [
        (0.55, "features × steps", [[1, 2, 3], [10, 20, 30]]),
        (3.3, "transposed: right", [[1, 10], [2, 20], [3, 30]]),
        (5.7, "reshaped: wrong", [[1, 2], [3, 10], [20, 30]]),
    ]
    for left, title, block in cases:
        width = 0.46
        top = 1.05 + 0.4 * len(block) / 2 - 0.15
        words(axes, left + width * len(block[0]) / 2, 1.9, title, weight="bold", fontsize=SMALL)
        for row, numbers in enumerate(block):
            for column, value in enumerate(numbers):
                first = value in (1, 10)
                colour = ORANGE if first else BLUE
                axes.add_patch(
                    Rectangle(
                        (left + width * column, top - 0.4 * (row + 1)),
                        width,
                        0.4,
                        facecolor=PALE[colour],
                        edgecolor=colour,
                        linewidth=2 if first else 1,
                    )
                )
                words(
                    axes,
                    left + width * (column + 0.5),
                    top - 0.4 * (row + 0.5),
                    str(value),
                    weight="bold" if first else "normal",
                )
    arrow(axes, (2.2, 0.9), (2.95, 0.9))
    words(axes, 4.75, 0.9, "not", color=QUIET)
    return figure
