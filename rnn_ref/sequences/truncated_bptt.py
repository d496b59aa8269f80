"""Backpropagation through time in windows."""

from rnn_ref.arguments.numbers import check_count
from rnn_ref.cells.rnn_step import TANH_RNN
from rnn_ref.sequences.unroll import unroll_backward


def truncated_bptt(da, caches, k: int) -> dict:
    """Go back through a sequence in windows of k steps; no gradient crosses from one to the next.

    The windows are the steps 1 … k, k + 1 … 2k, and so on; the last one may be shorter. At the
    first step of a window the gradient from step t + 1 still counts, but what leaves it for
    step t − 1 is dropped. With k = T_x nothing is dropped.

    Args:
        da: (n_a, m, T_x), the gradient with respect to each a⟨t⟩ from its own prediction alone.
        caches: from rnn_forward.
        k: steps in a window, at least 1.

    Returns:
        the dict of rnn_backward.

    Raises:
        TypeError, ValueError: those of rnn_backward.
        TypeError: if k is no integer.
        ValueError: if it is below 1.

    References:
        Williams and Peng 1990, "An efficient gradient-based algorithm for on-line training of
        recurrent network trajectories", with both of its lengths equal to k.

    Examples:
        >>> import numpy as np
        >>> from rnn_ref import rnn_forward
        >>> one = np.asarray([[1.0]])
        >>> weights = {"Wax": one, "Waa": one, "Wya": one, "ba": 0 * one, "by": one}
        >>> a, y_pred, caches = rnn_forward(np.zeros((1, 1, 2)), 0 * one, weights)
        >>> truncated_bptt(np.ones((1, 1, 2)), caches, k=1)["dba"].tolist()  # 1 at each step
        [[2.0]]
    """
    window = check_count("k", k, least=1)
    return unroll_backward(TANH_RNN, (da,), caches, window)
