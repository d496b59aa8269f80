"""The way back through both directions."""

import numpy as np

from autograder.exercises import draw
from autograder.exercises.ch05_gru.gru_backward import gru_backward
from autograder.exercises.specification import Exercise, Inputs, Misconception, array, each
from rnn_ref import reverse_by_length

from .birnn_forward import birnn_forward
from .reverse_by_length import reversed_joined
from .shared import lengths_of, run_back, sizes_of


def read_back(da, caches):
    """Back through one direction; a kept state hands its gradient to where it came from."""
    steps, lengths = caches
    kept = np.zeros_like(da)
    for i, length in enumerate(lengths):
        kept[:, i, :length] = da[:, i, :length]
        kept[:, i, length - 1] += da[:, i, length:].sum(axis=1)
    return gru_backward(kept, steps)


def birnn_backward(da, caches):
    """The chapter's form of rnn_ref.birnn_backward: the cell is the GRU."""
    lengths = caches["lengths"]
    n_a = da.shape[0] // 2
    forward = read_back(da[:n_a], caches["forward"])
    da_reversed = reverse_by_length(da[n_a:], lengths)
    backward = read_back(da_reversed, caches["backward"])
    dx_forward, dx_reversed = forward.pop("dx"), backward.pop("dx")
    dx = dx_forward + reverse_by_length(dx_reversed, lengths)
    return {"dx": dx, "forward": forward, "backward": backward}


def draw_way_back(rng, padded: bool = True) -> Inputs:
    n = {**sizes_of(rng), "n_x": 1}  # a small pack
    n = n if padded else {"n_x": 2, "n_a": 1, "m": 1, "T_x": 2}  # no size as in the other case
    lengths = lengths_of(rng, n["T_x"], n["m"]) if padded else np.array([n["T_x"]])
    both = ("forward", "backward")
    x = draw.numbers(rng, n["n_x"], n["m"], n["T_x"])
    a0 = {way: draw.numbers(rng, n["n_a"], n["m"]) for way in both}
    _, caches = birnn_forward(x, a0, {way: draw.gates(rng, n, "ruc") for way in both}, lengths)
    return Inputs({"da": draw.numbers(rng, 2 * n["n_a"], n["m"], n["T_x"]), "caches": caches}, n)


# Right answers in other styles: each earns all points.


def backward_split(da, caches):
    upper, lower = np.split(da, 2)
    lengths = caches["lengths"]
    forward = run_back(upper, caches["forward"])
    backward = run_back(reversed_joined(lower, lengths), caches["backward"])
    dx = np.zeros_like(forward["dx"])
    for part in (forward["dx"], reversed_joined(backward["dx"], lengths)):
        dx += part
    return {"backward": backward, "forward": forward, "dx": dx}


def weights_of(way: str) -> tuple:
    return tuple((way, key) for key in ("dWc", "dWr", "dWu", "dbc", "dbr", "dbu"))


# Pieces of the reference, which misconceptions replace.
DA = "da_reversed = reverse_by_length(da[n_a:], lengths)"
DX = "dx = dx_forward + reverse_by_length(dx_reversed, lengths)"
BODY = (
    'forward = read_back(da[:n_a], caches["forward"])\n    '
    + DA
    + '\n    backward = read_back(da_reversed, caches["backward"])\n'
    '    dx_forward, dx_reversed = forward.pop("dx"), backward.pop("dx")\n    ' + DX
)

