"""The cell, the sequence and the two task types against numbers by hand and torch.nn.RNN."""

import numpy as np
import pytest
import torch
from hypothesis import example, given, settings
from hypothesis import strategies as st

from rnn_ref import many_to_one, one_to_many, rnn_cell_forward, rnn_forward, sequence_cross_entropy

size = st.integers(1, 5)
sizes = st.fixed_dictionaries({"n_x": size, "n_a": size, "n_y": size, "m": size, "T": size})
ones = {"n_x": 1, "n_a": 1, "n_y": 1, "m": 1, "T": 1}
seeds = st.integers(0, 2**32 - 1)
some = settings(max_examples=10, deadline=None)

# One unit, two steps, worked by hand.
#   W_ax = 0.5, W_aa = −0.8, b_a = 0.1, W_ya = [1.5; −0.5], b_y = [0.3; −0.1], a⟨0⟩ = 0.2
#   x⟨1⟩ = 1:   0.5 · 1 − 0.8 · 0.2 + 0.1 = 0.44                a⟨1⟩ = tanh(0.44) = 0.413644442187
#     scores    1.5 · 0.413644442187 + 0.3 =  0.920466663281
#              −0.5 · 0.413644442187 − 0.1 = −0.306822221094
#     e^0.920466663281 = 2.510461657, e^−0.306822221094 = 0.735781396
#     ŷ⟨1⟩ = 2.510461657 / 3.246243053 = 0.773343713402, and 0.226656286598
#   x⟨2⟩ = −2:  0.5 · (−2) − 0.8 · 0.413644442187 + 0.1 = −1.230915553750
#                                                         a⟨2⟩ = −0.842844686472
#     scores   −0.964267029708 and 0.321422343236
#     ŷ⟨2⟩ = 0.216583322812 and 0.783416677188
HAND = {
    "Wax": [[0.5]],
    "Waa": [[-0.8]],
    "Wya": [[1.5], [-0.5]],
    "ba": [[0.1]],
    "by": [[0.3], [-0.1]],
}
HAND_A = [[[0.413644442187, -0.842844686472]]]
HAND_Y = [[[0.773343713402, 0.216583322812]], [[0.226656286598, 0.783416677188]]]


def test_two_steps_by_hand(backend, dtype):
    parameters = backend.arrays(HAND, dtype)
    x, a0 = backend.array([[[1.0, -2.0]]], dtype), backend.array([[0.2]], dtype)
    a, y_pred, caches = rnn_forward(x, a0, parameters)
    backend.assert_same(a, HAND_A, dtype)
    backend.assert_same(y_pred, HAND_Y, dtype)
    a_next, yt_pred, cache = rnn_cell_forward(x[:, :, 0], a0, parameters)
    backend.assert_same(a_next, [[0.413644442187]], dtype)
    backend.assert_same(yt_pred, [[0.773343713402], [0.226656286598]], dtype)
    backend.assert_same(many_to_one(x, a0, parameters), [[0.216583322812], [0.783416677188]], dtype)


@some
@given(sizes=sizes, seed=seeds)
@example(sizes=ones, seed=0)
def test_sequence_is_that_of_torch(
    backend, dtype, draw, torch_states, torch_predictions, sizes, seed
):
    drawn = draw(seed, **sizes)
    parameters = backend.arrays(drawn.parameters, dtype)
    x, a0 = backend.array(drawn.x, dtype), backend.array(drawn.a0, dtype)
    with backend.unchanged(x, a0, parameters):
        a, y_pred, caches = rnn_forward(x, a0, parameters)
        last = many_to_one(x, a0, parameters)
    expected = torch_states(drawn.x, drawn.a0, drawn.parameters)
    predictions = torch_predictions(expected, drawn.parameters)
    backend.assert_same(a, expected, dtype)
    backend.assert_same(y_pred, predictions, dtype)
    backend.assert_same(last, predictions[:, :, -1], dtype)

    assert len(caches) == sizes["T"]
    before = np.concatenate([drawn.a0[:, :, None], expected], axis=2)
    for t, (a_next, a_prev, xt, used) in enumerate(caches):
        backend.assert_same(a_next, expected[:, :, t], dtype)
        backend.assert_same(a_prev, before[:, :, t], dtype)
        backend.assert_same(xt, drawn.x[:, :, t], dtype)
        assert set(used) == {"Wax", "Waa", "ba"}
        assert all(used[key] is parameters[key] for key in used)


