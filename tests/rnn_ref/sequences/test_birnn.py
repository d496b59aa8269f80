"""Both directions against torch, padded and not, and their gradients against autograd."""

import numpy as np
import pytest
import torch
from hypothesis import example, given, settings
from hypothesis import strategies as st

from rnn_ref import (
    CELLS,
    GRU,
    JORDAN,
    LSTM,
    PEEPHOLE_LSTM,
    RELU_RNN,
    TANH_RNN,
    birnn_backward,
    birnn_forward,
    birnn_read_out,
)
from tests.rnn_ref.drawn_cells import (
    assert_gradients,
    cell_gradients,
    draw_cell,
    draw_lengths,
    each,
    leaves,
    two_ways,
)
from tests.rnn_ref.torch_modules import TORCH_CELLS, fill, module_of, run

size = st.integers(1, 4)
sizes = st.fixed_dictionaries({"n_x": size, "n_a": size, "m": size, "T": size})
ones = {"n_x": 1, "n_a": 1, "m": 1, "T": 1}
seeds = st.integers(0, 2**32 - 1)
some = settings(max_examples=5, deadline=None)
named = {"ids": lambda cell: cell.name}


def draw_both(cell, seed, **sizes):
    """x, and the initial states and parameters of both directions."""
    one, other = draw_cell(cell, [seed, 0], **sizes), draw_cell(cell, [seed, 1], **sizes)
    one.initial = two_ways(one.initial, other.initial)
    one.parameters = two_ways(one.parameters, other.parameters)
    return one


@pytest.mark.parametrize("cell", TORCH_CELLS, **named)
@pytest.mark.parametrize("padded", [False, True], ids=["full", "packed"])
@some
@given(sizes=sizes, seed=seeds)
@example(sizes=ones, seed=0)
def test_outputs_are_those_of_torch(backend, dtype, padded, cell, sizes, seed):
    """At real steps; torch leaves 0 in padded ones. The ends are torch's h_n of both directions."""
    drawn = draw_both(cell, seed, **sizes)
    lengths = draw_lengths(drawn.random, sizes["m"], sizes["T"], least=1) if padded else None
    module = module_of(cell, sizes["n_x"], sizes["n_a"], both=True)
    fill(module, cell, drawn.parameters["forward"], "_l0")
    fill(module, cell, drawn.parameters["backward"], "_l0_reverse")
    expected, last = run(module, drawn.x, list(drawn.initial.values()), lengths)

    def to_backend(value):
        return backend.array(value, dtype)

    x, initial, parameters = each(to_backend, [drawn.x, drawn.initial, drawn.parameters])
    given_lengths = None if lengths is None else backend.array(lengths, "int64")
    with backend.unchanged(x, *parameters.values()):
        a, states, caches = birnn_forward(cell, x, initial, parameters, given_lengths)
    ends = [sizes["T"]] * sizes["m"] if lengths is None else lengths
    for i, end in enumerate(ends):
        backend.assert_same(a[:, i, : int(end)], expected[:, i, :end], dtype)
    backend.assert_same(birnn_read_out(a), np.concatenate(list(last[0])), dtype)
    for k, state in enumerate(last):  # the other letters, such as c
        backend.assert_same(states["forward"][k][:, :, -1], state[0], dtype)
        backend.assert_same(states["backward"][k][:, :, 0], state[1], dtype)


def by_autograd(cell, drawn, weight, lengths):
    x, initial, parameters = leaves([drawn.x, drawn.initial, drawn.parameters])
    tensor_lengths = None if lengths is None else torch.tensor(lengths)
    a, _, _ = birnn_forward(cell, x, initial, parameters, tensor_lengths)
    (torch.tensor(weight) * a).sum().backward()
    ways = {way: cell_gradients(cell, initial[way], parameters[way]) for way in initial}
    return {"dx": x.grad, **ways}


def our_gradients(backend, dtype, cell, drawn, weight, lengths):
    x, initial, parameters, da = each(
        lambda value: backend.array(value, dtype),
        [drawn.x, drawn.initial, drawn.parameters, weight],
    )
    given_lengths = None if lengths is None else backend.array(lengths, "int64")
    _, _, caches = birnn_forward(cell, x, initial, parameters, given_lengths)
    with backend.unchanged(da, x, *parameters.values()):
        return birnn_backward(cell, da, caches)


@pytest.mark.parametrize("cell", [TANH_RNN, GRU, LSTM, PEEPHOLE_LSTM, JORDAN], **named)
@settings(max_examples=4, deadline=None)
@given(sizes=sizes, seed=seeds, kind=st.sampled_from(["full", "padded"]))
@example(sizes=ones, seed=0, kind="full")
@example(sizes=ones, seed=0, kind="empty")
@example(sizes={"n_x": 2, "n_a": 3, "m": 4, "T": 4}, seed=1, kind="padded")  # 4, …, 0
def test_gradients_are_those_of_autograd(backend, dtype, cell, sizes, seed, kind):
    drawn = draw_both(cell, seed, **sizes)
    m, T = sizes["m"], sizes["T"]
    lengths = {
        "full": None,
        "empty": np.zeros(m, dtype=int),
        "padded": draw_lengths(drawn.random, m, T),
    }[kind]
    weight = drawn.normal("n_a m T")
    weight = np.concatenate([weight, drawn.normal("n_a m T")])
    expected = by_autograd(cell, drawn, weight, lengths)
    assert_gradients(
        backend, our_gradients(backend, dtype, cell, drawn, weight, lengths), expected, dtype
    )


