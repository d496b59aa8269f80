"""What several exercises of chapter 5 share."""

import rnn_ref
from autograder.exercises import draw
from autograder.exercises.caches import step
from autograder.exercises.specification import Inputs, array, holds
from rnn_ref.sequences.time_loop import loop_forward

# What a step puts into its cache, in order.
GRU_CACHE = ("a_next", "a_prev", "xt", "candidate", "update", "reset", "parameters")

WIDE = "(n_a, n_a + n_x)"

# A piece of the references, which misconceptions replace.
MIX = "a_next = update * candidate + (1 - update) * a_prev"


# Reasons why an edit of a line changes no answer.
SIZE = "All of these have n_a rows."
ORDER = "No turn of the loop needs another one: their order shows in no answer."


def draw_step(gates: str, small: bool = False):
    """A function that draws one step: xt, a_prev and the weights of the gates."""

    def drawn(rng) -> Inputs:
        n = draw.SMALL if small else draw.sizes(rng, "n_x", "n_a", "m", least=2, most=5)
        xt, a_prev = draw.numbers(rng, n["n_x"], n["m"]), draw.numbers(rng, n["n_a"], n["m"])
        return Inputs({"xt": xt, "a_prev": a_prev, "parameters": draw.gates(rng, n, gates)}, n)

    return drawn


def in_cache(name: str, points: int, place: int):
    """An array that the given last line has put into the cache."""
    return array(f"{name}, in the cache", points, at=(1, place), shape="(n_a, m)")


def rest_of_cache(points: int, names: tuple[str, ...], *seen: str):
    """What the given last line has put into the cache besides what other parts have seen."""

    def needs(inputs, returned) -> dict:
        held = step(names, returned[1])
        return {name: thing for name, thing in held.items() if name not in seen}

    return holds("the rest of the cache", points, needs, at=1)


def caches_of(rng, n: dict[str, int]) -> list:
    """The caches of a real forward pass, so that slopes are what they say."""
    x = draw.numbers(rng, n["n_x"], n["m"], n["T_x"])
    a0 = draw.numbers(rng, n["n_a"], n["m"])
    return loop_forward(rnn_ref.GRU, x, (a0,), draw.gates(rng, n, "ruc"))[1]
