"""Layers on layers: the states of one are the inputs of the next.

A layer is a Cell, which reads from left to right, or Bidirectional(cell), which reads both ways.
"""

from rnn_ref.arguments.arrays import check_arrays
from rnn_ref.cells.cell import Cell
from rnn_ref.sequences.bidirectional import Bidirectional
from rnn_ref.sequences.birnn import birnn_backward, birnn_forward
from rnn_ref.sequences.unroll import unroll_backward, unroll_forward


def deep_rnn_forward(layers, x, initial, parameters, lengths=None, dropout=None):
    """Run a sequence through a stack of layers.

    Equations:
        a^[0] = x
        a^[l] = layer l (a^[l−1] ⊙ mask^[l−1])   for l = 1 … L, without a mask for l = 1

    Args:
        layers: a sequence of cells and Bidirectional cells, one for each layer; all kinds may mix.
        x: (n_x, m, T_x).
        initial, parameters: sequences with one entry for each layer, as unroll_forward or
            birnn_forward takes them.
        lengths: (m,), integers from 0 to T_x, or None.
        dropout: None, or L − 1 masks from dropout_mask, each of the shape of a layer's output. They
            lie between layers only; the way from one step to the next has none.

    Returns:
        the output of the last layer a^[L] (n_a or 2 n_a, m, T_x), a list with the states of each
        layer, and the caches.

    Raises:
        TypeError, ValueError: those of unroll_forward and birnn_forward, with the layer's number in
            front.
        ValueError: if the sequences have not one entry for each layer.

    References:
        Graves, Mohamed and Hinton 2013, "Speech recognition with deep recurrent neural networks";
        dropout: Zaremba, Sutskever and Vinyals 2014, "Recurrent neural network regularization".

    Examples:
        >>> import numpy as np
        >>> from rnn_ref.cells.rnn_step import RELU_RNN
        >>> one = np.asarray([[1.0]])
        >>> weights = {"Wax": one, "Waa": one, "ba": 0 * one}  # each state is a sum so far
        >>> a, states, caches = deep_rnn_forward([RELU_RNN] * 2, np.ones((1, 1, 3)),
        ...                                      [(0 * one,)] * 2, [weights] * 2)
        >>> a.tolist()  # sums of the sums 1, 2, 3
        [[[1.0, 3.0, 6.0]]]
    """
    masks = _check_layers(layers, initial, parameters, dropout)
    output, all_states, caches = x, [], []
    for number, layer in enumerate(layers):
        mask = masks[number]
        if mask is not None:
            check_arrays(
                **{
                    f"output of layer {number}": (output, "n m T_x"),
                    f"dropout[{number - 1}]": (mask, "n m T_x"),
                }
            )
            output = output * mask  # (n_a, m, T_x)
        try:
            output, states, cache = _forward(
                layer, output, initial[number], parameters[number], lengths
            )
        except (TypeError, ValueError) as error:
            raise type(error)(f"layer {number + 1}: {error}") from None
        all_states.append(states)
        caches.append((layer, mask, cache))
    return output, all_states, caches


def deep_rnn_backward(da, caches) -> dict:
    """Go back through a stack of layers, from the last to the first.

    Equations:
        da^[l−1] = dx of layer l ⊙ mask^[l−1]

    Args:
        da: (n_a or 2 n_a, m, T_x), the gradient with respect to the output a^[L].
        caches: from deep_rnn_forward.

    Returns:
        dict of dx (n_x, m, T_x), and of layers, a list with one dict for each layer, which holds
        the gradients of its initial state and parameters as unroll_backward or birnn_backward names
        them.

    Raises:
        TypeError, ValueError: those of unroll_backward and birnn_backward.

    References:
        as for deep_rnn_forward.

    Examples:
        >>> import numpy as np
        >>> from rnn_ref.cells.rnn_step import RELU_RNN
        >>> one = np.asarray([[1.0]])
        >>> weights = {"Wax": one, "Waa": one, "ba": 0 * one}
        >>> a, states, caches = deep_rnn_forward([RELU_RNN] * 2, np.ones((1, 1, 3)),
        ...                                      [(0 * one,)] * 2, [weights] * 2)
        >>> deep_rnn_backward(np.ones((1, 1, 3)), caches)["dx"].tolist()  # 3+2+1, 2+1, 1
        [[[6.0, 3.0, 1.0]]]
    """
    if not isinstance(caches, list) or not caches:
        raise TypeError(
            "caches must be what deep_rnn_forward returned, but it is "
            f"{'empty' if caches == [] else 'of type ' + type(caches).__name__}."
        )
    gradients = []
    for layer, mask, cache in reversed(caches):
        layer_gradients = _backward(layer, da, cache)
        da = layer_gradients.pop("dx")
        if mask is not None:
            da = da * mask
        gradients.append(layer_gradients)
    gradients.reverse()
    return {"dx": da, "layers": gradients}


def _forward(layer, x, initial, parameters, lengths):
    if isinstance(layer, Bidirectional):
        return birnn_forward(layer.cell, x, initial, parameters, lengths)
    states, caches = unroll_forward(layer, x, initial, parameters, lengths)
    return states[0], states, caches


def _backward(layer, da, caches):
    if isinstance(layer, Bidirectional):
        return birnn_backward(layer.cell, da, caches)
    others = (None,) * (len(layer.state) - 1)
    return unroll_backward(layer, (da, *others), caches)


def _check_layers(layers, initial, parameters, dropout):
    """One mask for each layer: None for the first, and where there is no dropout."""
    if isinstance(layers, (Cell, Bidirectional)) or not isinstance(layers, (list, tuple)):
        raise TypeError(
            f"layers must be a list of cells, but it is of type {type(layers).__name__}."
        )
    if not layers:
        raise ValueError("layers must have at least one layer, but it is empty.")
    for layer in layers:
        if not isinstance(layer, (Cell, Bidirectional)):
            raise TypeError(
                "layers must hold cells of rnn_ref.CELLS or Bidirectional(cell), but "
                f"one is of type {type(layer).__name__}."
            )
    L = len(layers)
    for name, value, wanted in (
        ("initial", initial, L),
        ("parameters", parameters, L),
        ("dropout", dropout, L - 1),
    ):
        if value is None and name == "dropout":
            continue
        if not isinstance(value, (list, tuple)) or len(value) != wanted:
            given = f"{len(value)}" if isinstance(value, (list, tuple)) else type(value).__name__
            raise ValueError(
                f"{name} must be a list of {wanted} for {L} layers, but it is {given}."
            )
    return [None, *(dropout or [None] * (L - 1))]
