"""The probability that a language model gives to a sentence.

Targets are indices here, not one-hot columns: y⟨t⟩ is the index of the word at step t.
"""

from array_api_compat import array_namespace

from rnn_ref.arguments.arrays import check_arrays
from rnn_ref.data.one_hot import check_indices, one_hot
from rnn_ref.data.padding_and_mask import real_steps
from rnn_ref.losses.logarithm import safe_log


def sentence_log_probability(y_pred, targets, mask):
    """Compute the logarithm of the probability that the model gives to each sentence.

    Equations:
        P(y⟨1⟩ … y⟨T⟩) = Π_t P(y⟨t⟩ | y⟨1⟩ … y⟨t−1⟩)
        log P = Σ_real log ŷ_k⟨t⟩   with k = y⟨t⟩

    The product of many small numbers would become 0 in a computer; the sum does not.

    Args:
        y_pred: (n_y, m, T), the predicted probabilities ŷ.
        targets: (m, T), integers, from 0 to n_y−1 at every real step; at a padded one any.
        mask: (m, T), 1 at a real step and 0 at a padded one; numbers or booleans.

    Returns:
        (m,), in nats; 0 for a sentence without steps, −∞ if a word has the probability 0.

    Raises:
        TypeError: for what is no array, a wrong dtype or two libraries.
        ValueError: for a wrong shape, two devices, a mask with other values than 0 and 1, and a
            target outside 0 … n_y−1 at a real step.

    References:
        Bengio, Ducharme, Vincent and Jauvin 2003, "A neural probabilistic language model", section
        1.

    Examples:
        >>> import numpy as np
        >>> y_pred = np.asarray([[[0.5, 0.25]], [[0.5, 0.75]]])
        >>> log_p = sentence_log_probability(y_pred, np.asarray([[1, 0]]), np.asarray([[1, 1]]))
        >>> np.exp(log_p).round(4).tolist()  # 0.5 · 0.25
        [0.125]
    """
    y, real = one_hot_targets(y_pred, targets, mask)  # (n_y, m, T) and (m, T)
    xp = array_namespace(y_pred, targets, mask)
    p_right = xp.sum(y_pred * y, axis=0)  # (m, T)
    p_kept = xp.where(real, p_right, xp.ones_like(p_right))  # log 1 = 0 adds nothing
    log_p = xp.sum(safe_log(p_kept), axis=1)  # (m,)
    return log_p


def one_hot_targets(y_pred, targets, mask, least=0):
    """Check the arguments; return one-hot columns of the targets, and where steps are real."""
    check_arrays(
        y_pred=(y_pred, "n_y m T"),
        targets=(targets, "m T", "integer"),
        mask=(mask, "m T", "zero-one"),
    )
    xp = array_namespace(y_pred, targets, mask)
    real = real_steps(mask, least)  # (m, T)
    kept = xp.where(real, targets, xp.zeros_like(targets))
    n_y = y_pred.shape[0]
    check_indices("targets", kept, n_y)
    return one_hot(kept, n_y, y_pred.dtype), real
