"""One step of every cell: forward against single numbers, backward against autograd."""

import math

import numpy as np
import pytest
import torch
from hypothesis import example, given, settings
from hypothesis import strategies as st

from rnn_ref import (
    CELLS,
    coupled_lstm_cell_forward,
    lstm_cell_forward,
    numerical_gradient,
    peephole_lstm_cell_forward,
    rnn_cell_forward,
)

size = st.integers(1, 4)
sizes = st.fixed_dictionaries({"n_x": size, "n_a": size, "n_y": size, "m": size})
ones = {"n_x": 1, "n_a": 1, "n_y": 1, "m": 1}
seeds = st.integers(0, 2**32 - 1)
some = settings(max_examples=8, deadline=None)
every_cell = pytest.mark.parametrize("cell", CELLS.values(), ids=CELLS)


def logistic(z):
    return 1 / (1 + math.exp(-z))


def unit_by_unit(name, x, state, P):
    """The new state of one example, number by number: no arrays, no matrix products."""
    a_prev, n = [float(v) for v in state[0]], len(state[0])
    x = [float(v) for v in x]

    def dot(weights, values):
        return sum(float(w) * v for w, v in zip(weights, values, strict=True))

    def gate(k, i, column, extra=0.0):
        return dot(P[f"W{k}"][i], column) + float(P[f"b{k}"][i, 0]) + extra

    seen = a_prev + x
    if name in ("tanh_rnn", "relu_rnn"):
        z = [
            dot(P["Wax"][i], x) + dot(P["Waa"][i], a_prev) + float(P["ba"][i, 0]) for i in range(n)
        ]
        return ([math.tanh(v) if name == "tanh_rnn" else max(v, 0.0) for v in z],)
    if name == "jordan":
        y_prev = [float(v) for v in state[1]]
        a = [
            math.tanh(dot(P["Wax"][i], x) + dot(P["Way"][i], y_prev) + float(P["ba"][i, 0]))
            for i in range(n)
        ]
        e = [math.exp(dot(P["Wya"][k], a) + float(P["by"][k, 0])) for k in range(len(y_prev))]
        return a, [v / sum(e) for v in e]
    if "gru" in name:
        r = [logistic(gate("r", i, seen)) if "Wr" in P else 1.0 for i in range(n)]
        u = [logistic(gate("u", i, seen)) for i in range(n)]
        candidate = []
        for i in range(n):
            if name == "gru_reset_after":
                s = dot(P["Wc"][i][:n], a_prev) + float(P["bca"][i, 0])
                z = r[i] * s + dot(P["Wc"][i][n:], x) + float(P["bc"][i, 0])
            else:
                z = gate("c", i, [k * v for k, v in zip(r, a_prev)] + x)
            candidate.append(math.tanh(z))
        return ([u[i] * candidate[i] + (1 - u[i]) * a_prev[i] for i in range(n)],)
    c_prev, a, c = [float(v) for v in state[1]], [], []
    for i in range(n):
        peep = {k: float(P[f"p{k}"][i, 0]) if f"p{k}" in P else 0.0 for k in "fuo"}
        u = logistic(gate("u", i, seen, peep["u"] * c_prev[i]))
        f = logistic(gate("f", i, seen, peep["f"] * c_prev[i])) if "Wf" in P else 1 - u
        c.append(f * c_prev[i] + u * math.tanh(gate("c", i, seen)))
        a.append(logistic(gate("o", i, seen, peep["o"] * c[i])) * math.tanh(c[i]))
    return a, c


def step(cell, backend, drawn, dtype):
    """The cell's results, its cache and the back end's arguments."""
    parameters = backend.arrays(drawn.parameters, dtype)
    xt = backend.array(drawn.x[:, :, 0], dtype)
    state = [backend.array(s, dtype) for s in drawn.initial]
    with backend.unchanged(xt, *state, parameters):
        *state_next, cache = cell.forward(xt, *state, parameters)
    return state_next, cache, (xt, state, parameters)


@every_cell
@some
@given(sizes=sizes, seed=seeds)
@example(sizes=ones, seed=0)
def test_forward_is_that_of_single_numbers(backend, dtype, draw_cell, cell, sizes, seed):
    drawn = draw_cell(cell, seed, **sizes)
    state_next, cache, _ = step(cell, backend, drawn, dtype)
    columns = [
        unit_by_unit(
            cell.name, drawn.x[:, i, 0], [s[:, i] for s in drawn.initial], drawn.parameters
        )
        for i in range(sizes["m"])
    ]
    for k, got in enumerate(state_next):
        backend.assert_same(got, np.asarray([column[k] for column in columns]).T, dtype)
        assert cache[k] is got or cell.name == "jordan"  # a cache begins with the new states


def autograd(cell, drawn):
    """Gradients of Σ dstate ⊙ state after one step, by torch."""
    leaf = {key: torch.tensor(v, requires_grad=True) for key, v in drawn.parameters.items()}
    xt = torch.tensor(drawn.x[:, :, 0], requires_grad=True)
    state = [torch.tensor(s, requires_grad=True) for s in drawn.initial]
    *state_next, cache = cell.forward(xt, *state, leaf)
    loss = sum((torch.tensor(d[:, :, 0]) * s).sum() for d, s in zip(drawn.dstates, state_next))
    loss.backward()
    named = {
        "dxt": xt,
        **{f"d{k}_prev": s for k, s in zip(cell.state, state)},
        **{f"d{k}": v for k, v in leaf.items()},
    }
    return {k: np.zeros(v.shape) if v.grad is None else v.grad.numpy() for k, v in named.items()}


