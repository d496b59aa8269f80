"""Chapter 8's figures: they render, they are byte-stable, their words can be read."""

import pytest

from rnn_course.pictures import deep, style
from rnn_course.pictures.show import svg


@pytest.mark.parametrize("name", deep.__all__)
def test_a_figure_renders_the_same_bytes_and_can_be_read(name):
    first, second = svg(getattr(deep, name)()), svg(getattr(deep, name)())
    assert first == second and first.startswith(b"<?xml") and len(first) < 160_000
    figure = getattr(deep, name)()
    assert figure.get_size_inches()[0] <= 7.5
    texts = [text for text in figure.findobj(lambda o: hasattr(o, "get_fontsize"))
             if text.get_visible() and text.get_text().strip()]
    assert texts and min(text.get_fontsize() for text in texts) >= 10


@pytest.mark.parametrize("name", deep.__all__)
def test_no_words_leave_the_sheet(name):
    figure = getattr(deep, name)()
    with style.settings():
        figure.draw_without_rendering()
        page = figure.bbox
        for axes in figure.axes:
            for text in axes.texts:
                box = text.get_window_extent()
                assert box.x0 >= page.x0 and box.x1 <= page.x1, text.get_text()
                assert box.y0 >= page.y0 and box.y1 <= page.y1, text.get_text()
