"""The exercises of chapter 2, forward propagation."""

from __future__ import annotations

import numpy as np

import rnn_ref
from autograder.exercises import draw
from autograder.exercises.quiz import quiz
from autograder.exercises.specification import (
    Exercise,
    Inputs,
    Misconception,
    added,
    array,
    holds,
    number,
    quiet,
)
from autograder.references import ch02_forward

CHAPTER = "02_forward"


# ---------------------------------------------------------------- 2.1 softmax


def draw_scores(rng) -> Inputs:
    n = draw.sizes(rng, "n", "m", least=3)
    return Inputs({"z": draw.numbers(rng, n["n"], n["m"], low=0.2, high=2.5)}, n)


def draw_far_scores(rng) -> Inputs:
    """One column far above the others and one far below: each needs its own maximum."""
    n = draw.sizes(rng, "n", "m", least=3)
    z = draw.numbers(rng, n["n"], n["m"], low=0.2, high=2.5)
    z[:, 0] += 1000
    z[:, -1] -= 1000
    return Inputs({"z": z}, n)


SOFTMAX = Exercise(
    name="softmax",
    chapter=CHAPTER,
    reference=rnn_ref.softmax,
    task="Write softmax(z): subtract each column's maximum, take exp, and divide each column by "
    "its own sum.",
    returns=("probabilities",),
    draws={"ordinary": draw_scores, "far apart": draw_far_scores},
    parts=(
        array("the result", 2, shape="(n, m)"),
        array("the result for large scores", 1, shape="(n, m)", case="far apart"),
    ),
    misconceptions=(
        Misconception(
            "worked_along_rows",
            "you worked along the rows (axis=1), so each row sums to 1. A column is one example, "
            "and its entries must sum to 1. Use axis=0 for the maximum and for the sum: it runs "
            "down a column.",
            replace="xp.max(z, axis=0, keepdims=True)  # (n, m)\n    e = xp.exp(shifted)\n"
            "    total = xp.sum(e, axis=0, keepdims=True)",
            by="xp.max(z, axis=1, keepdims=True)\n    e = xp.exp(shifted)\n"
            "    total = xp.sum(e, axis=1, keepdims=True)",
        ),
        Misconception(
            "sum_over_rows",
            "you divided by the sum over each row (axis=1). A column is one example, so its "
            "entries must sum to 1. Sum over axis 0: it runs down a column.",
            replace="total = xp.sum(e, axis=0, keepdims=True)",
            by="total = xp.sum(e, axis=1, keepdims=True)",
        ),
        Misconception(
            "sum_over_everything",
            "you divided by the sum of the whole array. Then all entries together sum to 1, and "
            "the examples share one total. Give the sum axis=0 and keepdims=True.",
            replace="total = xp.sum(e, axis=0, keepdims=True)",
            by="total = xp.sum(e)",
        ),
        Misconception(
            "not_divided",
            "you returned exp of the shifted scores without dividing. The largest entry of each "
            "column is 1 then. Divide by the column's sum.",
            replace="probabilities = e / total",
            by="probabilities = e",
        ),
        Misconception(
            "shifted_above_only",
            "the maximum was subtracted above the fraction bar only, so it does not cancel. "
            "Compute exp(z - max) once, and use it above and below.",
            replace="total = xp.sum(e, axis=0, keepdims=True)",
            by="total = xp.sum(xp.exp(z), axis=0, keepdims=True)",
        ),
        Misconception(
            "not_shifted",
            "exp ran without the maximum taken off first. exp(1000) is inf, and inf / inf is NaN; "
            "exp(-1000) is 0, and 0 / 0 is NaN. Subtract the column's maximum before exp.",
            replace="shifted = z - xp.max(z, axis=0, keepdims=True)",
            by="shifted = z",
        ),
        Misconception(
            "one_maximum_for_all",
            "you subtracted the maximum of the whole array. A column far below it becomes exp of "
            "about -1000 in every entry, which is 0, and 0 / 0 is NaN. Take the maximum of each "
            "column: axis=0, keepdims=True.",
            replace="xp.max(z, axis=0, keepdims=True)",
            by="xp.max(z)",
        ),
        Misconception(
            "maximum_over_rows",
            "you subtracted the maximum of each row (axis=1). Entries of one column are then "
            "shifted by different amounts, which changes their ratios. Shift a column by one "
            "number: axis=0.",
            replace="xp.max(z, axis=0, keepdims=True)",
            by="xp.max(z, axis=1, keepdims=True)",
        ),
        Misconception(
            "sum_and_no_shift",
            "you computed exp(z) and divided by the sum of the whole array. So all entries "
            "together sum to 1, and 1000 overflows. Each column is one example: take off its "
            "own maximum, and divide by its own sum, both with axis=0 and keepdims=True.",
            replace="xp.max(z, axis=0, keepdims=True)  # (n, m)\n    e = xp.exp(shifted)\n"
            "    total = xp.sum(e, axis=0, keepdims=True)",
            by="0 * z\n    e = xp.exp(shifted)\n    total = xp.sum(e)",
        ),
        Misconception(
            "no_axis_at_all",
            "neither the maximum nor the sum was given an axis, so the whole array was "
            "treated as one example and all entries together sum to 1. A column is one "
            "example: axis=0 and keepdims=True in both.",
            replace="xp.max(z, axis=0, keepdims=True)  # (n, m)\n    e = xp.exp(shifted)\n"
            "    total = xp.sum(e, axis=0, keepdims=True)",
            by="xp.max(z)\n    e = xp.exp(shifted)\n    total = xp.sum(e)",
        ),
        Misconception(
            "exp_forgotten",
            "you divided the scores by their sum. A score may be negative, a probability may "
            "not. e to the power of a score is positive: np.exp first, then the division.",
            replace="probabilities = e / total",
            by="probabilities = z / xp.sum(z, axis=0, keepdims=True)",
        ),
    ),
)


# ---------------------------------------------------------------- 2.2 sigmoid


def draw_logits(rng) -> Inputs:
    n = draw.sizes(rng, "n", "m")
    return Inputs({"z": draw.numbers(rng, n["n"], n["m"], low=0.2, high=3.0)}, n)


