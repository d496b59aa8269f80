"""One step of the GRU backward, over its four paths."""

import numpy as np

import rnn_ref
from autograder.exercises import draw
from autograder.exercises.specification import Exercise, Inputs, Misconception, array
from rnn_ref.cells.gates import gates_backward

from .shared import SIZE, WIDE, caches_of


def draw_step_back(rng, small: bool = False) -> Inputs:
    n = {**draw.sizes(rng, "n_x", "m", least=3, most=4), "n_a": 2}  # a small pack
    n = draw.SMALL if small else n
    cache = caches_of(rng, {**n, "T_x": 2})[1]
    return Inputs({"da_next": draw.numbers(rng, n["n_a"], n["m"]), "cache": cache}, n)


# Right answers in other styles: each earns all points.


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


# Pieces of the reference, which misconceptions replace.
DZC = "dzc = da_next * update * (1 - candidate**2)"
DZU = "dzu = da_next * (candidate - a_prev) * update * (1 - update)"
DZR = "dzr = dreset_a * a_prev * reset * (1 - reset)"
FOUR = "da_prev = da_next * (1 - update) + dreset_a * reset + dstacked[:n_a, :]"
INPUT = "dxt = dstacked_reset[n_a:, :] + dstacked[n_a:, :]"
OF_CANDIDATE = 'gates_backward(stacked_reset, {"c": dzc}, parameters)'
OF_GATES = 'gates_backward(stacked, {"r": dzr, "u": dzu}, parameters)'
BIAS = 'gradients[f"db{gate}"] = xp.sum(dz, axis=1, keepdims=True)'
WEIGHT = 'gradients[f"dW{gate}"] = dz @ stacked.T'

