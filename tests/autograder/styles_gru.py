"""Right answers to chapter 5's exercises, written differently from ours."""

import numpy as np

import rnn_ref

from autograder.exercises import all_exercises

REFERENCE = {name: e.reference for name, e in all_exercises().items()}


def simplified_split(xt, a_prev, parameters):
    """The two parts of each W apart."""
    n = len(a_prev)
    sums = {
        k: parameters["W" + k][:, :n] @ a_prev
        + parameters["W" + k][:, n:] @ xt
        + parameters["b" + k]
        for k in "uc"
    }
    update, candidate = rnn_ref.sigmoid(sums["u"]), np.tanh(sums["c"])
    a_next = a_prev - update * a_prev + update * candidate
    return a_next, (a_next, a_prev, xt, candidate, update, parameters)


def simplified_one_product(xt, a_prev, p):
    """Both W as one; the gate by tanh."""
    n = len(a_prev)
    z = np.vstack([p["Wu"], p["Wc"]]) @ np.r_[a_prev, xt] + np.vstack([p["bu"], p["bc"]])
    update, candidate = 0.5 + 0.5 * np.tanh(z[:n] / 2), np.tanh(z[n:])
    a_next = np.where(
        update > 0.5,
        candidate + (1 - update) * (a_prev - candidate),
        a_prev + update * (candidate - a_prev),
    )
    return [a_next, [a_next, a_prev, xt, candidate, update, p]]


def latch_filled(strength):
    Wu, Wc = np.zeros((1, 3)), np.zeros((1, 3))
    Wu[0, 2], Wc[0, 1] = 2 * strength, strength
    return {"bc": np.zeros((1, 1)), "bu": np.full((1, 1), -float(strength)), "Wc": Wc, "Wu": Wu}


def cell_split(xt, a_prev, parameters):
    p, n = parameters, len(a_prev)

    def pre(k, state):
        return (
            np.einsum("ij,jm->im", p["W" + k][:, :n], state) + p["W" + k][:, n:] @ xt + p["b" + k]
        )

    reset, update = rnn_ref.sigmoid(pre("r", a_prev)), rnn_ref.sigmoid(pre("u", a_prev))
    candidate = np.tanh(pre("c", a_prev * reset))
    a_next = a_prev + update * (candidate - a_prev)
    return a_next, (a_next, a_prev, xt, candidate, update, reset, parameters)


def cell_float32(xt, a_prev, parameters):
    small = {k: v.astype(np.float32) for k, v in parameters.items()}
    return cell_split(xt.astype(np.float32), a_prev.astype(np.float32), small)


def forward_filling(x, a0, parameters):
    a, caches = np.empty((*a0.shape, x.shape[-1])), []
    for t in range(x.shape[-1]):
        a[..., t], cache = cell_split(x[..., t], a[..., t - 1] if t else a0, parameters)
        caches.append(cache)
    return a, caches


def forward_recursive(x, a0, parameters):
    if x.shape[2] == 1:
        a, cache = cell_split(x[:, :, 0], a0, parameters)
        return a[:, :, None], (cache,)
    before, caches = forward_recursive(x[:, :, :-1], a0, parameters)
    last, cache = cell_split(x[:, :, -1], before[:, :, -1], parameters)
    return np.concatenate([before, last[:, :, None]], axis=2), (*caches, cache)


def back_split(da_next, cache):
    """State and input apart, einsum for the sums."""
    _, a, x, c, u, r, p = cache
    n = len(a)
    delta = {"c": da_next * u * (1 - c**2), "u": (c - a) * da_next * (u - u**2)}
    to_gated = p["Wc"][:, :n].T @ delta["c"]
    delta["r"] = to_gated * a * (r - r**2)
    read = {"r": a, "u": a, "c": r * a}
    out = {
        "da_prev": da_next
        - da_next * u
        + to_gated * r
        + sum(p["W" + k][:, :n].T @ delta[k] for k in "ru"),
        "dxt": sum(p["W" + k][:, n:].T @ delta[k] for k in "ruc"),
    }
    for k in "ruc":
        out["db" + k] = np.einsum("am->a", delta[k])[:, None]
        out["dW" + k] = np.hstack([np.einsum("am,bm->ab", delta[k], read[k]), delta[k] @ x.T])
    return out


