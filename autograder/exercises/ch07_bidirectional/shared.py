"""What several exercises of chapter 7 share."""

import math

import numpy as np

from autograder.exercises import draw
from autograder.exercises.specification import Inputs
from rnn_course.given import chapter_05
from rnn_course.given.padded import padded
from rnn_ref import freeze_past_end, gru_cell_forward


def sizes_of(rng) -> dict[str, int]:
    """Different sizes, and 2 n_a is none of the others; with room for different lengths."""
    while True:
        n = draw.sizes(rng, "n_x", "n_a", "m", "T_x", least=2, most=6)
        room = 3 <= n["m"] <= n["T_x"] - 2
        if room and n["n_a"] <= 3 and 2 * n["n_a"] not in n.values():
            return n


def lengths_of(rng, T_x: int, m: int) -> np.ndarray:
    """Different lengths; one example fills the batch, and it is not the first."""
    first, *rest = rng.permutation(np.arange(3, T_x))[: m - 1]
    return np.array([first, *rng.permutation([*rest, T_x])])


# Reasons why an edit of a line changes no answer.
ORDER = "No turn of the loop needs another one: their order shows in no answer."
SUMMED = "A sum is the same in any order."
PAIRED = "The two lists have one length."

OTHER = {"n_x": 1, "n_a": 4, "m": 2, "T_x": 7}  # no size as in the other cases


def network(rng, other: bool = False) -> Inputs:
    """x, and states and weights of both directions."""
    n = OTHER if other else sizes_of(rng)
    both = ("forward", "backward")
    values = {
        "x": draw.numbers(rng, n["n_x"], n["m"], n["T_x"]),
        "a0": {way: draw.numbers(rng, n["n_a"], n["m"]) for way in both},
        "parameters": {way: draw.gates(rng, n, "ruc") for way in both},
        "lengths": lengths_of(rng, n["T_x"], n["m"]),
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
