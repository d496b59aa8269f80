"""gradient_norm_per_lag by hand, against autograd, and against the eigenvalues of W_aa."""

import numpy as np
import pytest
import torch
from hypothesis import example, given, settings
from hypothesis import strategies as st

from rnn_ref import (
    GRU,
    LSTM,
    RELU_RNN,
    TANH_RNN,
    gradient_norm_per_lag,
    rnn_forward,
    rnn_gradient_norm_per_lag,
    unroll_forward,
)
from tests.rnn_ref.drawn_cells import draw_cell, each, grad, leaves

size = st.integers(1, 4)
sizes = st.fixed_dictionaries({"n_x": size, "n_a": size, "m": size, "T": size})


def by_autograd(cell, drawn, weight):
    """‖∂L/∂state⟨t⟩‖ for t = T … 0, with L = Σ weight ⊙ a⟨T⟩.

    The rest of the sequence is run from each state anew. In one graph of all steps the gradient
    of an LSTM's c⟨t⟩ would also hold what goes through a⟨t⟩, and that would be counted twice.
    """
    x, parameters = each(torch.tensor, [drawn.x, drawn.parameters])
    state, states = each(torch.tensor, drawn.initial), []
    for t in range(x.shape[2]):
        states.append(state)
        *state, _ = cell.forward(x[:, :, t], *state, parameters)
    norms = []
    for start in reversed(range(x.shape[2] + 1)):
        state = first = leaves(each(lambda s: s.numpy(), [*states, state][start]))
        for t in range(start, x.shape[2]):
            *state, _ = cell.forward(x[:, :, t], *state, parameters)
        (torch.tensor(weight) * state[0]).sum().backward()
        norms.append(sum((grad(leaf) ** 2).sum() for leaf in first).sqrt().item())
    return norms


@pytest.mark.parametrize("cell", [TANH_RNN, RELU_RNN, LSTM, GRU], ids=lambda cell: cell.name)
@settings(max_examples=10, deadline=None)
@given(sizes=sizes, seed=st.integers(0, 2**32 - 1))
@example(sizes={"n_x": 1, "n_a": 1, "m": 1, "T": 1}, seed=0)
def test_norms_are_those_of_autograd(backend, dtype, cell, sizes, seed):
    drawn = draw_cell(cell, seed, **sizes)
    weight = drawn.normal("n_a m")
    values, da_last = each(
        lambda value: backend.array(value, dtype),
        [[drawn.x, drawn.initial, drawn.parameters], weight],
    )
    _, caches = unroll_forward(cell, *values)
    with backend.unchanged(da_last):
        got = gradient_norm_per_lag(da_last, caches, cell)
    backend.assert_same(got, by_autograd(cell, drawn, weight), dtype)


def test_one_unit_by_hand(backend, dtype):
    # W_ax = 1, W_aa = 2, b_a = 0, a⟨0⟩ = 0, x = 0.5, −1
    #   a⟨1⟩ = tanh(0.5) = 0.462117157260              slope 1 − a² = 0.786447732966
    #   a⟨2⟩ = tanh(−1 + 2 · 0.462117157260)
    #        = tanh(−0.075765685480) = −0.075621041498  slope 0.994281458083
    # g_0 = 3,  g_1 = 3 · 2 · 0.994281458083,  g_2 = g_1 · 2 · 0.786447732966
    parameters = backend.arrays({"Wax": [[1]], "Waa": [[2]], "ba": [[0]]}, dtype)
    x, zero = backend.array([[[0.5, -1.0]]], dtype), backend.array([[0.0]], dtype)
    _, caches = unroll_forward(TANH_RNN, x, (zero,), parameters)
    got = gradient_norm_per_lag(backend.array([[-3.0]], dtype), caches)
    backend.assert_same(got, [3, 5.965688748497, 9.383404783671], dtype)


def test_the_caches_of_the_rnn_will_do(backend, dtype, draw):
    drawn = draw(0)
    parameters = backend.arrays(drawn.parameters, dtype)
    x, a0, da_last = (backend.array(v, dtype) for v in (drawn.x, drawn.a0, drawn.a0[:, ::-1]))
    got = gradient_norm_per_lag(da_last, rnn_forward(x, a0, parameters)[2])
    step = {key: parameters[key] for key in TANH_RNN.shapes}
    expected = gradient_norm_per_lag(da_last, unroll_forward(TANH_RNN, x, (a0,), step)[1])
    backend.assert_same(got, backend.to_numpy(expected), dtype)


