"""What several exercises of chapter 7 share."""

import math

import numpy as np

from autograder.exercises import draw
from autograder.exercises.specification import Inputs
from rnn_course.given import chapter_05
from rnn_course.given.padded import padded
from rnn_ref import freeze_past_end, gru_cell_forward


def lengths_of(rng, T_x: int) -> np.ndarray:
    """Three different lengths; one example fills the batch, and it is not the first."""
    short = rng.permutation([3, 4])
    return np.array([short[0], *rng.permutation([short[1], T_x])])


def network(rng) -> Inputs:
    """x, and states and weights of both directions."""
    n = {"n_x": int(rng.integers(4, 6)), "n_a": 2, "m": 3, "T_x": 6}
    both = ("forward", "backward")
    values = {
        "x": draw.numbers(rng, n["n_x"], 3, 6),
        "a0": {way: draw.numbers(rng, 2, 3) for way in both},
        "parameters": {way: draw.gates(rng, n, "ruc") for way in both},
        "lengths": lengths_of(rng, 6),
    }
    return Inputs(values, n)


def read(x, a0, parameters, lengths):
    """One direction, step by step; the state of an example that has ended stays."""
    a, states, steps = a0, [], []
    for t in range(x.shape[2]):
        a_next, cache = gru_cell_forward(x[:, :, t], a, parameters)
        a = freeze_past_end(a_next, a, t, lengths)
        states.append(a)
        steps.append(cache)
    return np.stack(states, axis=2), (steps, lengths)


def in_lowest_terms(rng, make, *shares) -> Inputs:
    """Inputs whose shares are fractions that cannot be cut: so two draws hardly ever agree."""
    while True:
        inputs = make(rng)
        if all(math.gcd(*share(inputs.values)) == 1 for share in shares):
            return inputs


# What the chapter lends to learners, and right answers in other styles call.
run, run_back = padded(chapter_05.gru_forward, chapter_05.gru_backward)
