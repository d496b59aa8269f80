"""The exercises of chapter 7, networks that read in both directions."""

from __future__ import annotations

import numpy as np

import rnn_ref
from autograder.exercises import draw
from autograder.exercises.quiz import quiz
from autograder.exercises.specification import Exercise, Inputs, Misconception, array
from rnn_ref import freeze_past_end, gru_backward, gru_cell_forward, reverse_by_length

CHAPTER = "07_bidirectional"


def weights(rng, n: dict[str, int]) -> dict:
    """A GRU's parameters, none of them small."""
    wide, found = n["n_a"] + n["n_x"], {}
    for gate in "ruc":
        found["W" + gate] = draw.numbers(rng, n["n_a"], wide, low=0.2, high=0.8)
        found["b" + gate] = draw.numbers(rng, n["n_a"], 1, low=0.2, high=0.8)
    return found


def lengths_of(rng, T_x: int) -> np.ndarray:
    """Three different lengths; one example fills the batch, and it is not the first."""
    short = rng.permutation([3, 4])
    return np.array([short[0], *rng.permutation([short[1], T_x])])


def network(rng, padded: bool = True) -> Inputs:
    """x, and states and weights of both directions."""
    n = {"n_x": int(rng.integers(4, 6)), "n_a": 2, "m": 3, "T_x": 6}
    T_x = n["T_x"]
    lengths = lengths_of(rng, T_x) if padded else np.full(3, T_x)
    both = ("forward", "backward")
    values = {
        "x": draw.numbers(rng, n["n_x"], 3, T_x),
        "a0": {way: draw.numbers(rng, n["n_a"], 3) for way in both},
        "parameters": {way: weights(rng, n) for way in both},
        "lengths": lengths,
    }
    return Inputs(values, n)


# ------------------------------------------------------ 7.1 reverse_by_length


def draw_reversal(rng) -> Inputs:
    n = {"n": 2, "m": 3, "T_x": int(rng.integers(5, 7))}
    x = draw.numbers(rng, 2, 3, n["T_x"])
    return Inputs({"x": x, "lengths": lengths_of(rng, n["T_x"])}, n)


def draw_full_reversal(rng) -> Inputs:
    x = draw.numbers(rng, 4, 2, 5)
    return Inputs({"x": x, "lengths": np.array([5, 5])}, {"n": 4, "m": 2, "T_x": 5})


SOURCE = "source = xp.where(t < ends, ends - 1 - t, t)"
TAKEN = "return xp.take_along_axis(x, index, axis=2)"

