"""The language model: its inputs, the probability of a sentence, its loss and its gradient.

Targets are indices here, not one-hot columns: y⟨t⟩ is the index of the word at step t.
"""

from array_api_compat import array_namespace

from rnn_ref.arguments import check_arrays, check_count
from rnn_ref.logarithm import safe_log
from rnn_ref.losses import sequence_cross_entropy, softmax_cross_entropy_backward
from rnn_ref.one_hot import check_indices, one_hot
from rnn_ref.padding import real_steps


def inputs_from_targets(targets, n: int, dtype=None):
    """Make what the network reads out of what it must predict: the same words, one step later.

    x⟨1⟩ = 0
    x⟨t⟩ = one-hot of y⟨t−1⟩   for t = 2 … T

    So at step t the network has read the words before y⟨t⟩, and not y⟨t⟩ itself.

    targets: (m, T), integers from 0 to n−1, the words y, padded with any of them.
    n: the number of words of the vocabulary.
    dtype: float32 or float64 of the library of targets; None is float64.
    Returns: (n, m, T), on the device of targets.
    Errors: TypeError if targets is no array of integers, n is no integer or dtype is another
    one; ValueError for a wrong shape, an n below 1 and a target outside 0 … n−1.
    Source: the definition above; Graves 2013, "Generating sequences with recurrent neural
    networks", section 2, which also starts from a vector of zeros.

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


def sentence_log_probability(y_pred, targets, mask):
    """Compute the logarithm of the probability that the model gives to each sentence.

    P(y⟨1⟩ … y⟨T⟩) = Π_t P(y⟨t⟩ | y⟨1⟩ … y⟨t−1⟩)
    log P = Σ_real log ŷ_k⟨t⟩   with k = y⟨t⟩

    The product of many small numbers would become 0 in a computer; the sum does not.

    y_pred: (n_y, m, T), the predicted probabilities ŷ.
    targets: (m, T), integers, from 0 to n_y−1 at every real step; at a padded one any.
    mask: (m, T), 1 at a real step and 0 at a padded one; numbers or booleans.
    Returns: (m,), in nats; 0 for a sentence without steps, −∞ if a word has the probability 0.
    Errors: TypeError for what is no array, a wrong dtype or two libraries; ValueError for a
    wrong shape, two devices, a mask with other values than 0 and 1, and a target outside
    0 … n_y−1 at a real step.
    Source: Bengio, Ducharme, Vincent and Jauvin 2003, "A neural probabilistic language model",
    section 1.

    >>> import numpy as np
    >>> y_pred = np.asarray([[[0.5, 0.25]], [[0.5, 0.75]]])
    >>> log_p = sentence_log_probability(y_pred, np.asarray([[1, 0]]), np.asarray([[1, 1]]))
    >>> np.exp(log_p).round(4).tolist()  # 0.5 · 0.25
    [0.125]
    """
    y, real = _check_words(y_pred, targets, mask)  # (n_y, m, T) and (m, T)
    xp = array_namespace(y_pred, targets, mask)
    p_right = xp.sum(y_pred * y, axis=0)  # (m, T)
    p_kept = xp.where(real, p_right, xp.ones_like(p_right))  # log 1 = 0 adds nothing
    log_p = xp.sum(safe_log(p_kept), axis=1)  # (m,)
    return log_p


def language_model_loss(y_pred, targets, mask):
    """Average −log ŷ of the right word over the real steps.

    L = − Σ_real log ŷ_k⟨t⟩⁽ⁱ⁾ / (number of real steps)   with k = y⟨t⟩⁽ⁱ⁾

    It is sequence_cross_entropy with one-hot columns for the targets.

    y_pred, targets, mask: those of sentence_log_probability.
    Returns: the loss in nats per step, a 0-d array.
    Errors: those of sentence_log_probability; ValueError for a mask without a real step.
    Source: the average log-likelihood of Bengio, Ducharme, Vincent and Jauvin 2003, "A neural
    probabilistic language model", section 2, with the other sign.

    >>> import numpy as np
    >>> y_pred = np.asarray([[[0.5, 0.25]], [[0.5, 0.75]]])
    >>> loss = language_model_loss(y_pred, np.asarray([[1, 0]]), np.asarray([[1, 1]]))
    >>> round(float(loss), 4)  # (log 2 + log 4) / 2
    1.0397
    """
    y, real = _check_words(y_pred, targets, mask, least=1)  # (n_y, m, T) and (m, T)
    return sequence_cross_entropy(y_pred, y, real)


def language_model_loss_backward(y_pred, targets, mask):
    """Compute the gradient of the loss with respect to the scores z, where ŷ = softmax(z).

    dz_k⟨t⟩⁽ⁱ⁾ = (ŷ_k⟨t⟩⁽ⁱ⁾ − 1[k = y⟨t⟩⁽ⁱ⁾]) / (number of real steps)   at a real step
    dz_k⟨t⟩⁽ⁱ⁾ = 0                                                     at a padded step

    1[…] is 1 where the statement is true, and 0 elsewhere.

    y_pred, targets, mask: those of language_model_loss.
    Returns: dz, (n_y, m, T).
    Errors: those of language_model_loss.
    Source: Bishop 2006, "Pattern Recognition and Machine Learning", equation 4.109, where the
    same difference stands.

    >>> import numpy as np
    >>> y_pred = np.asarray([[[0.5, 0.25]], [[0.5, 0.75]]])
    >>> language_model_loss_backward(y_pred, np.asarray([[1, 0]]), np.asarray([[1, 1]])).tolist()
    [[[0.25, -0.375]], [[-0.25, 0.375]]]
    """
    y, real = _check_words(y_pred, targets, mask, least=1)  # (n_y, m, T) and (m, T)
    return softmax_cross_entropy_backward(y_pred, y, real)


def _check_words(y_pred, targets, mask, least=0):
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
