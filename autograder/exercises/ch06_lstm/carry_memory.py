"""Gates set by hand so that the memory is carried unchanged."""

import numpy as np
from array_api_compat import array_namespace

from autograder.exercises import draw
from autograder.exercises.specification import Exercise, Inputs, Misconception, array
from rnn_ref import lstm_cell_forward

from .lstm_cell_forward import cell_split
from .shared import weights


def carry_memory(x, c0, parameters: dict):
    """Set two gates by hand, so that the memory goes through a sequence unchanged."""
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


def draw_carried(rng, size: float = 1.0) -> Inputs:
    """Gates that are held open by a bias alone give way to inputs of a large `size`."""
    n = draw.sizes(rng, "n_a", "m", "n_y", "n_x", "T_x", least=2, most=6)
    if size > 1:  # no size as in the other case
        n = {**n, "n_a": 7, "m": 1, "T_x": 2}
    x = size * draw.numbers(rng, n["n_x"], n["m"], n["T_x"])
    x[:, :, 0] = np.abs(x[:, :, 0])  # a gate of ones opens at first, so that something is left
    x[:, :, 1] = -np.abs(x[:, :, 1])  # and shuts at the next step
    c0 = draw.numbers(rng, n["n_a"], n["m"], low=0.4, high=1.5)
    parameters = weights(rng, n)
    for key in ("Wf", "bf", "Wu", "bu"):
        parameters[key][0, 0] = 0  # a weight may be 0, by which nothing can be divided
    return Inputs({"x": x, "c0": c0, "parameters": parameters}, n)


# Right answers in other styles: each earns all points.


def carried_in_copies(x, c0, parameters):
    """Copies are overwritten; -inf and inf are large enough as well."""
    p = {key: value.copy() for key, value in parameters.items()}
    for key, bias in (("f", np.inf), ("u", -np.inf)):
        p["W" + key][...], p["b" + key][...] = 0, bias
    a, c, seen = 0 * c0, c0, []
    for t in range(x.shape[2]):
        a, c, _, _ = cell_split(x[:, :, t], a, c, p)
        seen.append((a, c))
    return tuple(np.stack(part, axis=-1) for part in zip(*seen, strict=True))


# Pieces of the reference, which misconceptions replace.
SET_F = 'Wf, bf = 0 * parameters["Wf"], 0 * parameters["bf"] + 40'
SET_U = 'Wu, bu = 0 * parameters["Wu"], 0 * parameters["bu"] - 40'

