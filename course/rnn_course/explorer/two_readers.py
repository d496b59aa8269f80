"""TwoReaders: move one word of a sentence; see which states of a bidirectional network move."""

from __future__ import annotations

import traitlets

from rnn_course.explorer.base import STYLE, Explorer, script
from rnn_course.pictures import bidirectional as pictures


class TwoReaders(Explorer):
    """Choose the step that changes, the length of the sentence, and what a step keeps.

    One unit in each direction, a⟨t⟩ = keep · a⟨before⟩ + x⟨t⟩, over ten steps of which the first
    `length` are real. If x⟨step⟩ moves by 1, →a⟨t⟩ moves by keep^(t − step) from there on to the
    right, and ←a⟨t⟩ by keep^(step − t) from there on to the left.
    """

    _esm = script("two_readers.js")
    _css = STYLE

    step = traitlets.Int(4).tag(sync=True)
    length = traitlets.Int(8).tag(sync=True)
    keep = traitlets.Float(0.7).tag(sync=True)

    def describe(self) -> str:
        """The setting in words."""
        start = (
            f"Ten steps, {self.length} of them real. Word {self.step} changes, and each step "
            f"keeps {self.keep:.2f} of the state before. "
        )
        if self.step > self.length:
            return start + "It stands in the padding, so no state moves."
        if self.keep == 0:
            return start + f"So the states move at step {self.step} alone."
        return start + (
            f"The forward states move from step {self.step} to step {self.length}, the "
            f"backward states from step 1 to step {self.step}."
        )

    def still(self):
        """The same as a figure."""
        return pictures.who_hears(self.step, self.length, self.keep)
