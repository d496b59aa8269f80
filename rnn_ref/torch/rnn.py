"""The same weights and data in the layout of torch.nn.RNN."""

from array_api_compat import array_namespace

from rnn_ref.arguments.arrays import check_with_parameters
from rnn_ref.cells.rnn import PARAMETER_SHAPES
from rnn_ref.cells.rnn_step import TANH_RNN
from rnn_ref.data.time_major import to_time_major
from rnn_ref.torch.weights import to_torch


def match_torch_rnn(x, a0, parameters: dict):
    """Rearrange weights, input and first state so that torch.nn.RNN computes the same states.

    Equations:
        ours   a⟨t⟩ = tanh(W_ax x⟨t⟩ + W_aa a⟨t−1⟩ + b_a)
        torch  h_t = tanh(W_ih x_t + b_ih + W_hh h_{t−1} + b_hh)

    so W_ih = W_ax, W_hh = W_aa, b_ih = b_a and b_hh = 0. Torch puts time first and features
    last, and counts layers in front of the first state.

    Args:
        x: (n_x, m, T_x).
        a0: (n_a, m).
        parameters: those of the RNN cell.

    Returns:
        three things of the library of x, which may share memory with the arguments. They are the
        state, a dict of weight_ih_l0 (n_a, n_x), weight_hh_l0 (n_a, n_a), bias_ih_l0 (n_a,) and
        bias_hh_l0 (n_a,); the input (T_x, m, n_x); the first state (1, m, n_a).

    Raises:
        TypeError: for what is no array, a wrong dtype or two libraries.
        ValueError: for a wrong shape, two devices, a missing or an unknown key.

    References:
        the equation in the documentation of torch.nn.RNN.

    Examples:
        >>> import numpy as np
        >>> one = np.asarray([[1.0]])
        >>> weights = {"Wax": np.ones((1, 2)), "Waa": one, "Wya": one, "ba": one, "by": one}
        >>> state, x_torch, h0 = match_torch_rnn(np.ones((2, 3, 5)), np.ones((1, 3)), weights)
        >>> x_torch.shape, h0.shape, state["weight_ih_l0"].shape, state["bias_ih_l0"].shape
        ((5, 3, 2), (1, 3, 1), (1, 2), (1,))
    """
    check_with_parameters(parameters, PARAMETER_SHAPES, x=(x, "n_x m T_x"), a0=(a0, "n_a m"))
    xp = array_namespace(x, a0)
    state = to_torch(TANH_RNN, {key: parameters[key] for key in TANH_RNN.shapes})
    a0_rows = xp.permute_dims(a0, (1, 0))  # (m, n_a)
    return state, to_time_major(x), xp.expand_dims(a0_rows, axis=0)  # (T_x, m, n_x), (1, m, n_a)
