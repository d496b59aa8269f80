"""Everything that a network computes for one example, as maps above each other."""

from __future__ import annotations

import numpy as np
from matplotlib.colors import LinearSegmentedColormap
from matplotlib.figure import Figure

from rnn_course.pictures.colours import INK
from rnn_course.pictures.style import SIGNED, SMALL, settings

# from 0 to 1: nearly white to dark green, as in the picture that moves
PART = LinearSegmentedColormap.from_list(
    "part", ["#f4f4f2", "#beddcf", "#78ba9e", "#228b67", "#00543c"]
)


def film_panels(panels: list[dict], words: list[str], length: int) -> Figure:
    """One map for each panel of a `HiddenStateExplorer`, all steps at once, the words beneath."""
    heights = [max(2, len(panel["rows"])) for panel in panels]
    with settings():
        figure = Figure(
            figsize=(7.4, min(1.0 + 0.55 * len(panels) + 0.17 * sum(heights), 11)),
            layout="constrained",
        )
        every = figure.subplots(len(panels), 1, sharex=True, height_ratios=heights, squeeze=False)
        for axes, panel in zip(every[:, 0], panels, strict=True):
            values = np.array(panel["values"], dtype=float).T
            signed, scale = panel["kind"] == "signed", panel["scale"]
            image = axes.imshow(
                values,
                aspect="auto",
                cmap=SIGNED if signed else PART,
                vmin=-scale if signed else 0,
                vmax=scale if signed else 1,
            )
            many = len(panel["rows"]) < panel["of"]
            title = (
                f"{panel['name']}, {len(panel['rows'])} of {panel['of']} rows"
                if many
                else (panel["name"])
            )
            axes.set_title(title)
            shown = len(panel["rows"]) <= 16
            axes.set_yticks(
                range(len(panel["rows"])) if shown else [], panel["rows"] if shown else []
            )
            axes.tick_params(length=0)
            if length < len(words):
                axes.axvline(length - 0.5, color=INK, linewidth=2)
            figure.colorbar(image, ax=axes, ticks=[-scale, 0, scale] if signed else [0, 1])
        last = every[-1, 0]
        last.set_xticks(range(len(words)), [f"{t + 1}\n{w}" for t, w in enumerate(words)])
        last.set_xlabel(
            "step t; right of the line is padding" if length < len(words) else "step t",
            fontsize=SMALL,
        )
    return figure
