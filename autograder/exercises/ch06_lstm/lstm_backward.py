"""The LSTM's steps from the last to the first: two gradients come from the right."""

import numpy as np
from array_api_compat import array_namespace

from autograder.exercises import draw
from autograder.exercises.specification import Exercise, Inputs, Misconception, array, each
from rnn_ref import lstm_cell_backward

from .lstm_cell_backward import back_gate_by_gate
from .lstm_forward import lstm_forward
from .shared import ORDER, WIDE, weights, with_read_out


def lstm_backward(da, caches) -> dict:
    """Go back through a whole sequence."""
    xp = array_namespace(da)
    dx_steps, sums = [], {}
    da_next = xp.zeros_like(da[:, :, 0])  # (n_a, m)
    dc_next = xp.zeros_like(da_next)  # (n_a, m)
    for t in reversed(range(len(caches))):
        gradients = lstm_cell_backward(da[:, :, t] + da_next, dc_next, caches[t])
        dx_steps.append(gradients.pop("dxt"))
        da_next = gradients.pop("da_prev")
        dc_next = gradients.pop("dc_prev")
        for name, gradient in gradients.items():
            sums[name] = sums.get(name, 0) + gradient
    dx_steps.reverse()
    dx = xp.stack(dx_steps, axis=2)  # (n_x, m, T_x)
    return {"dx": dx, "da0": da_next, "dc0": dc_next, **sums}


def draw_way_back(rng, small: bool = False) -> Inputs:
    n = {**draw.sizes(rng, "n_a", "m", "T_x", least=2, most=4), "n_x": 1}  # a small pack
    n = {**draw.SMALL, "n_x": 2, "T_x": 1} if small else n
    parameters = weights(rng, {**n, "n_y": 2})
    x = draw.numbers(rng, n["n_x"], n["m"], n["T_x"])
    a0 = draw.numbers(rng, n["n_a"], n["m"])
    # the clear text: its caches are a plain list
    caches = [with_read_out(c, parameters) for c in lstm_forward(x, a0, parameters)[3]]
    return Inputs({"da": draw.numbers(rng, n["n_a"], n["m"], n["T_x"]), "caches": caches}, n)


# Right answers in other styles: each earns all points.


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


# A piece of the reference, which misconceptions replace.
CALL_BACK = "lstm_cell_backward(da[:, :, t] + da_next, dc_next, caches[t])"

