"""Where autograd or a dtype could go wrong without an error: found by review, kept by test."""

import copy
import dataclasses
import pickle
from concurrent.futures import ThreadPoolExecutor

import numpy as np
import pytest
import torch

import rnn_ref
from rnn_ref import (
    CELLS,
    GRU,
    GRU_RESET_AFTER,
    LSTM,
    PEEPHOLE_LSTM,
    TANH_RNN,
    gradient_norm_per_lag,
    sigmoid,
    unroll_backward,
    unroll_forward,
)
from rnn_ref.fast.forward import RUNS
from rnn_ref.sequences.time_loop import loop_forward

every_cell = pytest.mark.parametrize("cell", CELLS.values(), ids=CELLS)
fast_cells = pytest.mark.parametrize("cell", list(RUNS), ids=lambda cell: cell.name)


def test_autograd_of_sigmoid_at_0_is_a_quarter():
    """e^(−|z|) written with abs has the slope 0 there, in torch."""
    z = torch.zeros(2, dtype=torch.float64, requires_grad=True)
    sigmoid(z).sum().backward()
    assert z.grad.tolist() == [0.25, 0.25]


@every_cell
def test_the_first_step_of_a_fresh_network(draw_cell, assert_gradients, cell):
    """b = 0, a⟨0⟩ = 0 and x⟨1⟩ = 0: every sum is exactly 0."""
    drawn = draw_cell(cell, 0)
    parameters = {k: (0 * v if k[0] in "bp" else v) for k, v in drawn.parameters.items()}
    leaf = {k: torch.tensor(v, requires_grad=True) for k, v in parameters.items()}
    initial = [
        torch.tensor(0 * s if k == 0 else s, requires_grad=True)
        for k, s in enumerate(drawn.initial)
    ]
    x = torch.zeros(3, 7, 1, dtype=torch.float64, requires_grad=True)
    if cell is CELLS["relu_rnn"] or cell is CELLS["jordan"]:
        pytest.skip("a corner at 0, and a state that is a prediction")
    states, _ = unroll_forward(cell, x, tuple(initial), leaf)
    sum((torch.tensor(d[:, :, :1]) * s).sum() for d, s in zip(drawn.dstates, states)).backward()
    _, caches = unroll_forward(
        cell, np.zeros((3, 7, 1)), tuple(s.detach().numpy() for s in initial), parameters
    )
    got = unroll_backward(cell, tuple(d[:, :, :1] for d in drawn.dstates), caches)
    assert_gradients({k: got[f"d{k}"] for k in leaf}, {k: v.grad for k, v in leaf.items()})


def test_a_cell_of_ones_own_runs_its_own_code(draw_cell):
    """It may share the name and the parameters of a cell that has a fast run."""
    drawn = draw_cell(LSTM, 0)

    def wrong(xt, a_prev, c_prev, parameters):
        a_next, c_next, cache = LSTM.forward(xt, a_prev, c_prev, parameters)
        return 0 * a_next, c_next, cache

    mine = dataclasses.replace(LSTM, forward=wrong)
    states, caches = unroll_forward(mine, drawn.x, drawn.initial, drawn.parameters)
    assert isinstance(caches, list) and not states[0].any()
    assert len({LSTM, mine, LSTM}) == 2  # a cell can be a key


@pytest.mark.parametrize(
    ("backward", "cell"),
    [
        (rnn_ref.rnn_backward, LSTM),
        (rnn_ref.gru_backward, GRU_RESET_AFTER),
        (rnn_ref.lstm_backward, GRU),
        (rnn_ref.lstm_backward, PEEPHOLE_LSTM),
        (lambda da, caches: unroll_backward(GRU, (da,), caches), LSTM),
        (lambda da, caches: gradient_norm_per_lag(da[:, :, 0], caches), LSTM),
    ],
)
def test_caches_of_another_cell_are_refused(draw_cell, backward, cell):
    drawn = draw_cell(cell, 0)
    for run in (unroll_forward, loop_forward):
        _, caches = run(cell, drawn.x, drawn.initial, drawn.parameters)
        with pytest.raises(ValueError, match="^caches must be those of the cell .*another cell"):
            backward(np.ones((5, 7, 4)), caches)
    with pytest.raises(ValueError, match="^caches must have at least one step, but it is empty"):
        backward(np.ones((5, 7, 4)), [])
    with pytest.raises(TypeError, match="^caches must be what the way forward returned.*NoneType"):
        backward(np.ones((5, 7, 4)), None)


@pytest.mark.parametrize("kind", ["int8", "uint8", "int16", "uint64"])
def test_lengths_of_any_whole_numbers_reach_beyond_127(backend, draw_cell, kind):
    for cell in (TANH_RNN, CELLS["jordan"]):
        drawn = draw_cell(cell, 0, m=2, T=130)
        drawn.x[:, 1, 100:] = np.nan
        lengths = np.asarray([127, 100])
        states, caches = unroll_forward(
            cell,
            backend.array(drawn.x),
            tuple(backend.array(s) for s in drawn.initial),
            backend.arrays(drawn.parameters, "float64"),
            backend.array(lengths, kind),
        )
        a = backend.to_numpy(states[0])
        for i, end in enumerate(lengths):
            assert (a[:, i, end - 1 :] == a[:, i, end - 1 : end]).all()


