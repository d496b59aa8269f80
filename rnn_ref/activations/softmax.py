"""Softmax over each column, which does not overflow, and the way back through it."""

from array_api_compat import array_namespace

from rnn_ref.arguments.arrays import check_arrays


def softmax(z):
    """Turn each column of scores into probabilities.

    Equations:
        softmax(z)_k = e^(z_k − c) / Σ_j e^(z_j − c)   with c = max_j z_j

    Any c gives the same result. The largest score makes every exponent at most 0, so nothing
    overflows.

    Args:
        z: (n, m), m columns of n scores.

    Returns:
        (n, m), every entry in [0, 1], every column sums to 1.

    Raises:
        TypeError: if z is no array of real floating-point numbers.
        ValueError: if its shape is not (n, m) with n and m at least 1.

    References:
        Bridle 1990, "Probabilistic interpretation of feedforward classification network outputs,
        with relationships to statistical pattern recognition"; the shift by the maximum:
        Goodfellow, Bengio and Courville 2016, "Deep Learning", section 4.1.

    Examples:
        >>> import numpy as np
        >>> softmax(np.asarray([[0.0, 1000.0], [0.0, 1000.0], [0.0, -1000.0]])).round(3).tolist()
        [[0.333, 0.5], [0.333, 0.5], [0.333, 0.0]]
    """
    check_arrays(z=(z, "n m"))
    xp = array_namespace(z)
    shifted = z - xp.max(z, axis=0, keepdims=True)  # (n, m)
    e = xp.exp(shifted)
    total = xp.sum(e, axis=0, keepdims=True)  # (1, m)
    probabilities = e / total  # (n, m)
    return probabilities


def softmax_backward(dp, p):
    """Take a gradient back through softmax, column by column.

    Equations:
        ∂p_k / ∂z_j = p_k (1 − p_j)   for j = k
        ∂p_k / ∂z_j = −p_k p_j        for j ≠ k

    The sum over k of dp_k ∂p_k / ∂z_j is

    Equations:
        dz_j = p_j (dp_j − Σ_k p_k dp_k)

    Args:
        dp: (n, m), the gradient of the loss with respect to p.
        p: (n, m), the probabilities that softmax gave.

    Returns:
        dz (n, m); every column sums to 0.

    Raises:
        TypeError: for what is no array, a wrong dtype or two libraries.
        ValueError: for a wrong shape or two devices.

    References:
        the derivative of softmax in Bishop 2006, "Pattern Recognition and Machine Learning",
        equation 4.106.

    Examples:
        >>> import numpy as np
        >>> softmax_backward(np.asarray([[1.0], [0.0]]), np.asarray([[0.25], [0.75]])).tolist()
        [[0.1875], [-0.1875]]
    """
    check_arrays(p=(p, "n m"), dp=(dp, "n m"))
    xp = array_namespace(dp, p)
    weighted = p * dp  # (n, m)
    average = xp.sum(weighted, axis=0, keepdims=True)  # (1, m)
    centred = dp - average  # (n, m)
    dz = p * centred  # (n, m)
    return dz
