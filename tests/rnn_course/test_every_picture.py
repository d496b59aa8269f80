"""Every figure of every chapter: it renders, its bytes are stable, its words can be read."""

import importlib
import pkgutil

import numpy as np
import pytest

from rnn_course import pictures
from rnn_course.pictures import forward, style
from rnn_course.pictures.show import svg

WORDS = ["the", "dog", "saw", "the", "cat", "and", "the", "cat", "ran"]


def hidden_states():
    a = np.tanh(np.random.default_rng(0).normal(size=(12, 9)))
    return forward.hidden_states(a, WORDS, 6)


# figures of what a learner has computed, with something in its place
def film_panels():
    signed = {
        "name": "c",
        "kind": "signed",
        "scale": 2.5,
        "of": 40,
        "rows": list(map(str, range(1, 25))),
        "values": np.random.default_rng(0).normal(size=(9, 24)).tolist(),
    }
    part = {
        "name": "Γ_u",
        "kind": "part",
        "scale": 1.0,
        "of": 2,
        "rows": ["1", "2"],
        "values": [[0.25, None]] * 9,
    }
    return forward.film_panels([signed, part], WORDS, 6)


GIVEN = {"forward.hidden_states": hidden_states, "forward.film_panels": film_panels}


def _figures():
    for module in pkgutil.iter_modules(pictures.__path__):
        if module.ispkg:
            package = importlib.import_module(f"{pictures.__name__}.{module.name}")
            for name in package.__all__:
                key = f"{module.name}.{name}"
                yield pytest.param(GIVEN.get(key, getattr(package, name)), id=key)


FIGURES = pytest.mark.parametrize("draw", list(_figures()))


@FIGURES
def test_it_renders_the_same_bytes_and_can_be_read(draw):
    first, second = svg(draw()), svg(draw())
    assert first == second and first.startswith(b"<?xml") and len(first) < 160_000
    assert b"<dc:date>" not in first
    figure = draw()
    assert figure.get_size_inches()[0] <= 7.5
    texts = [
        text
        for text in figure.findobj(lambda o: hasattr(o, "get_fontsize"))
        if text.get_visible() and text.get_text().strip()
    ]
    assert texts and min(text.get_fontsize() for text in texts) >= 10


@FIGURES
def test_no_words_leave_the_sheet(draw):
    figure = draw()
    with style.settings():
        figure.draw_without_rendering()
        page = figure.bbox
        for axes in figure.axes:
            for text in axes.texts:
                box = text.get_window_extent()
                assert box.x0 >= page.x0 and box.x1 <= page.x1, text.get_text()
                assert box.y0 >= page.y0 and box.y1 <= page.y1, text.get_text()