EXERCISE = Exercise(
    name="carry_memory",
    chapter="06_lstm",
    reference=carry_memory,
    task="Set Wf, bf, Wu and bu in a new dictionary so that Γ_f is 1 and Γ_u is 0 at every step, "
    "whatever comes in. The loop over the steps is made for you.",
    returns=("a", "c"),
    draws={
        "ordinary": draw_carried,
        "large inputs": lambda rng: draw_carried(rng, size=1e6),
    },
    parts=(
        array("c", 1, at=1, shape="(n_a, m, T_x)"),
        array("c with large inputs", 1, at=1, shape="(n_a, m, T_x)", case="large inputs"),
        array("a", 1, at=0, shape="(n_a, m, T_x)"),
    ),
    uses=("lstm_cell_forward",),
    misconceptions=(
        Misconception(
            "still_written",
            "the memory is kept, and something is added at every step: Γ_u is not 0. Set Wu to "
            "zeros and bu to a large negative number.",
            replace=SET_U,
            by='Wu, bu = parameters["Wu"], parameters["bu"]',
        ),
        Misconception(
            "still_forgotten",
            "nothing is written, and the memory fades: Γ_f is not 1. Set Wf to zeros and bf to a "
            "large positive number.",
            replace=SET_F,
            by='Wf, bf = parameters["Wf"], parameters["bf"]',
        ),
        Misconception(
            "gates_turned_round",
            "Γ_f is 0 and Γ_u is 1: each memory is the candidate of its own step, and nothing is "
            "carried. The name misleads: Γ_f = 1 keeps. Turn both signs round.",
            replace=SET_F + "\n    " + SET_U,
            by='Wf, bf = 0 * parameters["Wf"], 0 * parameters["bf"] - 40\n'
            '    Wu, bu = 0 * parameters["Wu"], 0 * parameters["bu"] + 40',
        ),
        Misconception(
            "update_gate_open",
            "Γ_u is 1: each step adds its whole candidate. To write nothing, make bu large and "
            "negative.",
            replace=SET_U,
            by='Wu, bu = 0 * parameters["Wu"], 0 * parameters["bu"] + 40',
        ),
        Misconception(
            "ten_is_not_enough",
            "the memory nearly stays. σ(10) is 0.99995, and six steps of it show. Take 40: then "
            "float64 holds exactly 1.",
            replace=SET_F + "\n    " + SET_U,
            by='Wf, bf = 0 * parameters["Wf"], 0 * parameters["bf"] + 10\n'
            '    Wu, bu = 0 * parameters["Wu"], 0 * parameters["bu"] - 10',
        ),
        Misconception(
            "zero_for_a_closed_gate",
            "all four arrays are zero. A gate with a sum of 0 is half open: σ(0) = 0.5. To open or "
            "close it, its bias must be large.",
            replace=SET_F + "\n    " + SET_U,
            by='Wf, bf = 0 * parameters["Wf"], 0 * parameters["bf"]\n'
            '    Wu, bu = 0 * parameters["Wu"], 0 * parameters["bu"]',
        ),
        Misconception(
            "one_as_a_bias",
            "bf is 1 and bu is 0. Those are sums before σ, and not the gates themselves: "
            "σ(1) = 0.73 and σ(0) = 0.5. A gate near 1 needs a large bias.",
            replace=SET_F + "\n    " + SET_U,
            by='Wf, bf = 0 * parameters["Wf"], 0 * parameters["bf"] + 1\n'
            '    Wu, bu = 0 * parameters["Wu"], 0 * parameters["bu"]',
        ),
        Misconception(
            "weights_left_in_place",
            "only the biases were set, and Wf and Wu still read the input. A large input then "
            "outweighs any bias and turns a gate round. Set both W to zeros.",
            replace=SET_F + "\n    " + SET_U,
            by='Wf, bf = parameters["Wf"], parameters["bf"] + 40\n'
            '    Wu, bu = parameters["Wu"], parameters["bu"] - 40',
        ),
        Misconception(
            "ones_for_an_open_gate",
            "Wf is full of ones. The gate then adds up what comes in, and a large negative input "
            "shuts it. A gate that is to stay as it is reads nothing: zeros in W, and a large bias.",
            replace=SET_F,
            by='Wf, bf = 0 * parameters["Wf"] + 1, 0 * parameters["bf"] + 40',
        ),
    ),
    likely=(
        (
            "still_written",
            """
            p = dict(parameters)
            p["Wf"] = np.zeros_like(p["Wf"]); p["bf"] = np.full_like(p["bf"], 30)
            pass
            a, c, A, C = np.zeros_like(c0), c0, [], []
            for t in range(x.shape[2]):
                a, c, _, _ = lstm_cell_forward(x[:, :, t], a, c, p); A.append(a); C.append(c)
            return np.stack(A, axis=2), np.stack(C, axis=2)""",
        ),
        (
            "still_forgotten",
            """
            p = dict(parameters)
            pass
            p["Wu"] = np.zeros_like(p["Wu"]); p["bu"] = np.full_like(p["bu"], -40)
            a, c, A, C = np.zeros_like(c0), c0, [], []
            for t in range(x.shape[2]):
                a, c, _, _ = lstm_cell_forward(x[:, :, t], a, c, p); A.append(a); C.append(c)
            return np.stack(A, axis=2), np.stack(C, axis=2)""",
        ),
        (
            "ten_is_not_enough",
            """
            p = dict(parameters)
            p["Wf"] = np.zeros_like(p["Wf"]); p["bf"] = np.full_like(p["bf"], 10)
            p["Wu"] = np.zeros_like(p["Wu"]); p["bu"] = np.full_like(p["bu"], -10)
            a, c, A, C = np.zeros_like(c0), c0, [], []
            for t in range(x.shape[2]):
                a, c, _, _ = lstm_cell_forward(x[:, :, t], a, c, p); A.append(a); C.append(c)
            return np.stack(A, axis=2), np.stack(C, axis=2)""",
        ),
        (
            "zero_for_a_closed_gate",
            """
            p = dict(parameters)
            p["Wf"] = np.zeros_like(p["Wf"]); p["bf"] = np.full_like(p["bf"], 0)
            p["Wu"] = np.zeros_like(p["Wu"]); p["bu"] = np.full_like(p["bu"], 0)
            a, c, A, C = np.zeros_like(c0), c0, [], []
            for t in range(x.shape[2]):
                a, c, _, _ = lstm_cell_forward(x[:, :, t], a, c, p); A.append(a); C.append(c)
            return np.stack(A, axis=2), np.stack(C, axis=2)""",
        ),
        (
            "one_as_a_bias",
            """
            p = dict(parameters)
            p["Wf"] = np.zeros_like(p["Wf"]); p["bf"] = np.full_like(p["bf"], 1)
            p["Wu"] = np.zeros_like(p["Wu"]); p["bu"] = np.full_like(p["bu"], 0)
            a, c, A, C = np.zeros_like(c0), c0, [], []
            for t in range(x.shape[2]):
                a, c, _, _ = lstm_cell_forward(x[:, :, t], a, c, p); A.append(a); C.append(c)
            return np.stack(A, axis=2), np.stack(C, axis=2)""",
        ),
        (
            "weights_left_in_place",
            """
            p = {**parameters, "bf": np.full_like(parameters["bf"], 100)}
            p["bu"] = np.full_like(p["bu"], -100)
            a, c, A, C = np.zeros_like(c0), c0, [], []
            for t in range(x.shape[2]):
                a, c, _, _ = lstm_cell_forward(x[:, :, t], a, c, p); A.append(a); C.append(c)
            return np.stack(A, axis=2), np.stack(C, axis=2)""",
        ),
        (
            "ones_for_an_open_gate",
            """
            p = dict(parameters)
            p["Wf"] = np.ones_like(p["Wf"]); p["bf"] = np.full_like(p["bf"], 50)
            p["Wu"] = np.zeros_like(p["Wu"]); p["bu"] = np.full_like(p["bu"], -50)
            a, c, A, C = np.zeros_like(c0), c0, [], []
            for t in range(x.shape[2]):
                a, c, _, _ = lstm_cell_forward(x[:, :, t], a, c, p); A.append(a); C.append(c)
            return np.stack(A, axis=2), np.stack(C, axis=2)""",
        ),
    ),
    styles=(carried_in_copies,),
    equal=(
        (
            "Wf, bf =",
            "With weights of 0, of which only the shape counts, any bias far from 0 holds the gate.",
        ),
        (
            "Wu, bu =",
            "With weights of 0, of which only the shape counts, any bias far from 0 holds the gate.",
        ),
        ("kept =", "Wf and Wu hold the same zeros."),
        (
            "a_next, c_next, _, _ =",
            "The memory stays as it was, so that of any step is that of the beginning.",
        ),
        (
            "c_steps.append(c_next)",
            "The memory stays as it was, so that of any step is that of the beginning.",
        ),
        (
            'kept["Wf"], kept["bf"] =',
            "With weights of 0, of which only the shape counts, any bias far from 0 holds the gate.",
        ),
        (
            'kept["Wu"], kept["bu"] =',
            "With weights of 0, of which only the shape counts, any bias far from 0 holds the gate.",
        ),
        (
            "a, c, _, _ =",
            "The memory stays as it was, so that of any step is that of the beginning.",
        ),
        (
            "memories.append(c)",
            "The memory stays as it was, so that of any step is that of the beginning.",
        ),
    ),
)
