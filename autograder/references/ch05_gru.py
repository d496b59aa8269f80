"""The clear text of chapter 5: a GRU over a sequence, and its weights in torch."""

from array_api_compat import array_namespace

from rnn_ref import GRU, gru_cell_backward, gru_cell_forward
from rnn_ref.arguments.arrays import check_with_parameters
from rnn_ref.cells.caches import check_steps
from rnn_ref.cells.gru import PARAMETER_SHAPES


def gru_forward(x, a0, parameters: dict):
    """Run the GRU over a whole sequence."""
    check_with_parameters(parameters, PARAMETER_SHAPES, x=(x, "n_x m T_x"), a0=(a0, "n_a m"))
    xp = array_namespace(x, a0)
    a_steps, caches = [], []
    a_prev = a0  # (n_a, m)
    for t in range(x.shape[2]):
        a_next, cache = gru_cell_forward(x[:, :, t], a_prev, parameters)
        a_steps.append(a_next)
        caches.append(cache)
        a_prev = a_next
    a = xp.stack(a_steps, axis=2)  # (n_a, m, T_x)
    return a, caches


def gru_backward(da, caches) -> dict:
    """Go back through a whole sequence."""
    check_steps(GRU, da, caches)
    xp = array_namespace(da)
    dx_steps, sums = [], {}
    da_next = xp.zeros_like(da[:, :, 0])  # (n_a, m)
    for t in reversed(range(len(caches))):
        gradients = gru_cell_backward(da[:, :, t] + da_next, caches[t])
        dx_steps.append(gradients.pop("dxt"))
        da_next = gradients.pop("da_prev")
        for name, gradient in gradients.items():
            sums[name] = sums.get(name, 0) + gradient
    dx_steps.reverse()
    dx = xp.stack(dx_steps, axis=2)  # (n_x, m, T_x)
    return {"dx": dx, "da0": da_next, **sums}


def to_torch_gru(parameters: dict) -> dict:
    """Arrange a GRU's weights as torch.nn.GRU keeps them."""
    check_with_parameters(parameters, PARAMETER_SHAPES)
    Wr, br, Wu, bu, Wc, bc = (parameters[key] for key in PARAMETER_SHAPES)
    xp = array_namespace(Wr)
    n_a = Wr.shape[0]
    W = xp.concat([Wr, -Wu, Wc], axis=0)  # (3 n_a, n_a + n_x)
    b = xp.concat([br, -bu, bc], axis=0)[:, 0]  # (3 n_a,)
    weight_hh = W[:, :n_a]  # (3 n_a, n_a)
    weight_ih = W[:, n_a:]  # (3 n_a, n_x)
    return {
        "weight_ih_l0": weight_ih,
        "weight_hh_l0": weight_hh,
        "bias_ih_l0": b,
        "bias_hh_l0": xp.zeros_like(b),
    }
