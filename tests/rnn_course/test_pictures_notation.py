"""The figures of chapter 1: they render, they are byte-stable, and their letters can be read."""

import pytest

from rnn_course.pictures import notation, style
from rnn_course.pictures.show import svg


@pytest.mark.parametrize("name", notation.__all__)
def test_a_figure_is_stable_fits_the_page_and_can_be_read(name):
    draw = getattr(notation, name)
    first, second = svg(draw()), svg(draw())
    assert first == second and first.startswith(b"<?xml") and len(first) < 120_000
    figure = draw()
    assert figure.get_size_inches()[0] <= 7.5
    texts = [text for text in figure.findobj(lambda o: hasattr(o, "get_fontsize"))
             if text.get_visible() and text.get_text().strip()]
    assert texts and min(text.get_fontsize() for text in texts) >= 10
    with style.settings():
        figure.draw_without_rendering()
        for axes in figure.axes:
            for text in axes.texts:
                box, page = text.get_window_extent(), figure.bbox
                assert box.x0 >= page.x0 and box.x1 <= page.x1, text.get_text()
                assert box.y0 >= page.y0 and box.y1 <= page.y1, text.get_text()
