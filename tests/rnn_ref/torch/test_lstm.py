"""What to_torch_lstm returns, loaded into torch.nn.LSTM, gives our states."""

import numpy as np
import pytest
import torch

from rnn_ref import lstm_forward, to_torch_lstm

rng = np.random.default_rng(26)
N_X, N_A, N_Y, M, T = 3, 4, 2, 5, 6


def weights():
    found = {}
    for k in "fuco":
        found |= {f"W{k}": rng.normal(size=(N_A, N_A + N_X)), f"b{k}": rng.normal(size=(N_A, 1))}
    return found | {"Wy": rng.normal(size=(N_Y, N_A)), "by": rng.normal(size=(N_Y, 1))}


def test_torch_computes_our_states():
    p = weights()
    mine = to_torch_lstm(p)
    module = torch.nn.LSTM(N_X, N_A, dtype=torch.float64)
    module.load_state_dict({k: torch.tensor(v) for k, v in mine.items()})
    x = rng.normal(size=(N_X, M, T))
    states, _ = module(torch.tensor(x.transpose(2, 1, 0).copy()))
    a = lstm_forward(x, np.zeros((N_A, M)), p)[0]
    np.testing.assert_allclose(states.detach().numpy().transpose(2, 1, 0), a, atol=1e-12)


def test_a_missing_weight_is_named():
    p = weights()
    del p["Wc"]
    with pytest.raises(ValueError, match="Wc is missing"):
        to_torch_lstm(p)
