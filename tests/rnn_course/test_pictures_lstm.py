"""Chapter 6's figures: they draw what they are given."""

import numpy as np

from rnn_course.pictures import lstm
from rnn_course.pictures.show import svg


def test_the_memory_to_move_and_its_still_are_the_same_numbers():
    from rnn_course.pictures.lstm.curves import memory_of

    c, a = memory_of(1.0, 2.0, 2.0)
    gate = 1 / (1 + np.exp(-np.array([1.0, 2.0])))
    assert np.allclose(c, gate[1] * gate[0] ** np.arange(50)) and np.allclose(
        a, gate[1] * np.tanh(c)
    )


def test_a_roll_with_pauses_and_a_last_note_that_sounds_on():
    song = ["."] * 94 + ["eb", "-"]
    figure = lstm.piano_roll({"one": song, "two": ["-"] * 96})
    assert svg(figure) and len(figure.axes) == 2
