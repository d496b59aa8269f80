"""The figures of chapter 2, one function each. Every function returns a matplotlib Figure."""

from rnn_course.grading import is_grading
from rnn_course.pictures.undrawn import undrawn

__all__ = [
    "elman_and_jordan",
    "film_panels",
    "hidden_states",
    "one_unit",
    "overflow",
    "padding_mask",
    "sequence",
    "step_shapes",
    "surprise",
    "tanh_range",
    "task_types",
    "torch_layout",
    "unrolled",
    "worked_example",
]

if is_grading():
    globals().update(undrawn(__all__))
else:
    from rnn_course.pictures.forward.arrays import padding_mask, sequence, step_shapes, torch_layout
    from rnn_course.pictures.forward.curves import (
        hidden_states,
        one_unit,
        overflow,
        surprise,
        tanh_range,
    )
    from rnn_course.pictures.forward.films import film_panels
    from rnn_course.pictures.forward.networks import (
        elman_and_jordan,
        task_types,
        unrolled,
        worked_example,
    )
