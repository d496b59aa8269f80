"""softmax, sigmoid and relu against torch, and where the plain formulas overflow."""

import warnings

import numpy as np
import pytest
import torch
from hypothesis import example, given, settings
from hypothesis import strategies as st

from rnn_ref import relu, sigmoid, softmax

size = st.integers(1, 6)
seeds = st.integers(0, 2**32 - 1)
some = settings(max_examples=10, deadline=None)


@some
@given(n=size, m=size, seed=seeds)
@example(n=1, m=1, seed=0)
def test_softmax_is_that_of_torch(backend, dtype, n, m, seed):
    values = (10 * np.random.default_rng(seed).normal(size=(n, m))).astype("float32")
    z = backend.array(values, dtype)
    with backend.unchanged(z):
        got = softmax(z)
    backend.assert_same(got, torch.softmax(torch.tensor(values).double(), dim=0).numpy(), dtype)
    np.testing.assert_allclose(backend.to_numpy(got).sum(axis=0), 1, rtol=1e-6)


def test_softmax_of_numbers_worked_by_hand(backend, dtype):
    # e^0 : e^(log 3) = 1 : 3, and the second column is the first one plus 5, upside down.
    log_3 = 1.0986122886681098
    z = backend.array([[0.0, 5 + log_3], [log_3, 5.0]], dtype)
    backend.assert_same(softmax(z), [[0.25, 0.75], [0.75, 0.25]], dtype)


def test_softmax_is_stable_for_each_column_by_itself(backend, dtype):
    """A shift by the largest score of the whole array would give 0 / 0 in the second column."""
    z = backend.array([[1000.0, -1000.0, 0.0], [999.0, -1001.0, -1.0]], dtype)
    right = 0.7310585786300049  # 1 / (1 + e^-1)
    with warnings.catch_warnings():
        warnings.simplefilter("error")
        got = softmax(z)
    backend.assert_same(got, [[right] * 3, [1 - right] * 3], dtype)


@some
@given(shape=st.lists(size, max_size=4), seed=seeds)
@example(shape=[], seed=0)
@example(shape=[0, 3], seed=0)
def test_sigmoid_is_that_of_torch(backend, dtype, shape, seed):
    values = np.asarray(10 * np.random.default_rng(seed).normal(size=tuple(shape)), "float32")
    z = backend.array(values, dtype)
    with backend.unchanged(z):
        got = sigmoid(z)
    backend.assert_same(got, torch.sigmoid(torch.tensor(values).double()).numpy(), dtype)


def test_sigmoid_does_not_overflow_or_warn(backend, dtype):
    z = backend.array([-1000.0, -1.0, 0.0, 1.0, 1000.0, -np.inf, np.inf], dtype)
    with warnings.catch_warnings():
        warnings.simplefilter("error")
        got = sigmoid(z)
    low, high = 0.2689414213699951, 0.7310585786300049
    backend.assert_same(got, [0, low, 0.5, high, 1, 0, 1], dtype)


def test_sigmoid_keeps_small_probabilities(backend):
    """(1 + tanh(z/2)) / 2 would give 0 here."""
    got = backend.to_numpy(sigmoid(backend.array([-40.0], "float64")))
    np.testing.assert_allclose(got, [4.248354255291589e-18], rtol=1e-12)


@some
@given(shape=st.lists(size, max_size=4), seed=seeds)
@example(shape=[], seed=0)
@example(shape=[0, 3], seed=0)
def test_relu_is_that_of_torch(backend, dtype, shape, seed):
    values = np.asarray(np.random.default_rng(seed).normal(size=tuple(shape)), "float32")
    z = backend.array(values, dtype)
    with backend.unchanged(z):
        got = relu(z)
    backend.assert_same(got, torch.relu(torch.tensor(values).double()).numpy(), dtype)


def test_relu_by_hand_at_the_corner_and_the_ends(backend, dtype):
    z = backend.array([-np.inf, -2.0, 0.0, 1e-30, 3.0, np.inf, np.nan], dtype)
    with warnings.catch_warnings():
        warnings.simplefilter("error")
        got = relu(z)
    backend.assert_same(got, [0, 0, 0, 1e-30, 3, np.inf, np.nan], dtype)


@pytest.mark.parametrize("shape", [(3,), (2, 3, 4), ()])
def test_softmax_names_the_shape_it_needs(backend, shape):
    with pytest.raises(ValueError, match=r"^z must have shape \(n, m\), but its shape is \("):
        softmax(backend.array(np.ones(shape)))


@pytest.mark.parametrize("shape", [(0, 3), (3, 0)])
def test_softmax_refuses_an_empty_array(backend, shape):
    with pytest.raises(ValueError, match=r"^z must have . of at least 1, but its shape is"):
        softmax(backend.array(np.ones(shape)))


@pytest.mark.parametrize("function", [softmax, sigmoid, relu])
@pytest.mark.parametrize("kind", ["int64", "bool", "complex128"])
def test_dtype_must_be_floating_point(backend, function, kind):
    with pytest.raises(TypeError, match=f"^z must hold real floating-point.*dtype is .*{kind}"):
        function(backend.array([[1, 0]], kind))


@pytest.mark.parametrize("function", [softmax, sigmoid, relu])
def test_objects_and_lists_are_no_numbers(function):
    with pytest.raises(TypeError, match="z must hold real floating-point.*object"):
        function(np.asarray([[1.0]], dtype=object))
    with pytest.raises(TypeError, match="^z must be an array, but it is of type list"):
        function([[1.0]])
    with pytest.raises(TypeError, match="^z must be an array, but it is of type NoneType"):
        function(None)