EXERCISE = Exercise(
    name="birnn_backward",
    chapter="07_bidirectional",
    reference=birnn_backward,
    task="Write birnn_backward: cut da into its halves, send the lower one reversed into the "
    "backward network, and add the two dx, the second one reversed back.",
    returns=("gradients",),
    draws={
        "ordinary": draw_way_back,
        "one sentence": lambda rng: draw_way_back(rng, padded=False),
    },
    parts=(
        array("dx", 3, at="dx", shape="(n_x, m, T_x)", beside="dx of one sentence"),
        array("dx of one sentence", 0, at="dx", shape="(n_x, m, T_x)", case="one sentence"),
        each("the weights' gradients in gradients['forward']", 1, at=weights_of("forward")),
        array("gradients['forward']['da0']", 1, at=("forward", "da0"), shape="(n_a, m)"),
        each("the weights' gradients in gradients['backward']", 2, at=weights_of("backward")),
        array("gradients['backward']['da0']", 1, at=("backward", "da0"), shape="(n_a, m)"),
    ),
    uses=("reverse_by_length",),
    misconceptions=(
        Misconception(
            "da_not_reversed",
            "the lower half of da went into the backward network as it was. Its caches stand in "
            "the order in which it read, last word first. Reverse da by length before.",
            replace=DA,
            by="da_reversed = da[n_a:]",
        ),
        Misconception(
            "dx_not_reversed",
            "the dx of the backward network was added as it came out, last word first. Reverse it "
            "by length, so that both speak of the same word.",
            replace=DX,
            by="dx = dx_forward + dx_reversed",
        ),
        Misconception(
            "nothing_reversed",
            "neither da nor dx was reversed. The backward network lives in reversed time: "
            "whatever goes in or comes out is turned round.",
            replace=BODY,
            by=BODY.replace(DA, "da_reversed = da[n_a:]").replace(
                DX, "dx = dx_forward + dx_reversed"
            ),
        ),
        Misconception(
            "reversed_by_T",
            "da and dx were reversed by T_x, not by length. The way forward turned each example "
            "round within its own length; the way back must do the same.",
            replace=BODY,
            by=BODY.replace(DA, "da_reversed = da[n_a:, :, ::-1]").replace(
                DX, "dx = dx_forward + dx_reversed[:, :, ::-1]"
            ),
        ),
        Misconception(
            "dx_of_one_direction",
            "dx is that of the forward network alone. Both read x, so x gets a gradient from "
            "both: add them.",
            replace=DX,
            by="dx = dx_forward",
        ),
        Misconception(
            "dx_of_the_backward_network",
            "dx is that of the backward network alone. Both read x, so x gets a gradient from "
            "both: add them.",
            replace=DX,
            by="dx = reverse_by_length(dx_reversed, lengths)",
        ),
        Misconception(
            "dx_averaged",
            "dx is the mean of the two. Where one thing goes two ways, the gradients add up.",
            replace=DX,
            by="dx = (dx_forward + reverse_by_length(dx_reversed, lengths)) / 2",
        ),
        Misconception(
            "halves_swapped",
            "the halves of da changed places. The first n_a rows belong to the forward network.",
            replace=BODY,
            by=BODY.replace("read_back(da[:n_a],", "read_back(da[n_a:],").replace(
                DA, "da_reversed = reverse_by_length(da[:n_a], lengths)"
            ),
        ),
        Misconception(
            "upper_half_for_both",
            "both networks got the upper half of da. The lower n_a rows, da[n_a:], belong to the "
            "backward one.",
            replace=DA,
            by="da_reversed = reverse_by_length(da[:n_a], lengths)",
        ),
    ),
    likely=(
        (
            "da_not_reversed",
            """
            n, L = len(da) // 2, caches["lengths"]
            f, b = run_back(da[:n], caches["forward"]), run_back(da[n:], caches["backward"])
            dx = f.pop("dx") + reverse_by_length(b.pop("dx"), L)
            return {"dx": dx, "forward": f, "backward": b}""",
        ),
        (
            "dx_not_reversed",
            """
            n, L = len(da) // 2, caches["lengths"]
            f = run_back(da[:n], caches["forward"])
            b = run_back(reverse_by_length(da[n:], L), caches["backward"])
            return {"dx": f.pop("dx") + b.pop("dx"), "forward": f, "backward": b}""",
        ),
        (
            "nothing_reversed",
            """
            n = len(da) // 2
            f, b = run_back(da[:n], caches["forward"]), run_back(da[n:], caches["backward"])
            return {"dx": f["dx"] + b["dx"], "forward": f, "backward": b}""",
        ),
        (
            "dx_of_one_direction",
            """
            n, L = len(da) // 2, caches["lengths"]
            f = run_back(da[:n], caches["forward"])
            b = run_back(reverse_by_length(da[n:], L), caches["backward"])
            return {"dx": f["dx"], "forward": f, "backward": b}""",
        ),
    ),
    styles=(backward_split,),
)
