"""Functions of earlier chapters, for those whose own are not at hand. `earlier` chooses.

One module per chapter. When that chapter itself is graded, its module cannot be imported in the
student's kernel (`autograder/sandbox/view.py`), and a check does not take a function of this
package for the learner's own.
"""

from __future__ import annotations

import importlib

# Chapter -> its module here, and the exercises whose answers the module holds.
CHAPTERS = {
    "02_forward": (
        "chapter_02",
        ("rnn_forward", "sequence_cross_entropy", "rnn_cell_forward", "sigmoid", "softmax"),
    ),
    "03_backprop": (
        "chapter_03",
        ("softmax_cross_entropy_backward", "rnn_backward", "clip_by_global_norm", "gradient_check"),
    ),
    "05_gru": ("chapter_05", ("gru_forward", "gru_backward")),
    "07_bidirectional": ("chapter_07", ("reverse_by_length",)),
    # no answers to chapter 8, but its steps of the cells that chapters 5 and 6 ask for
    "08_deep": ("chapter_08", ("gru_cell_forward", "lstm_cell_forward", "cell_step")),
}


def function(chapter: str, name: str):
    """The course's own function of that name.

    Raises KeyError for a chapter that gives nothing, AttributeError for a function it lacks.
    """
    module, _ = CHAPTERS[chapter]
    return getattr(importlib.import_module(f"{__name__}.{module}"), name)


def modules_with(exercises) -> list[str]:
    """The modules here that hold an answer to one of these exercises."""
    asked = set(exercises)
    return [f"{__name__}.{module}" for module, names in CHAPTERS.values() if asked & set(names)]
