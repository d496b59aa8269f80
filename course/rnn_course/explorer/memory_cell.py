"""MemoryCell: one unit of an LSTM that is written once, and fifty steps to forget it in."""

from __future__ import annotations

from math import exp

import traitlets

from rnn_course.explorer.base import STYLE, Explorer, script
from rnn_course.pictures import lstm as pictures


class MemoryCell(Explorer):
    """Move the biases of the three gates; see the memory c⟨t⟩ and the shown a⟨t⟩ for fifty steps.

    Γ_f = σ(b_f), Γ_u = σ(b_u), Γ_o = σ(b_o). The candidate is 1 at step 1 and 0 after it:
    c⟨1⟩ = Γ_u, c⟨t⟩ = Γ_f c⟨t−1⟩, a⟨t⟩ = Γ_o tanh(c⟨t⟩).
    """

    _esm = script("memory_cell.js")
    _css = STYLE

    b_f = traitlets.Float(1.0).tag(sync=True)
    b_u = traitlets.Float(2.0).tag(sync=True)
    b_o = traitlets.Float(2.0).tag(sync=True)

    def describe(self) -> str:
        """The setting in words."""
        forget, update, output = (1 / (1 + exp(-b)) for b in (self.b_f, self.b_u, self.b_o))
        return (
            f"One memory that is written at step 1 and then left alone for 49 steps. Forget "
            f"gate {forget:.4f}, update gate {update:.4f}, output gate {output:.4f}: it begins "
            f"with {update:.4f}, and each step multiplies it by {forget:.4f}."
        )

    def still(self):
        """The same fifty steps as a figure."""
        return pictures.memory_left(self.b_f, self.b_u, self.b_o)
