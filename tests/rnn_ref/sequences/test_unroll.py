"""Unrolling any cell, forward and back: padding, windows, NaN in what is padded.

autograd below steps through the cell by itself; it does not use unroll_forward.
"""

import numpy as np
import pytest
import torch
from hypothesis import example, given, settings
from hypothesis import strategies as st

from rnn_ref import CELLS, numerical_gradient, unroll_backward, unroll_forward
from rnn_ref.sequences.time_loop import loop_backward, loop_forward

size = st.integers(1, 4)
sizes = st.fixed_dictionaries({"n_x": size, "n_a": size, "n_y": size, "m": size, "T": size})
ones = {"n_x": 1, "n_a": 1, "n_y": 1, "m": 1, "T": 1}
seeds = st.integers(0, 2**32 - 1)
windows = st.none() | st.integers(1, 5)
some = settings(max_examples=8, deadline=None)
every_cell = pytest.mark.parametrize("cell", CELLS.values(), ids=CELLS)


def autograd(cell, drawn, lengths, window):
    """All states, and the gradients of Σ_t dstate⟨t⟩ ⊙ state⟨t⟩ with windows cut by detach."""
    leaf = {key: torch.tensor(v, requires_grad=True) for key, v in drawn.parameters.items()}
    x = torch.tensor(drawn.x, requires_grad=True)
    initial = [torch.tensor(s, requires_grad=True) for s in drawn.initial]
    state, loss, states = initial, 0, []
    for t in range(drawn.x.shape[2]):
        if window and t and t % window == 0:
            state = [s.detach() for s in state]
        *new, cache = cell.forward(x[:, :, t], *state, leaf)
        if lengths is not None:
            alive = torch.tensor(t < lengths)
            new = [torch.where(alive, a, b) for a, b in zip(new, state)]
        state = new
        states.append([s.detach().numpy() for s in state])
        loss = loss + sum(
            (torch.tensor(d[:, :, t]) * s).sum() for d, s in zip(drawn.dstates, state)
        )
    loss.backward()
    named = {
        "dx": x,
        **{f"d{k}0": s for k, s in zip(cell.state, initial)},
        **{f"d{k}": v for k, v in leaf.items()},
    }
    gradients = {
        k: np.zeros(v.shape) if v.grad is None else v.grad.numpy() for k, v in named.items()
    }
    return [np.stack(letter, axis=2) for letter in zip(*states)], gradients


def public(backend, cell, drawn, dtype, lengths, window):
    x, parameters = backend.array(drawn.x, dtype), backend.arrays(drawn.parameters, dtype)
    initial = tuple(backend.array(s, dtype) for s in drawn.initial)
    dstates = tuple(backend.array(d, dtype) for d in drawn.dstates)
    real = None if lengths is None else backend.array(lengths, "int64")
    with backend.unchanged(x, parameters, *initial, *dstates):
        states, caches = unroll_forward(cell, x, initial, parameters, real)
        gradients = unroll_backward(cell, dstates, caches, window)
    assert len(caches) == drawn.x.shape[2]
    return states, gradients


@every_cell
@some
@given(sizes=sizes, seed=seeds, padded=st.booleans(), window=windows)
@example(sizes=ones, seed=0, padded=False, window=None)
@example(sizes=ones, seed=0, padded=True, window=1)
@example(sizes={"n_x": 2, "n_a": 3, "n_y": 2, "m": 4, "T": 4}, seed=1, padded=True, window=2)
def test_states_and_gradients_are_those_of_autograd(
    backend, draw_cell, assert_gradients, cell, sizes, seed, padded, window
):
    drawn = draw_cell(cell, seed, **sizes)
    lengths = drawn.lengths if padded else None
    expected_states, expected = autograd(cell, drawn, lengths, window)
    states, gradients = public(backend, cell, drawn, "float64", lengths, window)
    for got, right in zip(states, expected_states, strict=True):
        backend.assert_same(got, right, "float64")
    assert_gradients({k: backend.to_numpy(v) for k, v in gradients.items()}, expected)


