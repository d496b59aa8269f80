"""The weights of a stack under torch's names."""

import numpy as np

from autograder.exercises.specification import Exercise, Inputs, Misconception, added, each, keys

from .shared import gate_weights, rnn_weights


def to_torch_stack(cell, parameters):
    """The weights of all layers as torch.nn.RNN or torch.nn.LSTM keeps them."""
    state = {}
    for layer, p in enumerate(parameters):
        if cell == "rnn":
            W = np.concatenate([p["Waa"], p["Wax"]], axis=1)
            b = p["ba"][:, 0]
        else:
            W = np.concatenate([p["W" + gate] for gate in "ufco"])
            b = np.concatenate([p["b" + gate][:, 0] for gate in "ufco"])
        n_a = len(b) if cell == "rnn" else len(b) // 4
        state[f"weight_hh_l{layer}"] = W[:, :n_a]
        state[f"weight_ih_l{layer}"] = W[:, n_a:]
        state[f"bias_ih_l{layer}"] = b
        state[f"bias_hh_l{layer}"] = 0 * b
    return state


def draw_torch(cell, layers):
    """Layers of a width that is no number of layers, keys or letters; a single one has one unit."""

    def drawn(rng) -> Inputs:
        n = 1 if layers == 1 else 5 if cell == "lstm" else int(rng.choice([2, 5]))
        weights = [
            rnn_weights(rng, n, n) if cell == "rnn" else gate_weights(rng, n, "fuco")
            for _ in range(layers)
        ]
        for one in weights[:2] if n > 1 else ():
            one["bc" if cell == "lstm" else "ba"][0] = 0  # by which nothing can be divided
        return Inputs({"cell": cell, "parameters": weights}, {"n_a": n})

    return drawn


def torch_parts(cell, shape):
    case = f"{cell} layers"
    both = [
        added(
            f"state['bias_ih_l{l}'] + state['bias_hh_l{l}'], {cell}",
            1,
            at=(f"bias_ih_l{l}", f"bias_hh_l{l}"),
            shape=f"({shape},)",
            case=case,
        )
        for l in (0, 1)
    ]
    names = ("weight_ih", "weight_hh")
    return [
        *(
            each(
                f"{w} of each layer, {cell}",
                1,
                at=(f"{w}_l0", f"{w}_l1"),
                case=case,
                beside=f"weights of one unit, {cell}" if w == "weight_ih" else "",
            )
            for w in names
        ),
        *both,
        each(
            f"weights of one unit, {cell}",
            0,
            at=tuple(f"{w}_l0" for w in names),
            case=f"{cell} of one unit",
        ),
    ]


# Right answers in other styles: each earns all points.


def torch_split_bias(cell, parameters):
    """Half of each bias in each of torch's two."""
    out = {}
    for l, p in enumerate(parameters):
        if cell == "rnn":
            state, read, bias = p["Waa"], p["Wax"], p["ba"].ravel()
        else:
            n = p["Wo"].shape[0]
            state = np.concatenate([p["W" + k][:, :n] for k in ("u", "f", "c", "o")])
            read = np.concatenate([p["W" + k][:, n:] for k in ("u", "f", "c", "o")])
            bias = np.concatenate([p["b" + k].ravel() for k in ("u", "f", "c", "o")])
        out |= {
            f"weight_hh_l{l}": state,
            f"weight_ih_l{l}": read,
            f"bias_ih_l{l}": bias / 2,
            f"bias_hh_l{l}": bias / 2,
        }
    return out


# A piece of the reference, which misconceptions replace.
ORDER = (
    'W = np.concatenate([p["W" + gate] for gate in "ufco"])\n'
    '            b = np.concatenate([p["b" + gate][:, 0] for gate in "ufco"])'
)

