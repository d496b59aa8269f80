"""A stack of layers, each of which reads the states of the one below."""

import numpy as np

from autograder.exercises.caches import all_steps, entries
from autograder.exercises.specification import Exercise, Misconception, array, holds

from .shared import LAYERS, RNN_CACHE, STATES, STEPS, draw_stack


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
    """What the way back takes from each step of each layer."""
    layers = returned[1]
    needed = {f"one list for each of the {len(layers)} layers": entries(len(layers))}
    for layer, kept in enumerate(layers):
        needed |= all_steps(RNN_CACHE, kept, layer, of=f" of layer {layer}")
    return needed


# Right answers in other styles: each earns all points.


def forward_step_by_step(x, a0, parameters):
    """The loops the other way round: all layers of a step, then the next step."""
    state, L, T = list(a0), len(parameters), x.shape[2]
    tracks, caches = [[] for _ in range(L)], [[] for _ in range(L)]
    for t in range(T):
        reads = x[:, :, t]
        for l, p in enumerate(parameters):
            W = np.hstack([p["Waa"], p["Wax"]])
            new = np.tanh(W @ np.vstack([state[l], reads]) + p["ba"])
            caches[l].append((new, state[l], reads, p))
            tracks[l].append(new)
            state[l] = reads = new
    return [np.stack(track, 2) for track in tracks], caches


def forward_recursive(x, a0, parameters):
    if not parameters:
        return (), ()
    p, a = parameters[0], np.zeros((*a0[0].shape, x.shape[2]))
    driven = np.einsum("ij,jmt->imt", p["Wax"], x) + p["ba"][:, :, None]
    for t in range(x.shape[2]):
        a[..., t] = np.tanh(driven[..., t] + p["Waa"] @ (a[..., t - 1] if t else a0[0]))
    before = np.concatenate([a0[0][:, :, None], a[:, :, :-1]], axis=2)
    kept = [
        {"a": a[..., t], "was": before[..., t], "x": x[..., t], "p": p} for t in range(x.shape[2])
    ]
    above = forward_recursive(a, a0[1:], parameters[1:])
    return (a, *above[0]), (kept, *above[1])


