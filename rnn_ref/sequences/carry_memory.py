"""An LSTM's gates set by hand, so that its memory stays."""

from array_api_compat import array_namespace

from rnn_ref.arguments.arrays import check_with_parameters
from rnn_ref.cells.lstm import PARAMETER_SHAPES, lstm_cell_forward


def carry_memory(x, c0, parameters: dict):
    """Set two gates by hand, so that the memory goes through a sequence unchanged.

    W_f = 0, b_f = 40: Γ_f = σ(40) = 1
    W_u = 0, b_u = −40: Γ_u = σ(−40) = 0
    a⟨0⟩ = 0;   a⟨t⟩, c⟨t⟩ = step(x⟨t⟩, a⟨t−1⟩, c⟨t−1⟩)   for t = 1 … T_x

    x: (n_x, m, T_x). c0: (n_a, m), the memory to carry.
    parameters: those of lstm_cell_forward. The candidate, the output gate and the read-out stay.
    Returns: all states a and all memories c, both (n_a, m, T_x).
    Errors: those of lstm_cell_forward.
    Source: Hochreiter and Schmidhuber 1997, "Long short-term memory": the constant error carousel.

    >>> import numpy as np
    >>> from rnn_ref.cells.lstm import STEP_SHAPES
    >>> one, zero = np.asarray([[1.0]]), np.asarray([[0.0, 0.0]])
    >>> weights = {key: zero if key[0] == "W" else 0 * one for key in STEP_SHAPES}
    >>> a, c = carry_memory(np.ones((1, 1, 3)), 0.5 * one, {**weights, "Wy": one, "by": one})
    >>> c.tolist()
    [[[0.5, 0.5, 0.5]]]
    """
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
