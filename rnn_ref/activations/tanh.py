"""The way back through tanh, which every array library has itself."""

from rnn_ref.arguments.arrays import check_arrays, check_gradient


def tanh_backward(da, a):
    """Take a gradient back through tanh.

    Equations:
        dz = (1 − a²) ⊙ da

    Args:
        da: any shape, the gradient of the loss with respect to a.
        a: the shape of da, what tanh gave.

    Returns:
        dz, the shape of a.

    Raises:
        TypeError: for what is no array, a wrong dtype or two libraries.
        ValueError: for two shapes or two devices.

    References:
        the derivative of tanh in Bishop 2006, "Pattern Recognition and Machine Learning", section
        5.3.2.

    Examples:
        >>> import numpy as np
        >>> tanh_backward(np.asarray([4.0, 4.0]), np.asarray([0.0, -0.5])).tolist()
        [4.0, 3.0]
    """
    check_arrays(a=(a, "..."), da=(da, "..."))
    check_gradient(da=(da, a))
    slope = 1 - a**2
    dz = slope * da
    return dz
