"""GradientLeft: what one unit leaves of a gradient, for every lag up to fifty."""

from __future__ import annotations

import traitlets

from rnn_course.explorer.base import STYLE, Explorer, script
from rnn_course.pictures import backward as pictures


class GradientLeft(Explorer):
    """Move w_aa and the state a; see |w_aa (1 − a²)|^k for k = 0 … 50 on a scale of powers of ten.

    Each step back multiplies the gradient by w_aa (1 − a⟨t⟩²). Here a is the same at every step.
    """

    _esm = script("powers.js", "gradient_left.js")
    _css = STYLE

    w_aa = traitlets.Float(0.8).tag(sync=True)
    a = traitlets.Float(0.5).tag(sync=True)

    def describe(self) -> str:
        """The setting in words."""
        factor = self.w_aa * (1 - self.a**2)
        return (
            f"What is left of a gradient after 0 to 50 steps back through one unit with "
            f"w_aa = {self.w_aa:.2f} and a = {self.a:.2f} at every step: each step multiplies "
            f"it by {factor:.4f}."
        )

    def still(self):
        """The same curve as a figure."""
        return pictures.factor_per_step(self.w_aa, self.a)
