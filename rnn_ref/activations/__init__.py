"""Activations that do not overflow, and the way back through each of them.

==========================  ======================================================
softmax.py                  scores as probabilities, without overflow
sigmoid.py                  a gate between 0 and 1, without overflow
relu.py                     what is positive
tanh.py                     the way back alone
==========================  ======================================================
"""
