"""What to_torch_lstm returns, loaded into torch.nn.LSTM, gives our states."""

import numpy as np
import pytest
import torch

from rnn_ref import LSTM, to_torch_lstm, unroll_forward


def test_torch_computes_our_states(draw_cell):
    drawn = draw_cell(LSTM, 26, T=6)
    given = to_torch_lstm({**drawn.parameters, "Wy": drawn.normal("n_y n_a")})
    module = torch.nn.LSTM(3, 5, dtype=torch.float64)
    module.load_state_dict({key: torch.tensor(value) for key, value in given.items()})
    first = tuple(torch.tensor(state.T[None].copy()) for state in drawn.initial)
    states, _ = module(torch.tensor(drawn.x.transpose(2, 1, 0).copy()), first)
    (a, _), _ = unroll_forward(LSTM, drawn.x, drawn.initial, drawn.parameters)
    np.testing.assert_allclose(states.detach().numpy().transpose(2, 1, 0), a, atol=1e-12)


def test_a_missing_weight_is_named(draw_cell):
    parameters = draw_cell(LSTM, 26).parameters
    del parameters["Wc"]
    with pytest.raises(ValueError, match="Wc is missing"):
        to_torch_lstm(parameters)
