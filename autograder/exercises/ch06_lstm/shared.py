"""What several exercises of chapter 6 share."""

from autograder.exercises import draw
from autograder.exercises.caches import step
from autograder.exercises.specification import Inputs

# What a step puts into its cache, in order; the gates can be computed from the rest.
LSTM_CACHE = (
    *("a_next", "c_next", "a_prev", "c_prev", "xt"),
    *("forget", "update", "candidate", "output", "parameters"),
)
GATES = ("forget", "update", "candidate", "output")

WIDE = "(n_a, n_a + n_x)"

# Pieces of the references, which misconceptions replace.
MEMORY = "c_next = forget * c_prev + update * candidate"
STATE = "a_next = output * xp.tanh(c_next)"


# Reasons why an edit of a line changes no answer.
SIZE = "All of these have n_a rows."
ORDER = "No turn of the loop needs another one: their order shows in no answer."
READ_OUT = "Wy and by are taken, which both dictionaries hold."


def weights(rng, n: dict[str, int], peepholes: bool = False) -> dict:
    """The parameters of an LSTM with its read-out, none of them small."""
    found = draw.gates(rng, n, "fuco", high=0.7)
    if peepholes:
        shapes = dict.fromkeys(("pf", "pu", "po"), ("n_a", "1"))
        found |= draw.parameters(rng, n, shapes, low=0.4)
    return found | draw.parameters(rng, n, draw.READ_OUT)


def draw_step(rng, peepholes: bool = False) -> Inputs:
    n = draw.sizes(rng, "n_x", "n_a", "n_y", "m", least=2, most=5)
    return Inputs(
        {
            "xt": draw.numbers(rng, n["n_x"], n["m"]),
            "a_prev": draw.numbers(rng, n["n_a"], n["m"]),
            "c_prev": draw.numbers(rng, n["n_a"], n["m"], low=0.4, high=1.5),
            "parameters": weights(rng, n, peepholes),
        },
        n,
    )


def step_cache(inputs: dict, returned) -> dict:
    """What the way back takes from one step."""
    return step(LSTM_CACHE, returned[3], free=("a_next", *GATES))


def with_read_out(cache: tuple, parameters: dict) -> tuple:
    """A cache as the chapter's own step makes it: it keeps all parameters, Wy and by as well."""
    return (*cache[:-1], parameters)
