"""The inputs of a language model: what it must predict, one step later."""

from array_api_compat import array_namespace

from rnn_ref.arguments.arrays import check_arrays
from rnn_ref.arguments.numbers import check_count
from rnn_ref.data.one_hot import check_indices, one_hot


def inputs_from_targets(targets, n: int, dtype=None):
    """Make what the network reads out of what it must predict: the same words, one step later.

    Equations:
        x⟨1⟩ = 0
        x⟨t⟩ = one-hot of y⟨t−1⟩   for t = 2 … T

    So at step t the network has read the words before y⟨t⟩, and not y⟨t⟩ itself.

    Args:
        targets: (m, T), integers from 0 to n−1, the words y, padded with any of them.
        n: the number of words of the vocabulary.
        dtype: float32 or float64 of the library of targets; None is float64.

    Returns:
        (n, m, T), on the device of targets.

    Raises:
        TypeError: if targets is no array of integers, n is no integer or dtype is another one.
        ValueError: for a wrong shape, an n below 1 and a target outside 0 … n−1.

    References:
        the definition above; Graves 2013, "Generating sequences with recurrent neural networks",
        section 2, which also starts from a vector of zeros.

    Examples:
        >>> import numpy as np
        >>> inputs_from_targets(np.asarray([[2, 1, 0]]), 3).tolist()
        [[[0.0, 0.0, 0.0]], [[0.0, 0.0, 1.0]], [[0.0, 1.0, 0.0]]]
    """
    check_arrays(targets=(targets, "m T", "integer"))
    check_indices("targets", targets, check_count("n", n, least=1))
    xp = array_namespace(targets)
    y = one_hot(targets, n, dtype)  # (n, m, T)
    x1 = xp.zeros_like(y[:, :, :1])  # (n, m, 1)
    x = xp.concat([x1, y[:, :, :-1]], axis=2)  # (n, m, T)
    return x