def back_per_example(da_next, cache):
    """One example at a time, with outer products."""
    _, a, x, c, u, r, p = cache
    n, m = a.shape
    total = {}
    da_prev, dxt = np.zeros_like(a), np.zeros_like(x)
    for i in range(m):
        d, old, new, gate, shut = da_next[:, i], a[:, i], c[:, i], u[:, i], r[:, i]
        zc, zu = d * gate * (1 - new**2), d * (new - old) * gate * (1 - gate)
        low = zc @ p["Wc"]
        zr = low[:n] * old * shut * (1 - shut)
        both = zr @ p["Wr"] + zu @ p["Wu"]
        da_prev[:, i] = d * (1 - gate) + low[:n] * shut + both[:n]
        dxt[:, i] = low[n:] + both[n:]
        for k, z, first in (("c", zc, shut * old), ("u", zu, old), ("r", zr, old)):
            total["dW" + k] = total.get("dW" + k, 0) + np.outer(z, np.r_[first, x[:, i]])
            total["db" + k] = total.get("db" + k, 0) + z[:, None]
    return {**total, "da_prev": da_prev, "dxt": dxt}


def backward_recursive(da, caches):
    last = back_split(da[:, :, -1], caches[-1])
    right, dxt = last.pop("da_prev"), last.pop("dxt")[:, :, None]
    if len(caches) == 1:
        return {**last, "dx": dxt, "da0": right}
    before = da[:, :, :-1].copy()
    before[:, :, -1] += right
    rest = backward_recursive(before, caches[:-1])
    joined = {k: rest[k] + last[k] for k in last}
    return {**joined, "da0": rest["da0"], "dx": np.concatenate([rest["dx"], dxt], axis=2)}


def after_split(xt, a_prev, p):
    n = len(a_prev)
    from_state = {k: np.einsum("ij,jm->im", p["W" + k][:, :n], a_prev) for k in "ruc"}
    from_input = {k: p["W" + k][:, n:] @ xt + p["b" + k] for k in "ruc"}
    reset, update = (rnn_ref.sigmoid(from_state[k] + from_input[k]) for k in "ru")
    candidate = np.tanh(reset * from_state["c"] + from_input["c"])
    a_next = candidate + (1 - update) * (a_prev - candidate)
    return a_next, (a_next, a_prev, xt, candidate, update, reset, from_state["c"], p)


def after_one_product(xt, a_prev, p):
    """One product with the state for all three, as a GPU does it."""
    n = len(a_prev)
    state = np.vstack([p["W" + k][:, :n] for k in "ruc"]) @ a_prev
    other = np.vstack([p["W" + k][:, n:] for k in "ruc"]) @ xt
    other += np.vstack([p["b" + k] for k in "ruc"])
    reset, update = rnn_ref.sigmoid(state[:n] + other[:n]), rnn_ref.sigmoid((state + other)[n : 2 * n])
    candidate = np.tanh(reset * state[2 * n :] + other[2 * n :])
    a_next = update * candidate + a_prev * (1 - update)
    return a_next, (a_next, a_prev, xt, candidate, update, reset, state[2 * n :], p)


def torch_by_gate(parameters):
    n = parameters["Wr"].shape[0]
    out = {"weight_ih_l0": [], "weight_hh_l0": [], "bias_ih_l0": []}
    for key, sign in (("r", 1), ("u", -1), ("c", 1)):
        out["weight_hh_l0"].append(sign * parameters["W" + key][:, :n])
        out["weight_ih_l0"].append(sign * parameters["W" + key][:, n:])
        out["bias_ih_l0"].append(sign * parameters["b" + key].reshape(-1))
    return {"bias_hh_l0": np.zeros(3 * n), **{k: np.concatenate(v) for k, v in out.items()}}


STYLES = {
    "simplified_gru_cell_forward": [simplified_split, simplified_one_product],
    "latch_gates": [latch_filled],
    "gru_cell_forward": [cell_split, cell_float32],
    "gru_forward": [forward_filling, forward_recursive],
    "gru_cell_backward": [back_split, back_per_example],
    "gru_backward": [backward_recursive],
    "agreement_lab": [lambda: " ".join(REFERENCE["agreement_lab"]())],
    "gru_reset_after_cell_forward": [after_split, after_one_product],
    "to_torch_gru": [torch_by_gate],
    "gru_quiz": [lambda: ", ".join(REFERENCE["gru_quiz"]()).upper()],
}
