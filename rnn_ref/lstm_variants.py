"""What can be set or changed in an LSTM by hand: its forget bias, a carried memory, coupled gates.

And its weights in the order of torch.nn.LSTM.
"""

from array_api_compat import array_namespace

from rnn_ref.arguments import check_arrays, check_with_parameters
from rnn_ref.lstm import PARAMETER_SHAPES, STEP_SHAPES, lstm_cell_forward
from rnn_ref.plain_arguments import check_array_dict


def forget_bias_init(parameters: dict, value: float = 1.0) -> dict:
    """Start an LSTM with open forget gates.

    b_f = value, and all else as it was

    parameters: dict with bf (n_a, 1), and whatever else.
    value: the bias of every unit's forget gate; σ(1) = 0.73 of the memory stays.
    Returns: a new dict; the arrays that do not change are the given ones.
    Errors: TypeError for what is no dict of arrays; ValueError if bf is missing.
    Source: Gers, Schmidhuber and Cummins 2000, "Learning to forget: continual prediction with
    LSTM"; Jozefowicz, Zaremba and Sutskever 2015, "An empirical exploration of recurrent network
    architectures".

    >>> import numpy as np
    >>> forget_bias_init({"bf": np.zeros((2, 1)), "bu": np.zeros((2, 1))})["bf"].tolist()
    [[1.0], [1.0]]
    """
    check_array_dict("parameters", parameters)
    if "bf" not in parameters:
        raise ValueError(f"parameters must have the key bf, but it has {', '.join(parameters)}.")
    xp = array_namespace(parameters["bf"])
    bf = value * xp.ones_like(parameters["bf"])  # (n_a, 1)
    return {**parameters, "bf": bf}


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


def coupled_gates(update, candidate, c_prev):
    """Forget exactly where something is written.

    Γ_f = 1 − Γ_u
    c⟨t⟩ = Γ_f ⊙ c⟨t−1⟩ + Γ_u ⊙ c̃⟨t⟩

    update, candidate, c_prev: Γ_u, c̃⟨t⟩ and c⟨t−1⟩, each (n_a, m).
    Returns: Γ_f and c⟨t⟩, each (n_a, m).
    Errors: TypeError for what is no array; ValueError for shapes that differ.
    Source: Greff et al. 2017, "LSTM: a search space odyssey", the variant CIFG.

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


def to_torch_lstm(parameters: dict) -> dict:
    """Arrange an LSTM's weights as torch.nn.LSTM keeps them.

    torch's gates stand one under the other in the order i, f, g, o, which are our u, f, c, o.
    weight_hh = the columns of W on a⟨t−1⟩, weight_ih = those on x⟨t⟩
    bias_ih = b and bias_hh = 0, since torch adds the two

    parameters: those of lstm_step; other keys are not looked at.
    Returns: dict of weight_ih_l0 (4 n_a, n_x), weight_hh_l0 (4 n_a, n_a), bias_ih_l0 and
    bias_hh_l0 (4 n_a,).
    Errors: TypeError for what is no dict of arrays; ValueError for a wrong shape or a missing key.
    Source: the equations in the documentation of torch.nn.LSTM.

    >>> import numpy as np
    >>> weights = {f"W{k}": np.asarray([[1.0, 2.0]]) for k in "fuco"}
    >>> weights |= {"bf": np.ones((1, 1)), "bu": 2 * np.ones((1, 1))}
    >>> weights |= {"bc": 3 * np.ones((1, 1)), "bo": 4 * np.ones((1, 1))}
    >>> to_torch_lstm(weights)["bias_ih_l0"].tolist()
    [2.0, 1.0, 3.0, 4.0]
    """
    check_array_dict("parameters", parameters)
    step = {key: parameters[key] for key in STEP_SHAPES if key in parameters}
    check_with_parameters(step, STEP_SHAPES)
    xp = array_namespace(parameters["Wf"])
    n_a = parameters["Wf"].shape[0]
    order = ("u", "f", "c", "o")  # torch's i, f, g, o
    W = xp.concat([parameters[f"W{k}"] for k in order], axis=0)  # (4 n_a, n_a + n_x)
    b = xp.concat([parameters[f"b{k}"][:, 0] for k in order], axis=0)  # (4 n_a,)
    weight_hh = W[:, :n_a]  # (4 n_a, n_a)
    weight_ih = W[:, n_a:]  # (4 n_a, n_x)
    return {
        "weight_ih_l0": weight_ih,
        "weight_hh_l0": weight_hh,
        "bias_ih_l0": b,
        "bias_hh_l0": xp.zeros_like(b),
    }
