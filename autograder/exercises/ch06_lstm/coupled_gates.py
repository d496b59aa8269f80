"""An LSTM with one gate for two: what is written is what is forgotten."""

import numpy as np

import rnn_ref
from autograder.exercises import draw
from autograder.exercises.specification import Exercise, Inputs, Misconception, array


def draw_gates(rng) -> Inputs:
    n = draw.sizes(rng, "n_a", "m", least=2, most=4)
    shape = n["n_a"], n["m"]
    update = np.round(rng.uniform(0.1, 0.9, size=shape), 3)
    candidate, c_prev = draw.numbers(rng, *shape), draw.numbers(rng, *shape, low=0.4, high=1.5)
    return Inputs({"update": update, "candidate": candidate, "c_prev": c_prev}, n)


# Right answers in other styles: each earns all points.


def coupled_by_moving(update, candidate, c_prev):
    return 1 - update, c_prev + update * (candidate - c_prev)


# A piece of the reference, which misconceptions replace.
COUPLED = "c_next = forget * c_prev + update * candidate"

EXERCISE = Exercise(
    name="coupled_gates",
    chapter="06_lstm",
    reference=rnn_ref.coupled_gates,
    task="Return the forget gate 1 − Γ_u, and the new memory that it gives.",
    returns=("forget", "c_next"),
    draws={"ordinary": draw_gates},
    parts=(
        array("forget", 1, at=0, shape="(n_a, m)"),
        array("c_next", 1, at=1, shape="(n_a, m)"),
    ),
    misconceptions=(
        Misconception(
            "not_turned_round",
            "the forget gate is Γ_u itself. It would then keep exactly what is overwritten. "
            "Coupled means Γ_f = 1 − Γ_u.",
            replace="forget = 1 - update",
            by="forget = 1 * update",
        ),
        Misconception(
            "gates_swapped",
            "Γ_f stands beside the candidate and Γ_u beside the old memory. Γ_u writes, Γ_f keeps.",
            replace=COUPLED,
            by="c_next = update * c_prev + forget * candidate",
        ),
        Misconception(
            "nothing_forgotten",
            "the old memory was added whole. Multiply it by Γ_f = 1 − Γ_u.",
            replace=COUPLED,
            by="c_next = c_prev + update * candidate",
        ),
        Misconception(
            "written_whole",
            "the candidate was added whole. Multiply it by Γ_u.",
            replace=COUPLED,
            by="c_next = forget * c_prev + candidate",
        ),
        Misconception(
            "sign_lost",
            "the forget gate is Γ_u − 1, which is negative. A gate lies between 0 and 1: 1 − Γ_u.",
            replace="forget = 1 - update",
            by="forget = update - 1",
        ),
    ),
    likely=(
        ("not_turned_round", "return update, update * c_prev + update * candidate"),
        ("gates_swapped", "return 1 - update, update * c_prev + (1 - update) * candidate"),
        ("nothing_forgotten", "return 1 - update, c_prev + update * candidate"),
    ),
    styles=(coupled_by_moving,),
)
