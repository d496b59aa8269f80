"""The figures of chapter 6, one function each. Every function returns a matplotlib Figure."""

from rnn_course.grading import is_grading
from rnn_course.pictures.undrawn import undrawn

__all__ = [
    "cell",
    "clock",
    "forget_bias",
    "memory_left",
    "piano_roll",
    "torch_order",
    "two_roads",
    "worked_example",
]

if is_grading():
    globals().update(undrawn(__all__))
else:
    from rnn_course.pictures.lstm.cells import cell, torch_order, two_roads, worked_example
    from rnn_course.pictures.lstm.curves import clock, forget_bias, memory_left, piano_roll
