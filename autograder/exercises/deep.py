"""The exercises of chapter 8: layers on layers, what lies between them, and the road to torch."""

from __future__ import annotations

import numpy as np

from autograder.exercises import draw
from autograder.exercises.quiz import quiz
from autograder.exercises.specification import (
    Exercise,
    Inputs,
    Misconception,
    added,
    array,
    exact,
    holds,
)
from rnn_course.given.chapter_08 import cell_step

CHAPTER = "08_deep"
LAYERS = 3


def sizes_of(rng) -> dict[str, int]:
    """One width n for the input and all layers: so no wrong wiring is stopped by a shape."""
    return draw.sizes(rng, "n", "m", "T_x", least=2, most=4)


def rnn_weights(rng, n_a: int, n_x: int) -> dict:
    return draw.parameters(rng, {"n_a": n_a, "n_x": n_x}, draw.CELL, high=0.7)


def gate_weights(rng, n: int, gates: str) -> dict:
    return draw.gates(rng, {"n_a": n, "n_x": n}, gates, high=0.7)


def draw_stack(rng) -> Inputs:
    n = sizes_of(rng)
    x = draw.numbers(rng, n["n"], n["m"], n["T_x"])
    a0 = [draw.numbers(rng, n["n"], n["m"]) for _ in range(LAYERS)]
    weights = [rnn_weights(rng, n["n"], n["n"]) for _ in range(LAYERS)]
    return Inputs({"x": x, "a0": a0, "parameters": weights}, n)


# -------------------------------------------------------- 8.1 deep_rnn_forward


def deep_rnn_forward(x, a0, parameters):
    """All states of all layers, and the caches of each layer."""
    below = x
    states, caches = [], []
    for layer in range(len(parameters)):
        p = parameters[layer]
        a_prev = a0[layer]
        track, kept = [], []
        for t in range(x.shape[2]):
            xt = below[:, :, t]
            a_next = np.tanh(p["Waa"] @ a_prev + p["Wax"] @ xt + p["ba"])
            kept.append((a_next, a_prev, xt, p))
            track.append(a_next)
            a_prev = a_next
        below = np.stack(track, axis=2)
        states.append(below)
        caches.append(kept)
    return states, caches


def needed_caches(inputs, returned) -> dict:
    """What the way back takes. Most of it is there twice: one step's new state is the next one's
    old one, and the input of the layer above. Here each is named once."""
    named = {}
    for layer, kept in enumerate(returned[1], start=1):
        named[f"a_prev of layer {layer}, step 0"] = kept[0][1]
        for t, (a_next, _, xt, _) in enumerate(kept):
            named[f"a_next of layer {layer}, step {t}"] = a_next
            if layer == 1:
                named[f"the input of layer 1, step {t}"] = xt
    return named


STATES = "(n_a, m, T_x)"

