"""What to_torch_gru returns, loaded into torch.nn.GRU, gives our states."""

import numpy as np
import torch

from rnn_ref import GRU, GRU_RESET_AFTER, to_torch_gru, unroll_forward

rng = np.random.default_rng(2)
WEIGHTS = {f"W{k}": rng.normal(size=(4, 7)) for k in "ruc"}
WEIGHTS |= {f"b{k}": rng.normal(size=(4, 1)) for k in "ruc"}
WEIGHTS = {key: WEIGHTS[key] for key in ("Wr", "br", "Wu", "bu", "Wc", "bc")}


def test_torch_computes_the_states_of_reset_after_and_not_of_reset_before():
    x, a0 = rng.normal(size=(3, 2, 9)), np.zeros((4, 2))
    gru = torch.nn.GRU(3, 4, dtype=torch.float64)
    gru.load_state_dict({k: torch.tensor(v.copy()) for k, v in to_torch_gru(WEIGHTS).items()})
    with torch.no_grad():
        theirs = gru(torch.tensor(x.transpose(2, 1, 0).copy()))[0].numpy().transpose(2, 1, 0)
    (after,), _ = unroll_forward(GRU_RESET_AFTER, x, (a0,), WEIGHTS)
    (before,), _ = unroll_forward(GRU, x, (a0,), WEIGHTS)
    np.testing.assert_allclose(after, theirs, atol=1e-12)
    assert np.abs(before - theirs).max() > 0.01
