"""Clipping: keeping gradients that explode from throwing the weights away."""

from math import inf

from array_api_compat import array_namespace

from rnn_ref.plain_arguments import check_array_dict, check_number


def clip_by_value(gradients: dict, limit):
    """Cut every entry off at −limit and limit.

    g = min(max(g, −limit), limit)   for every entry of every array

    The entries are cut one by one, so the gradient may point elsewhere afterwards.

    gradients: dict of arrays of any shapes.
    limit: a number above 0.
    Returns: a new dict with the same keys and shapes.
    Errors: TypeError for what is no dict of floating-point arrays of one library and one dtype,
    or a limit that is no number; ValueError for an empty dict or array, two devices, a limit
    that is not above 0, and NaN or infinity in a gradient: no direction is left to save.
    Source: clipping element by element, as Pascanu, Mikolov and Bengio 2013, "On the difficulty
    of training recurrent neural networks", describe it.

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


def global_norm(gradients: dict):
    """Measure all arrays together, as if they were one long vector.

    ‖g‖ = √(Σ g²)             the sum over every entry of every array
        = h √(Σ (g / h)²)   with h = max |g|

    The second line cannot overflow or underflow where the first one does: g² of 1e30 is beyond
    float32.

    gradients: dict of arrays of any shapes.
    Returns: the norm, a 0-d array; infinite or NaN if an entry is.
    Errors: TypeError for what is no dict of floating-point arrays of one library and one dtype;
    ValueError for an empty dict or array and for two devices.
    Source: Pascanu, Mikolov and Bengio 2013, "On the difficulty of training recurrent neural
    networks".

    >>> import numpy as np
    >>> norm = global_norm({"dW": np.asarray([[3e200]]), "db": np.asarray([4e200])})
    >>> f"{norm:.3g}"
    '5e+200'
    """
    check_array_dict("gradients", gradients)
    xp = array_namespace(*gradients.values())
    g = xp.concat([xp.reshape(array, (-1,)) for array in gradients.values()])  # every entry
    h = xp.max(xp.abs(g))  # ()
    if not 0 < h < inf:
        return xp.reshape(xp.stack([h]), ())  # 0, infinity or NaN
    scaled = g / h
    norm = h * xp.sqrt(xp.sum(scaled * scaled))  # ()
    return xp.reshape(xp.stack([norm]), ())  # NumPy's sum gives a scalar, not a 0-d array


def clip_by_global_norm(gradients: dict, limit):
    """Shorten all arrays by one common factor, so that their norm is at most limit.

    g = g · limit / ‖g‖   if ‖g‖ > limit, with ‖g‖ the norm of all arrays together
    g = g                 otherwise

    One factor for all of them keeps the direction.

    gradients: dict of arrays of any shapes.
    limit: a number above 0.
    Returns: a new dict with the same keys and shapes.
    Errors: those of clip_by_value; ValueError if the norm is too large for the dtype. For NaN
    torch.nn.utils.clip_grad_norm_ returns NaN instead, and the weights are lost at the next step.
    Source: algorithm 1 of Pascanu, Mikolov and Bengio 2013, "On the difficulty of training
    recurrent neural networks".

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
