"""The LSTM over a whole sequence, forward and backward."""

from array_api_compat import array_namespace

from rnn_ref.arguments.arrays import check_with_parameters
from rnn_ref.cells.caches import check_steps
from rnn_ref.cells.lstm import LSTM, PARAMETER_SHAPES, lstm_cell_backward, lstm_cell_forward


def lstm_forward(x, a0, parameters: dict):
    """Run the LSTM over a whole sequence, starting with an empty memory.

    c⟨0⟩ = 0
    a⟨t⟩, c⟨t⟩ = step(x⟨t⟩, a⟨t−1⟩, c⟨t−1⟩)   for t = 1 … T_x
    ŷ⟨t⟩ = softmax(W_y a⟨t⟩ + b_y)

    x: (n_x, m, T_x), with T_x at least 1.
    a0: (n_a, m), the state a⟨0⟩. For another c⟨0⟩ use unroll_forward with the cell LSTM.
    parameters: those of lstm_cell_forward.
    Returns: all states a (n_a, m, T_x), all predictions y (n_y, m, T_x), all memories c
    (n_a, m, T_x), and a sequence of the T_x caches of the cell.
    Errors: those of lstm_cell_forward; ValueError if the sequence has no step.
    Source: as for lstm_step.

    >>> import numpy as np
    >>> one, zero = np.asarray([[1.0]]), np.asarray([[0.0, 0.0]])
    >>> weights = {key: zero if key[0] == "W" else 0 * one for key in PARAMETER_SHAPES}
    >>> weights |= {"Wy": one, "bc": 20 * one}  # the candidate is 1
    >>> a, y, c, caches = lstm_forward(np.zeros((1, 1, 3)), one, weights)
    >>> c.tolist()  # half is kept and a half is added
    [[[0.5, 0.75, 0.875]]]
    """
    check_with_parameters(parameters, PARAMETER_SHAPES, x=(x, "n_x m T_x"), a0=(a0, "n_a m"))
    xp = array_namespace(x, a0)
    a_steps, c_steps, y_steps, caches = [], [], [], []
    a_prev = a0  # (n_a, m)
    c_prev = xp.zeros_like(a0)  # (n_a, m)
    for t in range(x.shape[2]):
        a_next, c_next, yt_pred, cache = lstm_cell_forward(x[:, :, t], a_prev, c_prev, parameters)
        a_steps.append(a_next)
        c_steps.append(c_next)
        y_steps.append(yt_pred)
        caches.append(cache)
        a_prev = a_next
        c_prev = c_next
    a = xp.stack(a_steps, axis=2)  # (n_a, m, T_x)
    c = xp.stack(c_steps, axis=2)  # (n_a, m, T_x)
    y = xp.stack(y_steps, axis=2)  # (n_y, m, T_x)
    return a, y, c, caches


def lstm_backward(da, caches) -> dict:
    """Go back through a whole sequence.

    da⟨t⟩ = da⟨t⟩ from its prediction + da⟨t⟩ from step t + 1   for t = T_x … 1
    dc⟨t⟩ = dc⟨t⟩ from step t + 1

    da: (n_a, m, T_x), the gradient with respect to each a⟨t⟩ from its own prediction alone.
    caches: from lstm_forward.
    Returns: dict of dx (n_x, m, T_x), da0 and dc0 (n_a, m), dWf, dbf, dWu, dbu, dWc, dbc, dWo,
    dbo. The gradients of Wy and by are those of output_layer_backward.
    Errors: those of one step; ValueError if da and caches have not the same number of steps.
    Source: Greff et al. 2017, "LSTM: a search space odyssey", section II, without peepholes.

    >>> import numpy as np
    >>> one, zero = np.asarray([[1.0]]), np.asarray([[0.0, 0.0]])
    >>> weights = {key: zero if key[0] == "W" else 0 * one for key in PARAMETER_SHAPES}
    >>> weights["Wy"] = one
    >>> a, y, c, caches = lstm_forward(np.zeros((1, 1, 2)), one, weights)
    >>> lstm_backward(np.ones((1, 1, 2)), caches)["dc0"].tolist()  # 0.5 · (0.5 + 0.5 · 0.5)
    [[0.375]]
    """
    check_steps(LSTM, da, caches)
    xp = array_namespace(da)
    dx_steps, sums = [], {}
    da_next = xp.zeros_like(da[:, :, 0])  # (n_a, m)
    dc_next = xp.zeros_like(da_next)  # (n_a, m)
    for t in reversed(range(len(caches))):
        gradients = lstm_cell_backward(da[:, :, t] + da_next, dc_next, caches[t])
        dx_steps.append(gradients.pop("dxt"))
        da_next = gradients.pop("da_prev")
        dc_next = gradients.pop("dc_prev")
        for name, gradient in gradients.items():
            sums[name] = sums.get(name, 0) + gradient
    dx_steps.reverse()
    dx = xp.stack(dx_steps, axis=2)  # (n_x, m, T_x)
    return {"dx": dx, "da0": da_next, "dc0": dc_next, **sums}