def draw_large_logits(rng) -> Inputs:
    z = draw.numbers(rng, 6, low=0.5, high=3.0)
    z[:2] = np.round(rng.uniform(800, 1200, size=2), 1) * (1, -1)
    return Inputs({"z": rng.permutation(z)}, {"n": 6})


SIGMOID = Exercise(
    name="sigmoid",
    chapter=CHAPTER,
    reference=rnn_ref.sigmoid,
    task="Write sigmoid(z) = 1 / (1 + exp(-z)) for every entry, in a form whose exponent is never "
    "positive, so that nothing overflows.",
    returns=("probability",),
    draws={"ordinary": draw_logits, "large": draw_large_logits},
    parts=(
        array("the result", 1, shape="the shape of z"),
        array("the result for large z", 1, shape="the shape of z", case="large"),
        quiet("no overflow", 1, case="large"),
    ),
    misconceptions=(
        Misconception(
            "overflows",
            "exp was taken of a large positive number. NumPy makes it inf and goes on, and "
            "1 / inf happens to be right here. exp(-|z|) is never above 1: bring both forms of "
            "sigmoid, the one for z >= 0 and the one for z < 0, into terms of it.",
            replace="probability = xp.where(z >= 0, right_half, left_half)",
            by="probability = 1 / (1 + xp.exp(-z))",
        ),
        Misconception(
            "exp_over_one_plus_exp",
            "you computed exp(z) / (1 + exp(z)) for every z. For z = 1000 that is inf / inf, which "
            "is NaN. Use this form only where z is negative.",
            replace="probability = xp.where(z >= 0, right_half, left_half)",
            by="probability = xp.exp(z) / (1 + xp.exp(z))",
        ),
        Misconception(
            "both_branches_computed",
            "you chose the right form for each sign, but np.where computes both forms for every "
            "entry before it chooses, and the one that is not used overflows. Write both with "
            "exp(-|z|), which cannot.",
            replace="probability = xp.where(z >= 0, right_half, left_half)",
            by="probability = xp.where(z >= 0, 1 / (1 + xp.exp(-z)), xp.exp(z) / (1 + xp.exp(z)))",
        ),
        Misconception(
            "brackets_forgotten",
            "brackets are missing: 1 / 1 + e means (1 / 1) + e. The whole sum stands below the "
            "fraction bar: 1 / (1 + e).",
            replace="probability = xp.where(z >= 0, right_half, left_half)",
            by="probability = 1 / 1 + xp.exp(-z)",
        ),
        Misconception(
            "sign_flipped",
            "this is 1 - sigmoid(z): the sign of z is the wrong way round. A large positive z must "
            "give a number near 1.",
            replace="z >= 0",
            by="z < 0",
        ),
        Misconception(
            "absolute_value_kept",
            "you used |z| for every entry, so -2 gives the same as 2. The form 1 / (1 + exp(-|z|)) "
            "is right for z >= 0 only; for z < 0 the numerator is exp(-|z|).",
            replace="probability = xp.where(z >= 0, right_half, left_half)",
            by="probability = right_half",
        ),
        Misconception(
            "tanh_instead",
            "these are the numbers of tanh, which lie between -1 and 1. A sigmoid lies between 0 "
            "and 1 and gives 0.5 at z = 0.",
            replace="probability = xp.where(z >= 0, right_half, left_half)",
            by="probability = xp.tanh(z)",
        ),
        Misconception(
            "half_forgotten",
            "this is (1 + tanh(z)) / 2. The road by way of tanh is a good one, and it cannot "
            "overflow, but it takes half of z: (1 + tanh(z / 2)) / 2.",
            replace="probability = xp.where(z >= 0, right_half, left_half)",
            by="probability = (1 + xp.tanh(z)) / 2",
        ),
        Misconception(
            "one_form_for_all",
            "this is right where z is negative. Where it is positive you get sigma of -z, "
            "because |z| has lost the sign. Choose between the two forms: np.where(z >= 0, ...,"
            " ...).",
            replace="xp.where(z >= 0, right_half, left_half)",
            by="left_half",
        ),
    ),
)


# ------------------------------------------------------- 2.3 rnn_cell_forward


def draw_step(rng) -> Inputs:
    n = draw.sizes(rng, "n_x", "n_a", "n_y", "m")
    return Inputs(
        {
            "xt": draw.numbers(rng, n["n_x"], n["m"]),
            "a_prev": draw.numbers(rng, n["n_a"], n["m"]),
            "parameters": draw.parameters(rng, n),
        },
        n,
    )


def step_cache(inputs: dict, returned) -> dict:
    """What the backward pass of one step needs: both states, the input, the weights."""
    others = {key: value for key, value in inputs.items() if key != "parameters"}
    return {"a_next": returned[0], **others, **inputs["parameters"]}


