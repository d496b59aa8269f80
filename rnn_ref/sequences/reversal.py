"""Reading from right to left: each example is reversed within its own length."""

from array_api_compat import array_namespace, device

from rnn_ref.arguments.arrays import check_arrays
from rnn_ref.arguments.lengths import check_lengths


def reverse_by_length(x, lengths=None):
    """Reverse the real steps of each example; its padding stays where it is.

    Equations:
        r⟨t⟩⁽ⁱ⁾ = x⟨T_x⁽ⁱ⁾ + 1 − t⟩⁽ⁱ⁾   for t ≤ T_x⁽ⁱ⁾
        r⟨t⟩⁽ⁱ⁾ = x⟨t⟩⁽ⁱ⁾   otherwise

    Reversing all T_x steps instead would put the padding first.

    Args:
        x: (n, m, T_x).
        lengths: (m,), integers from 0 to T_x; None means that all steps are real.

    Returns:
        (n, m, T_x), which may share memory with x. Doing it twice gives x again.

    Raises:
        TypeError: for what is no array, a wrong dtype or two libraries.
        ValueError: for a wrong shape, two devices, a length below 0 or above T_x.

    References:
        Schuster and Paliwal 1997, "Bidirectional recurrent neural networks", for sequences of one
        length.

    Examples:
        >>> import numpy as np
        >>> x = np.asarray([[[1.0, 2.0, 3.0, 0.0]]])
        >>> reverse_by_length(x, np.asarray([3])).tolist()
        [[[3.0, 2.0, 1.0, 0.0]]]
    """
    check_arrays(x=(x, "n m T_x"))
    xp = array_namespace(x)
    if lengths is None:
        return xp.flip(x, axis=2)
    T_x = x.shape[2]
    check_lengths(lengths, T_x, x=(x, "n m T_x"))
    ends = xp.astype(lengths, xp.int64)[:, None]  # (m, 1)
    t = xp.arange(T_x, dtype=xp.int64, device=device(x))[None, :]  # (1, T_x), counts from 0
    source = xp.where(t < ends, ends - 1 - t, t)  # (m, T_x)
    index = xp.broadcast_to(source[None, :, :], x.shape)  # (n, m, T_x)
    return xp.take_along_axis(x, index, axis=2)
