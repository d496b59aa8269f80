"""How much of the last step's gradient is left at each step before it."""

from array_api_compat import array_namespace

from rnn_ref.arguments.arrays import check_arrays, check_gradient
from rnn_ref.cells.caches import check_caches
from rnn_ref.cells.cell import Cell, check_cell
from rnn_ref.cells.rnn_step import TANH_RNN
from rnn_ref.gradients.global_norm import global_norm
from rnn_ref.sequences.unroll import unroll_backward


def gradient_norm_per_lag(da_last, caches, cell: Cell = TANH_RNN):
    """Send a gradient back from the last state and measure it after each step.

    Equations:
        g_0 = ‖da⟨T_x⟩‖
        g_k = ‖∂L/∂a⟨T_x−k⟩‖   for k = 1 … T_x, when L depends on the last state alone

    The norm is the root of the sum of squares, over all units and examples; for a state of
    several parts, such as (a, c), over all of them.

    Args:
        da_last: (n_a, m), the gradient with respect to a⟨T_x⟩.
        caches: from rnn_forward, or from unroll_forward without lengths for another cell.
        cell: the cell that was unrolled.

    Returns:
        (T_x + 1,), g_0 … g_T.

    Raises:
        TypeError, ValueError: for a da_last that does not fit the caches.

    References:
        Bengio, Simard and Frasconi 1994, "Learning long-term dependencies with gradient descent is
        difficult"; Pascanu, Mikolov and Bengio 2013, "On the difficulty of training recurrent
        neural networks".

    Examples:
        >>> import numpy as np
        >>> from rnn_ref import rnn_forward
        >>> one = np.asarray([[1.0]])
        >>> weights = {"Wax": one, "Waa": 0.5 * one, "Wya": one, "ba": 0 * one, "by": one}
        >>> a, y_pred, caches = rnn_forward(np.zeros((1, 1, 3)), 0 * one, weights)
        >>> gradient_norm_per_lag(one, caches).tolist()
        [1.0, 0.5, 0.25, 0.125]
    """
    check_arrays(da_last=(da_last, "n_a m"))
    check_cell(cell)
    first = check_caches(cell, caches)
    check_gradient(da_last=(da_last, first[0]))
    xp = array_namespace(da_last)
    norms = [global_norm({"a": da_last})]
    later = [da_last, *(None for _ in cell.state[1:])]
    for t in reversed(range(len(caches))):
        dstates = tuple(d if d is None else d[:, :, None] for d in later)
        step = unroll_backward(cell, dstates, caches[t : t + 1])
        later = [step[f"d{letter}0"] for letter in cell.state]
        norms.append(global_norm(dict(zip(cell.state, later))))
    return xp.stack(norms)  # (T_x + 1,)


def rnn_gradient_norm_per_lag(da_last, caches):
    """Do the same for the RNN alone.

    Equations:
        g_0 = ‖da⟨T_x⟩‖
        g_k = ‖da⟨T_x−k⟩‖ with da⟨t−1⟩ = W_aaᵀ ((1 − a⟨t⟩²) ⊙ da⟨t⟩)   for k = 1 … T_x

    Args:
        da_last: (n_a, m), the gradient with respect to a⟨T_x⟩.
        caches: from rnn_forward.

    Returns:
        (T_x + 1,), g_0 … g_T.

    Raises:
        TypeError, ValueError: those of rnn_cell_backward.

    References:
        that of gradient_norm_per_lag.

    Examples:
        >>> import numpy as np
        >>> from rnn_ref import rnn_forward
        >>> one = np.asarray([[1.0]])
        >>> weights = {"Wax": one, "Waa": 0.5 * one, "Wya": one, "ba": 0 * one, "by": one}
        >>> a, y_pred, caches = rnn_forward(np.zeros((1, 1, 3)), 0 * one, weights)
        >>> rnn_gradient_norm_per_lag(one, caches).tolist()
        [1.0, 0.5, 0.25, 0.125]
    """
    return gradient_norm_per_lag(da_last, caches, TANH_RNN)
