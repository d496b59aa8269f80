"""One step of the LSTM backward: first dc, then what hangs on it."""

import numpy as np

import rnn_ref
from autograder.exercises import draw
from autograder.exercises.specification import Exercise, Inputs, Misconception, array, each

from .shared import ORDER, SIZE, WIDE, weights, with_read_out


def cache_of(rng, n: dict[str, int]) -> tuple:
    """The cache of a real step, so that its gates are what they say."""
    inputs = (
        draw.numbers(rng, n["n_x"], n["m"]),
        draw.numbers(rng, n["n_a"], n["m"]),
        draw.numbers(rng, n["n_a"], n["m"], low=0.4, high=1.5),
    )
    parameters = weights(rng, {**n, "n_y": 2})
    return with_read_out(rnn_ref.lstm_cell_forward(*inputs, parameters)[3], parameters)


def draw_back(rng, state: bool = True) -> Inputs:
    """One step back. Without `state` da_next is tiny, so that dc is dc_next, whatever is made of it.

    Whoever has dc wrong and the rest of the chain right earns the points of the rest there.
    """
    n = {"n_a": 2, "m": 3, "n_x": 1} if state else {"n_a": 3, "m": 2, "n_x": 1}  # a small pack
    cache = cache_of(rng, n)
    da = draw.numbers(rng, n["n_a"], n["m"])
    return Inputs(
        {
            "da_next": da if state else 1e-12 * da,
            "dc_next": draw.numbers(rng, n["n_a"], n["m"]),
            "cache": cache,
        },
        n,
    )


# Right answers in other styles: each earns all points.


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


# Pieces of the reference, which misconceptions replace.
DZO = "dzo = da_next * tanh_c * output * (1 - output)"
DC = "dc = dc_next + da_next * output * (1 - tanh_c**2)"
DZF = "dzf = dc * c_prev * forget * (1 - forget)"
DZU = "dzu = dc * candidate * update * (1 - update)"
DZC = "dzc = dc * update * (1 - candidate**2)"
DELTAS = 'deltas = {"f": dzf, "u": dzu, "c": dzc, "o": dzo}'

RIGHT_AFTER = " What you made of dc afterwards is right."
SIDE = " where da_next is tiny"

