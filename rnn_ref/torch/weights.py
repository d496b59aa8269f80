"""Weights to and from torch.nn.RNN, torch.nn.LSTM and torch.nn.GRU, one layer and direction.

torch stacks the gates of a layer in one array, in an order of its own, and has two biases.
"""

from collections.abc import Mapping

from array_api_compat import array_namespace

from rnn_ref.arguments.arrays import check_arrays, check_with_parameters
from rnn_ref.arguments.numbers import check_count
from rnn_ref.cells.cell import Cell, check_cell

# For each cell: our letters in torch's order, and whether torch's gate is 1 − ours.
GATES = {
    "tanh_rnn": (("a", False),),
    "relu_rnn": (("a", False),),
    "lstm": (("u", False), ("f", False), ("c", False), ("o", False)),  # i, f, g, o
    "gru_reset_after": (("r", False), ("u", True), ("c", False)),  # r, z = 1 − Γ_u, n
}


KEYS = ("weight_ih", "weight_hh", "bias_ih", "bias_hh")


def to_torch(cell: Cell, parameters: dict, layer: int = 0, reverse: bool = False) -> dict:
    """Arrange a cell's parameters as torch.nn.RNN, LSTM or GRU keeps them.

    Equations:
        weight_hh, weight_ih = the two parts of each gate's W on [a; x], gate under gate
        bias_ih = the gates' b
        bias_hh = 0, but b_ca for the new gate of a GRU
        The update gate of the GRU changes its sign, because σ(−z) = 1 − σ(z).

    torch's order is i, f, g, o for the LSTM (our u, f, c, o) and r, z, n for the GRU.

    Args:
        cell: TANH_RNN, RELU_RNN, LSTM or GRU_RESET_AFTER.
        parameters: those of the cell.
        layer: the layer's number, from 0.
        reverse: True for the direction right to left.

    Returns:
        dict of weight_ih_l0 (g n_a, n_x), weight_hh_l0 (g n_a, n_a), bias_ih_l0 and bias_hh_l0 (g
        n_a,), of the library of the parameters, with the layer's number in place of 0. The dicts of
        all layers and directions together are the state_dict of a torch module.

    Raises:
        TypeError, ValueError: those of the cell.
        ValueError: for a cell that torch does not have.

    References:
        the equations in the documentation of torch.nn.RNN, torch.nn.LSTM and torch.nn.GRU.

    Examples:
        >>> import numpy as np
        >>> from rnn_ref.cells.rnn_step import TANH_RNN
        >>> weights = {"Wax": np.ones((2, 3)), "Waa": np.ones((2, 2)), "ba": np.ones((2, 1))}
        >>> {key: value.shape for key, value in to_torch(TANH_RNN, weights, layer=1).items()}
        {'weight_ih_l1': (2, 3), 'weight_hh_l1': (2, 2), 'bias_ih_l1': (2,), 'bias_hh_l1': (2,)}
    """
    gates = _gates(cell)
    check_with_parameters(parameters, cell.shapes, cell.optional)
    first = parameters[next(iter(parameters))]
    xp = array_namespace(first)
    parts = [_parts(parameters, letter, xp) for letter, _ in gates]
    signed = [
        [-part if opposite else part for part in gate] for gate, (_, opposite) in zip(parts, gates)
    ]
    arrays = [xp.concat(list(part), axis=0) for part in zip(*signed)]
    ending = _ending(layer, reverse)
    return {f"{key}{ending}": array for key, array in zip(KEYS, arrays)}


