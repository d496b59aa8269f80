"""The weights of a GRU that resets after the product, as torch.nn.GRU keeps them."""

from rnn_ref.cells.gru_reset_after import GRU_RESET_AFTER
from rnn_ref.torch.weights import to_torch


def to_torch_gru(parameters: dict) -> dict:
    """Arrange a GRU's weights as torch.nn.GRU keeps them: to_torch for GRU_RESET_AFTER.

    Args:
        parameters: those of gru_reset_after_cell_forward.

    Returns:
        dict of weight_ih_l0 (3 n_a, n_x), weight_hh_l0 (3 n_a, n_a), bias_ih_l0 and bias_hh_l0 (3
        n_a,).

    Raises:
        TypeError, ValueError: those of to_torch.

    References:
        as for to_torch.

    Examples:
        >>> import numpy as np
        >>> weights = {f"W{k}": np.asarray([[1.0, 2.0]]) for k in "ruc"}
        >>> weights |= {"br": np.ones((1, 1)), "bu": 2 * np.ones((1, 1)), "bc": 3 * np.ones((1, 1))}
        >>> state = to_torch_gru(weights)
        >>> state["weight_ih_l0"].tolist(), state["bias_ih_l0"].tolist()
        ([[2.0], [-2.0], [2.0]], [1.0, -2.0, 3.0])
    """
    return to_torch(GRU_RESET_AFTER, parameters)