RNN_CELL_FORWARD = Exercise(
    name="rnn_cell_forward",
    chapter=CHAPTER,
    reference=rnn_ref.rnn_cell_forward,
    task="Write rnn_cell_forward: a_next = tanh(Wax xt + Waa a_prev + ba), then yt_pred = "
    "softmax(Wya a_next + by), then the cache of both states, the input and the parameters.",
    returns=("a_next", "yt_pred", "cache"),
    draws={"ordinary": draw_step},
    parts=(
        array("a_next", 2, at=0, shape="(n_a, m)"),
        array("yt_pred", 1, at=1, shape="(n_y, m)"),
        holds("cache", 1, step_cache, at=2),
    ),
    uses=("softmax",),
    misconceptions=(
        Misconception(
            "previous_state_ignored",
            "a_next was computed without a_prev. The step then sees only its own input and the "
            "network has no memory. Add Waa @ a_prev inside tanh.",
            replace="xp.tanh(Wax @ xt + Waa @ a_prev + ba)",
            by="xp.tanh(Wax @ xt + ba)",
        ),
        Misconception(
            "input_ignored",
            "a_next was computed without xt. Add Wax @ xt inside tanh.",
            replace="xp.tanh(Wax @ xt + Waa @ a_prev + ba)",
            by="xp.tanh(Waa @ a_prev + ba)",
        ),
        Misconception(
            "state_bias_forgotten",
            "the bias ba is missing from a_next. It is added to every column, inside tanh.",
            replace="Waa @ a_prev + ba)",
            by="Waa @ a_prev)",
        ),
        Misconception(
            "bias_outside_tanh",
            "ba was added after tanh. It belongs to the sum that tanh is taken of: "
            "tanh(… + ba), not tanh(…) + ba.",
            replace="xp.tanh(Wax @ xt + Waa @ a_prev + ba)",
            by="xp.tanh(Wax @ xt + Waa @ a_prev) + ba",
        ),
        Misconception(
            "tanh_forgotten",
            "a_next is the sum itself, without tanh. tanh keeps each entry between -1 and 1.",
            replace="xp.tanh(Wax @ xt + Waa @ a_prev + ba)",
            by="(Wax @ xt + Waa @ a_prev + ba)",
        ),
        Misconception(
            "sigmoid_for_tanh",
            "sigmoid was used where the state takes tanh. All your states are positive; a state "
            "may be negative.",
            replace="xp.tanh(Wax @ xt + Waa @ a_prev + ba)",
            by="1 / (1 + xp.exp(-(Wax @ xt + Waa @ a_prev + ba)))",
        ),
        Misconception(
            "stacked_in_two_orders",
            "you stacked the weights as [Waa Wax] and the data as [xt; a_prev]. The two orders "
            "must agree: [Waa Wax] goes with [a_prev; xt].",
            replace="Wax @ xt + Waa @ a_prev",
            by="xp.concat([Waa, Wax], axis=1) @ xp.concat([xt, a_prev], axis=0)",
        ),
        Misconception(
            "recurrent_weights_transposed",
            "Waa was transposed. It is square, so the shapes fit either way and only the numbers "
            "tell. Row i of Waa holds the weights that lead into unit i: use Waa @ a_prev.",
            replace="Waa @ a_prev",
            by="Waa.T @ a_prev",
        ),
        Misconception(
            "prediction_from_old_state",
            "yt_pred was computed from a_prev. The prediction of this step is read from the new "
            "state: Wya @ a_next.",
            replace="Wya @ a_next",
            by="Wya @ a_prev",
        ),
        Misconception(
            "prediction_before_tanh",
            "the prediction was read from the sum before tanh was taken. Read it from a_next.",
            replace="Wya @ a_next",
            by="Wya @ (Wax @ xt + Waa @ a_prev + ba)",
        ),
        Misconception(
            "output_bias_forgotten",
            "the bias by is missing from yt_pred. Add it before softmax.",
            replace="softmax(Wya @ a_next + by)",
            by="softmax(Wya @ a_next)",
        ),
        Misconception(
            "output_bias_after_softmax",
            "by was added after softmax, so the columns no longer sum to 1. It belongs to the "
            "scores: softmax(… + by).",
            replace="softmax(Wya @ a_next + by)",
            by="softmax(Wya @ a_next) + by",
        ),
        Misconception(
            "sigmoid_for_softmax",
            "sigmoid was used for the prediction. It answers yes or no for each word by itself; "
            "one of many words takes softmax, whose columns sum to 1.",
            replace="softmax(Wya @ a_next + by)",
            by="1 / (1 + xp.exp(-(Wya @ a_next + by)))",
        ),
        Misconception(
            "softmax_forgotten",
            "yt_pred holds the scores, before softmax. Its columns must be probabilities that sum "
            "to 1.",
            replace="softmax(Wya @ a_next + by)",
            by="(Wya @ a_next + by)",
        ),
        Misconception(
            "softmax_over_rows",
            "softmax ran along the rows, over the examples. The classes of one example stand in a "
            "column. Look at the axis in your softmax.",
            replace="softmax(Wya @ a_next + by)",
            by="softmax((Wya @ a_next + by).T).T",
        ),
        Misconception(
            "cache_lacks_old_state",
            "your cache does not hold a_prev. The gradient with respect to Waa is a product with "
            "a⟨t−1⟩, so chapter 3 cannot do without it.",
            replace="cache = (a_next, a_prev, xt, parameters)",
            by="cache = (a_next, a_next, xt, parameters)",
        ),
    ),
)


# ------------------------------------------------------------ 2.4 rnn_forward


def draw_sequence(rng) -> Inputs:
    n = draw.sizes(rng, "n_x", "n_a", "n_y", "m", "T_x")
    return Inputs(
        {
            "x": draw.numbers(rng, n["n_x"], n["m"], n["T_x"]),
            "a0": draw.numbers(rng, n["n_a"], n["m"]),
            "parameters": draw.parameters(rng, n),
        },
        n,
    )


def sequence_caches(inputs: dict, returned) -> dict:
    """The states, inputs and weights of every step."""
    a, x = returned[0], inputs["x"]
    steps = range(x.shape[2])
    return {
        **{f"a⟨{t + 1}⟩": a[:, :, t] for t in steps},
        "a⟨0⟩": inputs["a0"],
        **{f"x⟨{t + 1}⟩": x[:, :, t] for t in steps},
        **inputs["parameters"],
    }


