"""An LSTM's weights as torch.nn.LSTM takes them."""

import numpy as np
from array_api_compat import array_namespace

from autograder.exercises import draw
from autograder.exercises.specification import Exercise, Inputs, Misconception, array, each, keys
from autograder.exercises.specification import added as sum_of

from .shared import weights


def to_torch_lstm(parameters: dict) -> dict:
    """Arrange an LSTM's weights as torch.nn.LSTM keeps them."""
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


def draw_weights(rng, small: bool = False) -> Inputs:
    n = draw.SMALL if small else draw.sizes(rng, "n_x", "n_a", "n_y", least=2, most=4)
    return Inputs({"parameters": weights(rng, n)}, n)


# Right answers in other styles: each earns all points.


def torch_block_by_block(parameters):
    n = parameters["bf"].shape[0]
    n_x = parameters["Wf"].shape[1] - n
    ih, hh, b = np.empty((4 * n, n_x)), np.empty((4 * n, n)), np.empty(4 * n)
    for place, k in enumerate(["u", "f", "c", "o"]):
        rows = slice(place * n, place * n + n)
        hh[rows], ih[rows] = parameters["W" + k][:, :n], parameters["W" + k][:, n:]
        b[rows] = parameters["b" + k].squeeze(axis=1)
    return {"bias_hh_l0": b / 2, "bias_ih_l0": b / 2, "weight_hh_l0": hh, "weight_ih_l0": ih}


# Pieces of the reference, which misconceptions replace.
ORDER = 'order = ("u", "f", "c", "o")'
SPLIT = "weight_hh = W[:, :n_a]  # (4 n_a, n_a)\n    weight_ih = W[:, n_a:]"

