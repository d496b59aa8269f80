"""The output layer: from states to predictions, and its gradients.

It is the same at every step, so it works on one step (n_a, m) and on a sequence (n_a, m, T).
"""

from collections.abc import Mapping

from array_api_compat import array_namespace

from rnn_ref.activations.softmax import softmax
from rnn_ref.arguments.arrays import check_arrays, check_with_parameters

# The keys that a cell's dict holds for its predictions, beside those of its step.
OUTPUT_SHAPES = {"Wy": "n_y n_a", "by": "n_y 1"}


def output_layer_forward(a, parameters: dict):
    """Predict from each state.

    Equations:
        ŷ⟨t⟩ = softmax(W_ya a⟨t⟩ + b_y)

    Args:
        a: (n_a, m) or (n_a, m, T), the states.
        parameters: dict with Wya (or Wy, as the LSTM calls it) (n_y, n_a) and by (n_y, 1); its
            other keys are not looked at.

    Returns:
        the predictions, (n_y, m) or (n_y, m, T).

    Raises:
        TypeError: for what is no array, a wrong dtype or two libraries.
        ValueError: for a wrong shape, two devices or a missing key.

    References:
        Bridle 1990, "Probabilistic interpretation of feedforward classification network outputs,
        with relationships to statistical pattern recognition".

    Examples:
        >>> import numpy as np
        >>> weights = {"Wya": np.asarray([[1.0], [-1.0]]), "by": np.zeros((2, 1))}
        >>> output_layer_forward(np.asarray([[0.5]]), weights).round(4).tolist()
        [[0.7311], [0.2689]]
    """
    key, Wy, by, xp, columns = _check(a, parameters)
    scores = Wy @ columns + by  # (n_y, m · T)
    y_pred = softmax(scores)
    return xp.reshape(y_pred, (Wy.shape[0], *a.shape[1:]))


def output_layer_backward(dz, a, parameters: dict) -> dict:
    """Go back from the scores z = W_ya a + b_y to the states and the output layer's weights.

    Equations:
        da⟨t⟩ = W_yaᵀ dz⟨t⟩
        dW_ya = Σ_t dz⟨t⟩ a⟨t⟩ᵀ
        db_y = Σ_t Σ_examples dz⟨t⟩

    Args:
        dz: (n_y, m) or (n_y, m, T), the gradient with respect to the scores, as
            softmax_cross_entropy_backward returns it.
        a: (n_a, m) or (n_a, m, T), the states that the predictions were read from.
        parameters: as for output_layer_forward.

    Returns:
        dict of da (the shape of a), dWya (dWy if the key is Wy) and dby.

    Raises:
        TypeError, ValueError: those of output_layer_forward.
        ValueError: if dz and a have other steps or examples.

    References:
        Goodfellow, Bengio and Courville 2016, "Deep Learning", section 10.2.2.

    Examples:
        >>> import numpy as np
        >>> weights = {"Wya": np.asarray([[1.0], [-1.0]]), "by": np.zeros((2, 1))}
        >>> dz, a = np.asarray([[-0.25], [0.25]]), np.asarray([[0.5]])
        >>> output_layer_backward(dz, a, weights)["da"].tolist()
        [[-0.5]]
    """
    key, Wy, by, xp, columns = _check(a, parameters, dz)
    scores_gradient = xp.reshape(dz, (Wy.shape[0], -1))  # (n_y, m · T)
    da = xp.reshape(Wy.T @ scores_gradient, tuple(a.shape))
    dWy = scores_gradient @ columns.T  # (n_y, n_a)
    dby = xp.sum(scores_gradient, axis=1, keepdims=True)  # (n_y, 1)
    return {"da": da, f"d{key}": dWy, "dby": dby}


def split_parameters(parameters, step_shapes: dict) -> tuple[dict, dict]:
    """Split a cell's dict into the parameters of its step and those of its output layer.

    Args:
        parameters: dict with the keys of step_shapes, Wy (n_y, n_a) and by (n_y, 1).
        step_shapes: the shapes of the step's parameters, key → letters.

    Returns:
        two dicts.

    Raises:
        TypeError, ValueError: those of check_with_parameters.

    Examples:
        >>> import numpy as np
        >>> one = np.asarray([[1.0]])
        >>> step, output = split_parameters({"Wu": one, "Wy": one, "by": one}, {"Wu": "n_a n_a"})
        >>> list(step), list(output)
        (['Wu'], ['Wy', 'by'])
    """
    check_with_parameters(parameters, {**step_shapes, **OUTPUT_SHAPES})
    step = {key: parameters[key] for key in step_shapes}
    output = {key: parameters[key] for key in OUTPUT_SHAPES}
    return step, output


def _check(a, parameters, dz=None):
    if not isinstance(parameters, Mapping):
        raise TypeError(
            f"parameters must be a dict of arrays, but it is of type {type(parameters).__name__}."
        )
    key = "Wya" if "Wya" in parameters else "Wy"
    for name in (key, "by"):
        if name not in parameters:
            wanted = "Wya (or Wy)" if name == key else name
            raise ValueError(
                f"parameters must have the keys Wya (or Wy) and by, but {wanted} is missing."
            )
    Wy, by = parameters[key], parameters["by"]
    axes = "m T" if getattr(a, "ndim", 2) == 3 else "m"
    gradient = {} if dz is None else {"dz": (dz, f"n_y {axes}")}
    check_arrays(**{key: (Wy, "n_y n_a")}, by=(by, "n_y 1"), a=(a, f"n_a {axes}"), **gradient)
    xp = array_namespace(a, Wy)
    return key, Wy, by, xp, xp.reshape(a, (a.shape[0], -1))  # (n_a, m · T)
