"""A GRU's weights as torch.nn.GRU takes them."""

import numpy as np
from array_api_compat import array_namespace

from autograder.exercises import draw
from autograder.exercises.specification import Exercise, Inputs, Misconception, array, each, keys
from rnn_ref.cells.gru import PARAMETER_SHAPES

from .shared import SIZE


def to_torch_gru(parameters: dict) -> dict:
    """Arrange a GRU's weights as torch.nn.GRU keeps them."""
    Wr, br, Wu, bu, Wc, bc = (parameters[key] for key in PARAMETER_SHAPES)
    xp = array_namespace(Wr)
    n_a = Wr.shape[0]
    W = xp.concat([Wr, -Wu, Wc], axis=0)  # (3 n_a, n_a + n_x)
    b = xp.concat([br, -bu, bc], axis=0)[:, 0]  # (3 n_a,)
    weight_hh = W[:, :n_a]  # (3 n_a, n_a)
    weight_ih = W[:, n_a:]  # (3 n_a, n_x)
    return {
        "weight_ih_l0": weight_ih,
        "weight_hh_l0": weight_hh,
        "bias_ih_l0": b,
        "bias_hh_l0": xp.zeros_like(b),
    }


def draw_weights(rng, small: bool = False) -> Inputs:
    n = draw.SMALL if small else draw.sizes(rng, "n_x", "n_a", least=2, most=4)
    weights = draw.gates(rng, n, "ruc")
    if not small:
        weights["bc"][0] = 0  # biases often begin with 0, by which nothing can be divided
    return Inputs({"parameters": weights}, n)


# Right answers in other styles: each earns all points.


def torch_by_gate(parameters):
    n = parameters["Wr"].shape[0]
    out = {"weight_ih_l0": [], "weight_hh_l0": [], "bias_ih_l0": []}
    for key, sign in (("r", 1), ("u", -1), ("c", 1)):
        out["weight_hh_l0"].append(sign * parameters["W" + key][:, :n])
        out["weight_ih_l0"].append(sign * parameters["W" + key][:, n:])
        out["bias_ih_l0"].append(sign * parameters["b" + key].reshape(-1))
    return {"bias_hh_l0": np.zeros(3 * n), **{k: np.concatenate(v) for k, v in out.items()}}


# Pieces of the reference, which misconceptions replace.
ROWS = "W = xp.concat([Wr, -Wu, Wc], axis=0)"
BIASES = "b = xp.concat([br, -bu, bc], axis=0)[:, 0]"
ROWS_AND_BIASES = ROWS + "  # (3 n_a, n_a + n_x)\n    " + BIASES