REVERSE_BY_LENGTH = Exercise(
    name="reverse_by_length",
    chapter=CHAPTER,
    reference=rnn_ref.reverse_by_length,
    task="Write reverse_by_length: in each example reverse the first lengths[i] steps and leave "
    "the steps behind them where they are.",
    returns=("reversed_x",),
    draws={"ordinary": draw_reversal, "no padding": draw_full_reversal},
    parts=(
        array("reversed_x", 3, shape="(n, m, T_x)"),
        array("reversed_x where nothing is padded", 1, shape="(n, m, T_x)", case="no padding"),
    ),
    misconceptions=(
        Misconception(
            "reversed_by_T",
            "all T_x steps were reversed, so a short example now begins with its padding. The "
            "network would read padding before the first word. Reverse only the first lengths[i] "
            "steps of example i.",
            replace=SOURCE,
            by="source = T_x - 1 - t + 0 * ends",
        ),
        Misconception(
            "padding_set_to_zero",
            "the real steps are right, but what stood behind them is 0 now. Start from a copy of "
            "x, so that the padding stays as it was. Then two reversals give x again.",
            replace=TAKEN,
            by="return xp.take_along_axis(x, index, axis=2) * (t < ends)",
        ),
        Misconception(
            "one_length_for_all",
            "every example was reversed by the length of the first one. Each has a length of its "
            "own: lengths[i].",
            replace=SOURCE,
            by="ends = 0 * ends + ends[0]\n    source = xp.where(t < ends, ends - 1 - t, t)",
        ),
        Misconception(
            "overwritten_while_reading",
            "the second half of each example stands there twice, as a mirror image. You wrote into "
            "the array that you were still reading, so the first half was gone when its turn came. "
            "Write into a copy and read from x.",
            replace=SOURCE,
            by="source = xp.where(t < ends, xp.maximum(t, ends - 1 - t), t)",
        ),
        Misconception(
            "padding_reversed_too",
            "the padding was reversed as well, within itself. Only the first lengths[i] steps "
            "turn round; what stands behind them stays.",
            replace=SOURCE,
            by="source = xp.where(t < ends, ends - 1 - t, T_x - 1 - (t - ends))",
        ),
        Misconception(
            "nothing_reversed",
            "x came back as it was. An example of length 3 with the steps 1, 2, 3 becomes 3, 2, 1.",
            replace=TAKEN,
            by="return 1 * x",
        ),
        Misconception(
            "examples_reversed",
            "the examples changed places, not the steps. Time is the last axis: x[:, i, :n].",
            replace=TAKEN,
            by="return xp.flip(x, axis=1)",
        ),
        Misconception(
            "rows_reversed",
            "the rows of x were reversed: the features, not the steps. Time is the last axis.",
            replace=TAKEN,
            by="return xp.flip(x, axis=0)",
        ),
        Misconception(
            "last_real_step_left",
            "the last real step stayed where it was. In Python x[:, i, :n] ends before n, so n is "
            "lengths[i] itself, not lengths[i] - 1.",
            replace=SOURCE,
            by="source = xp.where(t < ends - 1, ends - 2 - t, t)",
        ),
    ),
)


# ---------------------------------------------------------- 7.2 birnn_forward


def read(x, a0, parameters, lengths):
    """One direction, step by step; the state of an example that has ended stays."""
    a, states, steps = a0, [], []
    for t in range(x.shape[2]):
        a_next, cache = gru_cell_forward(x[:, :, t], a, parameters)
        a = freeze_past_end(a_next, a, t, lengths)
        states.append(a)
        steps.append(cache)
    return np.stack(states, axis=2), (steps, lengths)


def birnn_forward(x, a0, parameters, lengths):
    """The chapter's form of rnn_ref.birnn_forward: the cell is the GRU."""
    to_right, caches_right = read(x, a0["forward"], parameters["forward"], lengths)
    x_reversed = reverse_by_length(x, lengths)
    to_left_reversed, caches_left = read(
        x_reversed, a0["backward"], parameters["backward"], lengths)
    to_left = reverse_by_length(to_left_reversed, lengths)
    a = np.concatenate([to_right, to_left], axis=0)
    caches = {"forward": caches_right, "backward": caches_left, "lengths": lengths}
    return a, caches


TURN = "x_reversed = reverse_by_length(x, lengths)"
BACK = "to_left = reverse_by_length(to_left_reversed, lengths)"
LEFT = 'x_reversed, a0["backward"], parameters["backward"], lengths)'
JOIN = "a = np.concatenate([to_right, to_left], axis=0)"
MIDDLE = TURN + "\n    to_left_reversed, caches_left = read(\n        " + LEFT + "\n    " + BACK

BIRNN_FORWARD = Exercise(
    name="birnn_forward",
    chapter=CHAPTER,
    reference=birnn_forward,
    task="Write birnn_forward: run the forward network over x and the backward network over x "
    "reversed, reverse what the second one says, and put the first above it. The caches are made "
    "for you.",
    returns=("a", "caches"),
    draws={"no padding": lambda rng: network(rng, padded=False), "ordinary": network},
    parts=(
        array("a where nothing is padded", 3, at=0, shape="(2 n_a, m, T_x)", case="no padding"),
        array("a with padding", 4, at=0, shape="(2 n_a, m, T_x)"),
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
                BACK, "to_left = to_left_reversed[:, :, ::-1]"),
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
            "the two states were added. Joined means one above the other, so that the read-out "
            "has weights of its own for each: np.concatenate.",
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
    ),
)


