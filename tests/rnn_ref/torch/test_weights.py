"""Weights to torch and back: torch computes our states, and we compute torch's."""

import numpy as np
import pytest
import torch
from hypothesis import example, given, settings
from hypothesis import strategies as st

from rnn_ref import (
    GRU,
    GRU_RESET_AFTER,
    JORDAN,
    LSTM,
    TANH_RNN,
    Bidirectional,
    deep_rnn_forward,
    from_torch,
    to_torch,
    unroll_forward,
)
from tests.rnn_ref.drawn_cells import draw_cell, each, two_ways
from tests.rnn_ref.torch_modules import TORCH_CELLS, module_of, run

size = st.integers(1, 4)
sizes = st.fixed_dictionaries({"n_x": size, "n_a": size, "m": size, "T": size})
ones = {"n_x": 1, "n_a": 1, "m": 1, "T": 1}
seeds = st.integers(0, 2**32 - 1)
some = settings(max_examples=5, deadline=None)
cells = pytest.mark.parametrize("cell", TORCH_CELLS, ids=lambda cell: cell.name)


def draw_layers(cell, seed, count, n_x, n_a, m, T):
    """One draw for each layer and direction of a torch module that reads both ways."""
    return [
        draw_cell(cell, [seed, layer, way], n_x=2 * n_a if layer else n_x, n_a=n_a, m=m, T=T)
        for layer in range(count)
        for way in range(2)
    ]


def ours(cell, x, parts):
    """What we compute for these parts (initial, parameters), two to a layer."""
    pairs = [two_ways(*parts[k : k + 2]) for k in range(0, len(parts), 2)]
    initial, parameters = (
        [{way: part[k] for way, part in pair.items()} for pair in pairs] for k in range(2)
    )
    return deep_rnn_forward([Bidirectional(cell)] * len(pairs), x, initial, parameters)[0]


