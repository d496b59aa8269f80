"""Curves of chapter 3: the slope of tanh, gradients per lag, two training runs, the lag task."""

from __future__ import annotations

import numpy as np
from matplotlib.figure import Figure

from rnn_course.pictures.colours import BLUE, INK, LINE, ORANGE, PURPLE, QUIET, RED
from rnn_course.pictures.style import SMALL, chart, settings


def tanh_slope() -> Figure:
    """tanh, and below it how much of a gradient it lets through."""
    with settings():
        figure, (axes,) = chart(7.0, 2.8)
        z = np.linspace(-4, 4, 300)
        a = np.tanh(z)
        axes.axhline(0, color=LINE, linewidth=1)
        axes.plot(z, a, color=ORANGE, linewidth=2.4)
        axes.plot(z, 1 - a**2, color=PURPLE, linewidth=2.4, linestyle="--")
        axes.text(1.6, 0.74, "a = tanh(z)", color="#8a5f00", va="top")
        axes.text(-1.35, 0.55, "1 − a²", color=PURPLE, ha="right")
        axes.plot([2, 2], [0, 1 - np.tanh(2) ** 2], "o-", color=INK, markersize=4)
        axes.text(2.1, 0.16, f"at z = 2: {1 - np.tanh(2) ** 2:.4f}", va="bottom")
        axes.set(xlabel="z", xlim=(-4, 4), ylim=(-1.1, 1.1), yticks=[-1, 0, 1])
    return figure


def factor_per_step(w_aa: float = 0.8, a: float = 0.5, lags: int = 50) -> Figure:
    """|w_aa (1 − a²)|^k for k = 0 … lags on a logarithmic scale."""
    with settings():
        figure, (axes,) = chart(7.0, 2.8)
        k = np.arange(lags + 1)
        factor = abs(w_aa) * (1 - a**2)
        axes.axhline(0, color=LINE, linewidth=1)
        with np.errstate(divide="ignore"):
            powers = k * np.log10(factor) if factor > 0 else np.where(k > 0, -np.inf, 0.0)
        axes.plot(k, powers, color=PURPLE, marker="o", markersize=3)
        ticks = [-12, -6, 0, 6, 12]
        axes.set(
            xlabel="lag k, in steps",
            ylabel="gradient left",
            ylim=(-12, 12),
            yticks=ticks,
            xlim=(-0.5, lags + 0.5),
        )
        axes.set_yticklabels(["1" if tick == 0 else f"1e{tick}" for tick in ticks])
    return figure


def norm_per_lag(
    norms: list[float] | None = None, sigma: float = 1.5, factor: float = 0.9
) -> Figure:
    """A gradient's norm per lag, between the slope of the largest |λ| and the bound of σ.

    norms : what a matrix of spectral radius 1 leaves of a gradient of norm 1, (lags + 1,)
    factor : ρ (1 − a²), what one step multiplies by in the long run
    """
    norms = [1.0] * 51 if norms is None else norms
    with settings():
        figure, (axes,) = chart(7.0, 3.0)
        k = np.arange(len(norms))
        with np.errstate(divide="ignore", invalid="ignore"):
            step = np.where(k > 0, k * np.log10(factor) if factor > 0 else -np.inf, 0.0)
            left = np.log10(norms) + step
            bound = np.where(k > 0, step + k * np.log10(sigma), 0.0)
        axes.axhline(0, color=LINE, linewidth=1)
        axes.plot(k, bound, color=QUIET, linestyle=":", label="bound, (σ (1 − a²))^k")
        axes.plot(k, step, color=INK, linestyle="--", linewidth=1.2, label="slope, (ρ (1 − a²))^k")
        axes.plot(
            k,
            left,
            color=PURPLE,
            marker="o",
            markersize=3,
            linestyle="",
            label="norm of the gradient",
        )
        ticks = [-12, -6, 0, 6, 12]
        axes.set(xlabel="lag k, in steps", ylim=(-12, 12), yticks=ticks, xlim=(-0.5, k[-1] + 0.5))
        axes.set_yticklabels(["1" if tick == 0 else f"1e{tick}" for tick in ticks])
        axes.legend(loc="lower left")
    return figure


