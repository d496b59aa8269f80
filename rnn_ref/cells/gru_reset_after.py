"""The GRU whose reset gate acts after the matrix product, as in torch.nn.GRU and cuDNN."""

from array_api_compat import array_namespace

from rnn_ref.activations.sigmoid import sigmoid
from rnn_ref.arguments.arrays import check_gradient, check_with_parameters
from rnn_ref.cells.cell import Cell
from rnn_ref.cells.gates import gate_shapes, gates_backward
from rnn_ref.data.stacked_parameters import stack_inputs

PARAMETER_SHAPES = gate_shapes("r", "u", "c")


OPTIONAL_SHAPES = {"bca": "n_a 1"}


def gru_reset_after_cell_forward(xt, a_prev, parameters: dict):
    """Compute one step of a GRU that resets after the product.

    Equations:
        Γ_r = σ(W_r [a⟨t−1⟩; x⟨t⟩] + b_r)
        Γ_u = σ(W_u [a⟨t−1⟩; x⟨t⟩] + b_u)
        s = W_ca c⟨t−1⟩ + b_ca
        c̃⟨t⟩ = tanh(Γ_r ⊙ s + W_cx x⟨t⟩ + b_c)   with W_c = [W_ca W_cx]
        c⟨t⟩ = Γ_u ⊙ c̃⟨t⟩ + (1 − Γ_u) ⊙ c⟨t−1⟩
        a⟨t⟩ = c⟨t⟩

    Γ_u = 1 overwrites; torch's z is 1 − Γ_u. The product with the state does not wait for Γ_r,
    so one product serves all gates. With Γ_r = 1 and b_ca = 0 this is gru_cell_forward.

    Args:
        xt: (n_x, m), the input x⟨t⟩.
        a_prev: (n_a, m), the state a⟨t−1⟩ = c⟨t−1⟩.
        parameters: dict of Wr, Wu, Wc (n_a, n_a + n_x) and br, bu, bc (n_a, 1). It may have bca
            (n_a, 1), which torch calls the new gate's part of bias_hh; without it b_ca = 0.

    Returns:
        the new state (n_a, m) and the cache for the backward pass.

    Raises:
        TypeError: for what is no array, a wrong dtype or two libraries.
        ValueError: for a wrong shape, two devices, a missing or an unknown key.

    References:
        the equations in the documentation of torch.nn.GRU.

    Examples:
        >>> import numpy as np
        >>> one, zero = np.asarray([[1.0]]), np.asarray([[0.0, 0.0]])
        >>> weights = {"Wr": zero, "br": 0 * one, "Wu": zero, "bu": 0 * one,
        ...            "Wc": np.asarray([[1.0, 1.0]]), "bc": 0 * one, "bca": one}
        >>> a_next, cache = gru_reset_after_cell_forward(one, one, weights)
        >>> a_next.round(4).tolist()  # 0.5 · tanh(0.5 · (1 + 1) + 1) + 0.5 · 1
        [[0.982]]
    """
    check_with_parameters(
        parameters, PARAMETER_SHAPES, OPTIONAL_SHAPES, xt=(xt, "n_x m"), a_prev=(a_prev, "n_a m")
    )
    xp = array_namespace(xt, a_prev)
    Wr, br, Wu, bu, Wc, bc = (parameters[key] for key in PARAMETER_SHAPES)
    n_a = a_prev.shape[0]
    Wca, Wcx = Wc[:, :n_a], Wc[:, n_a:]  # (n_a, n_a) and (n_a, n_x)
    stacked = stack_inputs(a_prev, xt)  # (n_a + n_x, m)
    reset = sigmoid(Wr @ stacked + br)  # (n_a, m)
    update = sigmoid(Wu @ stacked + bu)  # (n_a, m)
    from_state = Wca @ a_prev + parameters.get("bca", 0)  # (n_a, m)
    candidate = xp.tanh(reset * from_state + Wcx @ xt + bc)  # (n_a, m)
    a_next = update * candidate + (1 - update) * a_prev  # (n_a, m)
    cache = (a_next, a_prev, xt, candidate, update, reset, from_state, parameters)
    return a_next, cache


