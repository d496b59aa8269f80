"""One step of the Jordan network, which remembers its output instead of its state."""

import numpy as np

import rnn_ref
from autograder.exercises import draw
from autograder.exercises.specification import Exercise, Inputs, Misconception, array, holds

from .shared import step_cache
from .softmax import softmax_in_loops

SHAPES = {key: axes for key, axes in draw.PARAMETERS.items() if key != "Waa"}
SHAPES["Way"] = ("n_a", "n_y")


def draw_jordan_step(rng) -> Inputs:
    n = draw.sizes(rng, "n_x", "n_a", "n_y", "m")
    return Inputs(
        {
            "xt": draw.numbers(rng, n["n_x"], n["m"]),
            "y_prev": draw.probabilities(rng, n["n_y"], n["m"]),
            "parameters": draw.parameters(rng, n, SHAPES),
        },
        n,
    )


# Right answers in other styles: each earns all points.


def jordan_stacked(xt, y_prev, parameters):
    p = parameters
    a = np.tanh(np.c_[p["Way"], p["Wax"]] @ np.r_[y_prev, xt] + p["ba"])
    return a, softmax_in_loops(p["Wya"] @ a + p["by"]), dict(a=a, y=y_prev, x=xt, **p)


EXERCISE = Exercise(
    name="jordan_cell_forward",
    chapter="02_forward",
    reference=rnn_ref.jordan_cell_forward,
    task="Write jordan_cell_forward: a_next = tanh(Wax xt + Way y_prev + ba), then yt_pred = "
    "softmax(Wya a_next + by), then the cache of a_next, y_prev, xt and the parameters.",
    returns=("a_next", "yt_pred", "cache"),
    draws={"ordinary": draw_jordan_step},
    parts=(
        array("a_next", 2, at=0, shape="(n_a, m)"),
        array("yt_pred", 1, at=1, shape="(n_y, m)"),
        holds("cache", 1, step_cache, at=2),
    ),
    uses=("softmax",),
    misconceptions=(
        Misconception(
            "previous_output_ignored",
            "a_next was computed without y_prev. In a Jordan network the last prediction is the "
            "only thing that is remembered. Add Way @ y_prev inside tanh.",
            replace="xp.tanh(Wax @ xt + Way @ y_prev + ba)",
            by="xp.tanh(Wax @ xt + ba)",
        ),
        Misconception(
            "softmax_of_previous_output",
            "softmax was applied to y_prev. It is a prediction already: its columns sum to 1. Use "
            "it as it is.",
            replace="Way @ y_prev",
            by="Way @ softmax(y_prev)",
        ),
        Misconception(
            "output_weights_transposed_for_way",
            "Wya.T was used in the place of Way. Its shape fits, but it is another matrix. Way "
            "makes an a out of a y.",
            replace="Way @ y_prev",
            by="Wya.T @ y_prev",
        ),
        Misconception(
            "way_transposed_for_output",
            "Way.T was used in the place of Wya. Its shape fits, but it is another matrix. Wya "
            "makes a y out of an a.",
            replace="Wya @ a_next",
            by="Way.T @ a_next",
        ),
        Misconception(
            "state_bias_forgotten",
            "the bias ba is missing from a_next. It is added to every column, inside tanh.",
            replace="Way @ y_prev + ba)",
            by="Way @ y_prev)",
        ),
        Misconception(
            "tanh_forgotten",
            "a_next is the sum itself, without tanh.",
            replace="xp.tanh(Wax @ xt + Way @ y_prev + ba)",
            by="(Wax @ xt + Way @ y_prev + ba)",
        ),
        Misconception(
            "bias_outside_tanh",
            "ba was added after tanh. It belongs to the sum that tanh is taken of.",
            replace="xp.tanh(Wax @ xt + Way @ y_prev + ba)",
            by="xp.tanh(Wax @ xt + Way @ y_prev) + ba",
        ),
        Misconception(
            "softmax_forgotten",
            "yt_pred holds the scores, before softmax. The next step would be fed numbers that are "
            "no probabilities.",
            replace="softmax(Wya @ a_next + by)",
            by="(Wya @ a_next + by)",
        ),
        Misconception(
            "output_bias_forgotten",
            "the bias by is missing from yt_pred. Add it before softmax.",
            replace="softmax(Wya @ a_next + by)",
            by="softmax(Wya @ a_next)",
        ),
        Misconception(
            "cache_lacks_previous_output",
            "your cache does not hold y_prev. It is what Way was multiplied with, so the backward "
            "pass needs it.",
            replace="cache = (a_next, y_prev, xt, parameters)",
            by="cache = (a_next, yt_pred, xt, parameters)",
        ),
    ),
    likely=(
        (
            "output_weights_transposed_for_way",
            """
            p = parameters; a = np.tanh(p["Wax"] @ xt + p["Wya"].T @ y_prev + p["ba"])
            return a, softmax(p["Wya"] @ a + p["by"]), (a, y_prev, xt, p)""",
        ),
        (
            "previous_output_ignored",
            """
            p = parameters; a = np.tanh(p["Wax"] @ xt + p["ba"])
            return a, softmax(p["Wya"] @ a + p["by"]), (a, y_prev, xt, p)""",
        ),
        (
            "softmax_forgotten",
            """
            p = parameters; a = np.tanh(p["Wax"] @ xt + p["Way"] @ y_prev + p["ba"])
            return a, p["Wya"] @ a + p["by"], (a, y_prev, xt, p)""",
        ),
        (
            "",
            """
            p = parameters; a = np.tanh(p["Wax"] @ xt + p["Waa"] @ y_prev + p["ba"])
            return a, softmax(p["Wya"] @ a + p["by"]), (a, y_prev, xt, p)""",
        ),
    ),
    styles=(jordan_stacked,),
    equal=(
        (
            "cache = (a_next, y_prev, xt, parameters)",
            "A cache may have any order; what it holds is looked at.",
        ),
    ),
)
