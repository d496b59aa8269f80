"""The figures of chapter 7, one function each. Every function returns a matplotlib Figure."""

from rnn_course.grading import is_grading
from rnn_course.pictures.undrawn import undrawn

__all__ = [
    "delays",
    "labelled",
    "learning",
    "moved",
    "reversals",
    "two_readers",
    "who_hears",
    "worked_example",
]

if is_grading():
    globals().update(undrawn(__all__))
else:
    from rnn_course.pictures.bidirectional.curves import (
        delays,
        learning,
        moved,
        who_hears,
    )
    from rnn_course.pictures.bidirectional.networks import (
        labelled,
        reversals,
        two_readers,
        worked_example,
    )
