"""The LSTM: a memory cell that is added to, and three gates."""

from array_api_compat import array_namespace

from rnn_ref.activations.sigmoid import sigmoid
from rnn_ref.arguments.arrays import check_gradient, check_with_parameters
from rnn_ref.cells.cell import Cell
from rnn_ref.cells.gates import gate_shapes, gates_backward
from rnn_ref.cells.output_layer import OUTPUT_SHAPES, output_layer_forward, split_parameters
from rnn_ref.data.stacked_parameters import stack_inputs

STEP_SHAPES = gate_shapes("f", "u", "c", "o")


PARAMETER_SHAPES = {**STEP_SHAPES, **OUTPUT_SHAPES}


def lstm_cell_forward(xt, a_prev, c_prev, parameters: dict):
    """Compute one step of an LSTM and its prediction.

    Equations:
        a⟨t⟩, c⟨t⟩ = the equations of lstm_step
        ŷ⟨t⟩ = softmax(W_y a⟨t⟩ + b_y)

    Args:
        xt, a_prev, c_prev: as for lstm_step.
        parameters: those of lstm_step, and Wy (n_y, n_a), by (n_y, 1).

    Returns:
        a⟨t⟩ (n_a, m), c⟨t⟩ (n_a, m), the prediction (n_y, m), and the cache for the backward pass.

    Raises:
        TypeError, ValueError: those of lstm_step.

    References:
        as for lstm_step.

    Examples:
        >>> import numpy as np
        >>> one, zero = np.asarray([[1.0]]), np.asarray([[0.0, 0.0]])
        >>> weights = {key: zero if key[0] == "W" else 0 * one for key in PARAMETER_SHAPES}
        >>> weights["Wy"] = one
        >>> a_next, c_next, yt_pred, cache = lstm_cell_forward(one, one, one, weights)
        >>> yt_pred.tolist()  # one class is always right
        [[1.0]]
    """
    step_parameters, output_parameters = split_parameters(parameters, STEP_SHAPES)
    a_next, c_next, cache = lstm_step(xt, a_prev, c_prev, step_parameters)
    yt_pred = output_layer_forward(a_next, output_parameters)  # (n_y, m)
    return a_next, c_next, yt_pred, cache


def lstm_step(xt, a_prev, c_prev, parameters: dict):
    """Compute one step of an LSTM, without a prediction.

    Equations:
        Γ_f = σ(W_f [a⟨t−1⟩; x⟨t⟩] + b_f)
        Γ_u = σ(W_u [a⟨t−1⟩; x⟨t⟩] + b_u)
        c̃⟨t⟩ = tanh(W_c [a⟨t−1⟩; x⟨t⟩] + b_c)
        Γ_o = σ(W_o [a⟨t−1⟩; x⟨t⟩] + b_o)
        c⟨t⟩ = Γ_f ⊙ c⟨t−1⟩ + Γ_u ⊙ c̃⟨t⟩
        a⟨t⟩ = Γ_o ⊙ tanh(c⟨t⟩)

    Args:
        xt: (n_x, m), the input x⟨t⟩.
        a_prev: (n_a, m), the state a⟨t−1⟩.
        c_prev: (n_a, m), the memory c⟨t−1⟩.
        parameters: dict of Wf, Wu, Wc, Wo (n_a, n_a + n_x) and bf, bu, bc, bo (n_a, 1).

    Returns:
        a⟨t⟩ (n_a, m), c⟨t⟩ (n_a, m), and the cache for lstm_cell_backward.

    Raises:
        TypeError: for what is no array, a wrong dtype or two libraries.
        ValueError: for a wrong shape, two devices, a missing or an unknown key.

    References:
        Hochreiter and Schmidhuber 1997, "Long short-term memory"; the forget gate: Gers,
        Schmidhuber and Cummins 2000, "Learning to forget: continual prediction with LSTM".

    Examples:
        >>> import numpy as np
        >>> one, zero = np.asarray([[1.0]]), np.asarray([[0.0, 0.0]])
        >>> weights = {key: zero if key[0] == "W" else 0 * one for key in STEP_SHAPES}
        >>> a_next, c_next, cache = lstm_step(one, one, one, weights)
        >>> a_next.round(4).tolist(), c_next.tolist()  # 0.5 · tanh(0.5), and 0.5 · 1 + 0.5 · 0
        ([[0.2311]], [[0.5]])
    """
    check_with_parameters(
        parameters,
        STEP_SHAPES,
        xt=(xt, "n_x m"),
        a_prev=(a_prev, "n_a m"),
        c_prev=(c_prev, "n_a m"),
    )
    xp = array_namespace(xt, a_prev)
    Wf, bf, Wu, bu, Wc, bc, Wo, bo = (parameters[key] for key in STEP_SHAPES)
    stacked = stack_inputs(a_prev, xt)  # (n_a + n_x, m)
    forget = sigmoid(Wf @ stacked + bf)  # (n_a, m)
    update = sigmoid(Wu @ stacked + bu)  # (n_a, m)
    candidate = xp.tanh(Wc @ stacked + bc)  # (n_a, m)
    output = sigmoid(Wo @ stacked + bo)  # (n_a, m)
    c_next = forget * c_prev + update * candidate  # (n_a, m)
    a_next = output * xp.tanh(c_next)  # (n_a, m)
    cache = (a_next, c_next, a_prev, c_prev, xt, forget, update, candidate, output, parameters)
    return a_next, c_next, cache


