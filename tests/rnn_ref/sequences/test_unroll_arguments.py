"""Wrong arguments of the cells and of unrolling: each error names the argument and both shapes."""

import array_api_strict
import numpy as np
import pytest
import torch

from rnn_ref import CELLS, GRU, LSTM, TANH_RNN, unroll_backward, unroll_forward

every_cell = pytest.mark.parametrize("cell", CELLS.values(), ids=CELLS)


@pytest.fixture
def call(backend, draw_cell):
    """Unroll with good arguments but for some; None as a parameter leaves the key out."""

    def call(cell, lengths=None, x=None, initial=None, **weights):
        drawn = draw_cell(cell, 0)
        parameters = backend.arrays(drawn.parameters, "float64") | weights
        parameters = {key: value for key, value in parameters.items() if value is not None}
        x = backend.array(drawn.x) if x is None else x
        initial = tuple(backend.array(s) for s in drawn.initial) if initial is None else initial
        return unroll_forward(cell, x, initial, parameters, lengths)

    return call


@every_cell
def test_every_parameter_is_checked(backend, call, cell):
    call(cell)
    for key in cell.shapes:
        with pytest.raises(
            ValueError, match=f"^parameters must have the keys .*but {key} is missing"
        ):
            call(cell, **{key: None})
        with pytest.raises(ValueError, match=f"^{key} must have shape|comes from {key}"):
            call(cell, **{key: backend.array(np.ones((9, 11)))})
        with pytest.raises(ValueError, match=rf"^{key} must have shape \(.*\(2, 2, 2\)"):
            call(cell, **{key: backend.array(np.ones((2, 2, 2)))})
        with pytest.raises(TypeError, match=f"^{key} must be an array, but it is of type list"):
            call(cell, **{key: [[1.0]]})
        with pytest.raises(TypeError, match=f"^{key} must hold real floating-point.*int64"):
            call(cell, **{key: backend.array(np.ones((5, 1)), "int64")})
    with pytest.raises(ValueError, match="but Wz is unknown"):
        call(cell, Wz=backend.array([[1.0]]))


@pytest.mark.parametrize("name", ["gru", "lstm", "simplified_gru", "peephole_lstm"])
def test_the_width_of_a_gate_is_that_of_state_and_input(backend, call, name):
    with pytest.raises(
        ValueError,
        match=r"^Wc must have shape \(n_a, n_a\+n_x\) = \(5, 8\), but "
        r"its shape is \(5, 7\); n_a = 5 comes from W., n_x = 3 "
        r"comes from W.\.$",
    ):
        call(CELLS[name], Wc=backend.array(np.ones((5, 7))))
    with pytest.raises(
        ValueError,
        match=r"^x must have shape \(n_x, m, T_x\) = \(3, m, T_x\), "
        r"but its shape is \(4, 7, 4\); n_x = 3 comes from W",
    ):
        call(CELLS[name], x=backend.array(np.ones((4, 7, 4))))


def test_a_gate_without_columns_for_the_input_is_named(backend, call):
    with pytest.raises(
        ValueError,
        match=r"^Wf must have shape \(n_a, n_a\+n_x\) with n_x of at "
        r"least 1, but its shape is \(5, 5\)",
    ):
        call(LSTM, Wf=backend.array(np.ones((5, 5))))


@every_cell
def test_the_first_state_is_checked(backend, call, draw_cell, cell):
    letters = ", ".join(f"{k}0" for k in cell.state)
    with pytest.raises(
        TypeError,
        match=rf"^initial must be the tuple \({letters},?\) for the cell "
        f"{cell.name}, but it is of type list",
    ):
        call(cell, initial=[1])
    with pytest.raises(ValueError, match=rf"^initial must be the tuple \({letters},?\) .*length 3"):
        call(cell, initial=(1, 2, 3))
    good = [backend.array(s) for s in draw_cell(cell, 0).initial]
    for k, letter in enumerate(cell.state):
        bad = tuple(backend.array(np.ones((5, 2))) if j == k else s for j, s in enumerate(good))
        with pytest.raises(ValueError, match=rf"^{letter}0 must have shape \(n_., m\) = .*\(5, 2"):
            call(cell, initial=bad)


