"""An LSTM's gates set by hand: the memory stays, the state listens."""

import numpy as np
import torch

from rnn_ref import carry_memory

rng = np.random.default_rng(26)
N_X, N_A, N_Y, M, T = 3, 4, 2, 5, 6


def weights():
    found = {}
    for k in "fuco":
        found |= {f"W{k}": rng.normal(size=(N_A, N_A + N_X)), f"b{k}": rng.normal(size=(N_A, 1))}
    return found | {"Wy": rng.normal(size=(N_Y, N_A)), "by": rng.normal(size=(N_Y, 1))}


def test_the_memory_is_carried_and_the_state_still_listens():
    x, c0 = rng.normal(size=(N_X, M, 200)), 3 * rng.normal(size=(N_A, M))
    a, c = carry_memory(x, c0, weights())
    np.testing.assert_allclose(c, c0[:, :, None] + 0 * c, rtol=0, atol=1e-14)
    assert np.ptp(a, axis=2).min() > 0.01


def test_carrying_is_the_same_in_torch():
    x, c0, p = rng.normal(size=(N_X, M, T)), rng.normal(size=(N_A, M)), weights()
    ours = carry_memory(x, c0, p)
    theirs = carry_memory(
        torch.tensor(x), torch.tensor(c0), {k: torch.tensor(v) for k, v in p.items()}
    )
    for one, other in zip(ours, theirs, strict=True):
        np.testing.assert_allclose(one, other.numpy(), atol=1e-12)
