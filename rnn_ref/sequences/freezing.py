"""Padding: the state of a sequence that has ended stays as it was."""

from array_api_compat import array_namespace

from rnn_ref.arguments.arrays import check_arrays
from rnn_ref.arguments.numbers import check_count


def freeze_past_end(a_next, a_prev, t: int, lengths):
    """Let the state advance only in the columns whose sequence still runs at step t.

    Equations:
        column i = column i of a_next   if t < lengths⁽ⁱ⁾   (t counts from 0)
        column i = column i of a_prev   otherwise

    So after the last step of the batch each column holds the state after its own last real
    step, as torch.nn.utils.rnn.pack_padded_sequence arranges for torch.nn.RNN.

    Args:
        a_next: (n_a, m), the state that the cell has computed.
        a_prev: (n_a, m), the state before.
        t: the step, an integer that counts from 0.
        lengths: (m,), integers, the number of real steps of each example.

    Returns:
        (n_a, m).

    Raises:
        TypeError: for what is no array, a wrong dtype, two libraries or a t that is no integer.
        ValueError: for a wrong shape, two devices, a negative t or a negative length.

    References:
        the equations above; the packed sequences in the documentation of PyTorch.

    Examples:
        >>> import numpy as np
        >>> a_next, a_prev = np.asarray([[1.0, 2.0]]), np.asarray([[-1.0, -2.0]])
        >>> freeze_past_end(a_next, a_prev, 3, np.asarray([3, 4])).tolist()
        [[-1.0, 2.0]]
    """
    check_arrays(
        a_next=(a_next, "n_a m"), a_prev=(a_prev, "n_a m"), lengths=(lengths, "m", "integer")
    )
    t = check_count("t", t, least=0)
    xp = array_namespace(a_next, a_prev, lengths)
    if xp.any(lengths < 0):
        worst = int(xp.min(lengths))
        raise ValueError(f"lengths must be at least 0, but one of them is {worst}.")
    lengths = xp.astype(lengths, xp.int64)  # t may be beyond what int8 holds
    alive = t < lengths  # (m,)
    a = xp.where(alive, a_next, a_prev)  # (n_a, m)
    return a
