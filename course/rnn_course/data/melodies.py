"""Melodies of twelve bars, made by rule. Nothing here was taken from a song.

A melody has 12 bars of 8 steps. A step is a note, "-" (the last note sounds on) or "." (silence).
The chords under it are those of a blues in C. The lines are those of a blues too: four bars say
something, four bars say it again, and four bars answer. So bars 5 to 7 repeat bars 1 to 3.
"""

from __future__ import annotations

from itertools import product

import numpy as np

SYMBOLS = ("-", ".", "C", "Eb", "F", "Gb", "G", "Bb", "c", "eb")  # c and eb: one octave higher
PITCH = {"C": 60, "Eb": 63, "F": 65, "Gb": 66, "G": 67, "Bb": 70, "c": 72, "eb": 75}  # as in MIDI
CHORDS = "CCCCFFCCGFCC"  # one for each bar
BARS, STEPS = 12, 8

RHYTHMS = ("x-x-xx--", "xx-xx---", ".xxxx-x-", "x--x--xx", "xxxx----")  # x: a new note
SHAPES = (
    ("C", "Eb", "F", "G", "Bb"),
    ("G", "F", "Eb", "C", "Eb"),
    ("c", "Bb", "G", "F", "G"),
    ("C", "C", "Eb", "C", "G"),
    ("G", "Bb", "c", "eb", "c"),
    ("F", "Gb", "G", "Bb", "G"),
)
REPLIES = ("G-F-Eb-C-", "Bb-G-F-G-", ".-c-Bb-c-")
CLOSES = ("C-------", "C---....")
LICKS = ("G-Bb-c-Bb-", "c-c-Bb-G-", "Gb-G-F-Eb-")  # over the chord of G


def melodies() -> np.ndarray:
    """All 540 melodies in a fixed order without a pattern: indices into SYMBOLS, (540, 96)."""
    songs = [_melody(*choice) for choice in product(RHYTHMS, SHAPES, REPLIES, CLOSES, LICKS)]
    order = np.random.default_rng(12).permutation(len(songs))
    return np.array([[SYMBOLS.index(step) for step in songs[i]] for i in order])


def chords() -> np.ndarray:
    """The chord at each of the 96 steps: 0 for C, 1 for F, 2 for G."""
    return np.repeat(["CFG".index(chord) for chord in CHORDS], STEPS)


def _melody(rhythm: str, shape: tuple, reply: str, close: str, lick: str) -> list[str]:
    riff, reply = _riff(rhythm, shape), _spelled(reply)
    line = [riff, reply, riff, _spelled(close)]
    bars = [*line, *line, _spelled(lick), reply, riff, _spelled("C-------")]
    return [step for bar in bars for step in bar]


def _riff(rhythm: str, shape) -> list[str]:
    notes = iter(shape)
    return [next(notes) if step == "x" else step for step in rhythm]


def _spelled(text: str) -> list[str]:
    """Cut "G-Bb-" into its steps."""
    steps = []
    for letter in text:
        if letter == "b":
            steps[-1] += letter
        else:
            steps.append(letter)
    return steps
