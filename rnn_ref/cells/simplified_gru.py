"""The simplified GRU: one gate decides whether the memory is overwritten."""

from array_api_compat import array_namespace

from rnn_ref.activations.sigmoid import sigmoid
from rnn_ref.arguments.arrays import check_gradient, check_with_parameters
from rnn_ref.cells.cell import Cell
from rnn_ref.cells.gates import gate_shapes, gates_backward
from rnn_ref.data.stacked_parameters import stack_inputs

PARAMETER_SHAPES = gate_shapes("u", "c")


def simplified_gru_cell_forward(xt, a_prev, parameters: dict):
    """Compute one step of a GRU that has no reset gate.

    Equations:
        c̃⟨t⟩ = tanh(W_c [a⟨t−1⟩; x⟨t⟩] + b_c)
        Γ_u = σ(W_u [a⟨t−1⟩; x⟨t⟩] + b_u)
        c⟨t⟩ = Γ_u ⊙ c̃⟨t⟩ + (1 − Γ_u) ⊙ c⟨t−1⟩
        a⟨t⟩ = c⟨t⟩

    Γ_u = 1 overwrites. The memory is the state, so a⟨t−1⟩ stands for c⟨t−1⟩ too.

    Args:
        xt: (n_x, m), the input x⟨t⟩.
        a_prev: (n_a, m), the state a⟨t−1⟩ = c⟨t−1⟩.
        parameters: dict of Wu, Wc (n_a, n_a + n_x) and bu, bc (n_a, 1).

    Returns:
        the new state (n_a, m) and the cache for the backward pass.

    Raises:
        TypeError: for what is no array, a wrong dtype or two libraries.
        ValueError: for a wrong shape, two devices, a missing or an unknown key.

    References:
        the GRU of Cho et al. 2014, "Learning phrase representations using RNN encoder–decoder for
        statistical machine translation", with its reset gate held at 1.

    Examples:
        >>> import numpy as np
        >>> one, zero = np.asarray([[1.0]]), np.asarray([[0.0, 0.0]])
        >>> weights = {"Wu": zero, "bu": 0 * one, "Wc": zero + [[0.0, 1.0]], "bc": 0 * one}
        >>> a_next, cache = simplified_gru_cell_forward(one, 0.5 * one, weights)
        >>> a_next.round(4).tolist()  # 0.5 · tanh(1) + 0.5 · 0.5
        [[0.6308]]
    """
    check_with_parameters(parameters, PARAMETER_SHAPES, xt=(xt, "n_x m"), a_prev=(a_prev, "n_a m"))
    xp = array_namespace(xt, a_prev)
    Wu, bu, Wc, bc = (parameters[key] for key in PARAMETER_SHAPES)
    stacked = stack_inputs(a_prev, xt)  # (n_a + n_x, m)
    candidate = xp.tanh(Wc @ stacked + bc)  # (n_a, m)
    update = sigmoid(Wu @ stacked + bu)  # (n_a, m)
    a_next = update * candidate + (1 - update) * a_prev  # (n_a, m)
    cache = (a_next, a_prev, xt, candidate, update, parameters)
    return a_next, cache


def simplified_gru_cell_backward(da_next, cache) -> dict:
    """Go back through one step.

    Equations:
        dz_c = da⟨t⟩ ⊙ Γ_u ⊙ (1 − c̃²)
        dz_u = da⟨t⟩ ⊙ (c̃ − a⟨t−1⟩) ⊙ Γ_u ⊙ (1 − Γ_u)
        dW_k = dz_k [a⟨t−1⟩; x⟨t⟩]ᵀ and db_k = Σ_examples dz_k   for k = u, c
        [da; dx] = W_cᵀ dz_c + W_uᵀ dz_u
        da⟨t−1⟩ = da + da⟨t⟩ ⊙ (1 − Γ_u)

    Args:
        da_next: (n_a, m), the gradient with respect to a⟨t⟩ from all that uses it.
        cache: from simplified_gru_cell_forward.

    Returns:
        dict of dxt (n_x, m), da_prev (n_a, m), dWu, dbu, dWc, dbc.

    Raises:
        TypeError, ValueError: for a da_next that does not fit the cache.

    References:
        the chain rule on the equations above.

    Examples:
        >>> import numpy as np
        >>> one, zero = np.asarray([[1.0]]), np.asarray([[0.0, 0.0]])
        >>> weights = {"Wu": zero, "bu": 0 * one, "Wc": zero + [[0.0, 1.0]], "bc": 0 * one}
        >>> a_next, cache = simplified_gru_cell_forward(one, 0.5 * one, weights)
        >>> simplified_gru_cell_backward(one, cache)["da_prev"].tolist()  # 1 − Γ_u
        [[0.5]]
    """
    a_next, a_prev, xt, candidate, update, parameters = cache
    check_gradient(da_next=(da_next, a_next))
    n_a = a_prev.shape[0]
    dzc = da_next * update * (1 - candidate**2)  # (n_a, m)
    dzu = da_next * (candidate - a_prev) * update * (1 - update)  # (n_a, m)
    stacked = stack_inputs(a_prev, xt)
    dstacked, gradients = gates_backward(stacked, {"u": dzu, "c": dzc}, parameters)
    dxt = dstacked[n_a:, :]  # (n_x, m)
    da_prev = dstacked[:n_a, :] + da_next * (1 - update)  # (n_a, m)
    return {"dxt": dxt, "da_prev": da_prev, **gradients}


SIMPLIFIED_GRU = Cell(
    "simplified_gru",
    ("a",),
    PARAMETER_SHAPES,
    simplified_gru_cell_forward,
    simplified_gru_cell_backward,
)