DEEP_RNN_FORWARD = Exercise(
    name="deep_rnn_forward",
    chapter=CHAPTER,
    reference=deep_rnn_forward,
    task="Write deep_rnn_forward: run layer after layer over the whole sequence. Layer 0 reads x, "
    "every other layer reads the states of the layer below it.",
    returns=("states", "caches"),
    draws={"ordinary": draw_stack},
    parts=(
        array("states[0]", 2, at=(0, 0), shape=STATES),
        array("states[1]", 3, at=(0, 1), shape=STATES),
        array("states[2]", 1, at=(0, 2), shape=STATES),
        holds("caches", 2, needed_caches, at=1),
    ),
    misconceptions=(
        Misconception(
            "layer_fed_with_x",
            "every layer read x, so the layers lie side by side and no layer builds on another. "
            "Only the lowest layer reads x; what it gives out is the input of the next one.",
            replace="below = np.stack(track, axis=2)\n        states.append(below)",
            by="states.append(np.stack(track, axis=2))",
        ),
        Misconception(
            "one_set_of_weights",
            "all layers used the weights of the lowest one. Steps share their weights, layers do "
            "not: layer l has parameters[l].",
            replace="p = parameters[layer]",
            by="p = parameters[0]",
        ),
        Misconception(
            "one_first_state",
            "every layer started from a0[0]. Each layer has a state of its own, and so a first "
            "state of its own: a0[layer].",
            replace="a_prev = a0[layer]",
            by="a_prev = a0[0]",
        ),
        Misconception(
            "started_from_zeros",
            "the layers started from zeros. The function is given a0; layer l starts from a0[l].",
            replace="a_prev = a0[layer]",
            by="a_prev = 0 * a0[layer]",
        ),
        Misconception(
            "started_where_the_layer_below_ended",
            "a layer started from the last state of the layer below. That state knows the whole "
            "sequence already. Set a_prev to a0[layer] before each layer's first step.",
            replace="a_prev = a0[layer]",
            by="a_prev = a0[0] if layer == 0 else a_prev",
        ),
        Misconception(
            "state_not_carried",
            "every step of a layer started from its a0, so nothing goes from left to right. Put "
            "a_next into what the next step reads.",
            replace="\n            a_prev = a_next",
            by="",
        ),
        Misconception(
            "one_step_late",
            "a layer read the layer below one step too late: its step t took step t-1 there. Both "
            "belong to the same step.",
            replace="xt = below[:, :, t]",
            by="xt = below[:, :, t if layer == 0 else t - 1]",
        ),
        Misconception(
            "top_layer_first",
            "the layers ran from the last one to the first. Layer 0 reads x; go upwards.",
            replace="for layer in range(len(parameters)):",
            by="for layer in reversed(range(len(parameters))):",
        ),
        Misconception(
            "bias_forgotten",
            "the bias is missing. Add ba inside tanh.",
            replace='p["Wax"] @ xt + p["ba"])',
            by='p["Wax"] @ xt)',
        ),
        Misconception(
            "weights_exchanged",
            "Wax multiplied the layer's own state and Waa what comes from below. Waa belongs to "
            "the way from step to step, Wax to the way upwards.",
            replace='p["Waa"] @ a_prev + p["Wax"] @ xt',
            by='p["Wax"] @ a_prev + p["Waa"] @ xt',
        ),
    ),
)


# ------------------------------------------------------- 8.2 deep_rnn_backward


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


def draw_backward(rng) -> Inputs:
    inputs = draw_stack(rng)
    while inputs.sizes["T_x"] != 3:  # the caches repeat the weights, and a pack stays small
        inputs = draw_stack(rng)
    states, caches = deep_rnn_forward(**inputs.values)
    return Inputs({"da": draw.numbers(rng, *states[-1].shape), "caches": caches}, inputs.sizes)


def of_layer(layer: int, key: str, points: int, shape: str):
    return array(
        f"gradients['layers'][{layer}]['{key}']", points, at=("layers", layer, key), shape=shape
    )


DOWN = 'da = back["dx"]'
DOWN_AND_OUT = """\
        da = back["dx"]
        gradients[layer] = {key: back[key] for key in ("dWax", "dWaa", "dba", "da0")}
    return {"dx": da, "layers": gradients}"""
BACK = "back = layer_back(da, caches[layer])"

