"""Stacks against torch's num_layers, mixed stacks against autograd, and dropout between layers."""

import numpy as np
import pytest
import torch
from hypothesis import example, given, settings
from hypothesis import strategies as st

from rnn_ref import (
    CELLS,
    GRU,
    GRU_RESET_AFTER,
    LSTM,
    RELU_RNN,
    TANH_RNN,
    Bidirectional,
    deep_rnn_backward,
    deep_rnn_forward,
    unroll_forward,
)
from tests.rnn_ref.drawn_cells import (
    assert_gradients,
    cell_gradients,
    draw_cell,
    draw_lengths,
    draw_stack,
    each,
    leaves,
    two_ways,
)
from tests.rnn_ref.torch_modules import TORCH_CELLS, fill, module_of, run

size = st.integers(1, 3)
sizes = st.fixed_dictionaries({"n_x": size, "n_a": size, "m": size, "T": size})
ones = {"n_x": 1, "n_a": 1, "m": 1, "T": 1}
seeds = st.integers(0, 2**32 - 1)
MIXED = {
    "tanh-bilstm-gru": [TANH_RNN, Bidirectional(LSTM), GRU],
    "bigru-relu": [Bidirectional(GRU_RESET_AFTER), RELU_RNN],
    "one": [Bidirectional(TANH_RNN)],
    **{f"{name}-bi{name}": [cell, Bidirectional(cell)] for name, cell in CELLS.items()},
}


def same_width(cell, both, seed, n_x, n_a, m, T):
    """Three layers of one cell and one width, as torch has them: a list with one draw for each."""

    def part(layer, way):
        width = n_x if layer == 0 else n_a * (1 + both)
        return draw_cell(cell, [seed, layer, way], n_x=width, n_a=n_a, m=m, T=T)

    return [[part(layer, way) for way in range(1 + both)] for layer in range(3)]


@pytest.mark.parametrize("both", [False, True], ids=["one-way", "both-ways"])
@pytest.mark.parametrize("cell", TORCH_CELLS, ids=lambda cell: cell.name)
@settings(max_examples=4, deadline=None)
@given(sizes=sizes, seed=seeds, padded=st.booleans())
@example(sizes=ones, seed=0, padded=False)
@example(sizes={"n_x": 2, "n_a": 3, "m": 4, "T": 4}, seed=1, padded=True)
def test_three_layers_are_those_of_torch(backend, dtype, both, cell, sizes, seed, padded):
    layers = same_width(cell, both, seed, **sizes)
    module = module_of(cell, sizes["n_x"], sizes["n_a"], layers=3, both=both)
    for number, ways in enumerate(layers):
        for one, ending in zip(ways, ("", "_reverse")):
            fill(module, cell, one.parameters, f"_l{number}{ending}")
    x, random = layers[0][0].x, layers[0][0].random
    lengths = draw_lengths(random, sizes["m"], sizes["T"], least=1) if padded else None
    expected, last = run(module, x, [one.initial for ways in layers for one in ways], lengths)

    initial, parameters = (
        [
            two_ways(*values) if both else values[0]
            for values in (
                [each(lambda v: backend.array(v, dtype), getattr(one, name)) for one in ways]
                for ways in layers
            )
        ]
        for name in ("initial", "parameters")
    )
    a, states, _ = deep_rnn_forward(
        [Bidirectional(cell) if both else cell] * 3,
        backend.array(x, dtype),
        initial,
        parameters,
        None if lengths is None else backend.array(lengths, "int64"),
    )
    ends = [sizes["T"]] * sizes["m"] if lengths is None else lengths
    for i, end in enumerate(ends):
        backend.assert_same(a[:, i, : int(end)], expected[:, i, :end], dtype)
    for number, state in enumerate(states):
        for k, ours in enumerate(state["forward"] if both else state):
            backend.assert_same(ours[:, :, -1], last[k][number * (1 + both)], dtype)


def run_mixed(layers, values, lengths, masks):
    x, initial, parameters = values
    return deep_rnn_forward(layers, x, initial, parameters, lengths, masks)


@pytest.mark.parametrize("layers", MIXED.values(), ids=MIXED)
@settings(max_examples=4, deadline=None)
@given(sizes=sizes, seed=seeds, padded=st.booleans(), dropped=st.booleans())
@example(sizes=ones, seed=0, padded=False, dropped=False)
@example(sizes={"n_x": 2, "n_a": 3, "m": 4, "T": 4}, seed=1, padded=True, dropped=True)
def test_gradients_are_those_of_autograd(backend, dtype, layers, sizes, seed, padded, dropped):
    drawn = draw_stack(layers, seed, **sizes)
    lengths = draw_lengths(drawn.random, sizes["m"], sizes["T"]) if padded else None
    values, masks = [drawn.x, drawn.initial, drawn.parameters], drawn.masks if dropped else None
    x, initial, parameters = tensors = leaves(values)
    a = run_mixed(
        layers,
        tensors,
        None if lengths is None else torch.tensor(lengths),
        masks and each(torch.tensor, masks),
    )[0]
    (torch.tensor(drawn.weight) * a).sum().backward()
    expected = []
    for layer, first, weights in zip(layers, initial, parameters):
        if isinstance(layer, Bidirectional):
            expected.append(
                {
                    way: cell_gradients(layer.cell, first[way], weights[way])
                    for way in ("forward", "backward")
                }
            )
        else:
            expected.append(cell_gradients(layer, first, weights))

    def to_backend(tree):
        return each(lambda value: backend.array(value, dtype), tree)

    _, _, caches = run_mixed(
        layers,
        to_backend(values),
        None if lengths is None else backend.array(lengths, "int64"),
        masks and to_backend(masks),
    )
    got = deep_rnn_backward(to_backend(drawn.weight), caches)
    assert_gradients(backend, got, {"dx": x.grad, "layers": expected}, dtype)


