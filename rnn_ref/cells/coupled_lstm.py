"""The LSTM with coupled gates: it forgets exactly where it writes."""

from array_api_compat import array_namespace

from rnn_ref.activations.sigmoid import sigmoid
from rnn_ref.arguments.arrays import check_arrays, check_gradient, check_with_parameters
from rnn_ref.cells.cell import Cell
from rnn_ref.cells.gates import gate_shapes, gates_backward
from rnn_ref.cells.output_layer import output_layer_forward, split_parameters
from rnn_ref.data.stacked_parameters import stack_inputs

STEP_SHAPES = gate_shapes("u", "c", "o")


def coupled_lstm_cell_forward(xt, a_prev, c_prev, parameters: dict):
    """Compute one step of an LSTM with coupled gates and its prediction.

    Equations:
        a⟨t⟩, c⟨t⟩ = the equations of coupled_lstm_step
        ŷ⟨t⟩ = softmax(W_y a⟨t⟩ + b_y)

    Args:
        xt, a_prev, c_prev: as for coupled_lstm_step.
        parameters: those of coupled_lstm_step, and Wy (n_y, n_a), by (n_y, 1).

    Returns:
        a⟨t⟩ (n_a, m), c⟨t⟩ (n_a, m), the prediction (n_y, m), and the cache for the backward pass.

    Raises:
        TypeError, ValueError: those of coupled_lstm_step.

    References:
        as for coupled_lstm_step.

    Examples:
        >>> import numpy as np
        >>> one, zero = np.asarray([[1.0]]), np.asarray([[0.0, 0.0]])
        >>> weights = {key: zero if key[0] == "W" else 0 * one for key in STEP_SHAPES}
        >>> weights |= {"Wy": one, "by": one}
        >>> a_next, c_next, yt_pred, cache = coupled_lstm_cell_forward(one, one, one, weights)
        >>> yt_pred.tolist()  # one class is always right
        [[1.0]]
    """
    step_parameters, output_parameters = split_parameters(parameters, STEP_SHAPES)
    a_next, c_next, cache = coupled_lstm_step(xt, a_prev, c_prev, step_parameters)
    yt_pred = output_layer_forward(a_next, output_parameters)  # (n_y, m)
    return a_next, c_next, yt_pred, cache


def coupled_lstm_step(xt, a_prev, c_prev, parameters: dict):
    """Compute one step of an LSTM with coupled gates, without a prediction.

    Equations:
        Γ_u = σ(W_u [a⟨t−1⟩; x⟨t⟩] + b_u)
        Γ_f = 1 − Γ_u
        c̃⟨t⟩ = tanh(W_c [a⟨t−1⟩; x⟨t⟩] + b_c)
        Γ_o = σ(W_o [a⟨t−1⟩; x⟨t⟩] + b_o)
        c⟨t⟩ = Γ_f ⊙ c⟨t−1⟩ + Γ_u ⊙ c̃⟨t⟩
        a⟨t⟩ = Γ_o ⊙ tanh(c⟨t⟩)

    Args:
        xt: (n_x, m), the input x⟨t⟩.
        a_prev: (n_a, m), the state a⟨t−1⟩.
        c_prev: (n_a, m), the memory c⟨t−1⟩.
        parameters: dict of Wu, Wc, Wo (n_a, n_a + n_x) and bu, bc, bo (n_a, 1).

    Returns:
        a⟨t⟩ (n_a, m), c⟨t⟩ (n_a, m), and the cache for the backward pass.

    Raises:
        TypeError: for what is no array, a wrong dtype or two libraries.
        ValueError: for a wrong shape, two devices, a missing or an unknown key.

    References:
        Greff et al. 2017, "LSTM: a search space odyssey", the variant CIFG.

    Examples:
        >>> import numpy as np
        >>> one, zero = np.asarray([[1.0]]), np.asarray([[0.0, 0.0]])
        >>> weights = {key: zero if key[0] == "W" else 0 * one for key in STEP_SHAPES}
        >>> a_next, c_next, cache = coupled_lstm_step(one, one, one, weights)
        >>> c_next.tolist()  # (1 − 0.5) · 1 + 0.5 · tanh(0)
        [[0.5]]
    """
    check_with_parameters(
        parameters,
        STEP_SHAPES,
        xt=(xt, "n_x m"),
        a_prev=(a_prev, "n_a m"),
        c_prev=(c_prev, "n_a m"),
    )
    xp = array_namespace(xt, a_prev)
    Wu, bu, Wc, bc, Wo, bo = (parameters[key] for key in STEP_SHAPES)
    stacked = stack_inputs(a_prev, xt)  # (n_a + n_x, m)
    update = sigmoid(Wu @ stacked + bu)  # (n_a, m)
    candidate = xp.tanh(Wc @ stacked + bc)  # (n_a, m)
    output = sigmoid(Wo @ stacked + bo)  # (n_a, m)
    _, c_next = coupled_gates(update, candidate, c_prev)  # (n_a, m)
    a_next = output * xp.tanh(c_next)  # (n_a, m)
    cache = (a_next, c_next, a_prev, c_prev, xt, update, candidate, output, parameters)
    return a_next, c_next, cache


