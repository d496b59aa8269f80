"""One label for a sequence that is read from both sides: the states that say it, and back."""

from array_api_compat import array_namespace

from rnn_ref.arguments.arrays import check_arrays
from rnn_ref.arguments.numbers import check_count


def birnn_read_out(a):
    """The two states that have each read a whole sequence: last forward, first backward.

    Equations:
        a_read = [→a⟨T_x⟩; ←a⟨1⟩]

    With lengths, →a⟨T_x⟩ is the state frozen after the last real step.

    Args:
        a: (2 n_a, m, T_x), from birnn_forward.

    Returns:
        (2 n_a, m).

    Raises:
        TypeError: for what is no array of floating-point numbers.
        ValueError: for a wrong shape or an odd number of rows.

    References:
        Graves 2012, "Supervised sequence labelling with recurrent neural networks", section 3.2.4,
        for the two directions; their ends hold the whole sequence.

    Examples:
        >>> import numpy as np
        >>> birnn_read_out(np.asarray([[[1.0, 3.0, 7.0]], [[7.0, 6.0, 4.0]]])).tolist()
        [[7.0], [7.0]]
    """
    n_a = half_of("a", a)
    xp = array_namespace(a)
    last_forward = a[:n_a, :, -1]  # (n_a, m)
    first_backward = a[n_a:, :, 0]  # (n_a, m)
    return xp.concat([last_forward, first_backward], axis=0)  # (2 n_a, m)


def birnn_read_out_backward(da_read, T_x: int):
    """Go back from the two states that were read to all states of a sequence.

    Equations:
        [d→a⟨T_x⟩; d←a⟨1⟩] = da_read,   da = 0 everywhere else

    With lengths, →a⟨T_x⟩ is a kept state, and birnn_backward takes its gradient on to the last
    real step.

    Args:
        da_read: (2 n_a, m), the gradient with respect to what birnn_read_out gave.
        T_x: the number of steps, at least 1.

    Returns:
        da (2 n_a, m, T_x).

    Raises:
        TypeError, ValueError: those of birnn_read_out for da_read.
        TypeError: if T_x is no integer.
        ValueError: if it is below 1.

    References:
        as for birnn_read_out; the gradient of two slices.

    Examples:
        >>> import numpy as np
        >>> birnn_read_out_backward(np.asarray([[1.0], [2.0]]), 3).tolist()
        [[[0.0, 0.0, 1.0]], [[2.0, 0.0, 0.0]]]
    """
    n_a = half_of("da_read", da_read, "2·n_a m")
    steps = check_count("T_x", T_x, least=1)
    xp = array_namespace(da_read)
    da = xp.stack([xp.zeros_like(da_read)] * steps, axis=2)  # (2 n_a, m, T_x)
    da[:n_a, :, -1] = da_read[:n_a, :]
    da[n_a:, :, 0] = da_read[n_a:, :]
    return da


def half_of(name: str, a, letters: str = "2·n_a m T_x") -> int:
    """n_a, from the rows of both directions.

    Raises:
        TypeError, ValueError: those of check_arrays.
        ValueError: for an odd number of rows.
    """
    check_arrays(**{name: (a, letters)})
    if a.shape[0] % 2:
        raise ValueError(
            f"{name} must have an even number of rows, one half for each direction, "
            f"but its shape is {tuple(a.shape)}."
        )
    return a.shape[0] // 2
