"""One-to-many: every prediction is the next input, forward and backward."""

from array_api_compat import array_namespace

from rnn_ref.activations.softmax import softmax_backward
from rnn_ref.arguments.arrays import (
    check_arrays,
    check_equal_sizes,
    check_gradient,
    check_with_parameters,
)
from rnn_ref.arguments.numbers import check_count
from rnn_ref.cells.cell import Cell
from rnn_ref.cells.output_layer import output_layer_backward, output_layer_forward
from rnn_ref.cells.rnn import PARAMETER_SHAPES
from rnn_ref.cells.rnn_step import TANH_RNN
from rnn_ref.sequences.unroll import unroll_backward, unroll_forward


def one_to_many(x1, a0, parameters: dict, T_y: int):
    """Start from one input and feed every prediction back as the next input.

    Equations:
        a⟨t⟩, ŷ⟨t⟩ = cell(x⟨t⟩, a⟨t−1⟩)   for t = 1 … T_y
        x⟨t+1⟩ = ŷ⟨t⟩

    Args:
        x1: (n_x, m), the input x⟨1⟩.
        a0: (n_a, m).
        parameters: those of the cell, with n_y = n_x.
        T_y: the number of steps, at least 1.

    Returns:
        all predictions (n_y, m, T_y).

    Raises:
        TypeError, ValueError: those of the cell.
        ValueError: if n_y ≠ n_x or T_y < 1.
        TypeError: if T_y is no integer.

    References:
        the task types of Karpathy 2015, "The unreasonable effectiveness of recurrent neural
        networks".

    Examples:
        >>> import numpy as np
        >>> one = np.asarray([[1.0]])
        >>> weights = {"Wax": one, "Waa": one, "Wya": one, "ba": one, "by": one}
        >>> one_to_many(one, one, weights, T_y=3).shape
        (1, 1, 3)
    """
    check_with_parameters(parameters, PARAMETER_SHAPES, x1=(x1, "n_x m"), a0=(a0, "n_a m"))
    step = {key: parameters[key] for key in TANH_RNN.shapes}
    return one_to_many_forward(TANH_RNN, x1, (a0,), step, parameters, T_y)[0]


def one_to_many_forward(cell: Cell, x1, initial: tuple, parameters: dict, output: dict, T_y: int):
    """Start from one input and feed every prediction back as the next input.

    Equations:
        state⟨t⟩ = cell(x⟨t⟩, state⟨t−1⟩)   for t = 1 … T_y
        ŷ⟨t⟩ = softmax(W_ya a⟨t⟩ + b_y)
        x⟨t+1⟩ = ŷ⟨t⟩

    Args:
        cell, initial, parameters: as for unroll_forward.
        x1: (n_x, m), the input x⟨1⟩.
        output: the output layer, dict of Wya (or Wy) (n_y, n_a) and by (n_y, 1), with n_y = n_x.
        T_y: the number of steps, at least 1.

    Returns:
        all predictions (n_y, m, T_y), and the caches.

    Raises:
        TypeError, ValueError: those of the cell.
        ValueError: if n_y ≠ n_x or T_y < 1.
        TypeError: if T_y is no integer.

    References:
        as for many_to_one_forward.

    Examples:
        >>> import numpy as np
        >>> from rnn_ref.cells.rnn_step import RELU_RNN
        >>> one = np.asarray([[1.0]])
        >>> weights = {"Wax": one, "Waa": one, "ba": 0 * one}
        >>> y_pred, caches = one_to_many_forward(RELU_RNN, one, (0 * one,), weights,
        ...                                      {"Wya": one, "by": one}, T_y=3)
        >>> y_pred.shape
        (1, 1, 3)
    """
    steps = check_count("T_y", T_y, least=1)
    check_arrays(x1=(x1, "n_x m"))
    xp = array_namespace(x1)
    xt, state = x1, initial
    y_steps, caches = [], []
    for _ in range(steps):
        states, cache = unroll_forward(cell, xt[:, :, None], state, parameters)
        state = tuple(s[:, :, 0] for s in states)
        yt_pred = output_layer_forward(state[0], output)  # (n_y, m)
        check_equal_sizes(
            {"n_y": yt_pred.shape[0], "n_x": x1.shape[0]},
            "n_y",
            "n_x",
            "each prediction is the next input",
        )
        y_steps.append(yt_pred)
        caches.append((cache, state[0], yt_pred, output))
        xt = yt_pred
    return xp.stack(y_steps, axis=2), caches  # (n_y, m, T_y)


def one_to_many_backward(cell: Cell, dy_pred, caches) -> dict:
    """Go back through all steps: each prediction has served the loss and the next input.

    Equations:
        dŷ⟨t⟩ = dŷ⟨t⟩ from the loss + dx⟨t+1⟩
        dz = dŷ⟨t⟩ through the softmax; then back through the output layer and the cell

    Args:
        cell: the cell that was used.
        dy_pred: (n_y, m, T_y), the gradient with respect to each prediction from the loss alone.
        caches: from one_to_many_forward.

    Returns:
        dict of dx1 (n_x, m), d + letter + 0 for each letter of the state, d + key for each
        parameter of the cell, dWya (or dWy) and dby.

    Raises:
        TypeError, ValueError: those of one step.
        ValueError: if dy_pred and caches have not the same shape, and for a cell with an output
            layer of its own, such as JORDAN: two gradients would have one name.

    References:
        the chain rule on the equations of one_to_many_forward.

    Examples:
        >>> import numpy as np
        >>> from rnn_ref.cells.rnn_step import RELU_RNN
        >>> one = np.asarray([[1.0]])
        >>> weights = {"Wax": one, "Waa": one, "ba": 0 * one}
        >>> y_pred, caches = one_to_many_forward(RELU_RNN, one, (0 * one,), weights,
        ...                                      {"Wya": one, "by": one}, T_y=3)
        >>> one_to_many_backward(RELU_RNN, np.ones((1, 1, 3)), caches)["dby"].tolist()  # p stays 1
        [[0.0]]
    """
    predictions = [yt_pred for _, _, yt_pred, _ in caches]
    xp = array_namespace(predictions[0])
    y_pred = xp.stack(predictions, axis=2)
    check_gradient(dy_pred=(dy_pred, y_pred))
    _check_names(cell, caches[0][3])
    later = (None,) * len(cell.state)
    dx, sums = xp.zeros_like(y_pred[:, :, 0]), {}
    for t in reversed(range(len(caches))):
        cache, a_next, yt_pred, output = caches[t]
        dz = softmax_backward(dy_pred[:, :, t] + dx, yt_pred)  # (n_y, m)
        read_out = output_layer_backward(dz, a_next, output)
        da = read_out.pop("da") + (0 if later[0] is None else later[0])  # (n_a, m)
        dstates = tuple(d if d is None else d[:, :, None] for d in (da, *later[1:]))
        gradients = unroll_backward(cell, dstates, cache)
        dx = gradients.pop("dx")[:, :, 0]  # (n_x, m)
        later = tuple(gradients.pop(f"d{letter}0") for letter in cell.state)
        for name, gradient in {**gradients, **read_out}.items():
            sums[name] = sums.get(name, 0) + gradient
    initial = {f"d{letter}0": d for letter, d in zip(cell.state, later)}
    return {"dx1": dx, **initial, **sums}


def _check_names(cell, output):
    """Refuse a cell with an output layer of its own."""
    shared = [key for key in output if key in cell.shapes]
    if shared:
        raise ValueError(
            f"cell must have no parameter {shared[0]}, because the output layer has "
            f"one of that name, but the cell is {cell.name}."
        )
