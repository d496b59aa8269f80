"""Chapter 6's figures: they render, they are byte-stable, their words can be read."""

import numpy as np
import pytest

from rnn_course.pictures import lstm, style
from rnn_course.pictures.show import svg


@pytest.mark.parametrize("name", lstm.__all__)
def test_a_figure_renders_the_same_bytes_and_can_be_read(name):
    first, second = svg(getattr(lstm, name)()), svg(getattr(lstm, name)())
    assert first == second and first.startswith(b"<?xml") and len(first) < 160_000
    figure = getattr(lstm, name)()
    assert figure.get_size_inches()[0] <= 7.5
    texts = [text for text in figure.findobj(lambda o: hasattr(o, "get_fontsize"))
             if text.get_visible() and text.get_text().strip()]
    assert texts and min(text.get_fontsize() for text in texts) >= 10


@pytest.mark.parametrize("name", lstm.__all__)
def test_no_words_leave_the_sheet(name):
    figure = getattr(lstm, name)()
    with style.settings():
        figure.draw_without_rendering()
        page = figure.bbox
        for axes in figure.axes:
            for text in axes.texts:
                box = text.get_window_extent()
                assert box.x0 >= page.x0 and box.x1 <= page.x1, text.get_text()
                assert box.y0 >= page.y0 and box.y1 <= page.y1, text.get_text()


def test_the_memory_to_move_and_its_still_are_the_same_numbers():
    from rnn_course.pictures.lstm.curves import memory_of

    c, a = memory_of(1.0, 2.0, 2.0)
    gate = 1 / (1 + np.exp(-np.array([1.0, 2.0])))
    assert np.allclose(c, gate[1] * gate[0] ** np.arange(50)) and np.allclose(a, gate[1] * np.tanh(c))


def test_a_roll_with_pauses_and_a_last_note_that_sounds_on():
    song = ["."] * 94 + ["eb", "-"]
    figure = lstm.piano_roll({"one": song, "two": ["-"] * 96})
    assert svg(figure) and len(figure.axes) == 2
