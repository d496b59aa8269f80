"""reverse_by_length by hand and against a loop over lists."""

import numpy as np
import pytest
import torch
from hypothesis import example, given, settings
from hypothesis import strategies as st

from rnn_ref import reverse_by_length

size = st.integers(1, 5)
some = settings(max_examples=10, deadline=None)


@st.composite
def batches(draw):
    n, m, T = draw(size), draw(size), draw(size)
    lengths = draw(st.none() | st.lists(st.integers(0, T), min_size=m, max_size=m))
    return n, m, T, lengths


def loop(x, lengths):
    """Feature by feature and example by example, as a person would do it."""
    T = x.shape[2]
    result = []
    for row in x.tolist():
        result.append(
            [
                steps[:length][::-1] + steps[length:]
                for steps, length in zip(row, lengths or [T] * x.shape[1])
            ]
        )
    return result


@pytest.mark.parametrize(
    ("length", "expected"),
    [
        (0, [1, 2, 3, 4]),
        (1, [1, 2, 3, 4]),
        (3, [3, 2, 1, 4]),
        (4, [4, 3, 2, 1]),
    ],
)
def test_one_example_by_hand(backend, dtype, length, expected):
    x = backend.array([[[1, 2, 3, 4]], [[10, 20, 30, 40]]], dtype)
    got = reverse_by_length(x, backend.array([length], "int64"))
    backend.assert_same(got, [[expected], [[10 * step for step in expected]]], dtype)


def test_a_batch_by_hand(backend, dtype):
    """Lengths 0, 1, 3 and T = 4 beside each other."""
    x = backend.array([[[1, 2, 3, 4], [5, 6, 7, 8], [9, 10, 11, 12], [13, 14, 15, 16]]], dtype)
    lengths = backend.array([0, 1, 3, 4], "int64")
    with backend.unchanged(x, lengths):
        got = reverse_by_length(x, lengths)
    backend.assert_same(
        got, [[[1, 2, 3, 4], [5, 6, 7, 8], [11, 10, 9, 12], [16, 15, 14, 13]]], dtype
    )


@some
@given(batch=batches(), seed=st.integers(0, 2**32 - 1))
@example(batch=(1, 1, 1, [0]), seed=0)
@example(batch=(1, 1, 1, [1]), seed=0)
@example(batch=(1, 1, 1, None), seed=0)
def test_it_is_a_plain_loop_and_twice_is_nothing(backend, dtype, batch, seed):
    n, m, T, lengths = batch
    x = np.random.default_rng(seed).normal(size=(n, m, T)).astype("float32").astype("float64")
    given_lengths = None if lengths is None else backend.array(lengths, "int64")
    once = reverse_by_length(backend.array(x, dtype), given_lengths)
    backend.assert_same(once, loop(x, lengths), dtype)
    twice = reverse_by_length(once, given_lengths)
    np.testing.assert_array_equal(backend.to_numpy(twice), x)


def test_without_lengths_all_steps_turn(backend, dtype):
    x = np.arange(24.0).reshape(2, 3, 4)
    backend.assert_same(reverse_by_length(backend.array(x, dtype)), np.flip(x, axis=2), dtype)
    full = backend.array([4, 4, 4], "int64")
    backend.assert_same(reverse_by_length(backend.array(x, dtype), full), np.flip(x, 2), dtype)


def test_padding_stays_as_it_is_even_if_it_is_nan(backend):
    x = backend.array([[[1.0, 2.0, np.nan]]])
    got = backend.to_numpy(reverse_by_length(x, backend.array([2], "int64")))
    np.testing.assert_array_equal(got, [[[2.0, 1.0, np.nan]]])


def test_autograd_goes_through():
    x = torch.ones(1, 1, 3, dtype=torch.float64, requires_grad=True)
    weight = torch.tensor([[[1.0, 2.0, 4.0]]], dtype=torch.float64)
    (weight * reverse_by_length(x, torch.tensor([2]))).sum().backward()
    assert x.grad.tolist() == [[[2.0, 1.0, 4.0]]]


@pytest.mark.parametrize("kind", ["uint8", "int8", "int32", "int64"])
def test_lengths_may_be_any_integers(backend, kind):
    x = backend.array([[[1.0, 2.0, 3.0]]])
    got = reverse_by_length(x, backend.array([2], kind))
    backend.assert_same(got, [[[2, 1, 3]]], "float64")


def test_lists_and_two_libraries_are_named(backend):
    x = backend.array(np.ones((2, 3, 4)))
    with pytest.raises(TypeError, match="^lengths must be an array, but it is of type list"):
        reverse_by_length(x, [1, 2, 3])
    with pytest.raises(ValueError, match="^lengths must be at most T_x = 4, but one of them is 5"):
        reverse_by_length(x, backend.array([1, 5, 3], "int64"))
    with pytest.raises(TypeError, match="^x must be an array, but it is of type list"):
        reverse_by_length([[[1.0]]])
    foreign = torch.tensor([1, 2, 3]) if backend.xp is np else np.asarray([1, 2, 3])
    with pytest.raises(TypeError, match="^lengths must be an array of .* as x is"):
        reverse_by_length(x, foreign)


@pytest.mark.parametrize(
    ("shape", "kind", "error", "words"),
    [
        (
            (2, 3),
            "float64",
            ValueError,
            r"^x must have shape \(n, m, T_x\), but its shape is \(2, 3\)",
        ),
        (
            (2, 3, 0),
            "float64",
            ValueError,
            "^x must have T_x of at least 1.*a sequence needs at least",
        ),
        ((2, 3, 4), "int64", TypeError, "^x must hold real floating-point numbers"),
    ],
)
def test_wrong_sequences_are_named(backend, shape, kind, error, words):
    with pytest.raises(error, match=words):
        reverse_by_length(backend.array(np.ones(shape), kind))
