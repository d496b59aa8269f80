"""The figures of chapter 4, one function each. Every function returns a matplotlib Figure."""

from rnn_course.grading import is_grading
from rnn_course.pictures.undrawn import undrawn

__all__ = [
    "bigram_table",
    "bits",
    "chain_rule",
    "contiguous",
    "feeding_back",
    "same_law",
    "shifted",
    "temperatures",
]

if is_grading():
    globals().update(undrawn(__all__))
else:
    from rnn_course.pictures.language_model.charts import (
        bigram_table,
        bits,
        same_law,
        temperatures,
    )
    from rnn_course.pictures.language_model.networks import (
        chain_rule,
        contiguous,
        feeding_back,
        shifted,
    )
