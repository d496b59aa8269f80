"""The loop over time: the cell, step after step."""

import numpy as np
from array_api_compat import array_namespace

from autograder.exercises.caches import entries
from autograder.exercises.specification import Exercise, Misconception, array, holds, in_both
from rnn_ref import rnn_cell_forward

from .rnn_cell_forward import cell_stacked
from .shared import draw_longer_sequence, draw_sequence


def rnn_forward(x, a0, parameters: dict):
    """Run the cell over a whole sequence."""
    xp = array_namespace(x, a0)
    T_x = x.shape[2]
    a_steps, y_steps, caches = [], [], []
    a_prev = a0  # (n_a, m)
    for t in range(T_x):
        xt = x[:, :, t]  # (n_x, m)
        a_next, yt_pred, cache = rnn_cell_forward(xt, a_prev, parameters)
        a_steps.append(a_next)
        y_steps.append(yt_pred)
        caches.append(cache)
        a_prev = a_next
    a = xp.stack(a_steps, axis=2)  # (n_a, m, T_x)
    y_pred = xp.stack(y_steps, axis=2)  # (n_y, m, T_x)
    return a, y_pred, caches


def sequence_caches(inputs: dict, returned) -> dict:
    """The states, inputs and weights of every step; a list has them step by step."""
    a, x = returned[0], inputs["x"]
    steps = range(x.shape[2])
    states = [inputs["a0"], *(a[:, :, t] for t in steps)]

    def at(t: int, array) -> dict:
        return {"at": [t], "holds": array, "among": len(steps)}

    return {
        f"one cache for each of the {len(steps)} steps": entries(len(steps), free=True),
        **{
            f"a⟨{t}⟩ as the new state of step {t}": at(t - 1, states[t])
            for t in range(1, len(states))
        },
        **{f"a⟨{t}⟩ as the old state of step {t + 1}": at(t, states[t]) for t in steps},
        **{f"x⟨{t + 1}⟩": at(t, x[:, :, t]) for t in steps},
        **inputs["parameters"],
    }


# Right answers in other styles: each earns all points.


def forward_filling(x, a0, parameters):
    n_x, m, T = x.shape
    a = np.zeros((a0.shape[0], m, T))
    y = np.zeros((parameters["by"].shape[0], m, T))
    caches = []
    state = a0
    for t in range(T):
        state, y[:, :, t], cache = cell_stacked(x[:, :, t], state, parameters)
        a[:, :, t] = state
        caches.append(cache)
    return a, y, caches


def forward_hoisted(x, a0, parameters):
    """All input products at once; the cache keeps whole sequences."""
    drive = np.einsum("ax,xmt->amt", parameters["Wax"], x) + parameters["ba"][:, :, None]
    states = [a0]
    for t in range(x.shape[2]):
        states.append(np.tanh(drive[:, :, t] + parameters["Waa"] @ states[-1]))
    a = np.stack(states[1:], axis=-1)
    scores = np.einsum("ya,amt->ymt", parameters["Wya"], a) + parameters["by"][:, :, None]
    e = np.exp(scores - scores.max(0))
    return a, e / e.sum(0), {"x": x, "a": np.stack(states, -1), "parameters": parameters}


def forward_recursive(x, a0, parameters):
    if x.shape[2] == 1:
        a, y, cache = cell_stacked(x[:, :, 0], a0, parameters)
        return a[:, :, None], y[:, :, None], [cache]
    a, y, caches = forward_recursive(x[:, :, :-1], a0, parameters)
    last, y_last, cache = cell_stacked(x[:, :, -1], a[:, :, -1], parameters)
    return np.dstack([a, last]), np.dstack([y, y_last]), [*caches, cache]


