"""The clear text of chapter 6: an LSTM over a sequence, its gates by hand, its weights in torch."""

from array_api_compat import array_namespace

from rnn_ref import LSTM, lstm_cell_backward, lstm_cell_forward
from rnn_ref.arguments.arrays import check_with_parameters
from rnn_ref.arguments.containers import check_array_dict
from rnn_ref.cells.caches import check_steps
from rnn_ref.cells.lstm import PARAMETER_SHAPES, STEP_SHAPES


def lstm_forward(x, a0, parameters: dict):
    """Run the LSTM over a whole sequence, starting with an empty memory."""
    check_with_parameters(parameters, PARAMETER_SHAPES, x=(x, "n_x m T_x"), a0=(a0, "n_a m"))
    xp = array_namespace(x, a0)
    a_steps, c_steps, y_steps, caches = [], [], [], []
    a_prev = a0  # (n_a, m)
    c_prev = xp.zeros_like(a0)  # (n_a, m)
    for t in range(x.shape[2]):
        a_next, c_next, yt_pred, cache = lstm_cell_forward(x[:, :, t], a_prev, c_prev, parameters)
        a_steps.append(a_next)
        c_steps.append(c_next)
        y_steps.append(yt_pred)
        caches.append(cache)
        a_prev = a_next
        c_prev = c_next
    a = xp.stack(a_steps, axis=2)  # (n_a, m, T_x)
    c = xp.stack(c_steps, axis=2)  # (n_a, m, T_x)
    y = xp.stack(y_steps, axis=2)  # (n_y, m, T_x)
    return a, y, c, caches


def lstm_backward(da, caches) -> dict:
    """Go back through a whole sequence."""
    check_steps(LSTM, da, caches)
    xp = array_namespace(da)
    dx_steps, sums = [], {}
    da_next = xp.zeros_like(da[:, :, 0])  # (n_a, m)
    dc_next = xp.zeros_like(da_next)  # (n_a, m)
    for t in reversed(range(len(caches))):
        gradients = lstm_cell_backward(da[:, :, t] + da_next, dc_next, caches[t])
        dx_steps.append(gradients.pop("dxt"))
        da_next = gradients.pop("da_prev")
        dc_next = gradients.pop("dc_prev")
        for name, gradient in gradients.items():
            sums[name] = sums.get(name, 0) + gradient
    dx_steps.reverse()
    dx = xp.stack(dx_steps, axis=2)  # (n_x, m, T_x)
    return {"dx": dx, "da0": da_next, "dc0": dc_next, **sums}


def carry_memory(x, c0, parameters: dict):
    """Set two gates by hand, so that the memory goes through a sequence unchanged."""
    check_with_parameters(parameters, PARAMETER_SHAPES, x=(x, "n_x m T_x"), c0=(c0, "n_a m"))
    xp = array_namespace(x, c0)
    Wf, bf = 0 * parameters["Wf"], 0 * parameters["bf"] + 40
    Wu, bu = 0 * parameters["Wu"], 0 * parameters["bu"] - 40
    kept = {**parameters, "Wf": Wf, "bf": bf, "Wu": Wu, "bu": bu}
    a_steps, c_steps = [], []
    a_next, c_next = xp.zeros_like(c0), c0
    for t in range(x.shape[2]):
        a_next, c_next, _, _ = lstm_cell_forward(x[:, :, t], a_next, c_next, kept)
        a_steps.append(a_next)
        c_steps.append(c_next)
    a = xp.stack(a_steps, axis=2)  # (n_a, m, T_x)
    c = xp.stack(c_steps, axis=2)  # (n_a, m, T_x)
    return a, c


def to_torch_lstm(parameters: dict) -> dict:
    """Arrange an LSTM's weights as torch.nn.LSTM keeps them."""
    check_array_dict("parameters", parameters)
    step = {key: parameters[key] for key in STEP_SHAPES if key in parameters}
    check_with_parameters(step, STEP_SHAPES)
    xp = array_namespace(parameters["Wf"])
    n_a = parameters["Wf"].shape[0]
    order = ("u", "f", "c", "o")  # torch's i, f, g, o
    W = xp.concat([parameters[f"W{k}"] for k in order], axis=0)  # (4 n_a, n_a + n_x)
    b = xp.concat([parameters[f"b{k}"][:, 0] for k in order], axis=0)  # (4 n_a,)
    weight_hh = W[:, :n_a]  # (4 n_a, n_a)
    weight_ih = W[:, n_a:]  # (4 n_a, n_x)
    return {
        "weight_ih_l0": weight_ih,
        "weight_hh_l0": weight_hh,
        "bias_ih_l0": b,
        "bias_hh_l0": xp.zeros_like(b),
    }