def gru_reset_after_cell_backward(da_next, cache) -> dict:
    """Go back through one step.

    Equations:
        dz_c = da⟨t⟩ ⊙ Γ_u ⊙ (1 − c̃²)
        dz_u = da⟨t⟩ ⊙ (c̃ − a⟨t−1⟩) ⊙ Γ_u ⊙ (1 − Γ_u)
        dz_r = dz_c ⊙ s ⊙ Γ_r ⊙ (1 − Γ_r)
        ds = dz_c ⊙ Γ_r
        [da; dx] = W_rᵀ dz_r + W_uᵀ dz_u
        da⟨t−1⟩ = da⟨t⟩ ⊙ (1 − Γ_u) + W_caᵀ ds + da
        dx⟨t⟩ = W_cxᵀ dz_c + dx
        dW_k = dz_k [a⟨t−1⟩; x⟨t⟩]ᵀ for k = r, u,   dW_c = [ds a⟨t−1⟩ᵀ   dz_c x⟨t⟩ᵀ]
        db_k = Σ_examples dz_k,   db_ca = Σ_examples ds

    Args:
        da_next: (n_a, m), the gradient with respect to a⟨t⟩ from all that uses it.
        cache: from gru_reset_after_cell_forward.

    Returns:
        dict of dxt (n_x, m), da_prev (n_a, m), dWr, dbr, dWu, dbu, dWc, dbc, and dbca if the
        parameters have bca.

    Raises:
        TypeError, ValueError: for a da_next that does not fit the cache.

    References:
        the chain rule on the equations of gru_reset_after_cell_forward.

    Examples:
        >>> import numpy as np
        >>> one, zero = np.asarray([[1.0]]), np.asarray([[0.0, 0.0]])
        >>> weights = {"Wr": zero, "br": 0 * one, "Wu": zero, "bu": 0 * one, "Wc": zero, "bc": one}
        >>> a_next, cache = gru_reset_after_cell_forward(one, one, weights)
        >>> gru_reset_after_cell_backward(one, cache)["da_prev"].tolist()  # 1 − Γ_u
        [[0.5]]
    """
    a_next, a_prev, xt, candidate, update, reset, from_state, parameters = cache
    check_gradient(da_next=(da_next, a_next))
    xp = array_namespace(da_next, a_next)
    n_a = a_prev.shape[0]
    Wc = parameters["Wc"]
    dzc = da_next * update * (1 - candidate**2)  # (n_a, m)
    dzu = da_next * (candidate - a_prev) * update * (1 - update)  # (n_a, m)
    dzr = dzc * from_state * reset * (1 - reset)  # (n_a, m)
    dfrom_state = dzc * reset  # (n_a, m)
    stacked = stack_inputs(a_prev, xt)
    dstacked, gradients = gates_backward(stacked, {"r": dzr, "u": dzu}, parameters)
    from_candidate = Wc[:, :n_a].T @ dfrom_state  # (n_a, m)
    da_prev = da_next * (1 - update) + from_candidate + dstacked[:n_a, :]  # (n_a, m)
    dxt = Wc[:, n_a:].T @ dzc + dstacked[n_a:, :]  # (n_x, m)
    gradients["dWc"] = xp.concat([dfrom_state @ a_prev.T, dzc @ xt.T], axis=1)
    gradients["dbc"] = xp.sum(dzc, axis=1, keepdims=True)  # (n_a, 1)
    if "bca" in parameters:
        gradients["dbca"] = xp.sum(dfrom_state, axis=1, keepdims=True)  # (n_a, 1)
    return {"dxt": dxt, "da_prev": da_prev, **gradients}


GRU_RESET_AFTER = Cell(
    "gru_reset_after",
    ("a",),
    PARAMETER_SHAPES,
    gru_reset_after_cell_forward,
    gru_reset_after_cell_backward,
    optional=OPTIONAL_SHAPES,
)
