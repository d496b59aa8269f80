"""HiddenStateExplorer: what a network computes, as a film that grows by one column per step."""

from __future__ import annotations

import numpy as np
import traitlets

from rnn_course.explorer.base import STYLE, Explorer, script
from rnn_course.pictures import forward as pictures

MOST_ROWS = 24  # of a panel beside the hidden states; of more, those that move most are shown


class HiddenStateExplorer(Explorer):
    """Watch one example go through a recurrent network, step by step.

    Args:
        a: Hidden states, (n_a, m, T), or (n_a, T) for a single example, as all that follows.
        words: T words to write under the steps. Left out: no words.
        example: Which of the m examples to show.
        lengths: m lengths. Steps from ``lengths[example]`` on are marked as padding.
        x: Inputs, (n_x, m, T).
        gates: A dictionary from a gate's name, such as ``"Γ_u"``, to its values, (n, m, T), from 0
            to 1.
        c: Memory, (n_c, m, T).
        probabilities: Predictions, (n_y, m, T), from 0 to 1.
        inputs, outputs: Names of the n_x rows of `x` and of the n_y rows of `probabilities`. Left
            out: numbers.

    Raises:
        ValueError: When a shape, the number of words or names, or the example does not fit.
    """

    _esm = script("heat_map.js", "hidden_states.js")
    _css = STYLE

    # each {name, kind: "signed" or "part", scale, rows: names, of: how many there are,
    # values: T columns of numbers}, in the order in which they are computed
    panels = traitlets.List().tag(sync=True)
    words = traitlets.List(traitlets.Unicode()).tag(sync=True)
    length = traitlets.Int().tag(sync=True)
    step = traitlets.Int(1).tag(sync=True)  # counted from 1, as in formulas

    def __init__(
        self,
        a,
        words=None,
        example=0,
        lengths=None,
        *,
        x=None,
        gates=None,
        c=None,
        probabilities=None,
        inputs=None,
        outputs=None,
    ):
        a = np.asarray(a, dtype=float)
        if a.ndim == 2:
            a = a[:, np.newaxis, :]
        if a.ndim != 3 or 0 in a.shape:
            raise ValueError(f"a should be (n_a, m, T) or (n_a, T). Its shape is {a.shape}.")
        _, m, T = a.shape
        if not 0 <= example < m:
            raise ValueError(f"example should be from 0 to {m - 1}. It is {example}.")
        words = [""] * T if words is None else [str(word) for word in words]
        if len(words) != T:
            raise ValueError(f"a has {T} steps and there are {len(words)} words. Make them equal.")

        def panel(name, values, kind="signed", names=None, most=MOST_ROWS):
            values = np.asarray(values, dtype=float)
            values = values[:, np.newaxis, :] if values.ndim == 2 else values
            if values.ndim != 3 or values.shape[1:] != (m, T) or not len(values):
                raise ValueError(
                    f"{name} should be (n, {m}, {T}), with the examples and the steps "
                    f"of a. Its shape is {values.shape}."
                )
            return _panel(name, values[:, example, :], kind, names, most)

        panels = [] if x is None else [panel("x", x, names=inputs)]
        panels += [panel(str(n), v, "part") for n, v in ({} if gates is None else gates).items()]
        panels += [] if c is None else [panel("c", c)]
        panels += [panel("a", a, most=len(a))]
        if probabilities is not None:
            panels += [panel("ŷ", probabilities, "part", outputs)]
        length = T if lengths is None else int(lengths[example])
        super().__init__(panels=panels, words=words, length=length)

    @property
    def values(self) -> list:
        """The hidden states: T columns of n_a numbers, None where one is not a number."""
        return next(panel["values"] for panel in self.panels if panel["name"] == "a")

    def describe(self) -> str:
        """The film in words: its size, its words, and where the padding starts."""
        T, n_a = len(self.values), len(self.values[0])
        said = f", over the words: {' '.join(self.words)}" if any(self.words) else ""
        padded = "" if self.length >= T else f" Steps {self.length + 1} to {T} are padding."
        others = [f"{p['name']} ({p['of']} rows)" for p in self.panels if p["name"] != "a"]
        beside = f" Beside them: {', '.join(others)}." if others else ""
        return f"Hidden states of {n_a} units at {T} steps{said}.{padded}{beside}"

    def still(self):
        """All steps at once, as a figure."""
        if len(self.panels) == 1:
            a = np.array(self.values, dtype=float).T
            return pictures.hidden_states(a, self.words, self.length)
        return pictures.film_panels(self.panels, self.words, self.length)


def _panel(name: str, values, kind: str, names, most: int) -> dict:
    """A panel's data. `values` is (n, T)."""
    n = len(values)
    names = [str(i + 1) for i in range(n)] if names is None else [str(each) for each in names]
    if len(names) != n:
        raise ValueError(f"{name} has {n} rows and there are {len(names)} names. Make them equal.")
    size = np.where(np.isfinite(values), np.abs(values), 0)
    rows = np.sort(np.argsort(-size.max(axis=1), kind="stable")[:most])
    largest = float(size.max())
    # JSON has no NaN. A value that went wrong arrives as None and is drawn as a cross.
    columns = np.round(values[rows].T, 4).tolist()
    columns = [[v if np.isfinite(v) else None for v in column] for column in columns]
    return {
        "name": name,
        "kind": kind,
        "scale": max(1.0, round(largest, 2)),
        "of": n,
        "rows": [names[row] for row in rows],
        "values": columns,
    }
