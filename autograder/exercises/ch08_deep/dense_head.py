"""Two dense layers with softmax on top of the states, the same at every step."""

import numpy as np

from autograder.exercises import draw
from autograder.exercises.specification import Exercise, Inputs, Misconception, array


def dense_head(a, parameters):
    """At each step the same two dense layers: tanh, then softmax."""
    p = parameters
    hidden = np.tanh(np.einsum("ij,jmt->imt", p["W1"], a) + p["b1"][:, :, None])
    scores = np.einsum("ij,jmt->imt", p["Wy"], hidden) + p["by"][:, :, None]
    e = np.exp(scores - scores.max(axis=0))
    return e / e.sum(axis=0)


def draw_head(rng, small: bool = False) -> Inputs:
    n = draw.SMALL if small else draw.sizes(rng, "n_a", "n_y", "m", "T_x", least=3, most=6)
    n_a, n_y = n["n_a"], n["n_y"]
    weights = {
        "W1": draw.numbers(rng, n_a, n_a),
        "b1": draw.numbers(rng, n_a, 1),
        "Wy": draw.numbers(rng, n_y, n_a),
        "by": draw.numbers(rng, n_y, 1),
    }
    return Inputs({"a": draw.numbers(rng, n_a, n["m"], n["T_x"]), "parameters": weights}, n)


# Right answers in other styles: each earns all points.


def head_by_step(a, parameters):
    p, out = parameters, []
    for t in range(a.shape[-1]):
        z = p["Wy"] @ np.tanh(p["b1"] + p["W1"] @ a[..., t]) + p["by"]
        out.append(np.exp(z) / np.exp(z).sum(axis=0, keepdims=True))
    return np.moveaxis(np.array(out), 0, 2)


# A piece of the reference, which misconceptions replace.
HIDDEN = 'hidden = np.tanh(np.einsum("ij,jmt->imt", p["W1"], a) + p["b1"][:, :, None])'

EXERCISE = Exercise(
    name="dense_head",
    chapter="08_deep",
    reference=dense_head,
    task="Write dense_head: at every step h = tanh(W1 a + b1), then softmax(Wy h + by) over the "
    "classes, with the same weights at all steps.",
    returns=("y_pred",),
    draws={"ordinary": draw_head, "one unit": lambda rng: draw_head(rng, small=True)},
    parts=(
        array("y_pred", 4, shape="(n_y, m, T_x)"),
        array("y_pred of one unit", 1, shape="(n_y, m, T_x)", case="one unit", beside="y_pred"),
    ),
    misconceptions=(
        Misconception(
            "no_bend",
            "the tanh is missing. Without a bend between them two matrices are one: Wy W1.",
            replace=HIDDEN,
            by=HIDDEN.replace("np.tanh(", "("),
        ),
        Misconception(
            "hidden_layer_left_out",
            "Wy was put on the states directly. W1, b1 and tanh come first.",
            replace=HIDDEN,
            by="hidden = a",
        ),
        Misconception(
            "first_bias_forgotten",
            "b1 is missing. Add it inside tanh.",
            replace=' + p["b1"][:, :, None])',
            by=")",
        ),
        Misconception(
            "second_bias_forgotten",
            "by is missing. Add it before softmax.",
            replace=' + p["by"][:, :, None]',
            by="",
        ),
        Misconception(
            "softmax_over_the_steps",
            "softmax ran over the steps. At each step the n_y classes share one whole: sum over "
            "the first axis.",
            replace="e = np.exp(scores - scores.max(axis=0))\n    return e / e.sum(axis=0)",
            by="e = np.exp(scores)\n    return e / e.sum(axis=2, keepdims=True)",
        ),
        Misconception(
            "state_of_the_last_step_everywhere",
            "all steps got the prediction of the last one. The head works at each step on that "
            "step's own state.",
            replace=HIDDEN,
            by=HIDDEN.replace('p["W1"], a)', 'p["W1"], 0 * a + a[:, :, -1:])'),
        ),
        Misconception(
            "head_that_runs_on",
            "the hidden layer's values were added up from step to step. The head has no state: "
            "nothing in it goes from left to right.",
            replace=HIDDEN,
            by=HIDDEN + "\n    hidden = np.cumsum(hidden, axis=2)",
        ),
    ),
    likely=(
        (
            "no_bend",
            """
            p, out = parameters, []
            for t in range(a.shape[2]):
                h = p["W1"] @ a[:, :, t] + p["b1"]
                z = p["Wy"] @ h + p["by"]
                e = np.exp(z - z.max(axis=0)); out.append(e / e.sum(axis=0))
            return np.stack(out, axis=2)""",
        ),
        (
            "hidden_layer_left_out",
            """
            p, out = parameters, []
            for t in range(a.shape[2]):
                h = a[:, :, t]
                z = p["Wy"] @ h + p["by"]
                e = np.exp(z - z.max(axis=0)); out.append(e / e.sum(axis=0))
            return np.stack(out, axis=2)""",
        ),
        (
            "first_bias_forgotten",
            """
            p, out = parameters, []
            for t in range(a.shape[2]):
                h = np.tanh(p["W1"] @ a[:, :, t])
                z = p["Wy"] @ h + p["by"]
                e = np.exp(z - z.max(axis=0)); out.append(e / e.sum(axis=0))
            return np.stack(out, axis=2)""",
        ),
        (
            "second_bias_forgotten",
            """
            p, out = parameters, []
            for t in range(a.shape[2]):
                h = np.tanh(p["W1"] @ a[:, :, t] + p["b1"])
                z = p["Wy"] @ h
                e = np.exp(z - z.max(axis=0)); out.append(e / e.sum(axis=0))
            return np.stack(out, axis=2)""",
        ),
    ),
    styles=(head_by_step,),
    equal=(
        ("hidden =", "A bias has one column: the two give the same (n, 1, 1)."),
        ("scores =", "A bias has one column: the two give the same (n, 1, 1)."),
        (
            "e = np.exp",
            "Whatever is taken off all classes of a step alike, softmax stays the same.",
        ),
    ),
)
