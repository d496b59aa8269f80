"""One matrix for two: by hand, the two forms are equal, there and back, and counted weights."""

import array_api_strict
import numpy as np
import pytest
import torch
from hypothesis import example, given, settings
from hypothesis import strategies as st

from rnn_ref import count_parameters, stack_inputs, stack_parameters, unstack_parameters

size = st.integers(1, 6)


def test_by_hand(backend, dtype):
    Waa = backend.array([[1, 2], [3, 4]], dtype)
    Wax = backend.array([[5], [6]], dtype)
    with backend.unchanged(Waa, Wax):
        Wa = stack_parameters(Waa, Wax)
    backend.assert_same(Wa, [[1, 2, 5], [3, 4, 6]], dtype)
    a_prev, xt = backend.array([[1], [10]], dtype), backend.array([[100]], dtype)
    with backend.unchanged(a_prev, xt):
        stacked = stack_inputs(a_prev, xt)
    backend.assert_same(stacked, [[1], [10], [100]], dtype)
    # 1 · 1 + 2 · 10 + 5 · 100 = 521 and 3 · 1 + 4 · 10 + 6 · 100 = 643
    backend.assert_same(Wa @ stacked, [[521], [643]], dtype)
    with backend.unchanged(Wa):
        back = unstack_parameters(Wa, 2)
    backend.assert_same(back[0], [[1, 2], [3, 4]], dtype)
    backend.assert_same(back[1], [[5], [6]], dtype)


def test_the_shape_with_a_hundred_units_and_ten_thousand_words():
    Wa = stack_parameters(np.zeros((100, 100)), np.zeros((100, 10000)))
    assert Wa.shape == (100, 10100)


@settings(max_examples=10, deadline=None)
@given(n_x=size, n_a=size, m=size, seed=st.integers(0, 2**32 - 1))
@example(n_x=1, n_a=1, m=1, seed=0)
def test_both_forms_are_equal_and_the_parts_come_back(backend, dtype, draw, n_x, n_a, m, seed):
    drawn = draw(seed, n_x=n_x, n_a=n_a, m=m)
    Waa, Wax = drawn.parameters["Waa"], drawn.parameters["Wax"]
    x1 = drawn.x[:, :, 0]
    Wa = stack_parameters(backend.array(Waa, dtype), backend.array(Wax, dtype))
    stacked = stack_inputs(backend.array(drawn.a0, dtype), backend.array(x1, dtype))
    backend.assert_same(Wa, np.hstack([Waa, Wax]), dtype)
    backend.assert_same(stacked, np.vstack([drawn.a0, x1]), dtype)
    backend.assert_same(Wa @ stacked, Waa @ drawn.a0 + Wax @ x1, dtype)
    for got, expected in zip(unstack_parameters(Wa, n_a), (Waa, Wax), strict=True):
        backend.assert_same(got, expected, dtype)


@pytest.mark.parametrize("function", [stack_parameters, stack_inputs])
def test_wrong_dtypes_and_libraries_are_named(backend, function):
    names = ("Waa", "Wax") if function is stack_parameters else ("a_prev", "xt")
    one = backend.array([[1.0]])
    good = dict.fromkeys(names, one)
    for name in names:
        with pytest.raises(TypeError, match=f"^{name} must be an array, but it is of type list"):
            function(**good | {name: [[1.0]]})
        with pytest.raises(TypeError, match=f"^{name} must hold real floating-point .*int64"):
            function(**good | {name: backend.array([[1]], "int64")})
        with pytest.raises(TypeError, match="must have dtype .* has, but its dtype is"):
            function(**good | {name: backend.array([[1]], "float32")})
    for other in (array_api_strict.asarray([[1.0]]), torch.ones((1, 1), dtype=torch.float64)):
        with pytest.raises(TypeError, match="must be an array of .* is, but it is an array of"):
            function(np.ones((1, 1)), other)


