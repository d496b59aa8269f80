"""Top-k: only the likeliest words."""

from array_api_compat import array_namespace

from rnn_ref.arguments.distributions import check_distribution
from rnn_ref.arguments.numbers import check_count


def top_k(p, k: int):
    """Keep the k largest probabilities of each column, divided by their sum.

    Equations:
        kept = the k largest of the column; of equal ones those with the lowest index
        result_i = p_i / Σ_kept p_j   if i is kept, otherwise 0

    Args:
        p: (n, m), every column a distribution.
        k: from 1 to n.

    Returns:
        (n, m), every column sums to 1.

    Raises:
        TypeError: if p is no array of real floating-point numbers or k is no integer.
        ValueError: for a wrong shape, a column that is no distribution and a k outside 1 … n.

    References:
        Fan, Lewis and Dauphin 2018, "Hierarchical neural story generation".

    Examples:
        >>> import numpy as np
        >>> top_k(np.asarray([[0.25, 0.4], [0.15, 0.2], [0.6, 0.4]]), 1).tolist()
        [[0.0, 1.0], [0.0, 0.0], [1.0, 0.0]]
    """
    check_distribution("p", p, "n m")
    k = check_count("k", k, least=1)
    if k > p.shape[0]:
        raise ValueError(f"k must be at most n = {p.shape[0]}, but it is {k}.")
    xp = array_namespace(p)
    order = xp.argsort(-p, axis=0, stable=True)  # (n, m), the largest first
    place = xp.argsort(order, axis=0)  # (n, m), the place of each entry in that order
    kept = xp.where(place < k, p, xp.zeros_like(p))  # (n, m)
    total = xp.sum(kept, axis=0, keepdims=True)  # (1, m)
    result = kept / total  # (n, m)
    return result
