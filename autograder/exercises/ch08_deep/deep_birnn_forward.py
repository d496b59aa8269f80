"""A stack whose layers read in both directions."""

import numpy as np

from autograder.exercises import draw
from autograder.exercises.specification import Exercise, Inputs, Misconception, array

from .deep_rnn_forward import deep_rnn_forward
from .shared import LAYERS, rnn_weights


def turned(x, lengths):
    """Each example reversed within its own length."""
    out = x.copy()
    for i, length in enumerate(lengths):
        out[:, i, :length] = x[:, i, :length][:, ::-1]
    return out


def deep_birnn_forward(x, a0, parameters, lengths):
    """The top layer's joined states with zeros in the padding, and a list of all layers'."""
    real = np.arange(x.shape[2]) < np.asarray(lengths)[:, None]
    below = x
    states = []
    for first, p in zip(a0, parameters, strict=True):
        (right,), _ = deep_rnn_forward(below, [first["forward"]], [p["forward"]])
        reads = turned(below, lengths)
        (left,), _ = deep_rnn_forward(reads, [first["backward"]], [p["backward"]])
        left = turned(left, lengths)
        below = np.concatenate([right, left]) * real
        states.append(below)
    return below, states


def draw_bidirectional(rng, layers: int = 2) -> Inputs:
    """The first example ends two steps early, and where there are many, another one by one step."""
    n = draw.sizes(rng, "n_a", "m", "T_x", least=2, most=5)
    while n["n_a"] > 3 or 2 * n["n_a"] in n.values():
        n = draw.sizes(rng, "n_a", "m", "T_x", least=2, most=5)
    if layers == 1:  # no size as in the other case
        n = {"n_a": 1, "m": 1, "T_x": 6}
    lengths = np.full(n["m"], n["T_x"])
    lengths[0] = n["T_x"] - 2
    lengths[2:3] -= 1
    n_x = 2 * n["n_a"]
    x = draw.numbers(rng, n_x, n["m"], n["T_x"])
    both = ("forward", "backward")
    a0 = [{way: draw.numbers(rng, n["n_a"], n["m"]) for way in both} for _ in range(layers)]
    weights = [{way: rnn_weights(rng, n["n_a"], n_x) for way in both} for _ in range(layers)]
    values = {"x": x, "a0": a0, "parameters": weights, "lengths": lengths.tolist()}
    return Inputs(values, n)


# Right answers in other styles: each earns all points.


def both_ways_by_example(x, a0, parameters, lengths):
    """One example at a time, without its padding."""
    states, below = [], x
    for first, p in zip(a0, parameters, strict=True):
        n = len(p["forward"]["ba"])
        out = np.zeros((2 * n, x.shape[1], x.shape[2]))
        for i, length in enumerate(lengths):
            for way, rows, order in (
                ("forward", slice(0, n), range(length)),
                ("backward", slice(n, 2 * n), reversed(range(length))),
            ):
                w, a = p[way], first[way][:, i]
                for t in order:
                    a = np.tanh(w["Waa"] @ a + w["Wax"] @ below[:, i, t] + w["ba"][:, 0])
                    out[rows, i, t] = a
        states.append(out)
        below = out
    return below, states


# Pieces of the reference, which misconceptions replace.
LEFT = '(left,), _ = deep_rnn_forward(reads, [first["backward"]], [p["backward"]])'
JOIN = "below = np.concatenate([right, left]) * real"

BOTH = "(2 n_a, m, T_x)"