def from_torch(cell: Cell, state, layer: int = 0, reverse: bool = False) -> dict:
    """Arrange what torch.nn.RNN, LSTM or GRU keeps as a cell's parameters.

    Equations:
        W = [weight_hh weight_ih], gate by gate
        b = bias_ih + bias_hh; for the new gate of a GRU b_c = bias_ih and b_ca = bias_hh

    Args:
        cell: TANH_RNN, RELU_RNN, LSTM or GRU_RESET_AFTER.
        state: a state_dict, or a dict of its arrays in any library; a module without biases has
            none in it, and zeros stand for them.
        layer: the layer's number, from 0.
        reverse: True for the direction right to left.

    Returns:
        the parameters of the cell.

    Raises:
        ValueError: for a cell that torch does not have, a missing key or a wrong shape.
        TypeError: for what is no array or a wrong dtype.

    References:
        as for to_torch.

    Examples:
        >>> import numpy as np
        >>> from rnn_ref.cells.rnn_step import TANH_RNN
        >>> weights = {"Wax": np.ones((2, 3)), "Waa": np.ones((2, 2)), "ba": np.ones((2, 1))}
        >>> back = from_torch(TANH_RNN, to_torch(TANH_RNN, weights))
        >>> back["ba"].tolist()
        [[1.0], [1.0]]
    """
    gates = _gates(cell)
    if not isinstance(state, Mapping):
        raise TypeError(
            f"state must be a dict of arrays, but it is of type {type(state).__name__}."
        )
    ending = _ending(layer, reverse)
    g = len(gates)
    for key in (f"weight_ih{ending}", f"weight_hh{ending}"):
        if key not in state:
            raise ValueError(f"state must have the key {key}, but it has {', '.join(state)}.")
    W_ih, W_hh = state[f"weight_ih{ending}"], state[f"weight_hh{ending}"]
    weights = {f"weight_ih{ending}": (W_ih, "g·n_a n_x"), f"weight_hh{ending}": (W_hh, "g·n_a n_a")}
    check_arrays(**weights)
    xp = array_namespace(W_ih)
    b_ih, b_hh = (state.get(f"bias_{k}{ending}", xp.zeros_like(W_ih[:, 0])) for k in ("ih", "hh"))
    check_arrays(
        **weights, **{f"bias_ih{ending}": (b_ih, "g·n_a"), f"bias_hh{ending}": (b_hh, "g·n_a")}
    )
    n_a = W_hh.shape[1]
    if W_hh.shape[0] != g * n_a:
        raise ValueError(
            f"weight_hh{ending} must have {g} gates of n_a = {n_a} rows for the cell "
            f"{cell.name}, but its shape is {tuple(W_hh.shape)}."
        )
    parameters = {}
    for number, (letter, opposite) in enumerate(gates):
        rows = slice(number * n_a, (number + 1) * n_a)
        arrays = [W_ih[rows, :], W_hh[rows, :], b_ih[rows], b_hh[rows]]
        if opposite:
            arrays = [-array for array in arrays]
        parameters |= _joined(cell, letter, *arrays, xp)
    return {key: parameters[key] for key in (*cell.shapes, *cell.optional)}


def _gates(cell):
    check_cell(cell)
    if cell.name not in GATES:
        why = (
            "torch.nn.GRU resets after the product; use GRU_RESET_AFTER"
            if cell.name == "gru"
            else "torch has no such cell"
        )
        raise ValueError(f"cell must be one of {', '.join(GATES)}, but it is {cell.name}: {why}.")
    return GATES[cell.name]


def _ending(layer, reverse):
    layer = check_count("layer", layer, least=0)
    return f"_l{layer}{'_reverse' if reverse else ''}"


def _parts(parameters, letter, xp):
    """weight_ih, weight_hh, bias_ih and bias_hh of one gate."""
    if letter == "a":  # the RNN, which keeps its two matrices apart
        bias = parameters["ba"][:, 0]
        return parameters["Wax"], parameters["Waa"], bias, xp.zeros_like(bias)
    W, bias = parameters[f"W{letter}"], parameters[f"b{letter}"][:, 0]
    n_a = W.shape[0]
    second = parameters[f"b{letter}a"][:, 0] if f"b{letter}a" in parameters else 0 * bias
    return W[:, n_a:], W[:, :n_a], bias, second


def _joined(cell, letter, W_ih, W_hh, b_ih, b_hh, xp):
    if letter == "a":
        W_ih, W_hh = (xp.asarray(W, copy=True) for W in (W_ih, W_hh))  # not the module's own
        return {"Wax": W_ih, "Waa": W_hh, "ba": (b_ih + b_hh)[:, None]}
    W = xp.concat([W_hh, W_ih], axis=1)  # (n_a, n_a + n_x)
    if f"b{letter}a" in cell.optional:
        return {f"W{letter}": W, f"b{letter}": b_ih[:, None], f"b{letter}a": b_hh[:, None]}
    return {f"W{letter}": W, f"b{letter}": (b_ih + b_hh)[:, None]}
