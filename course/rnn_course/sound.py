"""Melodies as sound: a few sines, made with NumPy, played by the notebook."""

from __future__ import annotations

import numpy as np
from IPython.display import Audio, display

from rnn_course.data.melodies import BARS, CHORDS, PITCH, STEPS
from rnn_course.grading import is_grading

RATE = 8000  # samples in a second
STEP = 0.15  # seconds
ROOTS = {"C": 48, "F": 53, "G": 55}  # the lowest note of each chord, as in MIDI


def wave(song) -> np.ndarray:
    """The sound of a melody with its chords: numbers from −1 to 1, RATE of them in a second.

    Raises ValueError for a symbol that is none of these.

    Args:
        song: Up to 96 symbols: a note such as "Eb", "-" (the note sounds on) or "." (silence).
    """
    song = list(song)[: BARS * STEPS]
    sound = np.zeros(round((len(song) + 4) * STEP * RATE))
    t = 0
    while t < len(song):
        symbol, length = song[t], 1
        if symbol not in PITCH and symbol not in ("-", "."):
            raise ValueError(f"a melody has no symbol {symbol!r}.")
        while t + length < len(song) and song[t + length] == "-":
            length += 1
        if symbol in PITCH:
            _add(sound, PITCH[symbol], t, length, 0.5, sharp=4.0)
        t += length
    for bar in range(-(-len(song) // STEPS)):
        for third in (0, 4, 7):
            _add(sound, ROOTS[CHORDS[bar]] + third, bar * STEPS, STEPS, 0.09, sharp=1.5)
    return sound / max(1.0, np.abs(sound).max())


def listen(song, title: str) -> None:
    """Show a player for a melody. While a class is graded only its title is shown."""
    if is_grading():
        display({"text/plain": title}, raw=True)
        return
    print(title)
    display(Audio(wave(song), rate=RATE, normalize=False))


def _add(sound, pitch: int, step: int, length: int, loud: float, sharp: float) -> None:
    """A note that is struck and dies away: three harmonics under a falling curve."""
    first, count = round(step * STEP * RATE), round((length * STEP + 0.2) * RATE)
    time = np.arange(min(count, len(sound) - first)) / RATE
    tone = 440 * 2 ** ((pitch - 69) / 12)
    harmonics = sum(np.sin(2 * np.pi * k * tone * time) / k**2 for k in (1, 2, 3))
    fade = np.minimum(1, time / 0.005) * np.exp(-sharp * time / (length * STEP))
    sound[first : first + len(time)] += loud * harmonics * fade * np.clip((time[::-1]) / 0.02, 0, 1)
