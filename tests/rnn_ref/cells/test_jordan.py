"""The Jordan cell against a number by hand and torch.nn.RNNCell on stacked inputs."""

import numpy as np
import pytest
import torch
from hypothesis import example, given, settings
from hypothesis import strategies as st

from rnn_ref import jordan_cell_forward

size = st.integers(1, 5)
sizes = st.fixed_dictionaries({"n_x": size, "n_a": size, "n_y": size, "m": size})


def jordan(drawn):
    weights = {k: v for k, v in drawn.parameters.items() if k != "Waa"}
    return weights | {"Way": drawn.Way}


@settings(max_examples=10, deadline=None)
@given(sizes=sizes, seed=st.integers(0, 2**32 - 1))
@example(sizes={"n_x": 1, "n_a": 1, "n_y": 1, "m": 1}, seed=0)
def test_step_is_that_of_torch(backend, dtype, draw, sizes, seed):
    """With [x; ŷ] as input, [W_ax W_ay] as weights and no state, torch's cell is Jordan's."""
    drawn = draw(seed, **sizes)
    weights = {name: torch.tensor(value) for name, value in jordan(drawn).items()}
    cell = torch.nn.RNNCell(sizes["n_x"] + sizes["n_y"], sizes["n_a"], dtype=torch.float64)
    stacked = torch.tensor(np.concatenate([drawn.x[:, :, 0], drawn.y0]))
    with torch.no_grad():
        cell.weight_ih.copy_(torch.cat([weights["Wax"], weights["Way"]], dim=1))
        cell.weight_hh.zero_()
        cell.bias_ih.copy_(weights["ba"][:, 0])
        cell.bias_hh.zero_()
        expected = cell(stacked.T).T
    scores = weights["Wya"] @ expected + weights["by"]

    parameters = backend.arrays(jordan(drawn), dtype)
    xt, y_prev = backend.array(drawn.x[:, :, 0], dtype), backend.array(drawn.y0, dtype)
    with backend.unchanged(xt, y_prev, parameters):
        a_next, yt_pred, cache = jordan_cell_forward(xt, y_prev, parameters)
    backend.assert_same(a_next, expected.numpy(), dtype)
    backend.assert_same(yt_pred, torch.softmax(scores, dim=0).numpy(), dtype)
    assert cache[0] is a_next and cache[1] is y_prev and cache[2] is xt
    assert cache[3] is parameters and len(cache) == 4


def test_one_step_by_hand(backend, dtype):
    # 0.5 · 2 + [1 −1] [0.25; 0.75] − 0.2 = 1 − 0.5 − 0.2 = 0.3,  a = tanh(0.3) = 0.291312612452
    # scores [a; −a]:  ŷ = [1 / (1 + e^(−2a)); …] = [0.641671246581; 0.358328753419]
    parameters = backend.arrays(
        {"Wax": [[0.5]], "Way": [[1, -1]], "Wya": [[1], [-1]], "ba": [[-0.2]], "by": [[0], [0]]},
        dtype,
    )
    y_prev = backend.array([[0.25], [0.75]], dtype)
    a_next, yt_pred, cache = jordan_cell_forward(backend.array([[2.0]], dtype), y_prev, parameters)
    backend.assert_same(a_next, [[0.291312612452]], dtype)
    backend.assert_same(yt_pred, [[0.641671246581], [0.358328753419]], dtype)


def test_the_keys_of_the_rnn_are_refused(backend, draw):
    drawn = draw(0)
    parameters = backend.arrays(drawn.parameters, "float64")
    xt, y_prev = backend.array(drawn.x[:, :, 0]), backend.array(drawn.y0)
    with pytest.raises(ValueError, match="keys Wax, Way, Wya, ba, by, but Way is missing"):
        jordan_cell_forward(xt, y_prev, parameters)


def test_a_state_in_the_place_of_a_prediction_is_named(backend, draw):
    drawn = draw(0)
    parameters = backend.arrays(jordan(drawn), "float64")
    xt, a_prev = backend.array(drawn.x[:, :, 0]), backend.array(drawn.a0)
    with pytest.raises(
        ValueError,
        match=r"^y_prev must have shape \(n_y, m\) = \(2, 7\), but its "
        r"shape is \(5, 7\); n_y = 2 comes from Way",
    ):
        jordan_cell_forward(xt, a_prev, parameters)
