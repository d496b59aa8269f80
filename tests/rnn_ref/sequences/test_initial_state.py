"""A learned first state: one column for all examples, and the sum of their gradients."""

import numpy as np
import pytest
import torch
from hypothesis import example, given, settings
from hypothesis import strategies as st

from rnn_ref import (
    TANH_RNN,
    learned_initial_state,
    learned_initial_state_backward,
    unroll_backward,
    unroll_forward,
)
from tests.rnn_ref.drawn_cells import assert_gradients, draw_cell, each, leaves

size = st.integers(1, 5)
seeds = st.integers(0, 2**32 - 1)
some = settings(max_examples=10, deadline=None)


@some
@given(n_a=size, m=size, seed=seeds)
@example(n_a=1, m=1, seed=0)
def test_every_example_starts_from_the_column(backend, dtype, n_a, m, seed):
    column = np.random.default_rng(seed).normal(size=(n_a, 1)).astype("float32")
    a0 = backend.array(column, dtype)
    with backend.unchanged(a0):
        got = learned_initial_state(a0, m)
    backend.assert_same(got, np.repeat(column, m, axis=1), dtype)
    np.testing.assert_array_equal(backend.to_numpy(got), np.repeat(column, m, axis=1))


@some
@given(n_a=size, m=size, seed=seeds)
@example(n_a=1, m=1, seed=0)
def test_the_gradient_is_the_sum_over_the_examples(backend, dtype, n_a, m, seed):
    da0 = np.random.default_rng(seed).normal(size=(n_a, m)).astype("float32").astype("float64")
    given_da0 = backend.array(da0, dtype)
    with backend.unchanged(given_da0):
        got = learned_initial_state_backward(given_da0)
    backend.assert_same(got, [[sum(row)] for row in da0.tolist()], dtype)


@some
@given(n_a=size, m=size, T=size, seed=seeds)
@example(n_a=1, m=1, T=1, seed=0)
def test_gradients_through_a_sequence_are_those_of_autograd(backend, dtype, n_a, m, T, seed):
    drawn = draw_cell(TANH_RNN, seed, n_a=n_a, m=m, T=T)
    column, weight = drawn.initial[0][:, :1], drawn.normal("n_a m T")
    leaf = leaves(column)
    x, parameters = each(torch.tensor, [drawn.x, drawn.parameters])
    (a,), _ = unroll_forward(TANH_RNN, x, (leaf.expand(n_a, m),), parameters)
    (torch.tensor(weight) * a).sum().backward()

    x, parameters, a0, da = each(
        lambda value: backend.array(value, dtype), [drawn.x, drawn.parameters, column, weight]
    )
    _, caches = unroll_forward(TANH_RNN, x, (learned_initial_state(a0, m),), parameters)
    da0 = unroll_backward(TANH_RNN, (da,), caches)["da0"]
    got = {"da0": learned_initial_state_backward(da0)}
    assert_gradients(backend, got, {"da0": leaf.grad}, dtype)


def test_autograd_goes_through_it():
    a0 = leaves(np.asarray([[1.0], [2.0]]))
    weight = torch.tensor([[1.0, 2.0, 4.0], [3.0, 0.0, -1.0]])
    (weight * learned_initial_state(a0, 3)).sum().backward()
    assert a0.grad.tolist() == [[7.0], [2.0]]


def test_a_numpy_integer_is_a_number_of_examples(backend):
    got = learned_initial_state(backend.array([[1.0]]), np.int64(2))
    backend.assert_same(got, [[1, 1]], "float64")


@pytest.mark.parametrize(
    ("m", "error", "words"),
    [
        (0, ValueError, "^m must be at least 1, but it is 0"),
        (-1, ValueError, "^m must be at least 1, but it is -1"),
        (2.0, TypeError, "^m must be an integer, but it is of type float"),
        (True, TypeError, "^m must be an integer, but it is of type bool"),
    ],
)
def test_wrong_numbers_of_examples_are_named(backend, m, error, words):
    with pytest.raises(error, match=words):
        learned_initial_state(backend.array([[1.0]]), m)


def test_wrong_arrays_are_named(backend):
    with pytest.raises(ValueError, match=r"^a0 must have shape \(n_a, 1\).* is \(2, 3\)"):
        learned_initial_state(backend.array(np.ones((2, 3))), 3)
    with pytest.raises(ValueError, match=r"^da0 must have shape \(n_a, m\).* is \(2, 3, 4\)"):
        learned_initial_state_backward(backend.array(np.ones((2, 3, 4))))
    for name, call in (
        ("a0", lambda a0: learned_initial_state(a0, 2)),
        ("da0", learned_initial_state_backward),
    ):
        with pytest.raises(TypeError, match=f"^{name} must be an array.* of type list"):
            call([[1.0]])
        with pytest.raises(TypeError, match=f"^{name} must hold real floating-point numbers"):
            call(backend.array([[1]], "int64"))
