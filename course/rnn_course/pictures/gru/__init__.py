"""The figures of chapter 5, one function each. Every function returns a matplotlib Figure."""

from rnn_course.grading import is_grading
from rnn_course.pictures.undrawn import undrawn

__all__ = [
    "agreement",
    "before_and_after",
    "cell",
    "gated_memory",
    "gates_over_sentence",
    "gradient_per_lag",
    "held_bit",
    "lag_task",
    "paths_back",
    "worked_example",
]

if is_grading():
    globals().update(undrawn(__all__))
else:
    from rnn_course.pictures.gru.cells import (
        before_and_after,
        cell,
        paths_back,
        worked_example,
    )
    from rnn_course.pictures.gru.curves import (
        agreement,
        gated_memory,
        gradient_per_lag,
        held_bit,
        lag_task,
    )
    from rnn_course.pictures.gru.gates import gates_over_sentence
