"""Chapter 4's figures and its dial: they render, they are byte-stable, their words can be read."""

import numpy as np
import pytest

from rnn_course.explorer import TemperatureDial
from rnn_course.explorer.base import script
from rnn_course.pictures import language_model, style
from rnn_course.pictures.language_model.scores import SCORES, heated
from rnn_course.pictures.show import svg


@pytest.mark.parametrize("name", language_model.__all__)
def test_a_figure_renders_the_same_bytes_and_can_be_read(name):
    draw = getattr(language_model, name)
    first, second = svg(draw()), svg(draw())
    assert first == second and first.startswith(b"<?xml") and len(first) < 160_000
    figure = draw()
    assert figure.get_size_inches()[0] <= 7.5
    texts = [text for text in figure.findobj(lambda o: hasattr(o, "get_fontsize"))
             if text.get_visible() and text.get_text().strip()]
    assert texts and min(text.get_fontsize() for text in texts) >= 10


@pytest.mark.parametrize("name", language_model.__all__)
def test_no_words_leave_the_sheet(name):
    figure = getattr(language_model, name)()
    with style.settings():
        figure.draw_without_rendering()
        page = figure.bbox
        for axes in figure.axes:
            for text in axes.texts:
                box = text.get_window_extent()
                assert box.x0 >= page.x0 and box.x1 <= page.x1, text.get_text()
                assert box.y0 >= page.y0 and box.y1 <= page.y1, text.get_text()


def test_temperature_keeps_the_order_and_moves_the_share():
    cold, warm, hot = (heated(SCORES, tau) for tau in (0.1, 1.0, 4.0))
    assert all((np.diff(p) < 0).all() and p.sum() == pytest.approx(1) for p in (cold, warm, hot))
    assert cold[0] > 0.99 > warm[0] > hot[0] and list(SCORES) == sorted(SCORES, reverse=True)


def test_the_dial_can_be_read_without_a_widget():
    dial = TemperatureDial(tau=0.1, k=3)
    assert "temperature 0.10, the 3 largest kept: nap 0.99" in dial.describe()
    page = dial._repr_mimebundle_()
    page = page[0] if isinstance(page, tuple) else page
    assert "<img" in page["text/html"] and page["text/plain"] == dial.describe()
    assert svg(dial.still())
    module = script("temperature_dial.js")
    assert "http" not in module and module.rstrip().endswith("export default { render };")
