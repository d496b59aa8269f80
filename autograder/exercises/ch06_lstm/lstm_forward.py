"""The loop over time with the LSTM's step: state and memory go on."""

import numpy as np
from array_api_compat import array_namespace

from autograder.exercises import draw
from autograder.exercises.caches import all_steps
from autograder.exercises.specification import Exercise, Inputs, Misconception, array, holds
from rnn_ref import lstm_cell_forward

from .lstm_cell_forward import cell_split
from .shared import GATES, LSTM_CACHE, weights


def lstm_forward(x, a0, parameters: dict):
    """Run the LSTM over a whole sequence, starting with an empty memory."""
    xp = array_namespace(x, a0)
    a_steps, c_steps, y_steps, caches = [], [], [], []
    a_prev = a0  # (n_a, m)
    c_prev = xp.zeros_like(a0)  # (n_a, m)
    for t in range(x.shape[2]):
        a_next, c_next, yt_pred, cache = lstm_cell_forward(x[:, :, t], a_prev, c_prev, parameters)
        a_steps.append(a_next)
        c_steps.append(c_next)
        y_steps.append(yt_pred)
        caches.append(cache)
        a_prev = a_next
        c_prev = c_next
    a = xp.stack(a_steps, axis=2)  # (n_a, m, T_x)
    c = xp.stack(c_steps, axis=2)  # (n_a, m, T_x)
    y = xp.stack(y_steps, axis=2)  # (n_y, m, T_x)
    return a, y, c, caches


def draw_sequence(rng, small: bool = False) -> Inputs:
    n = draw.sizes(rng, "n_a", "m", "n_y", "n_x", "T_x", least=2, most=6)
    n = draw.SMALL if small else n
    x = draw.numbers(rng, n["n_x"], n["m"], n["T_x"])
    a0 = draw.numbers(rng, n["n_a"], n["m"])
    return Inputs({"x": x, "a0": a0, "parameters": weights(rng, n)}, n)


def sequence_caches(inputs: dict, returned) -> dict:
    return all_steps(LSTM_CACHE, returned[3], free=("a_next", *GATES))


# Right answers in other styles: each earns all points.


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


