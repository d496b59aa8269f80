"""The figures of chapter 3, one function each. Every function returns a matplotlib Figure."""

from rnn_course.grading import is_grading
from rnn_course.pictures.undrawn import undrawn

__all__ = [
    "clipping",
    "exploding",
    "factor_per_step",
    "gradient_per_lag",
    "lag_task",
    "norm_per_lag",
    "tanh_slope",
    "two_sides",
    "way_back",
    "windows",
    "worked_example",
]

if is_grading():
    globals().update(undrawn(__all__))
else:
    from rnn_course.pictures.backward.curves import (
        exploding,
        factor_per_step,
        gradient_per_lag,
        lag_task,
        norm_per_lag,
        tanh_slope,
    )
    from rnn_course.pictures.backward.networks import (
        clipping,
        two_sides,
        way_back,
        windows,
        worked_example,
    )