EIGENVALUES = np.asarray([0.9, -0.6, 0.3])


def nearly_linear(backend, T):
    """Caches of T steps with a symmetric W_aa and states so near 0 that tanh(z) is z; and Q."""
    Q, _ = np.linalg.qr(np.random.default_rng(0).normal(size=(3, 3)))
    parameters = {"Wax": np.ones((3, 1)), "Waa": Q * EIGENVALUES @ Q.T, "ba": np.zeros((3, 1))}
    x = 1e-8 * np.random.default_rng(1).normal(size=(1, 2, T))
    _, caches = unroll_forward(
        TANH_RNN,
        backend.array(x),
        (backend.array(np.zeros((3, 2))),),
        backend.arrays(parameters, "float64"),
    )
    return caches, Q


@pytest.mark.parametrize("k", [0, 1, 2])
def test_along_an_eigenvector_the_norm_falls_by_its_eigenvalue(backend, k):
    caches, Q = nearly_linear(backend, T=12)
    got = gradient_norm_per_lag(backend.array(Q[:, [k, k]]), caches)
    expected = np.sqrt(2) * np.abs(EIGENVALUES[k]) ** np.arange(13)
    np.testing.assert_allclose(backend.to_numpy(got), expected, rtol=1e-9)


def test_any_gradient_falls_by_the_spectral_radius_in_the_end(backend):
    caches, _ = nearly_linear(backend, T=60)
    da_last = backend.array(np.random.default_rng(2).normal(size=(3, 2)))
    norms = backend.to_numpy(gradient_norm_per_lag(da_last, caches))
    slope = np.diff(np.log(norms))[-5:]
    np.testing.assert_allclose(np.exp(slope), 0.9, rtol=1e-9)
    assert abs(norms[1] / norms[0] - 0.9) > 1e-3  # not from the start


def test_wrong_arguments_are_named(backend):
    drawn = draw_cell(LSTM, 0)
    _, caches = unroll_forward(
        LSTM, *each(backend.array, [drawn.x, drawn.initial, drawn.parameters])
    )
    with pytest.raises(TypeError, match="^da_last must be an array, but it is of type list"):
        gradient_norm_per_lag([[1.0]], caches, LSTM)
    with pytest.raises(ValueError, match=r"^da_last must have shape \(n_a, m\).* \(4, 5, 1\)"):
        gradient_norm_per_lag(backend.array(np.ones((4, 5, 1))), caches, LSTM)
    with pytest.raises(ValueError, match=r"^da_last must have shape \(4, 5\).*but it is \(3, 5\)"):
        gradient_norm_per_lag(backend.array(np.ones((3, 5))), caches, LSTM)
    with pytest.raises(TypeError, match="must have dtype .*float64.* its dtype is .*float32"):
        gradient_norm_per_lag(backend.array(np.ones((4, 5)), "float32"), caches, LSTM)
    foreign = torch.ones(4, 5) if backend.xp is np else np.ones((4, 5))
    with pytest.raises(TypeError, match="must be an array of .*, but it is an array of"):
        gradient_norm_per_lag(foreign, caches, LSTM)


def test_the_rnn_alone_gives_the_same_norms(backend):
    draw = np.random.default_rng(4)
    shapes = {"Wax": (4, 3), "Waa": (4, 4), "Wya": (2, 4), "ba": (4, 1), "by": (2, 1)}
    parameters = backend.arrays({k: draw.normal(size=s) for k, s in shapes.items()}, "float64")
    x, a0, da_last = (backend.array(draw.normal(size=s)) for s in [(3, 2, 5), (4, 2), (4, 2)])
    caches = rnn_forward(x, a0, parameters)[2]
    got = backend.to_numpy(rnn_gradient_norm_per_lag(da_last, caches))
    expected = backend.to_numpy(gradient_norm_per_lag(da_last, caches))
    np.testing.assert_allclose(got, expected, rtol=1e-12)