EXERCISE = Exercise(
    name="deep_birnn_forward",
    chapter="08_deep",
    reference=deep_birnn_forward,
    task="Write deep_birnn_forward: each layer reads in both directions, turns the backward states "
    "round again, joins both, and puts 0 into the padding. The next layer reads the joined states.",
    returns=("a", "states"),
    draws={"ordinary": draw_bidirectional, "one layer": lambda rng: draw_bidirectional(rng, 1)},
    parts=(
        array("states[0]", 4, at=(1, 0), shape=BOTH),
        array("a", 3, at=0, shape=BOTH),
        array("a of one layer", 1, at=0, shape=BOTH, case="one layer"),
    ),
    uses=("deep_rnn_forward",),
    misconceptions=(
        Misconception(
            "not_turned_back",
            "the backward states were joined as they came, from right to left. Column t would "
            "hold two different steps. Reverse them again before you join.",
            replace="left = turned(left, lengths)",
            by="left = left * 1.0",
        ),
        Misconception(
            "turned_by_the_whole_length",
            "the sequences were turned round as a whole, with their padding. A short one then "
            "begins with padding. Use reverse_by_length with the lengths.",
            replace=LEFT + "\n        left = turned(left, lengths)",
            by=LEFT.replace("reads", "below[:, :, ::-1]") + "\n        left = left[:, :, ::-1]",
        ),
        Misconception(
            "layer_fed_with_x",
            "the second layer read x again. It reads the joined states of the layer below.",
            replace=JOIN + "\n        states.append(below)\n    return below, states",
            by="a = np.concatenate([right, left]) * real\n        states.append(a)\n    return a, states",
        ),
        Misconception(
            "both_read_from_the_left",
            "both directions read from left to right. The backward one gets the reversed sequence.",
            replace=LEFT + "\n        left = turned(left, lengths)",
            by=LEFT.replace("reads", "below"),
        ),
        Misconception(
            "forward_weights_for_both",
            "the backward direction used the forward weights. It is a network of its own: "
            'p["backward"].',
            replace='[first["backward"]], [p["backward"]])',
            by='[first["backward"]], [p["forward"]])',
        ),
        Misconception(
            "backward_on_top",
            "the backward states stand on top. The order is forward first, then backward, as in "
            "chapter 7 and in PyTorch.",
            replace="np.concatenate([right, left])",
            by="np.concatenate([left, right])",
        ),
        Misconception(
            "padding_left_in",
            "the padded steps still hold numbers. They belong to no word: multiply by the mask "
            "of the real steps.",
            replace=JOIN,
            by="below = np.concatenate([right, left])",
        ),
        Misconception(
            "one_first_state_for_both",
            "the backward direction started from the forward a0. It has a first state of its own.",
            replace='[first["backward"]], [p["backward"]])',
            by='[first["forward"]], [p["backward"]])',
        ),
    ),
    likely=(
        (
            "not_turned_back",
            """
            real, reads, states = np.arange(x.shape[2]) < np.array(lengths)[:, None], x, []
            for first, p in zip(a0, parameters):
                (r,), _ = deep_rnn_forward(reads, [first["forward"]], [p["forward"]])
                (l,), _ = deep_rnn_forward(reverse_by_length(reads, lengths), [first["backward"]], [p["backward"]])
                pass
                made = np.concatenate([r, l]) * real; states.append(made); reads = made
            return made, states""",
        ),
        (
            "turned_by_the_whole_length",
            """
            real, reads, states = np.arange(x.shape[2]) < np.array(lengths)[:, None], x, []
            for first, p in zip(a0, parameters):
                (r,), _ = deep_rnn_forward(reads, [first["forward"]], [p["forward"]])
                (l,), _ = deep_rnn_forward(reads[:, :, ::-1], [first["backward"]], [p["backward"]])
                l = l[:, :, ::-1]
                made = np.concatenate([r, l]) * real; states.append(made); reads = made
            return made, states""",
        ),
        (
            "layer_fed_with_x",
            """
            real, reads, states = np.arange(x.shape[2]) < np.array(lengths)[:, None], x, []
            for first, p in zip(a0, parameters):
                (r,), _ = deep_rnn_forward(reads, [first["forward"]], [p["forward"]])
                (l,), _ = deep_rnn_forward(reverse_by_length(reads, lengths), [first["backward"]], [p["backward"]])
                l = reverse_by_length(l, lengths)
                made = np.concatenate([r, l]) * real; states.append(made); reads = x
            return made, states""",
        ),
        (
            "forward_weights_for_both",
            """
            real, reads, states = np.arange(x.shape[2]) < np.array(lengths)[:, None], x, []
            for first, p in zip(a0, parameters):
                (r,), _ = deep_rnn_forward(reads, [first["forward"]], [p["forward"]])
                (l,), _ = deep_rnn_forward(reverse_by_length(reads, lengths), [first["backward"]], [p["forward"]])
                l = reverse_by_length(l, lengths)
                made = np.concatenate([r, l]) * real; states.append(made); reads = made
            return made, states""",
        ),
        (
            "backward_on_top",
            """
            real, reads, states = np.arange(x.shape[2]) < np.array(lengths)[:, None], x, []
            for first, p in zip(a0, parameters):
                (r,), _ = deep_rnn_forward(reads, [first["forward"]], [p["forward"]])
                (l,), _ = deep_rnn_forward(reverse_by_length(reads, lengths), [first["backward"]], [p["backward"]])
                l = reverse_by_length(l, lengths)
                made = np.concatenate([l, r]) * real; states.append(made); reads = made
            return made, states""",
        ),
    ),
    styles=(both_ways_by_example,),
    equal=(("for first, p in zip(a0, parameters, strict=True)", LAYERS),),
)
