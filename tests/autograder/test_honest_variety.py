"""Right answers written differently from ours earn all points."""

import numpy as np
import pytest
import torch

from autograder.doctor.rooms import verdict_on
from autograder.exercises import all_exercises
from autograder.exercises.packing import make_pack
from tests.autograder.styles_backward import STYLES as BACKWARD
from tests.autograder.styles_bidirectional import STYLES as BIDIRECTIONAL
from tests.autograder.styles_deep import STYLES as DEEP
from tests.autograder.styles_gru import STYLES as GRU
from tests.autograder.styles_language_model import STYLES as LANGUAGE_MODEL
from tests.autograder.styles_lstm import STYLES as LSTM
from tests.autograder.styles_notation import STYLES as NOTATION

REFERENCE = {name: e.reference for name, e in all_exercises().items()}


def softmax_in_loops(z):
    out = np.zeros(z.shape)
    for j in range(z.shape[1]):
        top = max(z[i, j] for i in range(z.shape[0]))
        total = 0.0
        for i in range(z.shape[0]):
            out[i, j] = np.exp(z[i, j] - top)
            total += out[i, j]
        for i in range(z.shape[0]):
            out[i, j] /= total
    return out


def softmax_in_place(z):
    buffer = np.subtract(z, z.max(axis=0))
    np.exp(buffer, out=buffer)
    buffer /= buffer.sum(axis=0)
    return buffer


def softmax_transposed(scores):
    rows = scores.T - scores.T.max(axis=1, keepdims=True)
    return np.stack([np.exp(row) / np.exp(row).sum() for row in rows], axis=1)


def softmax_through_logarithms(z):
    top = z.max(axis=0)
    return np.exp(z - top - np.log(np.exp(z - top).sum(axis=0)))


def softmax_with_torch(z):
    return torch.softmax(torch.as_tensor(z), dim=0)


def softmax_float32(z):
    z = z.astype(np.float32)
    e = np.exp(z - z.max(0))
    return e / e.sum(0)


def softmax_printing(z, verbose=True):
    if verbose:
        print("shape", z.shape)
    return softmax_in_place(z)


class Softmax:
    def __call__(self, z):
        return softmax_in_place(z)


def softmax_fortran(z):
    return np.asfortranarray(softmax_in_place(z))


def sigmoid_with_tanh(z):
    return 0.5 * (1 + np.tanh(z / 2))


def sigmoid_masked(z):
    out = np.empty_like(z)
    up = z >= 0
    out[up] = 1 / (1 + np.exp(-z[up]))
    low = np.exp(z[~up])
    out[~up] = low / (1 + low)
    return out


def sigmoid_clipped(z):
    with np.errstate(over="ignore"):
        return 1 / (1 + np.exp(-z))


def cell_stacked(xt, a_prev, parameters):
    p = parameters
    Wa = np.hstack([p["Waa"], p["Wax"]])
    a = np.tanh(Wa @ np.vstack([a_prev, xt]) + p["ba"])
    y = softmax_in_place(p["Wya"] @ a + p["by"])
    return a, y, {"state": a, "old": a_prev, "input": xt, "weights": p}


def cell_einsum(x, a0, w):
    a1 = np.tanh(
        np.einsum("ij,jk->ik", w["Wax"], x) + np.einsum("ij,jk->ik", w["Waa"], a0) + w["ba"]
    )
    y = softmax_in_loops(np.einsum("ij,jk->ik", w["Wya"], a1) + w["by"])
    return [a1, y, [x, a0, a1, list(w.values())]]


def cell_per_example(xt, a_prev, parameters):
    columns = [
        np.tanh(
            parameters["Wax"] @ xt[:, i] + parameters["Waa"] @ a_prev[:, i] + parameters["ba"][:, 0]
        )
        for i in range(xt.shape[1])
    ]
    a_next = np.array(columns).T
    yt_pred = softmax_in_place(parameters["Wya"] @ a_next + parameters["by"])
    return a_next, yt_pred, (xt.copy(), a_prev.copy(), a_next.copy(), parameters)


def cell_float32(xt, a_prev, parameters):
    w = {k: v.astype(np.float32) for k, v in parameters.items()}
    xt, a_prev = xt.astype(np.float32), a_prev.astype(np.float32)
    a = np.tanh(w["Wax"] @ xt + w["Waa"] @ a_prev + w["ba"])
    return a, softmax_in_place(w["Wya"] @ a + w["by"]), (a, a_prev, xt, w)


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


