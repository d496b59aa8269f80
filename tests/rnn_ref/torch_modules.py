"""torch.nn.RNN, LSTM and GRU with our weights, written gate by gate, without rnn_ref.to_torch."""

import torch
from torch.nn.utils.rnn import pack_padded_sequence, pad_packed_sequence

from rnn_ref import GRU_RESET_AFTER, LSTM, RELU_RNN, TANH_RNN

TORCH_CELLS = [TANH_RNN, RELU_RNN, LSTM, GRU_RESET_AFTER]
GATES = {"lstm": "ufco", "gru_reset_after": "ruc"}  # our letters of i, f, g, o and of r, z, n


def module_of(cell, n_x, n_a, layers=1, both=False, bias=True):
    kind = {"lstm": torch.nn.LSTM, "gru_reset_after": torch.nn.GRU}.get(cell.name, torch.nn.RNN)
    more = {"nonlinearity": cell.name[:4]} if kind is torch.nn.RNN else {}
    return kind(n_x, n_a, layers, bias=bias, bidirectional=both, dtype=torch.float64, **more)


def fill(module, cell, parameters, ending):
    """Write a cell's weights into one layer and direction, such as _l0_reverse."""
    n_a = module.hidden_size
    W_ih, W_hh, b_ih, b_hh = (
        getattr(module, name + ending) for name in ("weight_ih", "weight_hh", "bias_ih", "bias_hh")
    )
    weights = {key: torch.tensor(value) for key, value in parameters.items()}
    with torch.no_grad():
        b_hh.zero_()
        if cell.name not in GATES:
            W_ih.copy_(weights["Wax"])
            W_hh.copy_(weights["Waa"])
            b_ih.copy_(weights["ba"][:, 0])
        for number, letter in enumerate(GATES.get(cell.name, "")):
            rows = slice(number * n_a, (number + 1) * n_a)
            sign = -1 if (cell.name, letter) == ("gru_reset_after", "u") else 1  # z = 1 − Γ_u
            W_hh[rows] = sign * weights[f"W{letter}"][:, :n_a]
            W_ih[rows] = sign * weights[f"W{letter}"][:, n_a:]
            b_ih[rows] = sign * weights[f"b{letter}"][:, 0]
            if f"b{letter}a" in weights:
                b_hh[rows] = weights[f"b{letter}a"][:, 0]


def run(module, x, initial, lengths=None):
    """All outputs (n, m, T), and the last states: for each of h (and c) an array (k, n_a, m).

    Args:
        initial: a tuple of states (n_a, m) for each layer and direction, in torch's order.
    """
    steps = torch.tensor(x.transpose(2, 1, 0).copy())
    first = [
        torch.stack([torch.tensor(state.T.copy()) for state in states]) for states in zip(*initial)
    ]
    if lengths is not None:
        steps = pack_padded_sequence(steps, torch.tensor(lengths), enforce_sorted=False)
    with torch.no_grad():
        outputs, last = module(steps, tuple(first) if len(first) > 1 else first[0])
    if lengths is not None:
        outputs = pad_packed_sequence(outputs, total_length=x.shape[2])[0]
    last = last if isinstance(last, tuple) else (last,)
    return (
        outputs.numpy().transpose(2, 1, 0),
        [states.numpy().transpose(0, 2, 1) for states in last],
    )
