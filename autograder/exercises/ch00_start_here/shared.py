"""What several exercises of chapter 0 share."""

from autograder.exercises import draw
from autograder.exercises.specification import Inputs


def draw_table(rng) -> Inputs:
    return _table(draw.sizes(rng, "n", "m"), rng)


def draw_larger_table(rng) -> Inputs:
    """More rows and columns than `draw_table` ever has."""
    return _table(draw.sizes(rng, "n", "m", least=8, most=11), rng)


def _table(n: dict[str, int], rng) -> Inputs:
    return Inputs({"x": draw.numbers(rng, n["n"], n["m"])}, n)
