"""What all gates share: each W works on [a; x], so each goes back in the same way."""

from array_api_compat import array_namespace


def gates_backward(stacked, deltas: dict, parameters: dict):
    """Go back through several gates that read the same [a; x].

    With z_k = W_k [a; x] + b_k for each gate k, and dz_k known:

    Equations:
        dW_k = dz_k [a; x]ᵀ
        db_k = Σ_examples dz_k
        d[a; x] = Σ_k W_kᵀ dz_k

    Args:
        stacked: (n_a + n_x, m), what the gates have read.
        deltas: dict of the gates' letters and their dz_k (n_a, m).
        parameters: dict with the W of each letter.

    Returns:
        d[a; x] (n_a + n_x, m), and a dict of dW_k and db_k.

    Examples:
        >>> import numpy as np
        >>> dz = np.asarray([[2.0]])
        >>> d, gradients = gates_backward(np.asarray([[1.0], [3.0]]), {"u": dz},
        ...                               {"Wu": np.asarray([[10.0, 20.0]])})
        >>> d.tolist(), gradients["dWu"].tolist(), gradients["dbu"].tolist()
        ([[20.0], [40.0]], [[2.0, 6.0]], [[2.0]])
    """
    xp = array_namespace(stacked)
    dstacked = xp.zeros_like(stacked)  # (n_a + n_x, m)
    gradients = {}
    for gate, dz in deltas.items():
        dstacked = dstacked + parameters[f"W{gate}"].T @ dz
        gradients[f"dW{gate}"] = dz @ stacked.T  # (n_a, n_a + n_x)
        gradients[f"db{gate}"] = xp.sum(dz, axis=1, keepdims=True)  # (n_a, 1)
    return dstacked, gradients


def gate_shapes(*letters: str) -> dict[str, str]:
    """The shapes of W and b for each gate's letter.

    >>> gate_shapes("u")
    {'Wu': 'n_a n_a+n_x', 'bu': 'n_a 1'}
    """
    shapes = {}
    for letter in letters:
        shapes |= {f"W{letter}": "n_a n_a+n_x", f"b{letter}": "n_a 1"}
    return shapes
