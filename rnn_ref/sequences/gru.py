"""The GRU over a whole sequence, forward and backward."""

from rnn_ref.cells.gru import GRU
from rnn_ref.sequences.unroll import unroll_backward, unroll_forward


def gru_forward(x, a0, parameters: dict):
    """Run the GRU over a whole sequence.

    Equations:
        a⟨t⟩ = cell(x⟨t⟩, a⟨t−1⟩)   for t = 1 … T_x, starting from a⟨0⟩

    Args:
        x: (n_x, m, T_x).
        a0: (n_a, m).
        parameters: those of the cell.

    Returns:
        all states (n_a, m, T_x) and a sequence of the T_x caches of the cell.

    Raises:
        TypeError, ValueError: those of the cell.
        ValueError: if the sequence has no step.

    References:
        as for gru_cell_forward.

    Examples:
        >>> import numpy as np
        >>> one, zero = np.asarray([[1.0]]), np.asarray([[0.0, 0.0]])
        >>> weights = {"Wr": zero, "br": one, "Wu": zero, "bu": 0 * one, "Wc": zero, "bc": 0 * one}
        >>> a, caches = gru_forward(np.zeros((1, 1, 3)), one, weights)
        >>> a.tolist()  # half of the memory is overwritten with 0 at each step
        [[[0.5, 0.25, 0.125]]]
    """
    (a,), caches = unroll_forward(GRU, x, (a0,), parameters)
    return a, caches


def gru_backward(da, caches) -> dict:
    """Go back through a whole sequence.

    Equations:
        da⟨t⟩ = da⟨t⟩ from its prediction + da⟨t⟩ from step t + 1   for t = T_x … 1

    Args:
        da: (n_a, m, T_x), the gradient with respect to each a⟨t⟩ from its own prediction alone.
        caches: from gru_forward.

    Returns:
        dict of dx (n_x, m, T_x), da0 (n_a, m), dWr, dbr, dWu, dbu, dWc, dbc.

    Raises:
        TypeError, ValueError: those of one step.
        ValueError: if da and caches have not the same number of steps.

    References:
        Werbos 1990, "Backpropagation through time: what it does and how to do it".

    Examples:
        >>> import numpy as np
        >>> one, zero = np.asarray([[1.0]]), np.asarray([[0.0, 0.0]])
        >>> weights = {"Wr": zero, "br": one, "Wu": zero, "bu": 0 * one, "Wc": zero, "bc": 0 * one}
        >>> a, caches = gru_forward(np.zeros((1, 1, 3)), one, weights)
        >>> gru_backward(np.ones((1, 1, 3)), caches)["da0"].tolist()
        [[0.875]]
    """
    return unroll_backward(GRU, (da,), caches)