RNN_FORWARD = Exercise(
    name="rnn_forward",
    chapter=CHAPTER,
    reference=ch02_forward.rnn_forward,
    task="Write rnn_forward: start from a0, call rnn_cell_forward once for each time step with the "
    "state of the step before, and collect the states, the predictions and the caches.",
    returns=("a", "y_pred", "caches"),
    draws={"ordinary": draw_sequence},
    parts=(
        array("a", 3, at=0, shape="(n_a, m, T_x)"),
        array("y_pred", 2, at=1, shape="(n_y, m, T_x)"),
        holds("caches", 1, sequence_caches, at=2),
    ),
    uses=("softmax", "rnn_cell_forward"),
    misconceptions=(
        Misconception(
            "initial_state_ignored",
            "the first step started from zeros. The function is given a0; start with it.",
            replace="a_prev = a0",
            by="a_prev = xp.zeros_like(a0)",
        ),
        Misconception(
            "state_not_carried",
            "every step started from a0. Step t must start from the state that step t−1 "
            "returned, so put a_next into the variable that the next call reads.",
            replace="a_prev = a_next",
            by="a_prev = a0",
        ),
        Misconception(
            "first_input_repeated",
            "every step read x[:, :, 0]. The step with index t reads x[:, :, t].",
            replace="xt = x[:, :, t]",
            by="xt = x[:, :, 0]",
        ),
        Misconception(
            "read_right_to_left",
            "the sequence was read from its last step to its first. Let t run upwards from 0.",
            replace="xt = x[:, :, t]",
            by="xt = x[:, :, T_x - 1 - t]",
        ),
        Misconception(
            "old_state_stored",
            "a holds the state before each step: a⟨0⟩ stands first and the last state is "
            "missing. Store a_next of step t at index t.",
            replace="a_steps.append(a_next)",
            by="a_steps.append(a_prev)",
        ),
        Misconception(
            "initial_state_stored_first",
            "a0 stands at a[:, :, 0] and the loop began at 1, so the first input was never "
            "read. a⟨0⟩ is not part of a: a[:, :, 0] is the state after the first input.",
            replace="a_next, yt_pred, cache = rnn_cell_forward(xt, a_prev, parameters)",
            by="a_next, yt_pred, cache = rnn_cell_forward(xt, a_prev, parameters)\n"
            "        if t == 0:\n"
            "            a_next, yt_pred = a0, 0 * yt_pred",
        ),
        Misconception(
            "time_axis_first",
            "the states are stacked with time as the first axis. In this course time is the last "
            "axis: a[:, :, t] is the state at step t.",
            replace="a = xp.stack(a_steps, axis=2)",
            by="a = xp.stack(a_steps, axis=0)",
        ),
        Misconception(
            "only_last_cache",
            "caches holds the cache of the last step alone. The backward pass walks back through "
            "every step; append each cache to a list.",
            replace="caches.append(cache)",
            by="caches = [cache]",
        ),
        Misconception(
            "first_step_left_out",
            "the first place holds zeros: the loop began at 1, and x[:, :, 0] was never read. "
            "Code counts steps from 0: range(T_x).",
            replace="a_next, yt_pred, cache = rnn_cell_forward(xt, a_prev, parameters)",
            by="a_next, yt_pred, cache = rnn_cell_forward(xt, a_prev, parameters)\n"
            "        if t == 0:\n"
            "            a_steps.append(0 * a_next)\n"
            "            y_steps.append(0 * yt_pred)\n"
            "            continue",
        ),
        Misconception(
            "last_step_left_out",
            "the last place holds zeros: the loop ended one step too early. range(T_x) stops "
            "at T_x − 1 by itself; do not take 1 away.",
            replace="a_next, yt_pred, cache = rnn_cell_forward(xt, a_prev, parameters)",
            by="a_next, yt_pred, cache = rnn_cell_forward(xt, a_prev, parameters)\n"
            "        if t == T_x - 1:\n"
            "            a_steps.append(0 * a_next)\n"
            "            y_steps.append(0 * yt_pred)\n"
            "            continue",
        ),
        Misconception(
            "first_input_skipped",
            "there is one step too few, and your first state has read x⟨2⟩: the loop began at "
            "1. Code counts steps from 0: range(T_x).",
            replace="xt = x[:, :, t]",
            by="if t == 0:\n            continue\n        xt = x[:, :, t]",
        ),
    ),
)


# ------------------------------------------------------------ 2.5 many_to_one


MANY_TO_ONE = Exercise(
    name="many_to_one",
    chapter=CHAPTER,
    reference=ch02_forward.many_to_one,
    task="Write many_to_one: run rnn_forward and return the prediction of the last time step.",
    returns=("y_pred",),
    draws={"ordinary": draw_sequence},
    parts=(array("y_pred", 2, shape="(n_y, m)"),),
    uses=("softmax", "rnn_cell_forward", "rnn_forward"),
    misconceptions=(
        Misconception(
            "first_step_returned",
            "this is the prediction of the first step. It has read one input only. The one that "
            "has read everything stands at index -1 of the time axis.",
            replace="last = y_pred[:, :, -1]",
            by="last = y_pred[:, :, 0]",
        ),
        Misconception(
            "only_last_input_read",
            "only the last input was read, starting from a0, so all steps before it are lost. "
            "Run rnn_forward over the whole of x and pick the last prediction afterwards.",
            replace="rnn_forward(x, a0, parameters)",
            by="rnn_forward(x[:, :, -1:], a0, parameters)",
        ),
        Misconception(
            "last_input_read_twice",
            "the last input was read twice: rnn_forward has read it already, and one more cell "
            "step read it again. Its last prediction is the answer.",
            replace="last = y_pred[:, :, -1]",
            by="last = rnn_forward(x[:, :, -1:], a[:, :, -1], parameters)[1][:, :, 0]",
        ),
        Misconception(
            "mean_over_time",
            "this is the mean of the predictions over time. Only the last step has read the whole "
            "sequence; take that one.",
            replace="last = y_pred[:, :, -1]",
            by="last = y_pred.mean(axis=2)",
        ),
        Misconception(
            "state_returned",
            "this is the last state a⟨T_x⟩, not the last prediction. Use the second value that "
            "rnn_forward returns.",
            replace="last = y_pred[:, :, -1]",
            by="last = a[:, :, -1]",
        ),
        Misconception(
            "all_steps_returned",
            "these are the predictions of all steps. Many-to-one keeps one of them: pick the last "
            "index of the time axis.",
            replace="last = y_pred[:, :, -1]",
            by="last = y_pred",
        ),
        Misconception(
            "last_example_returned",
            "the index -1 stands on the axis of the examples, so this is the last example at every "
            "step. Time is the third axis: y_pred[:, :, -1].",
            replace="last = y_pred[:, :, -1]",
            by="last = y_pred[:, -1, :]",
        ),
        Misconception(
            "initial_state_ignored",
            "the sequence was started from zeros. Hand a0 on to rnn_forward.",
            replace="rnn_forward(x, a0, parameters)",
            by="rnn_forward(x, 0 * a0, parameters)",
        ),
        Misconception(
            "last_class_returned",
            "the index -1 stands on the axis of the classes, so this is the probability of "
            "the last class at every step. Time is the third axis: y_pred[:, :, -1].",
            replace="last = y_pred[:, :, -1]",
            by="last = y_pred[-1]",
        ),
    ),
)


# ------------------------------------------------------------ 2.6 one_to_many