EXERCISE = Exercise(
    name="to_torch_lstm",
    chapter="06_lstm",
    reference=to_torch_lstm,
    task="Put the four W under each other in torch's order i, f, g, o, cut the columns into those "
    "of the state and those of the input, and do the same with the biases.",
    returns=("state",),
    draws={"ordinary": draw_weights, "one unit": lambda rng: draw_weights(rng, small=True)},
    parts=(
        array("state['weight_ih_l0']", 1, at="weight_ih_l0", shape="(4 n_a, n_x)"),
        each(
            "both weights of one unit",
            1,
            at=("weight_ih_l0", "weight_hh_l0"),
            case="one unit",
            beside="state['weight_ih_l0']",
        ),
        array("state['weight_hh_l0']", 1, at="weight_hh_l0", shape="(4 n_a, n_a)"),
        sum_of(
            "state['bias_ih_l0'] + state['bias_hh_l0']",
            1,
            at=("bias_ih_l0", "bias_hh_l0"),
            shape="(4 n_a,)",
        ),
        keys("the keys", 1, beside="state['weight_hh_l0']"),
    ),
    misconceptions=(
        Misconception(
            "our_order",
            "the gates stand in the order f, u, c, o. torch begins with i, which is our Γ_u: its "
            "order i, f, g, o is our u, f, c, o.",
            replace=ORDER,
            by='order = ("f", "u", "c", "o")',
        ),
        Misconception(
            "candidate_last",
            "the candidate stands last. torch has g, our c̃, before o: u, f, c, o.",
            replace=ORDER,
            by='order = ("u", "f", "o", "c")',
        ),
        Misconception(
            "alphabetical",
            "the gates stand in the order of the alphabet, c, f, o, u. torch's order is i, f, g, "
            "o, which is our u, f, c, o.",
            replace=ORDER,
            by='order = ("c", "f", "o", "u")',
        ),
        Misconception(
            "columns_swapped",
            "weight_ih and weight_hh changed places. hh stands for hidden to hidden: the first n_a "
            "columns of W, which meet a⟨t−1⟩.",
            replace=SPLIT,
            by="weight_ih = W[:, :n_a]\n    weight_hh = W[:, n_a:]",
        ),
        Misconception(
            "cut_at_the_input",
            "the columns were cut as if the input stood first. W works on [a; x]: the first n_a "
            "columns belong to the state.",
            replace=SPLIT,
            by="n_x = W.shape[1] - n_a\n    weight_hh = W[:, n_x:]\n    weight_ih = W[:, :n_x]",
        ),
        Misconception(
            "bias_counted_twice",
            "both biases hold b. torch adds the two, so the sum is 2 b. Give b to one and zeros to "
            "the other.",
            replace='"bias_hh_l0": xp.zeros_like(b)',
            by='"bias_hh_l0": b',
        ),
        Misconception(
            "bias_as_column",
            "the biases kept their shape (4 n_a, 1). torch's biases have one axis: (4 n_a,).",
            replace='parameters[f"b{k}"][:, 0] for k',
            by='parameters[f"b{k}"] for k',
        ),
        Misconception(
            "side_by_side",
            "the gates stand side by side. torch puts them under each other: np.concatenate along "
            "axis 0, or np.vstack.",
            replace='return {"weight_ih_l0": weight_ih, "weight_hh_l0": weight_hh,',
            by='weight_ih = xp.concat([parameters[f"W{k}"][:, n_a:] for k in order], axis=1)\n'
            '    weight_hh = xp.concat([parameters[f"W{k}"][:, :n_a] for k in order], axis=1)\n'
            '    return {"weight_ih_l0": weight_ih, "weight_hh_l0": weight_hh,',
        ),
        Misconception(
            "our_keys_kept",
            "the dictionary holds our own keys too. load_state_dict stops at a key that it does "
            "not know: return a new dictionary with torch's four keys alone.",
            replace='return {"weight_ih_l0": weight_ih,',
            by='return {**parameters, "weight_ih_l0": weight_ih,',
        ),
    ),
    likely=(
        (
            "our_order",
            """
            n = len(parameters["bf"])
            W = np.concatenate([parameters["W" + k] for k in "fuco"])
            b = np.concatenate([parameters["b" + k] for k in "fuco"]).ravel()
            return {"weight_ih_l0": W[:, n:], "weight_hh_l0": W[:, :n], "bias_ih_l0": b,
                    "bias_hh_l0": np.zeros(len(b))}""",
        ),
        (
            "candidate_last",
            """
            n = len(parameters["bf"])
            W = np.concatenate([parameters["W" + k] for k in "ufoc"])
            b = np.concatenate([parameters["b" + k] for k in "ufoc"]).ravel()
            return {"weight_ih_l0": W[:, n:], "weight_hh_l0": W[:, :n], "bias_ih_l0": b,
                    "bias_hh_l0": np.zeros(len(b))}""",
        ),
        (
            "bias_counted_twice",
            """
            n = len(parameters["bf"])
            W = np.concatenate([parameters["W" + k] for k in "ufco"])
            b = np.concatenate([parameters["b" + k] for k in "ufco"]).ravel()
            return {"weight_ih_l0": W[:, n:], "weight_hh_l0": W[:, :n], "bias_ih_l0": b,
                    "bias_hh_l0": b}""",
        ),
        (
            "columns_swapped",
            """
            n = len(parameters["bf"])
            W = np.concatenate([parameters["W" + k] for k in "ufco"])
            b = np.concatenate([parameters["b" + k] for k in "ufco"]).ravel()
            return {"weight_ih_l0": W[:, :n], "weight_hh_l0": W[:, n:], "bias_ih_l0": b,
                    "bias_hh_l0": np.zeros(len(b))}""",
        ),
        (
            "bias_as_column",
            """
            n = len(parameters["bf"])
            W = np.concatenate([parameters["W" + k] for k in "ufco"])
            b = np.concatenate([parameters["b" + k] for k in "ufco"])
            return {"weight_ih_l0": W[:, n:], "weight_hh_l0": W[:, :n], "bias_ih_l0": b,
                    "bias_hh_l0": 0 * b}""",
        ),
        (
            "our_keys_kept",
            """
            n, out = len(parameters["bf"]), dict(parameters)
            W = np.concatenate([parameters["W" + k] for k in "ufco"])
            out["weight_ih_l0"], out["weight_hh_l0"] = W[:, n:], W[:, :n]
            out["bias_ih_l0"] = np.concatenate([parameters["b" + k] for k in "ufco"]).ravel()
            out["bias_hh_l0"] = np.zeros(4 * n)
            return out""",
        ),
    ),
    styles=(torch_block_by_block,),
    equal=(
        (
            'b = xp.concat([parameters[f"b{k}"][:, 0]',
            "A bias has one column, and a vector one axis: the first is the last.",
        ),
        ('return {"weight_ih_l0": weight_ih', "Only the sum of the two biases counts."),
        ('return {"weight_ih_l0": ih', "Only the sum of the two biases counts."),
    ),
)
