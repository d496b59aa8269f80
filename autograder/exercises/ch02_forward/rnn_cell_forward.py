"""One step of the Elman network, with its prediction and its cache."""

import numpy as np

import rnn_ref
from autograder.exercises import draw
from autograder.exercises.specification import Exercise, Inputs, Misconception, array, holds

from .shared import step_cache
from .softmax import softmax_in_loops, softmax_in_place


def draw_step(rng) -> Inputs:
    n = draw.sizes(rng, "n_x", "n_a", "n_y", "m")
    return Inputs(
        {
            "xt": draw.numbers(rng, n["n_x"], n["m"]),
            "a_prev": draw.numbers(rng, n["n_a"], n["m"]),
            "parameters": draw.parameters(rng, n),
        },
        n,
    )


# Right answers in other styles: each earns all points.


def cell_stacked(xt, a_prev, parameters):
    p = parameters
    Wa = np.hstack([p["Waa"], p["Wax"]])
    a = np.tanh(Wa @ np.vstack([a_prev, xt]) + p["ba"])
    y = softmax_in_place(p["Wya"] @ a + p["by"])
    return a, y, {"state": a, "old": a_prev, "input": xt, "weights": p}


def cell_einsum(x, a0, w):
    a1 = np.tanh(
        np.einsum("ij,jk->ik", w["Wax"], x) + np.einsum("ij,jk->ik", w["Waa"], a0) + w["ba"]
    )
    y = softmax_in_loops(np.einsum("ij,jk->ik", w["Wya"], a1) + w["by"])
    return [a1, y, [x, a0, a1, list(w.values())]]


def cell_per_example(xt, a_prev, parameters):
    columns = [
        np.tanh(
            parameters["Wax"] @ xt[:, i] + parameters["Waa"] @ a_prev[:, i] + parameters["ba"][:, 0]
        )
        for i in range(xt.shape[1])
    ]
    a_next = np.array(columns).T
    yt_pred = softmax_in_place(parameters["Wya"] @ a_next + parameters["by"])
    return a_next, yt_pred, (xt.copy(), a_prev.copy(), a_next.copy(), parameters)


def cell_float32(xt, a_prev, parameters):
    w = {k: v.astype(np.float32) for k, v in parameters.items()}
    xt, a_prev = xt.astype(np.float32), a_prev.astype(np.float32)
    a = np.tanh(w["Wax"] @ xt + w["Waa"] @ a_prev + w["ba"])
    return a, softmax_in_place(w["Wya"] @ a + w["by"]), (a, a_prev, xt, w)


