"""What several exercises of chapter 2 share."""

from autograder.exercises import draw
from autograder.exercises.specification import Inputs


def step_cache(inputs: dict, returned) -> dict:
    """What the backward pass of one step needs: both states, the input, the weights."""
    others = {key: value for key, value in inputs.items() if key != "parameters"}
    return {"a_next": returned[0], **others, **inputs["parameters"]}


def draw_sequence(rng) -> Inputs:
    return _sequence(rng, draw.sizes(rng, "n_x", "n_a", "n_y", "m", "T_x"))


def draw_longer_sequence(rng) -> Inputs:
    """More steps than `draw_sequence` ever has."""
    n = draw.sizes(rng, "n_x", "n_a", "n_y", "m", most=5)
    return _sequence(rng, {**n, "T_x": int(rng.integers(8, 11))})


def _sequence(rng, n: dict[str, int]) -> Inputs:
    return Inputs(
        {
            "x": draw.numbers(rng, n["n_x"], n["m"], n["T_x"]),
            "a0": draw.numbers(rng, n["n_a"], n["m"]),
            "parameters": draw.parameters(rng, n),
        },
        n,
    )
