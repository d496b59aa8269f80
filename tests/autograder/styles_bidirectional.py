"""Right answers to chapter 7's exercises, written differently from ours."""

import numpy as np

from autograder.exercises import all_exercises
from rnn_course.given.chapter_05 import gru_backward, gru_forward
from rnn_course.given.padded import padded

REFERENCE = {name: e.reference for name, e in all_exercises().items()}
run, run_back = padded(gru_forward, gru_backward)


def reversed_by_index(x, lengths):
    t = np.arange(x.shape[2])
    order = np.where(t < lengths[:, None], lengths[:, None] - 1 - t, t)  # (m, T_x)
    return x[:, np.arange(x.shape[1])[:, None], order]


def reversed_step_by_step(x, lengths):
    out = np.array(x)
    for i in range(x.shape[1]):
        for t in range(int(lengths[i])):
            out[:, i, t] = x[:, i, int(lengths[i]) - t - 1]
    return out


def reversed_joined(x, lengths):
    columns = [np.hstack([x[:, i, :n][:, ::-1], x[:, i, n:]]) for i, n in enumerate(lengths)]
    return np.stack(columns, axis=1)


def forward_one_by_one(x, a0, parameters, lengths):
    """Each example alone, without padding: the surest way."""
    n_a = len(a0["forward"])
    a = np.empty((2 * n_a, *x.shape[1:]))
    for i, n in enumerate(lengths):
        real = x[:, i : i + 1, :n]
        right, _ = gru_forward(real, a0["forward"][:, i : i + 1], parameters["forward"])
        left, _ = gru_forward(real[:, :, ::-1], a0["backward"][:, i : i + 1], parameters["backward"])
        a[:n_a, i, :n], a[n_a:, i, :n] = right[:, 0], left[:, 0, ::-1]
        a[:n_a, i, n:] = right[:, 0, -1:]  # an example that has ended keeps its state
        a[n_a:, i, n:] = left[:, 0, -1:]
    return a, None


def forward_in_a_loop(x, a0, parameters, lengths):
    halves, caches = [], {"lengths": lengths}
    for way in ("forward", "backward"):
        turn = (lambda z: z) if way == "forward" else (lambda z: reversed_by_index(z, lengths))
        states, caches[way] = run(turn(x), a0[way], parameters[way], lengths)
        halves.append(turn(states))
    return np.vstack(halves), caches


def causality_in_a_loop(x, a0, parameters, lengths, step):
    bump = np.zeros_like(x)
    bump[..., step] = 1
    before, _ = forward_one_by_one(x, a0, parameters, lengths)
    after, _ = forward_one_by_one(x + bump, a0, parameters, lengths)
    far = np.abs(before - after)
    out = np.zeros((2, x.shape[2]))
    for t in range(x.shape[2]):
        top, low = np.split(far[:, :, t], 2)
        out[:, t] = top.max(), low.max()
    return out


def read_out_split(a):
    upper, lower = np.split(a, 2)
    return np.r_[upper[..., -1], lower[..., 0]]


def backward_split(da, caches):
    upper, lower = np.split(da, 2)
    lengths = caches["lengths"]
    forward = run_back(upper, caches["forward"])
    backward = run_back(reversed_joined(lower, lengths), caches["backward"])
    dx = np.zeros_like(forward["dx"])
    for part in (forward["dx"], reversed_joined(backward["dx"], lengths)):
        dx += part
    return {"backward": backward, "forward": forward, "dx": dx}


STYLES = {
    "reverse_by_length": [reversed_by_index, reversed_step_by_step, reversed_joined],
    "birnn_forward": [forward_one_by_one, forward_in_a_loop],
    "causality_test": [causality_in_a_loop],
    "birnn_read_out": [read_out_split],
    "birnn_backward": [backward_split],
    "bidirectional_quiz": [lambda: " ".join(REFERENCE["bidirectional_quiz"]()).upper()],
}
