"""The exercises of chapter 7, networks that read in both directions."""

from __future__ import annotations

import math
from collections import Counter

import numpy as np

import rnn_ref
from autograder.exercises import draw
from autograder.exercises.mutation import mutated
from autograder.exercises.quiz import quiz
from autograder.exercises.specification import (
    Exercise,
    Inputs,
    Misconception,
    SpecificationError,
    array,
    exact,
    number,
)
from autograder.references.ch05_gru import gru_backward
from rnn_ref import freeze_past_end, gru_cell_forward, reverse_by_length

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


def network(rng) -> Inputs:
    """x, and states and weights of both directions."""
    n = {"n_x": int(rng.integers(4, 6)), "n_a": 2, "m": 3, "T_x": 6}
    both = ("forward", "backward")
    values = {
        "x": draw.numbers(rng, n["n_x"], 3, 6),
        "a0": {way: draw.numbers(rng, 2, 3) for way in both},
        "parameters": {way: weights(rng, n) for way in both},
        "lengths": lengths_of(rng, 6),
    }
    return Inputs(values, n)


def one_sentence(rng) -> Inputs:
    """The same for a single sentence, so that there is no padding."""
    n = {"n_x": 3, "n_a": 2, "m": 1, "T_x": 4}
    both = ("forward", "backward")
    values = {
        "x": draw.numbers(rng, 3, 1, 4),
        "a0": {way: draw.numbers(rng, 2, 1) for way in both},
        "parameters": {way: weights(rng, n) for way in both},
        "lengths": np.array([4]),
    }
    return Inputs(values, n)


def told_apart(rng, exercise: Exercise, make, alike=()) -> Inputs:
    """Draw until every misconception gives an answer of its own, but for those in `alike`."""
    wrong = [mutated(exercise, m) for m in exercise.misconceptions if m.name not in alike]
    for _ in range(3000):
        inputs = make(rng)
        given = [rounded(f(*inputs.values.values())) for f in (exercise.reference, *wrong)]
        if all(given[i] != given[j] for i in range(len(given)) for j in range(i)):
            return inputs
    raise SpecificationError(f"{exercise.name}: no inputs tell its misconceptions apart.")


def rounded(value):
    """Numbers to nine decimals, so that equal ones are equal."""
    if isinstance(value, (tuple, list)):
        return [rounded(item) for item in value]
    return round(float(value), 9)


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
        x_reversed, a0["backward"], parameters["backward"], lengths
    )
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
    draws={"no padding": one_sentence, "ordinary": network},
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
    n = {"n_x": 1, "n_a": 2, "m": 3, "T_x": 5}  # a small pack
    lengths = lengths_of(rng, 5)
    both = ("forward", "backward")
    x = draw.numbers(rng, 1, 3, 5)
    a0 = {way: draw.numbers(rng, 2, 3) for way in both}
    _, caches = birnn_forward(x, a0, {way: weights(rng, n) for way in both}, lengths)
    return Inputs({"da": draw.numbers(rng, 4, 3, 5), "caches": caches}, n)


DA = "da_reversed = reverse_by_length(da[n_a:], lengths)"
DX = "dx = dx_forward + reverse_by_length(dx_reversed, lengths)"
BODY = (
    'forward = read_back(da[:n_a], caches["forward"])\n    '
    + DA
    + '\n    backward = read_back(da_reversed, caches["backward"])\n'
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
)


# ------------------------------------------------------ 7.6 read_out_backward


def draw_read_out_gradient(rng) -> Inputs:
    """Different sizes; 2 n_a is none of them either."""
    while True:
        n = draw.sizes(rng, "n_a", "m", "T_x", least=2, most=6)
        if 2 * n["n_a"] not in (n["m"], n["T_x"]):
            da_read = draw.numbers(rng, 2 * n["n_a"], n["m"])
            return Inputs({"da_read": da_read, "T_x": n["T_x"]}, n)


UPPER = "da[:n_a, :, -1] = da_read[:n_a, :]"
LOWER = "da[n_a:, :, 0] = da_read[n_a:, :]"
PLACED = UPPER + "\n    " + LOWER