EXERCISE = Exercise(
    name="rnn_cell_forward",
    chapter="02_forward",
    reference=rnn_ref.rnn_cell_forward,
    task="Write rnn_cell_forward: a_next = tanh(Wax xt + Waa a_prev + ba), then yt_pred = "
    "softmax(Wya a_next + by), then the cache of both states, the input and the parameters.",
    returns=("a_next", "yt_pred", "cache"),
    draws={"ordinary": draw_step},
    parts=(
        array("a_next", 2, at=0, shape="(n_a, m)"),
        array("yt_pred", 1, at=1, shape="(n_y, m)"),
        holds("cache", 1, step_cache, at=2),
    ),
    uses=("softmax",),
    misconceptions=(
        Misconception(
            "previous_state_ignored",
            "a_next was computed without a_prev. The step then sees only its own input and the "
            "network has no memory. Add Waa @ a_prev inside tanh.",
            replace="xp.tanh(Wax @ xt + Waa @ a_prev + ba)",
            by="xp.tanh(Wax @ xt + ba)",
        ),
        Misconception(
            "input_ignored",
            "a_next was computed without xt. Add Wax @ xt inside tanh.",
            replace="xp.tanh(Wax @ xt + Waa @ a_prev + ba)",
            by="xp.tanh(Waa @ a_prev + ba)",
        ),
        Misconception(
            "state_bias_forgotten",
            "the bias ba is missing from a_next. It is added to every column, inside tanh.",
            replace="Waa @ a_prev + ba)",
            by="Waa @ a_prev)",
        ),
        Misconception(
            "bias_outside_tanh",
            "ba was added after tanh. It belongs to the sum that tanh is taken of: "
            "tanh(… + ba), not tanh(…) + ba.",
            replace="xp.tanh(Wax @ xt + Waa @ a_prev + ba)",
            by="xp.tanh(Wax @ xt + Waa @ a_prev) + ba",
        ),
        Misconception(
            "tanh_forgotten",
            "a_next is the sum itself, without tanh. tanh keeps each entry between -1 and 1.",
            replace="xp.tanh(Wax @ xt + Waa @ a_prev + ba)",
            by="(Wax @ xt + Waa @ a_prev + ba)",
        ),
        Misconception(
            "sigmoid_for_tanh",
            "sigmoid was used where the state takes tanh. All your states are positive; a state "
            "may be negative.",
            replace="xp.tanh(Wax @ xt + Waa @ a_prev + ba)",
            by="1 / (1 + xp.exp(-(Wax @ xt + Waa @ a_prev + ba)))",
        ),
        Misconception(
            "stacked_in_two_orders",
            "you stacked the weights as [Waa Wax] and the data as [xt; a_prev]. The two orders "
            "must agree: [Waa Wax] goes with [a_prev; xt].",
            replace="Wax @ xt + Waa @ a_prev",
            by="xp.concat([Waa, Wax], axis=1) @ xp.concat([xt, a_prev], axis=0)",
        ),
        Misconception(
            "recurrent_weights_transposed",
            "Waa was transposed. It is square, so the shapes fit either way and only the numbers "
            "tell. Row i of Waa holds the weights that lead into unit i: use Waa @ a_prev.",
            replace="Waa @ a_prev",
            by="Waa.T @ a_prev",
        ),
        Misconception(
            "prediction_from_old_state",
            "yt_pred was computed from a_prev. The prediction of this step is read from the new "
            "state: Wya @ a_next.",
            replace="Wya @ a_next",
            by="Wya @ a_prev",
        ),
        Misconception(
            "prediction_before_tanh",
            "the prediction was read from the sum before tanh was taken. Read it from a_next.",
            replace="Wya @ a_next",
            by="Wya @ (Wax @ xt + Waa @ a_prev + ba)",
        ),
        Misconception(
            "output_bias_forgotten",
            "the bias by is missing from yt_pred. Add it before softmax.",
            replace="softmax(Wya @ a_next + by)",
            by="softmax(Wya @ a_next)",
        ),
        Misconception(
            "output_bias_after_softmax",
            "by was added after softmax, so the columns no longer sum to 1. It belongs to the "
            "scores: softmax(… + by).",
            replace="softmax(Wya @ a_next + by)",
            by="softmax(Wya @ a_next) + by",
        ),
        Misconception(
            "sigmoid_for_softmax",
            "sigmoid was used for the prediction. It answers yes or no for each word by itself; "
            "one of many words takes softmax, whose columns sum to 1.",
            replace="softmax(Wya @ a_next + by)",
            by="1 / (1 + xp.exp(-(Wya @ a_next + by)))",
        ),
        Misconception(
            "softmax_forgotten",
            "yt_pred holds the scores, before softmax. Its columns must be probabilities that sum "
            "to 1.",
            replace="softmax(Wya @ a_next + by)",
            by="(Wya @ a_next + by)",
        ),
        Misconception(
            "softmax_over_rows",
            "softmax ran along the rows, over the examples. The classes of one example stand in a "
            "column. Look at the axis in your softmax.",
            replace="softmax(Wya @ a_next + by)",
            by="softmax((Wya @ a_next + by).T).T",
        ),
        Misconception(
            "cache_lacks_old_state",
            "your cache does not hold a_prev. The gradient with respect to Waa is a product with "
            "a⟨t−1⟩, so chapter 3 cannot do without it.",
            replace="cache = (a_next, a_prev, xt, parameters)",
            by="cache = (a_next, a_next, xt, parameters)",
        ),
    ),
    likely=(
        (
            "bias_outside_tanh",
            """
            p = parameters; a = np.tanh(p["Wax"] @ xt + p["Waa"] @ a_prev) + p["ba"]
            return a, softmax(p["Wya"] @ a + p["by"]), (a, a_prev, xt, p)""",
        ),
        (
            "prediction_from_old_state",
            """
            p = parameters; a = np.tanh(p["Wax"] @ xt + p["Waa"] @ a_prev + p["ba"])
            return a, softmax(p["Wya"] @ a_prev + p["by"]), (a, a_prev, xt, p)""",
        ),
        (
            "softmax_forgotten",
            """
            p = parameters; a = np.tanh(p["Wax"] @ xt + p["Waa"] @ a_prev + p["ba"])
            return a, p["Wya"] @ a + p["by"], (a, a_prev, xt, p)""",
        ),
        (
            "",
            """
            p = parameters; a = np.tanh(p["Wax"] * xt + p["Waa"] * a_prev + p["ba"])
            return a, softmax(p["Wya"] * a + p["by"]), (a, a_prev, xt, p)""",
        ),
    ),
    styles=(cell_stacked, cell_einsum, cell_per_example, cell_float32),
    equal=(
        (
            "cache = (a_next, a_prev, xt, parameters)",
            "A cache may have any order; what it holds is looked at.",
        ),
    ),
)
