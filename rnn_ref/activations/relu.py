"""ReLU, and the way back through it."""

from array_api_compat import array_namespace

from rnn_ref.arguments.arrays import check_arrays, check_gradient


def relu(z):
    """Keep every positive entry and replace the others by 0.

    Equations:
        relu(z) = z   for z > 0
        relu(z) = 0   for z ≤ 0

    Args:
        z: any shape. NaN stays NaN.

    Returns:
        the shape of z.

    Raises:
        TypeError: if z is no array of real floating-point numbers.

    References:
        Nair and Hinton 2010, "Rectified linear units improve restricted Boltzmann machines".

    Examples:
        >>> import numpy as np
        >>> relu(np.asarray([-2.0, 0.0, 3.0])).tolist()
        [0.0, 0.0, 3.0]
    """
    check_arrays(z=(z, "..."))
    xp = array_namespace(z)
    a = xp.where(z <= 0, xp.zeros_like(z), z)
    return a


def relu_backward(da, a):
    """Take a gradient back through relu.

    Equations:
        dz = da   where a > 0
        dz = 0    where a = 0

    At z = 0 relu has a corner and no derivative; this takes 0, as torch does.

    Args:
        da: any shape, the gradient of the loss with respect to a.
        a: the shape of da, what relu gave.

    Returns:
        dz, the shape of a.

    Raises:
        TypeError: for what is no array, a wrong dtype or two libraries.
        ValueError: for two shapes or two devices.

    References:
        the equations above; the value at 0 is that of torch.relu.

    Examples:
        >>> import numpy as np
        >>> relu_backward(np.asarray([5.0, 6.0]), np.asarray([0.0, 3.0])).tolist()
        [0.0, 6.0]
    """
    check_arrays(a=(a, "..."), da=(da, "..."))
    check_gradient(da=(da, a))
    xp = array_namespace(da, a)
    dz = xp.where(a <= 0, xp.zeros_like(da), da)
    return dz
