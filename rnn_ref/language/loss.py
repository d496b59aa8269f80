"""The loss of a language model, whose targets are indices, and its gradient."""

from rnn_ref.language.sentence_probability import one_hot_targets
from rnn_ref.losses.cross_entropy import sequence_cross_entropy, softmax_cross_entropy_backward


def language_model_loss(y_pred, targets, mask):
    """Average −log ŷ of the right word over the real steps.

    Equations:
        L = − Σ_real log ŷ_k⟨t⟩⁽ⁱ⁾ / (number of real steps)   with k = y⟨t⟩⁽ⁱ⁾

    It is sequence_cross_entropy with one-hot columns for the targets.

    Args:
        y_pred, targets, mask: those of sentence_log_probability.

    Returns:
        the loss in nats per step, a 0-d array.

    Raises:
        TypeError, ValueError: those of sentence_log_probability.
        ValueError: for a mask without a real step.

    References:
        the average log-likelihood of Bengio, Ducharme, Vincent and Jauvin 2003, "A neural
        probabilistic language model", section 2, with the other sign.

    Examples:
        >>> import numpy as np
        >>> y_pred = np.asarray([[[0.5, 0.25]], [[0.5, 0.75]]])
        >>> loss = language_model_loss(y_pred, np.asarray([[1, 0]]), np.asarray([[1, 1]]))
        >>> round(float(loss), 4)  # (log 2 + log 4) / 2
        1.0397
    """
    y, real = one_hot_targets(y_pred, targets, mask, least=1)  # (n_y, m, T) and (m, T)
    return sequence_cross_entropy(y_pred, y, real)


def language_model_loss_backward(y_pred, targets, mask):
    """Compute the gradient of the loss with respect to the scores z, where ŷ = softmax(z).

    Equations:
        dz_k⟨t⟩⁽ⁱ⁾ = (ŷ_k⟨t⟩⁽ⁱ⁾ − 1[k = y⟨t⟩⁽ⁱ⁾]) / (number of real steps)   at a real step
        dz_k⟨t⟩⁽ⁱ⁾ = 0                                                     at a padded step

    1[…] is 1 where the statement is true, and 0 elsewhere.

    Args:
        y_pred, targets, mask: those of language_model_loss.

    Returns:
        dz, (n_y, m, T).

    Raises:
        TypeError, ValueError: those of language_model_loss.

    References:
        Bishop 2006, "Pattern Recognition and Machine Learning", equation 4.109, where the same
        difference stands.

    Examples:
        >>> import numpy as np
        >>> y_pred = np.asarray([[[0.5, 0.25]], [[0.5, 0.75]]])
        >>> real = np.asarray([[1, 1]])
        >>> language_model_loss_backward(y_pred, np.asarray([[1, 0]]), real).tolist()
        [[[0.25, -0.375]], [[-0.25, 0.375]]]
    """
    y, real = one_hot_targets(y_pred, targets, mask, least=1)  # (n_y, m, T) and (m, T)
    return softmax_cross_entropy_backward(y_pred, y, real)
