"""An LSTM's gates set by hand, so that its memory stays."""

from array_api_compat import array_namespace

from rnn_ref.arguments.arrays import check_with_parameters
from rnn_ref.cells.lstm import LSTM, PARAMETER_SHAPES, STEP_SHAPES
from rnn_ref.cells.output_layer import split_parameters
from rnn_ref.sequences.unroll import unroll_forward


def carry_memory(x, c0, parameters: dict):
    """Set two gates by hand, so that the memory goes through a sequence unchanged.

    Equations:
        W_f = 0, b_f = 40: Γ_f = σ(40) = 1
        W_u = 0, b_u = −40: Γ_u = σ(−40) = 0
        a⟨0⟩ = 0;   a⟨t⟩, c⟨t⟩ = step(x⟨t⟩, a⟨t−1⟩, c⟨t−1⟩)   for t = 1 … T_x

    Args:
        x: (n_x, m, T_x).
        c0: (n_a, m), the memory to carry.
        parameters: those of lstm_cell_forward. The candidate, the output gate and the read-out
            stay.

    Returns:
        all states a and all memories c, both (n_a, m, T_x).

    Raises:
        TypeError, ValueError: those of lstm_cell_forward.

    References:
        Hochreiter and Schmidhuber 1997, "Long short-term memory": the constant error carousel.

    Examples:
        >>> import numpy as np
        >>> from rnn_ref.cells.lstm import STEP_SHAPES
        >>> one, zero = np.asarray([[1.0]]), np.asarray([[0.0, 0.0]])
        >>> weights = {key: zero if key[0] == "W" else 0 * one for key in STEP_SHAPES}
        >>> a, c = carry_memory(np.ones((1, 1, 3)), 0.5 * one, {**weights, "Wy": one, "by": one})
        >>> c.tolist()
        [[[0.5, 0.5, 0.5]]]
    """
    check_with_parameters(parameters, PARAMETER_SHAPES, x=(x, "n_x m T_x"), c0=(c0, "n_a m"))
    step, _ = split_parameters(parameters, STEP_SHAPES)
    kept = {
        **step,
        "Wf": 0 * step["Wf"],
        "bf": 0 * step["bf"] + 40,
        "Wu": 0 * step["Wu"],
        "bu": 0 * step["bu"] - 40,
    }
    a0 = array_namespace(c0).zeros_like(c0)  # (n_a, m)
    (a, c), _ = unroll_forward(LSTM, x, (a0, c0), kept)
    return a, c
