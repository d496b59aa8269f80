"""Backpropagation through time of the RNN: by hand, against autograd and finite differences."""

import numpy as np
import pytest
import torch
from hypothesis import example, given, settings
from hypothesis import strategies as st

import rnn_ref
from rnn_ref import (
    gradient_check,
    output_layer_backward,
    rnn_cell_backward,
    rnn_cell_forward,
    sequence_cross_entropy,
    softmax_cross_entropy_backward,
    truncated_bptt,
)

size = st.integers(1, 5)
sizes = st.fixed_dictionaries({"n_x": size, "n_a": size, "n_y": size, "m": size, "T": size})
ones = {"n_x": 1, "n_a": 1, "n_y": 1, "m": 1, "T": 1}
seeds = st.integers(0, 2**32 - 1)
some = settings(max_examples=10, deadline=None)


def autograd(drawn, da, k=None):
    """Gradients of Σ da ⊙ a through torch.nn.RNNCell, cut into windows of k by detach."""
    leaf = {key: torch.tensor(v, requires_grad=True) for key, v in drawn.parameters.items()}
    x = torch.tensor(drawn.x, requires_grad=True)
    a0 = torch.tensor(drawn.a0, requires_grad=True)
    n_a, n_x = drawn.parameters["Wax"].shape
    cell = torch.nn.RNNCell(n_x, n_a, dtype=torch.float64)
    state = {
        "weight_ih": leaf["Wax"],
        "weight_hh": leaf["Waa"],
        "bias_ih": leaf["ba"][:, 0],
        "bias_hh": torch.zeros(n_a, dtype=torch.float64),
    }
    a, loss = a0.T, 0
    for t in range(drawn.x.shape[2]):
        a = a.detach() if k and t and t % k == 0 else a
        a = torch.func.functional_call(cell, state, (x[:, :, t].T, a))
        loss = loss + (torch.tensor(da[:, :, t]) * a.T).sum()
    loss.backward()
    return {
        "dx": x.grad.numpy(),
        "da0": a0.grad.numpy(),
        **{f"d{key}": leaf[key].grad.numpy() for key in ("Wax", "Waa", "ba")},
    }


def on(backend, drawn, dtype):
    return (
        backend.array(drawn.x, dtype),
        backend.array(drawn.a0, dtype),
        backend.arrays(drawn.parameters, dtype),
    )


def test_two_steps_by_hand(backend, dtype):
    # One unit: W_ax = 0.5, W_aa = −0.8, b_a = 0.1, a⟨0⟩ = 0.2, x = 1, −2, and da⟨t⟩ = 1 at both.
    #   a⟨1⟩ = 0.413644442187, a⟨2⟩ = −0.842844686472 (test_rnn.py)
    #   step 2: dz = (1 − 0.842844686472²) · 1 = 0.289612834486
    #           dx⟨2⟩ = 0.5 · 0.289612834486 = 0.144806417243
    #           da⟨1⟩ = −0.8 · 0.289612834486 = −0.231690267589
    #   step 1: da = 1 − 0.231690267589 = 0.768309732411
    #           dz = (1 − 0.413644442187²) · 0.768309732411 = 0.636850612205
    #           dx⟨1⟩ = 0.318425306103, da⟨0⟩ = −0.509480489764
    #   dW_ax = 0.636850612205 · 1 + 0.289612834486 · (−2) = 0.057624943234
    #   dW_aa = 0.636850612205 · 0.2 + 0.289612834486 · 0.413644442187 = 0.247166861812
    #   db_a = 0.926463446691
    parameters = backend.arrays(
        {"Wax": [[0.5]], "Waa": [[-0.8]], "Wya": [[1.0]], "ba": [[0.1]], "by": [[0.0]]}, dtype
    )
    x, a0 = backend.array([[[1.0, -2.0]]], dtype), backend.array([[0.2]], dtype)
    _, _, caches = rnn_ref.rnn_forward(x, a0, parameters)
    got = rnn_ref.rnn_backward(backend.array([[[1.0, 1.0]]], dtype), caches)
    for name, right in (
        ("dx", [[[0.318425306103, 0.144806417243]]]),
        ("da0", [[-0.509480489764]]),
        ("dWax", [[0.057624943234]]),
        ("dWaa", [[0.247166861812]]),
        ("dba", [[0.926463446691]]),
    ):
        backend.assert_same(got[name], right, dtype)


@some
@given(sizes=sizes, seed=seeds)
@example(sizes=ones, seed=0)
def test_a_sequence_is_that_of_autograd(backend, draw, assert_gradients, sizes, seed):
    drawn = draw(seed, **sizes)
    da = drawn.random.normal(size=(sizes["n_a"], sizes["m"], sizes["T"]))
    x, a0, parameters = on(backend, drawn, "float64")
    _, _, caches = rnn_ref.rnn_forward(x, a0, parameters)
    da_here = backend.array(da)
    with backend.unchanged(x, a0, parameters, da_here):
        got = rnn_ref.rnn_backward(da_here, caches)
    assert list(got) == ["dx", "da0", "dWax", "dWaa", "dba"]
    assert_gradients({k: backend.to_numpy(v) for k, v in got.items()}, autograd(drawn, da))


@some
@given(sizes=sizes, seed=seeds, k=st.integers(1, 6))
@example(sizes=ones, seed=0, k=1)
def test_windows_are_those_of_detached_states(backend, draw, assert_gradients, sizes, seed, k):
    drawn = draw(seed, **sizes)
    da = drawn.random.normal(size=(sizes["n_a"], sizes["m"], sizes["T"]))
    _, _, caches = rnn_ref.rnn_forward(*on(backend, drawn, "float64"))
    got = truncated_bptt(backend.array(da), caches, k)
    expected = autograd(drawn, da, k)
    assert_gradients({name: backend.to_numpy(v) for name, v in got.items()}, expected)