def draw_start(rng) -> Inputs:
    n = draw.sizes(rng, "n_x", "n_a", "m", "T_y", least=3)
    n = {"n_x": n["n_x"], "n_y": n["n_x"], "n_a": n["n_a"], "m": n["m"], "T_y": n["T_y"]}
    weights = draw.parameters(rng, n)
    weights["Wax"] = draw.numbers(rng, n["n_a"], n["n_x"], low=1.0, high=2.0)
    weights["Wya"] = draw.numbers(rng, n["n_y"], n["n_a"], low=1.0, high=2.0)
    return Inputs(
        {
            "x1": draw.numbers(rng, n["n_x"], n["m"]),
            "a0": draw.numbers(rng, n["n_a"], n["m"]),
            "parameters": weights,
            "T_y": n["T_y"],
        },
        n,
    )


ONE_TO_MANY = Exercise(
    name="one_to_many",
    chapter=CHAPTER,
    reference=ch02_forward.one_to_many,
    task="Write one_to_many: take T_y steps with rnn_cell_forward; the first reads x1, each later "
    "one reads the prediction of the step before. Return all predictions.",
    returns=("y_pred",),
    draws={"ordinary": draw_start},
    parts=(array("y_pred", 5, shape="(n_y, m, T_y)"),),
    uses=("softmax", "rnn_cell_forward"),
    misconceptions=(
        Misconception(
            "first_input_repeated",
            "every step read x1. After the first step there is no input from outside: the input of "
            "step t+1 is the prediction of step t.",
            replace="xt = yt_pred",
            by="xt = x1",
        ),
        Misconception(
            "zeros_after_first_step",
            "the steps after the first read zeros. Feed the prediction back instead: "
            "x⟨t+1⟩ = ŷ⟨t⟩.",
            replace="xt = yt_pred",
            by="xt = xp.zeros_like(yt_pred)",
        ),
        Misconception(
            "winner_fed_back",
            "the largest probability was turned into a one-hot vector before it was fed back. This "
            "exercise feeds the probabilities themselves; picking a class comes in chapter 4.",
            replace="xt = yt_pred",
            by="xt = xp.astype(yt_pred == xp.max(yt_pred, axis=0, keepdims=True), x1.dtype)",
        ),
        Misconception(
            "state_not_carried",
            "every step started from a0. The prediction is fed back as the input, and the state "
            "must be carried on as well.",
            replace="a_prev = a_next",
            by="a_prev = a0",
        ),
        Misconception(
            "initial_state_ignored",
            "the first step started from zeros. The function is given a0; start with it.",
            replace="a_prev = a0",
            by="a_prev = xp.zeros_like(a0)",
        ),
        Misconception(
            "only_last_prediction",
            "only the last prediction came back. One-to-many returns all T_y of them, stacked "
            "along a third axis.",
            replace="y_pred = xp.stack(y_steps, axis=2)",
            by="y_pred = y_steps[-1]",
        ),
        Misconception(
            "input_stored_first",
            "x1 stands first in your answer. It is the input; the first prediction is what the "
            "cell makes of it.",
            replace="y_pred = xp.stack(y_steps, axis=2)",
            by="y_pred = xp.stack([x1, *y_steps[:-1]], axis=2)",
        ),
        Misconception(
            "first_place_left_empty",
            "the first place holds zeros and all the rest stand one place too late. Count the "
            "steps from 0 and store the first prediction at index 0.",
            replace="y_pred = xp.stack(y_steps, axis=2)",
            by="y_pred = xp.stack([0 * x1, *y_steps[:-1]], axis=2)",
        ),
        Misconception(
            "time_axis_first",
            "the predictions are stacked with time as the first axis. Time is the last axis: "
            "y_pred[:, :, t].",
            replace="y_pred = xp.stack(y_steps, axis=2)",
            by="y_pred = xp.stack(y_steps, axis=0)",
        ),
        Misconception(
            "one_prediction_too_few",
            "there is one prediction too few. The first one, which is made from x1, counts as "
            "well: T_y predictions need T_y turns of the loop.",
            replace="y_pred = xp.stack(y_steps, axis=2)",
            by="y_pred = xp.stack(y_steps[:-1], axis=2)",
        ),
    ),
)


# ---------------------------------------------------- 2.7 jordan_cell_forward


JORDAN_SHAPES = {**draw.PARAMETERS, "Way": ("n_a", "n_y")}
del JORDAN_SHAPES["Waa"]


def draw_jordan_step(rng) -> Inputs:
    n = draw.sizes(rng, "n_x", "n_a", "n_y", "m")
    return Inputs(
        {
            "xt": draw.numbers(rng, n["n_x"], n["m"]),
            "y_prev": draw.probabilities(rng, n["n_y"], n["m"]),
            "parameters": draw.parameters(rng, n, JORDAN_SHAPES),
        },
        n,
    )


JORDAN_CELL_FORWARD = Exercise(
    name="jordan_cell_forward",
    chapter=CHAPTER,
    reference=rnn_ref.jordan_cell_forward,
    task="Write jordan_cell_forward: a_next = tanh(Wax xt + Way y_prev + ba), then yt_pred = "
    "softmax(Wya a_next + by), then the cache of a_next, y_prev, xt and the parameters.",
    returns=("a_next", "yt_pred", "cache"),
    draws={"ordinary": draw_jordan_step},
    parts=(
        array("a_next", 2, at=0, shape="(n_a, m)"),
        array("yt_pred", 1, at=1, shape="(n_y, m)"),
        holds("cache", 1, step_cache, at=2),
    ),
    uses=("softmax",),
    misconceptions=(
        Misconception(
            "previous_output_ignored",
            "a_next was computed without y_prev. In a Jordan network the last prediction is the "
            "only thing that is remembered. Add Way @ y_prev inside tanh.",
            replace="xp.tanh(Wax @ xt + Way @ y_prev + ba)",
            by="xp.tanh(Wax @ xt + ba)",
        ),
        Misconception(
            "softmax_of_previous_output",
            "softmax was applied to y_prev. It is a prediction already: its columns sum to 1. Use "
            "it as it is.",
            replace="Way @ y_prev",
            by="Way @ softmax(y_prev)",
        ),
        Misconception(
            "output_weights_transposed_for_way",
            "Wya.T was used in the place of Way. Its shape fits, but it is another matrix. Way "
            "makes an a out of a y.",
            replace="Way @ y_prev",
            by="Wya.T @ y_prev",
        ),
        Misconception(
            "way_transposed_for_output",
            "Way.T was used in the place of Wya. Its shape fits, but it is another matrix. Wya "
            "makes a y out of an a.",
            replace="Wya @ a_next",
            by="Way.T @ a_next",
        ),
        Misconception(
            "state_bias_forgotten",
            "the bias ba is missing from a_next. It is added to every column, inside tanh.",
            replace="Way @ y_prev + ba)",
            by="Way @ y_prev)",
        ),
        Misconception(
            "tanh_forgotten",
            "a_next is the sum itself, without tanh.",
            replace="xp.tanh(Wax @ xt + Way @ y_prev + ba)",
            by="(Wax @ xt + Way @ y_prev + ba)",
        ),
        Misconception(
            "bias_outside_tanh",
            "ba was added after tanh. It belongs to the sum that tanh is taken of.",
            replace="xp.tanh(Wax @ xt + Way @ y_prev + ba)",
            by="xp.tanh(Wax @ xt + Way @ y_prev) + ba",
        ),
        Misconception(
            "softmax_forgotten",
            "yt_pred holds the scores, before softmax. The next step would be fed numbers that are "
            "no probabilities.",
            replace="softmax(Wya @ a_next + by)",
            by="(Wya @ a_next + by)",
        ),
        Misconception(
            "output_bias_forgotten",
            "the bias by is missing from yt_pred. Add it before softmax.",
            replace="softmax(Wya @ a_next + by)",
            by="softmax(Wya @ a_next)",
        ),
        Misconception(
            "cache_lacks_previous_output",
            "your cache does not hold y_prev. It is what Way was multiplied with, so the backward "
            "pass needs it.",
            replace="cache = (a_next, y_prev, xt, parameters)",
            by="cache = (a_next, yt_pred, xt, parameters)",
        ),
    ),
)


