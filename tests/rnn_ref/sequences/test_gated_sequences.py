"""lstm_forward, gru_forward and the reset-after GRU against torch.nn, values and gradients."""

import numpy as np
import pytest
import torch
from hypothesis import example, given, settings
from hypothesis import strategies as st

from rnn_ref import (
    GRU,
    GRU_RESET_AFTER,
    LSTM,
    gru_backward,
    gru_forward,
    lstm_backward,
    lstm_cell_backward,
    lstm_cell_forward,
    lstm_forward,
    unroll_backward,
    unroll_forward,
)

size = st.integers(1, 5)
sizes = st.fixed_dictionaries({"n_x": size, "n_a": size, "n_y": size, "m": size, "T": size})
ones = {"n_x": 1, "n_a": 1, "n_y": 1, "m": 1, "T": 1}
seeds = st.integers(0, 2**32 - 1)
some = settings(max_examples=10, deadline=None)


def torch_lstm(x, a0, c0, P):
    """torch.nn.LSTM, its gates put in the order i, f, g, o by hand."""
    n_a, n_x = a0.shape[0], x.shape[0]
    W = torch.cat([P["Wu"], P["Wf"], P["Wc"], P["Wo"]])
    b = torch.cat([P["bu"], P["bf"], P["bc"], P["bo"]])[:, 0]
    state = {
        "weight_ih_l0": W[:, n_a:],
        "weight_hh_l0": W[:, :n_a],
        "bias_ih_l0": b,
        "bias_hh_l0": torch.zeros_like(b),
    }
    net = torch.nn.LSTM(n_x, n_a, dtype=torch.float64)
    h, (_, c) = torch.func.functional_call(
        net, state, (x.permute(2, 1, 0), (a0.T[None], c0.T[None]))
    )
    return h.permute(2, 1, 0), c[0].T


def torch_gru(x, a0, P):
    """torch.nn.GRU with z = 1 − Γ_u, so the weights of z are those of Γ_u with another sign."""
    n_a, n_x = a0.shape[0], x.shape[0]
    W = torch.cat([P["Wr"], -P["Wu"], P["Wc"]])
    b_ih = torch.cat([P["br"], -P["bu"], P["bc"]])[:, 0]
    b_hh = torch.cat([0 * P["br"], 0 * P["bu"], P["bca"]])[:, 0]
    state = {
        "weight_ih_l0": W[:, n_a:],
        "weight_hh_l0": W[:, :n_a],
        "bias_ih_l0": b_ih,
        "bias_hh_l0": b_hh,
    }
    net = torch.nn.GRU(n_x, n_a, dtype=torch.float64)
    h, _ = torch.func.functional_call(net, state, (x.permute(2, 1, 0), a0.T[None]))
    return h.permute(2, 1, 0)


def leaves(drawn):
    parameters = {k: torch.tensor(v, requires_grad=True) for k, v in drawn.parameters.items()}
    initial = [torch.tensor(s, requires_grad=True) for s in drawn.initial]
    return torch.tensor(drawn.x, requires_grad=True), initial, parameters


def with_output(drawn, n_a, n_y):
    normal = drawn.random.normal
    rounded = {"Wy": normal(size=(n_y, n_a)), "by": normal(size=(n_y, 1))}
    return drawn.parameters | {k: v.astype("float32").astype("float64") for k, v in rounded.items()}


@some
@given(sizes=sizes, seed=seeds)
@example(sizes=ones, seed=0)
def test_lstm_is_that_of_torch(backend, dtype, draw_cell, assert_gradients, sizes, seed):
    drawn = draw_cell(LSTM, seed, **sizes)
    P = with_output(drawn, sizes["n_a"], sizes["n_y"])
    x, (a0, _), leaf = leaves(drawn)
    c0 = torch.zeros_like(a0, requires_grad=True)
    h, c_last = torch_lstm(x, a0, c0, leaf)
    predictions = torch.softmax(
        torch.einsum("ya,amt->ymt", torch.tensor(P["Wy"]), h) + torch.tensor(P["by"])[:, :, None],
        dim=0,
    )

    ours = backend.arrays(P, dtype)
    x_here, a0_here = backend.array(drawn.x, dtype), backend.array(drawn.initial[0], dtype)
    with backend.unchanged(x_here, a0_here, ours):
        a, y, c, caches = lstm_forward(x_here, a0_here, ours)
    backend.assert_same(a, h.detach().numpy(), dtype)
    backend.assert_same(y, predictions.detach().numpy(), dtype)
    backend.assert_same(c[:, :, -1], c_last.detach().numpy(), dtype)
    assert tuple(c.shape) == tuple(a.shape) and len(caches) == sizes["T"]

    if dtype == "float64":
        (torch.tensor(drawn.dstates[0]) * h).sum().backward()
        expected = {
            "dx": x.grad,
            "da0": a0.grad,
            "dc0": c0.grad,
            **{f"d{k}": v.grad for k, v in leaf.items()},
        }
        got = lstm_backward(backend.array(drawn.dstates[0]), caches)
        assert list(got)[:3] == ["dx", "da0", "dc0"]
        assert_gradients({k: backend.to_numpy(v) for k, v in got.items()}, expected)


