"""GatedMemory: one gated unit, a value written at step 1, and 199 steps to lose it in."""

from __future__ import annotations

import traitlets

from rnn_course.explorer.base import STYLE, Explorer, script
from rnn_course.pictures import gru as pictures


class GatedMemory(Explorer):
    """Move the gate's sum at step 1 and afterwards, and the later candidate; see c⟨1⟩ … c⟨200⟩.

    c⟨t⟩ = Γ_u c̃ + (1 − Γ_u) c⟨t−1⟩ with c⟨0⟩ = 0; c̃ is 1 at step 1 and `later` afterwards.
    """

    _esm = script("gated_memory.js")
    _css = STYLE

    write = traitlets.Float(2.0).tag(sync=True)
    hold = traitlets.Float(-4.0).tag(sync=True)
    later = traitlets.Float(-0.5).tag(sync=True)

    def describe(self) -> str:
        """The setting in words."""
        return (
            f"The memory of one gated unit over 200 steps. The sum in its gate is {self.write:.1f} "
            f"at step 1, where the candidate is 1, and {self.hold:.1f} afterwards, where it "
            f"is {self.later:.1f}."
        )

    def still(self):
        """The same two hundred steps as a figure."""
        return pictures.gated_memory(self.write, self.hold, self.later)
