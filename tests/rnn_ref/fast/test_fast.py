"""The fast runs equal the loop to rounding, are chosen by themselves, and keep nothing shared."""

import numpy as np
import pytest
import torch
from hypothesis import example, given, settings
from hypothesis import strategies as st

import rnn_ref
from rnn_ref import CELLS, RELU_RNN, unroll_backward, unroll_forward
from rnn_ref.cells.caches import Frozen
from rnn_ref.fast import run
from rnn_ref.fast.forward import RUNS, fast_forward
from rnn_ref.fast.run import Run
from rnn_ref.sequences.time_loop import loop_backward, loop_forward

size = st.integers(1, 5)
sizes = st.fixed_dictionaries({"n_x": size, "n_a": size, "m": size, "T": st.integers(1, 9)})
ones = {"n_x": 1, "n_a": 1, "m": 1, "T": 1}
seeds = st.integers(0, 2**32 - 1)
some = settings(max_examples=8, deadline=None)
fast_cells = pytest.mark.parametrize("cell", list(RUNS), ids=lambda cell: cell.name)


@pytest.fixture(scope="session", params=["numpy", "torch-cpu", "torch-cuda"])
def convert(request):
    """From NumPy to the library and device of this run."""
    if request.param == "numpy":
        return lambda array: np.array(array)
    if request.param == "torch-cuda" and not torch.cuda.is_available():
        pytest.skip("no CUDA GPU here")
    device = "cpu" if request.param == "torch-cpu" else "cuda"
    return lambda array: torch.tensor(array, device=device)


def as_numpy(array):
    return array.cpu().numpy() if isinstance(array, torch.Tensor) else np.asarray(array)


def arguments(drawn, convert, dtype, padded):
    lengths = convert(drawn.lengths) if padded else None
    return (
        convert(drawn.x.astype(dtype)),
        tuple(convert(s.astype(dtype)) for s in drawn.initial),
        {k: convert(v.astype(dtype)) for k, v in drawn.parameters.items()},
        lengths,
    )


def assert_equal_to_rounding(got, expected, dtype):
    got, expected = as_numpy(got), as_numpy(expected)
    assert got.dtype == expected.dtype == np.dtype(dtype) and got.shape == expected.shape
    # The recurrence multiplies rounding errors; weights drawn from N(0, 1) multiply them a lot.
    close = {"float64": 1e-10, "float32": 2e-3}[dtype]
    np.testing.assert_allclose(got, expected, rtol=0, atol=close * max(1, np.abs(expected).max()))


@fast_cells
@pytest.mark.parametrize("blocks", ["one block", "many blocks"])
@some
@given(
    sizes=sizes,
    seed=seeds,
    padded=st.booleans(),
    window=st.none() | st.integers(1, 5),
    optional=st.booleans(),
)
@example(sizes=ones, seed=0, padded=False, window=None, optional=True)
@example(sizes={**ones, "T": 7}, seed=0, padded=True, window=2, optional=False)
def test_fast_equals_the_loop(
    convert, dtype, draw_cell, cell, blocks, sizes, seed, padded, window, optional
):
    drawn = draw_cell(cell, seed, **sizes, optional=optional)
    x, initial, parameters, lengths = arguments(drawn, convert, dtype, padded)
    dstates = tuple(convert(d.astype(dtype)) for d in drawn.dstates)
    with pytest.MonkeyPatch.context() as patch:
        if blocks == "many blocks":  # two steps in each, whatever the sizes
            patch.setattr(run, "BLOCK", 0)
            patch.setattr(run, "COLUMNS", 2 * sizes["m"])
        states, caches = unroll_forward(cell, x, initial, parameters, lengths)
        gradients = unroll_backward(cell, dstates, caches, window)
        again = unroll_backward(cell, dstates, caches, window)
    assert isinstance(caches, Run)
    clear_states, clear_caches = loop_forward(cell, x, initial, parameters, lengths)
    clear = loop_backward(cell, dstates, clear_caches, window or sizes["T"])
    for got, expected in zip(states, clear_states, strict=True):
        assert_equal_to_rounding(got, expected, dtype)
    assert set(gradients) == set(clear)
    for name, expected in clear.items():
        assert_equal_to_rounding(gradients[name], expected, dtype)
        np.testing.assert_array_equal(as_numpy(again[name]), as_numpy(gradients[name]))


@fast_cells
@pytest.mark.parametrize("padded", [False, True])
def test_the_caches_are_those_of_the_loop(convert, dtype, draw_cell, cell, padded):
    """So that a step's own backward, a slice of steps and the clear loop work on them too."""
    drawn = draw_cell(cell, 1, T=5)
    x, initial, parameters, lengths = arguments(drawn, convert, dtype, padded)
    dstates = tuple(convert(d.astype(dtype)) for d in drawn.dstates)
    _, caches = unroll_forward(cell, x, initial, parameters, lengths)
    _, clear = loop_forward(cell, x, initial, parameters, lengths)
    assert len(caches) == len(clear) == 5 and len(caches[1:4]) == 3
    for got, expected in zip(caches, clear, strict=True):
        if padded:
            assert isinstance(got, Frozen)
            np.testing.assert_array_equal(as_numpy(got.alive), as_numpy(expected.alive))
            got, expected = got.cache, expected.cache
        assert got[-1] is parameters and len(got) == len(expected)
        if not padded:  # for a frozen column the run keeps its state, not what the cell computed
            for one, other in zip(got[:-1], expected[:-1]):
                assert_equal_to_rounding(one, other, dtype)
    by_loop = loop_backward(cell, dstates, list(caches), 5)
    for name, expected in unroll_backward(cell, dstates, caches).items():
        assert_equal_to_rounding(by_loop[name], expected, dtype)
    with pytest.raises(IndexError):
        caches[5]


