"""The same numbers sooner: work arrays that are filled in place, for NumPy and torch on any device.

What makes it fast: one product with [a; x; 1] for all gates of a step, one product for all
weight gradients of a sequence, arrays with time first, σ from tanh, and no array made in the
loop. unroll_forward and unroll_backward choose it by themselves. The numbers are those of
sequences/time_loop.py but for rounding, which is relative to 1 for a gate: σ from tanh gives 0
where the loop gives a gate of 1e-20.

==========================  ======================================================
forward.py                  which cells have a fast run, and where it works
run.py                      the loop, padding, windows and the products over steps
work_arrays.py              arrays with time first that are filled in place
rnn_step.py                 the RNN, with tanh and ReLU
gru.py                      the GRU
gru_reset_after.py          the GRU that resets after the product
lstm.py                     the LSTM
peephole_lstm.py            the LSTM with peepholes
cuda_graph.py               a whole run as one CUDA graph, where it is asked for
==========================  ======================================================
"""
