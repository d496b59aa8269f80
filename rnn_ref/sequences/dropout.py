"""Dropout between the layers of a stack."""

from array_api_compat import array_namespace, device

from rnn_ref.arguments.arrays import check_arrays
from rnn_ref.arguments.numbers import check_number


def dropout_mask(a, rate: float, rng):
    """Draw what a layer's output is multiplied by: 0 with probability rate, else 1 / (1 − rate).

    Equations:
        mask = [u ≥ rate] / (1 − rate)   with u uniform from 0 to 1, and […] 1 if true, else 0

    Each entry has the mean 1, so nothing changes when the network is used without dropout.

    Args:
        a: (n_a, m, T_x), the output that the mask is for.
        rate: from 0 to below 1.
        rng: what draws the numbers: rng.random(shape) gives uniform numbers from 0 to below 1, as
            numpy.random.Generator does.

    Returns:
        (n_a, m, T_x), of the library, device and dtype of a.

    Raises:
        TypeError: if a is no array of floating-point numbers or rng has no random.
        ValueError: for a wrong shape or rate.

    References:
        Srivastava et al. 2014, "Dropout: a simple way to prevent neural networks from overfitting";
        between layers only: Zaremba, Sutskever and Vinyals 2014, "Recurrent neural network
        regularization".

    Examples:
        >>> import numpy as np
        >>> mask = dropout_mask(np.ones((2, 3, 4)), 0.5, np.random.default_rng(0))
        >>> sorted(set(mask.ravel().tolist()))
        [0.0, 2.0]
    """
    check_arrays(a=(a, "n_a m T_x"))
    rate = check_number("rate", rate, zero=True)
    if rate >= 1:
        raise ValueError(f"rate must be from 0 to below 1, but it is {rate}.")
    if not hasattr(rng, "random"):
        raise TypeError(
            "rng must have a method random(shape), as numpy.random.default_rng(seed) "
            f"has, but it is of type {type(rng).__name__}."
        )
    xp = array_namespace(a)
    try:
        uniform = rng.random(tuple(a.shape))
    except TypeError:
        raise TypeError(
            "rng must draw arrays, rng.random(shape), as that of "
            "numpy.random.default_rng(seed) does, but it is of type "
            f"{type(rng).__name__}."
        ) from None
    kept = xp.asarray(uniform >= rate, device=device(a))
    return xp.astype(kept, a.dtype) / (1 - rate)
