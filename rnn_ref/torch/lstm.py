"""The weights of an LSTM as torch.nn.LSTM keeps them."""

from rnn_ref.arguments.containers import check_array_dict
from rnn_ref.cells.lstm import LSTM
from rnn_ref.torch.weights import to_torch


def to_torch_lstm(parameters: dict) -> dict:
    """Arrange an LSTM's weights as torch.nn.LSTM keeps them: to_torch for LSTM.

    Args:
        parameters: those of lstm_step; other keys are not looked at.

    Returns:
        dict of weight_ih_l0 (4 n_a, n_x), weight_hh_l0 (4 n_a, n_a), bias_ih_l0 and bias_hh_l0 (4
        n_a,).

    Raises:
        TypeError, ValueError: those of to_torch.

    References:
        as for to_torch.

    Examples:
        >>> import numpy as np
        >>> weights = {f"W{k}": np.asarray([[1.0, 2.0]]) for k in "fuco"}
        >>> weights |= {"bf": np.ones((1, 1)), "bu": 2 * np.ones((1, 1))}
        >>> weights |= {"bc": 3 * np.ones((1, 1)), "bo": 4 * np.ones((1, 1))}
        >>> to_torch_lstm(weights)["bias_ih_l0"].tolist()
        [2.0, 1.0, 3.0, 4.0]
    """
    check_array_dict("parameters", parameters)
    return to_torch(LSTM, {key: parameters[key] for key in LSTM.shapes if key in parameters})
