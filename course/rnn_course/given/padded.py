"""A network over a batch of sequences of unequal length, out of one that knows no padding."""

from __future__ import annotations

import numpy as np


def padded(forward, backward):
    """The same two functions, for a batch in which padding stands behind the real steps.

    forward : (x, a0, parameters) → a, caches        backward : (da, caches) → gradients
    returns run(x, a0, parameters, lengths) → a, caches, and run_back(da, caches) → gradients
    """

    def run(x, a0, parameters, lengths):
        """All states (n_a, m, T_x). After its last real step an example keeps its state."""
        a, steps = forward(x, a0, parameters)
        last = np.minimum(np.arange(x.shape[2]), np.asarray(lengths)[:, np.newaxis] - 1)  # (m, T_x)
        return np.take_along_axis(a, last[np.newaxis], axis=2), (steps, lengths)

    def run_back(da, caches):
        """The gradients. What reaches a kept state goes to the step that it was kept from."""
        steps, lengths = caches
        real = np.arange(da.shape[2]) < np.asarray(lengths)[:, np.newaxis]  # (m, T_x)
        moved = da * real
        for i, length in enumerate(lengths):
            moved[:, i, length - 1] += da[:, i, length:].sum(axis=1)
        return backward(moved, steps)

    return run, run_back
