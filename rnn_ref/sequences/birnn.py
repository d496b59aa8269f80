"""Two recurrent networks over one sequence: one reads it from the left, one from the right."""

from array_api_compat import array_namespace

from rnn_ref.cells.cell import Cell
from rnn_ref.sequences.birnn_read_out import half_of
from rnn_ref.sequences.reversal import reverse_by_length
from rnn_ref.sequences.unroll import unroll_backward, unroll_forward

DIRECTIONS = ("forward", "backward")


def birnn_forward(cell: Cell, x, initial: dict, parameters: dict, lengths=None):
    """Run a cell in both directions and join what they say of each step.

    Equations:
        →a = unroll(x)
        ←a = reverse(unroll(reverse(x)))
        a⟨t⟩ = [→a⟨t⟩; ←a⟨t⟩]

    Each example is reversed within its own length, and the outputs are reversed back before they
    are joined, so that a⟨t⟩ speaks of x⟨t⟩ in both halves.

    Args:
        cell: one of rnn_ref.CELLS, used in both directions.
        x: (n_x, m, T_x).
        initial: dict with the keys forward and backward, each a tuple as for unroll_forward. The
            backward one stands to the right of the last real step.
        parameters: dict with the keys forward and backward, each the parameters of the cell.
        lengths: (m,), integers from 0 to T_x, or None.

    Returns:
        a (2 n_a, m, T_x); a dict forward/backward of tuples of all states, those of backward
        reversed back; and the caches, a dict too, which keeps the lengths.

    Raises:
        TypeError, ValueError: those of unroll_forward.
        TypeError: for what is no dict.
        ValueError: for other keys.

    References:
        Schuster and Paliwal 1997, "Bidirectional recurrent neural networks".

    Examples:
        >>> import numpy as np
        >>> from rnn_ref.cells.rnn_step import RELU_RNN
        >>> one = np.asarray([[1.0]])
        >>> weights = {"Wax": one, "Waa": one, "ba": 0 * one}  # each state is a sum so far
        >>> zero = (0 * one,)
        >>> a, states, caches = birnn_forward(RELU_RNN, np.asarray([[[1.0, 2.0, 4.0]]]),
        ...                                   {"forward": zero, "backward": zero},
        ...                                   {"forward": weights, "backward": weights})
        >>> a[:, 0, :].tolist()
        [[1.0, 3.0, 7.0], [7.0, 6.0, 4.0]]
    """
    _check_keys("initial", initial, DIRECTIONS)
    _check_keys("parameters", parameters, DIRECTIONS)
    to_right, caches_forward = _one_way("forward", cell, x, initial, parameters, lengths)
    x_reversed = reverse_by_length(x, lengths)  # (n_x, m, T_x)
    to_left_reversed, caches_backward = _one_way(
        "backward", cell, x_reversed, initial, parameters, lengths
    )
    if to_right[0].shape != to_left_reversed[0].shape:
        raise ValueError(
            "parameters must have the same n_a in both directions, but forward has "
            f"n_a = {to_right[0].shape[0]} and backward has n_a = "
            f"{to_left_reversed[0].shape[0]}."
        )
    to_left = tuple(reverse_by_length(state, lengths) for state in to_left_reversed)
    xp = array_namespace(x)
    a = xp.concat([to_right[0], to_left[0]], axis=0)  # (2 n_a, m, T_x)
    states = {"forward": to_right, "backward": to_left}
    caches = {"forward": caches_forward, "backward": caches_backward, "lengths": lengths}
    return a, states, caches


def birnn_backward(cell: Cell, da, caches: dict) -> dict:
    """Go back through both directions.

    Equations:
        [d→a; d←a] = da
        dx = dx of the forward network + reverse(dx of the backward network)

    Args:
        cell: the cell that was used.
        da: (2 n_a, m, T_x), the gradient with respect to a.
        caches: from birnn_forward.

    Returns:
        dict of dx (n_x, m, T_x), and forward and backward, each with the gradients of its initial
        state and parameters as unroll_backward names them.

    Raises:
        TypeError, ValueError: those of unroll_backward.
        ValueError: if da has an odd number of rows.

    References:
        as for birnn_forward.

    Examples:
        >>> import numpy as np
        >>> from rnn_ref.cells.rnn_step import RELU_RNN
        >>> one = np.asarray([[1.0]])
        >>> weights = {"Wax": one, "Waa": one, "ba": 0 * one}
        >>> zero = (0 * one,)
        >>> a, states, caches = birnn_forward(RELU_RNN, np.asarray([[[1.0, 2.0, 4.0]]]),
        ...                                   {"forward": zero, "backward": zero},
        ...                                   {"forward": weights, "backward": weights})
        >>> birnn_backward(RELU_RNN, np.ones((2, 1, 3)), caches)["dx"].tolist()  # 3+1, 2+2, 1+3
        [[[4.0, 4.0, 4.0]]]
    """
    _check_keys("caches", caches, (*DIRECTIONS, "lengths"))
    lengths = caches["lengths"]
    n_a = half_of("da", da)
    others = (None,) * (len(cell.state) - 1)
    forward = unroll_backward(cell, (da[:n_a, :, :], *others), caches["forward"])
    da_reversed = reverse_by_length(da[n_a:, :, :], lengths)  # (n_a, m, T_x)
    backward = unroll_backward(cell, (da_reversed, *others), caches["backward"])
    dx_reversed = backward.pop("dx")
    dx = forward.pop("dx") + reverse_by_length(dx_reversed, lengths)  # (n_x, m, T_x)
    return {"dx": dx, "forward": forward, "backward": backward}


def _one_way(direction, cell, x, initial, parameters, lengths):
    """unroll_forward, with the direction in front of what an error says."""
    try:
        return unroll_forward(cell, x, initial[direction], parameters[direction], lengths)
    except (TypeError, ValueError) as error:
        raise type(error)(f"{direction}: {error}") from None


def _check_keys(name, value, keys):
    if not isinstance(value, dict):
        raise TypeError(
            f"{name} must be a dict with the keys {', '.join(keys)}, "
            f"but it is of type {type(value).__name__}."
        )
    if set(value) != set(keys):
        raise ValueError(
            f"{name} must be a dict with the keys {', '.join(keys)}, "
            f"but it has the keys {', '.join(map(str, value))}."
        )
