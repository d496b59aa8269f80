"""What several exercises of chapter 3 share."""

from autograder.exercises import draw
from autograder.exercises.ch02_forward.rnn_forward import rnn_forward


def caches_of(rng, n: dict[str, int]) -> list:
    """The caches of a real forward pass, so that 1 − a² is what it says."""
    weights = draw.parameters(rng, {**n, "n_y": 2}, high=0.6)
    x = draw.numbers(rng, n["n_x"], n["m"], n["T_x"])
    a0 = draw.numbers(rng, n["n_a"], n["m"])
    return rnn_forward(x, a0, weights)[2]


def draw_gradients(rng, low: float, high: float) -> dict:
    """Three arrays; each has entries of both signs inside and outside ±3."""
    n = draw.sizes(rng, "n_x", "n_a", least=2, most=4)
    shapes = {"dWax": (n["n_a"], n["n_x"]), "dWaa": (n["n_a"],) * 2, "dba": (n["n_a"], 1)}
    return {key: draw.numbers(rng, *shape, low=low, high=high) for key, shape in shapes.items()}