# -------------------------------------------------------- 2.8 freeze_past_end


def draw_padded_step(rng, t: int) -> Inputs:
    n = draw.sizes(rng, "n_a", "m", least=4, most=8)
    edges = [t, t + 1, max(t - 1, 0), t + 3]
    lengths = np.concatenate((edges, rng.integers(t + 4, size=n["m"] - len(edges))))
    return Inputs(
        {
            "a_next": draw.numbers(rng, n["n_a"], n["m"]),
            "a_prev": draw.numbers(rng, n["n_a"], n["m"]),
            "t": t,
            "lengths": rng.permutation(lengths),
        },
        n,
    )


def draw_middle_step(rng) -> Inputs:
    return draw_padded_step(rng, int(rng.integers(2, 6)))


def draw_first_step(rng) -> Inputs:
    """The first step, with an example of length 0 among the others."""
    return draw_padded_step(rng, 0)


FREEZE_PAST_END = Exercise(
    name="freeze_past_end",
    chapter=CHAPTER,
    reference=rnn_ref.freeze_past_end,
    task="Write freeze_past_end: column i of the result is column i of a_next while example i is "
    "still running, and column i of a_prev once it is over. t counts from 0.",
    returns=("a",),
    draws={"ordinary": draw_middle_step, "first step": draw_first_step},
    parts=(
        array("a", 3, shape="(n_a, m)"),
        array("a at the first step", 1, shape="(n_a, m)", case="first step"),
    ),
    misconceptions=(
        Misconception(
            "one_step_too_long",
            "a sequence of length 3 has the steps t = 0, 1 and 2. You let it run at t = 3 as well, "
            "as t <= lengths does. Compare with t < lengths.",
            replace="alive = t < lengths",
            by="alive = t <= lengths",
        ),
        Misconception(
            "one_step_too_short",
            "the last real step was frozen. In code t counts from 0, so a sequence of length 3 is "
            "still running at t = 2. Compare t itself with lengths, not t + 1.",
            replace="alive = t < lengths",
            by="alive = t + 1 < lengths",
        ),
        Misconception(
            "the_wrong_way_round",
            "running examples kept their old state and ended ones took the new one. Swap the two.",
            replace="xp.where(alive, a_next, a_prev)",
            by="xp.where(alive, a_prev, a_next)",
        ),
        Misconception(
            "zeroed_past_end",
            "ended examples were set to zero. Then the last state of a short sequence is lost. "
            "Keep a_prev, which is the state after its last real step.",
            replace="xp.where(alive, a_next, a_prev)",
            by="xp.where(alive, a_next, 0 * a_prev)",
        ),
        Misconception(
            "nothing_frozen",
            "every example took the new state. Padding then goes on changing the states of ended "
            "sequences. Use lengths to decide for each column.",
            replace="xp.where(alive, a_next, a_prev)",
            by="xp.where(alive, a_next, a_next)",
        ),
        Misconception(
            "everything_frozen",
            "every example kept its old state, so nothing is ever read. Use lengths to decide "
            "for each column.",
            replace="xp.where(alive, a_next, a_prev)",
            by="xp.where(alive, a_prev, a_prev)",
        ),
        Misconception(
            "frozen_at_one_step_only",
            "an example was frozen at t = length only, and runs on at later steps. It stays "
            "frozen to the end: the comparison must hold at every later step too.",
            replace="alive = t < lengths",
            by="alive = t != lengths",
        ),
    ),
)


# ------------------------------------------------- 2.9 sequence_cross_entropy


def draw_padded_batch(rng, padding: float) -> Inputs:
    n = draw.sizes(rng, "n_y", "m", "T", least=3)
    lengths = np.concatenate(([n["T"], n["T"] - 2], rng.integers(1, n["T"] + 1, size=n["m"] - 2)))
    mask = (np.arange(n["T"]) < rng.permutation(lengths)[:, None]).astype(float)
    y_pred = draw.probabilities(rng, n["n_y"], n["m"], n["T"])
    y = draw.one_hot(rng, n["n_y"], n["m"], n["T"])
    y_pred = np.where(mask == 1, y_pred, padding * y_pred)
    return Inputs({"y_pred": y_pred, "y": y, "mask": mask}, n)


def draw_filled_padding(rng) -> Inputs:
    """Padded steps that look like real ones: only the mask tells."""
    return draw_padded_batch(rng, padding=1.0)


def draw_zero_padding(rng) -> Inputs:
    """Padded steps with probability 0, whose logarithm is minus infinity."""
    return draw_padded_batch(rng, padding=0.0)


