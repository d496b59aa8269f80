"""One input, and each prediction is the input of the next step."""

import numpy as np
from array_api_compat import array_namespace

from autograder.exercises import draw
from autograder.exercises.specification import Exercise, Inputs, Misconception, array
from rnn_ref import rnn_cell_forward

from .rnn_cell_forward import cell_stacked


def one_to_many(x1, a0, parameters: dict, T_y: int):
    """Start from one input and feed every prediction back as the next input."""
    steps = T_y
    xp = array_namespace(x1, a0)
    y_steps = []
    xt = x1  # (n_x, m)
    a_prev = a0  # (n_a, m)
    for t in range(steps):
        a_next, yt_pred, cache = rnn_cell_forward(xt, a_prev, parameters)
        y_steps.append(yt_pred)
        xt = yt_pred  # (n_y, m)
        a_prev = a_next
    y_pred = xp.stack(y_steps, axis=2)  # (n_y, m, T_y)
    return y_pred


def draw_start(rng) -> Inputs:
    n = draw.sizes(rng, "n_x", "n_a", "m", "T_y", least=3)
    n = {"n_x": n["n_x"], "n_y": n["n_x"], "n_a": n["n_a"], "m": n["m"], "T_y": n["T_y"]}
    weights = draw.parameters(rng, n)
    weights["Wax"] = draw.numbers(rng, n["n_a"], n["n_x"], low=1.0, high=2.0)
    weights["Wya"] = draw.numbers(rng, n["n_y"], n["n_a"], low=1.0, high=2.0)
    return Inputs(
        {
            "x1": draw.numbers(rng, n["n_x"], n["m"]),
            "a0": draw.numbers(rng, n["n_a"], n["m"]),
            "parameters": weights,
            "T_y": n["T_y"],
        },
        n,
    )


# Right answers in other styles: each earns all points.


def one_filling(x1, a0, parameters, T_y):
    out = np.zeros((*x1.shape, T_y))
    for t in range(T_y):
        a0, x1, _ = cell_stacked(x1, a0, parameters)
        out[..., t] = x1
    return out


EXERCISE = Exercise(
    name="one_to_many",
    chapter="02_forward",
    reference=one_to_many,
    task="Write one_to_many: take T_y steps with rnn_cell_forward; the first reads x1, each later "
    "one reads the prediction of the step before. Return all predictions.",
    returns=("y_pred",),
    draws={"ordinary": draw_start},
    parts=(array("y_pred", 5, shape="(n_y, m, T_y)"),),
    uses=("softmax", "rnn_cell_forward"),
    misconceptions=(
        Misconception(
            "first_input_repeated",
            "every step read x1. After the first step there is no input from outside: the input of "
            "step t+1 is the prediction of step t.",
            replace="xt = yt_pred",
            by="xt = x1",
        ),
        Misconception(
            "zeros_after_first_step",
            "the steps after the first read zeros. Feed the prediction back instead: "
            "x⟨t+1⟩ = ŷ⟨t⟩.",
            replace="xt = yt_pred",
            by="xt = xp.zeros_like(yt_pred)",
        ),
        Misconception(
            "winner_fed_back",
            "the largest probability was turned into a one-hot vector before it was fed back. This "
            "exercise feeds the probabilities themselves; picking a class comes in chapter 4.",
            replace="xt = yt_pred",
            by="xt = xp.astype(yt_pred == xp.max(yt_pred, axis=0, keepdims=True), x1.dtype)",
        ),
        Misconception(
            "state_not_carried",
            "every step started from a0. The prediction is fed back as the input, and the state "
            "must be carried on as well.",
            replace="a_prev = a_next",
            by="a_prev = a0",
        ),
        Misconception(
            "initial_state_ignored",
            "the first step started from zeros. The function is given a0; start with it.",
            replace="a_prev = a0",
            by="a_prev = xp.zeros_like(a0)",
        ),
        Misconception(
            "only_last_prediction",
            "only the last prediction came back. One-to-many returns all T_y of them, stacked "
            "along a third axis.",
            replace="y_pred = xp.stack(y_steps, axis=2)",
            by="y_pred = y_steps[-1]",
        ),
        Misconception(
            "input_stored_first",
            "x1 stands first in your answer. It is the input; the first prediction is what the "
            "cell makes of it.",
            replace="y_pred = xp.stack(y_steps, axis=2)",
            by="y_pred = xp.stack([x1, *y_steps[:-1]], axis=2)",
        ),
        Misconception(
            "first_place_left_empty",
            "the first place holds zeros and all the rest stand one place too late. Count the "
            "steps from 0 and store the first prediction at index 0.",
            replace="y_pred = xp.stack(y_steps, axis=2)",
            by="y_pred = xp.stack([0 * x1, *y_steps[:-1]], axis=2)",
        ),
        Misconception(
            "time_axis_first",
            "the predictions are stacked with time as the first axis. Time is the last axis: "
            "y_pred[:, :, t].",
            replace="y_pred = xp.stack(y_steps, axis=2)",
            by="y_pred = xp.stack(y_steps, axis=0)",
        ),
        Misconception(
            "one_prediction_too_few",
            "there is one prediction too few. The first one, which is made from x1, counts as "
            "well: T_y predictions need T_y turns of the loop.",
            replace="y_pred = xp.stack(y_steps, axis=2)",
            by="y_pred = xp.stack(y_steps[:-1], axis=2)",
        ),
    ),
    likely=(
        (
            "state_not_carried",
            """
            Y, x = [], x1
            for t in range(T_y):
                a, x, _ = rnn_cell_forward(x, a0, parameters)
                Y.append(x)
            return np.stack(Y, axis=2)""",
        ),
        (
            "first_input_repeated",
            """
            Y, a = [], a0
            for t in range(T_y):
                a, y, _ = rnn_cell_forward(x1, a, parameters)
                Y.append(y)
            return np.stack(Y, axis=2)""",
        ),
        (
            "winner_fed_back",
            """
            Y, a, x = [], a0, x1
            for t in range(T_y):
                a, y, _ = rnn_cell_forward(x, a, parameters)
                Y.append(y); x = np.eye(len(y))[:, y.argmax(axis=0)]
            return np.stack(Y, axis=2)""",
        ),
        (
            "time_axis_first",
            """
            Y, a, x = [], a0, x1
            for t in range(T_y):
                a, x, _ = rnn_cell_forward(x, a, parameters); Y.append(x)
            return np.array(Y)""",
        ),
        (
            "one_prediction_too_few",
            """
            Y, a, x = [], a0, x1
            for t in range(1, T_y):
                a, x, _ = rnn_cell_forward(x, a, parameters); Y.append(x)
            return np.stack(Y, axis=2)""",
        ),
    ),
    styles=(one_filling,),
    equal=(
        ("for t in range(steps)", "The number of the step is not used, only how many there are."),
        (
            "a_next, yt_pred, cache = rnn_cell_forward(xt, a_prev, parameters)",
            "Nobody asks for the caches.",
        ),
        ("for _ in range(T_y)", "The number of the step is not used, only how many there are."),
    ),
)
