"""Many-to-one: one prediction or one state after a whole sequence, and the way back."""

from array_api_compat import array_namespace

from rnn_ref.arguments.arrays import check_gradient
from rnn_ref.cells.caches import check_caches
from rnn_ref.cells.cell import Cell, check_cell
from rnn_ref.sequences.rnn import rnn_forward
from rnn_ref.sequences.unroll import unroll_backward, unroll_forward


def many_to_one(x, a0, parameters: dict):
    """Read a whole sequence and give one prediction, after its last step.

    Equations:
        ŷ = ŷ⟨T_x⟩

    Args:
        x: (n_x, m, T_x).
        a0: (n_a, m).
        parameters: those of the cell.

    Returns:
        the last prediction (n_y, m).

    Raises:
        TypeError, ValueError: those of a whole sequence.

    References:
        the task types of Karpathy 2015, "The unreasonable effectiveness of recurrent neural
        networks".

    Examples:
        >>> import numpy as np
        >>> one = np.asarray([[1.0]])
        >>> weights = {"Wax": one, "Waa": one, "Wya": one, "ba": one, "by": one}
        >>> many_to_one(np.ones((1, 1, 4)), one, weights).shape
        (1, 1)
    """
    return rnn_forward(x, a0, parameters)[1][:, :, -1]


def many_to_one_forward(cell: Cell, x, initial: tuple, parameters: dict, lengths=None):
    """Read a whole sequence and return the state after its last real step.

    Equations:
        a_last⁽ⁱ⁾ = a⟨T_x⁽ⁱ⁾⟩ of each example i

    Args:
        cell, x, initial, parameters, lengths: as for unroll_forward.

    Returns:
        a_last (n_a, m), and the caches.

    Raises:
        TypeError, ValueError: those of unroll_forward.

    References:
        the task types of Karpathy 2015, "The unreasonable effectiveness of recurrent neural
        networks".

    Examples:
        >>> import numpy as np
        >>> from rnn_ref.cells.rnn_step import RELU_RNN
        >>> one = np.asarray([[1.0]])
        >>> weights = {"Wax": one, "Waa": one, "ba": 0 * one}  # each state is a sum so far
        >>> a_last, caches = many_to_one_forward(RELU_RNN, np.ones((1, 1, 4)), (0 * one,), weights)
        >>> a_last.tolist()
        [[4.0]]
    """
    states, caches = unroll_forward(cell, x, initial, parameters, lengths)
    return states[0][:, :, -1], caches


def many_to_one_backward(cell: Cell, da_last, caches) -> dict:
    """Go back from the last state: no other step has a gradient of its own.

    Equations:
        da⟨T_x⟩ = da_last from outside, da⟨t⟩ = 0 from outside for t < T_x; then unroll_backward

    Args:
        cell: the cell that was used.
        da_last: (n_a, m), the gradient with respect to a_last.
        caches: from many_to_one_forward.

    Returns:
        what unroll_backward returns.

    Raises:
        TypeError, ValueError: those of unroll_backward.

    References:
        as for many_to_one_forward.

    Examples:
        >>> import numpy as np
        >>> from rnn_ref.cells.rnn_step import RELU_RNN
        >>> one = np.asarray([[1.0]])
        >>> weights = {"Wax": one, "Waa": one, "ba": 0 * one}
        >>> a_last, caches = many_to_one_forward(RELU_RNN, np.ones((1, 1, 4)), (0 * one,), weights)
        >>> many_to_one_backward(RELU_RNN, one, caches)["dx"].tolist()
        [[[1.0, 1.0, 1.0, 1.0]]]
    """
    check_cell(cell)
    check_gradient(da_last=(da_last, check_caches(cell, caches)[0]))
    xp = array_namespace(da_last)
    before = xp.zeros_like(da_last)
    da = xp.stack([before] * (len(caches) - 1) + [da_last], axis=2)  # (n_a, m, T_x)
    return unroll_backward(cell, (da,) + (None,) * (len(cell.state) - 1), caches)