SEQUENCE_CROSS_ENTROPY = Exercise(
    name="sequence_cross_entropy",
    chapter=CHAPTER,
    reference=rnn_ref.sequence_cross_entropy,
    task="Write sequence_cross_entropy: for each real step take minus the logarithm of the "
    "probability that y_pred gives to the right class, and return the mean over the real steps.",
    returns=("loss",),
    draws={"ordinary": draw_filled_padding, "zeros in the padding": draw_zero_padding},
    parts=(
        number("loss", 3),
        number("loss with zeros in the padding", 2, case="zeros in the padding"),
    ),
    misconceptions=(
        Misconception(
            "mask_ignored",
            "the padded steps were counted as if they were real. Use the mask: a step with mask 0 "
            "adds nothing to the sum and nothing to the count.",
            replace="real = xp.astype(mask, xp.bool)",
            by="real = xp.astype(xp.ones_like(mask), xp.bool)",
        ),
        Misconception(
            "divided_by_all_steps",
            "the sum runs over the real steps, but it was divided by m · T, the padded steps "
            "included. Divide by the number of real steps, which is the sum of the mask.",
            replace="loss = -xp.sum(log_p) / count",
            by="loss = -xp.sum(log_p) / p_right.size",
        ),
        Misconception(
            "divided_by_examples",
            "the sum was divided by m. That gives the loss of an average sequence, which other "
            "texts use too, and long sequences then weigh more. This course takes the mean over "
            "real steps: divide by the sum of the mask.",
            replace="loss = -xp.sum(log_p) / count",
            by="loss = -xp.sum(log_p) / mask.shape[0]",
        ),
        Misconception(
            "mean_of_means",
            "you took the mean of each sequence first, and then the mean of these means. A step "
            "of a short sequence then weighs more than one of a long sequence. Add up all real "
            "steps, then divide once.",
            replace="loss = -xp.sum(log_p) / count",
            by="loss = -xp.mean(xp.sum(log_p, axis=1) / xp.sum(mask, axis=1))",
        ),
        Misconception(
            "logarithm_base_two",
            "this is the logarithm to base 2. The loss takes the natural one: np.log.",
            replace="loss = -xp.sum(log_p) / count",
            by="loss = -xp.sum(log_p) / count / 0.6931471805599453",
        ),
        Misconception(
            "largest_probability_taken",
            "you took the largest probability of each step, which is the network's favourite. "
            "The loss asks for the probability of the right class: y tells which one that is.",
            replace="p_right = xp.sum(y_pred * y, axis=0)",
            by="p_right = xp.max(y_pred, axis=0)",
        ),
        Misconception(
            "summed_not_averaged",
            "this is the sum over the real steps, not the mean. Divide by the number of real "
            "steps.",
            replace="loss = -xp.sum(log_p) / count",
            by="loss = -xp.sum(log_p)",
        ),
        Misconception(
            "sign_forgotten",
            "the minus sign is missing. The logarithm of a probability is negative, and a loss "
            "must be positive.",
            replace="loss = -xp.sum(log_p) / count",
            by="loss = xp.sum(log_p) / count",
        ),
        Misconception(
            "logarithm_of_the_mean",
            "you took the mean of the probabilities first and the logarithm afterwards. The "
            "logarithm of a mean is not the mean of logarithms. Take the logarithm of each step.",
            replace="loss = -xp.sum(log_p) / count",
            by="loss = -xp.log(xp.sum(xp.where(real, p_right, 0 * p_right)) / count)",
        ),
        Misconception(
            "logarithm_before_mask",
            "the logarithm was taken of padded steps as well, and then multiplied by the mask. "
            "Where the padding holds 0 this is 0 · (-inf), which is NaN. Select the real steps "
            "first, then take the logarithm.",
            replace="log_p = safe_log(p_kept)",
            by="log_p = xp.log(p_right) * mask",
        ),
        Misconception(
            "divided_by_every_entry",
            "the sum was divided by the size of the whole array, n_y · m · T: np.mean also "
            "counts the zeros that y has put beside each right word. A step has one loss. Add "
            "over the words first, then divide by the number of real steps.",
            replace="loss = -xp.sum(log_p) / count",
            by="loss = -xp.sum(log_p) / y.size",
        ),
        Misconception(
            "mask_inverted",
            "the padded steps were counted and the real ones left out. In this course 1 means "
            "real.",
            replace="real = xp.astype(mask, xp.bool)",
            by="real = ~xp.astype(mask, xp.bool)",
        ),
        Misconception(
            "zero_for_padding",
            "a padded p was replaced by 0, and log 0 is minus infinity. Put a 1 there: log 1 "
            "is 0, so the step adds nothing.",
            replace="log_p = safe_log(p_kept)",
            by="log_p = xp.log(xp.where(real, p_right, xp.zeros_like(p_right)))",
        ),
        Misconception(
            "padding_added",
            "the losses at padding were added, though you divided by the number of real steps. "
            "Put a 1 in the place of each padded p before the logarithm, or pick the real "
            "entries.",
            replace="log_p = safe_log(p_kept)",
            by="log_p = safe_log(p_right)",
        ),
    ),
)


# -------------------------------------------------------- 2.10 match_torch_rnn


