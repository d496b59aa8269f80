"""Backpropagation through time: the steps from the last to the first."""

import numpy as np
from array_api_compat import array_namespace

from autograder.exercises import draw
from autograder.exercises.specification import Exercise, Inputs, Misconception, array, in_both
from rnn_ref import rnn_cell_backward

from .rnn_cell_backward import cell_einsum, cell_per_example
from .shared import caches_of


def rnn_backward(da, caches) -> dict:
    """Go back through a whole sequence."""
    xp = array_namespace(da)
    T_x = len(caches)
    dx_steps = []
    da_next = xp.zeros_like(da[:, :, 0])  # (n_a, m)
    sums = {"dWax": 0, "dWaa": 0, "dba": 0}
    for t in reversed(range(T_x)):
        gradients = rnn_cell_backward(da[:, :, t] + da_next, caches[t])
        dx_steps.append(gradients["dxt"])
        da_next = gradients["da_prev"]
        for name in sums:
            sums[name] = sums[name] + gradients[name]
    dx_steps.reverse()
    dx = xp.stack(dx_steps, axis=2)  # (n_x, m, T_x)
    return {"dx": dx, "da0": da_next, **sums}


def draw_way_back(rng) -> Inputs:
    n = draw.sizes(rng, "n_x", "m", least=2, most=3)
    return _way_back(rng, {**n, "n_a": 4, "T_x": 5})  # a small pack


def draw_longer_way_back(rng) -> Inputs:
    n = draw.sizes(rng, "n_x", "n_a", "m", least=1, most=3)
    return _way_back(rng, {**n, "T_x": int(rng.integers(6, 9))})


def _way_back(rng, n: dict[str, int]) -> Inputs:
    caches = caches_of(rng, n)
    return Inputs({"da": draw.numbers(rng, n["n_a"], n["m"], n["T_x"]), "caches": caches}, n)


# Right answers in other styles: each earns all points.


def sequence_filling(da, caches):
    n_a, m, T = da.shape
    xt, p = caches[0][2], caches[0][3]
    out = {
        "dx": np.zeros((xt.shape[0], m, T)),
        "dWax": np.zeros(p["Wax"].shape),
        "dWaa": np.zeros(p["Waa"].shape),
        "dba": np.zeros((n_a, 1)),
    }
    right = np.zeros((n_a, m))
    for t in range(T - 1, -1, -1):
        step = cell_einsum(da[:, :, t] + right, caches[t])
        right = step["da_prev"]
        out["dx"][:, :, t] = step["dxt"]
        for name in ("dWax", "dWaa", "dba"):
            out[name] += step[name]
    return {**out, "da0": right}


def sequence_recursive(da, caches):
    if da.shape[2] == 1:
        step = cell_per_example(da[:, :, 0], caches[0])
        return {
            "dx": step["dxt"][:, :, None],
            "da0": step["da_prev"],
            **{k: step[k] for k in ("dWax", "dWaa", "dba")},
        }
    last = sequence_recursive(da[:, :, -1:], caches[-1:])
    before = da[:, :, :-1].copy()
    before[:, :, -1] += last["da0"]
    rest = sequence_recursive(before, caches[:-1])
    joined = {k: rest[k] + last[k] for k in ("dWax", "dWaa", "dba")}
    return {**joined, "da0": rest["da0"], "dx": np.concatenate([rest["dx"], last["dx"]], 2)}


# A piece of the reference, which misconceptions replace.
LOOP = (
    "for t in reversed(range(T_x)):\n"
    "        gradients = rnn_cell_backward(da[:, :, t] + da_next, caches[t])\n"
    '        dx_steps.append(gradients["dxt"])\n'
    '        da_next = gradients["da_prev"]\n'
    "        for name in sums:\n"
    "            sums[name] = sums[name] + gradients[name]\n"
    "    dx_steps.reverse()"
)

