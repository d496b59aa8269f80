"""The GRU whose reset gate acts on the state before the matrix product."""

from array_api_compat import array_namespace

from rnn_ref.activations.sigmoid import sigmoid
from rnn_ref.arguments.arrays import check_gradient, check_with_parameters
from rnn_ref.cells.cell import Cell
from rnn_ref.cells.gates import gate_shapes, gates_backward
from rnn_ref.data.stacked_parameters import stack_inputs

PARAMETER_SHAPES = gate_shapes("r", "u", "c")


def gru_cell_forward(xt, a_prev, parameters: dict):
    """Compute one step of a GRU.

    Equations:
        Γ_r = σ(W_r [a⟨t−1⟩; x⟨t⟩] + b_r)
        Γ_u = σ(W_u [a⟨t−1⟩; x⟨t⟩] + b_u)
        c̃⟨t⟩ = tanh(W_c [Γ_r ⊙ c⟨t−1⟩; x⟨t⟩] + b_c)
        c⟨t⟩ = Γ_u ⊙ c̃⟨t⟩ + (1 − Γ_u) ⊙ c⟨t−1⟩
        a⟨t⟩ = c⟨t⟩

    Γ_u = 1 overwrites. The memory is the state, so a⟨t−1⟩ stands for c⟨t−1⟩ too. torch.nn.GRU
    resets after the product; that cell is gru_reset_after_cell_forward.

    Args:
        xt: (n_x, m), the input x⟨t⟩.
        a_prev: (n_a, m), the state a⟨t−1⟩ = c⟨t−1⟩.
        parameters: dict of Wr, Wu, Wc (n_a, n_a + n_x) and br, bu, bc (n_a, 1).

    Returns:
        the new state (n_a, m) and the cache for the backward pass.

    Raises:
        TypeError: for what is no array, a wrong dtype or two libraries.
        ValueError: for a wrong shape, two devices, a missing or an unknown key.

    References:
        Cho et al. 2014, "Learning phrase representations using RNN encoder–decoder for statistical
        machine translation", whose update gate is our 1 − Γ_u.

    Examples:
        >>> import numpy as np
        >>> one, zero = np.asarray([[1.0]]), np.asarray([[0.0, 0.0]])
        >>> weights = {"Wr": zero, "br": 0 * one, "Wu": zero, "bu": 0 * one,
        ...            "Wc": np.asarray([[1.0, 1.0]]), "bc": 0 * one}
        >>> a_next, cache = gru_cell_forward(one, one, weights)
        >>> a_next.round(4).tolist()  # 0.5 · tanh(0.5 · 1 + 1) + 0.5 · 1
        [[0.9526]]
    """
    check_with_parameters(parameters, PARAMETER_SHAPES, xt=(xt, "n_x m"), a_prev=(a_prev, "n_a m"))
    xp = array_namespace(xt, a_prev)
    Wr, br, Wu, bu, Wc, bc = (parameters[key] for key in PARAMETER_SHAPES)
    stacked = stack_inputs(a_prev, xt)  # (n_a + n_x, m)
    reset = sigmoid(Wr @ stacked + br)  # (n_a, m)
    update = sigmoid(Wu @ stacked + bu)  # (n_a, m)
    stacked_reset = stack_inputs(reset * a_prev, xt)  # (n_a + n_x, m)
    candidate = xp.tanh(Wc @ stacked_reset + bc)  # (n_a, m)
    a_next = update * candidate + (1 - update) * a_prev  # (n_a, m)
    cache = (a_next, a_prev, xt, candidate, update, reset, parameters)
    return a_next, cache


def gru_cell_backward(da_next, cache) -> dict:
    """Go back through one step.

    Equations:
        dz_c = da⟨t⟩ ⊙ Γ_u ⊙ (1 − c̃²)
        dz_u = da⟨t⟩ ⊙ (c̃ − a⟨t−1⟩) ⊙ Γ_u ⊙ (1 − Γ_u)
        [d(Γ_r ⊙ a); dx_c] = W_cᵀ dz_c
        dz_r = d(Γ_r ⊙ a) ⊙ a⟨t−1⟩ ⊙ Γ_r ⊙ (1 − Γ_r)
        [da; dx] = W_rᵀ dz_r + W_uᵀ dz_u
        da⟨t−1⟩ = da⟨t⟩ ⊙ (1 − Γ_u) + d(Γ_r ⊙ a) ⊙ Γ_r + da
        dx⟨t⟩ = dx_c + dx
        dW_k = dz_k [a⟨t−1⟩; x⟨t⟩]ᵀ for k = r, u,   dW_c = dz_c [Γ_r ⊙ a⟨t−1⟩; x⟨t⟩]ᵀ
        db_k = Σ_examples dz_k

    Args:
        da_next: (n_a, m), the gradient with respect to a⟨t⟩ from all that uses it.
        cache: from gru_cell_forward.

    Returns:
        dict of dxt (n_x, m), da_prev (n_a, m), dWr, dbr, dWu, dbu, dWc, dbc.

    Raises:
        TypeError, ValueError: for a da_next that does not fit the cache.

    References:
        the chain rule on the equations of gru_cell_forward.

    Examples:
        >>> import numpy as np
        >>> one, zero = np.asarray([[1.0]]), np.asarray([[0.0, 0.0]])
        >>> weights = {"Wr": zero, "br": 0 * one, "Wu": zero, "bu": 0 * one, "Wc": zero, "bc": one}
        >>> a_next, cache = gru_cell_forward(one, one, weights)
        >>> gru_cell_backward(one, cache)["da_prev"].tolist()  # 1 − Γ_u
        [[0.5]]
    """
    a_next, a_prev, xt, candidate, update, reset, parameters = cache
    check_gradient(da_next=(da_next, a_next))
    n_a = a_prev.shape[0]
    stacked, stacked_reset = stack_inputs(a_prev, xt), stack_inputs(reset * a_prev, xt)
    dzc = da_next * update * (1 - candidate**2)  # (n_a, m)
    dzu = da_next * (candidate - a_prev) * update * (1 - update)  # (n_a, m)
    dstacked_reset, candidate_gradients = gates_backward(stacked_reset, {"c": dzc}, parameters)
    dreset_a = dstacked_reset[:n_a, :]  # (n_a, m)
    dzr = dreset_a * a_prev * reset * (1 - reset)  # (n_a, m)
    dstacked, gate_gradients = gates_backward(stacked, {"r": dzr, "u": dzu}, parameters)
    da_prev = da_next * (1 - update) + dreset_a * reset + dstacked[:n_a, :]  # (n_a, m)
    dxt = dstacked_reset[n_a:, :] + dstacked[n_a:, :]  # (n_x, m)
    return {"dxt": dxt, "da_prev": da_prev, **gate_gradients, **candidate_gradients}


GRU = Cell("gru", ("a",), PARAMETER_SHAPES, gru_cell_forward, gru_cell_backward)
