"""A captured run gives what the run gives, for the numbers of each call; on a GPU where one is."""

import numpy as np
import pytest
import torch

from rnn_ref import CELLS, unroll_backward, unroll_forward
from rnn_ref.fast.cuda_graph import capture
from rnn_ref.fast.forward import RUNS
from tests.benchmarks.sides import arrays, on_device, with_gaps
from tests.gpu.pretend_cuda import pretended

SIZES = 4, 3, 2, 5  # T, m, n_x, n_a
fast_cells = pytest.mark.parametrize("cell", list(RUNS), ids=lambda cell: cell.name)


@pytest.fixture(autouse=True)
def cuda():
    if torch.cuda.is_available():
        yield
    else:
        with pretended():
            yield


def drawn(cell, factor=1.0):
    x, initial, parameters, da = arrays(cell, *SIZES)
    initial = tuple(s + np.float32(0.1 * factor) for s in initial)
    weights = {key: np.float32(factor) * value for key, value in parameters.items()}
    inputs = (np.float32(factor) * x, initial, weights, np.float32(factor) * da)
    x, initial, weights, da = on_device(inputs, "cuda")
    return x, initial, weights, with_gaps(initial, da)


def assert_same(got, expected):
    (states, gradients), (right_states, right) = got, expected
    assert set(gradients) == set(right) and len(states) == len(right_states)
    pairs = [*zip(states, right_states), *((gradients[name], right[name]) for name in right)]
    for one, other in pairs:
        np.testing.assert_allclose(one.cpu(), other.cpu(), rtol=1e-5, atol=1e-5)


@fast_cells
@pytest.mark.parametrize("window", [None, 2])
def test_each_run_computes_with_its_own_numbers(cell, window):
    run = capture(cell, *drawn(cell), window)
    for factor in (1.0, 0.5, 1.0):
        x, initial, parameters, dstates = drawn(cell, factor)
        states, caches = unroll_forward(cell, x, initial, parameters)
        expected = states, unroll_backward(cell, dstates, caches, window)
        assert_same(run(x, initial, parameters, dstates), expected)


def test_gradients_of_both_states_reach_it():
    cell = CELLS["lstm"]
    x, initial, parameters, (da, _) = drawn(cell)
    states, caches = unroll_forward(cell, x, initial, parameters)
    expected = states, unroll_backward(cell, (None, da), caches)
    run = capture(cell, x, initial, parameters, (None, da))
    assert_same(run(x, initial, parameters, (None, da)), expected)


def test_other_sizes_and_places_are_refused():
    cell = CELLS["gru"]
    x, initial, parameters, dstates = drawn(cell)
    run = capture(cell, x, initial, parameters, dstates)
    for wrong, words in (
        (x[:, :1, :], r"x was captured with shape"),  # copy_ would spread it over all examples
        (x.to(torch.float64), "x was captured with dtype torch.float32"),
        (x.cpu(), "x was captured with device cuda:0, but has cpu"),
    ):
        with pytest.raises(ValueError, match=words):
            run(wrong, initial, parameters, dstates)
    with pytest.raises(ValueError, match=r"dstates\[0\] is not in both"):
        run(x, initial, parameters, (None,))


def test_what_has_no_graph_is_refused_before_a_capture():
    cell = CELLS["jordan"]
    x, initial, parameters, da = arrays(CELLS["gru"], *SIZES)
    with pytest.raises(TypeError, match="on a CUDA device, but x is on cpu"):
        capture(CELLS["gru"], x, initial, parameters, (da,))
    sizes = {"n_x": 2, "n_a": 5, "n_y": 4, "m": 3, "1": 1}
    shapes = {key: [sizes[k] for k in letters.split()] for key, letters in cell.shapes.items()}
    weights = {key: torch.ones(shape, device="cuda") for key, shape in shapes.items()}
    states = torch.ones((5, 3), device="cuda"), torch.ones((4, 3), device="cuda")
    with pytest.raises(TypeError, match="jordan has no run"):
        capture(cell, torch.ones((2, 3, 4), device="cuda"), states, weights, (None, None))
