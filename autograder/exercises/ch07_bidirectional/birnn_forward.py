"""Two networks over one batch, one in each direction."""

import numpy as np

from autograder.exercises import draw
from autograder.exercises.caches import all_steps, stands
from autograder.exercises.ch05_gru.shared import GRU_CACHE
from autograder.exercises.specification import Exercise, Inputs, Misconception, array, holds
from rnn_course.given import chapter_05
from rnn_ref import reverse_by_length

from .reverse_by_length import reversed_by_index
from .shared import network, read, run


def one_sentence(rng) -> Inputs:
    """x, states and weights of both directions, for one sentence: so there is no padding."""
    n = {"n_x": int(rng.choice([2, 3])), "n_a": 4, "m": 1, "T_x": int(rng.choice([3, 4]))}
    both = ("forward", "backward")
    values = {
        "x": draw.numbers(rng, n["n_x"], 1, n["T_x"]),
        "a0": {way: draw.numbers(rng, n["n_a"], 1) for way in both},
        "parameters": {way: draw.gates(rng, n, "ruc") for way in both},
        "lengths": np.array([n["T_x"]]),
    }
    return Inputs(values, n)


def birnn_forward(x, a0, parameters, lengths):
    """The chapter's form of rnn_ref.birnn_forward: the cell is the GRU."""
    to_right, caches_right = read(x, a0["forward"], parameters["forward"], lengths)
    x_reversed = reverse_by_length(x, lengths)
    to_left_reversed, caches_left = read(
        x_reversed, a0["backward"], parameters["backward"], lengths
    )
    to_left = reverse_by_length(to_left_reversed, lengths)
    a = np.concatenate([to_right, to_left], axis=0)
    caches = {"forward": caches_right, "backward": caches_left, "lengths": lengths}
    return a, caches


def both_caches(inputs, returned) -> dict:
    """What the way back takes from each of the two networks: (caches of the steps, lengths)."""
    caches = returned[1]
    needed = {"the lengths": stands(caches["lengths"], "lengths")}
    for way in ("forward", "backward"):
        of = f" of the {way} network"
        needed |= all_steps(GRU_CACHE, caches[way][0], way, 0, free=("a_next",), of=of)
    return needed


# Right answers in other styles: each earns all points.


def forward_one_by_one(x, a0, parameters, lengths):
    """Each example alone, without padding: the surest way."""
    n_a = len(a0["forward"])
    _, caches = forward_in_a_loop(x, a0, parameters, lengths)
    a = np.empty((2 * n_a, *x.shape[1:]))
    for i, n in enumerate(lengths):
        real = x[:, i : i + 1, :n]
        right, _ = chapter_05.gru_forward(real, a0["forward"][:, i : i + 1], parameters["forward"])
        left, _ = chapter_05.gru_forward(
            real[:, :, ::-1], a0["backward"][:, i : i + 1], parameters["backward"]
        )
        a[:n_a, i, :n], a[n_a:, i, :n] = right[:, 0], left[:, 0, ::-1]
        a[:n_a, i, n:] = right[:, 0, -1:]  # an example that has ended keeps its state
        a[n_a:, i, n:] = left[:, 0, -1:]
    return a, caches


def forward_in_a_loop(x, a0, parameters, lengths):
    halves, caches = [], {"lengths": lengths}
    for way in ("forward", "backward"):
        turn = (lambda z: z) if way == "forward" else (lambda z: reversed_by_index(z, lengths))
        states, caches[way] = run(turn(x), a0[way], parameters[way], lengths)
        halves.append(turn(states))
    return np.vstack(halves), caches


# Pieces of the reference, which misconceptions replace.
TURN = "x_reversed = reverse_by_length(x, lengths)"
BACK = "to_left = reverse_by_length(to_left_reversed, lengths)"
LEFT = 'x_reversed, a0["backward"], parameters["backward"], lengths)'
JOIN = "a = np.concatenate([to_right, to_left], axis=0)"
MIDDLE = TURN + "\n    to_left_reversed, caches_left = read(\n        " + LEFT + "\n    " + BACK