EXERCISE = Exercise(
    name="gru_cell_backward",
    chapter="05_gru",
    reference=rnn_ref.gru_cell_backward,
    task="Write gru_cell_backward: dz of the candidate, of the update gate and of the reset gate; "
    "from them dWc, dbc, dWu, dbu, dWr, dbr, then da_prev over four paths, and dxt.",
    returns=("gradients",),
    draws={
        "ordinary": draw_step_back,
        "one unit": lambda rng: draw_step_back(rng, small=True),
    },
    # in the order in which they are found, so that the message is about the first that is wrong
    parts=(
        array("dbc", 2, at="dbc", shape="(n_a, 1)"),
        array("dWc", 2, at="dWc", shape=WIDE),
        array("dbu", 2, at="dbu", shape="(n_a, 1)"),
        array("dWu", 2, at="dWu", shape=WIDE),
        array("dbr", 2, at="dbr", shape="(n_a, 1)"),
        array("dWr", 2, at="dWr", shape=WIDE),
        array("da_prev", 2, at="da_prev", shape="(n_a, m)"),
        array("dxt", 2, at="dxt", shape="(n_x, m)", beside="dxt of one unit"),
        array("dxt of one unit", 0, at="dxt", shape="(n_x, m)", case="one unit"),
    ),
    misconceptions=(
        Misconception(
            "gate_left_out_of_the_candidate",
            "dz of the candidate lacks update. Forward, the candidate was multiplied by the gate, "
            "so a shut gate hands nothing back to it: da_next · update · (1 - candidate²).",
            replace=DZC,
            by="dzc = da_next * (1 - candidate**2)",
        ),
        Misconception(
            "tanh_slope_forgotten",
            "dz of the candidate lacks the slope of its tanh. Multiply by 1 - candidate².",
            replace=DZC,
            by="dzc = da_next * update",
        ),
        Misconception(
            "slope_of_the_new_state",
            "you used 1 - a_next², as in the RNN. Here a_next is a mix; what came out of tanh is "
            "the candidate: 1 - candidate².",
            replace=DZC,
            by="dzc = da_next * update * (1 - a_next**2)",
        ),
        Misconception(
            "keep_in_place_of_write",
            "dz of the candidate has 1 - update. That stands beside the old memory; beside the "
            "candidate stands update.",
            replace=DZC,
            by="dzc = da_next * (1 - update) * (1 - candidate**2)",
        ),
        Misconception(
            "gate_hears_the_candidate_alone",
            "the update gate stands in both terms, and you took the first alone. In (1 - update) · "
            "a_prev it has a minus, so it hears candidate - a_prev.",
            replace=DZU,
            by="dzu = da_next * candidate * update * (1 - update)",
        ),
        Misconception(
            "gate_hears_the_difference_turned",
            "dz of the update gate has the wrong sign: a_prev - candidate. A larger gate means "
            "more candidate and less old memory: candidate - a_prev.",
            replace=DZU,
            by="dzu = da_next * (a_prev - candidate) * update * (1 - update)",
        ),
        Misconception(
            "sigmoid_slope_forgotten",
            "dz of the update gate lacks the slope of its sigmoid: multiply by update · (1 - "
            "update).",
            replace=DZU,
            by="dzu = da_next * (candidate - a_prev)",
        ),
        Misconception(
            "tanh_slope_for_the_gate",
            "the slope of tanh, 1 - update², was used for the update gate. It came out of sigmoid, "
            "whose slope is update · (1 - update).",
            replace=DZU,
            by="dzu = da_next * (candidate - a_prev) * (1 - update**2)",
        ),
        Misconception(
            "reset_hears_no_memory",
            "dz of the reset gate lacks a_prev. Forward, the gate was multiplied by a_prev, so "
            "what it hears is multiplied by a_prev.",
            replace=DZR,
            by="dzr = dreset_a * reset * (1 - reset)",
        ),
        Misconception(
            "reset_slope_forgotten",
            "dz of the reset gate lacks the slope of its sigmoid: multiply by reset · (1 - reset).",
            replace=DZR,
            by="dzr = dreset_a * a_prev",
        ),
        Misconception(
            "reset_takes_the_slope_of_update",
            "dz of the reset gate has update · (1 - update). Each gate has the slope at its own "
            "value: reset · (1 - reset).",
            replace=DZR,
            by="dzr = dreset_a * a_prev * update * (1 - update)",
        ),
        Misconception(
            "reset_without_the_weights",
            "dz of the reset gate was made from dz of the candidate directly. Between the two "
            "stands Wc: take the upper n_a rows of Wc.T @ dz_c.",
            replace=DZR,
            by="dzr = dzc * a_prev * reset * (1 - reset)",
        ),
        Misconception(
            "candidate_read_the_whole_memory",
            "dWc was made with [a_prev; xt]. Forward, Wc was multiplied with [reset · a_prev; xt], "
            "and a weight's gradient takes what the weight has read.",
            replace=OF_CANDIDATE,
            by='gates_backward(stacked, {"c": dzc}, parameters)',
        ),
        Misconception(
            "gates_read_the_reset_memory",
            "dWr and dWu were made with [reset · a_prev; xt]. The gates have read the memory as it "
            "was: [a_prev; xt].",
            replace=OF_GATES,
            by='gates_backward(stacked_reset, {"r": dzr, "u": dzu}, parameters)',
        ),
        Misconception(
            "gates_exchanged",
            "the gradients of the two gates changed places. dWr and dbr come from dz_r, dWu and "
            "dbu from dz_u, and each goes back through its own W.",
            replace=OF_GATES,
            by='gates_backward(stacked, {"r": dzu, "u": dzr}, parameters)',
        ),
        Misconception(
            "straight_path_dropped",
            "da_prev lacks the straight path, da_next · (1 - update). It is the one for which the "
            "cell was built: no weight, no tanh.",
            replace=FOUR,
            by="da_prev = dreset_a * reset + dstacked[:n_a, :]",
        ),
        Misconception(
            "straight_path_turned",
            "the straight path of da_prev has update. Forward, 1 - update stands beside a_prev, so "
            "backward too.",
            replace=FOUR,
            by="da_prev = da_next * update + dreset_a * reset + dstacked[:n_a, :]",
        ),
        Misconception(
            "candidate_path_dropped",
            "da_prev lacks the path through the candidate: the upper rows of Wc.T @ dz_c, times "
            "reset.",
            replace=FOUR,
            by="da_prev = da_next * (1 - update) + dstacked[:n_a, :]",
        ),
        Misconception(
            "candidate_path_past_the_reset",
            "the path through the candidate lacks reset. The candidate has read reset · a_prev, so "
            "on the way to a_prev multiply by reset.",
            replace=FOUR,
            by="da_prev = da_next * (1 - update) + dreset_a + dstacked[:n_a, :]",
        ),
        Misconception(
            "gate_paths_dropped",
            "da_prev lacks the paths through the two gates: the upper rows of Wr.T @ dz_r + Wu.T @ "
            "dz_u. The gates read the memory too.",
            replace=FOUR,
            by="da_prev = da_next * (1 - update) + dreset_a * reset",
        ),
        Misconception(
            "input_through_the_candidate_alone",
            "dxt has the path through the candidate alone. The gates read xt too: add the lower "
            "rows of Wr.T @ dz_r + Wu.T @ dz_u.",
            replace=INPUT,
            by="dxt = dstacked_reset[n_a:, :]",
        ),
        Misconception(
            "input_through_the_gates_alone",
            "dxt has the paths through the gates alone. The candidate reads xt too: add the lower "
            "rows of Wc.T @ dz_c.",
            replace=INPUT,
            by="dxt = dstacked[n_a:, :]",
        ),
        Misconception(
            "bias_not_summed",
            "the gradients of the biases have one column per example. There is a single bias for "
            "all of them: sum(axis=1, keepdims=True).",
            replace=BIAS,
            by='gradients[f"db{gate}"] = dz',
            within=gates_backward,
        ),
        Misconception(
            "bias_averaged",
            "the gradients of the biases are means over the examples. Each example adds its pull: "
            "take the sum. The mean that the loss asks for is inside da_next already.",
            replace=BIAS,
            by='gradients[f"db{gate}"] = xp.mean(dz, axis=1, keepdims=True)',
            within=gates_backward,
        ),
        Misconception(
            "weights_transposed",
            "the gradients of the weights are transposed. A gradient has the shape of its weight: "
            "dz comes first, what was read comes second, transposed.",
            replace=WEIGHT,
            by='gradients[f"dW{gate}"] = stacked @ dz.T',
            within=gates_backward,
        ),
    ),
    likely=(
        (
            "gate_left_out_of_the_candidate",
            """
            a_next, a_prev, xt, c, u, r, p = cache; n = len(a_prev)
            s = np.concatenate([a_prev, xt]); sr = np.concatenate([r * a_prev, xt])
            dzc = da_next * (1 - c ** 2); dzu = da_next * (c - a_prev) * u * (1 - u)
            low = p["Wc"].T @ dzc; dzr = low[:n] * a_prev * r * (1 - r)
            g = p["Wr"].T @ dzr + p["Wu"].T @ dzu
            return {"da_prev": da_next * (1 - u) + low[:n] * r + g[:n], "dxt": low[n:] + g[n:],
                    "dWr": dzr @ s.T, "dbr": dzr.sum(axis=1, keepdims=True),
                    "dWu": dzu @ s.T, "dbu": dzu.sum(axis=1, keepdims=True),
                    "dWc": dzc @ sr.T, "dbc": dzc.sum(axis=1, keepdims=True)}""",
        ),
        (
            "slope_of_the_new_state",
            """
            a_next, a_prev, xt, c, u, r, p = cache; n = len(a_prev)
            s = np.concatenate([a_prev, xt]); sr = np.concatenate([r * a_prev, xt])
            dzc = da_next * u * (1 - a_next ** 2); dzu = da_next * (c - a_prev) * u * (1 - u)
            low = p["Wc"].T @ dzc; dzr = low[:n] * a_prev * r * (1 - r)
            g = p["Wr"].T @ dzr + p["Wu"].T @ dzu
            return {"da_prev": da_next * (1 - u) + low[:n] * r + g[:n], "dxt": low[n:] + g[n:],
                    "dWr": dzr @ s.T, "dbr": dzr.sum(axis=1, keepdims=True),
                    "dWu": dzu @ s.T, "dbu": dzu.sum(axis=1, keepdims=True),
                    "dWc": dzc @ sr.T, "dbc": dzc.sum(axis=1, keepdims=True)}""",
        ),
        (
            "gate_hears_the_candidate_alone",
            """
            a_next, a_prev, xt, c, u, r, p = cache; n = len(a_prev)
            s = np.concatenate([a_prev, xt]); sr = np.concatenate([r * a_prev, xt])
            dzc = da_next * u * (1 - c ** 2); dzu = da_next * c * u * (1 - u)
            low = p["Wc"].T @ dzc; dzr = low[:n] * a_prev * r * (1 - r)
            g = p["Wr"].T @ dzr + p["Wu"].T @ dzu
            return {"da_prev": da_next * (1 - u) + low[:n] * r + g[:n], "dxt": low[n:] + g[n:],
                    "dWr": dzr @ s.T, "dbr": dzr.sum(axis=1, keepdims=True),
                    "dWu": dzu @ s.T, "dbu": dzu.sum(axis=1, keepdims=True),
                    "dWc": dzc @ sr.T, "dbc": dzc.sum(axis=1, keepdims=True)}""",
        ),
        (
            "sigmoid_slope_forgotten",
            """
            a_next, a_prev, xt, c, u, r, p = cache; n = len(a_prev)
            s = np.concatenate([a_prev, xt]); sr = np.concatenate([r * a_prev, xt])
            dzc = da_next * u * (1 - c ** 2); dzu = da_next * (c - a_prev)
            low = p["Wc"].T @ dzc; dzr = low[:n] * a_prev * r * (1 - r)
            g = p["Wr"].T @ dzr + p["Wu"].T @ dzu
            return {"da_prev": da_next * (1 - u) + low[:n] * r + g[:n], "dxt": low[n:] + g[n:],
                    "dWr": dzr @ s.T, "dbr": dzr.sum(axis=1, keepdims=True),
                    "dWu": dzu @ s.T, "dbu": dzu.sum(axis=1, keepdims=True),
                    "dWc": dzc @ sr.T, "dbc": dzc.sum(axis=1, keepdims=True)}""",
        ),
        (
            "reset_hears_no_memory",
            """
            a_next, a_prev, xt, c, u, r, p = cache; n = len(a_prev)
            s = np.concatenate([a_prev, xt]); sr = np.concatenate([r * a_prev, xt])
            dzc = da_next * u * (1 - c ** 2); dzu = da_next * (c - a_prev) * u * (1 - u)
            low = p["Wc"].T @ dzc; dzr = low[:n] * r * (1 - r)
            g = p["Wr"].T @ dzr + p["Wu"].T @ dzu
            return {"da_prev": da_next * (1 - u) + low[:n] * r + g[:n], "dxt": low[n:] + g[n:],
                    "dWr": dzr @ s.T, "dbr": dzr.sum(axis=1, keepdims=True),
                    "dWu": dzu @ s.T, "dbu": dzu.sum(axis=1, keepdims=True),
                    "dWc": dzc @ sr.T, "dbc": dzc.sum(axis=1, keepdims=True)}""",
        ),
        (
            "straight_path_dropped",
            """
            a_next, a_prev, xt, c, u, r, p = cache; n = len(a_prev)
            s = np.concatenate([a_prev, xt]); sr = np.concatenate([r * a_prev, xt])
            dzc = da_next * u * (1 - c ** 2); dzu = da_next * (c - a_prev) * u * (1 - u)
            low = p["Wc"].T @ dzc; dzr = low[:n] * a_prev * r * (1 - r)
            g = p["Wr"].T @ dzr + p["Wu"].T @ dzu
            return {"da_prev": low[:n] * r + g[:n], "dxt": low[n:] + g[n:],
                    "dWr": dzr @ s.T, "dbr": dzr.sum(axis=1, keepdims=True),
                    "dWu": dzu @ s.T, "dbu": dzu.sum(axis=1, keepdims=True),
                    "dWc": dzc @ sr.T, "dbc": dzc.sum(axis=1, keepdims=True)}""",
        ),
        (
            "candidate_path_past_the_reset",
            """
            a_next, a_prev, xt, c, u, r, p = cache; n = len(a_prev)
            s = np.concatenate([a_prev, xt]); sr = np.concatenate([r * a_prev, xt])
            dzc = da_next * u * (1 - c ** 2); dzu = da_next * (c - a_prev) * u * (1 - u)
            low = p["Wc"].T @ dzc; dzr = low[:n] * a_prev * r * (1 - r)
            g = p["Wr"].T @ dzr + p["Wu"].T @ dzu
            return {"da_prev": da_next * (1 - u) + low[:n] + g[:n], "dxt": low[n:] + g[n:],
                    "dWr": dzr @ s.T, "dbr": dzr.sum(axis=1, keepdims=True),
                    "dWu": dzu @ s.T, "dbu": dzu.sum(axis=1, keepdims=True),
                    "dWc": dzc @ sr.T, "dbc": dzc.sum(axis=1, keepdims=True)}""",
        ),
        (
            "gate_paths_dropped",
            """
            a_next, a_prev, xt, c, u, r, p = cache; n = len(a_prev)
            s = np.concatenate([a_prev, xt]); sr = np.concatenate([r * a_prev, xt])
            dzc = da_next * u * (1 - c ** 2); dzu = da_next * (c - a_prev) * u * (1 - u)
            low = p["Wc"].T @ dzc; dzr = low[:n] * a_prev * r * (1 - r)
            g = p["Wr"].T @ dzr + p["Wu"].T @ dzu
            return {"da_prev": da_next * (1 - u) + low[:n] * r, "dxt": low[n:] + g[n:],
                    "dWr": dzr @ s.T, "dbr": dzr.sum(axis=1, keepdims=True),
                    "dWu": dzu @ s.T, "dbu": dzu.sum(axis=1, keepdims=True),
                    "dWc": dzc @ sr.T, "dbc": dzc.sum(axis=1, keepdims=True)}""",
        ),
        (
            "candidate_read_the_whole_memory",
            """
            a_next, a_prev, xt, c, u, r, p = cache; n = len(a_prev)
            s = np.concatenate([a_prev, xt]); sr = np.concatenate([r * a_prev, xt])
            dzc = da_next * u * (1 - c ** 2); dzu = da_next * (c - a_prev) * u * (1 - u)
            low = p["Wc"].T @ dzc; dzr = low[:n] * a_prev * r * (1 - r)
            g = p["Wr"].T @ dzr + p["Wu"].T @ dzu
            return {"da_prev": da_next * (1 - u) + low[:n] * r + g[:n], "dxt": low[n:] + g[n:],
                    "dWr": dzr @ s.T, "dbr": dzr.sum(axis=1, keepdims=True),
                    "dWu": dzu @ s.T, "dbu": dzu.sum(axis=1, keepdims=True),
                    "dWc": dzc @ s.T, "dbc": dzc.sum(axis=1, keepdims=True)}""",
        ),
    ),
    styles=(back_split, back_per_example),
    equal=(
        ("n_a = a_prev.shape[0]", SIZE),
        ("n_a = len(a_prev)", SIZE),
        (
            "straight, around = (1 - update) * da_next, reset * below[:n_a]",
            "The two are only added, in either order.",
        ),
    ),
)
