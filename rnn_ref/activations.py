"""Activations that do not overflow: softmax over each column, sigmoid and relu."""

from array_api_compat import array_namespace

from rnn_ref.arguments import check_arrays


def softmax(z):
    """Turn each column of scores into probabilities.

    softmax(z)_k = e^(z_k − c) / Σ_j e^(z_j − c)   with c = max_j z_j

    Any c gives the same result. The largest score makes every exponent at most 0, so nothing
    overflows.

    z: (n, m), m columns of n scores.
    Returns: (n, m), every entry in [0, 1], every column sums to 1.
    Errors: TypeError if z is no array of real floating-point numbers; ValueError if its shape
    is not (n, m) with n and m at least 1.
    Source: Bridle 1990, "Probabilistic interpretation of feedforward classification network
    outputs, with relationships to statistical pattern recognition"; the shift by the maximum:
    Goodfellow, Bengio and Courville 2016, "Deep Learning", section 4.1.

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


def sigmoid(z):
    """Squash every entry into the range from 0 to 1.

    σ(z) = 1 / (1 + e^(−z))

    With e = e^(−|z|), which is never above 1, the same number is

    σ(z) = 1 / (1 + e)   for z ≥ 0
    σ(z) = e / (1 + e)   for z < 0

    z: any shape.
    Returns: the shape of z.
    Errors: TypeError if z is no array of real floating-point numbers.
    Source: Rumelhart, Hinton and Williams 1986, "Learning representations by back-propagating
    errors".

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


def relu(z):
    """Keep every positive entry and replace the others by 0.

    relu(z) = z   for z > 0
    relu(z) = 0   for z ≤ 0

    z: any shape. NaN stays NaN.
    Returns: the shape of z.
    Errors: TypeError if z is no array of real floating-point numbers.
    Source: Nair and Hinton 2010, "Rectified linear units improve restricted Boltzmann machines".

    >>> import numpy as np
    >>> relu(np.asarray([-2.0, 0.0, 3.0])).tolist()
    [0.0, 0.0, 3.0]
    """
    check_arrays(z=(z, "..."))
    xp = array_namespace(z)
    a = xp.where(z <= 0, xp.zeros_like(z), z)
    return a
