"""What several exercises of chapter 8 share."""

from autograder.exercises import draw
from autograder.exercises.specification import Inputs

# What a step puts into its cache, in order.
RNN_CACHE = ("a_next", "a_prev", "xt", "parameters")
STATES = "(n_a, m, T_x)"


# Reasons why an edit of a line changes no answer.
LAYERS = "Each of these lists has an entry for each layer."
STEPS = "The states of a layer have as many steps as x."


def sizes_of(rng) -> dict[str, int]:
    """One width n for the input and all layers: so no wrong wiring is stopped by a shape."""
    return draw.sizes(rng, "n", "m", "T_x", least=2, most=4)


def rnn_weights(rng, n_a: int, n_x: int) -> dict:
    return draw.parameters(rng, {"n_a": n_a, "n_x": n_x}, draw.CELL, high=0.7)


def gate_weights(rng, n: int, gates: str) -> dict:
    return draw.gates(rng, {"n_a": n, "n_x": n}, gates, high=0.7)


SMALL = {"n": 1, "m": 1, "T_x": 2}  # no size as in the other cases


def draw_stack(rng, layers: int = 3, small: dict[str, int] = SMALL) -> Inputs:
    """A stack of three layers, or another one whose sizes are `small`."""
    n = sizes_of(rng) if layers == 3 else small
    x = draw.numbers(rng, n["n"], n["m"], n["T_x"])
    a0 = [draw.numbers(rng, n["n"], n["m"]) for _ in range(layers)]
    weights = [rnn_weights(rng, n["n"], n["n"]) for _ in range(layers)]
    return Inputs({"x": x, "a0": a0, "parameters": weights}, n)
