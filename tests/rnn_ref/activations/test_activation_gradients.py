"""Gradients through the activations by hand, against torch autograd and finite differences."""

import warnings

import numpy as np
import pytest
import torch
from hypothesis import example, given, settings
from hypothesis import strategies as st

from rnn_ref import (
    numerical_gradient,
    relu_backward,
    sigmoid_backward,
    softmax_backward,
    tanh_backward,
)

size = st.integers(1, 5)
seeds = st.integers(0, 2**32 - 1)
some = settings(max_examples=10, deadline=None)

# backward function → (forward in torch, names of its arguments)
PAIRS = {
    softmax_backward: (lambda z: torch.softmax(z, dim=0), "dp", "p"),
    sigmoid_backward: (torch.sigmoid, "ds", "s"),
    tanh_backward: (torch.tanh, "da", "a"),
    relu_backward: (torch.relu, "da", "a"),
}
each = pytest.mark.parametrize("backward", PAIRS, ids=lambda f: f.__name__)
elementwise = pytest.mark.parametrize(
    "backward", [sigmoid_backward, tanh_backward, relu_backward], ids=lambda f: f.__name__
)


def assert_like_autograd(backend, dtype, backward, shape, seed):
    random = np.random.default_rng(seed)
    z = torch.tensor(random.normal(size=shape), requires_grad=True)
    output = PAIRS[backward][0](z)
    # Both dtypes start from the same output and gradient; only autograd's z is not rounded.
    d_output = np.asarray(random.normal(size=shape), "float32").astype("float64")
    output.backward(torch.tensor(d_output))
    got_output, got_d = backend.array(output.detach(), dtype), backend.array(d_output, dtype)
    with backend.unchanged(got_d, got_output):
        dz = backward(got_d, got_output)
    backend.assert_same(dz, z.grad.numpy(), dtype)


@each
@some
@given(n=size, m=size, seed=seeds)
@example(n=1, m=1, seed=0)
def test_gradient_is_that_of_autograd(backend, dtype, backward, n, m, seed):
    assert_like_autograd(backend, dtype, backward, (n, m), seed)


@elementwise
@some
@given(shape=st.lists(size, min_size=1, max_size=4).map(tuple), seed=seeds)
@example(shape=(1,), seed=0)
@example(shape=(0, 3), seed=0)
def test_gradient_of_any_shape_is_that_of_autograd(backend, dtype, backward, shape, seed):
    assert_like_autograd(backend, dtype, backward, shape, seed)


@each
def test_gradient_is_that_of_finite_differences(backward):
    random = np.random.default_rng(3)
    z, d_output = random.normal(size=(2, 4, 3))
    forward = PAIRS[backward][0]

    def loss(parameters):
        return np.sum(d_output * forward(torch.tensor(parameters["z"])).numpy())

    dz = backward(d_output, forward(torch.tensor(z)).numpy())
    np.testing.assert_allclose(dz, numerical_gradient(loss, {"z": z})["dz"], rtol=0, atol=1e-9)


def test_softmax_backward_by_hand(backend, dtype):
    # First column:  Σ p dp = 0.25 · 8 + 0.75 · 4 = 5,  dz = 0.25 (8 − 5) and 0.75 (4 − 5)
    # Second column: Σ p dp = 0.5 · 1 + 0.5 · (−1) = 0, dz = 0.5 · 1 and 0.5 · (−1)
    p = backend.array([[0.25, 0.5], [0.75, 0.5]], dtype)
    dp = backend.array([[8, 1], [4, -1]], dtype)
    backend.assert_same(softmax_backward(dp, p), [[0.75, 0.5], [-0.75, -0.5]], dtype)


def test_a_gradient_that_is_equal_for_all_scores_does_nothing(backend, dtype):
    """Probabilities sum to 1, so a gradient that raises all of them alike has no effect."""
    p = backend.array([[0.25], [0.75]], dtype)
    backend.assert_same(softmax_backward(backend.array([[7], [7]], dtype), p), [[0], [0]], dtype)


def test_sigmoid_backward_by_hand(backend, dtype):
    # 3 · 0.25 · 0.75 = 0.5625, −2 · 0.5 · 0.5 = −0.5, and a saturated gate lets nothing through
    s, ds = backend.array([0.25, 0.5, 1, 0], dtype), backend.array([3, -2, 5, 5], dtype)
    backend.assert_same(sigmoid_backward(ds, s), [0.5625, -0.5, 0, 0], dtype)


def test_tanh_backward_by_hand(backend, dtype):
    # (1 − 0.25) · 4 = 3, (1 − 0) · 7 = 7, and (1 − 1) · 5 = 0
    a, da = backend.array([-0.5, 0, 1, -1], dtype), backend.array([4, 7, 5, 5], dtype)
    backend.assert_same(tanh_backward(da, a), [3, 7, 0, 0], dtype)


def test_relu_backward_by_hand_with_0_at_the_corner(backend, dtype):
    a, da = backend.array([0, 2, 1e-30, 0], dtype), backend.array([5, 6, -7, np.inf], dtype)
    with warnings.catch_warnings():
        warnings.simplefilter("error")
        dz = relu_backward(da, a)
    backend.assert_same(dz, [0, 6, -7, 0], dtype)
    corner = torch.zeros(1, requires_grad=True)
    torch.relu(corner).backward(torch.tensor([5.0]))
    assert corner.grad.item() == 0


@each
def test_wrong_shapes_are_named(backend, backward):
    _, gradient, output = PAIRS[backward]
    for shape in ((2, 1), (1, 3), (3,), (3, 2), (2, 3, 1)):
        with pytest.raises(
            ValueError,
            match=rf"^{gradient} must have shape .*\(2, 3\).*but it"
            r"(s shape)? is \(",
        ):
            backward(backend.array(np.ones(shape)), backend.array(np.ones((2, 3))))


def test_softmax_backward_needs_columns(backend):
    for shape in ((3,), (2, 3, 4)):
        ones = backend.array(np.ones(shape))
        with pytest.raises(ValueError, match=r"^p must have shape \(n, m\), but its shape is \("):
            softmax_backward(ones, ones)


@each
def test_wrong_kinds_are_named(backend, backward):
    _, gradient, output = PAIRS[backward]
    good = backend.array(np.ones((2, 3)))
    for kind in ("int64", "bool", "complex128"):
        wrong = backend.array(np.ones((2, 3)), kind)
        with pytest.raises(TypeError, match=f"^{output} must hold real floating-point.*{kind}"):
            backward(good, wrong)
        with pytest.raises(TypeError, match=f"^{gradient} must hold real floating-point.*{kind}"):
            backward(wrong, good)
    with pytest.raises(TypeError, match=f"^{gradient} must have dtype .*float64 as {output} has"):
        backward(backend.array(np.ones((2, 3)), "float32"), good)
    with pytest.raises(TypeError, match=f"^{gradient} must be an array, .* of type list"):
        backward([[1.0]], good)
    with pytest.raises(TypeError, match=f"^{output} must be an array, .* of type NoneType"):
        backward(good, None)


@each
def test_two_libraries_are_named(backward):
    _, gradient, output = PAIRS[backward]
    with pytest.raises(
        TypeError,
        match=f"^{gradient} must be an array of numpy as {output} is, but it is an array of torch",
    ):
        backward(torch.ones(2, 3).double(), np.ones((2, 3)))
