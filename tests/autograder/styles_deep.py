"""Right answers to chapter 8's exercises, written differently from ours."""

import numpy as np

from autograder.exercises import all_exercises
from rnn_course.given.chapter_08 import cell_step

REFERENCE = {name: e.reference for name, e in all_exercises().items()}


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
    kept = [{"a": a[..., t], "was": before[..., t], "x": x[..., t]} for t in range(x.shape[2])]
    above = forward_recursive(a, a0[1:], parameters[1:])
    return (a, *above[0]), (kept, *above[1])


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


def cells_step_by_step(cells, x, initial, parameters):
    state, top = list(initial), []
    for t in range(x.shape[2]):
        shown = x[:, :, t]
        for l, cell in enumerate(cells):
            state[l] = cell_step(cell, shown, state[l], parameters[l])
            shown = state[l][0]
        top.append(shown)
    return np.stack(top, axis=2), [list(s) for s in state]


def mask_by_comparison(u, rate):
    mask = np.ones_like(u) / (1 - rate)
    mask[u < rate] = 0
    return mask


def dropout_in_one_loop(x, a0, parameters, masks):
    state, states = list(a0), [np.zeros((*a.shape, x.shape[2])) for a in a0]
    for t in range(x.shape[2]):
        reads = x[:, :, t]
        for l, p in enumerate(parameters):
            state[l] = np.tanh(p["Wax"] @ reads + p["Waa"] @ state[l] + p["ba"])
            states[l][:, :, t] = state[l]
            reads = state[l] * masks[l][:, :, t] if l + 1 < len(parameters) else state[l]
    return states[-1].copy(), tuple(states)


def both_ways_by_example(x, a0, parameters, lengths):
    """One example at a time, without its padding."""
    states, below = [], x
    for first, p in zip(a0, parameters, strict=True):
        n = len(p["forward"]["ba"])
        out = np.zeros((2 * n, x.shape[1], x.shape[2]))
        for i, length in enumerate(lengths):
            for way, rows, order in (
                ("forward", slice(0, n), range(length)),
                ("backward", slice(n, 2 * n), reversed(range(length))),
            ):
                w, a = p[way], first[way][:, i]
                for t in order:
                    a = np.tanh(w["Waa"] @ a + w["Wax"] @ below[:, i, t] + w["ba"][:, 0])
                    out[rows, i, t] = a
        states.append(out)
        below = out
    return below, states


def cost_from_shapes(n_x, widths):
    shapes = [(n, n + below) for n, below in zip(widths, [n_x, *widths], strict=False)]
    products = int(sum(np.prod(shape) for shape in shapes))
    return products + sum(n for n, _ in shapes), products


def head_by_step(a, parameters):
    p, out = parameters, []
    for t in range(a.shape[-1]):
        z = p["Wy"] @ np.tanh(p["b1"] + p["W1"] @ a[..., t]) + p["by"]
        out.append(np.exp(z) / np.exp(z).sum(axis=0, keepdims=True))
    return np.moveaxis(np.array(out), 0, 2)


def torch_split_bias(cell, parameters):
    """Half of each bias in each of torch's two."""
    out = {}
    for l, p in enumerate(parameters):
        if cell == "rnn":
            state, read, bias = p["Waa"], p["Wax"], p["ba"].ravel()
        else:
            n = p["Wo"].shape[0]
            state = np.concatenate([p["W" + k][:, :n] for k in ("u", "f", "c", "o")])
            read = np.concatenate([p["W" + k][:, n:] for k in ("u", "f", "c", "o")])
            bias = np.concatenate([p["b" + k].ravel() for k in ("u", "f", "c", "o")])
        out |= {
            f"weight_hh_l{l}": state,
            f"weight_ih_l{l}": read,
            f"bias_ih_l{l}": bias / 2,
            f"bias_hh_l{l}": bias / 2,
        }
    return out


STYLES = {
    "deep_rnn_forward": [forward_step_by_step, forward_recursive],
    "deep_rnn_backward": [backward_by_number],
    "any_cell_forward": [cells_step_by_step],
    "dropout_mask": [mask_by_comparison],
    "deep_dropout_forward": [dropout_in_one_loop],
    "deep_birnn_forward": [both_ways_by_example],
    "count_cost": [cost_from_shapes],
    "dense_head": [head_by_step],
    "to_torch_stack": [torch_split_bias],
    "deep_quiz": [lambda: ", ".join(REFERENCE["deep_quiz"]()).upper()],
}
