"""rnn_forward and rnn_backward on the fast run, and how they stand before the clear ones."""

from functools import wraps

from rnn_ref.arguments import check_arrays, check_with_parameters
from rnn_ref.fast import fast_forward
from rnn_ref.output_layer import output_layer_forward
from rnn_ref.rnn import PARAMETER_SHAPES


def rnn_forward(x, a0, parameters):
    """What rnn_ref.rnn.rnn_forward returns, or None where the fast run cannot work.

    >>> import numpy as np
    >>> one = np.asarray([[1.0]])
    >>> weights = {"Wax": 0.5 * one, "Waa": one, "Wya": one, "ba": 0 * one, "by": one}
    >>> rnn_forward(np.ones((1, 1, 2)), 0 * one, weights)[0].round(4).tolist()
    [[[0.4621, 0.7452]]]
    """
    check_with_parameters(parameters, PARAMETER_SHAPES, x=(x, "n_x m T_x"), a0=(a0, "n_a m"))
    if any(getattr(parameters[key], "requires_grad", False) for key in ("Wya", "by")):
        return None
    run = fast_forward("tanh_rnn", x, (a0,), parameters, None)
    if run is None:
        return None
    (a,), caches = run
    return a, output_layer_forward(a, parameters), caches


def rnn_backward(da, caches):
    """What rnn_ref.bptt.rnn_backward returns, or None for caches that are not of a fast run.

    >>> import numpy as np
    >>> rnn_backward(np.ones((1, 1, 2)), []) is None
    True
    """
    if not hasattr(caches, "backward"):
        return None
    check_arrays(**{"the cache": (caches[0][0], "n_a m"), "da": (da, "n_a m T_x")})
    if da.shape[2] != len(caches):
        return None  # the clear one says what is wrong
    return caches.backward((da,), len(caches))


def faster(clear, fast):
    """The function clear, answered by fast wherever fast gives an answer.

    inspect.getsource and inspect.unwrap find the text of clear.

    >>> faster(lambda x: "clear", lambda x: "fast" if x else None)(0)
    'clear'
    """

    @wraps(clear)
    def function(*args, **kwargs):
        answer = fast(*args, **kwargs)
        return clear(*args, **kwargs) if answer is None else answer

    return function