DEEP_RNN_BACKWARD = Exercise(
    name="deep_rnn_backward",
    chapter=CHAPTER,
    reference=deep_rnn_backward,
    task="Write deep_rnn_backward: from the top layer down, call rnn_backward. What it says of a "
    "layer's input is what the states of the layer below hear.",
    returns=("gradients",),
    draws={"ordinary": draw_backward},
    parts=(
        of_layer(2, "dWax", 1, "(n_a, n_a)"),
        of_layer(2, "dWaa", 1, "(n_a, n_a)"),
        of_layer(2, "dba", 1, "(n_a, 1)"),
        of_layer(1, "dWax", 1, "(n_a, n_a)"),
        of_layer(1, "dWaa", 1, "(n_a, n_a)"),
        of_layer(1, "da0", 1, "(n_a, m)"),
        of_layer(0, "dWax", 1, "(n_a, n_x)"),
        of_layer(0, "dWaa", 1, "(n_a, n_a)"),
        array("gradients['dx']", 2, at="dx", shape="(n_x, m, T_x)"),
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
)


# -------------------------------------------------------- 8.3 any_cell_forward


def any_cell_forward(cells, x, initial, parameters):
    """A stack of any cells: what the last layer gives out, and each layer's last state."""
    below = x
    last = []
    for layer in range(len(cells)):
        state = initial[layer]
        track = []
        for t in range(x.shape[2]):
            state = cell_step(cells[layer], below[:, :, t], state, parameters[layer])
            track.append(state[0])
        below = np.stack(track, axis=2)
        last.append(state)
    return below, last


def draw_cells(*cells):
    def drawn(rng) -> Inputs:
        n = sizes_of(rng)
        gates = {"gru": "ruc", "lstm": "fuco"}
        initial = [
            tuple(draw.numbers(rng, n["n"], n["m"]) for _ in range(1 + (c == "lstm")))
            for c in cells
        ]
        weights = [
            gate_weights(rng, n["n"], gates[c]) if c in gates else rnn_weights(rng, n["n"], n["n"])
            for c in cells
        ]
        x = draw.numbers(rng, n["n"], n["m"], n["T_x"])
        return Inputs({"cells": list(cells), "x": x, "initial": initial, "parameters": weights}, n)

    return drawn


OTHER = "two LSTMs"
STEP = "state = cell_step(cells[layer], below[:, :, t], state, parameters[layer])"

ANY_CELL_FORWARD = Exercise(
    name="any_cell_forward",
    chapter=CHAPTER,
    reference=any_cell_forward,
    task="Write any_cell_forward: run layer after layer with cell_step, whatever the cell. A state "
    "is a tuple; its first entry is what the layer above reads.",
    returns=("a", "last"),
    draws={"ordinary": draw_cells("lstm", "gru", "rnn"), OTHER: draw_cells("gru", "lstm", "lstm")},
    parts=(
        array("last[0][0]", 1, at=(1, 0, 0), shape="(n_a, m)"),
        array("last[0][1], the memory", 1, at=(1, 0, 1), shape="(n_a, m)"),
        array("last[1][0]", 1, at=(1, 1, 0), shape="(n_a, m)"),
        array("a", 2, at=0, shape=STATES),
        array("a of two LSTMs", 2, at=0, shape=STATES, case=OTHER),
        array("the last memory of two LSTMs", 1, at=(1, 2, 1), shape="(n_a, m)", case=OTHER),
    ),
    misconceptions=(
        Misconception(
            "memory_passed_up",
            "the LSTM's memory c went up to the next layer. The memory is the layer's own affair. "
            "What it shows is a, the first entry of its state.",
            replace="track.append(state[0])",
            by="track.append(state[-1])",
        ),
        Misconception(
            "memory_not_carried",
            "only a was carried to the next step; c began anew each time. Hand the whole tuple "
            "on: the state of an LSTM is both.",
            replace="cell_step(cells[layer], below[:, :, t], state,",
            by="cell_step(cells[layer], below[:, :, t], (state[0], *initial[layer][1:]),",
        ),
        Misconception(
            "layer_fed_with_x",
            "every layer read x. Only the lowest one does; the next reads what it gives out.",
            replace="below = np.stack(track, axis=2)\n        last.append(state)\n    return below,",
            by="a = np.stack(track, axis=2)\n        last.append(state)\n    return a,",
        ),
        Misconception(
            "state_not_carried",
            "every step started from the layer's initial state. Put what cell_step returns into "
            "the variable that the next step reads.",
            replace=STEP + "\n            track.append(state[0])",
            by="state = cell_step(cells[layer], below[:, :, t], initial[layer], "
            "parameters[layer])\n            track.append(state[0])",
        ),
        Misconception(
            "first_input_repeated",
            "every step read the first step of the layer below. Step t reads step t.",
            replace="below[:, :, t]",
            by="below[:, :, 0]",
        ),
        Misconception(
            "first_states_listed",
            "last holds the states that the layers started from. Wanted are those after the last "
            "step.",
            replace="last.append(state)",
            by="last.append(initial[layer])",
        ),
        Misconception(
            "read_right_to_left",
            "a layer read the one below from its last step to its first. Let t run upwards.",
            replace="below[:, :, t]",
            by="below[:, :, x.shape[2] - 1 - t]",
        ),
    ),
)


# ------------------------------------------------------------ 8.4 dropout_mask


def dropout_mask(u, rate):
    """0 where u lies below rate, else 1 / (1 - rate)."""
    kept = u >= rate
    mask = kept / (1 - rate)
    return mask


def draw_uniforms(rng) -> Inputs:
    n = draw.sizes(rng, "n_a", "m", "T_x", least=3, most=5)
    u = rng.integers(0, 1000, size=(n["n_a"], n["m"], n["T_x"])) / 1000 + 0.0005
    return Inputs({"u": u, "rate": float(rng.choice([0.2, 0.25, 0.3, 0.4]))}, n)


DROPOUT_MASK = Exercise(
    name="dropout_mask",
    chapter=CHAPTER,
    reference=dropout_mask,
    task="Write dropout_mask: 0 where u is below rate, and 1 / (1 - rate) everywhere else.",
    returns=("mask",),
    draws={"ordinary": draw_uniforms},
    parts=(array("mask", 3, shape=STATES),),
    misconceptions=(
        Misconception(
            "not_scaled",
            "the mask holds 0 and 1. Then the layer above gets less in training than later, when "
            "nothing is dropped. Divide by 1 - rate: the mean stays as it was.",
            replace="mask = kept / (1 - rate)",
            by="mask = kept * 1.0",
        ),
        Misconception(
            "rate_is_what_is_kept",
            "the numbers below rate were kept. rate says how many are dropped: keep where u is at "
            "least rate.",
            replace="kept = u >= rate",
            by="kept = u < rate",
        ),
        Misconception(
            "divided_by_the_rate",
            "what is kept was divided by rate. The part 1 - rate is kept, so divide by that.",
            replace="mask = kept / (1 - rate)",
            by="mask = kept / rate",
        ),
        Misconception(
            "made_smaller",
            "what is kept was multiplied by 1 - rate. That makes the loss of the dropped units "
            "larger still. Divide by 1 - rate, to make up for them.",
            replace="mask = kept / (1 - rate)",
            by="mask = kept * (1 - rate)",
        ),
        Misconception(
            "uniforms_kept",
            "the mask holds the numbers u themselves. They only decide; what is kept gets one and "
            "the same number.",
            replace="mask = kept / (1 - rate)",
            by="mask = kept * u / (1 - rate)",
        ),
    ),
)


# ---------------------------------------------------- 8.5 deep_dropout_forward


def deep_dropout_forward(x, a0, parameters, masks):
    """The top layer's states, and a list of all; masks[l] lies between layers l and l + 1."""
    below = x
    states = []
    for layer, p in enumerate(parameters):
        if layer > 0:
            below = below * masks[layer - 1]
        (below,), _ = deep_rnn_forward(below, [a0[layer]], [p])
        states.append(below)
    return below, states


def draw_dropout(rng) -> Inputs:
    inputs = draw_stack(rng)
    shape = inputs.values["x"].shape
    masks = []
    for _ in range(LAYERS - 1):
        kept = np.resize([0.0, 1.25, 0.0, 1.25, 1.25, 0.0, 1.25], shape).ravel()
        masks.append(rng.permutation(kept).reshape(shape))
    return Inputs({**inputs.values, "masks": masks}, inputs.sizes)


BETWEEN = "        if layer > 0:\n            below = below * masks[layer - 1]\n"
HERE = "(masks[layer][:, :, t] if layer < len(masks) else 1.0)"
ONE_LAYER = "        (below,), _ = deep_rnn_forward(below, [a0[layer]], [p])\n"
STEP_BY_STEP = """\
        a, track = a0[layer], []
        for t in range(x.shape[2]):
            a = np.tanh(p["Waa"] @ a + p["Wax"] @ below[:, :, t] + p["ba"])
            track.append(a)
        below = np.stack(track, axis=2)
"""
NEW_STATE = '+ p["ba"])\n'

DEEP_DROPOUT_FORWARD = Exercise(
    name="deep_dropout_forward",
    chapter=CHAPTER,
    reference=deep_dropout_forward,
    task="Write deep_dropout_forward: like deep_rnn_forward, but what layer l reads is first "
    "multiplied by masks[l - 1]. The lowest layer reads x as it is.",
    returns=("a", "states"),
    draws={"ordinary": draw_dropout},
    parts=(
        array("states[0]", 1, at=(1, 0), shape=STATES),
        array("states[1]", 2, at=(1, 1), shape=STATES),
        array("a", 2, at=0, shape=STATES),
    ),
    uses=("deep_rnn_forward",),
    misconceptions=(
        Misconception(
            "on_the_recurrent_path",
            "the mask was put on the state itself, so it also lies on the way from step to step. "
            "There a dropped memory is gone for good, and T steps drop it T times. Mask only what "
            "goes up to the next layer.",
            replace=BETWEEN + ONE_LAYER,
            by=STEP_BY_STEP.replace(NEW_STATE, f"{NEW_STATE}            a = a * {HERE}\n"),
        ),
        Misconception(
            "masked_between_the_steps",
            "the state was masked before the next step read it, and what went up was not. It must "
            "be the other way round: the way from step to step stays free, the way up has a mask.",
            replace=BETWEEN + ONE_LAYER,
            by=STEP_BY_STEP.replace('p["Waa"] @ a ', f'p["Waa"] @ (a * {HERE}) '),
        ),
        Misconception(
            "input_masked",
            "masks[0] was put on x, and the others one layer too low. masks[l - 1] lies below "
            "layer l; below layer 0 there is none.",
            replace=BETWEEN,
            by="        if layer < len(masks):\n            below = below * masks[layer]\n",
        ),
        Misconception(
            "no_mask",
            "the masks were not used. Multiply what a layer reads by the mask below it.",
            replace=BETWEEN,
            by="",
        ),
        Misconception(
            "first_mask_everywhere",
            "masks[0] was used between all layers. Each gap has a mask of its own: masks[l - 1].",
            replace="below = below * masks[layer - 1]",
            by="below = below * masks[0]",
        ),
        Misconception(
            "states_returned_masked",
            "the states in the list carry the mask. Right goes up what is masked, but the state of "
            "the layer is the one before: put it into the list first.",
            replace="states.append(below)",
            by="states.append(below * masks[layer] if layer < len(masks) else below)",
        ),
        Misconception(
            "layer_fed_with_x",
            "every layer read x, with a mask on it. Only the lowest one reads x.",
            replace=ONE_LAYER + "        states.append(below)\n    return below,",
            by=ONE_LAYER
            + "        states.append(below)\n        below = x\n    return states[-1],",
        ),
        Misconception(
            "one_mask_for_all_steps",
            "all steps got the mask of step 0. Here the masks have a step axis: masks[l - 1][:, :, "
            "t] belongs to step t. Multiply the whole arrays.",
            replace="below = below * masks[layer - 1]",
            by="below = below * masks[layer - 1][:, :, :1]",
        ),
    ),
)


# ------------------------------------------------------ 8.6 deep_birnn_forward


def turned(x, lengths):
    """Each example reversed within its own length."""
    out = x.copy()
    for i, length in enumerate(lengths):
        out[:, i, :length] = x[:, i, :length][:, ::-1]
    return out


def deep_birnn_forward(x, a0, parameters, lengths):
    """The top layer's joined states with zeros in the padding, and a list of all layers'."""
    real = np.arange(x.shape[2]) < np.asarray(lengths)[:, None]
    below = x
    states = []
    for first, p in zip(a0, parameters, strict=True):
        (right,), _ = deep_rnn_forward(below, [first["forward"]], [p["forward"]])
        reads = turned(below, lengths)
        (left,), _ = deep_rnn_forward(reads, [first["backward"]], [p["backward"]])
        left = turned(left, lengths)
        below = np.concatenate([right, left]) * real
        states.append(below)
    return below, states


def draw_bidirectional(rng) -> Inputs:
    n = draw.sizes(rng, "n_a", "m", "T_x", least=2, most=4)
    lengths = np.full(n["m"], n["T_x"])
    lengths[0] = n["T_x"] - 1
    n_x = 2 * n["n_a"]
    x = draw.numbers(rng, n_x, n["m"], n["T_x"])
    both = ("forward", "backward")
    a0 = [{way: draw.numbers(rng, n["n_a"], n["m"]) for way in both} for _ in range(2)]
    weights = [{way: rnn_weights(rng, n["n_a"], n_x) for way in both} for _ in range(2)]
    values = {"x": x, "a0": a0, "parameters": weights, "lengths": lengths.tolist()}
    return Inputs(values, n)


LEFT = '(left,), _ = deep_rnn_forward(reads, [first["backward"]], [p["backward"]])'
JOIN = "below = np.concatenate([right, left]) * real"
BOTH = "(2 n_a, m, T_x)"

DEEP_BIRNN_FORWARD = Exercise(
    name="deep_birnn_forward",
    chapter=CHAPTER,
    reference=deep_birnn_forward,
    task="Write deep_birnn_forward: each layer reads in both directions, turns the backward states "
    "round again, joins both, and puts 0 into the padding. The next layer reads the joined states.",
    returns=("a", "states"),
    draws={"ordinary": draw_bidirectional},
    parts=(
        array("states[0]", 4, at=(1, 0), shape=BOTH),
        array("a", 4, at=0, shape=BOTH),
    ),
    uses=("deep_rnn_forward",),
    misconceptions=(
        Misconception(
            "not_turned_back",
            "the backward states were joined as they came, from right to left. Column t would "
            "hold two different steps. Reverse them again before you join.",
            replace="left = turned(left, lengths)",
            by="left = left * 1.0",
        ),
        Misconception(
            "turned_by_the_whole_length",
            "the sequences were turned round as a whole, with their padding. A short one then "
            "begins with padding. Use reverse_by_length with the lengths.",
            replace=LEFT + "\n        left = turned(left, lengths)",
            by=LEFT.replace("reads", "below[:, :, ::-1]") + "\n        left = left[:, :, ::-1]",
        ),
        Misconception(
            "layer_fed_with_x",
            "the second layer read x again. It reads the joined states of the layer below.",
            replace=JOIN + "\n        states.append(below)\n    return below, states",
            by="a = np.concatenate([right, left]) * real\n        states.append(a)\n    return a, states",
        ),
        Misconception(
            "both_read_from_the_left",
            "both directions read from left to right. The backward one gets the reversed sequence.",
            replace=LEFT + "\n        left = turned(left, lengths)",
            by=LEFT.replace("reads", "below"),
        ),
        Misconception(
            "forward_weights_for_both",
            "the backward direction used the forward weights. It is a network of its own: "
            'p["backward"].',
            replace='[first["backward"]], [p["backward"]])',
            by='[first["backward"]], [p["forward"]])',
        ),
        Misconception(
            "backward_on_top",
            "the backward states stand on top. The order is forward first, then backward, as in "
            "chapter 7 and in PyTorch.",
            replace="np.concatenate([right, left])",
            by="np.concatenate([left, right])",
        ),
        Misconception(
            "padding_left_in",
            "the padded steps still hold numbers. They belong to no word: multiply by the mask "
            "of the real steps.",
            replace=JOIN,
            by="below = np.concatenate([right, left])",
        ),
        Misconception(
            "one_first_state_for_both",
            "the backward direction started from the forward a0. It has a first state of its own.",
            replace='[first["backward"]], [p["backward"]])',
            by='[first["forward"]], [p["backward"]])',
        ),
    ),
)


# -------------------------------------------------------------- 8.7 count_cost


def count_cost(n_x, widths):
    """How many weights a stack of RNN layers has, and how many products one step takes."""
    weights, products = 0, 0
    below = n_x
    for n_a in widths:
        products += n_a * (n_a + below)
        weights += n_a * (n_a + below) + n_a
        below = n_a
    return weights, products


def draw_widths(rng) -> Inputs:
    n_x, *widths = (int(k) for k in rng.permutation(np.arange(3, 40))[:4])
    return Inputs({"n_x": n_x, "widths": widths}, {})


COUNT = "products += n_a * (n_a + below)\n        weights += n_a * (n_a + below) + n_a"

COUNT_COST = Exercise(
    name="count_cost",
    chapter=CHAPTER,
    reference=count_cost,
    task="Write count_cost: the number of weights of all layers with their biases, and the number "
    "of products that one step of one example takes.",
    returns=("weights", "products"),
    draws={"ordinary": draw_widths},
    parts=(exact("weights", 2, at=0), exact("products", 2, at=1)),
    misconceptions=(
        Misconception(
            "every_layer_reads_x",
            "each layer was counted with n_x columns for its input. Only the lowest layer reads "
            "x. Layer l reads as many numbers as the layer below has units.",
            replace="\n        below = n_a",
            by="",
        ),
        Misconception(
            "biases_forgotten",
            "the biases are missing from the weights: one for each unit of each layer.",
            replace="weights += n_a * (n_a + below) + n_a",
            by="weights += n_a * (n_a + below)",
        ),
        Misconception(
            "biases_as_products",
            "the biases were counted as products too. A bias is added, not multiplied.",
            replace="products += n_a * (n_a + below)",
            by="products += n_a * (n_a + below) + n_a",
        ),
        Misconception(
            "no_state",
            "the weights of the state, Waa, are missing. A unit reads all n_a states of its own "
            "layer as well as what comes from below.",
            replace=COUNT,
            by="products += n_a * below\n        weights += n_a * below + n_a",
        ),
        Misconception(
            "no_input",
            "the weights on what comes from below, Wax, are missing.",
            replace=COUNT,
            by="products += n_a * n_a\n        weights += n_a * n_a + n_a",
        ),
        Misconception(
            "lowest_layer_only",
            "only the lowest layer was counted. Add up all of them.",
            replace="for n_a in widths:",
            by="for n_a in widths[:1]:",
        ),
    ),
)


# --------------------------------------------------------------- 8.8 dense_head


def dense_head(a, parameters):
    """At each step the same two dense layers: tanh, then softmax."""
    p = parameters
    hidden = np.tanh(np.einsum("ij,jmt->imt", p["W1"], a) + p["b1"][:, :, None])
    scores = np.einsum("ij,jmt->imt", p["Wy"], hidden) + p["by"][:, :, None]
    e = np.exp(scores - scores.max(axis=0))
    return e / e.sum(axis=0)


def draw_head(rng) -> Inputs:
    n = draw.sizes(rng, "n_a", "n_y", "m", "T_x", least=2, most=6)
    n_a, n_y = n["n_a"], n["n_y"]
    weights = {
        "W1": draw.numbers(rng, n_a, n_a),
        "b1": draw.numbers(rng, n_a, 1),
        "Wy": draw.numbers(rng, n_y, n_a),
        "by": draw.numbers(rng, n_y, 1),
    }
    return Inputs({"a": draw.numbers(rng, n_a, n["m"], n["T_x"]), "parameters": weights}, n)


HIDDEN = 'hidden = np.tanh(np.einsum("ij,jmt->imt", p["W1"], a) + p["b1"][:, :, None])'

DENSE_HEAD = Exercise(
    name="dense_head",
    chapter=CHAPTER,
    reference=dense_head,
    task="Write dense_head: at every step h = tanh(W1 a + b1), then softmax(Wy h + by) over the "
    "classes, with the same weights at all steps.",
    returns=("y_pred",),
    draws={"ordinary": draw_head},
    parts=(array("y_pred", 5, shape="(n_y, m, T_x)"),),
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
)


# ----------------------------------------------------------- 8.9 to_torch_stack


def to_torch_stack(cell, parameters):
    """The weights of all layers as torch.nn.RNN or torch.nn.LSTM keeps them."""
    state = {}
    for layer, p in enumerate(parameters):
        if cell == "rnn":
            W = np.concatenate([p["Waa"], p["Wax"]], axis=1)
            b = p["ba"][:, 0]
        else:
            W = np.concatenate([p["W" + gate] for gate in "ufco"])
            b = np.concatenate([p["b" + gate][:, 0] for gate in "ufco"])
        n_a = len(b) if cell == "rnn" else len(b) // 4
        state[f"weight_hh_l{layer}"] = W[:, :n_a]
        state[f"weight_ih_l{layer}"] = W[:, n_a:]
        state[f"bias_ih_l{layer}"] = b
        state[f"bias_hh_l{layer}"] = 0 * b
    return state


def draw_torch(cell):
    def drawn(rng) -> Inputs:
        n = int(rng.integers(2, 4))
        weights = [
            rnn_weights(rng, n, n) if cell == "rnn" else gate_weights(rng, n, "fuco")
            for _ in range(2)
        ]
        return Inputs({"cell": cell, "parameters": weights}, {"n_a": n})

    return drawn


def torch_parts(cell, shape):
    def of(key):
        return f"state['{key}'], {cell}"

    case = f"{cell} layers"
    both = [
        added(
            f"state['bias_ih_l{l}'] + state['bias_hh_l{l}'], {cell}",
            1,
            at=(f"bias_ih_l{l}", f"bias_hh_l{l}"),
            shape=f"({shape},)",
            case=case,
        )
        for l in (0, 1)
    ]
    keys = ("weight_ih_l0", "weight_hh_l0", "weight_ih_l1", "weight_hh_l1")[
        0 if cell == "lstm" else 2 :
    ]
    return [
        *(array(of(key), 1, at=key, shape=f"({shape}, n_a)", case=case) for key in keys),
        *both[0 if cell == "lstm" else 1 :],
    ]


ORDER = (
    'W = np.concatenate([p["W" + gate] for gate in "ufco"])\n'
    '            b = np.concatenate([p["b" + gate][:, 0] for gate in "ufco"])'
)

TO_TORCH_STACK = Exercise(
    name="to_torch_stack",
    chapter=CHAPTER,
    reference=to_torch_stack,
    task="Write to_torch_stack: for each layer l the four arrays weight_ih_l, weight_hh_l, bias_ih_l "
    "and bias_hh_l with its number behind; an LSTM's gates stand in torch's order i, f, g, o.",
    returns=("state",),
    draws={"rnn layers": draw_torch("rnn"), "lstm layers": draw_torch("lstm")},
    parts=(*torch_parts("rnn", "n_a"), *torch_parts("lstm", "4 n_a")),
    misconceptions=(
        Misconception(
            "our_gate_order",
            "the LSTM's gates stand in our order f, u, c, o. torch's is i, f, g, o, and i is our "
            "Γ_u, g our candidate: u, f, c, o.",
            replace=ORDER,
            by=ORDER.replace("ufco", "fuco"),
        ),
        Misconception(
            "candidate_last",
            "the candidate stands last. torch's order i, f, g, o has it third: u, f, c, o.",
            replace=ORDER,
            by=ORDER.replace("ufco", "ufoc"),
        ),
        Misconception(
            "biases_in_our_order",
            "the W stand in torch's order and the b in ours. Both go the same way: u, f, c, o.",
            replace='b = np.concatenate([p["b" + gate][:, 0] for gate in "ufco"])',
            by='b = np.concatenate([p["b" + gate][:, 0] for gate in "fuco"])',
        ),
        Misconception(
            "input_and_state_exchanged",
            "weight_ih holds the columns of the state. ih is input to hidden, hh hidden to "
            "hidden. In our W the state's columns come first.",
            replace='state[f"weight_hh_l{layer}"] = W[:, :n_a]\n'
            '        state[f"weight_ih_l{layer}"] = W[:, n_a:]',
            by='state[f"weight_ih_l{layer}"] = W[:, :n_a]\n'
            '        state[f"weight_hh_l{layer}"] = W[:, n_a:]',
        ),
        Misconception(
            "bias_twice",
            "both biases hold ours. torch adds the two, so every unit would get it twice. Let "
            "bias_hh be zeros.",
            replace='state[f"bias_hh_l{layer}"] = 0 * b',
            by='state[f"bias_hh_l{layer}"] = b',
        ),
        Misconception(
            "top_layer_first",
            "the layers are numbered from the top. torch counts from below as we do: l0 reads x.",
            replace="in enumerate(parameters):",
            by="in enumerate(parameters[::-1]):",
        ),
        Misconception(
            "lowest_layer_everywhere",
            "all layers got the weights of the lowest one. Layer l has parameters[l].",
            replace="in enumerate(parameters):",
            by="in enumerate([parameters[0]] * len(parameters)):",
        ),
    ),
)


# -------------------------------------------------------------- 8.10 the quiz


DEEP_QUIZ = quiz(
    "deep_quiz",
    CHAPTER,
    answers="cbdac",
    wrong=[
        {
            "a": "you would go through the layer below at the step before. Layer 2 hears of that "
            "step through its own state.",
            "b": "you would leave out the layer's own past. Without it nothing is recurrent.",
            "d": "you would let every layer read x. Only layer 1 does.",
        },
        {
            "a": "you would count the lowest layer twice. Layer 2 reads 64 numbers from below, "
            "not 27.",
            "c": "you would leave out the biases, 64 in each layer.",
            "d": "you would count layer 1 as if it read 64 numbers. It reads 27.",
        },
        {
            "a": "you would drop the memory itself, anew at each step. After 20 steps with rate "
            "0.3 hardly a unit would not have been dropped.",
            "b": "you would speak of the numbers that x consists of. One can mask them, but "
            "that is not where this chapter put it.",
            "c": "you would drop weights, which is another method. Here outputs are dropped.",
        },
        {
            "b": "you would be right for the lowest layer. Layer 2 reads joined states, and half of "
            "each has come from the right.",
            "c": "you would keep the directions apart. They are joined between the layers, and each "
            "direction of layer 2 reads both halves.",
            "d": "you would leave out the way from step to step, which layer 2 has too.",
        },
        {
            "a": "you would take our order, f, u, c, o, for torch's.",
            "b": "you would blame the direction of the batch. A wrong layout gives a wrong shape "
            "or other numbers for an RNN, too.",
            "d": "you would expect the GPU to compute something else. It rounds elsewhere, in the "
            "seventh digit.",
        },
    ],
)


EXERCISES = (
    DEEP_RNN_FORWARD,
    DEEP_RNN_BACKWARD,
    ANY_CELL_FORWARD,
    DROPOUT_MASK,
    DEEP_DROPOUT_FORWARD,
    DEEP_BIRNN_FORWARD,
    COUNT_COST,
    DENSE_HEAD,
    TO_TORCH_STACK,
    DEEP_QUIZ,
)
