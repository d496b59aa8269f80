"""Dicts of arrays and numbers: each error names the argument, what it must be and what it is."""

import numpy as np
import pytest
import torch

from rnn_ref.arguments.containers import check_array_dict
from rnn_ref.arguments.numbers import check_number

ONE = np.ones((1, 1))


@pytest.mark.parametrize(
    ("arrays", "error", "words"),
    [
        ([ONE], TypeError, "^gradients must be a dict of arrays, but it is of type list"),
        ({}, ValueError, "^gradients must hold at least one array, but it is empty"),
        ({0: ONE}, TypeError, "^gradients must have strings as keys, but 0 is of type int"),
        ({"dW": ONE, "db": [1.0]}, TypeError, "^db must be an array, but it is of type list"),
        ({"dW": ONE, "db": torch.ones(1)}, TypeError, "^db must be an array of numpy as dW is"),
        ({"dW": ONE, "db": ONE.astype("float32")}, TypeError, "^db must have dtype float64 as dW"),
        ({"dW": ONE.astype(int)}, TypeError, "^dW must hold real floating-point.*int64"),
        ({"dW": np.ones((0, 3))}, ValueError, r"^dW must have at least one entry, .* \(0, 3\)"),
    ],
)
def test_wrong_dicts_are_named(arrays, error, words):
    with pytest.raises(error, match=words):
        check_array_dict("gradients", arrays)


def test_arrays_of_any_shapes_fit_together(backend, dtype):
    arrays = {"a": np.ones((2, 3, 4)), "b": np.ones(5), "c": np.ones(())}
    assert check_array_dict("parameters", backend.arrays(arrays, dtype)) is None


def test_numbers_of_any_kind(backend):
    for value in (2, 2.0, np.float32(2), np.int64(2), backend.array(2.0, "float64")):
        number = check_number("limit", value)
        assert number == 2 and type(number) is float
    assert check_number("radius", 0, zero=True) == 0


@pytest.mark.parametrize(
    ("value", "error", "words"),
    [
        (0, ValueError, "^limit must be a finite number above 0, but it is 0.0"),
        (-1, ValueError, "^limit must be a finite number above 0, but it is -1.0"),
        (np.inf, ValueError, "^limit must be a finite number above 0, but it is inf"),
        (np.nan, ValueError, "^limit must be a finite number above 0, but it is nan"),
        ("1", TypeError, "^limit must be a number, but it is of type str"),
        (True, TypeError, "^limit must be a number, but it is of type bool"),
        (None, TypeError, "^limit must be a number, but it is of type NoneType"),
        (1j, TypeError, "^limit must be a number, but it is of type complex"),
        (np.ones(1), TypeError, r"^limit must be a number, .* of type ndarray with shape \(1,\)"),
    ],
)
def test_wrong_numbers_are_named(value, error, words):
    with pytest.raises(error, match=words):
        check_number("limit", value)


def test_a_number_that_may_be_0_may_not_be_below():
    with pytest.raises(ValueError, match="^radius must be a finite number of at least 0, but"):
        check_number("radius", -1e-300, zero=True)
