"""How much a matrix can stretch a vector."""

from array_api_compat import array_namespace

from rnn_ref.arguments.arrays import check_arrays, check_finite


def largest_singular_value(W):
    """Find how much a matrix can stretch a vector in one step.

    Equations:
        σ_max(W) = max ‖W v‖ / ‖v‖

    ρ(W) ≤ σ_max(W), and ‖(W)^k v‖ ≤ σ_max(W)^k ‖v‖ for every k. So σ_max < 1 is sure to make
    every state vanish at every step. ρ < 1 does so in the end, perhaps after a growth first.

    Args:
        W: (n, k), any matrix.

    Returns:
        σ_max(W), a 0-d array.

    Raises:
        TypeError: if W is no array of real floating-point numbers.
        ValueError: if it is no matrix or holds NaN or infinity.

    References:
        the largest singular value as the bound on the gradient: Pascanu, Mikolov and Bengio 2013,
        "On the difficulty of training recurrent neural networks".

    Examples:
        >>> import numpy as np
        >>> W = np.asarray([[0.5, 3.0], [0.0, 0.5]])  # ρ = 0.5
        >>> round(float(largest_singular_value(W)), 4)
        3.0811
    """
    check_arrays(W=(W, "n k"))
    check_finite("W", W)
    xp = array_namespace(W)
    singular_values = xp.linalg.svdvals(W)  # (min(n, k),)
    largest = xp.max(singular_values)  # ()
    return xp.reshape(xp.stack([largest]), ())  # NumPy's max gives a scalar, not a 0-d array
