"""The Jordan cell: what comes back is the last prediction, not the last state."""

from array_api_compat import array_namespace

from rnn_ref.activations.softmax import softmax, softmax_backward
from rnn_ref.arguments.arrays import check_gradient, check_with_parameters
from rnn_ref.cells.cell import Cell

PARAMETER_SHAPES = {
    "Wax": "n_a n_x",
    "Way": "n_a n_y",
    "Wya": "n_y n_a",
    "ba": "n_a 1",
    "by": "n_y 1",
}


def jordan_cell_forward(xt, y_prev, parameters: dict):
    """Compute one step of a Jordan network.

    Equations:
        a⟨t⟩ = tanh(W_ax x⟨t⟩ + W_ay ŷ⟨t−1⟩ + b_a)
        ŷ⟨t⟩ = softmax(W_ya a⟨t⟩ + b_y)

    Args:
        xt: (n_x, m), the input x⟨t⟩.
        y_prev: (n_y, m), the prediction ŷ⟨t−1⟩.
        parameters: dict of Wax (n_a, n_x), Way (n_a, n_y), Wya (n_y, n_a), ba (n_a, 1), by (n_y,
            1).

    Returns:
        the new hidden values (n_a, m), the prediction (n_y, m), and the cache, a tuple of the new
        hidden values, the old prediction, the input and the parameters.

    Raises:
        TypeError: for what is no array, a wrong dtype or two libraries.
        ValueError: for a wrong shape, two devices, a missing or an unknown key.

    References:
        Jordan 1986, "Serial order: a parallel distributed processing approach". Jordan's state
        units also keep a decaying trace of themselves; this cell, like most later texts, leaves the
        trace out.

    Examples:
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


def jordan_cell_backward(da_next, dy_next, cache) -> dict:
    """Go back through one step of a Jordan network.

    Equations:
        dz_y = ŷ⟨t⟩ ⊙ (dŷ⟨t⟩ − Σ_classes ŷ⟨t⟩ ⊙ dŷ⟨t⟩)
        da = da⟨t⟩ + W_yaᵀ dz_y
        dz_a = (1 − a⟨t⟩²) ⊙ da
        dx⟨t⟩ = W_axᵀ dz_a        dŷ⟨t−1⟩ = W_ayᵀ dz_a
        dW_ax = dz_a x⟨t⟩ᵀ        dW_ay = dz_a ŷ⟨t−1⟩ᵀ        db_a = Σ_examples dz_a
        dW_ya = dz_y a⟨t⟩ᵀ        db_y = Σ_examples dz_y

    The prediction feeds the next step, so the output layer is part of the way back.

    Args:
        da_next: (n_a, m), the gradient with respect to a⟨t⟩ from all that uses it but ŷ⟨t⟩.
        dy_next: (n_y, m), the gradient with respect to ŷ⟨t⟩: from the loss and the next step.
        cache: from jordan_cell_forward.

    Returns:
        dict of dxt (n_x, m), dy_prev (n_y, m), dWax, dWay, dWya, dba, dby.

    Raises:
        TypeError, ValueError: for gradients that do not fit the cache.

    References:
        the chain rule on the equations of jordan_cell_forward.

    Examples:
        >>> import numpy as np
        >>> one = np.asarray([[1.0]])
        >>> weights = {"Wax": 0.5 * one, "Way": one, "Wya": one, "ba": 0 * one, "by": one}
        >>> a_next, yt_pred, cache = jordan_cell_forward(one, one, weights)
        >>> jordan_cell_backward(one, one, cache)["dby"].tolist()  # one class: its p cannot move
        [[0.0]]
    """
    a_next, y_prev, xt, parameters = cache
    Wax, Way, Wya = parameters["Wax"], parameters["Way"], parameters["Wya"]
    yt_pred = softmax(Wya @ a_next + parameters["by"])  # (n_y, m)
    check_gradient(da_next=(da_next, a_next), dy_next=(dy_next, yt_pred))
    xp = array_namespace(da_next, a_next)
    dzy = softmax_backward(dy_next, yt_pred)  # (n_y, m)
    da = da_next + Wya.T @ dzy  # (n_a, m)
    dza = (1 - a_next**2) * da  # (n_a, m)
    return {
        "dxt": Wax.T @ dza,  # (n_x, m)
        "dy_prev": Way.T @ dza,  # (n_y, m)
        "dWax": dza @ xt.T,  # (n_a, n_x)
        "dWay": dza @ y_prev.T,  # (n_a, n_y)
        "dWya": dzy @ a_next.T,  # (n_y, n_a)
        "dba": xp.sum(dza, axis=1, keepdims=True),  # (n_a, 1)
        "dby": xp.sum(dzy, axis=1, keepdims=True),  # (n_y, 1)
    }


def _step(xt, a_prev, y_prev, parameters):
    """The step with the state (a, ŷ), of which only ŷ is read."""
    return jordan_cell_forward(xt, y_prev, parameters)


def _step_backward(da_next, dy_next, cache):
    gradients = jordan_cell_backward(da_next, dy_next, cache)
    xp = array_namespace(da_next)
    return {"da_prev": xp.zeros_like(da_next), **gradients}


JORDAN = Cell("jordan", ("a", "y"), PARAMETER_SHAPES, _step, _step_backward, widths={"y": "n_y"})