# --------------------------------------------------------- 7.3 causality_test


def causality_test(x, a0, parameters, lengths, step):
    """How far each half of a moves at each step, if x moves by 1 at one step."""
    changed = x.copy()
    changed[:, :, step] += 1
    before, _ = birnn_forward(x, a0, parameters, lengths)
    after, _ = birnn_forward(changed, a0, parameters, lengths)
    moved = np.abs(after - before)
    n_a = moved.shape[0] // 2
    return np.stack([moved[:n_a].max(axis=(0, 1)), moved[n_a:].max(axis=(0, 1))])


def draw_causality(rng) -> Inputs:
    """In both halves something rises and something falls farther, so that a lost sign shows."""
    while True:
        drawn = network(rng)
        values = {**drawn.values, "step": int(rng.integers(2, 4))}
        x = values["x"].copy()
        x[:, :, values["step"]] += 1
        rest = values["a0"], values["parameters"], values["lengths"]
        change = birnn_forward(x, *rest)[0] - birnn_forward(values["x"], *rest)[0]
        if all(-half.min() > half.max() + 0.05 > 0.06 for half in np.split(change, 2)):
            return Inputs(values, drawn.sizes)


HALVES = "return np.stack([moved[:n_a].max(axis=(0, 1)), moved[n_a:].max(axis=(0, 1))])"

CAUSALITY_TEST = Exercise(
    name="causality_test",
    chapter=CHAPTER,
    reference=causality_test,
    task="Add 1 to a copy of x at `step`, run birnn_forward on both, and return the largest "
    "distance at each step: first row for the forward half of a, second row for the backward half.",
    returns=("moved",),
    draws={"ordinary": draw_causality},
    parts=(array("moved", 3, shape="(2, T_x)"),),
    uses=("reverse_by_length", "birnn_forward"),
    misconceptions=(
        Misconception(
            "both_changed",
            "nothing moved at all, because both runs saw the changed x. x and changed were one "
            "array: changed = x gives it a second name. Take x.copy().",
            replace="before, _ = birnn_forward(x, ",
            by="before, _ = birnn_forward(changed, ",
        ),
        Misconception(
            "changed_from_there_on",
            "all steps from `step` on were changed. Then you cannot tell which of them moved an "
            "output. Change one: changed[:, :, step].",
            replace="changed[:, :, step] += 1",
            by="changed[:, :, step:] += 1",
        ),
        Misconception(
            "counted_from_one",
            "the step before was changed. `step` counts from 0, as Python does.",
            replace="changed[:, :, step] += 1",
            by="changed[:, :, step - 1] += 1",
        ),
        Misconception(
            "one_feature_changed",
            "only the first row of x was changed. Add 1 to all of x at this step: "
            "changed[:, :, step].",
            replace="changed[:, :, step] += 1",
            by="changed[0, :, step] += 1",
        ),
        Misconception(
            "set_to_one",
            "x was set to 1 at this step. Add 1 to what is there: +=.",
            replace="changed[:, :, step] += 1",
            by="changed[:, :, step] = 1",
        ),
        Misconception(
            "sign_kept",
            "the largest difference was taken with its sign, so a state that went down seems not "
            "to have moved. Take np.abs first.",
            replace="moved = np.abs(after - before)",
            by="moved = after - before",
        ),
        Misconception(
            "mean_taken",
            "the mean was taken, not the largest. A mean hides one unit that moved among many "
            "that did not: max.",
            replace=HALVES,
            by=HALVES.replace(".max(", ".mean("),
        ),
        Misconception(
            "halves_swapped",
            "the rows changed places. The first n_a rows of a are the forward network's: they "
            "belong in row 0.",
            replace=HALVES,
            by="return np.stack([moved[n_a:].max(axis=(0, 1)), moved[:n_a].max(axis=(0, 1))])",
        ),
        Misconception(
            "halves_not_told_apart",
            "there is one number per step. It hides the point: forward and backward half move at "
            "different steps. Give each half a row of its own.",
            replace=HALVES,
            by="return moved.max(axis=(0, 1))",
        ),
    ),
)


