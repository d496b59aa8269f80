"""StackWaves: layers and steps as boxes; which of them can be computed in the same tick."""

from __future__ import annotations

import traitlets

from rnn_course.explorer.base import STYLE, Explorer, script
from rnn_course.pictures import deep as pictures


class StackWaves(Explorer):
    """Move the layers, the steps and the tick; see what is done, what is computed, what waits.

    The box of layer l and step t waits for (l − 1, t) and (l, t − 1), so its tick is l + t − 1.
    """

    _esm = script("stack_waves.js")
    _css = STYLE

    layers = traitlets.Int(3).tag(sync=True)
    steps = traitlets.Int(10).tag(sync=True)
    tick = traitlets.Int(4).tag(sync=True)

    def describe(self) -> str:
        """The setting in words."""
        ticks = self.layers + self.steps - 1
        tick = min(self.tick, ticks)
        now = sum(1 <= tick - layer <= self.steps for layer in range(self.layers))
        return (
            f"Layers: {self.layers}, steps: {self.steps}. They take {ticks} ticks. "
            f"Boxes computed in tick {tick}: {now}."
        )

    def still(self):
        """The same boxes as a figure."""
        return pictures.stack_waves(
            self.layers, self.steps, min(self.tick, self.layers + self.steps - 1)
        )
