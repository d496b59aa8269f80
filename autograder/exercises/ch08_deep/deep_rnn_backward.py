"""The way back through a stack, from the top layer down."""

import numpy as np

from autograder.exercises import draw
from autograder.exercises.caches import entries, stands
from autograder.exercises.specification import Exercise, Inputs, Misconception, array, each, holds

from .deep_rnn_forward import deep_rnn_forward
from .shared import LAYERS, draw_stack


def layer_back(da, kept):
    """One layer's way back; see chapter 3."""
    p = kept[0][3]
    grads = {"dWax": 0 * p["Wax"], "dWaa": 0 * p["Waa"], "dba": 0 * p["ba"], "dx": []}
    right = np.zeros(da.shape[:2])
    for t in reversed(range(len(kept))):
        a_next, a_prev, xt, _ = kept[t]
        dz = (1 - a_next**2) * (da[:, :, t] + right)
        grads["dWax"] = grads["dWax"] + dz @ xt.T
        grads["dWaa"] = grads["dWaa"] + dz @ a_prev.T
        grads["dba"] = grads["dba"] + dz.sum(axis=1, keepdims=True)
        grads["dx"].insert(0, p["Wax"].T @ dz)
        right = p["Waa"].T @ dz
    return {**grads, "da0": right, "dx": np.stack(grads["dx"], axis=2)}


def deep_rnn_backward(da, caches):
    """The gradients of x and of each layer; da belongs to the last layer's states."""
    gradients = [None] * len(caches)
    for layer in reversed(range(len(caches))):
        back = layer_back(da, caches[layer])
        da = back["dx"]
        gradients[layer] = {key: back[key] for key in ("dWax", "dWaa", "dba", "da0")}
    return {"dx": da, "layers": gradients}


def draw_backward(rng, layers: int = 3) -> Inputs:
    inputs = draw_stack(rng, layers)
    while inputs.sizes["n"] == 4:  # the caches repeat the weights, and a pack stays small
        inputs = draw_stack(rng, layers)
    states, caches = deep_rnn_forward(**inputs.values)
    return Inputs({"da": draw.numbers(rng, *states[-1].shape), "caches": caches}, inputs.sizes)


def of_two_layers(inputs, returned) -> dict:
    return {
        "one dictionary for each of the 2 layers": entries(2, "layers"),
        "dx": stands(returned["dx"], "dx"),
    }


def of_layer(layer: int, key: str, points: int, shape: str):
    return array(
        f"gradients['layers'][{layer}]['{key}']", points, at=("layers", layer, key), shape=shape
    )


# Right answers in other styles: each earns all points.


def backward_by_number(da, caches):
    """From the top down, the gradients of each layer written out."""
    layers = {}
    for l in range(len(caches) - 1, -1, -1):
        p, T = caches[l][0][3], len(caches[l])
        dz, right = np.zeros(da.shape), 0.0
        for t in range(T - 1, -1, -1):
            dz[..., t] = (da[..., t] + right) * (1 - caches[l][t][0] ** 2)
            right = p["Waa"].T @ dz[..., t]
        was, read = (np.stack([cache[k] for cache in caches[l]], 2) for k in (1, 2))
        layers[l] = {
            "dWax": np.einsum("imt,jmt->ij", dz, read),
            "da0": right,
            "dWaa": np.einsum("imt,jmt->ij", dz, was),
            "dba": dz.sum((1, 2))[:, None],
        }
        da = np.einsum("ij,imt->jmt", p["Wax"], dz)
    return {"layers": [layers[l] for l in range(len(caches))], "dx": da}


# Pieces of the reference, which misconceptions replace.
DOWN = 'da = back["dx"]'
DOWN_AND_OUT = """\
        da = back["dx"]
        gradients[layer] = {key: back[key] for key in ("dWax", "dWaa", "dba", "da0")}
    return {"dx": da, "layers": gradients}"""
BACK = "back = layer_back(da, caches[layer])"