@pytest.mark.parametrize("cell", [TANH_RNN, CELLS["jordan"]], ids=str)  # fast, and by the loop
@pytest.mark.parametrize(
    ("values", "kind", "error", "words"),
    [
        (
            [1, 2, 3, 4, 5, 1, 1],
            "int64",
            ValueError,
            "^lengths must be at most T_x = 4, but one of them is 5",
        ),
        ([1, 2, 3, 4, -1, 1, 1], "int64", ValueError, "^lengths must be at least 0, .* is -1"),
        ([1, 2], "int64", ValueError, r"^lengths must have shape \(m,\) = \(7,\).*\(2,\)"),
        (
            [1.0] * 7,
            "float64",
            TypeError,
            "^lengths must hold integers, but its dtype is .*float64",
        ),
    ],
)
def test_wrong_lengths_are_named(backend, call, cell, values, kind, error, words):
    with pytest.raises(error, match=words):
        call(cell, lengths=backend.array(values, kind))


def test_a_sequence_needs_a_step_and_an_example(backend, call):
    with pytest.raises(ValueError, match=r"^x must have T_x of at least 1, .*\(3, 7, 0\); a seq"):
        call(GRU, x=backend.array(np.ones((3, 7, 0))))
    with pytest.raises(ValueError, match=r"^x must have m of at least 1, .*\(3, 0, 4\); a batch"):
        call(GRU, x=backend.array(np.ones((3, 0, 4))))


@every_cell
def test_two_libraries_and_devices_are_named(draw_cell, cell):
    drawn = draw_cell(cell, 0)
    with pytest.raises(
        TypeError,
        match=r"^x must be an array of numpy as W\w+ is, but it is an "
        "array of torch",
    ):
        unroll_forward(cell, torch.tensor(drawn.x), drawn.initial, drawn.parameters)
    there = array_api_strict.Device("device1")
    strict = {k: array_api_strict.asarray(v) for k, v in drawn.parameters.items()}
    x = array_api_strict.asarray(drawn.x, device=there)
    with pytest.raises(
        ValueError,
        match=r"^x must lie on device .*CPU_DEVICE.* as W\w+ does, but "
        "it lies on .*device1",
    ):
        unroll_forward(cell, x, tuple(map(array_api_strict.asarray, drawn.initial)), strict)


@every_cell
def test_wrong_gradients_are_named(backend, call, draw_cell, cell):
    good = tuple(backend.array(d) for d in draw_cell(cell, 0).dstates)
    states, caches = call(cell)
    letters = ", ".join(f"d{k}" for k in cell.state)
    for value, error, words in (
        (
            list(good),
            TypeError,
            rf"^dstates must be the tuple \({letters},?\) for the cell "
            f"{cell.name}, but it is of type list",
        ),
        (good + good, ValueError, "with at least one array, but it has length"),
        ((None,) * len(good), ValueError, "with at least one array"),
        (
            (good[0][:, :, :2], *good[1:]),
            ValueError,
            "^da and caches must have the same number of steps, but da has 2 and caches has 4",
        ),
        (
            (good[0][:2, :, :], *good[1:]),
            ValueError,
            r"^da must have shape \(n_a, m, T_x\) = \(5, "
            r"7, T_x\), but its shape is \(2, 7, 4\)",
        ),
        ((good[0][:, :, 0], *good[1:]), ValueError, r"^da must have shape .*\(5, 7\)"),
    ):
        with pytest.raises(error, match=words):
            unroll_backward(cell, value, caches)
    with pytest.raises(TypeError, match="^da must have dtype .*float64.*float32"):
        unroll_backward(cell, (backend.array(np.ones((5, 7, 4)), "float32"), *good[1:]), caches)
    for window, error in ((0, ValueError), (1.0, TypeError), (True, TypeError)):
        with pytest.raises(error, match="^window must be "):
            unroll_backward(cell, good, caches, window)


@every_cell
def test_a_step_checks_its_gradients(backend, call, cell):
    cache = call(cell)[1][0]
    good = [backend.array(np.ones((4 if k == "y" else 5, 7))) for k in cell.state]
    cell.backward(*good, cache)
    for k, letter in enumerate(cell.state):
        bad = [backend.array(np.ones((2, 7))) if j == k else d for j, d in enumerate(good)]
        with pytest.raises(
            ValueError,
            match=rf"^d{letter}_next must have shape \(., 7\), that of "
            r"what it is the gradient of, but it is \(2, 7\)",
        ):
            cell.backward(*bad, cache)
        bad = [d if j != k else [[1.0]] for j, d in enumerate(good)]
        with pytest.raises(TypeError, match=f"^d{letter}_next must be an array.*list"):
            cell.backward(*bad, cache)