# --------------------------------------------------------- 7.4 birnn_read_out


def draw_states(rng) -> Inputs:
    n = draw.sizes(rng, "n_a", "m", "T_x", least=2, most=5)
    return Inputs({"a": draw.numbers(rng, 2 * n["n_a"], n["m"], n["T_x"])}, n)


FIRST = "first_backward = a[n_a:, :, 0]"
LAST = "last_forward = a[:n_a, :, -1]"
ENDS = LAST + "  # (n_a, m)\n    " + FIRST
BOTH = "return xp.concat([last_forward, first_backward], axis=0)"

BIRNN_READ_OUT = Exercise(
    name="birnn_read_out",
    chapter=CHAPTER,
    reference=rnn_ref.birnn_read_out,
    task="Join the two states that have each read the whole sequence: the last of the forward "
    "half, the first of the backward half.",
    returns=("a_read",),
    draws={"ordinary": draw_states},
    parts=(array("a_read", 2, shape="(2 n_a, m)"),),
    misconceptions=(
        Misconception(
            "last_column_for_both",
            "both halves were taken from the last column. There the backward network has read "
            "one word only, the last. It has read them all at the first word: a[n_a:, :, 0].",
            replace=FIRST,
            by="first_backward = a[n_a:, :, -1]",
        ),
        Misconception(
            "first_column_for_both",
            "both halves were taken from the first column. There the forward network has read "
            "one word only. It has read them all at the last: a[:n_a, :, -1].",
            replace=LAST,
            by="last_forward = a[:n_a, :, 0]",
        ),
        Misconception(
            "the_wrong_ends",
            "each half was taken where its network has just begun: forward at the first word, "
            "backward at the last. Take each where it has finished.",
            replace=ENDS,
            by="last_forward = a[:n_a, :, 0]\n    first_backward = a[n_a:, :, -1]",
        ),
        Misconception(
            "halves_swapped",
            "the backward half stands above. The order is that of a: forward above, backward below.",
            replace=BOTH,
            by="return xp.concat([first_backward, last_forward], axis=0)",
        ),
        Misconception(
            "added_up",
            "the two states were added. Put one above the other: (2 n_a, m).",
            replace=BOTH,
            by="return last_forward + first_backward",
        ),
        Misconception(
            "mean_over_time",
            "the mean over all steps was taken. That is a read-out too, but another one. Here two "
            "columns are wanted, each from the end of its network's reading.",
            replace=BOTH,
            by="return xp.mean(a, axis=2)",
        ),
        Misconception(
            "side_by_side",
            "the two states stand side by side, as if they were more examples. Put one above the "
            "other, axis 0: (2 n_a, m).",
            replace=BOTH,
            by="return xp.concat([last_forward, first_backward], axis=1)",
        ),
    ),
)


# --------------------------------------------------------- 7.5 birnn_backward


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


def draw_way_back(rng) -> Inputs:
    n = {"n_x": 3, "n_a": 2, "m": 2, "T_x": 5}  # a small pack
    lengths = rng.permutation([3, 5])
    both = ("forward", "backward")
    x = draw.numbers(rng, 3, 2, 5)
    a0 = {way: draw.numbers(rng, 2, 2) for way in both}
    _, caches = birnn_forward(x, a0, {way: weights(rng, n) for way in both}, lengths)
    return Inputs({"da": draw.numbers(rng, 4, 2, 5), "caches": caches}, n)


