"""The order of the axes by hand, there and back, and the shapes that torch.nn.RNN reads."""

import numpy as np
import pytest
import torch
from hypothesis import example, given, settings
from hypothesis import strategies as st

from rnn_ref import (
    from_batch_major,
    from_time_major,
    match_torch_rnn,
    to_batch_major,
    to_time_major,
)

size = st.integers(1, 6)
PAIRS = [(to_time_major, from_time_major, (2, 1, 0)), (to_batch_major, from_batch_major, (1, 2, 0))]
BY_HAND = [[[1, 2, 3], [4, 5, 6]]]  # n_x = 1, m = 2, T = 3


@pytest.mark.parametrize(
    ("there", "back", "expected"),
    [
        (to_time_major, from_time_major, [[[1], [4]], [[2], [5]], [[3], [6]]]),
        (to_batch_major, from_batch_major, [[[1], [2], [3]], [[4], [5], [6]]]),
    ],
)
def test_by_hand(backend, dtype, there, back, expected):
    x, turned = backend.array(BY_HAND, dtype), backend.array(expected, dtype)
    with backend.unchanged(x, turned):
        backend.assert_same(there(x), expected, dtype)
        backend.assert_same(back(turned), BY_HAND, dtype)


@pytest.mark.parametrize(("there", "back", "axes"), PAIRS)
@settings(max_examples=10, deadline=None)
@given(n_x=size, m=size, T=size, seed=st.integers(0, 2**32 - 1))
@example(n_x=1, m=1, T=1, seed=0)
def test_there_and_back(backend, dtype, draw, there, back, axes, n_x, m, T, seed):
    x = draw(seed, n_x=n_x, m=m, T=T).x
    turned = there(backend.array(x, dtype))
    backend.assert_same(turned, x.transpose(axes), dtype)
    backend.assert_same(back(turned), x, dtype)


def test_torch_reads_both(draw):
    drawn = draw(0)
    state, x_torch, h0 = match_torch_rnn(drawn.x, drawn.a0, drawn.parameters)
    np.testing.assert_array_equal(to_time_major(drawn.x), x_torch)
    states = []
    for batch_first, turn, back in (
        (False, to_time_major, from_time_major),
        (True, to_batch_major, from_batch_major),
    ):
        rnn = torch.nn.RNN(3, 5, dtype=torch.float64, batch_first=batch_first)
        rnn.load_state_dict({name: torch.tensor(value) for name, value in state.items()})
        with torch.no_grad():
            steps, last = rnn(torch.tensor(turn(drawn.x)), torch.tensor(h0))
        states.append(back(steps).numpy())
    assert states[0].shape == (5, 7, 4)
    np.testing.assert_allclose(states[0], states[1], rtol=1e-12, atol=1e-12)


@pytest.mark.parametrize("function", [f for pair in PAIRS for f in pair[:2]])
def test_wrong_arguments_are_named(backend, function):
    with pytest.raises(TypeError, match="^x must be an array, but it is of type list"):
        function([[[1.0]]])
    with pytest.raises(TypeError, match="^x must hold real floating-point .*int64"):
        function(backend.array([[[1]]], "int64"))
    with pytest.raises(ValueError, match=r"^x must have shape \(.*\), but its shape is \(2, 3\)"):
        function(backend.array(np.ones((2, 3))))
    with pytest.raises(ValueError, match="^x must have m of at least 1, but its shape is"):
        function(
            backend.array(
                np.ones(
                    (2, 0, 3)
                    if "time" in function.__name__
                    else (0, 2, 3)
                    if "from" in function.__name__
                    else (2, 0, 3)
                )
            )
        )
