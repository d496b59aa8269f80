"""Right answers to chapter 6's exercises, written differently from ours."""

import numpy as np

import rnn_ref

from autograder.exercises import all_exercises

REFERENCE = {name: e.reference for name, e in all_exercises().items()}


def cell_split(xt, a_prev, c_prev, parameters):
    """Each W cut into its two parts."""
    n = a_prev.shape[0]

    def total(k):
        W = parameters["W" + k]
        return W[:, :n] @ a_prev + W[:, n:] @ xt + parameters["b" + k]

    f, u, o = (rnn_ref.sigmoid(total(k)) for k in "fuo")
    k = np.tanh(total("c"))
    c = f * c_prev + u * k
    a = o * np.tanh(c)
    y = rnn_ref.softmax(parameters["Wy"] @ a + parameters["by"])
    return a, c, y, (a, c, a_prev, c_prev, xt, f, u, k, o, parameters)


def cell_all_at_once(xt, a_prev, c_prev, parameters):
    """One product for all gates, as libraries do it; the cache is a dictionary."""
    W = np.vstack([parameters["W" + k] for k in "fuoc"])
    b = np.vstack([parameters["b" + k] for k in "fuoc"])
    f, u, o, k = np.split(W @ np.r_[a_prev, xt] + b, 4)
    f, u, o, k = rnn_ref.sigmoid(f), rnn_ref.sigmoid(u), rnn_ref.sigmoid(o), np.tanh(k)
    c = f * c_prev + u * k
    a = o * np.tanh(c)
    y = rnn_ref.softmax(np.einsum("ya,am->ym", parameters["Wy"], a) + parameters["by"])
    return a, c, y, {"a": a, "c": c, "old": (a_prev, c_prev), "x": xt, "p": parameters}


def cell_float32(xt, a_prev, c_prev, parameters):
    w = {k: v.astype(np.float32) for k, v in parameters.items()}
    return cell_split(
        xt.astype(np.float32), a_prev.astype(np.float32), c_prev.astype(np.float32), w
    )


def sequence_filling(x, a0, parameters):
    n_a, m, T = a0.shape[0], x.shape[1], x.shape[2]
    a, c = np.zeros((n_a, m, T + 1)), np.zeros((n_a, m, T + 1))
    a[:, :, 0] = a0
    y, caches = np.zeros((len(parameters["by"]), m, T)), []
    for t in range(T):
        a[:, :, t + 1], c[:, :, t + 1], y[:, :, t], cache = cell_split(
            x[:, :, t], a[:, :, t], c[:, :, t], parameters
        )
        caches.append(cache)
    return a[:, :, 1:], y, c[:, :, 1:], caches


def carried_by_a_huge_bias(x, c0, parameters):
    """W stays, and the bias drowns it."""
    p = {**parameters, "bf": parameters["bf"] + 60, "bu": parameters["bu"] - 60}
    a, c, seen = 0 * c0, c0, []
    for t in range(x.shape[2]):
        a, c, _, _ = cell_split(x[:, :, t], a, c, p)
        seen.append((a, c))
    return tuple(np.stack(part, axis=-1) for part in zip(*seen, strict=True))


def back_gate_by_gate(da_next, dc_next, cache):
    _, c, a_prev, c_prev, x, f, u, k, o, p = cache
    n = a_prev.shape[0]
    th = np.tanh(c)
    dc = dc_next + da_next * o / np.cosh(c) ** 2
    d = {
        "f": dc * c_prev * f * (1 - f),
        "u": dc * k * u * (1 - u),
        "c": dc * u * (1 - k * k),
        "o": da_next * th * o * (1 - o),
    }
    out = {"dc_prev": f * dc, "da_prev": 0, "dxt": 0}
    for key, dz in d.items():
        out["dW" + key] = np.hstack([dz @ a_prev.T, dz @ x.T])
        out["db" + key] = dz.sum(axis=1).reshape(-1, 1)
        out["da_prev"] = out["da_prev"] + p["W" + key][:, :n].T @ dz
        out["dxt"] = out["dxt"] + p["W" + key][:, n:].T @ dz
    return out


def way_back_filling(da, caches):
    n_x, (n_a, m, T) = caches[0][4].shape[0], da.shape
    out = {"dx": np.zeros((n_x, m, T))}
    right, memory = np.zeros((n_a, m)), np.zeros((n_a, m))
    for t in range(T - 1, -1, -1):
        step = back_gate_by_gate(right + da[:, :, t], memory, caches[t])
        out["dx"][:, :, t], right, memory = step["dxt"], step["da_prev"], step["dc_prev"]
        for name in step:
            if name[:2] in ("dW", "db"):
                out[name] = out.get(name, 0) + step[name]
    return {**out, "da0": right, "dc0": memory}


def bias_in_a_copy(parameters, value=1.0):
    copy = {key: array.copy() for key, array in parameters.items()}
    copy["bf"][:] = value
    return copy


def torch_block_by_block(parameters):
    n = parameters["bf"].shape[0]
    n_x = parameters["Wf"].shape[1] - n
    ih, hh, b = np.empty((4 * n, n_x)), np.empty((4 * n, n)), np.empty(4 * n)
    for place, k in enumerate(["u", "f", "c", "o"]):
        rows = slice(place * n, place * n + n)
        hh[rows], ih[rows] = parameters["W" + k][:, :n], parameters["W" + k][:, n:]
        b[rows] = parameters["b" + k].squeeze(axis=1)
    return {"bias_hh_l0": b / 2, "bias_ih_l0": b / 2, "weight_hh_l0": hh, "weight_ih_l0": ih}


def coupled_by_moving(update, candidate, c_prev):
    return 1 - update, c_prev + update * (candidate - c_prev)


def peephole_split(xt, a_prev, c_prev, parameters):
    p, s = parameters, np.vstack((a_prev, xt))
    f, u = (rnn_ref.sigmoid(p["W" + k] @ s + p["b" + k] + np.diag(p["p" + k][:, 0]) @ c_prev) for k in "fu")
    c = f * c_prev + u * np.tanh(p["Wc"] @ s + p["bc"])
    a = rnn_ref.sigmoid(p["Wo"] @ s + p["bo"] + np.diag(p["po"][:, 0]) @ c) * np.tanh(c)
    return a, c, rnn_ref.softmax(p["Wy"] @ a + p["by"]), None


STYLES = {
    "lstm_cell_forward": [cell_split, cell_all_at_once, cell_float32],
    "lstm_forward": [sequence_filling],
    "carry_memory": [carried_by_a_huge_bias],
    "lstm_cell_backward": [back_gate_by_gate],
    "lstm_backward": [way_back_filling],
    "forget_bias_init": [bias_in_a_copy],
    "to_torch_lstm": [torch_block_by_block],
    "coupled_gates": [coupled_by_moving],
    "peephole_lstm_cell_forward": [peephole_split],
    "lstm_quiz": [lambda: " ".join(REFERENCE["lstm_quiz"]()).upper()],
}
