"""Three ways to change what a model may say: temperature, top-k, and no unknown word."""

from array_api_compat import array_namespace, device

from rnn_ref.activations import softmax
from rnn_ref.arguments import check_arrays, check_count
from rnn_ref.plain_arguments import check_number


def apply_temperature(z, temperature):
    """Turn each column of scores into probabilities that are bolder or more careful.

    p = softmax((z − max z) / τ)

    The maximum changes nothing and keeps z / τ from overflowing. τ = 1 is the softmax of z;
    τ → 0 gives all to the largest score; τ → ∞ gives all words the same. For probabilities p
    in place of scores, z = log p gives p_k^(1/τ) / Σ_j p_j^(1/τ).

    z: (n, m), m columns of n scores; −∞ means the probability 0.
    temperature: τ, a finite number above 0.
    Returns: (n, m), every column sums to 1.
    Errors: TypeError if z is no array of real floating-point numbers or temperature is no
    number; ValueError for a wrong shape, for a column whose largest score is not finite, and
    for a temperature of 0, below 0 or not finite.
    Source: the temperature of Ackley, Hinton and Sejnowski 1985, "A learning algorithm for
    Boltzmann machines".

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


def top_k(p, k: int):
    """Keep the k largest probabilities of each column, divided by their sum.

    kept = the k largest of the column; of equal ones those with the lowest index
    result_i = p_i / Σ_kept p_j   if i is kept, otherwise 0

    p: (n, m), every column a distribution.
    k: from 1 to n.
    Returns: (n, m), every column sums to 1.
    Errors: TypeError if p is no array of real floating-point numbers or k is no integer;
    ValueError for a wrong shape, a column that is no distribution and a k outside 1 … n.
    Source: Fan, Lewis and Dauphin 2018, "Hierarchical neural story generation".

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


def without_unknown(p, unknown: int):
    """Take the unknown word out of each distribution, and share its part among the others.

    result_i = p_i / (1 − p_unknown)   if i is a known word, otherwise 0

    p: (n, m), every column a distribution.
    unknown: the index of <UNK>, from 0 to n−1.
    Returns: (n, m), every column sums to 1.
    Errors: TypeError if p is no array of real floating-point numbers or unknown is no integer;
    ValueError for a wrong shape, a column that is no distribution, an unknown outside 0 … n−1
    and a column that leaves nothing for the others.
    Source: the definition of conditional probability.

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


def check_distribution(name: str, p, letters: str) -> None:
    """Check that each column has no negative entry and sums to 1, but for rounding.

    Errors: those of check_arrays; ValueError for what is no distribution.

    >>> import numpy as np
    >>> check_distribution("p", np.asarray([0.5, 0.75]), "n")
    Traceback (most recent call last):
    ValueError: p must sum to 1 along its first axis, but a sum is 1.25.
    """
    check_arrays(**{name: (p, letters)})
    xp = array_namespace(p)
    if not xp.all(p >= 0):
        raise ValueError(f"{name} must have entries of at least 0, but one is {float(xp.min(p))}.")
    total = xp.sum(p, axis=0, keepdims=True)
    rounding = float(xp.finfo(p.dtype).eps) ** 0.5
    if not xp.all(xp.abs(total - 1) <= rounding):
        low, high = float(xp.min(total)), float(xp.max(total))
        worst = low if 1 - low > high - 1 else high
        raise ValueError(f"{name} must sum to 1 along its first axis, but a sum is {worst}.")


def check_index(name: str, value, n: int) -> int:
    """Return value as an int from 0 to n−1.

    Errors: TypeError if value is no integer, ValueError if it is outside.

    >>> check_index("eos", 2, 3)
    2
    """
    number = check_count(name, value, least=0)
    if number >= n:
        raise ValueError(f"{name} must be at most n − 1 = {n - 1}, but it is {number}.")
    return number
