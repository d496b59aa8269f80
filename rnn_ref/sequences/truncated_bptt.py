"""Backpropagation through time in windows."""

from array_api_compat import array_namespace

from rnn_ref.arguments.numbers import check_count
from rnn_ref.cells.caches import check_steps
from rnn_ref.cells.rnn_step import TANH_RNN
from rnn_ref.sequences.rnn import rnn_backward


def truncated_bptt(da, caches, k: int) -> dict:
    """Go back through a sequence in windows of k steps; no gradient crosses from one to the next.

    The windows are the steps 1 … k, k + 1 … 2k, and so on; the last one may be shorter. At the
    first step of a window the gradient from step t + 1 still counts, but what leaves it for
    step t − 1 is dropped. With k = T_x nothing is dropped.

    da: (n_a, m, T_x), the gradient with respect to each a⟨t⟩ from its own prediction alone.
    caches: from rnn_forward.
    k: steps in a window, at least 1.
    Returns: the dict of rnn_backward.
    Errors: those of rnn_backward; TypeError if k is no integer, ValueError if it is below 1.
    Source: Williams and Peng 1990, "An efficient gradient-based algorithm for on-line training
    of recurrent network trajectories", with both of its lengths equal to k.

    >>> import numpy as np
    >>> from rnn_ref import rnn_forward
    >>> one = np.asarray([[1.0]])
    >>> weights = {"Wax": one, "Waa": one, "Wya": one, "ba": 0 * one, "by": one}
    >>> a, y_pred, caches = rnn_forward(np.zeros((1, 1, 2)), 0 * one, weights)
    >>> truncated_bptt(np.ones((1, 1, 2)), caches, k=1)["dba"].tolist()  # 1 at each step
    [[2.0]]
    """
    k = check_count("k", k, least=1)
    check_steps(TANH_RNN, da, caches)
    xp = array_namespace(da)
    T_x = len(caches)
    windows = []
    for start in range(0, T_x, k):
        end = min(start + k, T_x)
        windows.append(rnn_backward(da[:, :, start:end], caches[start:end]))
    dx = xp.concat([window["dx"] for window in windows], axis=2)  # (n_x, m, T_x)
    sums = {name: sum(window[name] for window in windows) for name in ("dWax", "dWaa", "dba")}
    return {"dx": dx, "da0": windows[0]["da0"], **sums}
