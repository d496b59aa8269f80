"""The GRU's steps from the last to the first."""

import numpy as np
from array_api_compat import array_namespace

from autograder.exercises import draw
from autograder.exercises.specification import Exercise, Inputs, Misconception, array, each
from rnn_ref import gru_cell_backward

from .gru_cell_backward import back_split
from .shared import ORDER, WIDE, caches_of


def gru_backward(da, caches) -> dict:
    """Go back through a whole sequence."""
    xp = array_namespace(da)
    dx_steps, sums = [], {}
    da_next = xp.zeros_like(da[:, :, 0])  # (n_a, m)
    for t in reversed(range(len(caches))):
        gradients = gru_cell_backward(da[:, :, t] + da_next, caches[t])
        dx_steps.append(gradients.pop("dxt"))
        da_next = gradients.pop("da_prev")
        for name, gradient in gradients.items():
            sums[name] = sums.get(name, 0) + gradient
    dx_steps.reverse()
    dx = xp.stack(dx_steps, axis=2)  # (n_x, m, T_x)
    return {"dx": dx, "da0": da_next, **sums}


def draw_way_back(rng, small: bool = False) -> Inputs:
    n = {**draw.sizes(rng, "n_x", "m", least=4, most=5), "n_a": 2, "T_x": 3}  # a small pack
    n = {**draw.SMALL, "T_x": 1} if small else n
    caches = caches_of(rng, n)
    return Inputs({"da": draw.numbers(rng, n["n_a"], n["m"], n["T_x"]), "caches": caches}, n)


# Right answers in other styles: each earns all points.


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


# Pieces of the reference, which misconceptions replace.
CALL = "gradients = gru_cell_backward(da[:, :, t] + da_next, caches[t])"
LEFT = 'da_next = gradients.pop("da_prev")'

