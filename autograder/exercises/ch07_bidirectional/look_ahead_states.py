"""States that have seen d steps ahead."""

import numpy as np

from autograder.exercises import draw
from autograder.exercises.specification import Exercise, Inputs, Misconception, array
from rnn_course.given import chapter_05
from rnn_ref import gru_cell_forward, reverse_by_length

from .reverse_by_length import reversed_by_index
from .shared import ORDER, lengths_of, read, run, sizes_of


def look_ahead_states(x, a0, parameters, lengths, d):
    """Backward states that read d steps ahead and no more: (n_a, m, T_x), 0 in the padding.

    At step t the backward network begins with a0 at step t + d, or at the last real step if that
    comes first, and reads back to t. Source: the look-ahead of Zhang et al. 2016, "Highway long
    short-term memory RNNs for distant speech recognition" (latency-controlled BLSTM), moved on
    by one step at a time.
    """
    states = np.zeros((a0.shape[0], *x.shape[1:]))
    for i, n in enumerate(lengths):
        for t in range(n):
            first = min(t + d, n - 1)
            a = a0[:, i : i + 1]
            for k in range(first, t - 1, -1):
                a, _ = gru_cell_forward(x[:, i : i + 1, k], a, parameters)
            states[:, i, t] = a[:, 0]
    return states


def look_ahead_through_windows(x, a0, parameters, lengths, d):
    """The same, with reverse_by_length: the window behind each step, for all examples at once."""
    states = []
    for t in range(x.shape[2]):
        window = x[:, :, t : t + d + 1]
        real = np.clip(lengths - t, 1, d + 1)
        a, _ = read(reverse_by_length(window, real), a0, parameters, real)
        states.append(a[:, :, -1])
    return np.stack(states, axis=2) * (np.arange(x.shape[2]) < lengths[:, np.newaxis])


def draw_look_ahead(rng, d: int, padded: bool = True) -> Inputs:
    n = sizes_of(rng)
    if not padded:
        n["m"] = 1
    if d > n["T_x"]:  # no size as in the other cases
        n = {"n_x": 1, "n_a": 4, "m": 2, "T_x": 5}
    T_x, m = n["T_x"], n["m"]
    values = {
        "x": draw.numbers(rng, n["n_x"], m, T_x),
        "a0": draw.numbers(rng, n["n_a"], m),
        "parameters": draw.gates(rng, n, "ruc"),
        "lengths": lengths_of(rng, T_x, m) if padded else np.full(m, T_x),
        "d": d,
    }
    return Inputs(values, n)


# Right answers in other styles: each earns all points.


def ahead_one_by_one(x, a0, parameters, lengths, d):
    states = np.zeros((len(a0), *x.shape[1:]))
    for i, n in enumerate(lengths):
        for t in range(n):
            window = x[:, i : i + 1, t : min(t + d + 1, n)]
            states[:, i, t] = chapter_05.gru_forward(
                window[:, :, ::-1], a0[:, i : i + 1], parameters
            )[0][:, 0, -1]
    return states


def ahead_with_run(x, a0, parameters, lengths, d):
    columns = []
    for t in range(x.shape[2]):
        inside = np.maximum(np.minimum(lengths, t + d + 1) - t, 1)
        turned = reversed_by_index(x[:, :, t:], inside)
        columns.append(run(turned, a0, parameters, inside)[0][:, :, -1] * (lengths > t))
    return np.stack(columns, axis=2)


# Pieces of the reference, which misconceptions replace.
FARTHEST = "first = min(t + d, n - 1)"
ANEW = "a = a0[:, i : i + 1]"
READ = "range(first, t - 1, -1)"