@pytest.mark.parametrize("cell", CELLS.values(), **named)
def test_what_comes_later_moves_only_the_backward_half(backend, cell):
    """All numbers are positive, so that a ReLU cannot hide that something has moved."""
    drawn = draw_both(cell, 3, n_a=2, m=2, T=4)
    x, initial, parameters = each(abs, [drawn.x, drawn.initial, drawn.parameters])
    t = 2
    changed = x.copy()
    changed[:, :, t] += 1
    before, after = (
        backend.to_numpy(birnn_forward(cell, *each(backend.array, [x, initial, parameters]))[0])
        for x in (x, changed)
    )
    moved = np.abs(after - before).max(axis=1) > 1e-9  # (2 n_a, T)
    assert not moved[:2, :t].any() and moved[:2, t:].any(axis=0).all()
    assert not moved[2:, t + 1 :].any() and moved[2:, : t + 1].any(axis=0).all()


@pytest.mark.parametrize("cell", [RELU_RNN, GRU, LSTM, JORDAN], **named)
def test_nan_in_the_padding_changes_nothing(backend, dtype, cell):
    drawn = draw_both(cell, 4, m=4, T=5)
    lengths = np.asarray([5, 3, 1, 0])
    weight = drawn.random.normal(size=(8, 4, 5))
    padded = np.arange(5)[None, :] >= lengths[:, None]  # (m, T)
    results = []
    for filling in (0.0, np.nan):
        drawn.x[:, padded] = filling
        x, initial, parameters = each(
            lambda value: backend.array(value, dtype), [drawn.x, drawn.initial, drawn.parameters]
        )
        a = birnn_forward(cell, x, initial, parameters, backend.array(lengths, "int64"))[0]
        gradients = our_gradients(backend, dtype, cell, drawn, weight, lengths)
        results.append(each(backend.to_numpy, [a, gradients]))
    np.testing.assert_equal(results[1], results[0])
    assert np.isfinite(results[1][0]).all()
    assert not results[1][1]["dx"][:, padded].any()


def test_the_ends_by_hand(backend, dtype):
    """Sums from the left and from the right, over 1, 2, 4; the second example has two steps."""
    weights = backend.arrays({"Wax": [[1]], "Waa": [[1]], "ba": [[0]]}, dtype)
    first = (backend.array([[0, 0, 8]], dtype),)
    x = backend.array([[[1, 2, 4], [1, 2, 4], [1, 2, 4]]], dtype)
    a, states, _ = birnn_forward(
        RELU_RNN,
        x,
        two_ways(first, first),
        two_ways(weights, weights),
        backend.array([3, 2, 0], "int64"),
    )
    backend.assert_same(
        a, [[[1, 3, 7], [1, 3, 3], [8, 8, 8]], [[7, 6, 4], [3, 2, 3], [8, 8, 8]]], dtype
    )
    backend.assert_same(birnn_read_out(a), [[7, 3, 8], [7, 3, 8]], dtype)
    backend.assert_same(states["backward"][0], backend.to_numpy(a[1:, :, :]), dtype)


def test_wrong_arguments_are_named(backend):
    drawn = draw_both(LSTM, 0)
    x, initial, parameters = each(backend.array, [drawn.x, drawn.initial, drawn.parameters])
    a, _, caches = birnn_forward(LSTM, x, initial, parameters)
    both = "must be a dict with the keys forward, backward"
    with pytest.raises(ValueError, match=f"^parameters {both}, but it has the keys forward"):
        birnn_forward(LSTM, x, initial, {"forward": parameters["forward"]})
    with pytest.raises(TypeError, match=f"^initial {both}, but it is of type tuple"):
        birnn_forward(LSTM, x, initial["forward"], parameters)
    with pytest.raises(TypeError, match=f"^caches {both}, lengths, but it is of type list"):
        birnn_backward(LSTM, a, [])
    with pytest.raises(ValueError, match="^forward: lengths must be at most T_x = 4"):
        birnn_forward(LSTM, x, initial, parameters, backend.array([5, 1, 1, 1, 1], "int64"))
    with pytest.raises(ValueError, match="^forward: initial must be the tuple .*has length 1"):
        birnn_forward(LSTM, x, two_ways(initial["forward"][:1], initial["backward"]), parameters)
    for function in (lambda da: birnn_backward(LSTM, da, caches), birnn_read_out):
        with pytest.raises(ValueError, match=r"even number of rows.*\(7, 5, 4\)"):
            function(a[:7, :, :])
        with pytest.raises(TypeError, match="must be an array, but it is of type list"):
            function([[[1.0]], [[1.0]]])
        with pytest.raises(ValueError, match=r"must have shape .*its shape is \(8, 5\)"):
            function(a[:, :, 0])
    with pytest.raises(ValueError, match=r"^da must have shape \(n_a, m, T_x\)"):
        birnn_backward(LSTM, a[:6, :, :], caches)
    with pytest.raises(ValueError, match="same number of steps"):
        birnn_backward(LSTM, a[:, :, :2], caches)
