"""One-hot columns by hand, against torch over drawn sizes, and what they refuse."""

import numpy as np
import pytest
import torch
from hypothesis import example, given, settings
from hypothesis import strategies as st

from rnn_ref import one_hot

size = st.integers(1, 6)


def test_by_hand(backend):
    column = backend.array([2, 0], "int64")
    with backend.unchanged(column):
        backend.assert_same(one_hot(column, 3), [[0, 1], [0, 0], [1, 0]], "float64")
    batch = backend.array([[1, 0, 0], [1, 1, 0]], "int64")
    expected = [[[0, 1, 1], [0, 0, 1]], [[1, 0, 0], [1, 1, 0]]]
    with backend.unchanged(batch):
        backend.assert_same(one_hot(batch, 2), expected, "float64")


def test_the_dtype_can_be_chosen(backend, dtype):
    chosen = getattr(backend.xp, dtype)
    backend.assert_same(one_hot(backend.array([1], "int64"), 2, dtype=chosen), [[0], [1]], dtype)


@settings(max_examples=10, deadline=None)
@given(
    n=size,
    m=size,
    T=st.none() | size,
    seed=st.integers(0, 2**32 - 1),
    kind=st.sampled_from(["uint8", "int32", "int64"]),
)
@example(n=1, m=1, T=1, seed=0, kind="int64")
@example(n=1, m=1, T=None, seed=0, kind="uint8")
def test_columns_are_those_of_torch(backend, n, m, T, seed, kind):
    shape = (m,) if T is None else (m, T)
    indices = np.random.default_rng(seed).integers(n, size=shape)
    expected = torch.nn.functional.one_hot(torch.tensor(indices), n).movedim(-1, 0).numpy()
    backend.assert_same(one_hot(backend.array(indices, kind), n), expected, "float64")


@pytest.mark.parametrize(
    ("values", "kind", "error", "words"),
    [
        ([0, 3, 5], "int64", ValueError, "^indices must be from 0 to n − 1 = 2, but .* them is 5"),
        ([0, 3], "uint8", ValueError, "^indices must be from 0 to n − 1 = 2, but .* them is 3"),
        ([-1, 7, -4], "int64", ValueError, "^indices must be from 0 to n − 1 = 2, but .* is -4"),
        (
            [[[1]]],
            "int64",
            ValueError,
            r"^indices must have shape \(m,\) or \(m, T\), but its shape "
            r"is \(1, 1, 1\)",
        ),
        (
            1,
            "int64",
            ValueError,
            r"^indices must have shape \(m,\) or \(m, T\), but its shape is \(\)",
        ),
        ([], "int64", ValueError, r"^indices must have m of at least 1, but its shape is \(0,\)"),
        (
            [[]],
            "int64",
            ValueError,
            r"^indices must have T of at least 1, but its shape is \(1, 0\)",
        ),
        ([1.0], "float64", TypeError, "^indices must hold integers, but its dtype is .*float64"),
        ([True], "bool", TypeError, "^indices must hold integers, but its dtype is .*bool"),
    ],
)
def test_wrong_indices_are_named(backend, values, kind, error, words):
    with pytest.raises(error, match=words):
        one_hot(backend.array(values, kind), 3)


def test_other_wrong_arguments_are_named(backend):
    indices = backend.array([0, 1], "int64")
    with pytest.raises(TypeError, match="^indices must be an array, but it is of type list"):
        one_hot([0, 1], 2)
    with pytest.raises(ValueError, match="^n must be at least 1, but it is 0"):
        one_hot(indices, 0)
    with pytest.raises(TypeError, match="^n must be an integer, but it is of type float"):
        one_hot(indices, 2.0)
    for wrong in (backend.xp.int64, backend.xp.bool, "float16", float):
        with pytest.raises(TypeError, match="^dtype must be float32 or float64 of the library"):
            one_hot(indices, 2, dtype=wrong)
