"""The temperature: bolder or more careful than the model says."""

from array_api_compat import array_namespace

from rnn_ref.activations.softmax import softmax
from rnn_ref.arguments.arrays import check_arrays
from rnn_ref.arguments.numbers import check_number


def apply_temperature(z, temperature):
    """Turn each column of scores into probabilities that are bolder or more careful.

    Equations:
        p = softmax((z − max z) / τ)

    The maximum changes nothing and keeps z / τ from overflowing. τ = 1 is the softmax of z;
    τ → 0 gives all to the largest score; τ → ∞ gives all words the same. For probabilities p
    in place of scores, z = log p gives p_k^(1/τ) / Σ_j p_j^(1/τ).

    Args:
        z: (n, m), m columns of n scores; −∞ means the probability 0.
        temperature: τ, a finite number above 0.

    Returns:
        (n, m), every column sums to 1.

    Raises:
        TypeError: if z is no array of real floating-point numbers or temperature is no number.
        ValueError: for a wrong shape, for a column whose largest score is not finite, and for a
            temperature of 0, below 0 or not finite.

    References:
        the temperature of Ackley, Hinton and Sejnowski 1985, "A learning algorithm for Boltzmann
        machines".

    Examples:
        >>> import numpy as np
        >>> p = np.asarray([[0.1], [0.3], [0.6]])
        >>> apply_temperature(np.log(p), 1.0).round(3).tolist()
        [[0.1], [0.3], [0.6]]
        >>> apply_temperature(np.log(p), 0.5).round(3).tolist()  # 0.01, 0.09 and 0.36 out of 0.46
        [[0.022], [0.196], [0.783]]
    """
    check_arrays(z=(z, "n m"))
    xp = array_namespace(z)
    limits = xp.finfo(z.dtype)
    least, most = float(limits.smallest_normal), float(limits.max)  # others become 0 or infinite
    tau = min(max(check_number("temperature", temperature), least), most)
    largest = xp.max(z, axis=0, keepdims=True)  # (1, m)
    if not xp.all(xp.isfinite(largest)):
        raise ValueError(
            "z must have a finite largest score in every column, but one is infinite or NaN."
        )
    gap = z - largest  # (n, m), at most 0
    p = softmax(gap / tau)  # (n, m)
    return p
