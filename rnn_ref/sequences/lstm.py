"""The LSTM over a whole sequence, forward and backward."""

from array_api_compat import array_namespace

from rnn_ref.arguments.arrays import check_with_parameters
from rnn_ref.cells.lstm import LSTM, PARAMETER_SHAPES, STEP_SHAPES
from rnn_ref.cells.output_layer import output_layer_forward, split_parameters
from rnn_ref.sequences.unroll import unroll_backward, unroll_forward


def lstm_forward(x, a0, parameters: dict):
    """Run the LSTM over a whole sequence, starting with an empty memory.

    Equations:
        c⟨0⟩ = 0
        a⟨t⟩, c⟨t⟩ = step(x⟨t⟩, a⟨t−1⟩, c⟨t−1⟩)   for t = 1 … T_x
        ŷ⟨t⟩ = softmax(W_y a⟨t⟩ + b_y)

    Args:
        x: (n_x, m, T_x), with T_x at least 1.
        a0: (n_a, m), the state a⟨0⟩. For another c⟨0⟩ use unroll_forward with the cell LSTM.
        parameters: those of lstm_cell_forward.

    Returns:
        all states a (n_a, m, T_x), all predictions y (n_y, m, T_x), all memories c (n_a, m, T_x),
        and a sequence of the T_x caches of the cell.

    Raises:
        TypeError, ValueError: those of lstm_cell_forward.
        ValueError: if the sequence has no step.

    References:
        as for lstm_step.

    Examples:
        >>> import numpy as np
        >>> one, zero = np.asarray([[1.0]]), np.asarray([[0.0, 0.0]])
        >>> weights = {key: zero if key[0] == "W" else 0 * one for key in PARAMETER_SHAPES}
        >>> weights |= {"Wy": one, "bc": 20 * one}  # the candidate is 1
        >>> a, y, c, caches = lstm_forward(np.zeros((1, 1, 3)), one, weights)
        >>> c.tolist()  # half is kept and a half is added
        [[[0.5, 0.75, 0.875]]]
    """
    check_with_parameters(parameters, PARAMETER_SHAPES, x=(x, "n_x m T_x"), a0=(a0, "n_a m"))
    step, output = split_parameters(parameters, STEP_SHAPES)
    c0 = array_namespace(a0).zeros_like(a0)  # (n_a, m)
    (a, c), caches = unroll_forward(LSTM, x, (a0, c0), step)
    return a, output_layer_forward(a, output), c, caches


def lstm_backward(da, caches) -> dict:
    """Go back through a whole sequence.

    Equations:
        da⟨t⟩ = da⟨t⟩ from its prediction + da⟨t⟩ from step t + 1   for t = T_x … 1
        dc⟨t⟩ = dc⟨t⟩ from step t + 1

    Args:
        da: (n_a, m, T_x), the gradient with respect to each a⟨t⟩ from its own prediction alone.
        caches: from lstm_forward.

    Returns:
        dict of dx (n_x, m, T_x), da0 and dc0 (n_a, m), dWf, dbf, dWu, dbu, dWc, dbc, dWo, dbo. The
        gradients of Wy and by are those of output_layer_backward.

    Raises:
        TypeError, ValueError: those of one step.
        ValueError: if da and caches have not the same number of steps.

    References:
        Greff et al. 2017, "LSTM: a search space odyssey", section II, without peepholes.

    Examples:
        >>> import numpy as np
        >>> one, zero = np.asarray([[1.0]]), np.asarray([[0.0, 0.0]])
        >>> weights = {key: zero if key[0] == "W" else 0 * one for key in PARAMETER_SHAPES}
        >>> weights["Wy"] = one
        >>> a, y, c, caches = lstm_forward(np.zeros((1, 1, 2)), one, weights)
        >>> lstm_backward(np.ones((1, 1, 2)), caches)["dc0"].tolist()  # 0.5 · (0.5 + 0.5 · 0.5)
        [[0.375]]
    """
    return unroll_backward(LSTM, (da, None), caches)
