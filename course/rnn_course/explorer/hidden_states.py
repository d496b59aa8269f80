"""HiddenStateExplorer: hidden states as a film that grows by one column per step."""

from __future__ import annotations

import numpy as np
import traitlets

from rnn_course.explorer.base import STYLE, Explorer, script
from rnn_course.pictures import forward as pictures


class HiddenStateExplorer(Explorer):
    """Watch the hidden states of one example grow, step by step.

    Parameters
    ----------
    a
        Hidden states, (n_a, m, T), or (n_a, T) for a single example.
    words
        T words to write under the steps. Left out: no words.
    example
        Which of the m examples to show.
    lengths
        m lengths. Steps from ``lengths[example]`` on are marked as padding.

    Raises
    ------
    ValueError
        When the shape of `a`, the number of words or the example does not fit.
    """

    _esm = script("hidden_states.js")
    _css = STYLE

    values = traitlets.List().tag(sync=True)  # T columns of n_a numbers
    words = traitlets.List(traitlets.Unicode()).tag(sync=True)
    length = traitlets.Int().tag(sync=True)
    step = traitlets.Int(1).tag(sync=True)  # counted from 1, as in formulas

    def __init__(self, a, words=None, example=0, lengths=None):
        a = np.asarray(a, dtype=float)
        if a.ndim == 2:
            a = a[:, np.newaxis, :]
        if a.ndim != 3 or 0 in a.shape:
            raise ValueError(f"a should be (n_a, m, T) or (n_a, T). Its shape is {a.shape}.")
        n_a, m, T = a.shape
        if not 0 <= example < m:
            raise ValueError(f"example should be from 0 to {m - 1}. It is {example}.")
        words = [""] * T if words is None else [str(word) for word in words]
        if len(words) != T:
            raise ValueError(f"a has {T} steps and there are {len(words)} words. Make them equal.")
        columns = np.round(a[:, example, :].T, 4)
        # JSON has no NaN. A state that went wrong arrives as None and is drawn as a cross.
        values = [[v if np.isfinite(v) else None for v in column] for column in columns.tolist()]
        length = T if lengths is None else int(lengths[example])
        super().__init__(values=values, words=words, length=length)

    def describe(self) -> str:
        """The film in words: its size, its words, and where the padding starts."""
        T, n_a = len(self.values), len(self.values[0])
        said = f", over the words: {' '.join(self.words)}" if any(self.words) else ""
        padded = "" if self.length >= T else f" Steps {self.length + 1} to {T} are padding."
        return f"Hidden states of {n_a} units at {T} steps{said}.{padded}"

    def still(self):
        """All steps at once, as a figure."""
        a = np.array(self.values, dtype=float).T
        return pictures.hidden_states(a, self.words, self.length)