@pytest.mark.parametrize(
    ("function", "first", "second", "words"),
    [
        (
            stack_parameters,
            (2, 3),
            (2, 3),
            r"^Waa must have shape \(n_a, n_a\) = \(2, 2\), but its "
            r"shape is \(2, 3\); n_a = 2 comes from Wax",
        ),
        (
            stack_parameters,
            (2, 2),
            (3, 2),
            r"^Waa must have shape \(n_a, n_a\) = \(3, 3\), but its "
            r"shape is \(2, 2\); n_a = 3 comes from Wax",
        ),
        (stack_parameters, (2, 2), (2, 0), "^Wax must have n_x of at least 1"),
        (
            stack_inputs,
            (2, 3),
            (2, 4),
            r"^xt must have shape \(n_x, m\) = \(n_x, 3\), but its shape "
            r"is \(2, 4\); m = 3 comes from a_prev",
        ),
        (
            stack_inputs,
            (2,),
            (2, 4),
            r"^a_prev must have shape \(n_a, m\), but its shape is \(2,\)",
        ),
    ],
)
def test_wrong_shapes_are_named(backend, function, first, second, words):
    with pytest.raises(ValueError, match=words):
        function(backend.array(np.ones(first)), backend.array(np.ones(second)))


@pytest.mark.parametrize(
    ("shape", "n_a", "error", "words"),
    [
        ((2, 5), 3, ValueError, r"^Wa must have n_a = 3 rows, but its shape is \(2, 5\)"),
        ((2, 2), 2, ValueError, r"^Wa must have shape \(n_a, n_a\+n_x\).*n_x .*\(2, 2\)"),
        ((3, 2), 3, ValueError, r"^Wa must have shape \(n_a, n_a\+n_x\).*\(3, 2\)"),
        ((2, 5, 1), 2, ValueError, r"^Wa must have shape \(n_a, n_a\+n_x\).*\(2, 5, 1\)"),
        ((2, 5), 0, ValueError, "^n_a must be at least 1, but it is 0"),
        ((2, 5), 2.0, TypeError, "^n_a must be an integer, but it is of type float"),
    ],
)
def test_what_cannot_be_taken_apart_is_named(backend, shape, n_a, error, words):
    with pytest.raises(error, match=words):
        unstack_parameters(backend.array(np.ones(shape)), n_a)


def test_stacked_weights_as_a_list_or_integers_are_named(backend):
    with pytest.raises(TypeError, match="^Wa must be an array, but it is of type list"):
        unstack_parameters([[1.0, 2.0]], 1)
    with pytest.raises(TypeError, match="^Wa must hold real floating-point .*int64"):
        unstack_parameters(backend.array([[1, 2]], "int64"), 1)


@settings(max_examples=10, deadline=None)
@given(n_x=size, n_a=size, n_y=size)
@example(n_x=1, n_a=1, n_y=1)
def test_counts_are_those_of_the_formulas(backend, dtype, draw, n_x, n_a, n_y):
    rnn = backend.arrays(draw(0, n_x=n_x, n_a=n_a, n_y=n_y).parameters, dtype)
    with backend.unchanged(rnn):
        assert count_parameters(rnn) == n_a * (n_a + n_x + 1) + n_y * (n_a + 1)
    for gates in ("cru", "cfuo"):  # GRU and LSTM: a candidate and two or three gates
        weights = {f"W{gate}": np.ones((n_a, n_a + n_x)) for gate in gates}
        biases = {f"b{gate}": np.ones((n_a, 1)) for gate in gates}
        count = count_parameters(backend.arrays(weights | biases, dtype))
        assert count == len(gates) * n_a * (n_a + n_x + 1)
        assert type(count) is int


def test_counts_are_those_of_torch():
    for module, gates in ((torch.nn.RNN, 1), (torch.nn.GRU, 3), (torch.nn.LSTM, 4)):
        cell = module(10, 7, dtype=torch.float64)  # torch has a second bias for every gate
        assert count_parameters(dict(cell.named_parameters())) == gates * 7 * (7 + 10 + 1 + 1)


def test_wrong_parameters_are_named(backend):
    with pytest.raises(TypeError, match="^parameters must be a dict of arrays, but .* type list"):
        count_parameters([backend.array([1.0])])
    with pytest.raises(TypeError, match="^ba must be an array, but it is of type list"):
        count_parameters({"Wa": backend.array([[1.0]]), "ba": [1.0]})
    with pytest.raises(TypeError, match="^Wa must hold real floating-point .*int64"):
        count_parameters({"Wa": backend.array([[1]], "int64")})
    with pytest.raises(ValueError, match="^parameters must hold at least one array"):
        count_parameters({})
