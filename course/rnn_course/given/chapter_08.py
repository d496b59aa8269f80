"""One step of any of three cells, without a read-out, for the stacks of chapter 8."""

from __future__ import annotations

import numpy as np

from rnn_course.given.chapter_05 import gru_forward


def gru_cell_forward(xt, state, p):
    """The new state of a GRU that resets before the product; see chapter 5."""
    states, _ = gru_forward(xt[:, :, np.newaxis], state[0], p)
    return (states[:, :, 0],)


def lstm_cell_forward(xt, state, p):
    """The new state and the new memory of an LSTM; see chapter 6."""
    old, kept = state
    z = {k: p["W" + k] @ np.concatenate((old, xt)) + p["b" + k] for k in "fuco"}
    f, u, o = (0.5 + 0.5 * np.tanh(0.5 * z[k]) for k in "fuo")
    memory = kept * f + u * np.tanh(z["c"])
    return np.tanh(memory) * o, memory


def cell_step(cell, xt, state, parameters):
    """The state after one step of "rnn", "gru" or "lstm": (a,) or, for the LSTM, (a, c)."""
    if cell == "rnn":
        p = parameters
        return (np.tanh(p["Wax"] @ xt + p["Waa"] @ state[0] + p["ba"]),)
    if cell not in ("gru", "lstm"):
        raise ValueError(f'cell should be "rnn", "gru" or "lstm". It is {cell!r}.')
    step = gru_cell_forward if cell == "gru" else lstm_cell_forward
    return step(xt, state, parameters)
