"""The weights of a GRU that resets after the product, as torch.nn.GRU keeps them."""

from rnn_ref.cells.gru_reset_after import GRU_RESET_AFTER
from rnn_ref.torch.weights import to_torch


def to_torch_gru(parameters: dict) -> dict:
    """Arrange a GRU's weights as torch.nn.GRU keeps them.

    torch's gates stand one under the other in the order r, z, n, which are our r, u, c, and its
    z = 1 − Γ_u. Because 1 − σ(s) = σ(−s), the rows of z are those of u with the other sign.
    weight_hh = the columns of W on a⟨t−1⟩, weight_ih = those on x⟨t⟩
    bias_ih = b and bias_hh = 0, since torch multiplies the new gate's bias_hh by Γ_r

    parameters: those of gru_reset_after_cell_forward.
    Returns: dict of weight_ih_l0 (3 n_a, n_x), weight_hh_l0 (3 n_a, n_a), bias_ih_l0 and
    bias_hh_l0 (3 n_a,).
    Errors: TypeError for what is no dict of arrays; ValueError for a wrong shape, a missing or an
    unknown key.
    Source: the equations in the documentation of torch.nn.GRU.

    >>> import numpy as np
    >>> weights = {f"W{k}": np.asarray([[1.0, 2.0]]) for k in "ruc"}
    >>> weights |= {"br": np.ones((1, 1)), "bu": 2 * np.ones((1, 1)), "bc": 3 * np.ones((1, 1))}
    >>> state = to_torch_gru(weights)
    >>> state["weight_ih_l0"].tolist(), state["bias_ih_l0"].tolist()
    ([[2.0], [-2.0], [2.0]], [1.0, -2.0, 3.0])
    """
    return to_torch(GRU_RESET_AFTER, parameters)
