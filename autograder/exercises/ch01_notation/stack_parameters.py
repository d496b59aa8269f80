"""The two weight matrices of a cell, side by side."""

import numpy as np

import rnn_ref
from autograder.exercises import draw
from autograder.exercises.specification import Exercise, Inputs, Misconception, array


def draw_weights(rng) -> Inputs:
    n = draw.sizes(rng, "n_a", "n_x")
    return Inputs(
        {
            "Waa": draw.numbers(rng, n["n_a"], n["n_a"]),
            "Wax": draw.numbers(rng, n["n_a"], n["n_x"]),
        },
        n,
    )


EXERCISE = Exercise(
    name="stack_parameters",
    chapter="01_notation",
    reference=rnn_ref.stack_parameters,
    task="Write stack_parameters(Waa, Wax): put Waa and Wax side by side, in this order.",
    returns=("Wa",),
    draws={"ordinary": draw_weights},
    parts=(array("Wa", 2, shape="(n_a, n_a + n_x)"),),
    misconceptions=(
        Misconception(
            "input_weights_first",
            "this is [Wax Waa]. The shape is the same, and with [a; x] the state would meet the "
            "input's weights. The state comes first in both: [Waa Wax] and [a; x].",
            replace="xp.concat([Waa, Wax], axis=1)",
            by="xp.concat([Wax, Waa], axis=1)",
        ),
        Misconception(
            "stacked_upright",
            "the weights stand one above the other, and for that they had to be transposed. Each "
            "row of Wa leads into one unit, so there are n_a rows. Join along axis 1.",
            replace="xp.concat([Waa, Wax], axis=1)",
            by="xp.concat([Waa.T, Wax.T], axis=0)",
        ),
        Misconception(
            "recurrent_weights_transposed",
            "Waa was transposed on its way. It is square, so the shape does not tell. Take it as "
            "it is.",
            replace="xp.concat([Waa, Wax], axis=1)",
            by="xp.concat([Waa.T, Wax], axis=1)",
        ),
        Misconception(
            "flattened",
            "all numbers stand in one row. np.append, and np.concatenate with axis=None, flatten "
            "what they are given. Use np.concatenate with axis=1.",
            replace="xp.concat([Waa, Wax], axis=1)",
            by="xp.concat([xp.reshape(Waa, (-1,)), xp.reshape(Wax, (-1,))])",
        ),
        Misconception(
            "multiplied",
            "the two matrices were multiplied. Stacking computes nothing: it puts the columns "
            "of Wax beside those of Waa. Use np.concatenate.",
            replace="xp.concat([Waa, Wax], axis=1)",
            by="Waa @ Wax",
        ),
    ),
    likely=(
        ("input_weights_first", "return np.hstack([Wax, Waa])"),
        ("flattened", "return np.append(Waa, Wax)"),
        ("", "return np.concatenate([Waa, Wax])"),
        ("multiplied", "return Waa @ Wax"),
    ),
    styles=(lambda Waa, Wax: np.hstack((Waa, Wax)), lambda Waa, Wax: np.block([Waa, Wax])),
)
