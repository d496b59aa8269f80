"""Boxes, arrows and words on a sheet measured in inches, for diagrams."""

from __future__ import annotations

from matplotlib.axes import Axes
from matplotlib.figure import Figure
from matplotlib.patches import FancyArrowPatch, FancyBboxPatch, Polygon, Rectangle

from rnn_course.pictures import colours, style


def sheet(width: float, height: float) -> tuple[Figure, Axes]:
    """An empty figure whose data coordinates are inches from the lower left corner."""
    figure = Figure(figsize=(width, height))
    axes = figure.add_axes((0, 0, 1, 1))
    axes.set(xlim=(0, width), ylim=(0, height))
    axes.set_axis_off()
    return figure, axes


def words(axes: Axes, x: float, y: float, text: str, **options) -> None:
    """Text centred on (x, y), unless `ha` or `va` say otherwise."""
    options = {
        "ha": "center",
        "va": "center",
        "fontsize": style.TEXT,
        "color": colours.INK,
    } | options
    axes.text(x, y, text, **options)


def box(
    axes: Axes,
    x: float,
    y: float,
    width: float,
    height: float,
    text: str = "",
    *,
    colour: str = colours.ORANGE,
    **options,
) -> None:
    """A rounded box centred on (x, y), with text in it."""
    corner = FancyBboxPatch(
        (x - width / 2, y - height / 2),
        width,
        height,
        boxstyle="round,pad=0,rounding_size=0.08",
        facecolor=colours.PALE[colour],
        edgecolor=colour,
        linewidth=1.4,
    )
    axes.add_patch(corner)
    words(axes, x, y, text, **options)


def arrow(
    axes: Axes,
    start: tuple[float, float],
    end: tuple[float, float],
    text: str = "",
    *,
    at: tuple[float, float] | None = None,
    colour: str = colours.QUIET,
    bend: float = 0.0,
    dashed: bool = False,
    **options,
) -> None:
    """An arrow from start to end. Its text stands at the point `at`, or over its middle."""
    axes.add_patch(
        FancyArrowPatch(
            start,
            end,
            arrowstyle="-|>",
            mutation_scale=11,
            linewidth=1.4,
            color=colour,
            linestyle="--" if dashed else "-",
            shrinkA=0,
            shrinkB=0,
            connectionstyle=f"arc3,rad={bend}",
        )
    )
    if text:
        middle = ((start[0] + end[0]) / 2, (start[1] + end[1]) / 2 + 0.14)
        words(axes, *(at or middle), text, **options)


def grid(
    axes: Axes, x: float, y: float, rows: int, columns: int, *, colour: str, cell: float = 0.2
) -> None:
    """A matrix drawn as rows by columns of small squares; (x, y) is its lower left corner."""
    for row in range(rows):
        for column in range(columns):
            axes.add_patch(
                Rectangle(
                    (x + column * cell, y + row * cell),
                    cell,
                    cell,
                    facecolor=colours.PALE[colour],
                    edgecolor=colour,
                    linewidth=0.9,
                )
            )


def slab(
    axes: Axes,
    x: float,
    y: float,
    width: float,
    height: float,
    *,
    colour: str,
    strong: bool = False,
) -> None:
    """One time step of a block: a rectangle that can be stacked behind others."""
    axes.add_patch(
        Polygon(
            [(x, y), (x + width, y), (x + width, y + height), (x, y + height)],
            closed=True,
            facecolor=colour if strong else colours.PALE[colour],
            edgecolor=colour,
            linewidth=1.2,
        )
    )
