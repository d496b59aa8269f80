"""The RNN with its prediction: one step, forward and backward."""

from array_api_compat import array_namespace

from rnn_ref.activations.softmax import softmax
from rnn_ref.arguments.arrays import check_gradient, check_with_parameters

PARAMETER_SHAPES = {
    "Wax": "n_a n_x",
    "Waa": "n_a n_a",
    "Wya": "n_y n_a",
    "ba": "n_a 1",
    "by": "n_y 1",
}


def rnn_cell_forward(xt, a_prev, parameters: dict):
    """Compute one step of an RNN.

    Equations:
        a⟨t⟩ = tanh(W_ax x⟨t⟩ + W_aa a⟨t−1⟩ + b_a)
        ŷ⟨t⟩ = softmax(W_ya a⟨t⟩ + b_y)

    Args:
        xt: (n_x, m), the input x⟨t⟩.
        a_prev: (n_a, m), the state a⟨t−1⟩.
        parameters: dict of Wax (n_a, n_x), Waa (n_a, n_a), Wya (n_y, n_a), ba (n_a, 1), by (n_y,
            1).

    Returns:
        the new state (n_a, m), the prediction (n_y, m), and the cache for the backward pass, a
        tuple of the new state, the old state, the input and the parameters.

    Raises:
        TypeError: for what is no array, a wrong dtype or two libraries.
        ValueError: for a wrong shape, two devices, a missing or an unknown key.

    References:
        Elman 1990, "Finding structure in time"; with tanh and softmax as in Goodfellow, Bengio and
        Courville 2016, "Deep Learning", section 10.2.

    Examples:
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


def rnn_cell_backward(da_next, cache) -> dict:
    """Go back through one step of an RNN.

    Equations:
        a⟨t⟩ = tanh(z), so
        dz = (1 − a⟨t⟩²) ⊙ da⟨t⟩
        dx⟨t⟩ = W_axᵀ dz
        da⟨t−1⟩ = W_aaᵀ dz
        dW_ax = dz x⟨t⟩ᵀ
        dW_aa = dz a⟨t−1⟩ᵀ
        db_a = Σ_examples dz

    The prediction is not part of this step; its gradients are those of output_layer_backward.

    Args:
        da_next: (n_a, m), the gradient with respect to a⟨t⟩ from all that uses it: the prediction
            of this step and the next step.
        cache: from rnn_cell_forward.

    Returns:
        dict of dxt (n_x, m), da_prev (n_a, m), dWax (n_a, n_x), dWaa (n_a, n_a), dba (n_a, 1).

    Raises:
        TypeError: for what is no array, a wrong dtype or two libraries.
        ValueError: for a wrong shape or two devices.

    References:
        Goodfellow, Bengio and Courville 2016, "Deep Learning", section 10.2.2.

    Examples:
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
