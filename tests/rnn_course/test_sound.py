"""Melodies made by rule, and how they sound."""

import numpy as np
import pytest

from rnn_course import sound
from rnn_course.data import melodies


def test_the_same_melodies_each_time_and_each_step_is_a_symbol():
    first, second = melodies.melodies(), melodies.melodies()
    assert np.array_equal(first, second) and first.shape == (540, 96)
    assert first.min() == 0 and first.max() == len(melodies.SYMBOLS) - 1
    assert set(melodies.SYMBOLS) == {"-", ".", *melodies.PITCH}
    assert melodies.chords().tolist() == [
        i for i in [0] * 4 + [1, 1, 0, 0, 2, 1, 0, 0] for _ in range(8)
    ]


def test_a_note_has_its_pitch():
    heard = sound.wave(["G", "-", "-", "-", "-", "-", "-", "-"])
    power = np.abs(np.fft.rfft(heard[: sound.RATE]))
    hertz = np.argmax(power) * sound.RATE / sound.RATE
    assert abs(hertz - 440 * 2 ** ((67 - 69) / 12)) < 3


def test_a_song_is_short_and_never_too_loud():
    for song in melodies.melodies()[:5]:
        heard = sound.wave([melodies.SYMBOLS[i] for i in song])
        assert len(heard) / sound.RATE == pytest.approx(100 * sound.STEP)
        assert np.abs(heard).max() <= 1 and np.isfinite(heard).all()


def test_what_a_network_may_draw_can_be_played():
    assert sound.wave(["-"] * 96).size and sound.wave(["."] * 96).size
    with pytest.raises(ValueError, match="no symbol 'H'"):
        sound.wave(["H"])


def test_while_grading_only_the_title_is_shown(monkeypatch):
    shown = []
    monkeypatch.setattr(sound, "display", lambda data, raw=False: shown.append(data))
    monkeypatch.setenv("NBGRADER_EXECUTION", "autograde")
    sound.listen(["C"] * 96, "a melody")
    assert shown == [{"text/plain": "a melody"}]
    monkeypatch.delenv("NBGRADER_EXECUTION")
    sound.listen(["C"] * 96, "a melody")
    assert "audio" in shown[1]._repr_html_() and len(shown[1]._repr_html_()) < 400_000
