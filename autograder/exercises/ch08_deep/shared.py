"""What several exercises of chapter 8 share."""

from autograder.exercises import draw
from autograder.exercises.specification import Inputs

LAYERS = 3
STATES = "(n_a, m, T_x)"


def sizes_of(rng) -> dict[str, int]:
    """One width n for the input and all layers: so no wrong wiring is stopped by a shape."""
    return draw.sizes(rng, "n", "m", "T_x", least=2, most=4)


def rnn_weights(rng, n_a: int, n_x: int) -> dict:
    return draw.parameters(rng, {"n_a": n_a, "n_x": n_x}, draw.CELL, high=0.7)


def gate_weights(rng, n: int, gates: str) -> dict:
    return draw.gates(rng, {"n_a": n, "n_x": n}, gates, high=0.7)


def draw_stack(rng) -> Inputs:
    n = sizes_of(rng)
    x = draw.numbers(rng, n["n"], n["m"], n["T_x"])
    a0 = [draw.numbers(rng, n["n"], n["m"]) for _ in range(LAYERS)]
    weights = [rnn_weights(rng, n["n"], n["n"]) for _ in range(LAYERS)]
    return Inputs({"x": x, "a0": a0, "parameters": weights}, n)
