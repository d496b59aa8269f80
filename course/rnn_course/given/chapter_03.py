"""The way back of chapter 3, for those whose own is not at hand."""

from __future__ import annotations

import numpy as np


def softmax_cross_entropy_backward(y_pred, y, mask):
    """The gradient of the loss with respect to the scores; see chapter 3."""
    share = np.asarray(mask, dtype=float)
    return (share / share.sum()) * (y_pred - y)


def rnn_backward(da, caches):
    """The gradients of the inputs, the first state and the step's weights; see chapter 3."""
    p = caches[0][3]
    arriving = np.zeros(da.shape[:2])
    back = np.empty_like(da)  # dz of every step
    for t in range(len(caches) - 1, -1, -1):
        back[:, :, t] = (arriving + da[:, :, t]) * (1 - np.square(caches[t][0]))
        arriving = p["Waa"].T @ back[:, :, t]
    over = ((1, 2), (1, 2))  # the examples and the steps
    before = np.stack([cache[1] for cache in caches], axis=2)
    x = np.stack([cache[2] for cache in caches], axis=2)
    return {
        "dx": np.tensordot(p["Wax"].T, back, axes=1),
        "da0": arriving,
        "dWax": np.tensordot(back, x, axes=over),
        "dWaa": np.tensordot(back, before, axes=over),
        "dba": back.sum(axis=2).sum(axis=1, keepdims=True),
    }


def clip_by_global_norm(gradients, limit):
    """One factor for all arrays, so that their common norm is at most limit; see chapter 3."""
    length = np.linalg.norm([np.linalg.norm(array) for array in gradients.values()])
    shrink = limit / length if length > limit else 1.0
    return {name: array * shrink for name, array in gradients.items()}


def gradient_check(loss, parameters, gradients, epsilon=1e-5):
    """Gradients against the measured slope of the loss; see chapter 3."""

    def slope(name, place):
        sides = []
        for sign in (1.0, -1.0):
            moved = np.array(parameters[name], dtype=float)
            moved[place] += sign * epsilon
            sides.append(loss({**parameters, name: moved}))
        return (sides[0] - sides[1]) / (2 * epsilon)

    found = {}
    for name, array in parameters.items():
        slopes = np.array([slope(name, place) for place in np.ndindex(array.shape)])
        mine = np.ravel(gradients[f"d{name}"])
        sizes = np.linalg.norm(mine) + np.linalg.norm(slopes)
        found[name] = np.linalg.norm(mine - slopes) / sizes
    return found