@cells
@some
@given(sizes=sizes, seed=seeds, count=st.integers(1, 2), optional=st.booleans())
@example(sizes=ones, seed=0, count=1, optional=True)
def test_torch_computes_our_states(backend, dtype, cell, sizes, seed, count, optional):
    """In one direction, and in all layers and directions."""
    draws = draw_layers(cell, seed, count, **sizes)
    state, parts = {}, []
    for number, drawn in enumerate(draws):
        if not optional:
            drawn.parameters = {key: drawn.parameters[key] for key in cell.shapes}
        initial, parameters = each(
            lambda value: backend.array(value, dtype), [drawn.initial, drawn.parameters]
        )
        with backend.unchanged(parameters):
            part = to_torch(cell, parameters, layer=number // 2, reverse=number % 2 == 1)
        state |= {key: torch.tensor(backend.to_numpy(array).copy()) for key, array in part.items()}
        parts.append((initial, parameters))
    x = backend.array(draws[0].x, dtype)

    module = module_of(cell, sizes["n_x"], sizes["n_a"], layers=count, both=True)
    module.load_state_dict(state, strict=True)
    expected, _ = run(module, draws[0].x, [drawn.initial for drawn in draws])
    backend.assert_same(ours(cell, x, parts), expected, dtype)

    module = module_of(cell, sizes["n_x"], sizes["n_a"])
    module.load_state_dict(
        {
            f"{key}_l0": state[f"{key}_l0"]
            for key in ("weight_ih", "weight_hh", "bias_ih", "bias_hh")
        },
        strict=True,
    )
    expected, _ = run(module, draws[0].x, [draws[0].initial])
    states, _ = unroll_forward(cell, x, *parts[0])
    backend.assert_same(states[0], expected, dtype)


@cells
@pytest.mark.parametrize("bias", [True, False])
@some
@given(sizes=sizes, seed=seeds, count=st.integers(1, 2))
@example(sizes=ones, seed=0, count=1)
def test_we_compute_the_states_of_torch(backend, dtype, cell, bias, sizes, seed, count):
    draws = draw_layers(cell, seed, count, **sizes)
    module = module_of(cell, sizes["n_x"], sizes["n_a"], layers=count, both=True, bias=bias)
    with torch.no_grad():
        for weight in module.parameters():
            weight.copy_(torch.tensor(draws[0].random.normal(size=weight.shape)).float())
    state = {key: backend.array(value.numpy(), dtype) for key, value in module.state_dict().items()}
    parts = [
        (
            each(lambda value: backend.array(value, dtype), drawn.initial),
            from_torch(cell, state, layer=number // 2, reverse=number % 2 == 1),
        )
        for number, drawn in enumerate(draws)
    ]
    expected, _ = run(module, draws[0].x, [drawn.initial for drawn in draws])
    backend.assert_same(ours(cell, backend.array(draws[0].x, dtype), parts), expected, dtype)


@cells
@some
@given(sizes=sizes, seed=seeds, layer=st.integers(0, 12), reverse=st.booleans())
@example(sizes=ones, seed=0, layer=0, reverse=False)
def test_there_and_back_nothing_is_lost(backend, dtype, cell, sizes, seed, layer, reverse):
    drawn = draw_cell(cell, seed, **sizes)
    parameters = backend.arrays(drawn.parameters, dtype)
    back = from_torch(cell, to_torch(cell, parameters, layer, reverse), layer, reverse)
    assert list(back) == list(parameters)
    short = {key: parameters[key] for key in cell.shapes}
    filled = from_torch(cell, to_torch(cell, short, layer, reverse), layer, reverse)
    for key, value in drawn.parameters.items():
        np.testing.assert_array_equal(backend.to_numpy(back[key]), value)
        np.testing.assert_array_equal(
            backend.to_numpy(filled[key]), 0 * value if key in cell.optional else value
        )


@cells
def test_back_and_there_the_two_biases_are_one(cell):
    """Only the new gate of the GRU keeps both, because Γ_r lies between them."""
    torch.manual_seed(0)
    state = module_of(cell, 2, 3).state_dict()
    both = state["bias_ih_l0"] + state["bias_hh_l0"]
    bias_ih, bias_hh = both.clone(), torch.zeros_like(both)
    if cell is GRU_RESET_AFTER:
        bias_ih[6:], bias_hh[6:] = state["bias_ih_l0"][6:], state["bias_hh_l0"][6:]
    got = to_torch(cell, from_torch(cell, state))
    assert list(got) == list(state)
    for key, value in (state | {"bias_ih_l0": bias_ih, "bias_hh_l0": bias_hh}).items():
        assert torch.equal(got[key], value), key


def test_the_order_of_the_gates_by_hand(backend, dtype):
    """i, f, g, o are our u, f, c, o; r, z, n are our r, −u, c."""
    weights = {f"W{k}": [[n, 10 * n]] for n, k in enumerate("fuco", start=1)}
    weights |= {f"b{k}": [[100 * n]] for n, k in enumerate("fuco", start=1)}
    got = to_torch(LSTM, backend.arrays(weights, dtype), layer=1, reverse=True)
    backend.assert_same(got["weight_hh_l1_reverse"], [[2], [1], [3], [4]], dtype)
    backend.assert_same(got["weight_ih_l1_reverse"], [[20], [10], [30], [40]], dtype)
    backend.assert_same(got["bias_ih_l1_reverse"], [200, 100, 300, 400], dtype)
    backend.assert_same(got["bias_hh_l1_reverse"], [0, 0, 0, 0], dtype)
    weights = {
        "Wr": [[1, 10]],
        "br": [[100]],
        "Wu": [[2, 20]],
        "bu": [[200]],
        "Wc": [[3, 30]],
        "bc": [[300]],
        "bca": [[7]],
    }
    got = to_torch(GRU_RESET_AFTER, backend.arrays(weights, dtype))
    backend.assert_same(got["weight_hh_l0"], [[1], [-2], [3]], dtype)
    backend.assert_same(got["weight_ih_l0"], [[10], [-20], [30]], dtype)
    backend.assert_same(got["bias_ih_l0"], [100, -200, 300], dtype)
    backend.assert_same(got["bias_hh_l0"], [0, 0, 7], dtype)


def test_the_gru_that_resets_before_the_product_is_not_that_of_torch():
    """With the same weights torch.nn.GRU agrees with GRU_RESET_AFTER and not with GRU."""
    drawn = draw_cell(GRU, 0)
    module = module_of(GRU_RESET_AFTER, 3, 4)
    state = to_torch(GRU_RESET_AFTER, drawn.parameters)
    module.load_state_dict({key: torch.tensor(value) for key, value in state.items()})
    expected, _ = run(module, drawn.x, [drawn.initial])
    (after,), _ = unroll_forward(GRU_RESET_AFTER, drawn.x, drawn.initial, drawn.parameters)
    (before,), _ = unroll_forward(GRU, drawn.x, drawn.initial, drawn.parameters)
    np.testing.assert_allclose(after, expected, rtol=0, atol=1e-10)
    assert np.abs(before - expected).max() > 1e-3
    for call in (to_torch, from_torch):
        with pytest.raises(ValueError, match="but it is gru: .* use GRU_RESET_AFTER"):
            call(GRU, drawn.parameters)


def test_wrong_arguments_are_named(backend):
    state = to_torch(LSTM, backend.arrays(draw_cell(LSTM, 0).parameters, "float64"))
    W_hh = state["weight_hh_l0"]
    for cell, change, error, words in [
        (JORDAN, {}, ValueError, "^cell must be one of .*, but it is jordan: torch has no such"),
        (
            GRU_RESET_AFTER,
            {},
            ValueError,
            "^weight_hh_l0 must have 3 gates of n_a = 4 rows for "
            r"the cell gru_reset_after, but its shape is \(16, 4\)",
        ),
        (LSTM, {"weight_hh_l0": W_hh[:12, :]}, ValueError, "^weight_hh_l0 must have shape"),
        (LSTM, {"bias_hh_l0": W_hh[:3, 0]}, ValueError, "^bias_hh_l0 must have shape"),
        (LSTM, {"weight_ih_l0": W_hh[:, 0]}, ValueError, "^weight_ih_l0 must have shape"),
        (LSTM, {"weight_ih_l0": [[1.0]]}, TypeError, "^weight_ih_l0 must be an array.* list"),
        (LSTM, {"bias_ih_l0": [1.0]}, TypeError, "^bias_ih_l0 must be an array.* type list"),
    ]:
        with pytest.raises(error, match=words):
            from_torch(cell, state | change)
    with pytest.raises(ValueError, match="^state must have the key weight_ih_l1, but it has w"):
        from_torch(LSTM, state, layer=1)
    with pytest.raises(TypeError, match="^state must be a dict of arrays.* of type list"):
        from_torch(LSTM, list(state.values()))
    with pytest.raises(TypeError, match="^parameters must be a dict of arrays.* of type list"):
        to_torch(LSTM, list(state.values()))
    with pytest.raises(ValueError, match="^parameters must have the keys Wax, Waa, ba, but Wax"):
        to_torch(TANH_RNN, {})