def many_directly(x, a0, parameters):
    for xt in np.moveaxis(x, 2, 0):
        a0, y, _ = cell_stacked(xt, a0, parameters)
    return y


def one_filling(x1, a0, parameters, T_y):
    out = np.zeros((*x1.shape, T_y))
    for t in range(T_y):
        a0, x1, _ = cell_stacked(x1, a0, parameters)
        out[..., t] = x1
    return out


def jordan_stacked(xt, y_prev, parameters):
    p = parameters
    a = np.tanh(np.c_[p["Way"], p["Wax"]] @ np.r_[y_prev, xt] + p["ba"])
    return a, softmax_in_loops(p["Wya"] @ a + p["by"]), dict(a=a, y=y_prev, x=xt, **p)


def freeze_in_a_loop(a_next, a_prev, t, lengths):
    out = a_prev.copy()
    for i, length in enumerate(lengths):
        if t < length:
            out[:, i] = a_next[:, i]
    return out


def freeze_by_arithmetic(a_next, a_prev, t, lengths):
    on = (lengths > t).astype(float)
    return on * a_next + (1 - on) * a_prev


def loss_by_class(y_pred, y, mask):
    classes = y.argmax(axis=0)
    losses = []
    for i, t in zip(*np.nonzero(mask), strict=True):
        losses.append(-np.log(y_pred[classes[i, t], i, t]))
    return float(np.mean(losses))


def loss_selected(y_pred, y, mask):
    return -np.log((y_pred * y).sum(0)[mask.astype(bool)]).mean()


def torch_state_split(x, a0, parameters):
    half = torch.as_tensor(parameters["ba"][:, 0] / 2)
    state = {
        "weight_ih_l0": torch.as_tensor(parameters["Wax"]),
        "weight_hh_l0": torch.as_tensor(parameters["Waa"]),
        "bias_ih_l0": half,
        "bias_hh_l0": half,
    }
    return state, torch.as_tensor(x).permute(2, 1, 0), torch.as_tensor(a0).T.unsqueeze(0)


def torch_state_swapaxes(x, a0, parameters):
    state = {
        "bias_hh_l0": parameters["ba"].ravel(),
        "bias_ih_l0": np.zeros(a0.shape[0]),
        "weight_hh_l0": parameters["Waa"],
        "weight_ih_l0": parameters["Wax"],
    }
    return state, np.ascontiguousarray(x.swapaxes(0, 2)), np.expand_dims(a0.T, 0)


STYLES = {
    "softmax": [
        softmax_in_loops,
        softmax_in_place,
        softmax_transposed,
        softmax_through_logarithms,
        softmax_with_torch,
        softmax_float32,
        softmax_printing,
        Softmax(),
        softmax_fortran,
    ],
    "sigmoid": [sigmoid_with_tanh, sigmoid_masked, sigmoid_clipped],
    "rnn_cell_forward": [cell_stacked, cell_einsum, cell_per_example, cell_float32],
    "rnn_forward": [forward_filling, forward_hoisted, forward_recursive],
    "many_to_one": [many_directly],
    "one_to_many": [one_filling],
    "jordan_cell_forward": [jordan_stacked],
    "freeze_past_end": [freeze_in_a_loop, freeze_by_arithmetic],
    "sequence_cross_entropy": [loss_by_class, loss_selected],
    "match_torch_rnn": [torch_state_split, torch_state_swapaxes],
    "start_here_quiz": [lambda: ". ".join(REFERENCE["start_here_quiz"]())],
    "forward_quiz": [lambda: REFERENCE["forward_quiz"]().upper()],
    **BACKWARD,
    **NOTATION,
    **LANGUAGE_MODEL,
    **DEEP,
    **GRU,
    **LSTM,
    **BIDIRECTIONAL,
}


@pytest.mark.parametrize(
    ("name", "function"), [(name, f) for name, styles in STYLES.items() for f in styles]
)
def test_a_right_answer_in_another_style_earns_everything(name, function):
    for seed in (b"one", b"two", b"three"):
        verdict = verdict_on(make_pack(all_exercises()[name], seed), {name: function})
        assert verdict.passed, verdict.message


def test_every_exercise_is_tried_in_another_style():
    assert set(STYLES) == set(all_exercises())