EXERCISE = Exercise(
    name="look_ahead_states",
    chapter="07_bidirectional",
    reference=look_ahead_states,
    task="Write look_ahead_states: for each step t the state of a network that begins with a0 at "
    "step t + d, or at the last real step if that comes first, and reads back to t.",
    returns=("states",),
    draws={
        "no padding": lambda rng: draw_look_ahead(rng, int(rng.integers(2, 4)), padded=False),
        "ordinary": lambda rng: draw_look_ahead(rng, int(rng.integers(1, 3))),
        "d = 0": lambda rng: draw_look_ahead(rng, 0, padded=False),
        "d is large": lambda rng: draw_look_ahead(rng, int(rng.integers(7, 12))),
    },
    parts=(
        array("states where nothing is padded", 2, shape="(n_a, m, T_x)", case="no padding"),
        array("states with padding", 3, shape="(n_a, m, T_x)"),
        array("states with d = 0", 1, shape="(n_a, m, T_x)", case="d = 0"),
        array(
            "states with d beyond T_x",
            1,
            shape="(n_a, m, T_x)",
            case="d is large",
            beside="states with padding",
        ),
    ),
    uses=("reverse_by_length",),
    through_uses=look_ahead_through_windows,
    misconceptions=(
        Misconception(
            "one_step_too_few",
            "the network began at step t + d - 1, one too early. It may read d words behind t and "
            "t itself, d + 1 steps in all: x[:, :, t : t + d + 1].",
            replace=FARTHEST,
            by="first = max(t, min(t + d, n) - 1)",
        ),
        Misconception(
            "padding_read",
            "in short examples the network began in the padding. Without padding you are right. "
            "It begins at t + d or at the last real step, whichever comes first: that is what "
            "the lengths are for.",
            replace=FARTHEST,
            by="first = min(t + d, x.shape[2] - 1)",
        ),
        Misconception(
            "d_ignored",
            "these are the full backward states: every step has heard all that follows. Cut "
            "behind step t + d before you read.",
            replace=FARTHEST,
            by="first = n - 1",
        ),
        Misconception(
            "in_blocks",
            "the sentence was cut into blocks of d + 1 words, and each was read from its end. "
            "Then the last word of a block looks no word ahead. Every step has a window of its "
            "own: from t to t + d.",
            replace=FARTHEST,
            by="first = min(t - t % (d + 1) + d, n - 1)",
        ),
        Misconception(
            "read_from_the_left",
            "the window was read from t to t + d, from left to right. It is the backward network: "
            "turn the window round, so that word t is read last.",
            replace=READ,
            by="range(t, first + 1)",
        ),
        Misconception(
            "looked_behind",
            "the window lies on the wrong side: it holds the d words before t. They are the "
            "forward network's affair. Begin at t + d.",
            replace=READ,
            by="range(max(t - d, 0), t + 1)",
        ),
        Misconception(
            "read_on_to_the_first_word",
            "the network read on past t to the first word. So it cut off what follows, and then "
            "read what comes before. It stops at t: cut the window on both sides.",
            replace=READ,
            by="range(first, -1, -1)",
        ),
        Misconception(
            "state_too_early",
            "this is the state behind the first word that was read, at t + d. The state of step t "
            "is there when word t has been read, and that is the last one of the window.",
            replace=READ,
            by="range(first, first - 1, -1)",
        ),
        Misconception(
            "word_itself_left_out",
            "word t itself was not read, only what follows it. The state at t has read t too: "
            "the window begins at t.",
            replace=READ,
            by="range(first, t, -1)",
        ),
        Misconception(
            "not_begun_anew",
            "each window began with the state of the step before. The words that it has read "
            "stand to the left. Begin each window with a0.",
            replace=ANEW,
            by="a = a0[:, i : i + 1] if t == 0 else states[:, i : i + 1, t - 1]",
        ),
        Misconception(
            "a0_forgotten",
            "the network began with zeros. It begins with a0, as in birnn_forward.",
            replace=ANEW,
            by="a = 0 * a0[:, i : i + 1]",
        ),
    ),
    likely=(
        (
            "padding_read",
            """
            out = []
            for t in range(x.shape[2]):
                w = x[:, :, t : t + d + 1][:, :, ::-1]
                out.append(gru_forward(w, a0, parameters)[0][:, :, -1])
            return np.stack(out, axis=2) * (np.arange(x.shape[2]) < lengths[:, None])""",
        ),
        (
            "read_from_the_left",
            """
            out = []
            for t in range(x.shape[2]):
                w = x[:, :, t : t + d + 1]
                n = np.clip(lengths - t, 1, w.shape[2])
                out.append(run(w, a0, parameters, n)[0][:, :, -1])
            return np.stack(out, axis=2) * (np.arange(x.shape[2]) < lengths[:, None])""",
        ),
        (
            "state_too_early",
            """
            out = []
            for t in range(x.shape[2]):
                w = x[:, :, t : t + d + 1]
                n = np.clip(lengths - t, 1, w.shape[2])
                out.append(run(reverse_by_length(w, n), a0, parameters, n)[0][:, :, 0])
            return np.stack(out, axis=2) * (np.arange(x.shape[2]) < lengths[:, None])""",
        ),
        (
            "d_ignored",
            """
            turned = reverse_by_length(x, lengths)
            a = reverse_by_length(run(turned, a0, parameters, lengths)[0], lengths)
            return a * (np.arange(x.shape[2]) < lengths[:, None])""",
        ),
        (
            "read_on_to_the_first_word",
            """
            out = []
            for t in range(x.shape[2]):
                w = x[:, :, : t + d + 1]
                n = np.minimum(lengths, t + d + 1)
                out.append(run(reverse_by_length(w, n), a0, parameters, n)[0][:, :, -1])
            return np.stack(out, axis=2) * (np.arange(x.shape[2]) < lengths[:, None])""",
        ),
        (
            "not_begun_anew",
            """
            out, a = [], a0
            for t in range(x.shape[2]):
                w = x[:, :, t : t + d + 1]
                n = np.clip(lengths - t, 1, w.shape[2])
                a = run(reverse_by_length(w, n), a, parameters, n)[0][:, :, -1]
                out.append(a)
            return np.stack(out, axis=2) * (np.arange(x.shape[2]) < lengths[:, None])""",
        ),
        (
            "",
            """
            out = []
            for t in range(x.shape[2]):
                w = x[:, :, t : t + d + 1]
                n = np.minimum(lengths - t, d + 1)
                out.append(run(reverse_by_length(w, n), a0, parameters, n)[0][:, :, -1])
            return np.stack(out, axis=2) * (np.arange(x.shape[2]) < lengths[:, None])""",
        ),
        (
            "",
            """
            out = []
            for t in range(x.shape[2]):
                w = x[:, :, t : t + d]
                n = np.clip(lengths - t, 1, w.shape[2])
                out.append(run(reverse_by_length(w, n), a0, parameters, n)[0][:, :, -1])
            return np.stack(out, axis=2) * (np.arange(x.shape[2]) < lengths[:, None])""",
        ),
    ),
    styles=(ahead_one_by_one, ahead_with_run),
    equal=(
        ("for i, n in enumerate(lengths)", ORDER),
        ("for t in range(n)", ORDER),
        ("first =", "The smaller of two is the same in any order."),
        ("states[:, i, t] = a[:, 0]", "a has one column, and behind the loop k is t."),
        ("window =", "What lies behind its real steps is never reached."),
        (
            "real =",
            "No more steps are read than the window has, and the last line clears what is clipped at 1.",
        ),
    ),
)
