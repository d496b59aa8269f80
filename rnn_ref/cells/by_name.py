"""All cells by name, for whatever takes any cell.

>>> CELLS["gru"].state, CELLS["lstm"].state
(('a',), ('a', 'c'))
"""

from rnn_ref.cells.coupled_lstm import COUPLED_LSTM
from rnn_ref.cells.gru import GRU
from rnn_ref.cells.gru_reset_after import GRU_RESET_AFTER
from rnn_ref.cells.jordan import JORDAN
from rnn_ref.cells.lstm import LSTM
from rnn_ref.cells.peephole_lstm import PEEPHOLE_LSTM
from rnn_ref.cells.rnn_step import RELU_RNN, TANH_RNN
from rnn_ref.cells.simplified_gru import SIMPLIFIED_GRU

CELLS = {
    cell.name: cell
    for cell in (
        TANH_RNN,
        RELU_RNN,
        JORDAN,
        SIMPLIFIED_GRU,
        GRU,
        GRU_RESET_AFTER,
        LSTM,
        PEEPHOLE_LSTM,
        COUPLED_LSTM,
    )
}
