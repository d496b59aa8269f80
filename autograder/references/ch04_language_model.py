"""The clear text of chapter 4: an RNN learns and writes."""

from array_api_compat import array_namespace, device

from autograder.references.ch02_forward import rnn_forward
from autograder.references.ch03_backprop import rnn_backward
from rnn_ref import (
    clip_by_global_norm,
    draw,
    one_hot,
    output_layer_backward,
    rnn_cell_forward,
    sequence_cross_entropy,
    softmax_cross_entropy_backward,
)
from rnn_ref.arguments.distributions import check_distribution
from rnn_ref.arguments.numbers import check_count, check_index, check_number
from rnn_ref.language.drawing import LEAST_KNOWN


def train_step(x, y, mask, a0, parameters, rate, limit):
    """Move the parameters one step against the clipped gradient of the loss."""
    rate = check_number("rate", rate)
    a, y_pred, caches = rnn_forward(x, a0, parameters)
    loss = sequence_cross_entropy(y_pred, y, mask)
    ds = softmax_cross_entropy_backward(y_pred, y, mask)  # (n_y, m, T)
    above = output_layer_backward(ds, a, parameters)
    gradients = {**above, **rnn_backward(above["da"], caches)}
    named = {"d" + key: gradients["d" + key] for key in parameters}
    clipped = clip_by_global_norm(named, limit)
    new = {key: theta - rate * clipped["d" + key] for key, theta in parameters.items()}
    a_last = a[:, :, -1]  # (n_a, m)
    return new, loss, a_last


def sample_rnn(parameters, eos: int, longest: int, rng) -> list:
    """Let an RNN write from nothing: draw a word, feed it back, until <EOS> or the maximum."""
    Wax, longest = parameters["Wax"], check_count("longest", longest, least=1)
    n_a, n = Wax.shape
    eos = check_index("eos", eos, n)
    xp = array_namespace(Wax)
    xt = xp.zeros((n, 1), dtype=Wax.dtype, device=device(Wax))  # (n, 1)
    a = xp.zeros((n_a, 1), dtype=Wax.dtype, device=device(Wax))  # (n_a, 1)
    indices = []
    while len(indices) < longest:
        a, yt_pred, _ = rnn_cell_forward(xt, a, parameters)
        index = draw(yt_pred[:, 0], rng)
        indices.append(index)
        if index == eos:
            break
        xt = one_hot(xp.asarray([index], device=device(Wax)), n, Wax.dtype)  # (n, 1)
    return indices


def reject_unknown(p, unknown: int, count: int, rng) -> list:
    """Draw words until `count` known ones have come; every unknown one is thrown away."""
    check_distribution("p", p, "n")
    unknown = check_index("unknown", unknown, p.shape[0])
    if 1 - float(p[unknown]) < LEAST_KNOWN:
        raise ValueError(f"p must leave at least {LEAST_KNOWN} for the known words.")
    indices = []
    while len(indices) < count:
        index = draw(p, rng)
        if index != unknown:
            indices.append(index)
    return indices