def test_windows_drop_something_and_one_whole_window_drops_nothing(draw):
    drawn = draw(0, T=6)
    da = drawn.random.normal(size=(5, 7, 6))
    _, _, caches = rnn_ref.rnn_forward(drawn.x, drawn.a0, drawn.parameters)
    whole = rnn_ref.rnn_backward(da, caches)
    for name, value in truncated_bptt(da, caches, 6).items():
        np.testing.assert_allclose(value, whole[name], rtol=1e-10, atol=1e-12)
    assert np.abs(truncated_bptt(da, caches, 3)["dWaa"] - whole["dWaa"]).max() > 1e-3


@some
@given(sizes=sizes, seed=seeds)
@example(sizes=ones, seed=0)
def test_a_step_is_a_sequence_of_one(backend, draw, assert_gradients, sizes, seed):
    drawn = draw(seed, **(sizes | {"T": 1}))
    da = drawn.random.normal(size=(sizes["n_a"], sizes["m"], 1))
    x, a0, parameters = on(backend, drawn, "float64")
    _, _, cache = rnn_cell_forward(x[:, :, 0], a0, parameters)
    got = {
        k: backend.to_numpy(v)
        for k, v in rnn_cell_backward(backend.array(da[:, :, 0]), cache).items()
    }
    assert list(got) == ["dxt", "da_prev", "dWax", "dWaa", "dba"]
    expected = autograd(drawn, da)
    expected = {
        "dxt": expected["dx"][:, :, 0],
        "da_prev": expected["da0"],
        **{k: expected[k] for k in ("dWax", "dWaa", "dba")},
    }
    assert_gradients(got, expected)


def test_the_whole_network_passes_the_numerical_check(draw):
    """Loss → scores → states → weights, every parameter of the RNN with its predictions."""
    drawn = draw(7, n_x=2, n_a=3, n_y=3, m=4, T=5)
    classes = drawn.random.integers(3, size=(4, 5))
    y = np.moveaxis(np.eye(3)[classes], 2, 0)
    mask = (np.arange(5) < np.asarray([[5], [1], [3], [0]])).astype(float)

    def loss(parameters):
        return sequence_cross_entropy(
            rnn_ref.rnn_forward(drawn.x, drawn.a0, parameters)[1], y, mask
        )

    a, y_pred, caches = rnn_ref.rnn_forward(drawn.x, drawn.a0, drawn.parameters)
    dz = softmax_cross_entropy_backward(y_pred, y, mask)
    gradients = output_layer_backward(dz, a, drawn.parameters)
    gradients |= rnn_ref.rnn_backward(gradients.pop("da"), caches)
    differences = gradient_check(
        loss, drawn.parameters, {f"d{k}": gradients[f"d{k}"] for k in drawn.parameters}
    )
    assert max(differences.values()) < 1e-7


def test_a_word_that_never_occurs_has_no_gradient(backend, dtype, draw):
    """One-hot inputs, x⟨1⟩ = 0, and an entry of the vocabulary that no sentence has."""
    drawn = draw(2, n_x=4, m=3, T=3)
    words = backend.array([[0, 2, 0], [2, 2, 3], [0, 3, 3]], "int64")
    x = rnn_ref.inputs_from_targets(words, 4, getattr(backend.xp, dtype))
    parameters = backend.arrays(drawn.parameters, dtype)
    _, _, caches = rnn_ref.rnn_forward(x, backend.array(drawn.a0, dtype), parameters)
    da = backend.array(np.ones((5, 3, 3)), dtype)
    dWax = backend.to_numpy(rnn_ref.rnn_backward(da, caches)["dWax"])
    assert not dWax[:, 1].any() and dWax[:, [0, 2, 3]].all()


@pytest.mark.parametrize(
    "function",
    [
        rnn_ref.rnn_backward,
        lambda da, caches: truncated_bptt(da, caches, 2),
    ],
)
def test_wrong_gradients_are_named(backend, draw, function):
    drawn = draw(0)
    _, _, caches = rnn_ref.rnn_forward(*on(backend, drawn, "float64"))
    with pytest.raises(
        ValueError,
        match="^da and caches must have the same number of steps, but da has 3 and caches has 4",
    ):
        function(backend.array(np.ones((5, 7, 3))), caches)
    with pytest.raises(ValueError, match=r"^da(_next)? must have shape .*\(5, 6"):
        function(backend.array(np.ones((5, 6, 4))), caches)
    with pytest.raises(ValueError, match=r"^da must have shape .*\(5, 7\)"):
        function(backend.array(np.ones((5, 7))), caches)
    with pytest.raises(TypeError, match="^da must be an array, but it is of type list"):
        function([[1.0]], caches)
    with pytest.raises(TypeError, match="^da.* must have dtype .*float64.*float32"):
        function(backend.array(np.ones((5, 7, 4)), "float32"), caches)


@pytest.mark.parametrize(
    ("k", "error", "words"),
    [
        (0, ValueError, "^k must be at least 1, but it is 0"),
        (2.0, TypeError, "^k must be an integer, but it is of type float"),
    ],
)
def test_wrong_windows_are_named(draw, k, error, words):
    drawn = draw(0)
    _, _, caches = rnn_ref.rnn_forward(drawn.x, drawn.a0, drawn.parameters)
    with pytest.raises(error, match=words):
        truncated_bptt(np.ones((5, 7, 4)), caches, k)
