"""Curves and maps: overflow, saturation, cross-entropy, one unit over time, hidden states."""

from __future__ import annotations

import numpy as np
from matplotlib.figure import Figure

from rnn_course.pictures.colours import BLUE, GREEN, INK, LINE, ORANGE, QUIET, RED
from rnn_course.pictures.style import SIGNED, SMALL, chart, settings


def overflow() -> Figure:
    """Where exp(z) leaves the float64 numbers, and where exp(z - max) stays."""
    with settings():
        figure, (left, right) = chart(7.4, 2.9, 2)
        # The axis shows powers of ten, drawn on a plain scale: 1e308 is where float64 ends.
        left.plot([0, 709.8], [0, 308.3], color=BLUE, linewidth=2)
        left.axvspan(709.8, 1050, color="#fbe0d0", linewidth=0)
        left.text(880, 160, "inf", ha="center", color=RED, fontsize=14)
        left.set(title="exp(z)", xlabel="z", xlim=(0, 1050), ylim=(0, 320))
        left.set_xticks([0, 350, 709.8, 1000], ["0", "350", "709.8", "1000"])
        left.set_yticks([0, 100, 200, 308], ["1", "1e100", "1e200", "1e308"])
        z = np.linspace(-6, 0, 200)
        right.plot(z, np.exp(z), color=GREEN, linewidth=2)
        right.plot([0], [1], "o", color=GREEN)
        right.annotate(
            "the largest entry\nalways gives exp(0) = 1",
            (0, 1),
            (-5.8, 0.82),
            va="center",
            arrowprops={"arrowstyle": "-|>", "color": QUIET},
        )
        right.set(title="exp(z − max)", xlabel="z − max", ylim=(0, 1.08), xlim=(-6, 0.3))
    return figure


def tanh_range() -> Figure:
    """tanh and sigmoid: steep in the middle, flat outside."""
    with settings():
        figure, (axes,) = chart(7.0, 2.8)
        z = np.linspace(-6, 6, 300)
        axes.axhline(0, color=LINE, linewidth=1)
        axes.plot(z, np.tanh(z), color=ORANGE, linewidth=2.4)
        axes.plot(z, 1 / (1 + np.exp(-z)), color=BLUE, linewidth=2.4, linestyle="--")
        axes.text(2.2, 0.72, "sigmoid: 0 to 1", color=BLUE, va="top")
        axes.text(0.2, -0.6, "tanh: −1 to 1", color="#8a5f00", va="center")
        axes.set(xlabel="z", xlim=(-6, 6), yticks=[-1, 0, 0.5, 1])
    return figure


def surprise() -> Figure:
    """-log p, with the three words of the worked example marked."""
    with settings():
        figure, (axes,) = chart(7.0, 2.8)
        p = np.linspace(0.02, 1, 300)
        axes.plot(p, -np.log(p), color=BLUE, linewidth=2.4)
        for value in (0.5, 0.8, 0.1):
            axes.plot([value], [-np.log(value)], "o", color=INK)
            axes.annotate(
                f"p = {value}: {-np.log(value):.4f}",
                (value, -np.log(value)),
                (8, 6),
                textcoords="offset points",
            )
        axes.set(
            xlabel="probability given to the right word",
            ylabel="loss, −log p",
            xlim=(0, 1.12),
            ylim=(0, 4),
            xticks=[0, 0.25, 0.5, 0.75, 1],
        )
    return figure


def one_unit(
    w_aa: float = 0.8, w_ax: float = 1.0, b: float = 0.0, pulse: float = 1.0, steps: int = 20
) -> Figure:
    """One tanh unit after a pulse at step 1, beside the same unit without the pulse."""
    with settings():
        figure, (axes,) = chart(7.0, 2.8)
        time = np.arange(1, steps + 1)
        axes.axhline(0, color=LINE, linewidth=1)
        for height, colour, line, name in (
            (0.0, QUIET, "--", "without the pulse"),
            (pulse, ORANGE, "-", "with the pulse"),
        ):
            a, values = 0.0, []
            for step in time:
                a = np.tanh(w_ax * (height if step == 1 else 0.0) + w_aa * a + b)
                values.append(a)
            axes.plot(time, values, line, color=colour, marker="o", label=name)
        axes.set(xlabel="step t", ylabel="a⟨t⟩", ylim=(-1.05, 1.05), xticks=[1, 5, 10, 15, 20])
        axes.legend(loc="lower right", ncols=2)
    return figure


def hidden_states(a: np.ndarray, words: list[str], length: int | None = None) -> Figure:
    """Hidden states a (n_a, T) as a map: one column per step, the words beneath."""
    n_a, steps = a.shape
    with settings():
        figure, (axes,) = chart(7.0, min(1.3 + 0.24 * n_a, 5))
        image = axes.imshow(a, cmap=SIGNED, vmin=-1, vmax=1, aspect="auto")
        axes.set(xlabel="step t", ylabel="unit", xticks=range(steps), yticks=range(n_a))
        axes.set_xticklabels([f"{t + 1}\n{word}" for t, word in enumerate(words)])
        axes.set_yticklabels([str(unit + 1) if n_a <= 20 else "" for unit in range(n_a)])
        axes.tick_params(length=0)
        if length is not None and length < steps:
            axes.axvline(length - 0.5, color=INK, linewidth=2)
            axes.text(length - 0.4, -0.62, "padding", va="bottom", fontsize=SMALL)
        figure.colorbar(image, ax=axes, label="a", ticks=[-1, 0, 1])
    return figure
