"""Cells: one step forward and one step back, with all that they share.

==========================  ======================================================
rnn.py                      the RNN with its prediction
rnn_step.py                 the RNN's step alone, after Elman, with tanh or ReLU
jordan.py                   the cell that is fed its last prediction
simplified_gru.py           the GRU without a reset gate
gru.py                      the GRU that resets before the product
gru_reset_after.py          the GRU that resets after it, as torch does
lstm.py                     the LSTM
peephole_lstm.py            its gates look at the memory too
coupled_lstm.py             it forgets exactly where it writes
forget_bias.py              an LSTM that starts with open forget gates
gates.py                    what all gates share
output_layer.py             from states to predictions, and back
cell.py                     what every cell is
caches.py                   what a cell keeps for the way back
by_name.py                  all cells by name
==========================  ======================================================
"""
