"""The loss of a padded batch: cross-entropy over its real steps only, and its gradient."""

from array_api_compat import array_namespace

from rnn_ref.arguments.arrays import check_arrays
from rnn_ref.data.padding_and_mask import real_steps
from rnn_ref.losses.logarithm import safe_log

ROUNDING = 1e-6  # by so much a probability may be above 1


def sequence_cross_entropy(y_pred, y, mask):
    """Average −log p(right class) over the real steps.

    Equations:
        p⟨t⟩⁽ⁱ⁾ = Σ_k ŷ_k⟨t⟩⁽ⁱ⁾ y_k⟨t⟩⁽ⁱ⁾
        L = − Σ_real log p⟨t⟩⁽ⁱ⁾ / (number of real steps)

    A padded step is left out before the logarithm, because it may hold p = 0, and 0 · log 0 is
    not a number. A real step with p = 0 makes the loss infinite.

    Args:
        y_pred: (n_y, m, T), the predicted probabilities ŷ.
        y: (n_y, m, T), one-hot at every real step.
        mask: (m, T), 1 at a real step and 0 at a padded one; numbers or booleans.

    Returns:
        the loss in nats per step, a 0-d array.

    Raises:
        TypeError: for what is no array, a wrong dtype or two libraries.
        ValueError: for a wrong shape, two devices, a mask with other values than 0 and 1 or without
            a real step, and a real step at which y is not one-hot or y_pred is below 0 or above 1.

    References:
        the cross-entropy of Bishop 2006, "Pattern Recognition and Machine Learning", equation
        4.108, divided by the number of real steps.

    Examples:
        >>> import numpy as np
        >>> y_pred = np.asarray([[[0.5, 0.25, 0.0]], [[0.5, 0.75, 0.0]]])
        >>> y = np.asarray([[[1.0, 1.0, 0.0]], [[0.0, 0.0, 1.0]]])
        >>> loss = sequence_cross_entropy(y_pred, y, np.asarray([[1, 1, 0]]))
        >>> round(float(loss), 4)  # (log 2 + log 4) / 2
        1.0397
    """
    check_arrays(y_pred=(y_pred, "n_y m T"), y=(y, "n_y m T"), mask=(mask, "m T", "zero-one"))
    _check_labels(y_pred, y, mask)
    xp = array_namespace(y_pred, y, mask)
    real = xp.astype(mask, xp.bool)  # (m, T)
    p_right = xp.sum(y_pred * y, axis=0)  # (m, T)
    p_kept = xp.where(real, p_right, xp.ones_like(p_right))  # log 1 = 0 adds nothing
    log_p = safe_log(p_kept)  # (m, T)
    count = xp.sum(xp.astype(real, y_pred.dtype))  # ()
    loss = -xp.sum(log_p) / count  # ()
    return xp.reshape(xp.stack([loss]), ())  # NumPy's sum gives a scalar, not a 0-d array


def softmax_cross_entropy_backward(y_pred, y, mask):
    """Take the loss back to the scores z before softmax.

    With ŷ = softmax(z) and L = sequence_cross_entropy(ŷ, y, mask),

    Equations:
        dz⟨t⟩⁽ⁱ⁾ = (ŷ⟨t⟩⁽ⁱ⁾ − y⟨t⟩⁽ⁱ⁾) / (number of real steps)   at a real step
        dz⟨t⟩⁽ⁱ⁾ = 0                                            at a padded step

    A padded step gives 0 whatever ŷ holds there, even NaN.

    Args:
        y_pred: (n_y, m, T), the predicted probabilities ŷ.
        y: (n_y, m, T), one-hot at every real step.
        mask: (m, T), 1 at a real step and 0 at a padded one; numbers or booleans.

    Returns:
        dz (n_y, m, T).

    Raises:
        TypeError, ValueError: those of sequence_cross_entropy.

    References:
        the difference ŷ − y in the gradient of Bishop 2006, "Pattern Recognition and Machine
        Learning", equation 4.109, divided by the number of real steps.

    Examples:
        >>> import numpy as np
        >>> y_pred = np.asarray([[[0.5, 0.25, 0.0]], [[0.5, 0.75, 0.0]]])
        >>> y = np.asarray([[[1.0, 1.0, 0.0]], [[0.0, 0.0, 1.0]]])
        >>> softmax_cross_entropy_backward(y_pred, y, np.asarray([[1, 1, 0]])).tolist()
        [[[-0.25, -0.375, 0.0]], [[0.25, 0.375, 0.0]]]
    """
    check_arrays(y_pred=(y_pred, "n_y m T"), y=(y, "n_y m T"), mask=(mask, "m T", "zero-one"))
    _check_labels(y_pred, y, mask)
    xp = array_namespace(y_pred, y, mask)
    real = xp.astype(mask, xp.bool)  # (m, T)
    difference = y_pred - y  # (n_y, m, T)
    kept = xp.where(real, difference, xp.zeros_like(difference))  # (n_y, m, T)
    count = xp.sum(xp.astype(real, y_pred.dtype))  # ()
    dz = kept / count  # (n_y, m, T)
    return dz


def _check_labels(y_pred, y, mask):
    """Check what the values of the mask, of y and of y_pred must be."""
    real = real_steps(mask, least=1)  # (m, T)
    xp = array_namespace(y_pred, y, mask)
    if xp.any(((y_pred < 0) | (y_pred > 1 + ROUNDING)) & real):
        raise ValueError(
            "y_pred must hold probabilities, numbers from 0 to 1, at every real "
            "step, but it has other values; apply softmax to scores first."
        )
    one_hot = xp.all((y == 0) | (y == 1), axis=0) & (xp.sum(y, axis=0) == 1)
    if not xp.all(one_hot | ~real):
        raise ValueError("y must be one-hot at every real step (one 1, the rest 0), but it is not.")
