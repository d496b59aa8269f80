"""The figure of chapter 0."""

from rnn_course.grading import is_grading
from rnn_course.pictures.undrawn import undrawn

__all__ = ["the_loop"]

if is_grading():
    globals().update(undrawn(__all__))
else:
    from rnn_course.pictures.start_here.loop import the_loop
