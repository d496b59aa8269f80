"""The bias of an LSTM's forget gate, with which it starts."""

from array_api_compat import array_namespace

from rnn_ref.arguments.containers import check_array_dict


def forget_bias_init(parameters: dict, value: float = 1.0) -> dict:
    """Start an LSTM with open forget gates.

    Equations:
        b_f = value, and all else as it was

    Args:
        parameters: dict with bf (n_a, 1), and whatever else.
        value: the bias of every unit's forget gate; σ(1) = 0.73 of the memory stays.

    Returns:
        a new dict; the arrays that do not change are the given ones.

    Raises:
        TypeError: for what is no dict of arrays.
        ValueError: if bf is missing.

    References:
        Gers, Schmidhuber and Cummins 2000, "Learning to forget: continual prediction with LSTM";
        Jozefowicz, Zaremba and Sutskever 2015, "An empirical exploration of recurrent network
        architectures".

    Examples:
        >>> import numpy as np
        >>> forget_bias_init({"bf": np.zeros((2, 1)), "bu": np.zeros((2, 1))})["bf"].tolist()
        [[1.0], [1.0]]
    """
    check_array_dict("parameters", parameters)
    if "bf" not in parameters:
        raise ValueError(f"parameters must have the key bf, but it has {', '.join(parameters)}.")
    xp = array_namespace(parameters["bf"])
    bf = value * xp.ones_like(parameters["bf"])  # (n_a, 1)
    return {**parameters, "bf": bf}