@some
@given(sizes=sizes, seed=seeds)
@example(sizes=ones, seed=0)
def test_cell_is_that_of_torch(backend, dtype, draw, sizes, seed):
    drawn = draw(seed, **sizes)
    weights = {name: torch.tensor(value) for name, value in drawn.parameters.items()}
    cell = torch.nn.RNNCell(sizes["n_x"], sizes["n_a"], dtype=torch.float64)
    with torch.no_grad():
        cell.weight_ih.copy_(weights["Wax"])
        cell.weight_hh.copy_(weights["Waa"])
        cell.bias_ih.zero_()
        cell.bias_hh.copy_(weights["ba"][:, 0])
        expected = cell(torch.tensor(drawn.x[:, :, 0].T), torch.tensor(drawn.a0.T)).T
    parameters = backend.arrays(drawn.parameters, dtype)
    xt, a_prev = backend.array(drawn.x[:, :, 0], dtype), backend.array(drawn.a0, dtype)
    with backend.unchanged(xt, a_prev, parameters):
        a_next, yt_pred, cache = rnn_cell_forward(xt, a_prev, parameters)
    backend.assert_same(a_next, expected.numpy(), dtype)
    scores = weights["Wya"] @ expected + weights["by"]
    backend.assert_same(yt_pred, torch.softmax(scores, dim=0).numpy(), dtype)
    assert cache[0] is a_next and cache[1] is a_prev and cache[2] is xt
    assert cache[3] is parameters and len(cache) == 4


@some
@given(sizes=sizes, seed=seeds)
@example(sizes=ones, seed=0)
def test_one_to_many_agrees_with_torch_on_its_own_predictions(
    backend, dtype, draw, torch_states, torch_predictions, sizes, seed
):
    """Fed with x⟨1⟩, ŷ⟨1⟩, ŷ⟨2⟩ …, torch must predict ŷ⟨1⟩, ŷ⟨2⟩, ŷ⟨3⟩ … ."""
    drawn = draw(seed, **(sizes | {"n_y": sizes["n_x"]}))
    parameters = backend.arrays(drawn.parameters, dtype)
    x1, a0 = backend.array(drawn.x[:, :, 0], dtype), backend.array(drawn.a0, dtype)
    with backend.unchanged(x1, a0, parameters):
        y_pred = one_to_many(x1, a0, parameters, sizes["T"])
    inputs = np.concatenate([drawn.x[:, :, :1], backend.to_numpy(y_pred)[:, :, :-1]], axis=2)
    states = torch_states(inputs.astype("float64"), drawn.a0, drawn.parameters)
    backend.assert_same(y_pred, torch_predictions(states, drawn.parameters), dtype)


def test_one_to_many_by_hand(backend, dtype):
    # n_x = n_y = 2, one unit: W_ax = [1 −1], W_aa = 0.5, W_ya = [1; −1], both biases and a⟨0⟩ 0
    #   x⟨1⟩ = [1; 0]:  a⟨1⟩ = tanh(1) = 0.761594155956
    #     ŷ⟨1⟩ = [σ(2 · 0.761594155956); …] = [0.821007496006; 0.178992503994]
    #   x⟨2⟩ = ŷ⟨1⟩:    0.821007496006 − 0.178992503994 + 0.5 · 0.761594155956 = 1.022812069990
    #     a⟨2⟩ = tanh(1.022812069990) = 0.771009430244,  ŷ⟨2⟩ = [0.823758016496; 0.176241983504]
    parameters = backend.arrays(
        {"Wax": [[1, -1]], "Waa": [[0.5]], "Wya": [[1], [-1]], "ba": [[0]], "by": [[0], [0]]}, dtype
    )
    x1, a0 = backend.array([[1.0], [0.0]], dtype), backend.array([[0.0]], dtype)
    got = one_to_many(x1, a0, parameters, 2)
    backend.assert_same(
        got[:, 0, :], [[0.821007496006, 0.823758016496], [0.178992503994, 0.176241983504]], dtype
    )


