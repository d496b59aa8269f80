"""OneUnit: one tanh unit, a pulse at step 1, and twenty steps to forget it in."""

from __future__ import annotations

import traitlets

from rnn_course.explorer.base import STYLE, Explorer, script
from rnn_course.pictures import forward as pictures


class OneUnit(Explorer):
    """Move w_aa, w_ax, b_a and the pulse; see a⟨1⟩ … a⟨20⟩ with the pulse and without it.

    a⟨t⟩ = tanh(w_ax x⟨t⟩ + w_aa a⟨t−1⟩ + b_a), with a⟨0⟩ = 0, x⟨1⟩ = pulse, x⟨t⟩ = 0 after.
    """

    _esm = script("one_unit.js")
    _css = STYLE

    w_aa = traitlets.Float(0.8).tag(sync=True)
    w_ax = traitlets.Float(1.0).tag(sync=True)
    b_a = traitlets.Float(0.0).tag(sync=True)
    pulse = traitlets.Float(1.0).tag(sync=True)

    def describe(self) -> str:
        """The setting in words."""
        return (
            f"One hidden unit over 20 steps, with and without a pulse of {self.pulse:.2f} at "
            f"step 1: w_aa = {self.w_aa:.2f}, w_ax = {self.w_ax:.2f}, b_a = {self.b_a:.2f}."
        )

    def still(self):
        """The same twenty steps as a figure."""
        return pictures.one_unit(self.w_aa, self.w_ax, self.b_a, self.pulse)
