"""One step of training a language model: forward, backward, clip, move."""

from rnn_ref.arguments.numbers import check_number
from rnn_ref.cells.output_layer import output_layer_backward
from rnn_ref.gradients.clipping import clip_by_global_norm
from rnn_ref.losses.cross_entropy import sequence_cross_entropy, softmax_cross_entropy_backward
from rnn_ref.sequences.rnn import rnn_backward, rnn_forward


def train_step(x, y, mask, a0, parameters, rate, limit):
    """Move the parameters one step against the clipped gradient of the loss.

    Equations:
        g = ∇L                          by backpropagation through time
        g = g · min(1, limit / ‖g‖)     with ‖g‖ the norm over all parameters together
        θ = θ − rate · g

    Args:
        x: (n_x, m, T).
        y: (n_y, m, T), one-hot.
        mask: (m, T).
        a0: (n_a, m), the first state.
        parameters: dict of Wax, Waa, Wya, ba and by.
        rate: the learning rate, above 0.
        limit: the largest norm, above 0.

    Returns:
        the new parameters, the loss before the step (0-d), and the last state (n_a, m).

    Raises:
        TypeError, ValueError: those of rnn_forward, sequence_cross_entropy and clip_by_global_norm.

    References:
        Mikolov et al. 2010, "Recurrent neural network based language model"; Pascanu, Mikolov and
        Bengio 2013 for the clipping.

    Examples:
        >>> import numpy as np
        >>> one = np.ones((1, 1))
        >>> p = {"Wax": one, "Waa": one, "Wya": np.ones((2, 1)), "ba": one, "by": np.zeros((2, 1))}
        >>> y = np.asarray([[[1.0, 1.0]], [[0.0, 0.0]]])
        >>> new, loss, a = train_step(np.ones((1, 1, 2)), y, np.ones((1, 2)), one, p, 0.1, 5.0)
        >>> round(float(loss), 4), new["by"].round(4).tolist()
        (0.6931, [[0.05], [-0.05]])
    """
    rate = check_number("rate", rate)
    a, y_pred, caches = rnn_forward(x, a0, parameters)
    dz = softmax_cross_entropy_backward(y_pred, y, mask)  # (n_y, m, T)
    read_out = output_layer_backward(dz, a, parameters)
    gradients = {**read_out, **rnn_backward(read_out["da"], caches)}
    clipped = clip_by_global_norm({f"d{key}": gradients[f"d{key}"] for key in parameters}, limit)
    new = {key: theta - rate * clipped[f"d{key}"] for key, theta in parameters.items()}
    return new, sequence_cross_entropy(y_pred, y, mask), a[:, :, -1]
