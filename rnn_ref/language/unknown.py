"""Without the unknown word: its part shared among the others, or drawn again."""

from array_api_compat import array_namespace, device

from rnn_ref.arguments.distributions import check_distribution
from rnn_ref.arguments.numbers import check_count, check_index
from rnn_ref.language.drawing import draw_known


def without_unknown(p, unknown: int):
    """Take the unknown word out of each distribution, and share its part among the others.

    Equations:
        result_i = p_i / (1 − p_unknown)   if i is a known word, otherwise 0

    Args:
        p: (n, m), every column a distribution.
        unknown: the index of <UNK>, from 0 to n−1.

    Returns:
        (n, m), every column sums to 1.

    Raises:
        TypeError: if p is no array of real floating-point numbers or unknown is no integer.
        ValueError: for a wrong shape, a column that is no distribution, an unknown outside 0 … n−1
            and a column that leaves nothing for the others.

    References:
        the definition of conditional probability.

    Examples:
        >>> import numpy as np
        >>> without_unknown(np.asarray([[0.25], [0.5], [0.25]]), 1).tolist()
        [[0.5], [0.0], [0.5]]
    """
    check_distribution("p", p, "n m")
    unknown = check_index("unknown", unknown, p.shape[0])
    xp = array_namespace(p)
    rows = xp.arange(p.shape[0], device=device(p))  # (n,)
    is_unknown = xp.expand_dims(rows, axis=1) == unknown  # (n, 1)
    known = xp.where(is_unknown, xp.zeros_like(p), p)  # (n, m)
    total = xp.sum(known, axis=0, keepdims=True)  # (1, m)
    if xp.any(total == 0):
        raise ValueError(f"p must leave something for the known words, but p[{unknown}] is 1.")
    result = known / total  # (n, m)
    return result


def reject_unknown(p, unknown: int, count: int, rng) -> list:
    """Draw words until `count` known ones have come; every unknown one is thrown away.

    The law of each is P(i | i ≠ unknown) = p_i / (1 − p_unknown).

    Args:
        p: (n,), a distribution.
        unknown: the index of <UNK>.
        count: how many are wanted.
        rng: what has random(); each draw takes one number.

    Returns:
        a list of count ints, none of them unknown.

    Raises:
        TypeError, ValueError: those of draw.
        ValueError: if unknown is outside 0 … n−1 or the known words have less than 1e-6 together,
            because the draws would hardly end.

    References:
        as for draw_known.

    Examples:
        >>> import numpy as np
        >>> from random import Random
        >>> reject_unknown(np.asarray([0.5, 0.3, 0.2]), 2, 3, Random(0))  # 0.84 is thrown away
        [1, 0, 0]
    """
    return [draw_known(p, unknown, rng) for _ in range(check_count("count", count, least=0))]