EXERCISE = Exercise(
    name="deep_rnn_backward",
    chapter="08_deep",
    reference=deep_rnn_backward,
    task="Write deep_rnn_backward: from the top layer down, call rnn_backward. What it says of a "
    "layer's input is what the states of the layer below hear.",
    returns=("gradients",),
    draws={"ordinary": draw_backward, "two layers": lambda rng: draw_backward(rng, 2)},
    parts=(
        of_layer(2, "dWax", 1, "(n_a, n_a)"),
        of_layer(2, "dWaa", 1, "(n_a, n_a)"),
        each("each layer's dba", 1, at=tuple(("layers", layer, "dba") for layer in range(3))),
        of_layer(1, "dWax", 1, "(n_a, n_a)"),
        of_layer(1, "dWaa", 1, "(n_a, n_a)"),
        each("each layer's da0", 1, at=tuple(("layers", layer, "da0") for layer in range(3))),
        of_layer(0, "dWax", 1, "(n_a, n_x)"),
        of_layer(0, "dWaa", 1, "(n_a, n_a)"),
        array("gradients['dx']", 1, at="dx", shape="(n_x, m, T_x)"),
        holds("the gradients of two layers", 1, of_two_layers, case="two layers"),
    ),
    uses=("rnn_backward",),
    misconceptions=(
        Misconception(
            "same_gradient_for_all",
            "every layer was given da. Only the top layer hears the loss itself. The others hear "
            "it through the layer above: its dx is their da.",
            replace=BACK,
            by="top = da if layer == len(caches) - 1 else top\n"
            "        back = layer_back(top, caches[layer])",
        ),
        Misconception(
            "gradients_piled_up",
            "dx of a layer was added to the da that had reached it. That da has been used; what "
            "goes on down is dx alone.",
            replace=DOWN,
            by='da = da + back["dx"]',
        ),
        Misconception(
            "bottom_layer_first",
            "the lowest layer came first. The loss sits on top: begin with the last layer and go "
            "down.",
            replace="in reversed(range(len(caches))):",
            by="in range(len(caches)):",
        ),
        Misconception(
            "listed_from_the_top",
            "the list of the layers begins with the top one. You went down, so what came last "
            "belongs to the front: layers[0] is the layer that reads x.",
            replace='"layers": gradients}',
            by='"layers": gradients[::-1]}',
        ),
        Misconception(
            "dx_of_the_top_layer",
            "dx is that of the top layer. The input of the whole stack is the input of its lowest "
            "layer.",
            replace=DOWN_AND_OUT,
            by=DOWN_AND_OUT.replace(
                DOWN, DOWN + "\n        dx = da if layer == len(caches) - 1 else dx"
            ).replace('"dx": da,', '"dx": dx,'),
        ),
        Misconception(
            "only_the_last_step_sent_down",
            "only the last step's dx went down. A layer feeds the next one at every step, so it "
            "hears from it at every step.",
            replace=DOWN,
            by='da = np.concatenate([0 * back["dx"][:, :, :-1], back["dx"][:, :, -1:]], axis=2)',
        ),
        Misconception(
            "tanh_slope_twice",
            "the gradient was multiplied by 1 - a² before it went into a layer. rnn_backward does "
            "that itself, with its first line.",
            replace=BACK,
            by="a = np.stack([kept[0] for kept in caches[layer]], axis=2)\n"
            "        back = layer_back(da * (1 - a**2), caches[layer])",
        ),
    ),
    likely=(
        (
            "same_gradient_for_all",
            """
            layers, d = [], da
            for kept in reversed(caches):
                g = dict(rnn_backward(da, kept)); dx = g.pop("dx"); d = dx
                layers.append(g)
            return {"dx": dx, "layers": layers[::-1]}""",
        ),
        (
            "listed_from_the_top",
            """
            layers, d = [], da
            for kept in reversed(caches):
                g = dict(rnn_backward(d, kept)); dx = g.pop("dx"); d = dx
                layers.append(g)
            return {"dx": dx, "layers": layers}""",
        ),
        (
            "gradients_piled_up",
            """
            layers, d = [], da
            for kept in reversed(caches):
                g = dict(rnn_backward(d, kept)); dx = g.pop("dx"); d = d + dx
                layers.append(g)
            return {"dx": dx, "layers": layers[::-1]}""",
        ),
    ),
    styles=(backward_by_number,),
    equal=(
        ("for layer in reversed(range(len(caches)))", LAYERS),
        ("gradients[layer] =", "A dictionary has no order that a check may look at."),
        ("back = dict(", "rnn_backward makes a new dictionary at each call."),
    ),
)
