"""The loss of a padded batch with yes/no labels: binary cross-entropy, and its gradient.

A step may have several labels (n_y of them), each with its own sigmoid. They are independent:
the probabilities of one step need not sum to 1.
"""

from array_api_compat import array_namespace

from rnn_ref.arguments.arrays import check_arrays
from rnn_ref.data.padding_and_mask import real_steps
from rnn_ref.losses.logarithm import safe_log


def sequence_binary_cross_entropy(y_pred, y, mask):
    """Average over the real steps the sum over the n_y labels of −log p(right answer).

    Equations:
        p_k⟨t⟩⁽ⁱ⁾ = ŷ_k⟨t⟩⁽ⁱ⁾       where y_k⟨t⟩⁽ⁱ⁾ = 1
        p_k⟨t⟩⁽ⁱ⁾ = 1 − ŷ_k⟨t⟩⁽ⁱ⁾   where y_k⟨t⟩⁽ⁱ⁾ = 0
        L = − Σ_real Σ_k log p_k⟨t⟩⁽ⁱ⁾ / (number of real steps)

    This is −(y log ŷ + (1 − y) log(1 − ŷ)) with 0 · log 0 counted as 0. The labels of a step
    are summed, not averaged: n_y does not divide the loss. A right answer with p = 0 makes the
    loss infinite; torch.nn.functional.binary_cross_entropy stops at 100 instead.

    Args:
        y_pred: (n_y, m, T), the predicted probabilities ŷ of a yes.
        y: (n_y, m, T), 1 for yes and 0 for no at every real step.
        mask: (m, T), 1 at a real step and 0 at a padded one; numbers or booleans.

    Returns:
        the loss in nats per step, a 0-d array.

    Raises:
        TypeError: for what is no array, a wrong dtype or two libraries.
        ValueError: for a wrong shape, two devices, a mask with other values than 0 and 1 or without
            a real step, and, at a real step, y with other values than 0 and 1 or y_pred outside [0,
            1].

    References:
        the cross-entropy of Bishop 2006, "Pattern Recognition and Machine Learning", equation 4.90,
        divided by the number of real steps.

    Examples:
        >>> import numpy as np
        >>> y_pred, y = np.asarray([[[0.5, 0.75, 0.0]]]), np.asarray([[[1.0, 0.0, 1.0]]])
        >>> loss = sequence_binary_cross_entropy(y_pred, y, np.asarray([[1, 1, 0]]))
        >>> round(float(loss), 4)  # (log 2 + log 4) / 2
        1.0397
    """
    check_arrays(y_pred=(y_pred, "n_y m T"), y=(y, "n_y m T"), mask=(mask, "m T", "zero-one"))
    _check_answers(y_pred, y, mask)
    xp = array_namespace(y_pred, y, mask)
    real = xp.astype(mask, xp.bool)  # (m, T)
    p_right = xp.where(y == 1, y_pred, 1 - y_pred)  # (n_y, m, T)
    p_kept = xp.where(real, p_right, xp.ones_like(p_right))  # log 1 = 0 adds nothing
    log_p = safe_log(p_kept)  # (n_y, m, T)
    count = xp.sum(xp.astype(real, y_pred.dtype))  # ()
    loss = -xp.sum(log_p) / count  # ()
    return xp.reshape(xp.stack([loss]), ())  # NumPy's sum gives a scalar, not a 0-d array


def sigmoid_cross_entropy_backward(y_pred, y, mask):
    """Take the loss back to the scores z before sigmoid.

    With ŷ = σ(z) and L = sequence_binary_cross_entropy(ŷ, y, mask),

    Equations:
        dz⟨t⟩⁽ⁱ⁾ = (ŷ⟨t⟩⁽ⁱ⁾ − y⟨t⟩⁽ⁱ⁾) / (number of real steps)   at a real step
        dz⟨t⟩⁽ⁱ⁾ = 0                                            at a padded step

    The equation is that of softmax. A padded step gives 0 whatever ŷ holds there, even NaN.

    Args:
        y_pred: (n_y, m, T), the predicted probabilities ŷ of a yes.
        y: (n_y, m, T), 1 for yes and 0 for no at every real step.
        mask: (m, T), 1 at a real step and 0 at a padded one; numbers or booleans.

    Returns:
        dz (n_y, m, T).

    Raises:
        TypeError, ValueError: those of sequence_binary_cross_entropy.

    References:
        the difference ŷ − y in the gradient of Bishop 2006, "Pattern Recognition and Machine
        Learning", equation 4.91, divided by the number of real steps.

    Examples:
        >>> import numpy as np
        >>> y_pred, y = np.asarray([[[0.5, 0.75, 0.0]]]), np.asarray([[[1.0, 0.0, 1.0]]])
        >>> sigmoid_cross_entropy_backward(y_pred, y, np.asarray([[1, 1, 0]])).tolist()
        [[[-0.25, 0.375, 0.0]]]
    """
    check_arrays(y_pred=(y_pred, "n_y m T"), y=(y, "n_y m T"), mask=(mask, "m T", "zero-one"))
    _check_answers(y_pred, y, mask)
    xp = array_namespace(y_pred, y, mask)
    real = xp.astype(mask, xp.bool)  # (m, T)
    difference = y_pred - y  # (n_y, m, T)
    kept = xp.where(real, difference, xp.zeros_like(difference))  # (n_y, m, T)
    count = xp.sum(xp.astype(real, y_pred.dtype))  # ()
    dz = kept / count  # (n_y, m, T)
    return dz


def _check_answers(y_pred, y, mask):
    """Check what the values of the mask, of y and of y_pred must be."""
    real = real_steps(mask, least=1)  # (m, T)
    xp = array_namespace(y_pred, y, mask)
    if xp.any((y != 0) & (y != 1) & real):
        raise ValueError(
            "y must hold only 1 (yes) and 0 (no) at every real step, but it has other values."
        )
    if xp.any(((y_pred < 0) | (y_pred > 1)) & real):
        raise ValueError(
            "y_pred must hold probabilities, numbers from 0 to 1, at every real "
            "step, but it has other values; apply sigmoid to scores first."
        )
