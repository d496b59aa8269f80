"""Coupled gates by hand, and the errors of what does not fit."""

import numpy as np
import pytest

from rnn_ref import coupled_gates


def test_what_is_written_is_forgotten(backend, dtype):
    update, candidate = backend.array([[0.25, 1.0]], dtype), backend.array([[-1.0, 0.5]], dtype)
    forget, c_next = coupled_gates(update, candidate, backend.array([[1.0, 8.0]], dtype))
    backend.assert_same(forget, [[0.75, 0.0]], dtype)
    backend.assert_same(c_next, [[0.5, 0.5]], dtype)


def test_gates_of_two_shapes_are_refused():
    with pytest.raises(ValueError, match="^c_prev must have shape"):
        coupled_gates(np.ones((4, 5)), np.ones((4, 5)), np.ones((4, 1)))
