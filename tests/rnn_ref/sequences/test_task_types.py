"""Many-to-one and one-to-many for any cell: against plain loops, and against autograd."""

import numpy as np
import pytest
import torch

from rnn_ref import (
    CELLS,
    GRU,
    JORDAN,
    LSTM,
    TANH_RNN,
    many_to_one_backward,
    many_to_one_forward,
    one_to_many,
    one_to_many_backward,
    one_to_many_forward,
    output_layer_forward,
)
from tests.rnn_ref.drawn_cells import (
    assert_gradients,
    cell_gradients,
    draw_cell,
    draw_lengths,
    each,
    grad,
    leaves,
)

SIZES = [
    {"n_x": 1, "n_a": 1, "n_y": 1, "m": 1, "T": 1},
    {"n_x": 3, "n_a": 2, "n_y": 2, "m": 5, "T": 4},
]
all_cells = pytest.mark.parametrize("cell", CELLS.values(), ids=lambda cell: cell.name)
# A Jordan cell has an output layer of its own, with the names Wya and by. The gradients of the
# two output layers would share a name, so one_to_many_backward refuses that cell.
but_jordan = pytest.mark.parametrize(
    "cell", [cell for cell in CELLS.values() if cell != JORDAN], ids=lambda cell: cell.name
)
two_sizes = pytest.mark.parametrize("sizes", SIZES, ids=["ones", "several"])


def to_lengths(make, lengths):
    return None if lengths is None else make(lengths)


@all_cells
@two_sizes
@pytest.mark.parametrize("padded", [False, True], ids=["full", "padded"])
def test_h_is_the_state_after_the_last_real_step(backend, dtype, cell, sizes, padded):
    """Each example by itself, step by step, as far as it goes."""
    drawn = draw_cell(cell, 0, **sizes)
    lengths = draw_lengths(drawn.random, sizes["m"], sizes["T"])
    expected = []
    for i, length in enumerate(lengths if padded else [sizes["T"]] * sizes["m"]):
        state = tuple(s[:, i : i + 1] for s in drawn.initial)
        for t in range(length):
            *state, _ = cell.forward(drawn.x[:, i : i + 1, t], *state, drawn.parameters)
        expected.append(state[0])
    x, initial, parameters = each(
        lambda value: backend.array(value, dtype), [drawn.x, drawn.initial, drawn.parameters]
    )
    given_lengths = backend.array(lengths, "int64") if padded else None
    with backend.unchanged(x, *initial, parameters):
        h, _ = many_to_one_forward(cell, x, initial, parameters, given_lengths)
    backend.assert_same(h, np.concatenate(expected, axis=1), dtype)


@all_cells
@two_sizes
@pytest.mark.parametrize("padded", [False, True], ids=["full", "padded"])
def test_gradients_from_h_are_those_of_autograd(backend, dtype, cell, sizes, padded):
    drawn = draw_cell(cell, 1, **sizes)
    lengths = draw_lengths(drawn.random, sizes["m"], sizes["T"]) if padded else None
    weight, values = drawn.normal("n_a m"), [drawn.x, drawn.initial, drawn.parameters]
    x, initial, parameters = leaves(values)
    h, _ = many_to_one_forward(cell, x, initial, parameters, to_lengths(torch.tensor, lengths))
    (torch.tensor(weight) * h).sum().backward()
    expected = {"dx": x.grad, **cell_gradients(cell, initial, parameters)}

    values, dh = each(lambda value: backend.array(value, dtype), [values, weight])
    ours = to_lengths(lambda numbers: backend.array(numbers, "int64"), lengths)
    _, caches = many_to_one_forward(cell, *values, ours)
    with backend.unchanged(dh):
        got = many_to_one_backward(cell, dh, caches)
    assert_gradients(backend, got, expected, dtype)


def draw_one_to_many(cell, seed, key="Wya", **sizes):
    drawn = draw_cell(cell, seed, **(sizes | {"n_x": sizes["n_y"]}))
    drawn.output = {key: drawn.normal("n_y n_a"), "by": drawn.normal("n_y 1")}
    drawn.values = [drawn.x[:, :, 0], drawn.initial, drawn.parameters, drawn.output]
    return drawn


@all_cells
@two_sizes
def test_predictions_are_those_of_a_plain_loop(backend, dtype, cell, sizes):
    drawn = draw_one_to_many(cell, 2, **sizes)
    xt, state, expected = drawn.x[:, :, 0], drawn.initial, []
    for _ in range(3):
        *state, _ = cell.forward(xt, *state, drawn.parameters)
        xt = output_layer_forward(state[0], drawn.output)
        expected.append(xt)
    x1, initial, parameters, output = each(lambda v: backend.array(v, dtype), drawn.values)
    with backend.unchanged(x1, *initial, parameters, output):
        y_pred, _ = one_to_many_forward(cell, x1, initial, parameters, output, 3)
    backend.assert_same(y_pred, np.stack(expected, axis=2), dtype)


