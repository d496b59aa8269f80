"""Have libraries do once, before the first fork, what they put off until they are first used."""

from __future__ import annotations

import importlib
import io
import sys


def warm_up() -> None:
    """For the libraries that have been imported; any of them may be missing or fail."""
    for library, warm in (("numpy", _numpy), ("matplotlib", _matplotlib), ("torch", _torch)):
        if library in sys.modules:
            try:
                warm()
            except Exception:  # then each child pays for it
                continue


def _numpy() -> None:
    importlib.import_module("numpy.random")
    importlib.import_module("numpy.linalg")


def _matplotlib() -> None:
    """A first drawing finds fonts and reads backends, which takes longer than the drawing."""
    from matplotlib.figure import Figure

    for kind in ("png", "svg"):
        figure = Figure()
        axes = figure.add_subplot()
        axes.plot([0, 1], [0, 1], label="$x_1$")
        axes.set_title("title", weight="bold")
        axes.imshow([[0, 1]])
        axes.annotate("a", (0, 0), (1, 1), arrowprops={"arrowstyle": "->"})
        figure.savefig(io.BytesIO(), format=kind)


def _torch() -> None:
    import torch

    torch.set_num_threads(1)  # and no threads that a fork would lose
    torch.nn.Linear(2, 2)(torch.ones(1, 2)).sum().backward()