EXERCISE = Exercise(
    name="lstm_forward",
    chapter="06_lstm",
    reference=lstm_forward,
    task="Write lstm_forward: start with a0 and a memory of zeros, call lstm_cell_forward once for "
    "each step, carry both on, and collect a, y_pred, c and the caches.",
    returns=("a", "y_pred", "c", "caches"),
    draws={"ordinary": draw_sequence, "two steps": lambda rng: draw_sequence(rng, small=True)},
    parts=(
        array("a", 1, at=0, shape="(n_a, m, T_x)"),
        array("a of two steps", 1, at=0, shape="(n_a, m, T_x)", case="two steps", beside="a"),
        array("c", 2, at=2, shape="(n_a, m, T_x)"),
        array("y_pred", 1, at=1, shape="(n_y, m, T_x)"),
        holds("caches", 1, sequence_caches, at=3),
    ),
    uses=("lstm_cell_forward",),
    misconceptions=(
        Misconception(
            "memory_not_carried",
            "every step began with an empty memory. c_next of a step is c_prev of the next one: "
            "carry it on, as you carry a_next.",
            replace="c_prev = c_next",
            by="c_prev = xp.zeros_like(a0)",
        ),
        Misconception(
            "state_not_carried",
            "every step started from a0. a_next of a step is a_prev of the next one.",
            replace="a_prev = a_next",
            by="a_prev = a0",
        ),
        Misconception(
            "memory_starts_as_state",
            "the memory started as a0. c⟨0⟩ is empty here: zeros of the shape of a0.",
            replace="c_prev = xp.zeros_like(a0)",
            by="c_prev = a0",
        ),
        Misconception(
            "initial_state_ignored",
            "the state started from zeros. Only the memory does; the state starts with a0.",
            replace="a_prev = a0",
            by="a_prev = xp.zeros_like(a0)",
        ),
        Misconception(
            "state_for_memory",
            "a_next was carried on as the memory. The LSTM has two things to carry: a_next goes "
            "into a_prev, c_next into c_prev.",
            replace="c_prev = c_next",
            by="c_prev = a_next",
        ),
        Misconception(
            "memory_for_state",
            "c_next was carried on as the state. The LSTM has two things to carry: a_next goes "
            "into a_prev, c_next into c_prev.",
            replace="a_prev = a_next",
            by="a_prev = c_next",
        ),
        Misconception(
            "memory_before_the_step",
            "c holds the memories before each step, so it begins with c⟨0⟩. Store c_next, which "
            "the step has made.",
            replace="c_steps.append(c_next)",
            by="c_steps.append(c_prev)",
        ),
        Misconception(
            "first_input_repeated",
            "every step read x[:, :, 0]. The step with index t reads x[:, :, t].",
            replace="lstm_cell_forward(x[:, :, t], a_prev, c_prev, parameters)",
            by="lstm_cell_forward(x[:, :, 0], a_prev, c_prev, parameters)",
        ),
        Misconception(
            "read_right_to_left",
            "the sequence was read from its last step to its first. Let t run upwards from 0.",
            replace="lstm_cell_forward(x[:, :, t], a_prev, c_prev, parameters)",
            by="lstm_cell_forward(x[:, :, x.shape[2] - 1 - t], a_prev, c_prev, parameters)",
        ),
        Misconception(
            "time_axis_first",
            "the memories are stacked with time as the first axis. In this course time is last: "
            "np.stack(…, axis=2).",
            replace="c = xp.stack(c_steps, axis=2)",
            by="c = xp.stack(c_steps, axis=0)",
        ),
        Misconception(
            "first_state_overwritten",
            "a0 stood in a place of a that the last step writes to, and the first cache kept a "
            "view of it: when that was overwritten, the cache changed with it. Keep the state in a "
            "variable of its own, or let a have one place more.",
            replace="a = xp.stack(a_steps, axis=2)",
            by="caches[0] = (*caches[0][:2], a_next, *caches[0][3:])\n"
            "    a = xp.stack(a_steps, axis=2)",
        ),
    ),
    likely=(
        (
            "memory_starts_as_state",
            """
            a, c, A, C, Y, K = a0, a0, [], [], [], []
            for t in range(x.shape[2]):
                a, c, y, k = lstm_cell_forward(x[:, :, t], a, c, parameters)
                A.append(a); C.append(c); Y.append(y); K.append(k)
            return np.stack(A, 2), np.stack(Y, 2), np.stack(C, 2), K""",
        ),
        (
            "memory_not_carried",
            """
            a, c, A, C, Y, K = a0, np.zeros_like(a0), [], [], [], []
            for t in range(x.shape[2]):
                a, c, y, k = lstm_cell_forward(x[:, :, t], a, c, parameters)
                A.append(a); C.append(c); Y.append(y); K.append(k); c = np.zeros_like(a0)
            return np.stack(A, 2), np.stack(Y, 2), np.stack(C, 2), K""",
        ),
        (
            "state_for_memory",
            """
            a, c, A, C, Y, K = a0, np.zeros_like(a0), [], [], [], []
            for t in range(x.shape[2]):
                a, c, y, k = lstm_cell_forward(x[:, :, t], a, c, parameters)
                A.append(a); C.append(c); Y.append(y); K.append(k); c = a
            return np.stack(A, 2), np.stack(Y, 2), np.stack(C, 2), K""",
        ),
        (
            "initial_state_ignored",
            """
            a, c, A, C, Y, K = 0 * a0, np.zeros_like(a0), [], [], [], []
            for t in range(x.shape[2]):
                a, c, y, k = lstm_cell_forward(x[:, :, t], a, c, parameters)
                A.append(a); C.append(c); Y.append(y); K.append(k)
            return np.stack(A, 2), np.stack(Y, 2), np.stack(C, 2), K""",
        ),
        (
            "first_state_overwritten",
            """
            n_a, m, T = len(a0), x.shape[1], x.shape[2]
            a, c, y, kept = np.zeros((n_a, m, T)), np.zeros((n_a, m, T)), [], []
            a[:, :, -1], memory = a0, np.zeros((n_a, m))
            for t in range(T):
                a[:, :, t], memory, yt, cache = lstm_cell_forward(
                    x[:, :, t], a[:, :, t - 1], memory, parameters)
                c[:, :, t] = memory
                y.append(yt); kept.append(cache)
            return a, np.stack(y, 2), c, kept""",
        ),
    ),
    styles=(sequence_filling,),
    equal=(("c_prev = xp.zeros_like(a0)", "Both names mean one array."),),
)