MATCH_TORCH_RNN = Exercise(
    name="match_torch_rnn",
    chapter=CHAPTER,
    reference=ch02_forward.match_torch_rnn,
    task="Write match_torch_rnn: return a dictionary with torch's four names for the weights and "
    "biases, then x as (T_x, m, n_x), then a0 as (1, m, n_a).",
    returns=("state", "x_torch", "h0"),
    draws={"ordinary": draw_sequence},
    parts=(
        array("state['weight_ih_l0']", 1, at=(0, "weight_ih_l0"), shape="(n_a, n_x)"),
        array("state['weight_hh_l0']", 1, at=(0, "weight_hh_l0"), shape="(n_a, n_a)"),
        added(
            "state['bias_ih_l0'] + state['bias_hh_l0']",
            1,
            at=((0, "bias_ih_l0"), (0, "bias_hh_l0")),
            shape="(n_a,)",
        ),
        array("x_torch", 1, at=1, shape="(T_x, m, n_x)"),
        array("h0", 1, at=2, shape="(1, m, n_a)"),
    ),
    misconceptions=(
        Misconception(
            "bias_counted_twice",
            "both of torch's biases were set to ba. torch adds them, so the sum is 2·ba. Give ba "
            "to one and zeros to the other.",
            replace='"bias_hh_l0": xp.zeros_like(bias)',
            by='"bias_hh_l0": bias',
        ),
        Misconception(
            "bias_as_column",
            "the biases kept their shape (n_a, 1). torch's biases have one axis: (n_a,).",
            replace='parameters["ba"][:, 0]',
            by='parameters["ba"]',
        ),
        Misconception(
            "recurrent_weights_transposed",
            "Waa was transposed. torch computes W_hh h with the same orientation as W_aa a; only "
            "the data are laid out differently.",
            replace='"weight_hh_l0": parameters["Waa"],',
            by='"weight_hh_l0": parameters["Waa"].T,',
        ),
        Misconception(
            "input_weights_transposed",
            "Wax was transposed. torch's weight_ih has the shape (n_a, n_x), as Wax has.",
            replace='"weight_ih_l0": parameters["Wax"],',
            by='"weight_ih_l0": parameters["Wax"].T,',
        ),
        Misconception(
            "weights_swapped",
            "the two weight matrices changed places. ih stands for input to hidden, which is Wax; "
            "hh for hidden to hidden, which is Waa.",
            replace='"weight_ih_l0": parameters["Wax"],\n        '
            '"weight_hh_l0": parameters["Waa"],',
            by='"weight_ih_l0": parameters["Waa"], "weight_hh_l0": parameters["Wax"],',
        ),
        Misconception(
            "batch_first",
            "x_torch has the examples first. That is torch's layout with batch_first=True; the "
            "default has time first: (T_x, m, n_x).",
            replace="xp.permute_dims(x, (2, 1, 0))",
            by="xp.permute_dims(x, (1, 2, 0))",
        ),
        Misconception(
            "features_before_examples",
            "time stands first, which is right, but the features stand before the examples. "
            "torch wants (T_x, m, n_x).",
            replace="xp.permute_dims(x, (2, 1, 0))",
            by="xp.permute_dims(x, (2, 0, 1))",
        ),
        Misconception(
            "reshaped_not_transposed",
            "reshape gave the right shape and mixed the numbers up: it keeps their order in memory "
            "and cuts it anew. Swap the axes with transpose instead.",
            replace="xp.permute_dims(x, (2, 1, 0))",
            by="xp.reshape(x, (x.shape[2], x.shape[1], x.shape[0]))",
        ),
        Misconception(
            "layer_axis_forgotten",
            "h0 lacks its first axis. torch keeps one initial state for each layer, so with one "
            "layer the shape is (1, m, n_a).",
            replace="h0 = xp.expand_dims(a0_rows, axis=0)",
            by="h0 = a0_rows",
        ),
        Misconception(
            "initial_state_not_transposed",
            "h0 has the axes (1, n_a, m). torch keeps examples before features: transpose a0 "
            "first.",
            replace="h0 = xp.expand_dims(a0_rows, axis=0)",
            by="h0 = xp.expand_dims(a0, axis=0)",
        ),
        Misconception(
            "initial_state_reshaped",
            "h0 has the right shape and its numbers are mixed up: reshape keeps their order in "
            "memory. Swap the axes with a transpose.",
            replace="xp.permute_dims(a0, (1, 0))",
            by="xp.reshape(a0, (a0.shape[1], a0.shape[0]))",
        ),
        Misconception(
            "initial_state_zeros",
            "h0 is all zeros. The function is given a0; hand it on.",
            replace="h0 = xp.expand_dims(a0_rows, axis=0)",
            by="h0 = 0 * xp.expand_dims(a0_rows, axis=0)",
        ),
        Misconception(
            "input_left_as_it_is",
            "x_torch is x with its axes as they were. torch wants time first and the features "
            "last: (T_x, m, n_x).",
            replace="xp.permute_dims(x, (2, 1, 0))",
            by="x",
        ),
    ),
)


# ------------------------------------------------------------------- the quiz


FORWARD_QUIZ = quiz(
    "forward_quiz",
    CHAPTER,
    answers="bcdba",
    wrong=[
        {
            "a": "you would have a network whose state depends on the word of its own step alone. "
            "Follow the arrow W_aa out of step 3 and see where it leads.",
            "c": "you would have a network that recovers once the inputs are equal again. Ask what "
            "the state of step 5 is handed on to.",
            "d": "you would have a network in which news travels to the left too. Look at which "
            "way the arrows between the states point.",
        },
        {
            "a": "you would need a weight matrix of its own for every step. Look at the four "
            "copies in the unrolled picture and at whose weights they use.",
            "b": "you would have a W_aa whose size depends on the sentence. Read its shape in the "
            "table, (n_a, n_a), and search it for T_x.",
            "d": "you would have a bias with one column per step. Read its shape in the table, "
            "(n_a, 1), and think of what repeats that column.",
        },
        {
            "a": "you would let one padded step change the state. With t = 2 and a length of 2, "
            "say aloud whether t < length.",
            "b": "you would freeze the sentence before its last word is read. Count its words on "
            "your fingers, starting with t = 0.",
            "c": "you would let the padding write over the state up to the end of the batch. "
            "Compare with the length of this sentence, not with the longest one.",
        },
        {
            "a": "you would need one sum per column for that. Count how many numbers powers.sum() "
            "returns when no axis is named.",
            "c": "you would need a sum along each row for that, and no axis is named here. Count "
            "how many numbers powers.sum() returns.",
            "d": "you would be right if the shapes had to be equal. NumPy repeats a single number "
            "over an array of any shape, and gives no warning.",
        },
        {
            "b": "you would divide by all 16 places of the batch, so that padding makes a network "
            "look better. Count only the steps where the mask is 1.",
            "c": "you would divide by the number of sentences, so that long sentences cost more "
            "than short ones. The mean in this chapter is taken over steps.",
            "d": "you would divide by the length of the longest sentence. Count the real steps of "
            "both sentences.",
        },
    ],
)


EXERCISES = (
    SOFTMAX,
    SIGMOID,
    RNN_CELL_FORWARD,
    RNN_FORWARD,
    MANY_TO_ONE,
    ONE_TO_MANY,
    JORDAN_CELL_FORWARD,
    FREEZE_PAST_END,
    SEQUENCE_CROSS_ENTROPY,
    MATCH_TORCH_RNN,
    FORWARD_QUIZ,
)