DA = "da_reversed = reverse_by_length(da[n_a:], lengths)"
DX = "dx = dx_forward + reverse_by_length(dx_reversed, lengths)"
BODY = (
    'forward = read_back(da[:n_a], caches["forward"])\n    ' + DA +
    '\n    backward = read_back(da_reversed, caches["backward"])\n'
    '    dx_forward, dx_reversed = forward.pop("dx"), backward.pop("dx")\n    ' + DX
)

BIRNN_BACKWARD = Exercise(
    name="birnn_backward",
    chapter=CHAPTER,
    reference=birnn_backward,
    task="Write birnn_backward: cut da into its halves, send the lower one reversed into the "
    "backward network, and add the two dx, the second one reversed back.",
    returns=("gradients",),
    draws={"ordinary": draw_way_back},
    parts=(
        array("dx", 3, at="dx", shape="(n_x, m, T_x)"),
        array("gradients['forward']['dWc']", 1, at=("forward", "dWc"), shape="(n_a, n_a + n_x)"),
        array("gradients['forward']['da0']", 1, at=("forward", "da0"), shape="(n_a, m)"),
        array("gradients['backward']['dWc']", 2, at=("backward", "dWc"), shape="(n_a, n_a + n_x)"),
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
                DX, "dx = dx_forward + dx_reversed"),
        ),
        Misconception(
            "reversed_by_T",
            "da and dx were reversed by T_x, not by length. The way forward turned each example "
            "round within its own length; the way back must do the same.",
            replace=BODY,
            by=BODY.replace(DA, "da_reversed = da[n_a:, :, ::-1]").replace(
                DX, "dx = dx_forward + dx_reversed[:, :, ::-1]"),
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
                DA, "da_reversed = reverse_by_length(da[:n_a], lengths)"),
        ),
        Misconception(
            "upper_half_for_both",
            "both networks got the upper half of da. The lower n_a rows, da[n_a:], belong to the "
            "backward one.",
            replace=DA,
            by="da_reversed = reverse_by_length(da[:n_a], lengths)",
        ),
    ),
)


# -------------------------------------------------------------- 7.6 the quiz


BIDIRECTIONAL_QUIZ = quiz(
    "bidirectional_quiz",
    CHAPTER,
    answers="dbcad",
    wrong=[
        {
            "a": "you would have the forward half alone. The lower half of a⟨3⟩ comes from the "
            "other side.",
            "b": "you would have the backward half alone. The upper half of a⟨3⟩ comes from the "
            "left.",
            "c": "you would have a window of three words. A state carries what was read before "
            "it, however far.",
        },
        {
            "a": "you would reverse all six steps. Then the network reads padding before words.",
            "c": "you would let it read from the left. That is the forward network.",
            "d": "you would start in the middle. It reads every word, the last one first.",
        },
        {
            "a": "you would take ←a⟨7⟩, which has read one word: the backward network begins "
            "there.",
            "b": "you would take →a⟨1⟩, which has read one word: the forward network begins there.",
            "d": "you would take both where they begin. Ask where each of them has read all "
            "seven.",
        },
        {
            "b": "you would count work. Twice the work can be paid with a faster machine; no "
            "machine hears tomorrow's words.",
            "c": "you would count memory. A few seconds of speech are small.",
            "d": "you would need labels only in training. The trouble is with the input.",
        },
        {
            "a": "you would forget the network that reads from the right. It has read x⟨2⟩ as well.",
            "b": "you would forget the network that reads from the left. It has read x⟨2⟩ as well.",
            "c": "you would halve it. Where one thing goes two ways, the gradients add up.",
        },
    ],
)


EXERCISES = (
    REVERSE_BY_LENGTH,
    BIRNN_FORWARD,
    CAUSALITY_TEST,
    BIRNN_READ_OUT,
    BIRNN_BACKWARD,
    BIDIRECTIONAL_QUIZ,
)
