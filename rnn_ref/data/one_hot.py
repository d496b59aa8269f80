"""One-hot columns: the index of a word as a column that the network can read."""

from array_api_compat import array_namespace, device

from rnn_ref.arguments.arrays import check_arrays
from rnn_ref.arguments.numbers import check_count


def one_hot(indices, n: int, dtype=None):
    """Turn each index into a column with one 1.

    Equations:
        x_k = 1   if k = index
        x_k = 0   otherwise,   k = 0 … n−1

    Args:
        indices: (m,) or (m, T), integers from 0 to n−1.
        n: the number of classes, such as the words of a vocabulary.
        dtype: float32 or float64 of the library of indices; None is float64.

    Returns:
        (n, m) or (n, m, T), on the device of indices.

    Raises:
        TypeError: if indices is no array of integers, n is no integer or dtype is another one.
        ValueError: for a wrong shape, an n below 1 and an index outside 0 … n−1.

    References:
        the 1-of-K coding of Bishop 2006, "Pattern Recognition and Machine Learning", chapter 4.

    Examples:
        >>> import numpy as np
        >>> one_hot(np.asarray([2, 0]), 3).tolist()
        [[0.0, 1.0], [0.0, 0.0], [1.0, 0.0]]
    """
    n = check_count("n", n, least=1)
    check_arrays(indices=(indices, "...", "integer"))
    if indices.ndim not in (1, 2):
        raise ValueError(
            f"indices must have shape (m,) or (m, T), but its shape is {tuple(indices.shape)}."
        )
    check_arrays(indices=(indices, ("m", "m T")[indices.ndim - 1], "integer"))
    check_indices("indices", indices, n)
    xp = array_namespace(indices)
    dtype = xp.float64 if dtype is None else dtype
    if dtype not in (xp.float32, xp.float64):
        raise TypeError(
            f"dtype must be float32 or float64 of the library of indices, but it is {dtype}."
        )
    classes = xp.arange(n, dtype=xp.int64, device=device(indices))  # (n,)
    column = xp.reshape(classes, (n,) + (1,) * indices.ndim)  # (n, 1) or (n, 1, 1)
    hot = column == xp.astype(indices, xp.int64)  # (n, m) or (n, m, T)
    x = xp.astype(hot, dtype)
    return x


def check_indices(name: str, indices, n: int) -> None:
    """Check that every index is one of 0 … n−1.

    Raises:
        ValueError: that names the lowest index if it is negative, else the highest.

    Examples:
        >>> import numpy as np
        >>> check_indices("targets", np.asarray([0, 3, 7]), 3)
        Traceback (most recent call last):
        ValueError: targets must be from 0 to n − 1 = 2, but one of them is 7.
    """
    xp = array_namespace(indices)
    lowest, highest = int(xp.min(indices)), int(xp.max(indices))
    if lowest < 0 or highest >= n:
        worst = lowest if lowest < 0 else highest
        raise ValueError(f"{name} must be from 0 to n − 1 = {n - 1}, but one of them is {worst}.")
