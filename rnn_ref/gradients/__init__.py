"""Gradients: are they right, how long are they, how much is left of them.

==========================  ======================================================
gradient_check.py           numerical gradients, and comparing with them
clipping.py                 clipping by value and by global norm
global_norm.py              the length of all gradients together
norm_per_lag.py             how much gradient is left after each step back
spectral_radius.py          the size of the largest eigenvalue
singular_value.py           how much a matrix can stretch a vector
==========================  ======================================================
"""