EXERCISE = Exercise(
    name="gru_backward",
    chapter="05_gru",
    reference=gru_backward,
    task="Write gru_backward: from the last step to the first, add da of this step and da_prev "
    "from the step to its right, call gru_cell_backward, keep dxt, and sum the weight gradients.",
    returns=("gradients",),
    draws={"ordinary": draw_way_back, "one step": lambda rng: draw_way_back(rng, small=True)},
    parts=(
        array("dx", 1, at="dx", shape="(n_x, m, T_x)"),
        array("dx of one step", 1, at="dx", shape="(n_x, m, T_x)", case="one step", beside="dx"),
        array("da0", 2, at="da0", shape="(n_a, m)"),
        array("dWr", 1, at="dWr", shape=WIDE),
        array("dWu", 1, at="dWu", shape=WIDE),
        array("dWc", 1, at="dWc", shape=WIDE),
        each("dbr, dbu and dbc", 1, at=("dbr", "dbu", "dbc")),
    ),
    uses=("gru_cell_backward",),
    misconceptions=(
        Misconception(
            "right_forgotten",
            "each step used only the gradient from above, da[:, :, t]. What the later steps want "
            "from this memory never arrives. Add da_prev of the step to the right.",
            replace=CALL,
            by="gradients = gru_cell_backward(da[:, :, t], caches[t])",
        ),
        Misconception(
            "above_forgotten",
            "after the last step only the gradient from the right was used. Every state has a "
            "prediction of its own: add da[:, :, t] at every step.",
            replace=CALL,
            by="gradients = gru_cell_backward(da_next if t < len(caches) - 1 else da[:, :, t], "
            "caches[t])",
        ),
        Misconception(
            "right_piled_up",
            "da_prev was added to what came from the right before, with +=. It replaces it: "
            "da_prev of step t holds all that lies to the right already.",
            replace=LEFT,
            by='da_next = da_next + gradients.pop("da_prev")',
        ),
        Misconception(
            "last_call_kept",
            "the weight gradients are those of one step alone, the first, which the loop reaches "
            "last: = where += is needed. The weights are used at every step.",
            replace="sums[name] = sums.get(name, 0) + gradient",
            by="sums[name] = gradient",
        ),
        Misconception(
            "left_to_right",
            "the loop ran from the first step to the last. A gradient needs what comes from the "
            "right, so the right must be done first: reversed(range(T_x)).",
            replace="reversed(range(len(caches)))",
            by="reversed([*reversed(range(len(caches)))])",
        ),
        Misconception(
            "steps_in_reverse_order",
            "dx has its steps in reverse order. The loop meets the last step first: store dxt at "
            "dx[:, :, t], or reverse the list before you stack it.",
            replace="dx_steps.reverse()",
            by="pass",
        ),
        Misconception(
            "time_axis_first",
            "dx is stacked with time as the first axis. A gradient has the shape of its array: x "
            "is (n_x, m, T_x).",
            replace="xp.stack(dx_steps, axis=2)",
            by="xp.stack(dx_steps, axis=0)",
        ),
        Misconception(
            "last_gradient_twice",
            "the gradient at the last step was counted twice. Nothing comes from the right of the "
            "last step: start with zeros.",
            replace="da_next = xp.zeros_like(da[:, :, 0])",
            by="da_next = da[:, :, -1]",
        ),
        Misconception(
            "first_state_for_zeroth",
            "da0 is the total at a⟨1⟩. a⟨0⟩ lies one cell further left: da0 is da_prev of the "
            "first step.",
            replace=LEFT,
            by='later = gradients.pop("da_prev")\n'
            "        da_next = later if t else da[:, :, t] + da_next",
        ),
    ),
    likely=(
        (
            "right_forgotten",
            """
            T = len(caches); right = np.zeros_like(da[:, :, 0]); dx = [0] * T
            sums = {k: 0 for k in ("dWr", "dbr", "dWu", "dbu", "dWc", "dbc")}
            for t in reversed(range(T)):
                g = gru_cell_backward(da[:, :, t], caches[t]); dx[t] = g["dxt"]; right = g["da_prev"]
                for k in sums: sums[k] = sums[k] + g[k]
            return {"dx": np.stack(dx, axis=2), "da0": right, **sums}""",
        ),
        (
            "right_piled_up",
            """
            T = len(caches); right = np.zeros_like(da[:, :, 0]); dx = [0] * T
            sums = {k: 0 for k in ("dWr", "dbr", "dWu", "dbu", "dWc", "dbc")}
            for t in reversed(range(T)):
                g = gru_cell_backward(da[:, :, t] + right, caches[t]); dx[t] = g["dxt"]; right = right + g["da_prev"]
                for k in sums: sums[k] = sums[k] + g[k]
            return {"dx": np.stack(dx, axis=2), "da0": right, **sums}""",
        ),
        (
            "last_call_kept",
            """
            T = len(caches); right = np.zeros_like(da[:, :, 0]); dx = [0] * T
            sums = {k: 0 for k in ("dWr", "dbr", "dWu", "dbu", "dWc", "dbc")}
            for t in reversed(range(T)):
                g = gru_cell_backward(da[:, :, t] + right, caches[t]); dx[t] = g["dxt"]; right = g["da_prev"]
                for k in sums: sums[k] = g[k]
            return {"dx": np.stack(dx, axis=2), "da0": right, **sums}""",
        ),
        (
            "last_gradient_twice",
            """
            T = len(caches); right = da[:, :, -1]; dx = [0] * T
            sums = {k: 0 for k in ("dWr", "dbr", "dWu", "dbu", "dWc", "dbc")}
            for t in reversed(range(T)):
                g = gru_cell_backward(da[:, :, t] + right, caches[t]); dx[t] = g["dxt"]; right = g["da_prev"]
                for k in sums: sums[k] = sums[k] + g[k]
            return {"dx": np.stack(dx, axis=2), "da0": right, **sums}""",
        ),
    ),
    styles=(backward_recursive,),
    equal=(
        (
            "da_next = xp.zeros_like(da[:, :, 0])",
            "Only the shape of a step counts here, and all steps have the same.",
        ),
        ("for name, gradient in gradients.items()", ORDER),
        (
            "n_a, m, T_x = da.shape",
            "They are the sizes of zeros, and broadcasting repeats a single 0.",
        ),
        ("sums = {", ORDER),
        ("for name in sums", ORDER),
    ),
)