@every_cell
@pytest.mark.parametrize("padded", [False, True])
def test_float32_stays_float32(backend, draw_cell, cell, padded):
    drawn = draw_cell(cell, 1, T=3)
    lengths = drawn.lengths if padded else None
    expected_states, expected = autograd(cell, drawn, lengths, None)
    states, gradients = public(backend, cell, drawn, "float32", lengths, None)
    for got, right in zip(states, expected_states, strict=True):
        backend.assert_same(got, right, "float32")
    for name, right in expected.items():
        scale = max(1.0, float(np.abs(right).max()))
        backend.assert_same(gradients[name] / scale, right / scale, "float32")


@every_cell
@pytest.mark.parametrize("all_of", [0, 4], ids=["lengths 0", "lengths T"])
def test_lengths_0_and_T(backend, draw_cell, cell, all_of):
    drawn = draw_cell(cell, 2)
    states, gradients = public(backend, cell, drawn, "float64", np.full(7, all_of), None)
    if all_of == 0:  # nothing ever happens: the state stays, and its gradient is the sum
        for state, first in zip(states, drawn.initial):
            backend.assert_same(state, np.repeat(first[:, :, None], 4, axis=2), "float64")
        for letter, d in zip(cell.state, drawn.dstates):
            backend.assert_same(gradients[f"d{letter}0"], d.sum(axis=2), "float64")
        for key in ("x", *drawn.parameters):
            assert not backend.to_numpy(gradients[f"d{key}"]).any()
    else:
        whole_states, whole = public(backend, cell, drawn, "float64", None, None)
        for got, right in zip(states, whole_states):
            backend.assert_same(got, backend.to_numpy(right), "float64")
        for key, right in whole.items():
            backend.assert_same(gradients[key], backend.to_numpy(right), "float64")


@every_cell
def test_what_stands_in_the_padding_does_not_matter(backend, draw_cell, cell):
    drawn = draw_cell(cell, 3)
    lengths = np.asarray([0, 1, 2, 3, 4, 2, 3])
    clean = public(backend, cell, drawn, "float64", lengths, None)
    padded = np.arange(4)[None, :] >= lengths[:, None]
    for rubbish in (np.nan, np.inf, 1e300):
        drawn.x[:, padded] = rubbish
        got = public(backend, cell, drawn, "float64", lengths, None)
        for one, other in zip((*clean[0], *clean[1].values()), (*got[0], *got[1].values())):
            np.testing.assert_array_equal(backend.to_numpy(one), backend.to_numpy(other))


@every_cell
def test_gradients_are_those_of_finite_differences(draw_cell, assert_gradients, cell):
    drawn = draw_cell(cell, 4, n_x=2, n_a=2, n_y=2, m=3, T=3)
    lengths = np.asarray([1, 3, 2])
    values = {"x": drawn.x, **drawn.parameters}
    values |= {f"{k}0": s for k, s in zip(cell.state, drawn.initial)}

    def loss(values):
        initial = tuple(values[f"{k}0"] for k in cell.state)
        parameters = {key: values[key] for key in drawn.parameters}
        states, _ = loop_forward(cell, values["x"], initial, parameters, lengths)
        return sum((d * s).sum() for d, s in zip(drawn.dstates, states))

    _, caches = unroll_forward(cell, drawn.x, drawn.initial, drawn.parameters, lengths)
    assert_gradients(
        unroll_backward(cell, drawn.dstates, caches), numerical_gradient(loss, values), most=1e-8
    )


@every_cell
def test_none_among_the_gradients_is_zeros(draw_cell, cell):
    drawn = draw_cell(cell, 6)
    for keep in range(len(cell.state)):
        states, caches = unroll_forward(cell, drawn.x, drawn.initial, drawn.parameters)
        some = tuple(d if k == keep else None for k, d in enumerate(drawn.dstates))
        zeros = tuple(d if k == keep else 0 * d for k, d in enumerate(drawn.dstates))
        with_none = unroll_backward(cell, some, caches)
        for key, value in unroll_backward(cell, zeros, caches).items():
            np.testing.assert_allclose(with_none[key], value, rtol=1e-12, atol=1e-12)
        clear = loop_backward(
            cell, some, loop_forward(cell, drawn.x, drawn.initial, drawn.parameters)[1], 4
        )
        for key, value in clear.items():
            np.testing.assert_allclose(with_none[key], value, rtol=1e-9, atol=1e-12)