EXERCISE = Exercise(
    name="rnn_forward",
    chapter="02_forward",
    reference=rnn_forward,
    task="Write rnn_forward: start from a0, call rnn_cell_forward once for each time step with the "
    "state of the step before, and collect the states, the predictions and the caches.",
    returns=("a", "y_pred", "caches"),
    draws={"ordinary": draw_sequence, "a longer sequence": draw_longer_sequence},
    parts=in_both(
        "a longer sequence",
        array("a", 3, at=0, shape="(n_a, m, T_x)"),
        array("y_pred", 2, at=1, shape="(n_y, m, T_x)"),
        holds("caches", 1, sequence_caches, at=2),
    ),
    uses=("softmax", "rnn_cell_forward"),
    misconceptions=(
        Misconception(
            "initial_state_ignored",
            "the first step started from zeros. The function is given a0; start with it.",
            replace="a_prev = a0",
            by="a_prev = xp.zeros_like(a0)",
        ),
        Misconception(
            "state_not_carried",
            "every step started from a0. Step t must start from the state that step t−1 "
            "returned, so put a_next into the variable that the next call reads.",
            replace="a_prev = a_next",
            by="a_prev = a0",
        ),
        Misconception(
            "first_input_repeated",
            "every step read x[:, :, 0]. The step with index t reads x[:, :, t].",
            replace="xt = x[:, :, t]",
            by="xt = x[:, :, 0]",
        ),
        Misconception(
            "read_right_to_left",
            "the sequence was read from its last step to its first. Let t run upwards from 0.",
            replace="xt = x[:, :, t]",
            by="xt = x[:, :, T_x - 1 - t]",
        ),
        Misconception(
            "old_state_stored",
            "a holds the state before each step: a⟨0⟩ stands first and the last state is "
            "missing. Store a_next of step t at index t.",
            replace="a_steps.append(a_next)",
            by="a_steps.append(a_prev)",
        ),
        Misconception(
            "initial_state_stored_first",
            "a0 stands at a[:, :, 0] and the loop began at 1, so the first input was never "
            "read. a⟨0⟩ is not part of a: a[:, :, 0] is the state after the first input.",
            replace="a_next, yt_pred, cache = rnn_cell_forward(xt, a_prev, parameters)",
            by="a_next, yt_pred, cache = rnn_cell_forward(xt, a_prev, parameters)\n"
            "        if t == 0:\n"
            "            a_next, yt_pred = a0, 0 * yt_pred",
        ),
        Misconception(
            "time_axis_first",
            "the states are stacked with time as the first axis. In this course time is the last "
            "axis: a[:, :, t] is the state at step t.",
            replace="a = xp.stack(a_steps, axis=2)",
            by="a = xp.stack(a_steps, axis=0)",
        ),
        Misconception(
            "only_last_cache",
            "caches holds the cache of the last step alone. The backward pass walks back through "
            "every step; append each cache to a list.",
            replace="caches.append(cache)",
            by="caches = [cache]",
        ),
        Misconception(
            "first_step_left_out",
            "the first place holds zeros: the loop began at 1, and x[:, :, 0] was never read. "
            "Code counts steps from 0: range(T_x).",
            replace="a_next, yt_pred, cache = rnn_cell_forward(xt, a_prev, parameters)",
            by="a_next, yt_pred, cache = rnn_cell_forward(xt, a_prev, parameters)\n"
            "        if t == 0:\n"
            "            a_steps.append(0 * a_next)\n"
            "            y_steps.append(0 * yt_pred)\n"
            "            continue",
        ),
        Misconception(
            "last_step_left_out",
            "the last place holds zeros: the loop ended one step too early. range(T_x) stops "
            "at T_x − 1 by itself; do not take 1 away.",
            replace="a_next, yt_pred, cache = rnn_cell_forward(xt, a_prev, parameters)",
            by="a_next, yt_pred, cache = rnn_cell_forward(xt, a_prev, parameters)\n"
            "        if t == T_x - 1:\n"
            "            a_steps.append(0 * a_next)\n"
            "            y_steps.append(0 * yt_pred)\n"
            "            continue",
        ),
        Misconception(
            "first_input_skipped",
            "there is one step too few, and your first state has read x⟨2⟩: the loop began at "
            "1. Code counts steps from 0: range(T_x).",
            replace="xt = x[:, :, t]",
            by="if t == 0:\n            continue\n        xt = x[:, :, t]",
        ),
        Misconception(
            "caches_run_together",
            "the caches of all steps stand in one long list: += adds the entries of a cache one by "
            "one. Add each cache as one entry: then caches[t] is the cache of one step.",
            replace="caches.append(cache)",
            by="caches += cache",
        ),
    ),
    likely=(
        (
            "caches_run_together",
            "\n            n_x, m, T = x.shape\n            A, Y, caches, a = [], [], [], a0\n            for t in range(T):\n                a, y, cache = rnn_cell_forward(x[:, :, t], a, parameters)\n                A.append(a); Y.append(y); caches += cache\n            return np.stack(A, 2), np.stack(Y, 2), caches",
        ),
        (
            "state_not_carried",
            """
            A, Y, C = [], [], []
            for t in range(x.shape[2]):
                a, y, c = rnn_cell_forward(x[:, :, t], a0, parameters)
                A.append(a); Y.append(y); C.append(c)
            return np.stack(A, axis=2), np.stack(Y, axis=2), C""",
        ),
        (
            "time_axis_first",
            """
            A, Y, C, a = [], [], [], a0
            for t in range(x.shape[2]):
                a, y, c = rnn_cell_forward(x[:, :, t], a, parameters)
                A.append(a); Y.append(y); C.append(c)
            return np.stack(A), np.stack(Y), C""",
        ),
        (
            "first_step_left_out",
            """
            T, C, a = x.shape[2], [], a0
            A = np.zeros((*a0.shape, T)); Y = np.zeros((parameters["by"].shape[0], a0.shape[1], T))
            for t in range(1, T):
                a, Y[:, :, t], c = rnn_cell_forward(x[:, :, t], a, parameters)
                A[:, :, t] = a; C.append(c)
            return A, Y, C""",
        ),
        (
            "last_step_left_out",
            """
            T, C, a = x.shape[2], [], a0
            A = np.zeros((*a0.shape, T)); Y = np.zeros((parameters["by"].shape[0], a0.shape[1], T))
            for t in range(T - 1):
                a, Y[:, :, t], c = rnn_cell_forward(x[:, :, t], a, parameters)
                A[:, :, t] = a; C.append(c)
            return A, Y, C""",
        ),
        (
            "first_input_skipped",
            """
            A, Y, C, a = [], [], [], a0
            for t in range(1, x.shape[2]):
                a, y, c = rnn_cell_forward(x[:, :, t], a, parameters)
                A.append(a); Y.append(y); C.append(c)
            return np.stack(A, axis=2), np.stack(Y, axis=2), C""",
        ),
    ),
    styles=(forward_filling, forward_hoisted, forward_recursive),
)
