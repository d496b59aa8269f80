"""A loss that can travel as data, so that a check can hand a function to the learner's function."""

from __future__ import annotations

import numpy as np


class KnownLoss:
    """A smooth loss of a dictionary of arrays, in which every entry matters to every other.

    L(θ) = Σ w ⊙ tanh(θ) + s² / 2   with s = Σ w ⊙ θ, summed over all arrays

    weights : dict of arrays w, one for each array θ
    """

    def __init__(self, weights: dict):
        self.weights = weights

    def __call__(self, parameters: dict) -> float:
        curved = sum(np.sum(w * np.tanh(parameters[key])) for key, w in self.weights.items())
        s = sum(np.sum(w * parameters[key]) for key, w in self.weights.items())
        return float(curved + s**2 / 2)

    def __eq__(self, other) -> bool:
        return (
            isinstance(other, KnownLoss)
            and list(self.weights) == list(other.weights)
            and all(np.array_equal(w, other.weights[key]) for key, w in self.weights.items())
        )

    __hash__ = None
