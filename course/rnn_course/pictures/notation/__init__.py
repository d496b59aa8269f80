"""The figures of chapter 1, one function each. Every function returns a matplotlib Figure."""

from rnn_course.grading import is_grading
from rnn_course.pictures.undrawn import undrawn

__all__ = [
    "batch_of_sentences",
    "labelled_sentence",
    "one_hot_columns",
    "padded_batch",
    "places",
    "reshape_or_transpose",
    "stacking",
    "task_signatures",
    "weight_counts",
]

if is_grading():
    globals().update(undrawn(__all__))
else:
    from rnn_course.pictures.notation.blocks import (
        batch_of_sentences,
        one_hot_columns,
        padded_batch,
        reshape_or_transpose,
        stacking,
    )
    from rnn_course.pictures.notation.sequences import (
        labelled_sentence,
        places,
        task_signatures,
        weight_counts,
    )
