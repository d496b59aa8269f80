"""A learned first state: one column of numbers that all examples start from."""

from array_api_compat import array_namespace

from rnn_ref.arguments.arrays import check_arrays
from rnn_ref.arguments.numbers import check_count


def learned_initial_state(a0, m: int):
    """Give every example of a batch the same first state.

    Equations:
        a⟨0⟩⁽ⁱ⁾ = a0   for i = 1 … m

    Args:
        a0: (n_a, 1), a parameter that is learned like a bias.
        m: the number of examples, at least 1.

    Returns:
        (n_a, m).

    Raises:
        TypeError: for what is no array, a wrong dtype or an m that is no integer.
        ValueError: for a wrong shape or an m below 1.

    References:
        the equation above.

    Examples:
        >>> import numpy as np
        >>> learned_initial_state(np.asarray([[1.0], [2.0]]), 3).tolist()
        [[1.0, 1.0, 1.0], [2.0, 2.0, 2.0]]
    """
    check_arrays(a0=(a0, "n_a 1"))
    m = check_count("m", m, least=1)
    xp = array_namespace(a0)
    ones = xp.ones_like(xp.broadcast_to(a0, (a0.shape[0], m)))
    return a0 * ones  # (n_a, m)


def learned_initial_state_backward(da0):
    """The gradient of the learned first state: every example adds its own.

    Equations:
        gradient of a0 = Σ_examples da⟨0⟩⁽ⁱ⁾

    Args:
        da0: (n_a, m), da⟨0⟩ of each example, as rnn_backward returns it.

    Returns:
        (n_a, 1).

    Raises:
        TypeError: for what is no array or a wrong dtype.
        ValueError: for a wrong shape.

    References:
        the chain rule on the equation of learned_initial_state.

    Examples:
        >>> import numpy as np
        >>> learned_initial_state_backward(np.asarray([[1.0, 2.0, 3.0]])).tolist()
        [[6.0]]
    """
    check_arrays(da0=(da0, "n_a m"))
    xp = array_namespace(da0)
    return xp.sum(da0, axis=1, keepdims=True)  # (n_a, 1)
