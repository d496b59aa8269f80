"""Drawing one index from a distribution, and drawing again until it is a known word."""

from array_api_compat import array_namespace

from rnn_ref.arguments.distributions import check_distribution
from rnn_ref.arguments.numbers import check_index

LEAST_KNOWN = 1e-6  # below it, drawing again would take a million draws and more


def draw(p, rng) -> int:
    """Draw one index from a distribution with one uniform number u.

    Equations:
        index = the first i with p_0 + … + p_i > u

    The sums are made in float64 and u is scaled by the largest, so rounding never draws an index
    with p_i = 0.

    Args:
        p: (n,), a distribution.
        rng: what has random(), a number in [0, 1): numpy.random.default_rng(…) or random.Random(…).

    Returns:
        an int from 0 to n−1.

    Raises:
        TypeError: if p is no array of real floating-point numbers or rng has no random().
        ValueError: for a wrong shape, for what is no distribution and for u outside [0, 1).

    References:
        the inversion method of Devroye 1986, "Non-uniform random variate generation", chapter III.

    Examples:
        >>> import numpy as np
        >>> from random import Random
        >>> rng = Random(0)  # its first numbers are 0.84, 0.76 and 0.42
        >>> [draw(np.asarray([0.5, 0.3, 0.2]), rng) for i in range(3)]
        [2, 1, 0]
    """
    check_distribution("p", p, "n")
    u = _uniform(rng)
    xp = array_namespace(p)
    sums = xp.cumulative_sum(xp.astype(p, xp.float64))  # (n,)
    reached = xp.where(p > 0, sums, xp.zeros_like(sums))  # a GPU's sums may rise where p is 0
    total = xp.max(reached)  # ()
    above = reached > u * total  # (n,); u ≤ 1 − 2⁻⁵³ keeps u · total below total when rounded
    index = int(xp.argmax(xp.astype(above, xp.int64)))  # the first one
    return index


def draw_known(p, unknown: int, rng) -> int:
    """Draw again until the index is not the unknown one.

    The law is that of without_unknown: P(i | i ≠ unknown) = p_i / (1 − p_unknown).

    Args:
        p: (n,), a distribution.
        unknown: the index of <UNK>, from 0 to n−1.
        rng: what has random(); each draw takes one number.

    Returns:
        an int from 0 to n−1, other than unknown.

    Raises:
        TypeError, ValueError: those of draw.
        TypeError: if unknown is no integer.
        ValueError: if unknown is outside 0 … n−1 or the others have less than 1e-6 together,
            because the draws would hardly end.

    References:
        the rejection method of von Neumann 1951, "Various techniques used in connection with random
        digits".

    Examples:
        >>> import numpy as np
        >>> from random import Random
        >>> draw_known(np.asarray([0.5, 0.3, 0.2]), 2, Random(0))  # 0.84 is thrown away
        1
    """
    check_distribution("p", p, "n")
    unknown = check_index("unknown", unknown, p.shape[0])
    xp = array_namespace(p)
    known = xp.sum(p[:unknown]) + xp.sum(p[unknown + 1 :])  # ()
    if known < LEAST_KNOWN:
        raise ValueError(
            f"p must leave at least {LEAST_KNOWN} for the known words, "
            f"but p[{unknown}] = {float(p[unknown])} leaves {float(known)}."
        )
    while True:
        index = draw(p, rng)
        if index != unknown:
            return index


def _uniform(rng) -> float:
    if not callable(getattr(rng, "random", None)):
        raise TypeError(
            "rng must have random(), as numpy.random.default_rng(0) has, "
            f"but it is of type {type(rng).__name__}."
        )
    u = float(rng.random())
    if not 0 <= u < 1:
        raise ValueError(f"rng.random() must give a number in [0, 1), but it gave {u}.")
    return u
