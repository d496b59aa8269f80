"""The RNN over a whole sequence, forward and backward."""

from rnn_ref.arguments.arrays import check_with_parameters
from rnn_ref.cells.output_layer import output_layer_forward
from rnn_ref.cells.rnn import PARAMETER_SHAPES
from rnn_ref.cells.rnn_step import TANH_RNN
from rnn_ref.sequences.unroll import unroll_backward, unroll_forward


def rnn_forward(x, a0, parameters: dict):
    """Run the cell over a whole sequence.

    Equations:
        a⟨t⟩, ŷ⟨t⟩ = cell(x⟨t⟩, a⟨t−1⟩)   for t = 1 … T_x, starting from a⟨0⟩

    Args:
        x: (n_x, m, T_x), with T_x at least 1.
        a0: (n_a, m), the state a⟨0⟩.
        parameters: those of the cell.

    Returns:
        all states (n_a, m, T_x), all predictions (n_y, m, T_x), and a sequence of the T_x caches of
        the cell.

    Raises:
        TypeError, ValueError: those of the cell.
        ValueError: if the sequence has no step.

    References:
        Elman 1990, "Finding structure in time".

    Examples:
        >>> import numpy as np
        >>> one = np.asarray([[1.0]])
        >>> weights = {"Wax": 0.5 * one, "Waa": one, "Wya": one, "ba": 0 * one, "by": one}
        >>> a, y_pred, caches = rnn_forward(np.asarray([[[1.0, 1.0]]]), 0 * one, weights)
        >>> a.round(4).tolist(), len(caches)
        ([[[0.4621, 0.7452]]], 2)
    """
    check_with_parameters(parameters, PARAMETER_SHAPES, x=(x, "n_x m T_x"), a0=(a0, "n_a m"))
    step = {key: parameters[key] for key in TANH_RNN.shapes}
    (a,), caches = unroll_forward(TANH_RNN, x, (a0,), step)
    return a, output_layer_forward(a, parameters), caches


def rnn_backward(da, caches) -> dict:
    """Go back through a whole sequence.

    Equations:
        da⟨t⟩ = da⟨t⟩ from its prediction + da⟨t⟩ from step t + 1   for t = T_x … 1
        The weights are the same at every step, so their gradients are sums over the steps.

    Args:
        da: (n_a, m, T_x), the gradient with respect to each a⟨t⟩ from its own prediction alone.
        caches: from rnn_forward.

    Returns:
        dict of dx (n_x, m, T_x), da0 (n_a, m), dWax (n_a, n_x), dWaa (n_a, n_a), dba (n_a, 1).

    Raises:
        TypeError, ValueError: those of one step.
        ValueError: if da and caches have not the same number of steps.

    References:
        Werbos 1990, "Backpropagation through time: what it does and how to do it".

    Examples:
        >>> import numpy as np
        >>> from rnn_ref import rnn_forward
        >>> one = np.asarray([[1.0]])
        >>> weights = {"Wax": one, "Waa": one, "Wya": one, "ba": 0 * one, "by": one}
        >>> a, y_pred, caches = rnn_forward(np.zeros((1, 1, 2)), 0 * one, weights)
        >>> rnn_backward(np.ones((1, 1, 2)), caches)["dba"].tolist()  # 1 at the last step, 2 before
        [[3.0]]
    """
    return unroll_backward(TANH_RNN, (da,), caches)