EXERCISE = Exercise(
    name="lstm_backward",
    chapter="06_lstm",
    reference=lstm_backward,
    task="Write lstm_backward: from the last step to the first, call lstm_cell_backward with da of "
    "this step plus da_prev from the right, and with dc_prev from the right; sum the weights.",
    returns=("gradients",),
    draws={"ordinary": draw_way_back, "one step": lambda rng: draw_way_back(rng, small=True)},
    parts=(
        array("dx", 1, at="dx", shape="(n_x, m, T_x)"),
        array("dx of one step", 1, at="dx", shape="(n_x, m, T_x)", case="one step", beside="dx"),
        array("da0", 1, at="da0", shape="(n_a, m)"),
        array("dc0", 2, at="dc0", shape="(n_a, m)"),
        array("dWf", 1, at="dWf", shape=WIDE),
        array("dWu", 1, at="dWu", shape=WIDE),
        array("dWc", 1, at="dWc", shape=WIDE),
        array("dWo", 1, at="dWo", shape=WIDE),
        each("dbf, dbu, dbc and dbo", 1, at=("dbf", "dbu", "dbc", "dbo")),
    ),
    uses=("lstm_cell_backward",),
    misconceptions=(
        Misconception(
            "road_of_the_memory_forgotten",
            "dc_prev of the step to the right was never used: each step got zeros for dc_next. The "
            "memory is the long road of the LSTM. Hand dc_prev on to the left.",
            replace='dc_next = gradients.pop("dc_prev")',
            by='gradients.pop("dc_prev")',
        ),
        Misconception(
            "road_of_the_state_forgotten",
            "each step used only the gradient from above, da[:, :, t]. Add da_prev of the step to "
            "the right.",
            replace=CALL_BACK,
            by="lstm_cell_backward(da[:, :, t], dc_next, caches[t])",
        ),
        Misconception(
            "above_forgotten",
            "after the last step only the gradient from the right was used. Every state makes a "
            "prediction of its own: add da[:, :, t] at every step.",
            replace=CALL_BACK,
            by="lstm_cell_backward(da_next if t < len(caches) - 1 else da[:, :, t], dc_next, "
            "caches[t])",
        ),
        Misconception(
            "memory_piled_up",
            "dc_prev was added to what came from the right before, with +=. It replaces it: "
            "dc_prev already holds all that lies to the right.",
            replace='dc_next = gradients.pop("dc_prev")',
            by='dc_next = dc_next + gradients.pop("dc_prev")',
        ),
        Misconception(
            "state_piled_up",
            "da_prev was added to what came from the right before, with +=. It replaces it. The "
            "weight gradients take +=, this one takes =.",
            replace='da_next = gradients.pop("da_prev")',
            by='da_next = da_next + gradients.pop("da_prev")',
        ),
        Misconception(
            "from_above_into_the_memory",
            "da[:, :, t] was added to dc_next as well. The prediction reads a and not c, so "
            "nothing comes into the memory from above.",
            replace=CALL_BACK,
            by="lstm_cell_backward(da[:, :, t] + da_next, da[:, :, t] + dc_next, caches[t])",
        ),
        Misconception(
            "roads_swapped",
            "the two gradients from the right changed places: da_prev went into dc_next and "
            "dc_prev to the state.",
            replace=CALL_BACK,
            by="lstm_cell_backward(da[:, :, t] + dc_next, da_next, caches[t])",
        ),
        Misconception(
            "last_call_kept",
            "the weight gradients are those of one step alone, the first, which the loop reaches "
            "last: = where += is needed.",
            replace="sums[name] = sums.get(name, 0) + gradient",
            by="sums[name] = gradient",
        ),
        Misconception(
            "steps_in_reverse_order",
            "dx has its steps in reverse order. The loop meets the last step first: store dxt at "
            "index t, or reverse the list before you stack it.",
            replace="dx_steps.reverse()",
            by="pass",
        ),
        Misconception(
            "last_cache_everywhere",
            "every step used the cache of the last step. Step t has its own gates: caches[t].",
            replace=CALL_BACK,
            by="lstm_cell_backward(da[:, :, t] + da_next, dc_next, caches[-1])",
        ),
        Misconception(
            "averaged_over_steps",
            "the weight gradients were divided by the number of steps. The mean of the loss is "
            "inside da already; here the steps are added.",
            replace='return {"dx": dx, "da0": da_next, "dc0": dc_next, **sums}',
            by='return {"dx": dx, "da0": da_next, "dc0": dc_next,\n'
            "            **{k: v / len(caches) for k, v in sums.items()}}",
        ),
    ),
    likely=(
        (
            "road_of_the_memory_forgotten",
            """
            T, s, r, d = da.shape[2], {}, 0 * da[:, :, 0], 0 * da[:, :, 0]
            dx = [None] * T
            for t in reversed(range(T)):
                g = lstm_cell_backward(da[:, :, t] + r, d, caches[t]); dx[t] = g["dxt"]; r = g["da_prev"]
                pass
                for n in g:
                    if n[:2] in ("dW", "db"): s[n] = s.get(n, 0) + g[n]
            return {"dx": np.stack(dx, axis=2), "da0": r, "dc0": d, **s}""",
        ),
        (
            "road_of_the_state_forgotten",
            """
            T, s, r, d = da.shape[2], {}, 0 * da[:, :, 0], 0 * da[:, :, 0]
            dx = [None] * T
            for t in reversed(range(T)):
                g = lstm_cell_backward(da[:, :, t], d, caches[t]); dx[t] = g["dxt"]; r = g["da_prev"]
                d = g["dc_prev"]
                for n in g:
                    if n[:2] in ("dW", "db"): s[n] = s.get(n, 0) + g[n]
            return {"dx": np.stack(dx, axis=2), "da0": r, "dc0": d, **s}""",
        ),
        (
            "memory_piled_up",
            """
            T, s, r, d = da.shape[2], {}, 0 * da[:, :, 0], 0 * da[:, :, 0]
            dx = [None] * T
            for t in reversed(range(T)):
                g = lstm_cell_backward(da[:, :, t] + r, d, caches[t]); dx[t] = g["dxt"]; r = g["da_prev"]
                d = d + g["dc_prev"]
                for n in g:
                    if n[:2] in ("dW", "db"): s[n] = s.get(n, 0) + g[n]
            return {"dx": np.stack(dx, axis=2), "da0": r, "dc0": d, **s}""",
        ),
        (
            "last_call_kept",
            """
            T, s, r, d = da.shape[2], {}, 0 * da[:, :, 0], 0 * da[:, :, 0]
            dx = [None] * T
            for t in reversed(range(T)):
                g = lstm_cell_backward(da[:, :, t] + r, d, caches[t]); dx[t] = g["dxt"]; r = g["da_prev"]
                d = g["dc_prev"]
                for n in g:
                    if n[:2] in ("dW", "db"): s[n] = g[n]
            return {"dx": np.stack(dx, axis=2), "da0": r, "dc0": d, **s}""",
        ),
        (
            "from_above_into_the_memory",
            """
            T, s, r, d = da.shape[2], {}, 0 * da[:, :, 0], 0 * da[:, :, 0]
            dx = [None] * T
            for t in reversed(range(T)):
                g = lstm_cell_backward(da[:, :, t] + r, da[:, :, t] + d, caches[t]); dx[t] = g["dxt"]; r = g["da_prev"]
                d = g["dc_prev"]
                for n in g:
                    if n[:2] in ("dW", "db"): s[n] = s.get(n, 0) + g[n]
            return {"dx": np.stack(dx, axis=2), "da0": r, "dc0": d, **s}""",
        ),
    ),
    styles=(way_back_filling,),
    equal=(
        (
            "da_next = xp.zeros_like(da[:, :, 0])",
            "Nothing comes from the right of the last step: zeros of any shape that broadcasting fits, changed by no line.",
        ),
        (
            "dc_next = xp.zeros_like(da_next)",
            "Nothing comes from the right of the last step: zeros of any shape that broadcasting fits, changed by no line.",
        ),
        ("for name, gradient in gradients.items()", ORDER),
        (
            "right = np.zeros_like(da[:, :, 0])",
            "Nothing comes from the right of the last step: zeros of any shape that broadcasting fits, changed by no line.",
        ),
        (
            "dc = np.zeros_like(right)",
            "Nothing comes from the right of the last step: zeros of any shape that broadcasting fits, changed by no line.",
        ),
        ("for name, gradient in back.items()", ORDER),
    ),
)
