"""Perplexity: the loss of a language model as a number of words."""

from array_api_compat import array_namespace, is_array_api_obj
from array_api_compat import numpy as numpy_namespace

from rnn_ref.arguments.arrays import check_arrays


def perplexity(loss):
    """Turn a loss in nats into the number of equally likely words that would be as hard.

    Equations:
        perplexity = e^loss

    Args:
        loss: an array of any shape or a number, at least 0, in nats per word.

    Returns:
        the shape of loss, at least 1; a 0-d array of NumPy for a number.

    Raises:
        TypeError: if loss is neither an array of real floating-point numbers nor a number.
        ValueError: if an entry is negative.

    References:
        Jelinek, Mercer, Bahl and Baker 1977, "Perplexity: a measure of the difficulty of speech
        recognition tasks".

    Examples:
        >>> import numpy as np
        >>> round(float(perplexity(np.log(20.0))), 4)  # each word has p = 1/20
        20.0
    """
    nats = check_loss(loss)
    xp = array_namespace(nats)
    choices = xp.exp(nats)
    return xp.reshape(xp.stack([choices]), nats.shape)  # NumPy's exp of a 0-d array is a scalar


def check_loss(loss):
    """Return the loss as an array."""
    if isinstance(loss, (int, float)) and not isinstance(loss, bool):
        loss = numpy_namespace.asarray(float(loss))
    if not is_array_api_obj(loss):
        raise TypeError(
            f"loss must be an array or a number, but it is of type {type(loss).__name__}."
        )
    check_arrays(loss=(loss, "..."))
    xp = array_namespace(loss)
    if xp.any(loss < 0):
        raise ValueError(
            f"loss must be at least 0, since no probability is above 1, "
            f"but one entry is {float(xp.min(loss))}."
        )
    return loss