EXERCISE = Exercise(
    name="birnn_forward",
    chapter="07_bidirectional",
    reference=birnn_forward,
    task="Write birnn_forward: run the forward network over x and the backward network over x "
    "reversed, reverse what the second one says, and put the first above it. The caches are made "
    "for you.",
    returns=("a", "caches"),
    draws={"no padding": one_sentence, "ordinary": network},
    parts=(
        array("a where nothing is padded", 3, at=0, shape="(2 n_a, m, T_x)", case="no padding"),
        array("a with padding", 3, at=0, shape="(2 n_a, m, T_x)"),
        holds("caches", 1, both_caches, at=1, case="no padding"),
    ),
    uses=("reverse_by_length",),
    misconceptions=(
        Misconception(
            "not_reversed_back",
            "the outputs of the backward network were not reversed back. Its first output speaks "
            "of the last word, and you put it beside the first. Reverse them by length once more "
            "before you join.",
            replace=BACK,
            by="to_left = to_left_reversed",
        ),
        Misconception(
            "reversed_by_T",
            "all T_x steps were reversed, in and out, so the backward network read the padding "
            "first. Without padding you are right. Use reverse_by_length, both times.",
            replace=MIDDLE,
            by=MIDDLE.replace(TURN, "x_reversed = x[:, :, ::-1]").replace(
                BACK, "to_left = to_left_reversed[:, :, ::-1]"
            ),
        ),
        Misconception(
            "reversed_back_by_T",
            "the input was reversed by length, the outputs by T_x. Then the outputs of a short "
            "example end up behind its words. Reverse them by length as well.",
            replace=BACK,
            by="to_left = to_left_reversed[:, :, ::-1]",
        ),
        Misconception(
            "input_not_reversed",
            "the backward network read x from left to right, and only its outputs were reversed. "
            "Give it x reversed.",
            replace=TURN,
            by="x_reversed = x",
        ),
        Misconception(
            "two_forward_networks",
            "both networks read from left to right: nothing was reversed. Then neither has seen "
            "what follows a word.",
            replace=MIDDLE,
            by=MIDDLE.replace(TURN, "x_reversed = x").replace(BACK, "to_left = to_left_reversed"),
        ),
        Misconception(
            "one_set_of_weights",
            "both directions used the weights of the forward network. The backward network is a "
            'network of its own: parameters["backward"].',
            replace=LEFT,
            by='x_reversed, a0["backward"], parameters["forward"], lengths)',
        ),
        Misconception(
            "one_initial_state",
            "both networks started from the forward state. The backward one starts to the right "
            'of the last word, with a0["backward"].',
            replace=LEFT,
            by='x_reversed, a0["forward"], parameters["backward"], lengths)',
        ),
        Misconception(
            "started_where_the_other_ended",
            "the backward network started from the last state of the forward one. The two do not "
            'know of each other: it starts from a0["backward"].',
            replace=LEFT,
            by='x_reversed, to_right[:, :, -1], parameters["backward"], lengths)',
        ),
        Misconception(
            "backward_on_top",
            "the halves changed places. The forward states stand above, the backward ones below.",
            replace=JOIN,
            by="a = np.concatenate([to_left, to_right], axis=0)",
        ),
        Misconception(
            "added_up",
            "the two states were added. Joined means one above the other, so that the output "
            "layer has weights of its own for each: np.concatenate.",
            replace=JOIN,
            by="a = to_right + to_left",
        ),
        Misconception(
            "joined_in_time",
            "the two were joined along the time axis, so there are twice as many steps. They "
            "speak of the same steps: join the rows, axis 0.",
            replace=JOIN,
            by="a = np.concatenate([to_right, to_left], axis=2)",
        ),
        Misconception(
            "joined_as_examples",
            "the two were joined along the axis of the examples. They speak of the same examples: "
            "join the rows, axis 0.",
            replace=JOIN,
            by="a = np.concatenate([to_right, to_left], axis=1)",
        ),
        Misconception(
            "caches_exchanged",
            "the states are right, and the caches changed places: the forward network's stand "
            "under backward. The way back would go through the wrong network. caches_right belongs "
            "to the run over x, caches_left to the run over x reversed.",
            replace='"forward": caches_right, "backward": caches_left',
            by='"forward": caches_left, "backward": caches_right',
        ),
    ),
    likely=(
        (
            "not_reversed_back",
            """
            r, cr = run(x, a0["forward"], parameters["forward"], lengths)
            l, cl = run(reverse_by_length(x, lengths), a0["backward"], parameters["backward"], lengths)
            return np.concatenate([r, l]), {"forward": cr, "backward": cl, "lengths": lengths}""",
        ),
        (
            "reversed_by_T",
            """
            r, cr = run(x, a0["forward"], parameters["forward"], lengths)
            l, cl = run(x[:, :, ::-1], a0["backward"], parameters["backward"], lengths)
            l = l[:, :, ::-1]
            return np.concatenate([r, l]), {"forward": cr, "backward": cl, "lengths": lengths}""",
        ),
        (
            "two_forward_networks",
            """
            r, cr = run(x, a0["forward"], parameters["forward"], lengths)
            l, cl = run(x, a0["backward"], parameters["backward"], lengths)
            return np.concatenate([r, l]), {"forward": cr, "backward": cl, "lengths": lengths}""",
        ),
        (
            "added_up",
            """
            r, cr = run(x, a0["forward"], parameters["forward"], lengths)
            l, cl = run(reverse_by_length(x, lengths), a0["backward"], parameters["backward"], lengths)
            l = reverse_by_length(l, lengths)
            return r + l, {"forward": cr, "backward": cl, "lengths": lengths}""",
        ),
        (
            "one_set_of_weights",
            """
            p = parameters["forward"]
            r, cr = run(x, a0["forward"], p, lengths)
            l, cl = run(reverse_by_length(x, lengths), a0["backward"], p, lengths)
            l = reverse_by_length(l, lengths)
            return np.vstack([r, l]), {"forward": cr, "backward": cl, "lengths": lengths}""",
        ),
        (
            "caches_exchanged",
            """
            r, cl = run(x, a0["forward"], parameters["forward"], lengths)
            l, cr = run(reverse_by_length(x, lengths), a0["backward"], parameters["backward"], lengths)
            l = reverse_by_length(l, lengths)
            return np.vstack([r, l]), {"forward": cr, "backward": cl, "lengths": lengths}""",
        ),
    ),
    styles=(forward_one_by_one, forward_in_a_loop),
)