def lstm_cell_backward(da_next, dc_next, cache) -> dict:
    """Go back through one step.

    Equations:
        dz_o = da⟨t⟩ ⊙ tanh(c⟨t⟩) ⊙ Γ_o ⊙ (1 − Γ_o)
        dc = dc⟨t⟩ + da⟨t⟩ ⊙ Γ_o ⊙ (1 − tanh²(c⟨t⟩))
        dz_f = dc ⊙ c⟨t−1⟩ ⊙ Γ_f ⊙ (1 − Γ_f)
        dz_u = dc ⊙ c̃ ⊙ Γ_u ⊙ (1 − Γ_u)
        dz_c = dc ⊙ Γ_u ⊙ (1 − c̃²)
        dc⟨t−1⟩ = dc ⊙ Γ_f
        dW_k = dz_k [a⟨t−1⟩; x⟨t⟩]ᵀ and db_k = Σ_examples dz_k   for k = f, u, c, o
        [da⟨t−1⟩; dx⟨t⟩] = Σ_k W_kᵀ dz_k

    Args:
        da_next: (n_a, m), the gradient with respect to a⟨t⟩ from all that uses it.
        dc_next: (n_a, m), the gradient with respect to c⟨t⟩ from the next step.
        cache: from lstm_cell_forward or lstm_step.

    Returns:
        dict of dxt (n_x, m), da_prev (n_a, m), dc_prev (n_a, m), dWf, dbf, dWu, dbu, dWc, dbc, dWo,
        dbo. The gradients of Wy and by are those of output_layer_backward.

    Raises:
        TypeError, ValueError: for gradients that do not fit the cache.

    References:
        Greff et al. 2017, "LSTM: a search space odyssey", section II, without peepholes.

    Examples:
        >>> import numpy as np
        >>> one, zero = np.asarray([[1.0]]), np.asarray([[0.0, 0.0]])
        >>> weights = {key: zero if key[0] == "W" else 0 * one for key in STEP_SHAPES}
        >>> a_next, c_next, cache = lstm_step(one, one, one, weights)
        >>> lstm_cell_backward(0 * one, one, cache)["dc_prev"].tolist()  # Γ_f
        [[0.5]]
    """
    a_next, c_next, a_prev, c_prev, xt, forget, update, candidate, output, parameters = cache
    check_gradient(da_next=(da_next, a_next), dc_next=(dc_next, c_next))
    xp = array_namespace(da_next, a_next)
    n_a = a_prev.shape[0]
    tanh_c = xp.tanh(c_next)  # (n_a, m)
    dzo = da_next * tanh_c * output * (1 - output)  # (n_a, m)
    dc = dc_next + da_next * output * (1 - tanh_c**2)  # (n_a, m)
    dzf = dc * c_prev * forget * (1 - forget)  # (n_a, m)
    dzu = dc * candidate * update * (1 - update)  # (n_a, m)
    dzc = dc * update * (1 - candidate**2)  # (n_a, m)
    dc_prev = dc * forget  # (n_a, m)
    deltas = {"f": dzf, "u": dzu, "c": dzc, "o": dzo}
    dstacked, gradients = gates_backward(stack_inputs(a_prev, xt), deltas, parameters)
    da_prev = dstacked[:n_a, :]  # (n_a, m)
    dxt = dstacked[n_a:, :]  # (n_x, m)
    return {"dxt": dxt, "da_prev": da_prev, "dc_prev": dc_prev, **gradients}


LSTM = Cell("lstm", ("a", "c"), STEP_SHAPES, lstm_step, lstm_cell_backward)