def gradient_per_lag(measured: dict | None = None) -> Figure:
    """Measured norms by spectral radius, against radius^k; with tanh at work where given.

    measured : radius → (norms of the linear case, norms with tanh at work)
    """
    if measured is None:
        k = np.arange(41)
        measured = {0.9: (0.9**k, 0.7**k), 1.1: (1.1**k, 0.8**k)}
    looks = [(BLUE, "s"), (RED, "o"), (PURPLE, "^")]
    with settings():
        figure, (axes,) = chart(7.2, 3.6)
        axes.axhline(1, color=LINE, linewidth=1)
        for (radius, (linear, curved)), (colour, mark) in zip(
            measured.items(), looks, strict=False
        ):
            k = np.arange(len(linear))
            axes.semilogy(
                k,
                linear / linear[0],
                mark,
                color=colour,
                markersize=4,
                markevery=2,
                label=f"measured, ρ = {radius}, linear",
            )
            # the slope is what is predicted; the line is laid through the last point
            axes.semilogy(
                k,
                linear[-1] / linear[0] * radius ** (k - k[-1]),
                color=colour,
                linewidth=1.2,
                label=f"predicted slope: {radius}^k",
            )
            axes.semilogy(
                k,
                curved / curved[0],
                ":",
                color=colour,
                linewidth=2.4,
                label=f"measured, ρ = {radius}, with tanh at work",
            )
        axes.set(xlabel="lag k, in steps", ylabel="norm, relative to lag 0")
        figure.legend(loc="outside lower center", ncols=2)
    return figure


def lag_task(curves: dict | None = None) -> Figure:
    """Loss during training for two lags, one line per seed."""
    if curves is None:
        updates = np.arange(400)
        curves = {
            5: [0.7 * np.exp(-updates / (20 + 5 * s)) for s in range(5)],
            50: [np.full(400, 0.69 + 0.01 * s) for s in range(5)],
        }
    with settings():
        figure, panels = chart(7.4, 2.9, len(curves), sharey=True)
        for axes, (lag, runs) in zip(panels, curves.items(), strict=True):
            axes.axhline(np.log(2), color=QUIET, linestyle="--", linewidth=1.2)
            for run, line in zip(runs, ["-", "--", "-.", ":", (0, (5, 1, 1, 1))], strict=False):
                smooth = np.convolve(run, np.ones(20) / 20, mode="valid")
                axes.plot(
                    np.arange(len(smooth)) + 20, smooth, linestyle=line, color=PURPLE, linewidth=1.4
                )
            axes.set(title=f"lag {lag}", xlabel="update", ylim=(0, 0.95))
        panels[0].set_ylabel("loss, mean of 20")
        panels[0].text(
            400,
            np.log(2) + 0.03,
            "guessing: 0.6931",
            ha="right",
            va="bottom",
            fontsize=SMALL,
            color=QUIET,
        )
    return figure


def exploding(runs: dict | None = None) -> Figure:
    """Loss and gradient norm of the same training run without clipping and with it.

    runs : name → (losses, norms)
    """
    if runs is None:
        n = np.arange(1, 201)
        runs = {"without clipping": (2 + np.sin(n), n**2.0), "clipped": (1 / n, 5 / n)}
    looks = [(RED, "-"), (BLUE, "--")]
    with settings():
        figure, (left, right) = chart(7.4, 3.1, 2)
        for (name, (losses, norms)), (colour, line) in zip(runs.items(), looks, strict=True):
            left.plot(losses, line, color=colour, linewidth=1.3, label=name)
            right.semilogy(norms, line, color=colour, linewidth=1.3)
        left.set(title="loss", xlabel="update", ylim=(0, None))
        right.set(title="largest gradient entry, before clipping", xlabel="update")
        figure.legend(loc="outside lower center", ncols=2)
    return figure
