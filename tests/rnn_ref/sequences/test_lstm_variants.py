"""An LSTM's gates set by hand, coupled gates, and its weights as torch keeps them."""

import numpy as np
import pytest
import torch

import rnn_ref

rng = np.random.default_rng(26)
N_X, N_A, N_Y, M, T = 3, 4, 2, 5, 6


def weights():
    found = {}
    for k in "fuco":
        found |= {f"W{k}": rng.normal(size=(N_A, N_A + N_X)), f"b{k}": rng.normal(size=(N_A, 1))}
    return found | {"Wy": rng.normal(size=(N_Y, N_A)), "by": rng.normal(size=(N_Y, 1))}


def test_only_the_forget_bias_is_set_and_in_a_new_dict():
    given = weights()
    before = given["bf"].copy()
    opened = rnn_ref.forget_bias_init(given, 2.5)
    assert (opened["bf"] == 2.5).all() and opened["bf"].shape == (N_A, 1)
    assert (given["bf"] == before).all()
    assert all(opened[k] is given[k] for k in given if k != "bf")
    assert (rnn_ref.forget_bias_init(given)["bf"] == 1).all()
    with pytest.raises(ValueError, match="must have the key bf"):
        rnn_ref.forget_bias_init({"bu": before})


def test_the_memory_is_carried_and_the_state_still_listens():
    x, c0 = rng.normal(size=(N_X, M, 200)), 3 * rng.normal(size=(N_A, M))
    a, c = rnn_ref.carry_memory(x, c0, weights())
    np.testing.assert_allclose(c, c0[:, :, None] + 0 * c, rtol=0, atol=1e-14)
    assert np.ptp(a, axis=2).min() > 0.01


def test_carrying_is_the_same_in_torch():
    x, c0, p = rng.normal(size=(N_X, M, T)), rng.normal(size=(N_A, M)), weights()
    ours = rnn_ref.carry_memory(x, c0, p)
    theirs = rnn_ref.carry_memory(
        torch.tensor(x), torch.tensor(c0), {k: torch.tensor(v) for k, v in p.items()}
    )
    for one, other in zip(ours, theirs, strict=True):
        np.testing.assert_allclose(one, other.numpy(), atol=1e-12)


def test_coupled_gates_are_those_of_the_coupled_cell():
    p = weights()
    step = {k: p[k] for k in rnn_ref.COUPLED_LSTM.shapes}
    xt, a, c = rng.normal(size=(N_X, M)), rng.normal(size=(N_A, M)), rng.normal(size=(N_A, M))
    _, c_next, cache = rnn_ref.coupled_lstm_step(xt, a, c, step)
    update, candidate = cache[5], cache[6]
    forget, mine = rnn_ref.coupled_gates(update, candidate, c)
    np.testing.assert_allclose(mine, c_next, atol=1e-15)
    np.testing.assert_allclose(forget + update, 1)


def test_the_weights_are_those_of_to_torch_and_torch_computes_the_same():
    p = weights()
    mine = rnn_ref.to_torch_lstm(p)
    general = rnn_ref.to_torch(rnn_ref.LSTM, {k: p[k] for k in rnn_ref.LSTM.shapes})
    assert set(mine) == set(general)
    for key, value in general.items():
        np.testing.assert_array_equal(mine[key], value)
    module = torch.nn.LSTM(N_X, N_A, dtype=torch.float64)
    module.load_state_dict({k: torch.tensor(v) for k, v in mine.items()})
    x = rng.normal(size=(N_X, M, T))
    states, _ = module(torch.tensor(x.transpose(2, 1, 0).copy()))
    a = rnn_ref.lstm_forward(x, np.zeros((N_A, M)), p)[0]
    np.testing.assert_allclose(states.detach().numpy().transpose(2, 1, 0), a, atol=1e-12)


def test_a_missing_weight_is_named():
    p = weights()
    del p["Wc"]
    with pytest.raises(ValueError, match="Wc is missing"):
        rnn_ref.to_torch_lstm(p)
