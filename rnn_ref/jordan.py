"""The Jordan cell: what comes back is the last prediction, not the last state."""

from array_api_compat import array_namespace

from rnn_ref.activations import softmax
from rnn_ref.arguments import check_with_parameters

PARAMETER_SHAPES = {
    "Wax": "n_a n_x",
    "Way": "n_a n_y",
    "Wya": "n_y n_a",
    "ba": "n_a 1",
    "by": "n_y 1",
}


def jordan_cell_forward(xt, y_prev, parameters: dict):
    """Compute one step of a Jordan network.

    a⟨t⟩ = tanh(W_ax x⟨t⟩ + W_ay ŷ⟨t−1⟩ + b_a)
    ŷ⟨t⟩ = softmax(W_ya a⟨t⟩ + b_y)

    xt: (n_x, m), the input x⟨t⟩.
    y_prev: (n_y, m), the prediction ŷ⟨t−1⟩.
    parameters: dict of Wax (n_a, n_x), Way (n_a, n_y), Wya (n_y, n_a), ba (n_a, 1), by (n_y, 1).
    Returns: the new hidden values (n_a, m), the prediction (n_y, m), and the cache, a tuple of
    the new hidden values, the old prediction, the input and the parameters.
    Errors: TypeError for what is no array, a wrong dtype or two libraries; ValueError for a
    wrong shape, two devices, a missing or an unknown key.
    Source: Jordan 1986, "Serial order: a parallel distributed processing approach". Jordan's
    state units also keep a decaying trace of themselves; this cell, like most later texts,
    leaves the trace out.

    >>> import numpy as np
    >>> one = np.asarray([[1.0]])
    >>> weights = {"Wax": 0.5 * one, "Way": one, "Wya": one, "ba": 0 * one, "by": one}
    >>> a_next, yt_pred, cache = jordan_cell_forward(one, one, weights)
    >>> a_next.round(4).tolist(), yt_pred.tolist()
    ([[0.9051]], [[1.0]])
    """
    check_with_parameters(parameters, PARAMETER_SHAPES, xt=(xt, "n_x m"), y_prev=(y_prev, "n_y m"))
    xp = array_namespace(xt, y_prev)
    Wax, Way, ba = parameters["Wax"], parameters["Way"], parameters["ba"]
    Wya, by = parameters["Wya"], parameters["by"]
    a_next = xp.tanh(Wax @ xt + Way @ y_prev + ba)  # (n_a, m)
    yt_pred = softmax(Wya @ a_next + by)  # (n_y, m)
    cache = (a_next, y_prev, xt, parameters)
    return a_next, yt_pred, cache
