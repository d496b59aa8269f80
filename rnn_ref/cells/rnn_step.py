"""The Elman step without a prediction, with tanh or with ReLU, as a layer of larger networks.

rnn.py has the same tanh step with its prediction.
"""

from array_api_compat import array_namespace

from rnn_ref.activations.relu import relu
from rnn_ref.arguments.arrays import check_gradient, check_with_parameters
from rnn_ref.cells.cell import Cell
from rnn_ref.cells.rnn import rnn_cell_backward

PARAMETER_SHAPES = {"Wax": "n_a n_x", "Waa": "n_a n_a", "ba": "n_a 1"}


def elman_step(xt, a_prev, parameters: dict):
    """Compute one state of an RNN with tanh.

    Equations:
        a⟨t⟩ = tanh(W_ax x⟨t⟩ + W_aa a⟨t−1⟩ + b_a)

    Args:
        xt: (n_x, m), the input x⟨t⟩.
        a_prev: (n_a, m), the state a⟨t−1⟩.
        parameters: dict of Wax (n_a, n_x), Waa (n_a, n_a), ba (n_a, 1).

    Returns:
        the new state (n_a, m) and the cache for elman_step_backward.

    Raises:
        TypeError: for what is no array, a wrong dtype or two libraries.
        ValueError: for a wrong shape, two devices, a missing or an unknown key.

    References:
        Elman 1990, "Finding structure in time".

    Examples:
        >>> import numpy as np
        >>> one = np.asarray([[1.0]])
        >>> a_next, cache = elman_step(one, 0 * one, {"Wax": 0.5 * one, "Waa": one, "ba": 0 * one})
        >>> a_next.round(4).tolist()
        [[0.4621]]
    """
    xp, z = _sum(xt, a_prev, parameters)
    a_next = xp.tanh(z)  # (n_a, m)
    cache = (a_next, a_prev, xt, parameters)
    return a_next, cache


def elman_step_backward(da_next, cache) -> dict:
    """Go back through one tanh step.

    Equations:
        dz = (1 − a⟨t⟩²) ⊙ da⟨t⟩
        dW_ax = dz x⟨t⟩ᵀ        dW_aa = dz a⟨t−1⟩ᵀ        db_a = Σ_examples dz
        dx⟨t⟩ = W_axᵀ dz        da⟨t−1⟩ = W_aaᵀ dz

    Args:
        da_next: (n_a, m), the gradient with respect to a⟨t⟩ from all that uses it.
        cache: from elman_step.

    Returns:
        dict of dxt (n_x, m), da_prev (n_a, m), dWax, dWaa, dba.

    Raises:
        TypeError, ValueError: for a da_next that does not fit the cache.

    References:
        Goodfellow, Bengio and Courville 2016, "Deep Learning", section 10.2.2.

    Examples:
        >>> import numpy as np
        >>> one = np.asarray([[1.0]])
        >>> a_next, cache = elman_step(one, 0 * one, {"Wax": 0.5 * one, "Waa": one, "ba": 0 * one})
        >>> elman_step_backward(one, cache)["dxt"].round(4).tolist()  # 0.5 · (1 − 0.4621²)
        [[0.3932]]
    """
    return rnn_cell_backward(da_next, cache)


def relu_step(xt, a_prev, parameters: dict):
    """Compute one state of an RNN with ReLU.

    Equations:
        a⟨t⟩ = max(0, W_ax x⟨t⟩ + W_aa a⟨t−1⟩ + b_a)

    Args:
        xt, a_prev, parameters: as for elman_step.

    Returns:
        as for elman_step.

    Raises:
        TypeError, ValueError: those of elman_step.

    References:
        Le, Jaitly and Hinton 2015, "A simple way to initialize recurrent networks of rectified
        linear units".

    Examples:
        >>> import numpy as np
        >>> one = np.asarray([[1.0]])
        >>> weights = {"Wax": 0.5 * one, "Waa": -one, "ba": 0 * one}
        >>> relu_step(one, 0 * one, weights)[0].tolist(), relu_step(one, one, weights)[0].tolist()
        ([[0.5]], [[0.0]])
    """
    xp, z = _sum(xt, a_prev, parameters)
    a_next = relu(z)  # (n_a, m)
    cache = (a_next, a_prev, xt, parameters)
    return a_next, cache


def relu_step_backward(da_next, cache) -> dict:
    """Go back through one ReLU step: the equations of elman_step_backward with another slope.

    Equations:
        dz = da⟨t⟩ where a⟨t⟩ > 0, and 0 elsewhere

    Args:
        da_next, cache: as for elman_step_backward.

    Returns:
        as for elman_step_backward.

    Raises:
        TypeError, ValueError: those of elman_step_backward.

    References:
        as for relu_step; the slope at 0 is taken as 0, as torch does.

    Examples:
        >>> import numpy as np
        >>> one = np.asarray([[1.0]])
        >>> a_next, cache = relu_step(one, 0 * one, {"Wax": 0.5 * one, "Waa": one, "ba": 0 * one})
        >>> relu_step_backward(one, cache)["dxt"].tolist()
        [[0.5]]
    """
    a_next, a_prev, xt, parameters = cache
    check_gradient(da_next=(da_next, a_next))
    xp = array_namespace(da_next, a_next)
    dz = xp.astype(a_next > 0, a_next.dtype) * da_next  # (n_a, m)
    return {
        "dxt": parameters["Wax"].T @ dz,  # (n_x, m)
        "da_prev": parameters["Waa"].T @ dz,  # (n_a, m)
        "dWax": dz @ xt.T,  # (n_a, n_x)
        "dWaa": dz @ a_prev.T,  # (n_a, n_a)
        "dba": xp.sum(dz, axis=1, keepdims=True),  # (n_a, 1)
    }


def _sum(xt, a_prev, parameters):
    """The array library, and what the activation is taken of."""
    check_with_parameters(parameters, PARAMETER_SHAPES, xt=(xt, "n_x m"), a_prev=(a_prev, "n_a m"))
    Wax, Waa, ba = parameters["Wax"], parameters["Waa"], parameters["ba"]
    return array_namespace(xt, a_prev), Wax @ xt + Waa @ a_prev + ba  # (n_a, m)


TANH_RNN = Cell("tanh_rnn", ("a",), PARAMETER_SHAPES, elman_step, elman_step_backward)


RELU_RNN = Cell("relu_rnn", ("a",), PARAMETER_SHAPES, relu_step, relu_step_backward)
