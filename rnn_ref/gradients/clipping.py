"""Clipping: keeping gradients that explode from throwing the weights away."""

from array_api_compat import array_namespace

from rnn_ref.arguments.containers import check_array_dict
from rnn_ref.arguments.numbers import check_number
from rnn_ref.gradients.global_norm import global_norm


def clip_by_value(gradients: dict, limit):
    """Cut every entry off at −limit and limit.

    Equations:
        g = min(max(g, −limit), limit)   for every entry of every array

    The entries are cut one by one, so the gradient may point elsewhere afterwards.

    Args:
        gradients: dict of arrays of any shapes.
        limit: a number above 0.

    Returns:
        a new dict with the same keys and shapes.

    Raises:
        TypeError: for what is no dict of floating-point arrays of one library and one dtype, or a
            limit that is no number.
        ValueError: for an empty dict or array, two devices, a limit that is not above 0, and NaN or
            infinity in a gradient: no direction is left to save.

    References:
        clipping element by element, as Pascanu, Mikolov and Bengio 2013, "On the difficulty of
        training recurrent neural networks", describe it.

    Examples:
        >>> import numpy as np
        >>> clip_by_value({"dba": np.asarray([[-7.0], [0.5]])}, 5)["dba"].tolist()
        [[-5.0], [0.5]]
    """
    check_array_dict("gradients", gradients)
    limit = check_number("limit", limit)
    _check_finite(gradients)
    clipped = {}
    for key, g in gradients.items():
        xp = array_namespace(g)
        clipped[key] = xp.clip(g, -limit, limit)
    return clipped


def clip_by_global_norm(gradients: dict, limit):
    """Shorten all arrays by one common factor, so that their norm is at most limit.

    Equations:
        g = g · limit / ‖g‖   if ‖g‖ > limit, with ‖g‖ the norm of all arrays together
        g = g                 otherwise

    One factor for all of them keeps the direction.

    Args:
        gradients: dict of arrays of any shapes.
        limit: a number above 0.

    Returns:
        a new dict with the same keys and shapes.

    Raises:
        TypeError, ValueError: those of clip_by_value.
        ValueError: if the norm is too large for the dtype. For NaN torch.nn.utils.clip_grad_norm_
            returns NaN instead, and the weights are lost at the next step.

    References:
        algorithm 1 of Pascanu, Mikolov and Bengio 2013, "On the difficulty of training recurrent
        neural networks".

    Examples:
        >>> import numpy as np
        >>> gradients = {"dW": np.asarray([[3.0]]), "db": np.asarray([4.0])}
        >>> {key: g.tolist() for key, g in clip_by_global_norm(gradients, 2.5).items()}
        {'dW': [[1.5]], 'db': [2.0]}
    """
    check_array_dict("gradients", gradients)
    limit = check_number("limit", limit)
    _check_finite(gradients)
    norm = check_number("the global norm of gradients", global_norm(gradients), zero=True)
    factor = limit / norm if norm > limit else 1.0
    clipped = {key: g * factor for key, g in gradients.items()}
    return clipped


def _check_finite(gradients):
    for key, g in gradients.items():
        xp = array_namespace(g)
        if not xp.all(xp.isfinite(g)):
            raise ValueError(
                f"{key} must hold finite numbers, but it holds NaN or infinity; "
                "the gradient has exploded before it was clipped."
            )