@pytest.mark.parametrize("kind", ["float16", "longdouble"])
def test_other_floats_are_refused(kind):
    with pytest.raises(
        TypeError, match="must hold real floating-point numbers .float32 or float64"
    ):
        sigmoid(np.zeros(2, dtype=kind))
    with pytest.raises(TypeError, match="must hold real floating-point numbers"):
        sigmoid(torch.zeros(2, dtype=torch.bfloat16))


def test_a_masked_array_is_refused():
    with pytest.raises(TypeError, match="^z must be a plain array, but it is a masked one"):
        sigmoid(np.ma.masked_array([1.0, 2.0], [True, False]))


@fast_cells
def test_threads_and_copies_share_nothing(draw_cell, cell):
    drawn = draw_cell(cell, 0, T=40)
    _, caches = unroll_forward(cell, drawn.x, drawn.initial, drawn.parameters, drawn.lengths)
    jobs = [tuple((k + 1) * d for d in drawn.dstates) for k in range(8)]
    expected = [unroll_backward(cell, job, caches) for job in jobs]
    with ThreadPoolExecutor(4) as threads:
        found = list(threads.map(lambda job: unroll_backward(cell, job, caches), jobs * 4))
    copies = [copy.deepcopy(list(caches)), *(c for c in [copy.copy(caches)])]
    for k, got in enumerate(found):
        for name, right in expected[k % 8].items():
            np.testing.assert_array_equal(got[name], right)
    for again in copies:
        for name, value in unroll_backward(cell, jobs[0], again).items():
            np.testing.assert_allclose(value, expected[0][name], rtol=1e-9, atol=1e-9)


def test_the_caches_of_a_fast_run_can_be_pickled(draw_cell):
    drawn = draw_cell(TANH_RNN, 0)
    _, caches = unroll_forward(TANH_RNN, drawn.x, drawn.initial, drawn.parameters)
    again = pickle.loads(pickle.dumps(list(caches)))
    right = unroll_backward(TANH_RNN, drawn.dstates, caches)
    for name, value in unroll_backward(TANH_RNN, drawn.dstates, again).items():
        np.testing.assert_allclose(value, right[name], rtol=1e-9, atol=1e-12)


@fast_cells
def test_changing_weights_and_lengths_after_the_way_forward(draw_cell, cell):
    drawn = draw_cell(cell, 0)
    _, caches = unroll_forward(cell, drawn.x, drawn.initial, drawn.parameters, drawn.lengths)
    before = unroll_backward(cell, drawn.dstates, caches)
    drawn.lengths[...] = 0
    for value in drawn.parameters.values():
        value *= 3
    for name, value in unroll_backward(cell, drawn.dstates, caches).items():
        np.testing.assert_array_equal(value, before[name])


@fast_cells
def test_autograd_may_follow_the_way_back(draw_cell, cell):
    drawn = draw_cell(cell, 0)
    parameters = {k: torch.tensor(v) for k, v in drawn.parameters.items()}
    arguments = torch.tensor(drawn.x), tuple(map(torch.tensor, drawn.initial)), parameters
    with torch.inference_mode():
        _, from_inference = unroll_forward(cell, *arguments)
    _, caches = unroll_forward(cell, *arguments)
    plain = tuple(map(torch.tensor, drawn.dstates))
    followed = tuple(d.clone().requires_grad_() for d in plain)
    got = unroll_backward(cell, followed, caches)
    assert got["dx"].requires_grad
    for name, value in unroll_backward(cell, plain, caches).items():
        torch.testing.assert_close(got[name].detach(), value, rtol=1e-9, atol=1e-9)
        again = unroll_backward(cell, plain, from_inference)[name]
        torch.testing.assert_close(again, value, rtol=1e-12, atol=1e-12)


def test_norms_per_lag_neither_underflow_nor_overflow(draw):
    for factor, size in ((0.01, 1e-30), (30.0, 1e30)):
        drawn = draw(0, n_a=1, n_x=1, m=1, T=20)
        weights = {k: (0 * v).astype("float32") for k, v in drawn.parameters.items()}
        weights["Waa"] += factor
        zero = np.zeros((1, 1, 20), dtype="float32")
        _, _, caches = rnn_ref.rnn_forward(zero, zero[:, :, 0], weights)
        norms = gradient_norm_per_lag(np.ones((1, 1), dtype="float32"), caches)
        np.testing.assert_allclose(norms[-1], factor**20, rtol=1e-3)
        assert (norms[-1] < size) if factor < 1 else (norms[-1] > 1e28)


def test_two_widths_in_two_directions_are_refused(draw_cell):
    one, other = draw_cell(GRU, 0, n_a=3), draw_cell(GRU, 0, n_a=5)
    with pytest.raises(
        ValueError,
        match="^parameters must have the same n_a in both directions, "
        "but forward has n_a = 3 and backward has n_a = 5",
    ):
        rnn_ref.birnn_forward(
            GRU,
            one.x,
            {"forward": one.initial, "backward": other.initial},
            {"forward": one.parameters, "backward": other.parameters},
        )


def test_probabilities_are_asked_for(backend):
    y = backend.array([[[1.0]], [[0.0]]])
    mask = backend.array([[1]], "int64")
    for values in ([[[5.0]], [[-3.0]]], [[[1.5]], [[0.5]]]):
        with pytest.raises(ValueError, match="^y_pred must hold probabilities.*apply softmax"):
            rnn_ref.sequence_cross_entropy(backend.array(values), y, mask)
