"""The check of a distribution: what may be drawn from."""

from array_api_compat import array_namespace

from rnn_ref.arguments.arrays import check_arrays


def check_distribution(name: str, p, letters: str) -> None:
    """Check that each column has no negative entry and sums to 1, but for rounding.

    Raises:
        TypeError, ValueError: those of check_arrays.
        ValueError: for what is no distribution.

    Examples:
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
