"""Right answers to chapter 7's exercises, written differently from ours."""

from collections import defaultdict
from itertools import groupby

import numpy as np

from autograder.exercises import all_exercises
from rnn_course.given import chapter_05
from rnn_course.given.padded import padded

REFERENCE = {name: e.reference for name, e in all_exercises().items()}
run, run_back = padded(chapter_05.gru_forward, chapter_05.gru_backward)


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
        right, _ = chapter_05.gru_forward(real, a0["forward"][:, i : i + 1], parameters["forward"])
        left, _ = chapter_05.gru_forward(
            real[:, :, ::-1], a0["backward"][:, i : i + 1], parameters["backward"]
        )
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


def read_out_back_by_rows(da_read, T_x):
    n_a = da_read.shape[0] // 2
    rows = []
    for row, one in enumerate(da_read):
        track = [np.zeros_like(one) for _ in range(T_x)]
        track[-1 if row < n_a else 0] = one
        rows.append(np.stack(track, axis=1))
    return np.array(rows)


def read_out_back_by_product(da_read, T_x):
    upper, lower = np.vsplit(da_read, 2)
    first, last = np.eye(T_x)[0], np.eye(T_x)[-1]
    return np.concatenate([upper[..., None] * last, lower[..., None] * first])


def read_out_back_joined(da_read, T_x):
    upper, lower = np.split(da_read[:, :, np.newaxis], 2)
    nothing = np.zeros((len(upper), da_read.shape[1], T_x - 1))
    return np.vstack([np.dstack([nothing, upper]), np.dstack([lower, nothing])])


def best_by_sorting(beginnings, labels):
    right = 0
    for _, group in groupby(sorted(zip(beginnings, labels)), key=lambda pair: pair[0]):
        said = [label for _, label in group]
        right += max(said.count(label) for label in said)
    return np.float64(right) / len(beginnings)


def best_by_answering(beginnings, labels):
    """The best answer of each beginning first, then the share that it gets right."""
    heard = defaultdict(list)
    for beginning, label in zip(beginnings, labels):
        heard[" ".join(beginning)].append(label)
    answer = {b: max(set(said), key=said.count) for b, said in heard.items()}
    return np.mean([answer[" ".join(b)] == label for b, label in zip(beginnings, labels)])


def names_with_a_while(labels):
    found, t = [], 0
    while t < len(labels):
        if labels[t] == "B-PER":
            end = t + 1
            while end < len(labels) and labels[end] == "I-PER":
                end += 1
            found.append([t, end])
            t = end
        else:
            t += 1
    return found


def names_as_an_array(labels):
    letters = "".join(label[0] for label in labels) + "O"
    starts = [t for t, letter in enumerate(letters) if letter == "B"]
    ends = [next(e for e in range(s + 1, len(letters)) if letters[e] != "I") for s in starts]
    return np.array([starts, ends]).T


def names_as_one_tuple(labels):
    import re

    letters = "".join(label[0] for label in labels)
    return tuple(match.span() for match in re.finditer("BI*", letters))


def scores_from_one_pot(found, right):
    ours = {(i, *name) for i, names in enumerate(found) for name in names}
    true = {(i, *name) for i, names in enumerate(right) for name in names}
    hits = len(ours & true)
    return [
        hits / max(1, len(ours)),
        hits / max(1, len(true)),
        2 * hits / max(1, len(ours) + len(true)),
    ]


def scores_in_a_loop(found, right):
    hits = n_found = n_right = 0
    for ours, true in zip(found, right):
        for name in ours:
            hits += name in true
        n_found, n_right = n_found + len(ours), n_right + len(true)
    p = np.float64(hits) / n_found if n_found > 0 else 0
    r = np.float64(hits) / n_right if n_right > 0 else 0
    return p, r, 0 if p + r == 0 else 2 / (1 / p + 1 / r)


def ahead_one_by_one(x, a0, parameters, lengths, d):
    states = np.zeros((len(a0), *x.shape[1:]))
    for i, n in enumerate(lengths):
        for t in range(n):
            window = x[:, i : i + 1, t : min(t + d + 1, n)]
            states[:, i, t] = chapter_05.gru_forward(window[:, :, ::-1], a0[:, i : i + 1], parameters)[0][
                :, 0, -1
            ]
    return states


def ahead_with_run(x, a0, parameters, lengths, d):
    columns = []
    for t in range(x.shape[2]):
        inside = np.maximum(np.minimum(lengths, t + d + 1) - t, 1)
        turned = reversed_by_index(x[:, :, t:], inside)
        columns.append(run(turned, a0, parameters, inside)[0][:, :, -1] * (lengths > t))
    return np.stack(columns, axis=2)


STYLES = {
    "reverse_by_length": [reversed_by_index, reversed_step_by_step, reversed_joined],
    "birnn_forward": [forward_one_by_one, forward_in_a_loop],
    "causality_test": [causality_in_a_loop],
    "birnn_read_out": [read_out_split],
    "birnn_backward": [backward_split],
    "read_out_backward": [read_out_back_by_rows, read_out_back_by_product, read_out_back_joined],
    "best_without_what_follows": [best_by_sorting, best_by_answering],
    "find_names": [names_with_a_while, names_as_an_array, names_as_one_tuple],
    "name_scores": [scores_from_one_pot, scores_in_a_loop],
    "look_ahead_states": [ahead_one_by_one, ahead_with_run],
    "bidirectional_quiz": [lambda: " ".join(REFERENCE["bidirectional_quiz"]()).upper()],
}
