"""freeze_past_end by hand, and over a whole batch against packed sequences of torch."""

import numpy as np
import pytest
import torch
from hypothesis import example, given, settings
from hypothesis import strategies as st

from rnn_ref import freeze_past_end, rnn_cell_forward


@pytest.mark.parametrize(
    ("t", "expected"),
    [
        (0, [[-1, 2, 3], [-4, 5, 6]]),
        (1, [[-1, -2, 3], [-4, -5, 6]]),
        (2, [[-1, -2, 3], [-4, -5, 6]]),
        (3, [[-1, -2, -3], [-4, -5, -6]]),
    ],
)
def test_by_hand(backend, dtype, t, expected):
    """Lengths 0, 1 and 3: the columns stop at t = 0, t = 1 and t = 3."""
    a_next = backend.array([[1, 2, 3], [4, 5, 6]], dtype)
    a_prev = backend.array([[-1, -2, -3], [-4, -5, -6]], dtype)
    lengths = backend.array([0, 1, 3], "int64")
    with backend.unchanged(a_next, a_prev, lengths):
        got = freeze_past_end(a_next, a_prev, t, lengths)
    backend.assert_same(got, expected, dtype)


@settings(max_examples=10, deadline=None)
@given(
    lengths=st.lists(st.integers(1, 5), min_size=1, max_size=6),
    n_a=st.integers(1, 4),
    seed=st.integers(0, 2**32 - 1),
)
@example(lengths=[1], n_a=1, seed=0)
def test_last_states_are_those_of_a_packed_sequence(backend, dtype, draw, lengths, n_a, seed):
    T, m = max(lengths), len(lengths)
    drawn = draw(seed, n_a=n_a, m=m, T=T)
    rnn = torch.nn.RNN(3, n_a, dtype=torch.float64)
    with torch.no_grad():
        rnn.weight_ih_l0.copy_(torch.tensor(drawn.parameters["Wax"]))
        rnn.weight_hh_l0.copy_(torch.tensor(drawn.parameters["Waa"]))
        rnn.bias_ih_l0.copy_(torch.tensor(drawn.parameters["ba"][:, 0]))
        rnn.bias_hh_l0.zero_()
        packed = torch.nn.utils.rnn.pack_padded_sequence(
            torch.tensor(drawn.x.transpose(2, 1, 0).copy()), lengths, enforce_sorted=False
        )
        expected = rnn(packed, torch.tensor(drawn.a0.T[None].copy()))[1][0].T

    parameters = backend.arrays(drawn.parameters, dtype)
    x, a = backend.array(drawn.x, dtype), backend.array(drawn.a0, dtype)
    for t in range(T):
        a_next = rnn_cell_forward(x[:, :, t], a, parameters)[0]
        a = freeze_past_end(a_next, a, t, backend.array(lengths, "int64"))
    backend.assert_same(a, expected.numpy(), dtype)


@pytest.fixture
def call(backend):
    def call(**changes):
        arguments = {
            "a_next": backend.array(np.ones((2, 3))),
            "a_prev": backend.array(np.zeros((2, 3))),
            "t": 0,
            "lengths": backend.array([1, 2, 3], "int32"),
        }
        return freeze_past_end(**(arguments | changes))

    return call


def test_lengths_may_be_any_integers(backend, call):
    for kind in ("uint8", "int32", "int64"):
        assert tuple(call(lengths=backend.array([1, 2, 3], kind)).shape) == (2, 3)


@pytest.mark.parametrize(
    ("values", "kind", "error", "words"),
    [
        ([1, -2, 3], "int64", ValueError, "^lengths must be at least 0, but one of them is -2"),
        (
            [1, 2],
            "int64",
            ValueError,
            r"^lengths must have shape \(m,\) = \(3,\), but its shape is "
            r"\(2,\); m = 3 comes from a_next",
        ),
        ([[1, 2, 3]], "int64", ValueError, r"^lengths must have shape \(m,\).*is \(1, 3\)"),
        (
            [1, 2, 3],
            "float64",
            TypeError,
            "^lengths must hold integers, but its dtype is .*float64",
        ),
        ([1, 0, 1], "bool", TypeError, "^lengths must hold integers, but its dtype is .*bool"),
    ],
)
def test_wrong_lengths_are_named(backend, call, values, kind, error, words):
    with pytest.raises(error, match=words):
        call(lengths=backend.array(values, kind))


@pytest.mark.parametrize(
    ("t", "error", "words"),
    [
        (-1, ValueError, "^t must be at least 0, but it is -1"),
        (1.0, TypeError, "^t must be an integer, but it is of type float"),
        (False, TypeError, "^t must be an integer, but it is of type bool"),
    ],
)
def test_wrong_steps_are_named(call, t, error, words):
    with pytest.raises(error, match=words):
        call(t=t)


def test_lengths_as_a_list_and_states_of_two_shapes_are_named(backend, call):
    with pytest.raises(TypeError, match="^lengths must be an array, but it is of type list"):
        call(lengths=[1, 2, 3])
    with pytest.raises(ValueError, match=r"^a_prev must have shape .* \(2, 3\).* is \(2, 4\)"):
        call(a_prev=backend.array(np.zeros((2, 4))))
