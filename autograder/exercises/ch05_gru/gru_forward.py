"""The loop over time with the GRU's step."""

import numpy as np
from array_api_compat import array_namespace

from autograder.exercises import draw
from autograder.exercises.caches import all_steps
from autograder.exercises.specification import Exercise, Inputs, Misconception, array, holds
from rnn_ref import gru_cell_forward

from .gru_cell_forward import cell_split
from .shared import GRU_CACHE


def gru_forward(x, a0, parameters: dict):
    """Run the GRU over a whole sequence."""
    xp = array_namespace(x, a0)
    a_steps, caches = [], []
    a_prev = a0  # (n_a, m)
    for t in range(x.shape[2]):
        a_next, cache = gru_cell_forward(x[:, :, t], a_prev, parameters)
        a_steps.append(a_next)
        caches.append(cache)
        a_prev = a_next
    a = xp.stack(a_steps, axis=2)  # (n_a, m, T_x)
    return a, caches


def draw_sequence(rng, small: bool = False) -> Inputs:
    n = draw.SMALL if small else draw.sizes(rng, "n_x", "n_a", "m", "T_x", least=2, most=5)
    x = draw.numbers(rng, n["n_x"], n["m"], n["T_x"])
    a0 = draw.numbers(rng, n["n_a"], n["m"])
    return Inputs({"x": x, "a0": a0, "parameters": draw.gates(rng, n, "ruc")}, n)


def needed_caches(inputs, returned) -> dict:
    """What the way back takes from each step."""
    return all_steps(GRU_CACHE, returned[1], free=("a_next",))


# Right answers in other styles: each earns all points.


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


# A piece of the reference, which misconceptions replace.
STEP = "a_next, cache = gru_cell_forward(x[:, :, t], a_prev, parameters)"

EXERCISE = Exercise(
    name="gru_forward",
    chapter="05_gru",
    reference=gru_forward,
    task="Write gru_forward: start from a0, call gru_cell_forward once for each time step with the "
    "state of the step before, and collect the states and the caches.",
    returns=("a", "caches"),
    draws={"ordinary": draw_sequence, "two steps": lambda rng: draw_sequence(rng, small=True)},
    parts=(
        array("a", 2, at=0, shape="(n_a, m, T_x)"),
        array("a of two steps", 1, at=0, shape="(n_a, m, T_x)", case="two steps", beside="a"),
        holds("caches", 2, needed_caches, at=1),
    ),
    uses=("gru_cell_forward",),
    misconceptions=(
        Misconception(
            "initial_state_ignored",
            "the first step started from zeros. The function is given a0; start with it.",
            replace="a_prev = a0",
            by="a_prev = xp.zeros_like(a0)",
        ),
        Misconception(
            "state_not_carried",
            "every step started from a0, so nothing is remembered. Step t starts from what step "
            "t-1 returned: put a_next into the variable that the next call reads.",
            replace="a_prev = a_next",
            by="a_prev = a0",
        ),
        Misconception(
            "first_input_repeated",
            "every step read x[:, :, 0]. The step with index t reads x[:, :, t].",
            replace=STEP,
            by=STEP.replace("x[:, :, t]", "x[:, :, 0]"),
        ),
        Misconception(
            "read_right_to_left",
            "the sequence was read from its last step to its first. Let t run upwards from 0.",
            replace=STEP,
            by=STEP.replace("x[:, :, t]", "x[:, :, x.shape[2] - 1 - t]"),
        ),
        Misconception(
            "old_state_stored",
            "a holds the state before each step: a⟨0⟩ stands first, and the last state is missing. "
            "Store a_next of step t at index t.",
            replace="a_steps.append(a_next)",
            by="a_steps.append(a_prev)",
        ),
        Misconception(
            "time_axis_first",
            "the states are stacked with time as the first axis. In this course time is last: "
            "a[:, :, t] is the state at step t.",
            replace="a = xp.stack(a_steps, axis=2)",
            by="a = xp.stack(a_steps, axis=0)",
        ),
        Misconception(
            "only_last_cache",
            "caches holds the cache of the last step alone. The way back needs one for each step: "
            "append each of them to a list.",
            replace="caches.append(cache)",
            by="caches = [cache]",
        ),
        Misconception(
            "last_step_left_out",
            "the last place holds zeros: the loop ended one step too early. range(T_x) stops at "
            "T_x - 1 by itself.",
            replace=STEP,
            by=STEP + "\n        if t == x.shape[2] - 1:\n"
            "            a_steps.append(0 * a_next)\n            continue",
        ),
        Misconception(
            "first_step_left_out",
            "the first place holds zeros: the loop began at 1, and x[:, :, 0] was never read. Code "
            "counts steps from 0.",
            replace=STEP,
            by="if t == 0:\n            a_steps.append(0 * a_prev)\n            continue\n"
            "        " + STEP,
        ),
    ),
    likely=(
        (
            "initial_state_ignored",
            """
            s, out, ks = np.zeros_like(a0), [], []
            for t in range(x.shape[2]):
                s, k = gru_cell_forward(x[:, :, t], s, parameters); out.append(s); ks.append(k)
            return np.stack(out, axis=2), ks""",
        ),
        (
            "state_not_carried",
            """
            s, out, ks = a0, [], []
            for t in range(x.shape[2]):
                n, k = gru_cell_forward(x[:, :, t], a0, parameters); out.append(n); ks.append(k)
            return np.stack(out, axis=2), ks""",
        ),
        (
            "time_axis_first",
            """
            s, out, ks = a0, [], []
            for t in range(x.shape[2]):
                s, k = gru_cell_forward(x[:, :, t], s, parameters); out.append(s); ks.append(k)
            return np.array(out), ks""",
        ),
        (
            "only_last_cache",
            """
            s, out, ks = a0, [], []
            for t in range(x.shape[2]):
                s, k = gru_cell_forward(x[:, :, t], s, parameters); out.append(s); ks.append(k)
            return np.stack(out, axis=2), [k]""",
        ),
        (
            "first_input_repeated",
            """
            s, out, ks = a0, [], []
            for t in range(x.shape[2]):
                s, k = gru_cell_forward(x[:, :, 0], s, parameters); out.append(s); ks.append(k)
            return np.stack(out, axis=2), ks""",
        ),
    ),
    styles=(forward_filling, forward_recursive),
)