def test_gradients_flow_through_torch_tensors(draw):
    """Later chapters compare their backward passes with autograd through these functions."""
    drawn = draw(1)
    ours = {k: torch.tensor(v, requires_grad=True) for k, v in drawn.parameters.items()}
    theirs = {k: torch.tensor(v, requires_grad=True) for k, v in drawn.parameters.items()}
    x, a0 = torch.tensor(drawn.x), torch.tensor(drawn.a0)
    classes = torch.tensor(drawn.random.integers(2, size=(7, 4)))
    y = torch.nn.functional.one_hot(classes, 2).permute(2, 0, 1).double()

    a, y_pred, caches = rnn_forward(x, a0, ours)
    sequence_cross_entropy(y_pred, y, torch.ones(7, 4)).backward()

    rnn = torch.nn.RNN(3, 5, dtype=torch.float64)
    state = {
        "weight_ih_l0": theirs["Wax"],
        "weight_hh_l0": theirs["Waa"],
        "bias_ih_l0": theirs["ba"][:, 0],
        "bias_hh_l0": torch.zeros(5).double(),
    }
    h = torch.func.functional_call(rnn, state, (x.permute(2, 1, 0), a0.T[None]))[0]
    scores = h @ theirs["Wya"].T + theirs["by"][:, 0]
    torch.nn.functional.cross_entropy(scores.permute(1, 2, 0), classes).backward()
    for name, value in ours.items():
        torch.testing.assert_close(value.grad, theirs[name].grad, rtol=1e-9, atol=1e-12)


def test_a_sequence_needs_a_step(backend, draw):
    drawn = draw(0)
    parameters = backend.arrays(drawn.parameters, "float64")
    x, a0 = backend.array(drawn.x[:, :, :0]), backend.array(drawn.a0)
    for function in (rnn_forward, many_to_one):
        with pytest.raises(
            ValueError,
            match="^x must have T_x of at least 1.*"
            r"\(3, 7, 0\); a sequence needs at least one step",
        ):
            function(x, a0, parameters)


def test_one_to_many_needs_predictions_that_can_be_inputs(backend, draw):
    drawn = draw(0)
    parameters = backend.arrays(drawn.parameters, "float64")
    with pytest.raises(
        ValueError,
        match="n_y = n_x, because each prediction is the next input, but n_y = 2 and n_x = 3",
    ):
        one_to_many(backend.array(drawn.x[:, :, 0]), backend.array(drawn.a0), parameters, 3)


@pytest.mark.parametrize(
    ("T_y", "error", "words"),
    [
        (0, ValueError, "T_y must be at least 1, but it is 0"),
        (-2, ValueError, "T_y must be at least 1, but it is -2"),
        (2.0, TypeError, "T_y must be an integer, but it is of type float"),
        (True, TypeError, "T_y must be an integer, but it is of type bool"),
        (None, TypeError, "T_y must be an integer, but it is of type NoneType"),
    ],
)
def test_one_to_many_needs_a_number_of_steps(backend, draw, T_y, error, words):
    drawn = draw(0, n_y=3)
    parameters = backend.arrays(drawn.parameters, "float64")
    with pytest.raises(error, match=words):
        one_to_many(backend.array(drawn.x[:, :, 0]), backend.array(drawn.a0), parameters, T_y)


def test_one_to_many_takes_a_numpy_integer(draw):
    drawn = draw(0, n_y=3)
    y_pred = one_to_many(drawn.x[:, :, 0], drawn.a0, drawn.parameters, np.int64(2))
    assert y_pred.shape == (3, 7, 2)
