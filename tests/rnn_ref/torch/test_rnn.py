"""What match_torch_rnn returns, loaded into torch.nn.RNN, gives our states."""

import numpy as np
import pytest
import torch
from hypothesis import example, given, settings
from hypothesis import strategies as st

from rnn_ref import match_torch_rnn, rnn_forward

size = st.integers(1, 5)
sizes = st.fixed_dictionaries({"n_x": size, "n_a": size, "n_y": size, "m": size, "T": size})


@settings(max_examples=10, deadline=None)
@given(sizes=sizes, seed=st.integers(0, 2**32 - 1))
@example(sizes={"n_x": 1, "n_a": 1, "n_y": 1, "m": 1, "T": 1}, seed=0)
def test_torch_computes_our_states(backend, dtype, draw, sizes, seed):
    drawn = draw(seed, **sizes)
    n_x, n_a, m, T = (sizes[k] for k in ("n_x", "n_a", "m", "T"))
    parameters = backend.arrays(drawn.parameters, dtype)
    x, a0 = backend.array(drawn.x, dtype), backend.array(drawn.a0, dtype)
    with backend.unchanged(x, a0, parameters):
        state, x_torch, h0 = match_torch_rnn(x, a0, parameters)

    assert list(state) == ["weight_ih_l0", "weight_hh_l0", "bias_ih_l0", "bias_hh_l0"]
    assert [tuple(v.shape) for v in state.values()] == [(n_a, n_x), (n_a, n_a), (n_a,), (n_a,)]
    backend.assert_same(state["bias_ih_l0"], drawn.parameters["ba"][:, 0], dtype)
    backend.assert_same(state["bias_hh_l0"], np.zeros(n_a), dtype)
    backend.assert_same(x_torch, drawn.x.transpose(2, 1, 0), dtype)
    backend.assert_same(h0, drawn.a0.T[None], dtype)

    def tensor(array):
        return torch.tensor(backend.to_numpy(array).copy()).double()

    rnn = torch.nn.RNN(n_x, n_a, dtype=torch.float64)
    rnn.load_state_dict({name: tensor(value) for name, value in state.items()}, strict=True)
    with torch.no_grad():
        states, last = rnn(tensor(x_torch), tensor(h0))
    a = backend.to_numpy(rnn_forward(x, a0, parameters)[0])
    close = {"float64": 1e-10, "float32": 3e-4}[dtype]
    np.testing.assert_allclose(a, states.numpy().transpose(2, 1, 0), rtol=0, atol=close)


def test_the_layout_by_hand(backend):
    """Entry (feature 1, example 0, step 2) goes to (step 2, example 0, feature 1)."""
    x = np.arange(12.0).reshape(2, 2, 3)
    one = np.ones((1, 1))
    weights = {"Wax": np.ones((1, 2)), "Waa": one, "Wya": one, "ba": one, "by": one}
    state, x_torch, h0 = match_torch_rnn(
        backend.array(x), backend.array([[5.0, 6.0]]), backend.arrays(weights, "float64")
    )
    backend.assert_same(
        x_torch, [[[0, 6], [3, 9]], [[1, 7], [4, 10]], [[2, 8], [5, 11]]], "float64"
    )
    backend.assert_same(h0, [[[5.0], [6.0]]], "float64")


def test_an_input_in_the_layout_of_torch_is_named(backend, draw):
    drawn = draw(0)
    parameters = backend.arrays(drawn.parameters, "float64")
    with pytest.raises(
        ValueError,
        match=r"^x must have shape \(n_x, m, T_x\) = \(3, m, T_x\), "
        r"but its shape is \(4, 7, 3\); n_x = 3 comes from Wax",
    ):
        match_torch_rnn(
            backend.array(drawn.x.transpose(2, 1, 0)), backend.array(drawn.a0), parameters
        )