EXERCISE = Exercise(
    name="to_torch_stack",
    chapter="08_deep",
    reference=to_torch_stack,
    task="Write to_torch_stack: for each layer l the four arrays weight_ih_l, weight_hh_l, bias_ih_l "
    "and bias_hh_l with its number behind; an LSTM's gates stand in torch's order i, f, g, o.",
    returns=("state",),
    draws={
        "rnn layers": draw_torch("rnn", 4),
        "lstm layers": draw_torch("lstm", 3),
        "rnn of one unit": draw_torch("rnn", 1),
        "lstm of one unit": draw_torch("lstm", 1),
    },
    parts=(
        *torch_parts("rnn", "n_a"),
        *torch_parts("lstm", "4 n_a"),
        keys(
            "the keys of three layers",
            1,
            case="lstm layers",
            beside="weight_hh of each layer, lstm",
        ),
    ),
    misconceptions=(
        Misconception(
            "our_gate_order",
            "the LSTM's gates stand in our order f, u, c, o. torch's is i, f, g, o, and i is our "
            "Γ_u, g our candidate: u, f, c, o.",
            replace=ORDER,
            by=ORDER.replace("ufco", "fuco"),
        ),
        Misconception(
            "candidate_last",
            "the candidate stands last. torch's order i, f, g, o has it third: u, f, c, o.",
            replace=ORDER,
            by=ORDER.replace("ufco", "ufoc"),
        ),
        Misconception(
            "biases_in_our_order",
            "the W stand in torch's order and the b in ours. Both go the same way: u, f, c, o.",
            replace='b = np.concatenate([p["b" + gate][:, 0] for gate in "ufco"])',
            by='b = np.concatenate([p["b" + gate][:, 0] for gate in "fuco"])',
        ),
        Misconception(
            "input_and_state_exchanged",
            "weight_ih holds the columns of the state. ih is input to hidden, hh hidden to "
            "hidden. In our W the state's columns come first.",
            replace='state[f"weight_hh_l{layer}"] = W[:, :n_a]\n'
            '        state[f"weight_ih_l{layer}"] = W[:, n_a:]',
            by='state[f"weight_ih_l{layer}"] = W[:, :n_a]\n'
            '        state[f"weight_hh_l{layer}"] = W[:, n_a:]',
        ),
        Misconception(
            "bias_twice",
            "both biases hold ours. torch adds the two, so every unit would get it twice. Let "
            "bias_hh be zeros.",
            replace='state[f"bias_hh_l{layer}"] = 0 * b',
            by='state[f"bias_hh_l{layer}"] = b',
        ),
        Misconception(
            "top_layer_first",
            "the layers are numbered from the top. torch counts from below as we do: l0 reads x.",
            replace="in enumerate(parameters):",
            by="in enumerate(parameters[::-1]):",
        ),
        Misconception(
            "lowest_layer_everywhere",
            "all layers got the weights of the lowest one. Layer l has parameters[l].",
            replace="in enumerate(parameters):",
            by="in enumerate([parameters[0]] * len(parameters)):",
        ),
    ),
    likely=(
        (
            "our_gate_order",
            """
            out = {}
            for l, p in enumerate(parameters):
                if cell == "rnn":
                    W, b, n = np.hstack([p["Waa"], p["Wax"]]), p["ba"], len(p["ba"])
                else:
                    W = np.vstack([p["W" + k] for k in "fuco"]); n = len(p["bf"])
                    b = np.vstack([p["b" + k] for k in "fuco"])
                out[f"weight_ih_l{l}"], out[f"weight_hh_l{l}"] = W[:, n:], W[:, :n]
                out[f"bias_ih_l{l}"], out[f"bias_hh_l{l}"] = b[:, 0], 0 * b[:, 0]
            return out""",
        ),
        (
            "candidate_last",
            """
            out = {}
            for l, p in enumerate(parameters):
                if cell == "rnn":
                    W, b, n = np.hstack([p["Waa"], p["Wax"]]), p["ba"], len(p["ba"])
                else:
                    W = np.vstack([p["W" + k] for k in "ufoc"]); n = len(p["bf"])
                    b = np.vstack([p["b" + k] for k in "ufoc"])
                out[f"weight_ih_l{l}"], out[f"weight_hh_l{l}"] = W[:, n:], W[:, :n]
                out[f"bias_ih_l{l}"], out[f"bias_hh_l{l}"] = b[:, 0], 0 * b[:, 0]
            return out""",
        ),
        (
            "input_and_state_exchanged",
            """
            out = {}
            for l, p in enumerate(parameters):
                if cell == "rnn":
                    W, b, n = np.hstack([p["Waa"], p["Wax"]]), p["ba"], len(p["ba"])
                else:
                    W = np.vstack([p["W" + k] for k in "ufco"]); n = len(p["bf"])
                    b = np.vstack([p["b" + k] for k in "ufco"])
                out[f"weight_ih_l{l}"], out[f"weight_hh_l{l}"] = W[:, :n], W[:, n:]
                out[f"bias_ih_l{l}"], out[f"bias_hh_l{l}"] = b[:, 0], 0 * b[:, 0]
            return out""",
        ),
        (
            "bias_twice",
            """
            out = {}
            for l, p in enumerate(parameters):
                if cell == "rnn":
                    W, b, n = np.hstack([p["Waa"], p["Wax"]]), p["ba"], len(p["ba"])
                else:
                    W = np.vstack([p["W" + k] for k in "ufco"]); n = len(p["bf"])
                    b = np.vstack([p["b" + k] for k in "ufco"])
                out[f"weight_ih_l{l}"], out[f"weight_hh_l{l}"] = W[:, n:], W[:, :n]
                out[f"bias_ih_l{l}"], out[f"bias_hh_l{l}"] = b[:, 0], b[:, 0]
            return out""",
        ),
        (
            "top_layer_first",
            """
            out = {}
            for l, p in enumerate(parameters[::-1]):
                if cell == "rnn":
                    W, b, n = np.hstack([p["Waa"], p["Wax"]]), p["ba"], len(p["ba"])
                else:
                    W = np.vstack([p["W" + k] for k in "ufco"]); n = len(p["bf"])
                    b = np.vstack([p["b" + k] for k in "ufco"])
                out[f"weight_ih_l{l}"], out[f"weight_hh_l{l}"] = W[:, n:], W[:, :n]
                out[f"bias_ih_l{l}"], out[f"bias_hh_l{l}"] = b[:, 0], 0 * b[:, 0]
            return out""",
        ),
    ),
    styles=(torch_split_bias,),
    equal=(
        ("for layer, p in enumerate(parameters)", "No layer needs another one."),
        ("n_a = len(b)", "W has as many rows as b."),
        ('b = p["ba"][:, 0]', "A bias has one column, which is the first and the last."),
        (
            'b = np.concatenate([p["b" + gate]',
            "A bias has one column, which is the first and the last.",
        ),
        ("for l, p in enumerate(parameters)", "No layer needs another one."),
        ('n = len(p["ba"])', "All of these have a row for each unit."),
        ('n = len(p["bf"])', "All of these have a row for each unit."),
    ),
)
