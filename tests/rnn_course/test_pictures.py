"""The figures: they render, they are byte-stable, they can be read and be heard."""

import os
import re
import subprocess
import sys

import numpy as np
import pytest
from matplotlib.colors import to_rgb

from rnn_course.pictures import colours, forward, style
from rnn_course.pictures.needs import needs
from rnn_course.pictures.show import card, show, svg


def draw(name):
    if name == "hidden_states":
        a = np.tanh(np.random.default_rng(0).normal(size=(12, 9)))
        return forward.hidden_states(a, "the dog saw the cat and the cat ran".split(), 6)
    if name == "film_panels":
        signed = {"name": "c", "kind": "signed", "scale": 2.5, "of": 40,
                  "rows": list(map(str, range(1, 25))),
                  "values": np.random.default_rng(0).normal(size=(9, 24)).tolist()}
        part = {"name": "Γ_u", "kind": "part", "scale": 1.0, "of": 2, "rows": ["1", "2"],
                "values": [[0.25, None]] * 9}
        words = "the dog saw the cat and the cat ran".split()
        return forward.film_panels([signed, part], words, 6)
    return getattr(forward, name)()


def luminance(colour) -> float:
    """Relative luminance of a colour (WCAG 2.2)."""
    linear = [c / 12.92 if c <= 0.04045 else ((c + 0.055) / 1.055) ** 2.4 for c in to_rgb(colour)]
    return float(np.dot([0.2126, 0.7152, 0.0722], linear))


def contrast(one, other) -> float:
    low, high = sorted([luminance(one), luminance(other)])
    return (high + 0.05) / (low + 0.05)


@pytest.mark.parametrize("name", forward.__all__)
def test_a_figure_renders_the_same_bytes_each_time(name):
    first, second = svg(draw(name)), svg(draw(name))
    assert first == second and first.startswith(b"<?xml")
    assert b"<dc:date>" not in first and len(first) < 120_000


@pytest.mark.parametrize("name", forward.__all__)
def test_a_figure_fits_the_page_and_its_letters_can_be_read(name):
    figure = draw(name)
    width = figure.get_size_inches()[0]
    assert width <= 7.5
    texts = [text for text in figure.findobj(lambda o: hasattr(o, "get_fontsize"))
             if text.get_visible() and text.get_text().strip()]
    assert texts and min(text.get_fontsize() for text in texts) >= 10


@pytest.mark.parametrize("name", forward.__all__)
def test_no_words_leave_the_sheet(name):
    figure = draw(name)
    with style.settings():
        figure.draw_without_rendering()
        page = figure.bbox
        for axes in figure.axes:
            for text in axes.texts:
                box = text.get_window_extent()
                assert box.x0 >= page.x0 and box.x1 <= page.x1, text.get_text()
                assert box.y0 >= page.y0 and box.y1 <= page.y1, text.get_text()


def test_a_figure_without_words_is_refused():
    with pytest.raises(ValueError, match="alternative text"):
        show(forward.tanh_range(), alt=" ")


def test_the_card_holds_all_it_needs_and_escapes_words():
    page = card(forward.tanh_range(), 'a "b" <c>', "caption & more")
    assert 'alt="a &quot;b&quot; &lt;c&gt;"' in page and "caption &amp; more" in page
    assert "src=\"data:image/svg+xml;base64," in page and "http" not in page
    assert re.search(r"background:#ffffff;color:#1b1f24", page)


def test_colours_can_be_read_on_paper_and_in_grey():
    assert contrast(colours.INK, colours.PAPER) >= 7 and contrast(colours.QUIET, colours.PAPER) >= 4.5
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


@pytest.mark.parametrize("raised, said", [
    (NotImplementedError(), "This cell needs rnn_forward and softmax. Write them above"),
    (NameError("softmax", name="softmax"), "This cell needs rnn_forward and softmax."),
    (NameError("name 'q' is not defined", name="q"), "stopped with NameError: name 'q' is not"),
    (TypeError("cannot unpack\nmore"), "stopped with TypeError: cannot unpack. Make the check"),
    (ModuleNotFoundError("x", name="torch"), "needs the package torch, which is not installed"),
])
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
