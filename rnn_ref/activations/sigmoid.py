"""The sigmoid, which does not overflow, and the way back through it."""

from array_api_compat import array_namespace

from rnn_ref.arguments.arrays import check_arrays, check_gradient


def sigmoid(z):
    """Squash every entry into the range from 0 to 1.

    Equations:
        σ(z) = 1 / (1 + e^(−z))

    With e = e^(−|z|), which is never above 1, the same number is

    Equations:
        σ(z) = 1 / (1 + e)   for z ≥ 0
        σ(z) = e / (1 + e)   for z < 0

    Args:
        z: any shape.

    Returns:
        the shape of z.

    Raises:
        TypeError: if z is no array of real floating-point numbers.

    References:
        Rumelhart, Hinton and Williams 1986, "Learning representations by back-propagating errors".

    Examples:
        >>> import numpy as np
        >>> sigmoid(np.asarray([-1000.0, 0.0, 1000.0])).tolist()
        [0.0, 0.5, 1.0]
    """
    check_arrays(z=(z, "..."))
    xp = array_namespace(z)
    minus_size = xp.where(z < 0, z, -z)  # −|z|, with a slope at 0
    e = xp.exp(minus_size)
    right_half = 1 / (1 + e)
    left_half = e / (1 + e)
    probability = xp.where(z >= 0, right_half, left_half)
    return probability


def sigmoid_backward(ds, s):
    """Take a gradient back through sigmoid.

    Equations:
        dz = ds ⊙ s ⊙ (1 − s)

    Args:
        ds: any shape, the gradient of the loss with respect to s.
        s: the shape of ds, what sigmoid gave.

    Returns:
        dz, the shape of s.

    Raises:
        TypeError: for what is no array, a wrong dtype or two libraries.
        ValueError: for two shapes or two devices.

    References:
        the derivative of the sigmoid in Bishop 2006, "Pattern Recognition and Machine Learning",
        equation 4.88.

    Examples:
        >>> import numpy as np
        >>> sigmoid_backward(np.asarray([4.0, 4.0]), np.asarray([0.5, 0.25])).tolist()
        [1.0, 0.75]
    """
    check_arrays(s=(s, "..."), ds=(ds, "..."))
    check_gradient(ds=(ds, s))
    slope = s * (1 - s)
    dz = ds * slope
    return dz
