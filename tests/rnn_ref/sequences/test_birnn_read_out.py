"""The read-out of both directions: its way back by hand, against autograd, and what is refused."""

import numpy as np
import pytest
import torch

from rnn_ref import (
    GRU,
    LSTM,
    RELU_RNN,
    birnn_backward,
    birnn_forward,
    birnn_read_out,
    birnn_read_out_backward,
)
from tests.rnn_ref.drawn_cells import draw_cell, each, leaves, two_ways


def test_by_hand(backend, dtype):
    """Two examples and two units: each half goes to the column that it was read from."""
    da_read = backend.array([[1, 2], [3, 4], [5, 6], [7, 8]], dtype)
    with backend.unchanged(da_read):
        da = birnn_read_out_backward(da_read, 3)
    backend.assert_same(
        da,
        [
            [[0, 0, 1], [0, 0, 2]],
            [[0, 0, 3], [0, 0, 4]],
            [[5, 0, 0], [6, 0, 0]],
            [[7, 0, 0], [8, 0, 0]],
        ],
        dtype,
    )


def test_a_single_step_is_both_ends(backend, dtype):
    da = birnn_read_out_backward(backend.array([[1], [2]], dtype), 1)
    backend.assert_same(da, [[[1]], [[2]]], dtype)


@pytest.mark.parametrize("cell", [RELU_RNN, GRU, LSTM], ids=lambda cell: cell.name)
def test_with_padding_the_whole_way_back_is_that_of_autograd(backend, dtype, cell):
    one, other = (draw_cell(cell, [5, way], n_x=3, n_a=2, m=3, T=5) for way in (0, 1))
    initial = two_ways(one.initial, other.initial)
    parameters = two_ways(one.parameters, other.parameters)
    lengths, weight = np.array([5, 3, 1]), one.random.normal(size=(4, 3))
    x, a0, p = leaves([one.x, initial, parameters])
    a, _, _ = birnn_forward(cell, x, a0, p, torch.tensor(lengths))
    (torch.tensor(weight) * birnn_read_out(a)).sum().backward()

    ours = each(lambda value: backend.array(value, dtype), [one.x, initial, parameters, weight])
    _, _, caches = birnn_forward(cell, *ours[:3], backend.array(lengths, "int64"))
    dx = birnn_backward(cell, birnn_read_out_backward(ours[3], 5), caches)["dx"]
    backend.assert_same(dx, x.grad.numpy(), dtype)
    assert not backend.to_numpy(dx)[:, 1, 3:].any() and backend.to_numpy(dx)[:, 0, 4].any()


def test_wrong_arguments_are_named(backend):
    with pytest.raises(ValueError, match=r"da_read must have an even number of rows.*\(3, 2\)"):
        birnn_read_out_backward(backend.array(np.ones((3, 2))), 4)
    with pytest.raises(ValueError, match=r"da_read must have shape .*its shape is \(4, 2, 5\)"):
        birnn_read_out_backward(backend.array(np.ones((4, 2, 5))), 4)
    with pytest.raises(TypeError, match="T_x must be an integer"):
        birnn_read_out_backward(backend.array(np.ones((4, 2))), 4.0)
    with pytest.raises(ValueError, match="T_x must be at least 1, but it is 0"):
        birnn_read_out_backward(backend.array(np.ones((4, 2))), 0)
