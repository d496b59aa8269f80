"""Which cells have a fast run, and where it can work.

>>> import numpy as np
>>> one = np.asarray([[1.0]])
>>> weights = {"Wax": one, "Waa": one, "ba": 0 * one}
>>> (a,), caches = fast_forward(TANH_RNN, np.ones((1, 1, 2)), (0 * one,), weights, None)
>>> a.round(4).tolist()
[[[0.7616, 0.9427]]]
"""

from array_api_compat import array_namespace

from rnn_ref.cells.gru import GRU
from rnn_ref.cells.gru_reset_after import GRU_RESET_AFTER
from rnn_ref.cells.lstm import LSTM
from rnn_ref.cells.peephole_lstm import PEEPHOLE_LSTM
from rnn_ref.cells.rnn_step import RELU_RNN, TANH_RNN
from rnn_ref.fast.gru import GRURun
from rnn_ref.fast.gru_reset_after import GRUResetAfterRun
from rnn_ref.fast.lstm import LSTMRun
from rnn_ref.fast.peephole_lstm import PeepholeLSTMRun
from rnn_ref.fast.rnn_step import ReluRun, TanhRun

RUNS = {
    TANH_RNN: TanhRun,
    RELU_RNN: ReluRun,
    GRU: GRURun,
    GRU_RESET_AFTER: GRUResetAfterRun,
    LSTM: LSTMRun,
    PEEPHOLE_LSTM: PeepholeLSTMRun,
}


# The standard has no out=; these two libraries do.
WRITE_IN_PLACE = ("array_api_compat.numpy", "array_api_compat.torch")


def fast_forward(cell, x, initial: tuple, parameters: dict, lengths):
    """Run the cell over checked arguments, or return None where it cannot.

    It cannot for cells without a class here, among them every cell of a user's own, for other
    libraries, and for torch tensors that autograd follows.

    Args:
        cell, x, initial, parameters, lengths: those of unroll_forward, with zeros for padding.

    Returns:
        what unroll_forward returns, or None.
    """
    run = RUNS.get(cell)
    if run is None or array_namespace(x).__name__ not in WRITE_IN_PLACE:
        return None
    arrays = (x, *initial, *parameters.values())
    if any(getattr(array, "requires_grad", False) for array in arrays):
        return None
    caches = run(cell, x, initial, parameters, lengths)
    return caches.forward(), caches
