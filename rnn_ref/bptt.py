"""Backpropagation through time for the RNN of rnn.py: one step, a whole sequence, windows."""

from array_api_compat import array_namespace

from rnn_ref.arguments import check_count, check_gradient
from rnn_ref.cell import check_steps
from rnn_ref.elman import TANH_RNN


def rnn_cell_backward(da_next, cache) -> dict:
    """Go back through one step of an RNN.

    a⟨t⟩ = tanh(z), so
    dz = (1 − a⟨t⟩²) ⊙ da⟨t⟩
    dx⟨t⟩ = W_axᵀ dz
    da⟨t−1⟩ = W_aaᵀ dz
    dW_ax = dz x⟨t⟩ᵀ
    dW_aa = dz a⟨t−1⟩ᵀ
    db_a = Σ_examples dz

    The prediction is not part of this step; its gradients are those of output_layer_backward.

    da_next: (n_a, m), the gradient with respect to a⟨t⟩ from all that uses it: the prediction
    of this step and the next step.
    cache: from rnn_cell_forward.
    Returns: dict of dxt (n_x, m), da_prev (n_a, m), dWax (n_a, n_x), dWaa (n_a, n_a),
    dba (n_a, 1).
    Errors: TypeError for what is no array, a wrong dtype or two libraries; ValueError for a
    wrong shape or two devices.
    Source: Goodfellow, Bengio and Courville 2016, "Deep Learning", section 10.2.2.

    >>> import numpy as np
    >>> from rnn_ref import rnn_cell_forward
    >>> one = np.asarray([[1.0]])
    >>> weights = {"Wax": 0.5 * one, "Waa": one, "Wya": one, "ba": 0 * one, "by": one}
    >>> a_next, yt_pred, cache = rnn_cell_forward(one, 0 * one, weights)
    >>> rnn_cell_backward(one, cache)["da_prev"].round(4).tolist()  # 1 − 0.4621²
    [[0.7864]]
    """
    a_next, a_prev, xt, parameters = cache
    check_gradient(da_next=(da_next, a_next))
    xp = array_namespace(da_next, a_next)
    Wax, Waa = parameters["Wax"], parameters["Waa"]
    dz = (1 - a_next**2) * da_next  # (n_a, m)
    dxt = Wax.T @ dz  # (n_x, m)
    da_prev = Waa.T @ dz  # (n_a, m)
    dWax = dz @ xt.T  # (n_a, n_x)
    dWaa = dz @ a_prev.T  # (n_a, n_a)
    dba = xp.sum(dz, axis=1, keepdims=True)  # (n_a, 1)
    return {"dxt": dxt, "da_prev": da_prev, "dWax": dWax, "dWaa": dWaa, "dba": dba}


def rnn_backward(da, caches) -> dict:
    """Go back through a whole sequence.

    da⟨t⟩ = da⟨t⟩ from its prediction + da⟨t⟩ from step t + 1   for t = T_x … 1
    The weights are the same at every step, so their gradients are sums over the steps.

    da: (n_a, m, T_x), the gradient with respect to each a⟨t⟩ from its own prediction alone.
    caches: from rnn_forward.
    Returns: dict of dx (n_x, m, T_x), da0 (n_a, m), dWax (n_a, n_x), dWaa (n_a, n_a),
    dba (n_a, 1).
    Errors: those of one step; ValueError if da and caches have not the same number of steps.
    Source: Werbos 1990, "Backpropagation through time: what it does and how to do it".

    >>> import numpy as np
    >>> from rnn_ref import rnn_forward
    >>> one = np.asarray([[1.0]])
    >>> weights = {"Wax": one, "Waa": one, "Wya": one, "ba": 0 * one, "by": one}
    >>> a, y_pred, caches = rnn_forward(np.zeros((1, 1, 2)), 0 * one, weights)
    >>> rnn_backward(np.ones((1, 1, 2)), caches)["dba"].tolist()  # 1 at the last step, 2 before
    [[3.0]]
    """
    check_steps(TANH_RNN, da, caches)
    xp = array_namespace(da)
    T_x = len(caches)
    dx_steps = []
    da_next = xp.zeros_like(da[:, :, 0])  # (n_a, m)
    sums = {"dWax": 0, "dWaa": 0, "dba": 0}
    for t in reversed(range(T_x)):
        gradients = rnn_cell_backward(da[:, :, t] + da_next, caches[t])
        dx_steps.append(gradients["dxt"])
        da_next = gradients["da_prev"]
        for name in sums:
            sums[name] = sums[name] + gradients[name]
    dx_steps.reverse()
    dx = xp.stack(dx_steps, axis=2)  # (n_x, m, T_x)
    return {"dx": dx, "da0": da_next, **sums}


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