EXERCISE = Exercise(
    name="deep_rnn_forward",
    chapter="08_deep",
    reference=deep_rnn_forward,
    task="Write deep_rnn_forward: run layer after layer over the whole sequence. Layer 0 reads x, "
    "every other layer reads the states of the layer below it.",
    returns=("states", "caches"),
    draws={"ordinary": draw_stack, "two layers": lambda rng: draw_stack(rng, 2)},
    parts=(
        array("states[0]", 2, at=(0, 0), shape=STATES),
        array("states[1]", 2, at=(0, 1), shape=STATES),
        array("states[2]", 1, at=(0, 2), shape=STATES),
        array("states[1] of two layers", 1, at=(0, 1), shape=STATES, case="two layers"),
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
        Misconception(
            "x_in_the_caches",
            "the states are right, and every layer's caches hold x. On the way back a layer needs "
            "what it has read itself: below[:, :, t], which is x for the lowest layer alone.",
            replace="kept.append((a_next, a_prev, xt, p))",
            by="kept.append((a_next, a_prev, x[:, :, t], p))",
        ),
        Misconception(
            "x_beside_the_caches",
            "the states are right, and the caches of a layer are a pair: the list, and x. "
            "rnn_backward goes through the caches step by step, so it takes the list alone.",
            replace="caches.append(kept)",
            by="caches.append((kept, x))",
        ),
        Misconception(
            "caches_in_one_list",
            "the states are right, and the caches of all layers lie in one list. The way back goes "
            "layer by layer: append each layer's list as one entry.",
            replace="caches.append(kept)",
            by="caches.extend(kept)",
        ),
        Misconception(
            "new_and_old_exchanged",
            "the states are right, and in each cache the new state and the old one changed places. "
            "The order is a_next, a_prev, xt, parameters.",
            replace="kept.append((a_next, a_prev, xt, p))",
            by="kept.append((a_prev, a_next, xt, p))",
        ),
    ),
    likely=(
        (
            "layer_fed_with_x",
            """
            out, kept, below = [], [], x
            for l, p in enumerate(parameters):
                a, track, caches = a0[l], [], []
                for t in range(x.shape[2]):
                    new = np.tanh(p["Wax"] @ x[:, :, t] + p["Waa"] @ a + p["ba"])
                    caches.append((new, a, x[:, :, t], p)); track.append(new); a = new
                out.append(np.stack(track, axis=2)); kept.append(caches)
                below = out[-1]
            return out, kept""",
        ),
        (
            "one_first_state",
            """
            out, kept, below = [], [], x
            for l, p in enumerate(parameters):
                a, track, caches = a0[0], [], []
                for t in range(x.shape[2]):
                    new = np.tanh(p["Wax"] @ below[:, :, t] + p["Waa"] @ a + p["ba"])
                    caches.append((new, a, below[:, :, t], p)); track.append(new); a = new
                out.append(np.stack(track, axis=2)); kept.append(caches)
                below = out[-1]
            return out, kept""",
        ),
        (
            "one_set_of_weights",
            """
            out, kept, below = [], [], x
            for l, p in enumerate(parameters):
                p = parameters[0]
                a, track, caches = a0[l], [], []
                for t in range(x.shape[2]):
                    new = np.tanh(p["Wax"] @ below[:, :, t] + p["Waa"] @ a + p["ba"])
                    caches.append((new, a, below[:, :, t], p)); track.append(new); a = new
                out.append(np.stack(track, axis=2)); kept.append(caches)
                below = out[-1]
            return out, kept""",
        ),
        (
            "bias_forgotten",
            """
            out, kept, below = [], [], x
            for l, p in enumerate(parameters):
                a, track, caches = a0[l], [], []
                for t in range(x.shape[2]):
                    new = np.tanh(p["Wax"] @ below[:, :, t] + p["Waa"] @ a)
                    caches.append((new, a, below[:, :, t], p)); track.append(new); a = new
                out.append(np.stack(track, axis=2)); kept.append(caches)
                below = out[-1]
            return out, kept""",
        ),
        (
            "x_in_the_caches",
            """
            out, kept, below = [], [], x
            for l, p in enumerate(parameters):
                a, track, caches = a0[l], [], []
                for t in range(x.shape[2]):
                    new = np.tanh(p["Wax"] @ below[:, :, t] + p["Waa"] @ a + p["ba"])
                    caches.append((new, a, x[:, :, t], p)); track.append(new); a = new
                out.append(np.stack(track, axis=2)); kept.append(caches)
                below = out[-1]
            return out, kept""",
        ),
        (
            "x_beside_the_caches",
            """
            out, kept, below = [], [], x
            for l, p in enumerate(parameters):
                a, track, caches = a0[l], [], []
                for t in range(x.shape[2]):
                    new = np.tanh(p["Wax"] @ below[:, :, t] + p["Waa"] @ a + p["ba"])
                    caches.append((new, a, below[:, :, t], p)); track.append(new); a = new
                out.append(np.stack(track, axis=2)); kept.append((caches, x))
                below = out[-1]
            return out, kept""",
        ),
        (
            "caches_in_one_list",
            """
            out, kept, below = [], [], x
            for l, p in enumerate(parameters):
                a, track, caches = a0[l], [], []
                for t in range(x.shape[2]):
                    new = np.tanh(p["Wax"] @ below[:, :, t] + p["Waa"] @ a + p["ba"])
                    caches.append((new, a, below[:, :, t], p)); track.append(new); a = new
                out.append(np.stack(track, axis=2)); kept += caches
                below = out[-1]
            return out, kept""",
        ),
        (
            "new_and_old_exchanged",
            """
            out, kept, below = [], [], x
            for l, p in enumerate(parameters):
                a, track, caches = a0[l], [], []
                for t in range(x.shape[2]):
                    new = np.tanh(p["Wax"] @ below[:, :, t] + p["Waa"] @ a + p["ba"])
                    caches.append((a, new, below[:, :, t], p)); track.append(new); a = new
                out.append(np.stack(track, axis=2)); kept.append(caches)
                below = out[-1]
            return out, kept""",
        ),
    ),
    styles=(forward_step_by_step, forward_recursive),
    equal=(
        ("for layer in range(len(parameters))", LAYERS),
        ("for t in range(x.shape[2])", STEPS),
        ("for t in range(below.shape[2])", STEPS),
        (
            'state = np.tanh(p["Wax"] @ xt + p["Waa"] @ old + p["ba"])',
            "state and old are one array until this line.",
        ),
    ),
)
