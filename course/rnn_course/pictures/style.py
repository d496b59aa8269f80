"""One look for every figure: colours, sizes and the settings that keep an SVG byte-stable.

The named colours are those of Okabe and Ito, which people with any common form of colour
blindness can tell apart. No figure relies on colour alone: shapes, labels or numbers repeat it.
"""

from __future__ import annotations

from contextlib import contextmanager

from matplotlib import rc_context
from matplotlib.colors import LinearSegmentedColormap
from matplotlib.figure import Figure

PAPER = "#ffffff"
INK = "#1b1f24"
QUIET = "#5b636e"  # axes, captions: still 4.5 : 1 on paper
LINE = "#c4cad2"
BLUE = "#0072b2"  # inputs
ORANGE = "#e69f00"  # hidden state
GREEN = "#009e73"  # predictions
RED = "#d55e00"  # what is wrong
PURPLE = "#aa4a8a"  # what is fed back

PALE = {BLUE: "#d9ebf7", ORANGE: "#fcebc5", GREEN: "#d3efe5", RED: "#fbe0d0", PURPLE: "#f3deeb"}

# Negative values run to a dark blue, positive ones to a bright orange, zero is nearly white.
# The blue end is far darker than the orange end, so that the sign also shows in greyscale.
SIGNED_STOPS = ("#123a6b", "#5f8fc4", "#f4f4f2", "#f2b44c", "#e07b00")
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