@fast_cells
def test_changing_what_was_returned_changes_no_gradient(draw_cell, cell):
    drawn = draw_cell(cell, 2)
    states, caches = unroll_forward(cell, drawn.x, drawn.initial, drawn.parameters)
    before = unroll_backward(cell, drawn.dstates, caches)
    for state in states:
        state[...] = 99
    drawn.x[...] = 99
    for first in drawn.initial:
        first[...] = 99
    after = unroll_backward(cell, drawn.dstates, caches)
    for name, expected in before.items():
        np.testing.assert_array_equal(after[name], expected)


def test_where_the_fast_runs_do_not_stand_in(backend, draw_cell):
    for cell in CELLS.values():
        drawn = draw_cell(cell, 0)
        x, parameters = backend.array(drawn.x), backend.arrays(drawn.parameters, "float64")
        initial = tuple(backend.array(s) for s in drawn.initial)
        answer = fast_forward(cell, x, initial, parameters, None)
        is_fast = cell in RUNS and not backend.name.startswith("array-api-strict")
        assert (answer is not None) == is_fast


@fast_cells
def test_autograd_goes_through_the_loop(draw_cell, cell):
    drawn = draw_cell(cell, 0)
    plain = {k: torch.tensor(v) for k, v in drawn.parameters.items()}
    initial = tuple(torch.tensor(s) for s in drawn.initial)
    x = torch.tensor(drawn.x)
    for follow in ("x", "initial", "parameter"):
        args = [
            x.clone().requires_grad_() if follow == "x" else x,
            (initial[0].clone().requires_grad_(), *initial[1:]) if follow == "initial" else initial,
            {k: v.clone().requires_grad_() for k, v in plain.items()}
            if follow == "parameter"
            else plain,
        ]
        states, caches = unroll_forward(cell, *args)
        assert isinstance(caches, list) and states[0].requires_grad
    assert isinstance(unroll_forward(cell, x, initial, plain)[1], Run)


def test_caches_as_a_list_take_the_loop_and_give_the_same_gradients(convert, dtype, draw):
    drawn = draw(3, T=6)
    parameters = {k: convert(v.astype(dtype)) for k, v in drawn.parameters.items()}
    x, a0 = convert(drawn.x.astype(dtype)), convert(drawn.a0.astype(dtype))
    da = convert(drawn.random.normal(size=(5, 7, 6)).astype(dtype))
    _, _, caches = rnn_ref.rnn_forward(x, a0, parameters)
    assert isinstance(caches, Run)
    gradients = rnn_ref.rnn_backward(da, caches)
    expected = rnn_ref.rnn_backward(da, list(caches))
    assert list(gradients) == list(expected)
    for name, value in expected.items():
        assert_equal_to_rounding(gradients[name], value, dtype)


def test_rnn_forward_follows_autograd_into_the_output_layer(draw):
    drawn = draw(3)
    parameters = {k: torch.tensor(v) for k, v in drawn.parameters.items()}
    parameters["by"].requires_grad_()
    a, y_pred, caches = rnn_ref.rnn_forward(
        torch.tensor(drawn.x), torch.tensor(drawn.a0), parameters
    )
    assert y_pred.requires_grad


@fast_cells
def test_a_gradient_that_is_infinite_stays_where_the_loop_leaves_it(convert, draw_cell, cell):
    """No 0 · ∞ at a frozen column or at the first step of a window."""
    drawn = draw_cell(cell, 1, T=5)
    x, initial, parameters, lengths = arguments(drawn, convert, "float64", padded=True)
    dstates = [d.copy() for d in drawn.dstates]
    dstates[0][:, 2, 3:] = np.inf
    dstates = tuple(map(convert, dstates))
    for window in (5, 2):
        _, caches = unroll_forward(cell, x, initial, parameters, lengths)
        _, clear_caches = loop_forward(cell, x, initial, parameters, lengths)
        with np.errstate(invalid="ignore"):
            clear = loop_backward(cell, dstates, clear_caches, window)
            gradients = unroll_backward(cell, dstates, caches, window)
        for name, got in gradients.items():
            finite = np.isfinite(as_numpy(clear[name]))
            np.testing.assert_array_equal(np.isfinite(as_numpy(got)), finite, err_msg=name)
            assert finite.any() or name not in ("dx", "da0")


def test_saturated_gates_neither_overflow_nor_warn(draw_cell):
    """σ from tanh: a large sum gives exactly 0 or 1, as the loop gives it to rounding."""
    for cell in RUNS:
        if cell is RELU_RNN:
            continue  # it is not bounded
        drawn = draw_cell(cell, 1)
        parameters = {k: 1000 * v for k, v in drawn.parameters.items()}
        with np.errstate(all="raise", under="ignore"):
            states, caches = unroll_forward(cell, drawn.x, drawn.initial, parameters)
            unroll_backward(cell, drawn.dstates, caches)
        assert all(np.isfinite(state).all() for state in states)