EXERCISE = Exercise(
    name="to_torch_gru",
    chapter="05_gru",
    reference=to_torch_gru,
    task="Write to_torch_gru: stack Wr, -Wu, Wc under one another and cut the columns into "
    "weight_hh_l0 and weight_ih_l0; br, -bu, bc are bias_ih_l0, and bias_hh_l0 is 0.",
    returns=("state",),
    draws={"ordinary": draw_weights, "one unit": lambda rng: draw_weights(rng, small=True)},
    parts=(
        array("state['weight_ih_l0']", 1, at="weight_ih_l0", shape="(3 n_a, n_x)"),
        each(
            "both weights of one unit",
            1,
            at=("weight_ih_l0", "weight_hh_l0"),
            case="one unit",
            beside="state['weight_ih_l0']",
        ),
        array("state['weight_hh_l0']", 1, at="weight_hh_l0", shape="(3 n_a, n_a)"),
        array("state['bias_ih_l0']", 1, at="bias_ih_l0", shape="(3 n_a,)"),
        array(
            "state['bias_hh_l0']",
            1,
            at="bias_hh_l0",
            shape="(3 n_a,)",
            beside="state['bias_ih_l0']",
        ),
        keys("the keys", 1, beside="state['weight_hh_l0']"),
    ),
    misconceptions=(
        Misconception(
            "sign_forgotten",
            "the rows of z are those of Wu as they are. torch's z is 1 - Γ_u, and 1 - σ(s) = "
            "σ(-s): change the sign of Wu and of bu.",
            replace=ROWS_AND_BIASES,
            by="W = xp.concat([Wr, Wu, Wc], axis=0)\n    b = xp.concat([br, bu, bc], axis=0)[:, 0]",
        ),
        Misconception(
            "sign_of_the_bias_forgotten",
            "Wu changed its sign and bu did not. All that is summed up inside σ changes its sign, "
            "the bias too.",
            replace=BIASES,
            by="b = xp.concat([br, bu, bc], axis=0)[:, 0]",
        ),
        Misconception(
            "sign_of_the_weights_forgotten",
            "bu changed its sign and Wu did not. All that is summed up inside σ changes its sign.",
            replace=ROWS,
            by="W = xp.concat([Wr, Wu, Wc], axis=0)",
        ),
        Misconception(
            "one_minus_the_weights",
            "you took 1 - Wu and 1 - bu. It is the gate that is subtracted from 1, after σ. Inside "
            "σ that is a change of sign: -Wu and -bu.",
            replace=ROWS_AND_BIASES,
            by="W = xp.concat([Wr, 1 - Wu, Wc], axis=0)\n"
            "    b = xp.concat([br, 1 - bu, bc], axis=0)[:, 0]",
        ),
        Misconception(
            "reset_turned_round",
            "the sign of the reset gate was changed. torch's r is our reset gate; only z is turned "
            "round.",
            replace=ROWS_AND_BIASES,
            by="W = xp.concat([-Wr, Wu, Wc], axis=0)\n"
            "    b = xp.concat([-br, bu, bc], axis=0)[:, 0]",
        ),
        Misconception(
            "order_of_the_gates",
            "the update gate stands first. torch's order is r, z, n: reset, update, candidate.",
            replace=ROWS_AND_BIASES,
            by="W = xp.concat([-Wu, Wr, Wc], axis=0)\n"
            "    b = xp.concat([-bu, br, bc], axis=0)[:, 0]",
        ),
        Misconception(
            "candidate_first",
            "the candidate stands first. torch's order is r, z, n: reset, update, candidate.",
            replace=ROWS_AND_BIASES,
            by="W = xp.concat([Wc, Wr, -Wu], axis=0)\n"
            "    b = xp.concat([bc, br, -bu], axis=0)[:, 0]",
        ),
        Misconception(
            "input_and_state_exchanged",
            "weight_ih holds the columns of the state. ih stands for input to hidden, hh for "
            "hidden to hidden; the first n_a columns belong to the state.",
            replace="weight_hh = W[:, :n_a]  # (3 n_a, n_a)\n    weight_ih = W[:, n_a:]",
            by="weight_ih = W[:, :n_a]\n    weight_hh = W[:, n_a:]",
        ),
        Misconception(
            "bias_twice",
            "both biases hold ours. torch adds the two, so every gate would get it twice. Let "
            "bias_hh be zeros.",
            replace='"bias_hh_l0": xp.zeros_like(b)',
            by='"bias_hh_l0": b',
        ),
        Misconception(
            "bias_on_the_state",
            "our biases stand in bias_hh. For r and z that would do; but torch multiplies the "
            "candidate's bias_hh by the reset gate. They belong to bias_ih.",
            replace='"bias_ih_l0": b,\n            "bias_hh_l0": xp.zeros_like(b)',
            by='"bias_ih_l0": xp.zeros_like(b),\n            "bias_hh_l0": b',
        ),
        Misconception(
            "bias_as_column",
            "the biases kept their second axis. torch's biases have one axis, (3 n_a,): take [:, "
            "0].",
            replace=BIASES,
            by="b = xp.concat([br, -bu, bc], axis=0)",
        ),
    ),
    likely=(
        (
            "sign_forgotten",
            """
            p, n = parameters, len(parameters["br"])
            W, b = np.concatenate([p["Wr"], p["Wu"], p["Wc"]]), np.concatenate([p["br"], p["bu"], p["bc"]])[:, 0]
            return {"weight_ih_l0": W[:, n:], "weight_hh_l0": W[:, :n], "bias_ih_l0": b, "bias_hh_l0": 0 * b}""",
        ),
        (
            "sign_of_the_bias_forgotten",
            """
            p, n = parameters, len(parameters["br"])
            W, b = np.concatenate([p["Wr"], -p["Wu"], p["Wc"]]), np.concatenate([p["br"], p["bu"], p["bc"]])[:, 0]
            return {"weight_ih_l0": W[:, n:], "weight_hh_l0": W[:, :n], "bias_ih_l0": b, "bias_hh_l0": 0 * b}""",
        ),
        (
            "order_of_the_gates",
            """
            p, n = parameters, len(parameters["br"])
            W, b = np.concatenate([-p["Wu"], p["Wr"], p["Wc"]]), np.concatenate([-p["bu"], p["br"], p["bc"]])[:, 0]
            return {"weight_ih_l0": W[:, n:], "weight_hh_l0": W[:, :n], "bias_ih_l0": b, "bias_hh_l0": 0 * b}""",
        ),
        (
            "bias_twice",
            """
            p, n = parameters, len(parameters["br"])
            W, b = np.concatenate([p["Wr"], -p["Wu"], p["Wc"]]), np.concatenate([p["br"], -p["bu"], p["bc"]])[:, 0]
            return {"weight_ih_l0": W[:, n:], "weight_hh_l0": W[:, :n], "bias_ih_l0": b, "bias_hh_l0": b}""",
        ),
        (
            "input_and_state_exchanged",
            """
            p, n = parameters, len(parameters["br"])
            W, b = np.concatenate([p["Wr"], -p["Wu"], p["Wc"]]), np.concatenate([p["br"], -p["bu"], p["bc"]])[:, 0]
            return {"weight_ih_l0": W[:, :n], "weight_hh_l0": W[:, n:], "bias_ih_l0": b, "bias_hh_l0": 0 * b}""",
        ),
        (
            "bias_as_column",
            """
            p, n = parameters, len(parameters["br"])
            W, b = np.concatenate([p["Wr"], -p["Wu"], p["Wc"]]), np.concatenate([p["br"], -p["bu"], p["bc"]])
            return {"weight_ih_l0": W[:, n:], "weight_hh_l0": W[:, :n], "bias_ih_l0": b, "bias_hh_l0": 0 * b}""",
        ),
    ),
    styles=(torch_by_gate,),
    equal=(
        ("n_a = Wr.shape[0]", SIZE),
        ('p, n_a = parameters, len(parameters["br"])', SIZE),
        (
            "b = xp.concat([br, -bu, bc], axis=0)[:, 0]",
            "It has one column, which is the first and the last.",
        ),
    ),
)
