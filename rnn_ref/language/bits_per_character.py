"""Bits per character: the loss of a language model in bits."""

from math import log

from array_api_compat import array_namespace

from rnn_ref.language.perplexity import check_loss


def bits_per_character(loss):
    """Turn a loss in nats into bits.

    Equations:
        bits = loss / log 2

    One bit is the answer to one question with two equally likely answers.

    Args:
        loss: an array of any shape or a number, at least 0, in nats per character.

    Returns:
        the shape of loss; a 0-d array of NumPy for a number.

    Raises:
        TypeError: if loss is neither an array of real floating-point numbers nor a number.
        ValueError: if an entry is negative.

    References:
        Shannon 1951, "Prediction and entropy of printed English", which measures text in bits per
        letter.

    Examples:
        >>> import numpy as np
        >>> round(float(bits_per_character(np.log(8.0))), 4)  # each character has p = 1/8
        3.0
    """
    nats = check_loss(loss)
    xp = array_namespace(nats)
    bits = nats / log(2)
    return xp.reshape(xp.stack([bits]), nats.shape)  # NumPy's quotient of a 0-d array is a scalar