READ_OUT_BACKWARD = Exercise(
    name="read_out_backward",
    chapter=CHAPTER,
    reference=rnn_ref.birnn_read_out_backward,
    task="Write read_out_backward(da_read, T_x): a da of zeros, (2 n_a, m, T_x), with the upper "
    "half of da_read in the last column and the lower half in the first.",
    returns=("da",),
    draws={"ordinary": draw_read_out_gradient},
    parts=(array("da", 4, shape="(2 n_a, m, T_x)"),),
    misconceptions=(
        Misconception(
            "last_column_for_both",
            "both halves went into the last column. The backward state that was read stands in "
            "the first: da[n_a:, :, 0]. A gradient goes where its value came from.",
            replace=LOWER,
            by="da[n_a:, :, -1] = da_read[n_a:, :]",
        ),
        Misconception(
            "first_column_for_both",
            "both halves went into the first column. The forward state that was read stands in "
            "the last: da[:n_a, :, -1]. A gradient goes where its value came from.",
            replace=UPPER,
            by="da[:n_a, :, 0] = da_read[:n_a, :]",
        ),
        Misconception(
            "the_wrong_ends",
            "each half went to the other end: forward into the first column, backward into the "
            "last. Look at your birnn_read_out and put each back where it was taken.",
            replace=PLACED,
            by="da[:n_a, :, 0] = da_read[:n_a, :]\n    da[n_a:, :, -1] = da_read[n_a:, :]",
        ),
        Misconception(
            "both_halves_at_both_ends",
            "all of da_read went into the first column and into the last. Only the upper half was "
            "read from the last column and only the lower half from the first; the other rows of "
            "these columns stay 0.",
            replace=PLACED,
            by="da[:, :, 0] = da_read\n    da[:, :, -1] = da_read",
        ),
        Misconception(
            "every_step",
            "each step got the gradient. The read-out looked at one column of each half. States "
            "that it did not look at get 0 from it; run_back brings them their share.",
            replace=PLACED,
            by="da = da + xp.expand_dims(da_read, axis=2)",
        ),
        Misconception(
            "shared_out",
            "the gradient was divided among all the steps. That is the way back from a mean over "
            "time. Here one column of each half was read, and it gets the whole.",
            replace=PLACED,
            by="da = da + xp.expand_dims(da_read, axis=2) / steps",
        ),
        Misconception(
            "halves_swapped",
            "the halves changed places: the forward network got the gradient of the backward one. "
            "The upper n_a rows stay the upper ones.",
            replace=PLACED,
            by="da[:n_a, :, -1] = da_read[n_a:, :]\n    da[n_a:, :, 0] = da_read[:n_a, :]",
        ),
        Misconception(
            "backward_half_forgotten",
            "the lower half got nothing, so the backward network would never learn. Its gradient "
            "goes into the first column: da[n_a:, :, 0].",
            replace=LOWER,
            by="pass",
        ),
        Misconception(
            "time_in_the_middle",
            "the axes are (2 n_a, T_x, m). Time is the last one in this course: (2 n_a, m, T_x).",
            replace="    return da\n",
            by="    return da.transpose(0, 2, 1)\n",
        ),
    ),
)


# ---------------------------------------------- 7.7 best_without_what_follows


SAID = ("he said :", "she wrote :", "we know :", "they told me :")
EITHER = ("Teddy", "Rose", "Olive", "Amber", "Pearl")


def in_lowest_terms(rng, make, *shares) -> Inputs:
    """Inputs whose shares are fractions that cannot be cut: so two draws hardly ever agree."""
    while True:
        inputs = make(rng)
        if all(math.gcd(*share(inputs.values)) == 1 for share in shares):
            return inputs


def share_of_most(values) -> tuple[int, int]:
    """What the best reader gets right, and of how many."""
    pairs = Counter(zip(values["beginnings"], values["labels"], strict=True))
    most: dict = {}
    for (beginning, _), count in pairs.items():
        most[beginning] = max(most.get(beginning, 0), count)
    return sum(most.values()), len(values["labels"])