@some
@given(sizes=sizes, seed=seeds)
@example(sizes=ones, seed=0)
def test_reset_after_gru_is_that_of_torch(backend, draw_cell, assert_gradients, sizes, seed):
    drawn = draw_cell(GRU_RESET_AFTER, seed, **sizes)
    x, (a0,), leaf = leaves(drawn)
    h = torch_gru(x, a0, leaf)
    (a,), caches = unroll_forward(
        GRU_RESET_AFTER,
        backend.array(drawn.x),
        (backend.array(drawn.initial[0]),),
        backend.arrays(drawn.parameters, "float64"),
    )
    backend.assert_same(a, h.detach().numpy(), "float64")
    (torch.tensor(drawn.dstates[0]) * h).sum().backward()
    expected = {"dx": x.grad, "da0": a0.grad, **{f"d{k}": v.grad for k, v in leaf.items()}}
    got = unroll_backward(GRU_RESET_AFTER, (backend.array(drawn.dstates[0]),), caches)
    assert_gradients({k: backend.to_numpy(v) for k, v in got.items()}, expected)


def test_torch_resets_after_the_product_and_the_course_before_it(draw_cell):
    """The same weights in both: the states differ, and only reset-after agrees with torch."""
    drawn = draw_cell(GRU, 0)
    a, _ = gru_forward(drawn.x, drawn.initial[0], drawn.parameters)
    P = drawn.parameters | {"bca": np.zeros((5, 1))}
    (after,), _ = unroll_forward(GRU_RESET_AFTER, drawn.x, drawn.initial, P)
    h = torch_gru(
        torch.tensor(drawn.x),
        torch.tensor(drawn.initial[0]),
        {k: torch.tensor(v) for k, v in P.items()},
    ).numpy()
    np.testing.assert_allclose(after, h, rtol=0, atol=1e-10)
    assert np.abs(a - h).max() > 0.1
    # Where the reset gate is open, before and after are the same.
    open_gate = P | {"Wr": 0 * P["Wr"], "br": 0 * P["br"] + 50}
    (after,), _ = unroll_forward(GRU_RESET_AFTER, drawn.x, drawn.initial, open_gate)
    del open_gate["bca"]
    np.testing.assert_allclose(
        gru_forward(drawn.x, drawn.initial[0], open_gate)[0], after, rtol=0, atol=1e-10
    )


def test_gru_forward_and_backward_are_the_unrolled_cell(backend, dtype, draw_cell):
    drawn = draw_cell(GRU, 1)
    P, x = backend.arrays(drawn.parameters, dtype), backend.array(drawn.x, dtype)
    a0, da = backend.array(drawn.initial[0], dtype), backend.array(drawn.dstates[0], dtype)
    a, caches = gru_forward(x, a0, P)
    state = a0
    for t in range(4):
        state, cache = GRU.forward(x[:, :, t], state, P)
        backend.assert_same(a[:, :, t], backend.to_numpy(state), dtype)
    gradients = gru_backward(da, caches)
    assert list(gradients) == ["dx", "da0", "dWr", "dbr", "dWu", "dbu", "dWc", "dbc"]
    assert len(caches) == 4


def test_carrying_the_memory_unchanged(backend, dtype):
    """Γ_f = 1 and Γ_u = 0 keep c⟨0⟩ to the last step; the gradient passes back unchanged."""
    P = {k: np.zeros((2, 5)) if k[0] == "W" else np.zeros((2, 1)) for k in LSTM.shapes}
    P |= {"bf": np.full((2, 1), 50.0), "bu": np.full((2, 1), -200.0)}
    c0 = [[0.25, -1.5], [3.0, 0.5]]
    x, zero = backend.array(np.ones((3, 2, 100)), dtype), backend.array(np.zeros((2, 2)), dtype)
    (a, c), caches = unroll_forward(
        LSTM, x, (zero, backend.array(c0, dtype)), backend.arrays(P, dtype)
    )
    backend.assert_same(c[:, :, -1], c0, dtype)
    dc = np.zeros((2, 2, 100))
    dc[:, :, -1] = 1
    got = unroll_backward(LSTM, (None, backend.array(dc, dtype)), caches)
    backend.assert_same(got["dc0"], np.ones((2, 2)), dtype)


def test_lstm_parameters_are_checked_whole(backend, draw_cell):
    drawn = draw_cell(LSTM, 0)
    P = backend.arrays(with_output(drawn, 5, 2), "float64")
    x, a0 = backend.array(drawn.x), backend.array(drawn.initial[0])
    xt, c0 = x[:, :, 0], backend.array(drawn.initial[1])
    for call in (lambda P: lstm_forward(x, a0, P), lambda P: lstm_cell_forward(xt, a0, c0, P)):
        for key in P:
            with pytest.raises(ValueError, match=f"but {key} is missing"):
                call({k: v for k, v in P.items() if k != key})
        with pytest.raises(ValueError, match="but Wya is unknown"):
            call(P | {"Wya": P["Wy"]})
        with pytest.raises(ValueError, match=r"^Wy must have shape \(n_y, n_a\) = .*\(2, 4\)"):
            call(P | {"Wy": backend.array(np.ones((2, 4)))})
    cache = lstm_cell_forward(xt, a0, c0, P)[-1]
    with pytest.raises(ValueError, match=r"^dc_next must have shape \(5, 7\).*\(5, 6\)"):
        lstm_cell_backward(a0, backend.array(np.ones((5, 6))), cache)
