"""The length of all gradients together."""

from math import inf

from array_api_compat import array_namespace

from rnn_ref.arguments.containers import check_array_dict


def global_norm(gradients: dict):
    """Measure all arrays together, as if they were one long vector.

    Equations:
        ‖g‖ = √(Σ g²)             the sum over every entry of every array
            = h √(Σ (g / h)²)   with h = max |g|

    The second line cannot overflow or underflow where the first one does: g² of 1e30 is beyond
    float32.

    Args:
        gradients: dict of arrays of any shapes.

    Returns:
        the norm, a 0-d array; infinite or NaN if an entry is.

    Raises:
        TypeError: for what is no dict of floating-point arrays of one library and one dtype.
        ValueError: for an empty dict or array and for two devices.

    References:
        Pascanu, Mikolov and Bengio 2013, "On the difficulty of training recurrent neural networks".

    Examples:
        >>> import numpy as np
        >>> norm = global_norm({"dW": np.asarray([[3e200]]), "db": np.asarray([4e200])})
        >>> f"{norm:.3g}"
        '5e+200'
    """
    check_array_dict("gradients", gradients)
    xp = array_namespace(*gradients.values())
    g = xp.concat([xp.reshape(array, (-1,)) for array in gradients.values()])  # every entry
    h = xp.max(xp.abs(g))  # ()
    if not 0 < h < inf:
        return xp.reshape(xp.stack([h]), ())  # 0, infinity or NaN
    scaled = g / h
    norm = h * xp.sqrt(xp.sum(scaled * scaled))  # ()
    return xp.reshape(xp.stack([norm]), ())  # NumPy's sum gives a scalar, not a 0-d array
