"""rnn_forward, gru_forward, lstm_forward and their ways back, on the fast runs.

Each returns what the clear function of its name returns, or None where the fast run cannot work;
`faster` puts it before the clear one.
"""

from functools import wraps

from array_api_compat import array_namespace

from rnn_ref.arguments.arrays import check_with_parameters
from rnn_ref.cells import gru, lstm, rnn
from rnn_ref.cells.output_layer import output_layer_forward
from rnn_ref.cells.rnn_step import TANH_RNN
from rnn_ref.fast.forward import fast_forward
from rnn_ref.sequences.unroll import unroll_backward


def fast_rnn_forward(x, a0, parameters):
    """The RNN with its predictions.

    >>> import numpy as np
    >>> one = np.asarray([[1.0]])
    >>> weights = {"Wax": 0.5 * one, "Waa": one, "Wya": one, "ba": 0 * one, "by": one}
    >>> fast_rnn_forward(np.ones((1, 1, 2)), 0 * one, weights)[0].round(4).tolist()
    [[[0.4621, 0.7452]]]
    """
    _check(x, a0, parameters, rnn.PARAMETER_SHAPES)
    run = fast_forward(TANH_RNN, x, (a0,), parameters, None)
    if run is None:
        return None
    (a,), caches = run
    return a, output_layer_forward(a, parameters), caches


def fast_gru_forward(x, a0, parameters):
    """The GRU, which has no predictions of its own.

    >>> import numpy as np
    >>> one, zero = np.asarray([[1.0]]), np.asarray([[0.0, 0.0]])
    >>> weights = {key: zero if key[0] == "W" else 0 * one for key in gru.PARAMETER_SHAPES}
    >>> fast_gru_forward(np.zeros((1, 1, 2)), one, weights)[0].tolist()
    [[[0.5, 0.25]]]
    """
    _check(x, a0, parameters, gru.PARAMETER_SHAPES)
    run = fast_forward(gru.GRU, x, (a0,), parameters, None)
    if run is None:
        return None
    (a,), caches = run
    return a, caches


def fast_lstm_forward(x, a0, parameters):
    """The LSTM with its predictions, from an empty memory.

    >>> import numpy as np
    >>> one, zero = np.asarray([[1.0]]), np.asarray([[0.0, 0.0]])
    >>> weights = {key: zero if key[0] == "W" else 0 * one for key in lstm.PARAMETER_SHAPES}
    >>> a, y, c, caches = fast_lstm_forward(np.zeros((1, 1, 2)), one, weights | {"Wy": one})
    >>> y.tolist()
    [[[1.0, 1.0]]]
    """
    _check(x, a0, parameters, lstm.PARAMETER_SHAPES)
    c0 = array_namespace(a0).zeros_like(a0)  # (n_a, m)
    run = fast_forward(lstm.LSTM, x, (a0, c0), parameters, None)
    if run is None:
        return None
    (a, c), caches = run
    return a, output_layer_forward(a, parameters), c, caches


def backward_of(cell):
    """The way back through caches of the fast run of a cell, None for other caches.

    >>> import numpy as np
    >>> backward_of(gru.GRU)(np.ones((1, 1, 2)), []) is None
    True
    """

    def backward(da, caches):
        if getattr(caches, "cell", None) is not cell:
            return None
        return unroll_backward(cell, (da,) + (None,) * (len(cell.state) - 1), caches)

    return backward


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


def _check(x, a0, parameters, shapes):
    check_with_parameters(parameters, shapes, x=(x, "n_x m T_x"), a0=(a0, "n_a m"))
