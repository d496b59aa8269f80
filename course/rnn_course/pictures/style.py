"""One look for every figure: sizes, and the settings that keep an SVG byte-stable."""

from __future__ import annotations

from contextlib import contextmanager

from matplotlib import rc_context
from matplotlib.colors import LinearSegmentedColormap
from matplotlib.figure import Figure

from rnn_course.pictures.colours import INK, PAPER, QUIET, SIGNED_STOPS

SIGNED = LinearSegmentedColormap.from_list("signed", SIGNED_STOPS)

TEXT = 11  # points; nothing in a figure is smaller than SMALL
SMALL = 10

SETTINGS = {
    "font.family": "DejaVu Sans",
    "font.size": TEXT,
    "mathtext.fontset": "dejavusans",
    "axes.edgecolor": QUIET,
    "axes.labelcolor": INK,
    "axes.labelsize": TEXT,
    "axes.linewidth": 0.8,
    "axes.spines.top": False,
    "axes.spines.right": False,
    "axes.titlesize": TEXT,
    "axes.titlelocation": "left",
    "figure.facecolor": PAPER,
    "savefig.facecolor": PAPER,
    "legend.fontsize": SMALL,
    "legend.frameon": False,
    "text.color": INK,
    "xtick.color": QUIET,
    "ytick.color": QUIET,
    "xtick.labelsize": SMALL,
    "ytick.labelsize": SMALL,
    "svg.fonttype": "path",  # letters look the same on every machine
    "svg.hashsalt": "rnn-course",  # the ids inside an SVG do not change from run to run
}


@contextmanager
def settings():
    """The course's matplotlib settings, for the length of a `with` block."""
    with rc_context(SETTINGS):
        yield


def chart(width: float, height: float, columns: int = 1, **options) -> tuple[Figure, list]:
    """A figure of `width` by `height` inches with `columns` axes side by side."""
    figure = Figure(figsize=(width, height), layout="constrained")
    axes = figure.subplots(1, columns, squeeze=False, **options)[0]
    return figure, list(axes)
