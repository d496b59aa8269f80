"""The clear text of chapter 2: a loop over time, and the words of torch."""

from array_api_compat import array_namespace

from rnn_ref import rnn_cell_forward
from rnn_ref.arguments.arrays import check_equal_sizes, check_with_parameters
from rnn_ref.arguments.numbers import check_count
from rnn_ref.cells.rnn import PARAMETER_SHAPES


def rnn_forward(x, a0, parameters: dict):
    """Run the cell over a whole sequence."""
    check_with_parameters(parameters, PARAMETER_SHAPES, x=(x, "n_x m T_x"), a0=(a0, "n_a m"))
    xp = array_namespace(x, a0)
    T_x = x.shape[2]
    a_steps, y_steps, caches = [], [], []
    a_prev = a0  # (n_a, m)
    for t in range(T_x):
        xt = x[:, :, t]  # (n_x, m)
        a_next, yt_pred, cache = rnn_cell_forward(xt, a_prev, parameters)
        a_steps.append(a_next)
        y_steps.append(yt_pred)
        caches.append(cache)
        a_prev = a_next
    a = xp.stack(a_steps, axis=2)  # (n_a, m, T_x)
    y_pred = xp.stack(y_steps, axis=2)  # (n_y, m, T_x)
    return a, y_pred, caches


def many_to_one(x, a0, parameters: dict):
    """Read a whole sequence and give one prediction, after its last step."""
    a, y_pred, caches = rnn_forward(x, a0, parameters)
    last = y_pred[:, :, -1]  # (n_y, m)
    return last


def one_to_many(x1, a0, parameters: dict, T_y: int):
    """Start from one input and feed every prediction back as the next input."""
    sizes = check_with_parameters(parameters, PARAMETER_SHAPES, x1=(x1, "n_x m"), a0=(a0, "n_a m"))
    check_equal_sizes(sizes, "n_y", "n_x", "each prediction is the next input")
    steps = check_count("T_y", T_y, least=1)
    xp = array_namespace(x1, a0)
    y_steps = []
    xt = x1  # (n_x, m)
    a_prev = a0  # (n_a, m)
    for t in range(steps):
        a_next, yt_pred, cache = rnn_cell_forward(xt, a_prev, parameters)
        y_steps.append(yt_pred)
        xt = yt_pred  # (n_y, m)
        a_prev = a_next
    y_pred = xp.stack(y_steps, axis=2)  # (n_y, m, T_y)
    return y_pred


def match_torch_rnn(x, a0, parameters: dict):
    """Rearrange weights, input and first state so that torch.nn.RNN computes the same states."""
    check_with_parameters(parameters, PARAMETER_SHAPES, x=(x, "n_x m T_x"), a0=(a0, "n_a m"))
    xp = array_namespace(x, a0)
    bias = parameters["ba"][:, 0]  # (n_a,)
    state = {
        "weight_ih_l0": parameters["Wax"],
        "weight_hh_l0": parameters["Waa"],
        "bias_ih_l0": bias,
        "bias_hh_l0": xp.zeros_like(bias),
    }
    x_torch = xp.permute_dims(x, (2, 1, 0))  # (T_x, m, n_x)
    a0_rows = xp.permute_dims(a0, (1, 0))  # (m, n_a)
    h0 = xp.expand_dims(a0_rows, axis=0)  # (1, m, n_a)
    return state, x_torch, h0
