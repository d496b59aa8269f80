"""State and input, one above the other."""

import numpy as np

import rnn_ref
from autograder.exercises import draw
from autograder.exercises.specification import Exercise, Inputs, Misconception, array


def draw_state_and_input(rng) -> Inputs:
    n = draw.sizes(rng, "n_a", "n_x", "m")
    return Inputs(
        {
            "a_prev": draw.numbers(rng, n["n_a"], n["m"]),
            "xt": draw.numbers(rng, n["n_x"], n["m"]),
        },
        n,
    )


EXERCISE = Exercise(
    name="stack_inputs",
    chapter="01_notation",
    reference=rnn_ref.stack_inputs,
    task="Write stack_inputs(a_prev, xt): put the state above the input, in this order.",
    returns=("stacked",),
    draws={"ordinary": draw_state_and_input},
    parts=(array("stacked", 1, shape="(n_a + n_x, m)"),),
    misconceptions=(
        Misconception(
            "input_on_top",
            "this is [x; a]. Wa has the state's weights in its first columns, so the state must "
            "stand on top: [a; x].",
            replace="xp.concat([a_prev, xt], axis=0)",
            by="xp.concat([xt, a_prev], axis=0)",
        ),
        Misconception(
            "side_by_side",
            "state and input stand side by side, and for that both had to be transposed. A column "
            "is an example, and it grows downward. Join along axis 0.",
            replace="xp.concat([a_prev, xt], axis=0)",
            by="xp.concat([a_prev.T, xt.T], axis=1)",
        ),
        Misconception(
            "flattened",
            "all numbers stand in one row. np.append, and np.concatenate with axis=None, flatten "
            "what they are given. Use np.concatenate with axis=0.",
            replace="xp.concat([a_prev, xt], axis=0)",
            by="xp.concat([xp.reshape(a_prev, (-1,)), xp.reshape(xt, (-1,))])",
        ),
    ),
    likely=(
        ("input_on_top", "return np.vstack([xt, a_prev])"),
        ("flattened", "return np.append(a_prev, xt)"),
        ("", "return np.concatenate([a_prev, xt], axis=1)"),
        ("side_by_side", "return np.concatenate([a_prev.T, xt.T], axis=1)"),
    ),
    styles=(lambda a_prev, xt: np.vstack((a_prev, xt)), lambda a, x: np.r_[a, x]),
)
