"""An LSTM's gates set by hand: the memory stays, the state listens."""

import numpy as np

from rnn_ref import LSTM, carry_memory


def test_the_memory_is_carried_and_the_state_still_listens(backend, dtype, draw_cell):
    drawn = draw_cell(LSTM, 26, T=60)
    outputs = {"Wy": drawn.normal("n_y n_a"), "by": drawn.normal("n_y 1")}
    x, c0 = backend.array(drawn.x, dtype), backend.array(3 * drawn.initial[1], dtype)
    parameters = backend.arrays({**drawn.parameters, **outputs}, dtype)
    with backend.unchanged(x, c0, parameters):
        a, c = carry_memory(x, c0, parameters)
    backend.assert_same(c, np.repeat(3 * drawn.initial[1][:, :, None], 60, axis=2), dtype)
    assert np.ptp(backend.to_numpy(a), axis=2).min() > 0.01
