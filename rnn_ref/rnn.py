"""The RNN: one step, a whole sequence, and the two task types with one end.

The cell is one step; the other functions call it and differ in what they feed it and in what
they keep.
"""

from array_api_compat import array_namespace

from rnn_ref.activations import softmax
from rnn_ref.arguments import check_count, check_equal_sizes, check_with_parameters

PARAMETER_SHAPES = {
    "Wax": "n_a n_x",
    "Waa": "n_a n_a",
    "Wya": "n_y n_a",
    "ba": "n_a 1",
    "by": "n_y 1",
}


def rnn_cell_forward(xt, a_prev, parameters: dict):
    """Compute one step of an RNN.

    a⟨t⟩ = tanh(W_ax x⟨t⟩ + W_aa a⟨t−1⟩ + b_a)
    ŷ⟨t⟩ = softmax(W_ya a⟨t⟩ + b_y)

    xt: (n_x, m), the input x⟨t⟩.
    a_prev: (n_a, m), the state a⟨t−1⟩.
    parameters: dict of Wax (n_a, n_x), Waa (n_a, n_a), Wya (n_y, n_a), ba (n_a, 1), by (n_y, 1).
    Returns: the new state (n_a, m), the prediction (n_y, m), and the cache for the backward
    pass, a tuple of the new state, the old state, the input and the parameters.
    Errors: TypeError for what is no array, a wrong dtype or two libraries; ValueError for a
    wrong shape, two devices, a missing or an unknown key.
    Source: Elman 1990, "Finding structure in time"; with tanh and softmax as in Goodfellow,
    Bengio and Courville 2016, "Deep Learning", section 10.2.

    >>> import numpy as np
    >>> one = np.asarray([[1.0]])
    >>> weights = {"Wax": 0.5 * one, "Waa": one, "Wya": one, "ba": 0 * one, "by": one}
    >>> a_next, yt_pred, cache = rnn_cell_forward(one, 0 * one, weights)
    >>> a_next.round(4).tolist(), yt_pred.tolist()
    ([[0.4621]], [[1.0]])
    """
    check_with_parameters(parameters, PARAMETER_SHAPES, xt=(xt, "n_x m"), a_prev=(a_prev, "n_a m"))
    xp = array_namespace(xt, a_prev)
    Wax, Waa, ba = parameters["Wax"], parameters["Waa"], parameters["ba"]
    Wya, by = parameters["Wya"], parameters["by"]
    a_next = xp.tanh(Wax @ xt + Waa @ a_prev + ba)  # (n_a, m)
    yt_pred = softmax(Wya @ a_next + by)  # (n_y, m)
    cache = (a_next, a_prev, xt, parameters)
    return a_next, yt_pred, cache


def rnn_forward(x, a0, parameters: dict):
    """Run the cell over a whole sequence.

    a⟨t⟩, ŷ⟨t⟩ = cell(x⟨t⟩, a⟨t−1⟩)   for t = 1 … T_x, starting from a⟨0⟩

    x: (n_x, m, T_x), with T_x at least 1.
    a0: (n_a, m), the state a⟨0⟩.
    parameters: those of the cell.
    Returns: all states (n_a, m, T_x), all predictions (n_y, m, T_x), and a sequence of the T_x
    caches of the cell.
    Errors: those of the cell; ValueError if the sequence has no step.
    Source: Elman 1990, "Finding structure in time".

    >>> import numpy as np
    >>> one = np.asarray([[1.0]])
    >>> weights = {"Wax": 0.5 * one, "Waa": one, "Wya": one, "ba": 0 * one, "by": one}
    >>> a, y_pred, caches = rnn_forward(np.asarray([[[1.0, 1.0]]]), 0 * one, weights)
    >>> a.round(4).tolist(), len(caches)
    ([[[0.4621, 0.7452]]], 2)
    """
    check_with_parameters(parameters, PARAMETER_SHAPES, x=(x, "n_x m T_x"), a0=(a0, "n_a m"))
    xp = array_namespace(x, a0)
    T_x = x.shape[2]
    a_steps, y_steps, caches = [], [], []
    a_prev = a0  # (n_a, m)
    for t in range(T_x):
        xt = x[:, :, t]  # (n_x, m)
        a_next, yt_pred, cache = rnn_cell_forward(xt, a_prev, parameters)
        a_steps.append(a_next)
        y_steps.append(yt_pred)
        caches.append(cache)
        a_prev = a_next
    a = xp.stack(a_steps, axis=2)  # (n_a, m, T_x)
    y_pred = xp.stack(y_steps, axis=2)  # (n_y, m, T_x)
    return a, y_pred, caches


def many_to_one(x, a0, parameters: dict):
    """Read a whole sequence and give one prediction, after its last step.

    ŷ = ŷ⟨T_x⟩

    x: (n_x, m, T_x). a0: (n_a, m). parameters: those of the cell.
    Returns: the last prediction (n_y, m).
    Errors: those of a whole sequence.
    Source: the task types of Karpathy 2015, "The unreasonable effectiveness of recurrent
    neural networks".

    >>> import numpy as np
    >>> one = np.asarray([[1.0]])
    >>> weights = {"Wax": one, "Waa": one, "Wya": one, "ba": one, "by": one}
    >>> many_to_one(np.ones((1, 1, 4)), one, weights).shape
    (1, 1)
    """
    a, y_pred, caches = rnn_forward(x, a0, parameters)
    last = y_pred[:, :, -1]  # (n_y, m)
    return last


def one_to_many(x1, a0, parameters: dict, T_y: int):
    """Start from one input and feed every prediction back as the next input.

    a⟨t⟩, ŷ⟨t⟩ = cell(x⟨t⟩, a⟨t−1⟩)   for t = 1 … T_y
    x⟨t+1⟩ = ŷ⟨t⟩

    x1: (n_x, m), the input x⟨1⟩. a0: (n_a, m). parameters: those of the cell, with n_y = n_x.
    T_y: the number of steps, at least 1.
    Returns: all predictions (n_y, m, T_y).
    Errors: those of the cell; ValueError if n_y ≠ n_x or T_y < 1; TypeError if T_y is no integer.
    Source: the task types of Karpathy 2015, "The unreasonable effectiveness of recurrent
    neural networks".

    >>> import numpy as np
    >>> one = np.asarray([[1.0]])
    >>> weights = {"Wax": one, "Waa": one, "Wya": one, "ba": one, "by": one}
    >>> one_to_many(one, one, weights, T_y=3).shape
    (1, 1, 3)
    """
    sizes = check_with_parameters(parameters, PARAMETER_SHAPES, x1=(x1, "n_x m"), a0=(a0, "n_a m"))
    check_equal_sizes(sizes, "n_y", "n_x", "each prediction is the next input")
    steps = check_count("T_y", T_y, least=1)
    xp = array_namespace(x1, a0)
    y_steps = []
    xt = x1  # (n_x, m)
    a_prev = a0  # (n_a, m)
    for t in range(steps):
        a_next, yt_pred, cache = rnn_cell_forward(xt, a_prev, parameters)
        y_steps.append(yt_pred)
        xt = yt_pred  # (n_y, m)
        a_prev = a_next
    y_pred = xp.stack(y_steps, axis=2)  # (n_y, m, T_y)
    return y_pred
