"""Weights and data as torch.nn keeps them, and back.

==========================  ======================================================
weights.py                  weights to and from torch.nn.RNN, LSTM and GRU
rnn.py                      weights, input and first state of one RNN
gru.py                      the weights of a GRU
lstm.py                     the weights of an LSTM
==========================  ======================================================
"""
