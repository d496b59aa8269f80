"""The loop in which every exercise is done."""

from __future__ import annotations

from matplotlib.figure import Figure

from rnn_course.pictures.colours import BLUE, GREEN, ORANGE, PURPLE
from rnn_course.pictures.draw import arrow, box, sheet, words
from rnn_course.pictures.style import SMALL


def the_loop() -> Figure:
    """Write, run, check; then the message leads on, or back."""
    figure, axes = sheet(7.4, 1.9)
    steps = [
        (0.95, "1  write\nyour lines", ORANGE),
        (2.85, "2  run\nyour cell", BLUE),
        (4.75, "3  run\nthe check", PURPLE),
        (6.6, "✓  next\nexercise", GREEN),
    ]
    for number, (x, text, colour) in enumerate(steps):
        box(axes, x, 1.25, 1.35, 0.8, text, colour=colour)
        if number:
            arrow(axes, (steps[number - 1][0] + 0.69, 1.25), (x - 0.7, 1.25))
    words(axes, 5.68, 1.48, "✓")
    arrow(axes, (4.75, 0.83), (0.95, 0.83), colour=PURPLE, bend=-0.22)
    words(axes, 2.85, 0.2, "✗ or ○: read the message, unfold a hint", fontsize=SMALL)
    return figure
