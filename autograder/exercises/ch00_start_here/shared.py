"""What several exercises of chapter 0 share."""

from autograder.exercises import draw
from autograder.exercises.specification import Inputs


def draw_table(rng) -> Inputs:
    n = draw.sizes(rng, "n", "m")
    return Inputs({"x": draw.numbers(rng, n["n"], n["m"])}, n)