EXERCISE = Exercise(
    name="rnn_backward",
    chapter="03_backprop",
    reference=rnn_backward,
    task="Write rnn_backward: from the last step to the first, add da of this step and da_prev "
    "from the step to its right, call rnn_cell_backward, keep dxt, and sum the weight gradients.",
    returns=("gradients",),
    draws={"ordinary": draw_way_back, "a longer way": draw_longer_way_back},
    parts=in_both(
        "a longer way",
        array("dx", 2, at="dx", shape="(n_x, m, T_x)"),
        array("da0", 2, at="da0", shape="(n_a, m)"),
        array("dWax", 1, at="dWax", shape="(n_a, n_x)"),
        array("dWaa", 2, at="dWaa", shape="(n_a, n_a)"),
        array("dba", 1, at="dba", shape="(n_a, 1)"),
    ),
    uses=("rnn_cell_backward",),
    misconceptions=(
        Misconception(
            "right_forgotten",
            "each step used only the gradient from above, da[:, :, t]. What the later steps want "
            "from this state never arrives. Add da_prev of the step to the right.",
            replace="da[:, :, t] + da_next",
            by="da[:, :, t]",
        ),
        Misconception(
            "above_forgotten",
            "after the last step only the gradient from the right was used. Every state also "
            "makes a prediction of its own: add da[:, :, t] at every step.",
            replace="da[:, :, t] + da_next",
            by="da_next if t < T_x - 1 else da[:, :, t]",
        ),
        Misconception(
            "right_piled_up",
            "da_prev was added to what came from the right before, with +=. Across the step it "
            "replaces it: da_prev of step t already holds all that lies to the right. The weight "
            "gradients take +=, this one takes =.",
            replace='da_next = gradients["da_prev"]',
            by='da_next = da_next + gradients["da_prev"]',
        ),
        Misconception(
            "last_call_kept",
            "the weight gradients are those of one step alone, the first, which the loop reaches "
            "last: = where += is needed. The weight is used at every step, so its gradient is the "
            "sum over the steps.",
            replace="sums[name] = sums[name] + gradients[name]",
            by="sums[name] = gradients[name]",
        ),
        Misconception(
            "left_to_right",
            "the loop ran from the first step to the last. A gradient needs what comes from the "
            "right, so the right must be done first: reversed(range(T_x)).",
            replace=LOOP,
            by=LOOP.replace("reversed(range(T_x))", "range(T_x)").replace(
                "dx_steps.reverse()", "pass"
            ),
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
            "is (n_x, m, T_x), so time is last.",
            replace="xp.stack(dx_steps, axis=2)",
            by="xp.stack(dx_steps, axis=0)",
        ),
        Misconception(
            "averaged_over_steps",
            "the weight gradients were divided by the number of steps. The mean of the loss is "
            "inside da already; here the steps are added.",
            replace='return {"dx": dx, "da0": da_next, **sums}',
            by='return {"dx": dx, "da0": da_next, **{k: v / T_x for k, v in sums.items()}}',
        ),
        Misconception(
            "last_cache_everywhere",
            "every step used the cache of the last step. Step t was computed from its own states "
            "and its own input: caches[t].",
            replace="caches[t])",
            by="caches[T_x - 1])",
        ),
        Misconception(
            "first_state_for_zeroth",
            "da0 is the gradient of a⟨1⟩, the total at the first step. a⟨0⟩ lies one cell further "
            "left: da0 is da_prev of the first step.",
            replace='da_next = gradients["da_prev"]',
            by='da_next = gradients["da_prev"] if t else da[:, :, t] + da_next',
        ),
        Misconception(
            "last_step_left_out",
            "the last step was left out: its dx is 0, and the loss there is heard by nobody. "
            "With steps counted from 0 the last one is T_x − 1: reversed(range(T_x)) begins "
            "there.",
            replace="gradients = rnn_cell_backward(da[:, :, t] + da_next, caches[t])",
            by="gradients = rnn_cell_backward(da[:, :, t] + da_next, caches[t])\n"
            "        if t == T_x - 1:\n"
            '            dx_steps.append(0 * gradients["dxt"])\n'
            "            continue",
        ),
        Misconception(
            "first_step_left_out",
            "the first step was left out: its dx is 0, and the weights miss its share. A "
            "range that counts down stops before its end: range(T_x − 1, −1, −1), or "
            "reversed(range(T_x)).",
            replace="gradients = rnn_cell_backward(da[:, :, t] + da_next, caches[t])",
            by="gradients = rnn_cell_backward(da[:, :, t] + da_next, caches[t])\n"
            "        if t == 0:\n"
            '            dx_steps.append(0 * gradients["dxt"])\n'
            "            continue",
        ),
        Misconception(
            "last_gradient_twice",
            "the gradient at the last step was counted twice. You put it into the variable "
            "for what comes from the right, and then added it again from above. Nothing comes "
            "from the right of the last step: start with zeros.",
            replace="da_next = xp.zeros_like(da[:, :, 0])",
            by="da_next = da[:, :, T_x - 1]",
        ),
    ),
    likely=(
        (
            "right_forgotten",
            """
            T, s, dx, r = len(caches), {"dWax": 0, "dWaa": 0, "dba": 0}, [None] * len(caches), 0
            for t in reversed(range(T)):
                g = rnn_cell_backward(da[:, :, t], caches[t]); dx[t] = g["dxt"]; r = g["da_prev"]
                for k in s: s[k] = s[k] + g[k]
            return {"dx": np.stack(dx, axis=2), "da0": r, **s}""",
        ),
        (
            "right_piled_up",
            """
            T, s, dx, r = len(caches), {"dWax": 0, "dWaa": 0, "dba": 0}, [None] * len(caches), 0
            for t in reversed(range(T)):
                g = rnn_cell_backward(da[:, :, t] + r, caches[t]); dx[t] = g["dxt"]
                r = r + g["da_prev"]
                for k in s: s[k] = s[k] + g[k]
            return {"dx": np.stack(dx, axis=2), "da0": r, **s}""",
        ),
        (
            "last_call_kept",
            """
            T, dx, r = len(caches), [None] * len(caches), 0
            for t in reversed(range(T)):
                g = rnn_cell_backward(da[:, :, t] + r, caches[t]); dx[t] = g["dxt"]
                r = g["da_prev"]
            return {"dx": np.stack(dx, axis=2), "da0": r, **{k: g[k] for k in ("dWax", "dWaa", "dba")}}""",
        ),
        (
            "last_gradient_twice",
            """
            T, s, dx = len(caches), {"dWax": 0, "dWaa": 0, "dba": 0}, [None] * len(caches)
            r = da[:, :, -1]
            for t in reversed(range(T)):
                g = rnn_cell_backward(da[:, :, t] + r, caches[t]); dx[t] = g["dxt"]; r = g["da_prev"]
                for k in s: s[k] = s[k] + g[k]
            return {"dx": np.stack(dx, axis=2), "da0": r, **s}""",
        ),
        (
            "last_step_left_out",
            """
            T, s = len(caches), {"dWax": 0, "dWaa": 0, "dba": 0}
            dx, r = np.zeros((caches[0][2].shape[0], *da.shape[1:])), 0
            for t in range(T - 2, -1, -1):
                g = rnn_cell_backward(da[:, :, t] + r, caches[t]); dx[:, :, t] = g["dxt"]; r = g["da_prev"]
                for k in s: s[k] = s[k] + g[k]
            return {"dx": dx, "da0": r, **s}""",
        ),
        (
            "first_step_left_out",
            """
            T, s = len(caches), {"dWax": 0, "dWaa": 0, "dba": 0}
            dx, r = np.zeros((caches[0][2].shape[0], *da.shape[1:])), 0
            for t in range(T - 1, 0, -1):
                g = rnn_cell_backward(da[:, :, t] + r, caches[t]); dx[:, :, t] = g["dxt"]; r = g["da_prev"]
                for k in s: s[k] = s[k] + g[k]
            return {"dx": dx, "da0": r, **s}""",
        ),
    ),
    styles=(sequence_filling, sequence_recursive),
    equal=(
        (
            "da_next = xp.zeros_like(da[:, :, 0])",
            "Only the shape of it counts here, and the two have the same.",
        ),
        (
            "for name in sums",
            "No step of the loop needs another one: their order shows in no answer.",
        ),
        (
            "from_right = np.zeros_like(da[:, :, 0])",
            "Only the shape of it counts here, and the two have the same.",
        ),
        ('return {"dx": dx, "da0":', "After the loop both names mean the array of the first step."),
        (
            'dWax = dWax + back["dWax"]',
            "The array is the function's own, so it may be changed in place.",
        ),
        (
            'dWaa = dWaa + back["dWaa"]',
            "The array is the function's own, so it may be changed in place.",
        ),
        (
            'dba = dba + back["dba"]',
            "The array is the function's own, so it may be changed in place.",
        ),
    ),
)