def coupled_lstm_cell_backward(da_next, dc_next, cache) -> dict:
    """Go back through one step.

    Equations:
        dz_o = da⟨t⟩ ⊙ tanh(c⟨t⟩) ⊙ Γ_o ⊙ (1 − Γ_o)
        dc = dc⟨t⟩ + da⟨t⟩ ⊙ Γ_o ⊙ (1 − tanh²(c⟨t⟩))
        dz_u = dc ⊙ (c̃ − c⟨t−1⟩) ⊙ Γ_u ⊙ (1 − Γ_u)
        dz_c = dc ⊙ Γ_u ⊙ (1 − c̃²)
        dc⟨t−1⟩ = dc ⊙ (1 − Γ_u)
        dW_k = dz_k [a⟨t−1⟩; x⟨t⟩]ᵀ and db_k = Σ_examples dz_k   for k = u, c, o
        [da⟨t−1⟩; dx⟨t⟩] = Σ_k W_kᵀ dz_k

    Args:
        da_next: (n_a, m), the gradient with respect to a⟨t⟩ from all that uses it.
        dc_next: (n_a, m), the gradient with respect to c⟨t⟩ from the next step.
        cache: from coupled_lstm_cell_forward or coupled_lstm_step.

    Returns:
        dict of dxt (n_x, m), da_prev (n_a, m), dc_prev (n_a, m), dWu, dbu, dWc, dbc, dWo, dbo.

    Raises:
        TypeError, ValueError: for gradients that do not fit the cache.

    References:
        the chain rule on the equations of coupled_lstm_step.

    Examples:
        >>> import numpy as np
        >>> one, zero = np.asarray([[1.0]]), np.asarray([[0.0, 0.0]])
        >>> weights = {key: zero if key[0] == "W" else 0 * one for key in STEP_SHAPES}
        >>> a_next, c_next, cache = coupled_lstm_step(one, one, one, weights)
        >>> coupled_lstm_cell_backward(0 * one, one, cache)["dc_prev"].tolist()  # 1 − Γ_u
        [[0.5]]
    """
    a_next, c_next, a_prev, c_prev, xt, update, candidate, output, parameters = cache
    check_gradient(da_next=(da_next, a_next), dc_next=(dc_next, c_next))
    xp = array_namespace(da_next, a_next)
    n_a = a_prev.shape[0]
    tanh_c = xp.tanh(c_next)  # (n_a, m)
    dzo = da_next * tanh_c * output * (1 - output)  # (n_a, m)
    dc = dc_next + da_next * output * (1 - tanh_c**2)  # (n_a, m)
    dzu = dc * (candidate - c_prev) * update * (1 - update)  # (n_a, m)
    dzc = dc * update * (1 - candidate**2)  # (n_a, m)
    dc_prev = dc * (1 - update)  # (n_a, m)
    deltas = {"u": dzu, "c": dzc, "o": dzo}
    dstacked, gradients = gates_backward(stack_inputs(a_prev, xt), deltas, parameters)
    da_prev = dstacked[:n_a, :]  # (n_a, m)
    dxt = dstacked[n_a:, :]  # (n_x, m)
    return {"dxt": dxt, "da_prev": da_prev, "dc_prev": dc_prev, **gradients}


def coupled_gates(update, candidate, c_prev):
    """Forget exactly where something is written.

    Equations:
        Γ_f = 1 − Γ_u
        c⟨t⟩ = Γ_f ⊙ c⟨t−1⟩ + Γ_u ⊙ c̃⟨t⟩

    Args:
        update, candidate, c_prev: Γ_u, c̃⟨t⟩ and c⟨t−1⟩, each (n_a, m).

    Returns:
        Γ_f and c⟨t⟩, each (n_a, m).

    Raises:
        TypeError: for what is no array.
        ValueError: for shapes that differ.

    References:
        Greff et al. 2017, "LSTM: a search space odyssey", the variant CIFG.

    Examples:
        >>> import numpy as np
        >>> quarter, one = np.asarray([[0.25]]), np.asarray([[1.0]])
        >>> forget, c_next = coupled_gates(quarter, -one, one)
        >>> forget.tolist(), c_next.tolist()
        ([[0.75]], [[0.5]])
    """
    check_arrays(update=(update, "n_a m"), candidate=(candidate, "n_a m"), c_prev=(c_prev, "n_a m"))
    forget = 1 - update  # (n_a, m)
    c_next = forget * c_prev + update * candidate  # (n_a, m)
    return forget, c_next


COUPLED_LSTM = Cell(
    "coupled_lstm", ("a", "c"), STEP_SHAPES, coupled_lstm_step, coupled_lstm_cell_backward
)
