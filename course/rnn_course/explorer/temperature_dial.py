"""TemperatureDial: one temperature, five scores, and the distribution that comes of them."""

from __future__ import annotations

import traitlets

from rnn_course.explorer.base import STYLE, Explorer, script
from rnn_course.pictures import language_model as pictures
from rnn_course.pictures.language_model.scores import SCORES, WORDS, heated


class TemperatureDial(Explorer):
    """Move the temperature τ and the cut k; see softmax(z / τ), with its k largest kept."""

    _esm = script("temperature_dial.js")
    _css = STYLE

    words = traitlets.List(traitlets.Unicode(), list(WORDS)).tag(sync=True)
    scores = traitlets.List(traitlets.Float(), list(SCORES)).tag(sync=True)
    tau = traitlets.Float(1.0).tag(sync=True)
    k = traitlets.Int(5).tag(sync=True)

    def describe(self) -> str:
        """The setting in words."""
        p = heated(self.scores[: self.k], self.tau)  # the scores stand from high to low
        said = ", ".join(f"{w} {q:.2f}" for w, q in zip(self.words, p, strict=False))
        return f"Five words at temperature {self.tau:.2f}, the {self.k} largest kept: {said}."

    def still(self):
        """The same distribution as a figure."""
        return pictures.temperatures((self.tau,), self.scores[: self.k], self.words[: self.k])