def make_beginnings(rng) -> Inputs:
    """Three words behind three openings, each up to twelve times a name or a thing; one ties."""
    words = [str(word) for word in rng.permutation(EITHER)[:3]]
    rows = []
    for place, opening in enumerate(rng.permutation(SAID)[:3]):
        for word in words:
            beginning = (*str(opening).split(), word)
            counts = rng.integers(13, size=2)
            if place == 0 and word == words[0]:
                counts[1] = counts[0] = max(1, counts[0])
            for label, count in zip(("B-PER", "O"), counts, strict=True):
                rows += [(beginning, label)] * int(count)
    rows = [rows[i] for i in rng.permutation(len(rows))]
    beginnings, labels = (list(column) for column in zip(*rows, strict=True))
    return Inputs({"beginnings": beginnings, "labels": labels})


def draw_beginnings(rng) -> Inputs:
    def make(rng):
        return in_lowest_terms(rng, make_beginnings, share_of_most)

    return told_apart(rng, BEST_WITHOUT_WHAT_FOLLOWS, make)


def draw_even_beginnings(rng) -> Inputs:
    return in_lowest_terms(rng, make_even_beginnings, share_of_most)


def make_even_beginnings(rng) -> Inputs:
    """Beginnings that end in different words and come equally often, without a tie."""
    words = [str(word) for word in rng.permutation(EITHER)[: int(rng.integers(3, 5))]]
    times = 2 * int(rng.integers(3, 11)) + 1
    rows = []
    for opening, word in zip(rng.permutation(SAID), words, strict=False):
        more = int(rng.integers(times // 2 + 1, times))
        common, rare = rng.permutation(["B-PER", "O"])
        labels = [str(common)] * more + [str(rare)] * (times - more)
        rows += [((*str(opening).split(), word), label) for label in labels]
    rows = [rows[i] for i in rng.permutation(len(rows))]
    beginnings, labels = (list(column) for column in zip(*rows, strict=True))
    return Inputs({"beginnings": beginnings, "labels": labels})


PAIRS = "pairs = Counter(zip(beginnings, labels))"
MOST = "most[beginning] = max(most.get(beginning, 0), count)"
SUM = "right = sum(most.values())"
SHARE = "share = right / len(labels)"

BEST_WITHOUT_WHAT_FOLLOWS = Exercise(
    name="best_without_what_follows",
    chapter=CHAPTER,
    reference=rnn_ref.best_without_what_follows,
    task="Write best_without_what_follows(beginnings, labels): for each different beginning count "
    "its labels and take the largest count. Add these up and divide by the number of labels.",
    returns=("share",),
    draws={"even": draw_even_beginnings, "ordinary": draw_beginnings},
    parts=(
        number("the share where every beginning comes equally often", 1, case="even"),
        number("the share", 3),
    ),
    misconceptions=(
        Misconception(
            "one_answer_for_all",
            "one label, the most frequent of all, was said everywhere. The best reader has read "
            "the beginning and may say another label after another beginning: count the labels "
            "of each beginning apart.",
            replace=PAIRS,
            by="pairs = Counter(zip([()] * len(labels), labels))",
        ),
        Misconception(
            "last_word_alone",
            "beginnings that end in the same word were put together. The reader has read the "
            "whole beginning: let the whole tuple be the key.",
            replace=PAIRS,
            by="pairs = Counter(zip([b[-1:] for b in beginnings], labels))",
        ),
        Misconception(
            "last_word_left_out",
            "the last word of the beginning was left out, so that 'he said : Teddy' and 'he said "
            ": Rose' were one. The word in question has been read too.",
            replace=PAIRS,
            by="pairs = Counter(zip([b[:-1] for b in beginnings], labels))",
        ),
        Misconception(
            "mean_of_the_shares",
            "this is the mean of the shares of the beginnings. A beginning that comes five times "
            "counts five times: add up the right answers first, and divide once.",
            replace=SHARE,
            by="share = sum(most[b] / sum(pairs[c, k] for c, k in pairs if c == b) "
            "for b in most) / len(most)",
        ),
        Misconception(
            "not_divided",
            "this is how many answers are right, not their share. Divide by the number of labels.",
            replace=SHARE,
            by="share = right",
        ),
        Misconception(
            "divided_by_beginnings",
            "the right answers were divided by the number of different beginnings. They are "
            "answers, so divide by the number of answers: len(labels).",
            replace=SHARE,
            by="share = right / len(most)",
        ),
        Misconception(
            "only_where_it_is_certain",
            "only beginnings that always have the same label were counted as right. After the "
            "others the reader says the more frequent label, and is right that often.",
            replace=SUM,
            by="right = sum(most[b] for b in most if sum(c == b for c, _ in pairs) == 1)",
        ),
        Misconception(
            "ties_lost",
            "a beginning with as many of one label as of the other counted nothing. The reader "
            "says one of the two, no matter which, and is right every second time.",
            replace=SUM,
            by="right = sum(n for b, n in most.items() if 2 * n > sum("
            "pairs[c, k] for c, k in pairs if c == b))",
        ),
        Misconception(
            "last_label_seen",
            "the reader says what came last after each beginning: a dictionary keeps the value "
            "that was written last. Count the labels of each beginning instead.",
            replace=MOST,
            by="most[beginning] = pairs[beginning, dict(zip(beginnings, labels))[beginning]]",
        ),
        Misconception(
            "share_of_wrong",
            "this is the share of wrong answers. The score is the share of the right ones.",
            replace=SHARE,
            by="share = 1 - right / len(labels)",
        ),
    ),
)


# -------------------------------------------------------------- 7.8 find_names


def labels_of(*pieces: str) -> list[str]:
    """Letters, some at a time, as the labels of a sentence."""
    spelled = {"B": "B-PER", "I": "I-PER", "O": "O"}
    return [spelled[letter] for piece in pieces for letter in piece]


def some(rng, letter: str, least: int, most: int) -> str:
    return letter * int(rng.integers(least, most + 1))


def draw_names_apart(rng) -> Inputs:
    """Names of one, two and three words, with O before and behind each."""
    pieces = []
    for size in rng.permutation([1, 2, 3]):
        pieces += [some(rng, "O", 1, 5), "B" + "I" * int(size - 1)]
    return Inputs({"labels": labels_of(*pieces, some(rng, "O", 1, 2))})


def draw_names_side_by_side(rng) -> Inputs:
    """Names that follow I, and follow B, directly; then one apart."""
    pieces = [
        some(rng, "O", 0, 5),
        "B" + some(rng, "I", 1, 3),
        "B",
        "B" + some(rng, "I", 1, 3),
        some(rng, "O", 1, 4),
        "B" + some(rng, "I", 0, 2),
        "O",
    ]
    return Inputs({"labels": labels_of(*pieces)})


def draw_name_at_the_end(rng) -> Inputs:
    pieces = [
        some(rng, "O", 0, 5),
        "B" + some(rng, "I", 1, 3),
        some(rng, "O", 1, 5),
        "B" + some(rng, "I", 0, 3),
    ]
    return Inputs({"labels": labels_of(*pieces)})


def draw_stray_i(rng) -> Inputs:
    """An I that begins the sentence, and one behind O, around names."""
    pieces = [
        some(rng, "I", 1, 2),
        some(rng, "O", 1, 4),
        "B" + some(rng, "I", 1, 3),
        some(rng, "O", 1, 4),
        "I",
        some(rng, "O", 1, 3),
        "B" + some(rng, "I", 0, 2),
        "O",
    ]
    return Inputs({"labels": labels_of(*pieces)})


BEGINS = 'starts = [t for t, label in enumerate(labels) if label[0] == "B"]'
GOES_ON = 'labels[end][0] == "I"'
FOUND = "names.append((start, end))"
SEARCH = (
    BEGINS + "\n    names = []\n    for start in starts:\n        end = start + 1\n"
    "        while end < len(labels) and " + GOES_ON
)
AFTER_O = '(t == 0 or labels[t - 1] == "O")'

FIND_NAMES = Exercise(
    name="find_names",
    chapter=CHAPTER,
    reference=rnn_ref.find_names,
    task="Write find_names(labels): a list of pairs (start, end), one for each name. A name begins "
    "at B and goes on while I follows; end is the first word behind it.",
    returns=("names",),
    draws={
        "apart": draw_names_apart,
        "side by side": draw_names_side_by_side,
        "at the end": draw_name_at_the_end,
        "an I without a B": draw_stray_i,
    },
    parts=(
        exact("names with O behind each", 2, case="apart"),
        exact("names side by side", 1, case="side by side"),
        exact("a name at the end", 1, case="at the end"),
        exact("names beside an I without a B", 1, case="an I without a B"),
    ),
    misconceptions=(
        Misconception(
            "last_name_lost",
            "a name that reaches the last word is missing. You write a name down when another "
            "label comes, and behind the last word none comes. Close it after the loop, or put "
            "an O behind the labels first.",
            replace=FOUND,
            by="if end < len(labels):\n            names.append((start, end))",
        ),
        Misconception(
            "neighbours_run_together",
            "names side by side became one. A B begins a new name even if no O stands before "
            "it: at a B, close the name that is open.",
            replace=SEARCH,
            by=SEARCH.replace('label[0] == "B"', f'label[0] == "B" and {AFTER_O}').replace(
                GOES_ON, 'labels[end] != "O"'
            ),
        ),
        Misconception(
            "stray_i_begins_a_name",
            "an I that follows no B was taken for the beginning of a name. Some programs do so. "
            "In this course every name begins with B, as in chapter 1, so this is no name.",
            replace=BEGINS,
            by=BEGINS.replace(
                'label[0] == "B"', f'label[0] == "B" or label[0] == "I" and {AFTER_O}'
            ),
        ),
        Misconception(
            "everything_but_o",
            "every run of labels other than O was taken for one name. So names side by side "
            "became one, and an I without a B became a name. What begins a name is B alone.",
            replace=SEARCH,
            by=SEARCH.replace('label[0] == "B"', f'label != "O" and {AFTER_O}').replace(
                GOES_ON, 'labels[end] != "O"'
            ),
        ),
        Misconception(
            "end_included",
            "end is the last word of the name. As in chapter 1, and in every slice, it is the "
            "first word behind it: one more.",
            replace=FOUND,
            by="names.append((start, end - 1))",
        ),
        Misconception(
            "first_word_alone",
            "each name has one word, that of its B. It goes on while I follows: move end until "
            "another label comes.",
            replace=FOUND,
            by="names.append((start, start + 1))",
        ),
        Misconception(
            "every_word_a_name",
            "each word that is not O became a name of its own. The words of B, I, I are one name.",
            replace=SEARCH,
            by=SEARCH.replace('label[0] == "B"', 'label != "O"').replace(GOES_ON, "False"),
        ),
        Misconception(
            "names_of_one_word_lost",
            "names of one word are missing. You write a name down where its I's end, and such a "
            "name has none. It ends where the next label is no I, even directly behind its B.",
            replace=FOUND,
            by="if end > start + 1:\n            names.append((start, end))",
        ),
        Misconception(
            "length_for_end",
            "the second number is how many words the name has. It should say where it ends: "
            "start plus that.",
            replace=FOUND,
            by="names.append((start, end - start))",
        ),
        Misconception(
            "counted_from_one",
            "all numbers are one too large. Words count from 0, as enumerate does.",
            replace=FOUND,
            by="names.append((start + 1, end + 1))",
        ),
        Misconception(
            "first_name_only",
            "only the first name was returned. A return inside the loop ends the function: move "
            "it to the left, behind the loop.",
            replace="return names",
            by="return names[:1]",
        ),
    ),
)


# ------------------------------------------------------------- 7.9 name_scores


def make_names(rng) -> Inputs:
    """Forty to sixty sentences; what was found in each is right, cut, moved, missing or too much."""
    found, right = [], []
    for _ in range(int(rng.integers(40, 61))):
        ours, true, t = [], [], 0
        for _ in range(int(rng.integers(5))):
            start = t + int(rng.integers(1, 4))
            t = end = start + int(rng.integers(1, 4))
            fate = rng.choice(["hit", "hit", "hit", "hit", "cut", "late", "missed", "extra"])
            if fate != "extra":
                true.append((start, end))
            if fate in ("hit", "extra"):
                ours.append((start, end))
            elif end - start > 1 and fate != "missed":
                ours.append((start, end - 1) if fate == "cut" else (start + 1, end))
        found.append(ours)
        right.append(true)
    return Inputs({"found": found, "right": right})


def draw_name_lists(rng) -> Inputs:
    def make(rng):
        return in_lowest_terms(rng, make_names, share_found("found"), share_found("right"))

    return told_apart(rng, NAME_SCORES, make, {"nothing_is_perfect"})


def share_found(side: str):
    """A function that counts the hits, and the names on one side."""

    def share(values) -> tuple[int, int]:
        pairs = zip(values["found"], values["right"], strict=True)
        return sum(len(set(a) & set(b)) for a, b in pairs), sum(map(len, values[side]))

    return share


def draw_one_side(rng, side: str) -> Inputs:
    """Two sentences; only one of the two lists has names."""
    start = int(rng.integers(6))
    names = [[(start, start + 2)], [(start + 1, start + 2), (start + 4, start + 6)]]
    empty = [[], []]
    found, right = (names, empty) if side == "found" else (empty, names)
    return Inputs({"found": found, "right": right})


HITS = "hits = sum(len(set(one) & set(other)) for one, other in zip(found, right))"
COUNTS = "n_found = sum(len(one) for one in found)\n    n_right = sum(len(one) for one in right)"
PRECISION = "precision = hits / n_found if n_found else 0.0"
RECALL = "recall = hits / n_right if n_right else 0.0"
F_ONE = "F1 = 2 * precision * recall / (precision + recall) if hits else 0.0"
SCORED = "return precision, recall, F1"

NAME_SCORES = Exercise(
    name="name_scores",
    chapter=CHAPTER,
    reference=rnn_ref.name_scores,
    task="Write name_scores(found, right): count the hits, sentence by sentence, and return "
    "precision, recall and F1. What would be divided by 0 is 0.",
    returns=("precision", "recall", "F1"),
    draws={
        "ordinary": draw_name_lists,
        "nothing found": lambda rng: draw_one_side(rng, "right"),
        "nothing there": lambda rng: draw_one_side(rng, "found"),
    },
    parts=(
        number("precision", 2, at=0),
        number("recall", 2, at=1),
        number("F1", 2, at=2),
        number("precision if nothing was found", 1, at=0, case="nothing found", beside="precision"),
        number("recall if nothing is there", 1, at=1, case="nothing there", beside="recall"),
    ),
    misconceptions=(
        Misconception(
            "start_is_enough",
            "a name counted as a hit if its start was right. Who looks for 'Teddy Roosevelt' and "
            "finds 'Teddy' has not found it: start and end must both be right.",
            replace=HITS,
            by="hits = sum(len({s for s, _ in one} & {s for s, _ in other}) "
            "for one, other in zip(found, right))",
        ),
        Misconception(
            "one_word_is_enough",
            "a name counted as a hit if it shares a word with a right one. Exact matches are "
            "wanted: the pairs must be equal.",
            replace=HITS,
            by="hits = sum(any(s < b and a < e for a, b in other) "
            "for one, other in zip(found, right) for s, e in one)",
        ),
        Misconception(
            "sentences_mixed",
            "the names of all sentences were thrown together. Then (2, 4) in one sentence is a "
            "hit for (2, 4) in another, and equal pairs count once. Count the hits of each "
            "sentence apart, with zip.",
            replace=HITS,
            by="hits = len(set(sum(found, [])) & set(sum(right, [])))",
        ),
        Misconception(
            "words_counted",
            "words were counted, not names. A name of three words would weigh three times as "
            "much, and half a name would count for half.",
            replace=HITS + "\n    " + COUNTS,
            by="found = [{t for s, e in one for t in range(s, e)} for one in found]\n"
            "    right = [{t for s, e in one for t in range(s, e)} for one in right]\n    "
            + HITS
            + "\n    "
            + COUNTS,
        ),
        Misconception(
            "mean_over_sentences",
            "precision and recall are means over the sentences. A sentence with three names "
            "should count three times: add up hits and names of all sentences, divide once.",
            replace=PRECISION + "\n    " + RECALL,
            by="precision, recall = (sum(len(set(a) & set(b)) / max(1, len(c)) for a, b, c in "
            "zip(found, right, side)) / len(found) for side in (found, right))",
        ),
        Misconception(
            "whole_sentences",
            "sentences were counted in which everything is right. Names are wanted: two of three "
            "names in a sentence are two hits.",
            replace=HITS + "\n    " + COUNTS,
            by="hits = sum(set(one) == set(other) for one, other in zip(found, right))\n"
            "    n_found = n_right = len(found)",
        ),
        Misconception(
            "swapped",
            "precision and recall changed places. Precision looks at what was found and asks how "
            "much of it is right; recall looks at what is there and asks how much was found.",
            replace=SCORED,
            by="return recall, precision, F1",
        ),
        Misconception(
            "mean_for_f1",
            "F1 is the ordinary mean of the two. Who calls every word a name would get a high "
            "one. F1 is 2 · precision · recall / (precision + recall), which lies nearer to the "
            "smaller of the two.",
            replace=F_ONE,
            by="F1 = (precision + recall) / 2",
        ),
        Misconception(
            "two_forgotten",
            "F1 is half of what it should be. With precision = recall = 1 it must be 1: there is "
            "a 2 above the line.",
            replace=F_ONE,
            by="F1 = precision * recall / (precision + recall) if hits else 0.0",
        ),
        Misconception(
            "hits_over_all",
            "for F1 you divided the hits by the number of different names, found or right. That "
            "is another measure (Jaccard's). F1 is 2 · precision · recall / (precision + recall).",
            replace=F_ONE,
            by="F1 = hits / max(1, n_found + n_right - hits)",
        ),
        Misconception(
            "nothing_is_perfect",
            "who finds nothing got precision 1, or where nothing is there recall is 1. Here what "
            "would be divided by 0 is 0, as in the program of the CoNLL task.",
            replace=PRECISION + "\n    " + RECALL,
            by="precision = hits / n_found if n_found else 1.0\n"
            "    recall = hits / n_right if n_right else 1.0",
        ),
    ),
)


# ------------------------------------------------------ 7.10 look_ahead_states


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
        real = np.clip(lengths - t, 1, window.shape[2])
        a, _ = read(reverse_by_length(window, real), a0, parameters, real)
        states.append(a[:, :, -1])
    return np.stack(states, axis=2) * (np.arange(x.shape[2]) < lengths[:, np.newaxis])


def draw_look_ahead(rng, d: int, m: int = 3, padded: bool = True) -> Inputs:
    n = {"n_x": 4, "n_a": 2, "m": m, "T_x": 6}
    values = {
        "x": draw.numbers(rng, 4, m, 6),
        "a0": draw.numbers(rng, 2, m),
        "parameters": weights(rng, n),
        "lengths": lengths_of(rng, 6) if padded else np.full(m, 6),
        "d": d,
    }
    return Inputs(values, n)


FARTHEST = "first = min(t + d, n - 1)"
ANEW = "a = a0[:, i : i + 1]"
READ = "range(first, t - 1, -1)"

LOOK_AHEAD_STATES = Exercise(
    name="look_ahead_states",
    chapter=CHAPTER,
    reference=look_ahead_states,
    task="Write look_ahead_states: for each step t the state of a network that begins with a0 at "
    "step t + d, or at the last real step if that comes first, and reads back to t.",
    returns=("states",),
    draws={
        "no padding": lambda rng: draw_look_ahead(rng, int(rng.integers(2, 4)), 1, padded=False),
        "ordinary": lambda rng: draw_look_ahead(rng, 2),
        "d = 0": lambda rng: draw_look_ahead(rng, 0, 1, padded=False),
    },
    parts=(
        array("states where nothing is padded", 3, shape="(n_a, m, T_x)", case="no padding"),
        array("states with padding", 3, shape="(n_a, m, T_x)"),
        array("states with d = 0", 1, shape="(n_a, m, T_x)", case="d = 0"),
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
)


# ------------------------------------------------------------- 7.11 the quiz


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
            "d": "you would take both where they begin. Ask where each of them has read all seven.",
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
    READ_OUT_BACKWARD,
    BEST_WITHOUT_WHAT_FOLLOWS,
    FIND_NAMES,
    NAME_SCORES,
    LOOK_AHEAD_STATES,
    BIDIRECTIONAL_QUIZ,
)