EXERCISE = Exercise(
    name="lstm_cell_backward",
    chapter="06_lstm",
    reference=rnn_ref.lstm_cell_backward,
    task="Write lstm_cell_backward: dzo, then dc, then dzf, dzu, dzc and dc_prev from dc; then the "
    "weight gradients and [da_prev; dxt], as a dictionary.",
    returns=("gradients",),
    draws={"da_next is tiny": lambda rng: draw_back(rng, state=False), "ordinary": draw_back},
    # the chain after dc comes first: a wrong dc is only spoken of when the rest is right
    parts=(
        array("dc_prev" + SIDE, 1, at="dc_prev", shape="(n_a, m)", case="da_next is tiny"),
        each("dWf, dWu and dWc" + SIDE, 3, at=("dWf", "dWu", "dWc"), case="da_next is tiny"),
        array("dbo", 1, at="dbo", shape="(n_a, 1)"),
        array("dWo", 1, at="dWo", shape=WIDE),
        array("dc_prev", 2, at="dc_prev", shape="(n_a, m)"),
        array("dWf", 1, at="dWf", shape=WIDE),
        array("dWu", 1, at="dWu", shape=WIDE),
        array("dWc", 1, at="dWc", shape=WIDE),
        each("dbf, dbu and dbc", 3, at=("dbf", "dbu", "dbc")),
        array("da_prev", 1, at="da_prev", shape="(n_a, m)"),
        array("dxt", 1, at="dxt", shape="(n_x, m)", beside="dxt" + SIDE),
        array("dxt" + SIDE, 0, at="dxt", shape="(n_x, m)", case="da_next is tiny"),
    ),
    misconceptions=(
        Misconception(
            "road_through_the_state_forgotten",
            "dc is dc_next alone. The memory c_next was used twice: by the next step, and by "
            "a_next of this one. Add da_next ⊙ Γ_o ⊙ (1 − tanh²(c_next))." + RIGHT_AFTER,
            replace=DC,
            by="dc = dc_next",
        ),
        Misconception(
            "later_memory_forgotten",
            "dc has only the part from a_next. What the later steps want from this memory, "
            "dc_next, is missing. The two roads are added.",
            replace=DC,
            by="dc = da_next * output * (1 - tanh_c**2)",
        ),
        Misconception(
            "output_gate_not_in_dc",
            "dc lacks Γ_o. On its way to a_next the memory was multiplied by Γ_o, and the gradient "
            "on its way back is too." + RIGHT_AFTER,
            replace=DC,
            by="dc = dc_next + da_next * (1 - tanh_c**2)",
        ),
        Misconception(
            "slope_not_in_dc",
            "dc lacks the slope of tanh. a_next holds tanh(c_next), so the way back has the factor "
            "1 − tanh²(c_next)." + RIGHT_AFTER,
            replace=DC,
            by="dc = dc_next + da_next * output",
        ),
        Misconception(
            "slope_at_the_state",
            "the slope was taken as 1 − a_next². a_next is no tanh: it is Γ_o ⊙ tanh(c_next). Take "
            "1 − tanh²(c_next)." + RIGHT_AFTER,
            replace=DC,
            by="dc = dc_next + da_next * output * (1 - a_next**2)",
        ),
        Misconception(
            "slope_of_the_memory",
            "the slope was taken as 1 − c_next². The memory itself is no tanh. Compute "
            "tanh(c_next) first, then 1 − tanh²(c_next)." + RIGHT_AFTER,
            replace=DC,
            by="dc = dc_next + da_next * output * (1 - c_next**2)",
        ),
        Misconception(
            "not_scaled_by_forget",
            "dc_prev equals dc. Forward, c_prev was multiplied by Γ_f; so its gradient is dc ⊙ Γ_f.",
            replace="dc_prev = dc * forget",
            by="dc_prev = dc",
        ),
        Misconception(
            "raw_dc_next_handed_on",
            "dc_prev was made from dc_next, not from dc. What this step's a_next says about the "
            "memory must go on to the left as well: dc ⊙ Γ_f.",
            replace="dc_prev = dc * forget",
            by="dc_prev = dc_next * forget",
        ),
        Misconception(
            "output_slope_forgotten",
            "dzo lacks Γ_o (1 − Γ_o), the slope of sigmoid. da_next ⊙ tanh(c_next) is the gradient "
            "of the gate; the sum z_o lies behind its sigmoid.",
            replace=DZO,
            by="dzo = da_next * tanh_c",
        ),
        Misconception(
            "output_gate_from_memory",
            "dzo was made with c_next in place of tanh(c_next). Γ_o stood beside tanh(c_next) in "
            "a_next, so that is its factor.",
            replace=DZO,
            by="dzo = da_next * c_next * output * (1 - output)",
        ),
        Misconception(
            "forget_with_new_memory",
            "dzf was made with c_next. Forward, Γ_f stood beside c_prev, so its gradient is dc "
            "times c_prev, times the slope.",
            replace=DZF,
            by="dzf = dc * c_next * forget * (1 - forget)",
        ),
        Misconception(
            "forget_and_update_swapped",
            "the gradients of the gates f and u changed places: dzf goes with c_prev, dzu with the "
            "candidate.",
            replace=DELTAS,
            by='deltas = {"f": dzu, "u": dzf, "c": dzc, "o": dzo}',
        ),
        Misconception(
            "update_slope_forgotten",
            "dzu lacks Γ_u (1 − Γ_u). dc ⊙ c̃ is the gradient of the gate; its sum lies behind the "
            "sigmoid.",
            replace=DZU,
            by="dzu = dc * candidate",
        ),
        Misconception(
            "candidate_with_sigmoid_slope",
            "dzc has the slope of sigmoid, c̃ (1 − c̃). The candidate comes from tanh: 1 − c̃².",
            replace=DZC,
            by="dzc = dc * update * candidate * (1 - candidate)",
        ),
        Misconception(
            "candidate_without_gate",
            "dzc lacks Γ_u. Forward, the candidate was multiplied by Γ_u before it was added; the "
            "gradient passes the same gate.",
            replace=DZC,
            by="dzc = dc * (1 - candidate**2)",
        ),
        Misconception(
            "gradient_of_one_gate_added_to_another",
            "dzu was added to the gradient of the forget gate. Each gate has weights of its own; "
            "only in da_prev and dxt are the four added.",
            replace=DELTAS,
            by='deltas = {"f": dzf + dzu, "u": dzu, "c": dzc, "o": dzo}',
        ),
        Misconception(
            "output_gate_left_out_of_the_sum",
            "da_prev and dxt lack the share of the output gate. [a_prev; xt] was read by four "
            "matrices; add all four shares W.T @ dz.",
            replace="da_prev = dstacked[:n_a, :]",
            by='dstacked = dstacked - parameters["Wo"].T @ dzo\n    da_prev = dstacked[:n_a, :]',
        ),
        Misconception(
            "input_and_state_swapped",
            "the sum over the gates was cut at the wrong end: you took the input on top. The state "
            "stands above the input, so da_prev is the first n_a rows and dxt the rest.",
            replace="da_prev = dstacked[:n_a, :]  # (n_a, m)\n    dxt = dstacked[n_a:, :]",
            by="da_prev = dstacked[dstacked.shape[0] - n_a :, :]\n"
            "    dxt = dstacked[: dstacked.shape[0] - n_a, :]",
        ),
        Misconception(
            "stacked_the_other_way",
            "the weight gradients have the columns of the input first. Each W worked on "
            "[a_prev; xt], so dW is dz @ [a_prev; xt].T, the state on top.",
            replace="stack_inputs(a_prev, xt), deltas",
            by="xp.concat([xt, a_prev], axis=0), deltas",
        ),
    ),
    likely=(
        (
            "road_through_the_state_forgotten",
            """
            a, c, a0, c0, x, f, u, k, o, p = cache; th = np.tanh(c)
            dzo = da_next * th * o * (1 - o)
            dc = dc_next
            d = {"f": dc * c0 * f * (1 - f), "u": dc * k * u * (1 - u), "c": dc * u * (1 - k ** 2), "o": dzo}
            s, n = np.concatenate([a0, x]), a0.shape[0]
            g = sum(p["W" + i].T @ z for i, z in d.items())
            return {"dxt": g[n:], "da_prev": g[:n], "dc_prev": dc * f,
                    **{"dW" + i: z @ s.T for i, z in d.items()},
                    **{"db" + i: z.sum(axis=1, keepdims=True) for i, z in d.items()}}""",
        ),
        (
            "later_memory_forgotten",
            """
            a, c, a0, c0, x, f, u, k, o, p = cache; th = np.tanh(c)
            dzo = da_next * th * o * (1 - o)
            dc = da_next * o * (1 - th ** 2)
            d = {"f": dc * c0 * f * (1 - f), "u": dc * k * u * (1 - u), "c": dc * u * (1 - k ** 2), "o": dzo}
            s, n = np.concatenate([a0, x]), a0.shape[0]
            g = sum(p["W" + i].T @ z for i, z in d.items())
            return {"dxt": g[n:], "da_prev": g[:n], "dc_prev": dc * f,
                    **{"dW" + i: z @ s.T for i, z in d.items()},
                    **{"db" + i: z.sum(axis=1, keepdims=True) for i, z in d.items()}}""",
        ),
        (
            "not_scaled_by_forget",
            """
            a, c, a0, c0, x, f, u, k, o, p = cache; th = np.tanh(c)
            dzo = da_next * th * o * (1 - o)
            dc = dc_next + da_next * o * (1 - th ** 2)
            d = {"f": dc * c0 * f * (1 - f), "u": dc * k * u * (1 - u), "c": dc * u * (1 - k ** 2), "o": dzo}
            s, n = np.concatenate([a0, x]), a0.shape[0]
            g = sum(p["W" + i].T @ z for i, z in d.items())
            return {"dxt": g[n:], "da_prev": g[:n], "dc_prev": dc,
                    **{"dW" + i: z @ s.T for i, z in d.items()},
                    **{"db" + i: z.sum(axis=1, keepdims=True) for i, z in d.items()}}""",
        ),
        (
            "slope_of_the_memory",
            """
            a, c, a0, c0, x, f, u, k, o, p = cache; th = np.tanh(c)
            dzo = da_next * th * o * (1 - o)
            dc = dc_next + da_next * o * (1 - c ** 2)
            d = {"f": dc * c0 * f * (1 - f), "u": dc * k * u * (1 - u), "c": dc * u * (1 - k ** 2), "o": dzo}
            s, n = np.concatenate([a0, x]), a0.shape[0]
            g = sum(p["W" + i].T @ z for i, z in d.items())
            return {"dxt": g[n:], "da_prev": g[:n], "dc_prev": dc * f,
                    **{"dW" + i: z @ s.T for i, z in d.items()},
                    **{"db" + i: z.sum(axis=1, keepdims=True) for i, z in d.items()}}""",
        ),
        (
            "output_slope_forgotten",
            """
            a, c, a0, c0, x, f, u, k, o, p = cache; th = np.tanh(c)
            dzo = da_next * th
            dc = dc_next + da_next * o * (1 - th ** 2)
            d = {"f": dc * c0 * f * (1 - f), "u": dc * k * u * (1 - u), "c": dc * u * (1 - k ** 2), "o": dzo}
            s, n = np.concatenate([a0, x]), a0.shape[0]
            g = sum(p["W" + i].T @ z for i, z in d.items())
            return {"dxt": g[n:], "da_prev": g[:n], "dc_prev": dc * f,
                    **{"dW" + i: z @ s.T for i, z in d.items()},
                    **{"db" + i: z.sum(axis=1, keepdims=True) for i, z in d.items()}}""",
        ),
        (
            "forget_with_new_memory",
            """
            a, c, a0, c0, x, f, u, k, o, p = cache; th = np.tanh(c)
            dzo = da_next * th * o * (1 - o)
            dc = dc_next + da_next * o * (1 - th ** 2)
            d = {"f": dc * c * f * (1 - f), "u": dc * k * u * (1 - u), "c": dc * u * (1 - k ** 2), "o": dzo}
            s, n = np.concatenate([a0, x]), a0.shape[0]
            g = sum(p["W" + i].T @ z for i, z in d.items())
            return {"dxt": g[n:], "da_prev": g[:n], "dc_prev": dc * f,
                    **{"dW" + i: z @ s.T for i, z in d.items()},
                    **{"db" + i: z.sum(axis=1, keepdims=True) for i, z in d.items()}}""",
        ),
        (
            "candidate_with_sigmoid_slope",
            """
            a, c, a0, c0, x, f, u, k, o, p = cache; th = np.tanh(c)
            dzo = da_next * th * o * (1 - o)
            dc = dc_next + da_next * o * (1 - th ** 2)
            d = {"f": dc * c0 * f * (1 - f), "u": dc * k * u * (1 - u), "c": dc * u * k * (1 - k), "o": dzo}
            s, n = np.concatenate([a0, x]), a0.shape[0]
            g = sum(p["W" + i].T @ z for i, z in d.items())
            return {"dxt": g[n:], "da_prev": g[:n], "dc_prev": dc * f,
                    **{"dW" + i: z @ s.T for i, z in d.items()},
                    **{"db" + i: z.sum(axis=1, keepdims=True) for i, z in d.items()}}""",
        ),
        (
            "raw_dc_next_handed_on",
            """
            a, c, a0, c0, x, f, u, k, o, p = cache; th = np.tanh(c)
            dzo = da_next * th * o * (1 - o)
            dc = dc_next + da_next * o * (1 - th ** 2)
            d = {"f": dc * c0 * f * (1 - f), "u": dc * k * u * (1 - u), "c": dc * u * (1 - k ** 2), "o": dzo}
            s, n = np.concatenate([a0, x]), a0.shape[0]
            g = sum(p["W" + i].T @ z for i, z in d.items())
            return {"dxt": g[n:], "da_prev": g[:n], "dc_prev": dc_next * f,
                    **{"dW" + i: z @ s.T for i, z in d.items()},
                    **{"db" + i: z.sum(axis=1, keepdims=True) for i, z in d.items()}}""",
        ),
    ),
    styles=(back_gate_by_gate,),
    equal=(
        ("n_a = a_prev.shape[0]", SIZE),
        ("n_a = len(a_prev)", SIZE),
        ('for k, dz in zip("fuco"', ORDER),
    ),
)
