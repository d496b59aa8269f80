"""The forward pass of chapter 2, for those whose own is not at hand."""

from __future__ import annotations

import numpy as np


def rnn_forward(x, a0, parameters):
    """All states, all predictions, and a cache for each step; see chapter 2."""
    p, steps = parameters, range(x.shape[2])
    driven = np.tensordot(p["Wax"], x, axes=1) + p["ba"][:, :, np.newaxis]  # (n_a, m, T_x)
    track = [a0]
    for t in steps:
        track.append(np.tanh(driven[:, :, t] + p["Waa"] @ track[t]))
    a = np.stack(track[1:], axis=2)
    scores = np.tensordot(p["Wya"], a, axes=1) + p["by"][:, :, np.newaxis]  # (n_y, m, T_x)
    e = np.exp(scores - scores.max(axis=0))
    return a, e / e.sum(axis=0), [(track[t + 1], track[t], x[:, :, t], p) for t in steps]


def sequence_cross_entropy(y_pred, y, mask):
    """The mean of -log p(right word) over the real steps; see chapter 2."""
    counted = np.asarray(mask).astype(bool)
    return -np.log((y_pred * y).sum(axis=0)[counted]).mean()


def rnn_cell_forward(xt, a_prev, parameters):
    """One step: the new state, the prediction, and a cache; see chapter 2."""
    a, y_pred, caches = rnn_forward(xt[:, :, np.newaxis], a_prev, parameters)
    return a[:, :, 0], y_pred[:, :, 0], caches[0]


def sigmoid(z):
    """1 / (1 + e^-z), which no z makes overflow; see chapter 2."""
    return 0.5 + 0.5 * np.tanh(0.5 * np.asarray(z, dtype=float))


def softmax(z):
    """Each column of scores as probabilities; see chapter 2."""
    powers = np.exp(z - np.max(z, axis=0))
    return powers / powers.sum(axis=0)