@pytest.mark.parametrize("key", ["Wya", "Wy"])
@but_jordan
@two_sizes
def test_gradients_through_the_predictions_are_those_of_autograd(backend, dtype, cell, sizes, key):
    """The sizes of all ones have the softmax of one class, so their gradients are 0."""
    drawn = draw_one_to_many(cell, 3, key, **sizes)
    T_y = sizes["T"]
    weight = drawn.normal("n_y m T")
    x1, initial, parameters, output = leaves(drawn.values)
    y_pred, _ = one_to_many_forward(cell, x1, initial, parameters, output, T_y)
    (torch.tensor(weight) * y_pred).sum().backward()
    expected = {
        "dx1": x1.grad,
        **cell_gradients(cell, initial, parameters),
        **{f"d{name}": grad(tensor) for name, tensor in output.items()},
    }

    values, dy_pred = each(lambda v: backend.array(v, dtype), [drawn.values, weight])
    _, caches = one_to_many_forward(cell, *values, T_y)
    with backend.unchanged(dy_pred):
        got = one_to_many_backward(cell, dy_pred, caches)
    assert_gradients(backend, got, expected, dtype)


@two_sizes
def test_the_rnn_of_chapter_2_is_the_same(backend, dtype, draw, sizes):
    drawn = draw(0, **(sizes | {"n_x": sizes["n_y"]}))
    parameters = backend.arrays(drawn.parameters, dtype)
    x1, a0 = backend.array(drawn.x[:, :, 0], dtype), backend.array(drawn.a0, dtype)
    output = {key: parameters[key] for key in ("Wya", "by")}
    step = {key: parameters[key] for key in TANH_RNN.shapes}
    expected = one_to_many(x1, a0, parameters, 3)
    got, _ = one_to_many_forward(TANH_RNN, x1, (a0,), step, output, 3)
    backend.assert_same(got, backend.to_numpy(expected), dtype)


def test_wrong_arguments_of_many_to_one_are_named(backend):
    drawn = draw_cell(LSTM, 0)
    values = each(backend.array, [drawn.x, drawn.initial, drawn.parameters])
    h, caches = many_to_one_forward(LSTM, *values)
    with pytest.raises(ValueError, match=r"^da_last must have shape .*but it is \(3, 5"):
        many_to_one_backward(LSTM, h[:3, :], caches)
    with pytest.raises(TypeError, match="^da_last must be an array, but it is of type list"):
        many_to_one_backward(LSTM, [[1.0]], caches)
    with pytest.raises(ValueError, match="^lengths must be at least 0, but one of them is -1"):
        many_to_one_forward(LSTM, *values, backend.array([-1, 1, 1, 1, 1], "int64"))
    with pytest.raises(ValueError, match="^x must have T_x of at least 1"):
        many_to_one_forward(LSTM, values[0][:, :, :0], *values[1:])


def test_wrong_arguments_of_one_to_many_are_named(backend):
    drawn = draw_one_to_many(GRU, 0, **SIZES[1])
    x1, *values = each(backend.array, drawn.values)
    wide = each(backend.array, {"Wya": np.ones((3, 2)), "by": np.ones((3, 1))})
    for change, error, words in [
        ((x1, *values, 0), ValueError, "^T_y must be at least 1, but it is 0"),
        ((x1, *values, 2.0), TypeError, "^T_y must be an integer, but it is of type float"),
        (([[1.0]], *values, 2), TypeError, "^x1 must be an array, but it is of type list"),
        ((x1[:, 0], *values, 2), ValueError, r"^x1 must have shape \(n_x, m\).* is \(2,\)"),
        ((x1, *values[:2], wide, 2), ValueError, "n_y = n_x, because each prediction is the next"),
        ((x1, *values[:2], {}, 2), ValueError, r"^parameters must have the keys Wya \(or Wy\)"),
    ]:
        with pytest.raises(error, match=words):
            one_to_many_forward(GRU, *change)
    y_pred, caches = one_to_many_forward(GRU, x1, *values, 3)
    with pytest.raises(ValueError, match=r"^dy_pred must have .*\(2, 5, 3\).*\(2, 5, 2\)"):
        one_to_many_backward(GRU, y_pred[:, :, :2], caches)
    with pytest.raises(TypeError, match="^dy_pred must be an array, but it is of type list"):
        one_to_many_backward(GRU, [[[1.0]]], caches)
    foreign = torch.ones(2, 5, 3) if backend.xp is np else np.ones((2, 5, 3))
    with pytest.raises(TypeError, match="^dy_pred must be an array of .* as the cache is"):
        one_to_many_backward(GRU, foreign, caches)


def test_the_way_back_refuses_a_cell_with_an_output_layer(backend):
    drawn = draw_one_to_many(JORDAN, 0, **SIZES[1])
    y_pred, caches = one_to_many_forward(JORDAN, *each(backend.array, drawn.values), 2)
    with pytest.raises(ValueError, match="^cell must have no parameter Wya, .* is jordan"):
        one_to_many_backward(JORDAN, y_pred, caches)
