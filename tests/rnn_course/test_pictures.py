"""What shows a figure: its card, its colours, and a demonstration that waits."""

import os
import re
import subprocess
import sys

import numpy as np
import pytest
from matplotlib.colors import to_rgb

from rnn_course.pictures import colours, forward, style
from rnn_course.pictures.needs import needs
from rnn_course.pictures.show import card, show


def luminance(colour) -> float:
    """Relative luminance of a colour (WCAG 2.2)."""
    linear = [c / 12.92 if c <= 0.04045 else ((c + 0.055) / 1.055) ** 2.4 for c in to_rgb(colour)]
    return float(np.dot([0.2126, 0.7152, 0.0722], linear))


def contrast(one, other) -> float:
    low, high = sorted([luminance(one), luminance(other)])
    return (high + 0.05) / (low + 0.05)


def test_a_figure_without_words_is_refused():
    with pytest.raises(ValueError, match="alternative text"):
        show(forward.tanh_range(), alt=" ")


def test_the_card_holds_all_it_needs_and_escapes_words():
    page = card(forward.tanh_range(), 'a "b" <c>', "caption & more")
    assert 'alt="a &quot;b&quot; &lt;c&gt;"' in page and "caption &amp; more" in page
    assert 'src="data:image/svg+xml;base64,' in page and "http" not in page
    assert re.search(r"background:#ffffff;color:#1b1f24", page)


def test_colours_can_be_read_on_paper_and_in_grey():
    assert (
        contrast(colours.INK, colours.PAPER) >= 7 and contrast(colours.QUIET, colours.PAPER) >= 4.5
    )
    for pale in colours.PALE.values():
        assert contrast(colours.INK, pale) >= 7
    for strong in (colours.BLUE, colours.GREEN, colours.RED, colours.PURPLE):
        assert contrast(strong, colours.PAPER) >= 3
    # The sign shows without colour: at the same strength the negative side is darker.
    for strength in (0.5, 0.75, 1.0):
        low, high = (style.SIGNED((1 + sign * strength) / 2) for sign in (-1, 1))
        assert luminance(low) < luminance(high) / 1.6
    zero = luminance(style.SIGNED(0.5))
    assert all(luminance(style.SIGNED(end)) < zero for end in (0.0, 0.3, 0.7, 1.0))


@pytest.mark.parametrize(
    "raised, said",
    [
        (NotImplementedError(), "This cell needs rnn_forward and softmax. Write them above"),
        (NameError("softmax", name="softmax"), "This cell needs rnn_forward and softmax."),
        (NameError("name 'q' is not defined", name="q"), "stopped with NameError: name 'q' is not"),
        (TypeError("cannot unpack\nmore"), "stopped with TypeError: cannot unpack. Make the check"),
        (ModuleNotFoundError("x", name="torch"), "needs the package torch, which is not installed"),
    ],
)
def test_a_demonstration_waits_with_one_line(capsys, raised, said):
    with needs("rnn_forward", "softmax"):
        raise raised
    out = capsys.readouterr().out
    assert said in out and out.count("\n") == 1


def test_a_demonstration_that_can_run_runs():
    with needs("len"):
        size = len("abc")
    assert size == 3


def test_while_grading_only_the_words_are_shown(monkeypatch, capsys):
    from matplotlib.figure import Figure

    from rnn_course.pictures import show as module

    shown = []
    monkeypatch.setattr(module, "display", lambda data, raw: shown.append(data))
    monkeypatch.setenv("NBGRADER_EXECUTION", "autograde")
    module.show(Figure(), alt="A figure in words.")
    assert shown == [{"text/plain": "A figure in words."}]
    monkeypatch.delenv("NBGRADER_EXECUTION")
    module.show(Figure(), alt="A figure in words.")
    assert "<img" in shown[1]["text/html"]


def test_while_grading_nothing_that_draws_is_imported():
    """It would cost each warm process more than all else that it imports."""
    code = """
import importlib, pkgutil, sys
import rnn_course.explorer, rnn_course.pictures
for found in pkgutil.iter_modules(rnn_course.pictures.__path__):
    if found.ispkg:
        package = importlib.import_module(f"rnn_course.pictures.{found.name}")
        assert package.__all__
        for name in package.__all__:
            figure = getattr(package, name)(1, key=2)
            assert figure.savefig("nowhere") is figure and not hasattr(figure, "_repr_html_")
assert "matplotlib" not in sys.modules
"""
    environment = os.environ | {"NBGRADER_EXECUTION": "autograde"}
    subprocess.run([sys.executable, "-c", code], env=environment, check=True)
