"""Whole sequences: a cell at every step, forward and back.

==========================  ======================================================
unroll.py                   any cell forward and back through time, with padding, in windows
time_loop.py                its loop over time
rnn.py                      the RNN over a sequence, with its predictions
gru.py                      the GRU over a sequence
lstm.py                     the LSTM over a sequence, with its predictions
truncated_bptt.py           the RNN's way back in windows
many_to_one.py              one answer after a whole sequence
one_to_many.py              every prediction is the next input
carry_memory.py             an LSTM whose memory stays
freezing.py                 keeping the state of a sequence that has ended
initial_state.py            a first state that is learned
reversal.py                 reading from right to left within each length
birnn.py                    both directions
birnn_read_out.py           one label for a sequence read in both
bidirectional.py            both directions as one layer of a stack
deep_rnn.py                 layers on layers
dropout.py                  dropout between them
==========================  ======================================================
"""
