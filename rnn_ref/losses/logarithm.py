"""A logarithm for probabilities, of which some may be 0."""

from math import inf

from array_api_compat import array_namespace


def safe_log(p):
    """Take the logarithm, with log 0 = −∞ and no warning.

    >>> import numpy as np
    >>> safe_log(np.asarray([1.0, 0.0])).tolist()
    [0.0, -inf]
    """
    xp = array_namespace(p)
    zero = p == 0
    log_p = xp.log(xp.where(zero, xp.ones_like(p), p))
    return xp.where(zero, xp.full_like(p, -inf), log_p)
