"""The GRU of chapter 5, for those whose own is not at hand."""

from __future__ import annotations

import numpy as np


def gru_forward(x, a0, parameters):
    """All states, and a cache for each step; see chapter 5."""
    p, track, kept = parameters, [a0], []
    for t in range(x.shape[2]):
        old, xt = track[-1], x[:, :, t]
        seen = np.concatenate((old, xt))
        reset = 0.5 + 0.5 * np.tanh(0.5 * (p["Wr"] @ seen + p["br"]))
        write = 0.5 + 0.5 * np.tanh(0.5 * (p["Wu"] @ seen + p["bu"]))
        fresh = np.tanh(p["Wc"] @ np.concatenate((reset * old, xt)) + p["bc"])
        track.append(old + write * (fresh - old))
        kept.append((track[-1], old, xt, fresh, write, reset, p))
    return np.stack(track[1:], axis=2), kept


def gru_backward(da, caches):
    """The gradients of the inputs, the first state and the cell's weights; see chapter 5."""
    p, n = caches[0][-1], da.shape[0]
    total = {f"d{key}": np.zeros_like(p[key]) for key in ("Wr", "br", "Wu", "bu", "Wc", "bc")}
    dx, arriving = [], np.zeros(da.shape[:2])
    for t in range(len(caches) - 1, -1, -1):
        _, old, xt, fresh, write, reset, _ = caches[t]
        arriving = arriving + da[:, :, t]
        to_fresh = arriving * write * (1 - fresh**2)
        to_write = arriving * (fresh - old) * write * (1 - write)
        below = p["Wc"].T @ to_fresh  # of [reset * old; xt]
        to_reset = below[:n] * old * reset * (1 - reset)
        seen, seen_reset = np.concatenate((old, xt)), np.concatenate((reset * old, xt))
        gates = p["Wu"].T @ to_write + p["Wr"].T @ to_reset
        for key, delta, read in (
            ("r", to_reset, seen),
            ("u", to_write, seen),
            ("c", to_fresh, seen_reset),
        ):
            total[f"dW{key}"] += delta @ read.T
            total[f"db{key}"] += delta.sum(axis=1, keepdims=True)
        arriving = arriving * (1 - write) + below[:n] * reset + gates[:n]
        dx.insert(0, below[n:] + gates[n:])
    return {"dx": np.stack(dx, axis=2), "da0": arriving, **total}
