"""The clear text of chapter 3: back through time, step by step."""

from array_api_compat import array_namespace

from rnn_ref import TANH_RNN, rnn_cell_backward
from rnn_ref.arguments.arrays import check_arrays
from rnn_ref.arguments.numbers import check_count
from rnn_ref.cells.caches import check_steps


def rnn_backward(da, caches) -> dict:
    """Go back through a whole sequence."""
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
    """Go back through a sequence in windows of k steps; no gradient crosses from one to the next."""
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


def rnn_gradient_norm_per_lag(da_last, caches):
    """Do the same for the RNN of rnn_cell_forward alone, one cell after the other."""
    check_arrays(da_last=(da_last, "n_a m"))
    xp = array_namespace(da_last)
    later = da_last
    gradients = [later]
    for cache in reversed(caches):
        later = rnn_cell_backward(later, cache)["da_prev"]  # (n_a, m)
        gradients.append(later)
    norms = [xp.sqrt(xp.sum(g**2)) for g in gradients]
    return xp.stack(norms)  # (T_x + 1,)