@every_cell
@some
@given(sizes=sizes, seed=seeds)
@example(sizes=ones, seed=0)
@example(sizes={"n_x": 3, "n_a": 1, "n_y": 2, "m": 1}, seed=376)  # a saturated unit
def test_backward_is_that_of_autograd(backend, draw_cell, assert_gradients, cell, sizes, seed):
    drawn = draw_cell(cell, seed, **sizes)
    _, cache, (_, _, parameters) = step(cell, backend, drawn, "float64")
    dstates = [backend.array(d[:, :, 0]) for d in drawn.dstates]
    with backend.unchanged(*dstates, parameters):
        gradients = cell.backward(*dstates, cache)
    got = {key: backend.to_numpy(value) for key, value in gradients.items()}
    assert_gradients(got, autograd(cell, drawn))


@every_cell
def test_backward_keeps_library_device_and_dtype(backend, dtype, draw_cell, cell):
    drawn = draw_cell(cell, 3)
    _, cache, _ = step(cell, backend, drawn, dtype)
    gradients = cell.backward(*(backend.array(d[:, :, 0], dtype) for d in drawn.dstates), cache)
    for name, expected in autograd(cell, drawn).items():
        backend.assert_same(gradients[name] / 10, expected / 10, dtype)


@every_cell
def test_backward_is_that_of_finite_differences(draw_cell, assert_gradients, cell):
    drawn = draw_cell(cell, 5, n_x=2, n_a=3, n_y=2, m=2)
    values = {"xt": drawn.x[:, :, 0], **drawn.parameters}
    values |= {f"{k}_prev": s for k, s in zip(cell.state, drawn.initial)}

    def loss(values):
        *state, _ = cell.forward(
            values["xt"],
            *(values[f"{k}_prev"] for k in cell.state),
            {key: values[key] for key in drawn.parameters},
        )
        return sum((d[:, :, 0] * s).sum() for d, s in zip(drawn.dstates, state))

    *_, cache = cell.forward(values["xt"], *drawn.initial, drawn.parameters)
    got = cell.backward(*(d[:, :, 0] for d in drawn.dstates), cache)
    assert_gradients(got, numerical_gradient(loss, values), most=1e-8)


def test_a_gru_without_bca_is_one_with_bca_0(draw_cell):
    cell = CELLS["gru_reset_after"]
    drawn = draw_cell(cell, 1, optional=False)
    xt, a_prev = drawn.x[:, :, 0], drawn.initial[0]
    a_next, cache = cell.forward(xt, a_prev, drawn.parameters)
    with_zero = drawn.parameters | {"bca": np.zeros((5, 1))}
    np.testing.assert_array_equal(a_next, cell.forward(xt, a_prev, with_zero)[0])
    assert "dbca" not in cell.backward(drawn.dstates[0][:, :, 0], cache)


@pytest.mark.parametrize(
    ("forward", "cell"),
    [
        (lstm_cell_forward, CELLS["lstm"]),
        (peephole_lstm_cell_forward, CELLS["peephole_lstm"]),
        (coupled_lstm_cell_forward, CELLS["coupled_lstm"]),
    ],
)
def test_cells_with_a_prediction_read_it_from_the_state(backend, dtype, draw_cell, forward, cell):
    drawn = draw_cell(cell, 2)
    output = {
        "Wy": drawn.random.normal(size=(4, 5)).astype("float32").astype("float64"),
        "by": drawn.random.normal(size=(4, 1)).astype("float32").astype("float64"),
    }
    state, _, (xt, (a_prev, c_prev), parameters) = step(cell, backend, drawn, dtype)
    a_next, c_next, yt_pred, cache = forward(
        xt, a_prev, c_prev, {**parameters, **backend.arrays(output, dtype)}
    )
    backend.assert_same(a_next, backend.to_numpy(state[0]), dtype)
    backend.assert_same(c_next, backend.to_numpy(state[1]), dtype)
    scores = torch.tensor(output["Wy"] @ backend.to_numpy(a_next) + output["by"])
    backend.assert_same(yt_pred, torch.softmax(scores, dim=0).numpy(), dtype)
    ones_like = [0 * a_next + 1, 0 * c_next + 1]
    with_output = cell.backward(*ones_like, cache)
    without = cell.backward(*ones_like, cell.forward(xt, a_prev, c_prev, parameters)[-1])
    for name, value in without.items():
        backend.assert_same(with_output[name], backend.to_numpy(value), dtype)


def test_the_tanh_layer_is_the_course_cell_without_its_prediction(draw):
    drawn = draw(4)
    step_parameters = {key: drawn.parameters[key] for key in ("Wax", "Waa", "ba")}
    a_next, _ = CELLS["tanh_rnn"].forward(drawn.x[:, :, 0], drawn.a0, step_parameters)
    np.testing.assert_array_equal(
        a_next, rnn_cell_forward(drawn.x[:, :, 0], drawn.a0, drawn.parameters)[0]
    )