def test_dropout_lies_between_layers_only(backend, dtype):
    layers = [LSTM, Bidirectional(GRU)]
    drawn = draw_stack(layers, 2)
    x, initial, parameters, mask = each(
        lambda value: backend.array(value, dtype),
        [drawn.x, drawn.initial, drawn.parameters, drawn.masks[0]],
    )
    runs = [
        deep_rnn_forward(layers, x, initial, parameters, None, dropout)[:2]
        for dropout in (None, [1 + 0 * mask], [0 * mask], [mask])
    ]
    plain, kept, none, some = [
        [backend.to_numpy(a), each(backend.to_numpy, states)] for a, states in runs
    ]
    np.testing.assert_equal(kept, plain)  # a mask of ones is no mask
    for _, states in (none, some):  # no state of layer 1, from step to step, meets a mask
        np.testing.assert_equal(states[0], plain[1][0])
    assert np.abs(some[0] - plain[0]).max() > 1e-3
    zeros = backend.array(np.zeros(mask.shape), dtype)  # what layer 2 sees of a mask of zeros
    alone = deep_rnn_forward(layers[1:], zeros, initial[1:], parameters[1:])[0]
    np.testing.assert_array_equal(none[0], backend.to_numpy(alone))
    seen = backend.array(plain[1][0][0] * drawn.masks[0], dtype)
    alone = deep_rnn_forward(layers[1:], seen, initial[1:], parameters[1:])[0]
    backend.assert_same(alone, some[0], dtype)


def test_one_layer_is_the_layer_and_nan_in_the_padding_changes_nothing(backend):
    drawn = draw_cell(LSTM, 0)
    values = each(backend.array, [drawn.x, drawn.initial, drawn.parameters])
    lengths = backend.array([4, 3, 2, 1, 0], "int64")
    states, _ = unroll_forward(LSTM, *values, lengths)
    drawn.x[:, np.arange(4)[None, :] >= np.asarray([4, 3, 2, 1, 0])[:, None]] = np.nan
    a, both, _ = deep_rnn_forward(
        [LSTM], backend.array(drawn.x), *([v] for v in values[1:]), lengths
    )
    backend.assert_same(a, backend.to_numpy(states[0]), "float64")
    backend.assert_same(both[0][1], backend.to_numpy(states[1]), "float64")


@pytest.mark.parametrize(
    ("change", "error", "words"),
    [
        ({"layers": []}, ValueError, "^layers must have at least one layer, but it is empty"),
        ({"layers": [LSTM, "gru"]}, TypeError, "^layers must hold cells .* one is of type str"),
        ({"initial": [()]}, ValueError, "^initial must be a list of 2 for 2 layers, but it is 1"),
        ({"parameters": [{}] * 3}, ValueError, "^parameters must be a list of 2 .* but it is 3"),
        ({"parameters": {}}, ValueError, "^parameters must be a list of 2 .* but it is dict"),
        ({"dropout": [None, None]}, ValueError, "^dropout must be a list of 1 for 2 layers.* is 2"),
        ({"dropout": 0.5}, ValueError, "^dropout must be a list of 1 .* but it is float"),
        ({"lengths": [4, 4, 4, 4]}, TypeError, "^layer 1: lengths must be an array.* type list"),
        ({"dropout": [[[[1.0]]]]}, TypeError, r"^dropout\[0\] must be an array.* type list"),
    ],
)
def test_wrong_arguments_are_named(change, error, words):
    layers = [LSTM, GRU]
    drawn = draw_stack(layers, 0)
    arguments = {
        "layers": layers,
        "x": drawn.x,
        "initial": drawn.initial,
        "parameters": drawn.parameters,
    }
    with pytest.raises(error, match=words):
        deep_rnn_forward(**(arguments | change))


def test_errors_name_the_layer_and_the_mask(backend):
    layers = [LSTM, Bidirectional(GRU)]
    drawn = draw_stack(layers, 0)
    x, initial, parameters = each(backend.array, [drawn.x, drawn.initial, drawn.parameters])
    wrong = two_ways(parameters[1]["forward"], parameters[0])
    for number, dicts in ((1, [parameters[1]["forward"], wrong]), (2, [parameters[0], wrong])):
        with pytest.raises(
            ValueError, match=f"^layer {number}: (backward: )?parameters must have the keys"
        ):
            deep_rnn_forward(layers, x, initial, dicts)
    with pytest.raises(TypeError, match="^layer 2: forward: initial must be the tuple"):
        deep_rnn_forward(layers, x, [initial[0], two_ways([], [])], parameters)
    mask = backend.array(np.ones((3, 4, 2)))
    with pytest.raises(
        ValueError,
        match=r"^dropout\[0\] must have shape \(n, m, T_x\) = "
        r"\(3, 4, 3\), but its shape is \(3, 4, 2\); .* comes "
        "from output of layer 1",
    ):
        deep_rnn_forward(layers, x, initial, parameters, None, [mask])
    caches = deep_rnn_forward(layers, x, initial, parameters)[2]
    with pytest.raises(ValueError, match="^da must have an even number of rows"):
        deep_rnn_backward(backend.array(np.ones((3, 4, 3))), caches)
