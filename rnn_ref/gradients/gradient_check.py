"""Is a gradient right? Compare it with the slope of the loss, measured by moving each entry."""

from array_api_compat import array_namespace, is_array_api_obj

from rnn_ref.arguments.containers import check_array_dict
from rnn_ref.arguments.numbers import check_number
from rnn_ref.gradients.global_norm import global_norm


def numerical_gradient(loss, parameters: dict, epsilon=1e-5):
    """Measure the slope of the loss for every entry θ of every array, by central differences.

    Equations:
        dθ = (L(θ + ε) − L(θ − ε)) / (2ε)   with all other entries as they are

    The error is of the order ε². It is larger where the loss has a corner within ε, as with relu.

    Args:
        loss: a function of a dict such as parameters; it returns a number or a 0-d array.
        parameters: dict of float64 arrays of any shapes.
        epsilon: the distance ε, a number above 0.

    Returns:
        a dict with the key "d" + key and the same shape for every array of parameters.

    Raises:
        TypeError: for a loss that is no function or returns no number, what is no dict of arrays of
            one library, another dtype than float64, and an epsilon that is no number.
        ValueError: for an empty dict or array, two devices, and an epsilon that is not above 0.

    References:
        central differences as a test of back-propagation: Goodfellow, Bengio and Courville 2016,
        "Deep Learning", section 11.5.

    Examples:
        >>> import numpy as np
        >>> def loss(parameters):
        ...     return parameters["w"][0] ** 2 + 5 * parameters["w"][1]
        >>> numerical_gradient(loss, {"w": np.asarray([3.0, 1.0])})["dw"].round(6).tolist()
        [6.0, 5.0]
    """
    _check_loss_and_parameters(loss, parameters)
    epsilon = check_number("epsilon", epsilon)
    gradients = {}
    for key, theta in parameters.items():
        xp = array_namespace(theta)
        entries = xp.reshape(theta, (-1,))
        slopes = xp.zeros_like(entries)
        for i in range(entries.shape[0]):
            step = xp.zeros_like(entries)
            step[i] = epsilon
            loss_plus = _loss_at(loss, parameters, key, entries + step)
            loss_minus = _loss_at(loss, parameters, key, entries - step)
            slopes[i] = (loss_plus - loss_minus) / (2 * epsilon)
        gradients["d" + key] = xp.reshape(slopes, theta.shape)
    return gradients


def gradient_check(loss, parameters: dict, gradients: dict, epsilon=1e-5):
    """Compare each gradient with its numerical gradient.

    Equations:
        difference = ‖g − n‖ / (‖g‖ + ‖n‖)   with g the given gradient, n the numerical one

    It is 0 for equal gradients and 1 at most. A right gradient gives about 1e-7 or less; 1e-3
    or more is a mistake. Where the true gradient is 0, rounding of the loss alone may give 1.

    Args:
        loss, parameters, epsilon: as in numerical_gradient.
        gradients: dict with the key "d" + key and the same shape for every array of parameters, and
            no other key. To check the gradient da0 too, put a0 into parameters.

    Returns:
        a dict with the difference, a float, for every key of parameters; 0 where both gradients are
        0, NaN where one is not finite.

    Raises:
        TypeError, ValueError: those of numerical_gradient, for gradients too.
        ValueError: for a missing or an unknown key or another shape.

    References:
        Goodfellow, Bengio and Courville 2016, "Deep Learning", section 11.5.

    Examples:
        >>> import numpy as np
        >>> def loss(parameters):
        ...     return parameters["w"][0] ** 2
        >>> differences = gradient_check(loss, {"w": np.asarray([3.0])}, {"dw": np.asarray([2.0])})
        >>> round(differences["w"], 6)  # |2 − 6| / (2 + 6)
        0.5
    """
    _check_loss_and_parameters(loss, parameters)
    _check_gradients(gradients, parameters)
    numerical = numerical_gradient(loss, parameters, epsilon)
    differences = {}
    for key in parameters:
        g = gradients["d" + key]
        n = numerical["d" + key]
        distance = float(global_norm({key: g - n}))
        size = float(global_norm({key: g})) + float(global_norm({key: n}))
        differences[key] = distance / size if size != 0 else 0.0
    return differences


def _loss_at(loss, parameters, key, entries):
    """The loss with the array at key replaced, as a float."""
    moved = array_namespace(entries).reshape(entries, parameters[key].shape)
    value = loss({**parameters, key: moved})
    if not hasattr(value, "__float__"):
        raise TypeError(
            "loss must return a number or a 0-d array, but what it returned is of "
            f"type {type(value).__name__}."
        )
    if is_array_api_obj(value) and tuple(value.shape) != ():
        raise TypeError(
            "loss must return a number or a 0-d array, but what it returned has "
            f"shape {tuple(value.shape)}."
        )
    if is_array_api_obj(value) and value.dtype != entries.dtype:
        raise TypeError(
            "loss must return float64 as its parameters are, but the dtype of what "
            f"it returned is {value.dtype}."
        )
    return float(value)


def _check_loss_and_parameters(loss, parameters):
    if not callable(loss):
        raise TypeError(f"loss must be a function, but it is of type {type(loss).__name__}.")
    check_array_dict("parameters", parameters)
    for key, theta in parameters.items():
        if theta.dtype != array_namespace(theta).float64:
            raise TypeError(
                f"{key} must have dtype float64, because differences in float32 "
                f"leave about 3 digits, but its dtype is {theta.dtype}."
            )


def _check_gradients(gradients, parameters):
    check_array_dict("gradients", gradients)
    expected = ["d" + key for key in parameters]
    wrong = [f"{key} is missing" for key in expected if key not in gradients]
    wrong = wrong or [f"{key} is unknown" for key in gradients if key not in expected]
    if wrong:
        raise ValueError(
            f"gradients must have the keys {', '.join(expected)}, one for each of "
            f"parameters, but {wrong[0]}."
        )
    for key, theta in parameters.items():
        g = gradients["d" + key]
        check_array_dict("parameters and gradients", {key: theta, "d" + key: g})
        if g.shape != theta.shape:
            raise ValueError(
                f"d{key} must have shape {tuple(theta.shape)} as {key} has, "
                f"but its shape is {tuple(g.shape)}."
            )
