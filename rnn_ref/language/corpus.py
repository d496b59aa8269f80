"""How well a model predicts many sentences together."""

from math import log

from array_api_compat import array_namespace

from rnn_ref.arguments.arrays import check_arrays


def corpus_perplexity(log_p, lengths):
    """Measure many sentences by one number: e to the loss per word.

    Equations:
        L = − Σ_i log P_i / Σ_i T_i
        perplexity = e^L

    Every word counts the same, so a long sentence counts more than a short one.

    Args:
        log_p: (m,), the logarithm of the probability of each sentence, in nats.
        lengths: (m,), integers, the number of words of each.

    Returns:
        the perplexity, a 0-d array.

    Raises:
        TypeError, ValueError: those of check_arrays.
        ValueError: if there is no word.

    References:
        Jelinek, Mercer, Bahl and Baker 1977, "Perplexity: a measure of the difficulty of speech
        recognition tasks".

    Examples:
        >>> import numpy as np
        >>> log_p = np.log(np.asarray([1 / 8, 1 / 32]))
        >>> round(float(corpus_perplexity(log_p, np.asarray([3, 5]))), 4)
        2.0
    """
    xp, words = _words(log_p, lengths)
    loss = -xp.sum(log_p) / words
    choices = xp.exp(loss)
    return choices


def corpus_bits(log_p, lengths):
    """Measure many sentences by one number: bits per character.

    Equations:
        L = − Σ_i log P_i / Σ_i T_i
        bits = L / log 2

    Args:
        log_p, lengths: those of corpus_perplexity.

    Returns:
        the bits, a 0-d array.

    Raises:
        TypeError, ValueError: those of corpus_perplexity.

    References:
        Shannon 1951, "Prediction and entropy of printed English".

    Examples:
        >>> import numpy as np
        >>> log_p = np.log(np.asarray([1 / 8, 1 / 32]))
        >>> round(float(corpus_bits(log_p, np.asarray([3, 5]))), 4)
        1.0
    """
    xp, words = _words(log_p, lengths)
    loss = -xp.sum(log_p) / words
    bits = loss / log(2)
    return bits


def _words(log_p, lengths):
    check_arrays(log_p=(log_p, "m"), lengths=(lengths, "m", "integer"))
    xp = array_namespace(log_p, lengths)
    words = int(xp.sum(lengths))
    if words < 1:
        raise ValueError(f"lengths must sum to at least 1, but their sum is {words}.")
    return xp, words
