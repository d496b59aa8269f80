"""The exercises of chapter 3, backpropagation through time."""

from __future__ import annotations

import numpy as np

import rnn_ref
from autograder.exercises import draw
from autograder.exercises.quiz import quiz
from autograder.exercises.specification import Exercise, Inputs, Misconception, array, number
from autograder.references import ch02_forward, ch03_backprop
from rnn_course.known_loss import KnownLoss

CHAPTER = "03_backprop"


def caches_of(rng, n: dict[str, int]) -> list:
    """The caches of a real forward pass, so that 1 − a² is what it says."""
    size = {**n, "n_y": 2}
    weights = {
        key: draw.numbers(rng, *({**size, "1": 1}[axis] for axis in axes), low=0.2, high=0.6)
        for key, axes in draw.PARAMETERS.items()
    }
    x = draw.numbers(rng, n["n_x"], n["m"], n["T_x"])
    a0 = draw.numbers(rng, n["n_a"], n["m"])
    return ch02_forward.rnn_forward(x, a0, weights)[2]


# ----------------------------------------- 3.1 softmax_cross_entropy_backward


def draw_labelled(rng, padded: bool) -> Inputs:
    n = draw.sizes(rng, "n_y", "m", "T", least=2, most=4)  # a small pack
    lengths = np.full(n["m"], n["T"])
    if padded:
        lengths[:2] = [n["T"] - 1, n["T"] - 2]
    mask = (np.arange(n["T"]) < rng.permutation(lengths)[:, None]).astype(float)
    y_pred = draw.probabilities(rng, n["n_y"], n["m"], n["T"])
    y = draw.one_hot(rng, n["n_y"], n["m"], n["T"])
    return Inputs({"y_pred": y_pred, "y": y, "mask": mask}, n)


SOFTMAX_CROSS_ENTROPY_BACKWARD = Exercise(
    name="softmax_cross_entropy_backward",
    chapter=CHAPTER,
    reference=rnn_ref.softmax_cross_entropy_backward,
    task="Write softmax_cross_entropy_backward: y_pred - y at the real steps, 0 at the padded "
    "ones, divided by the number of real steps.",
    returns=("ds",),
    draws={
        "ordinary": lambda rng: draw_labelled(rng, padded=False),
        "padded": lambda rng: draw_labelled(rng, padded=True),
    },
    parts=(
        array("ds", 2, shape="(n_y, m, T)"),
        array("ds of a padded batch", 2, shape="(n_y, m, T)", case="padded"),
    ),
    misconceptions=(
        Misconception(
            "sign_turned",
            "the sign is turned: this is y - y_pred. The right word, where y is 1, must get a "
            "negative number, because a higher score there makes the loss smaller.",
            replace="difference = y_pred - y",
            by="difference = y - y_pred",
        ),
        Misconception(
            "not_divided",
            "this is the gradient of the sum of all losses. The loss of chapter 2 is their mean, "
            "so divide by the number of real steps, which is the sum of the mask.",
            replace="dz = kept / count",
            by="dz = kept",
        ),
        Misconception(
            "padding_kept",
            "padded steps have a gradient here. They add nothing to the loss, so no score there "
            "can change it: multiply by the mask, or choose with np.where.",
            replace="kept = xp.where(real, difference, xp.zeros_like(difference))",
            by="kept = difference",
        ),
        Misconception(
            "divided_by_all_steps",
            "the padding is 0, which is right, but you divided by m · T, the padded steps "
            "included. The mean is taken over the real steps: divide by the sum of the mask.",
            replace="dz = kept / count",
            by="dz = kept / (mask.shape[0] * mask.shape[1])",
        ),
        Misconception(
            "divided_by_examples",
            "you divided by the number of examples m. The loss is a mean over real steps, so the "
            "divisor is the sum of the mask.",
            replace="dz = kept / count",
            by="dz = kept / mask.shape[0]",
        ),
        Misconception(
            "stopped_at_the_prediction",
            "this is -y / y_pred, the gradient with respect to the probabilities. The scores lie "
            "one step further back, before softmax. Both steps together give y_pred - y.",
            replace="difference = y_pred - y",
            by="difference = -y / y_pred",
        ),
        Misconception(
            "softmax_counted_twice",
            "y_pred - y was multiplied by y_pred (1 - y_pred). The way back through softmax is "
            "inside y_pred - y already. Leave the extra factor out.",
            replace="difference = y_pred - y",
            by="difference = (y_pred - y) * y_pred * (1 - y_pred)",
        ),
        Misconception(
            "label_forgotten",
            "this is y_pred without - y, so the labels play no part. Only the subtraction tells "
            "the network which word was right.",
            replace="difference = y_pred - y",
            by="difference = y_pred",
        ),
        Misconception(
            "divided_by_every_entry",
            "you divided by the size of the whole array, n_y · m · T, which is what np.mean "
            "does. The loss has one number per real step: divide by the sum of the mask.",
            replace="dz = kept / count",
            by="dz = kept / y.size",
        ),
        Misconception(
            "divided_by_steps",
            "you divided by T, the number of steps. That was right by hand, with one example. "
            "A batch has the real steps of all its examples: divide by the sum of the whole "
            "mask.",
            replace="dz = kept / count",
            by="dz = kept / mask.shape[1]",
        ),
        Misconception(
            "divided_by_the_length_of_each",
            "each example was divided by its own length. The loss adds the steps of all "
            "examples and divides once, so one number divides all: the sum of the whole mask.",
            replace="dz = kept / count",
            by="dz = kept / xp.sum(mask, axis=1)[:, None]",
        ),
        Misconception(
            "mask_inverted",
            "the padded steps have a gradient and the real ones have none. In this course 1 "
            "means real.",
            replace="kept = xp.where(real, difference, xp.zeros_like(difference))",
            by="kept = xp.where(real, xp.zeros_like(difference), difference)",
        ),
        Misconception(
            "slope_of_softmax_alone",
            "this is the slope of softmax alone, ŷ(1 − ŷ), and it does not look at the right "
            "word. Together with the logarithm of the loss something simpler comes out: ŷ − y. "
            "Section 2 derives it.",
            replace="difference = y_pred - y",
            by="difference = y_pred * (1 - y_pred)",
        ),
    ),
)


# ------------------------------------------------------ 3.2 rnn_cell_backward


def draw_step_back(rng) -> Inputs:
    n = draw.sizes(rng, "n_x", "n_a", "m", least=2, most=4)
    cache = caches_of(rng, {**n, "T_x": 2})[1]
    return Inputs({"da_next": draw.numbers(rng, n["n_a"], n["m"]), "cache": cache}, n)


def draw_step_in_the_middle(rng) -> Inputs:
    """A step whose new state is 0: tanh has the slope 1 there, so dz equals da_next.

    Whoever has the slope wrong and the rest of the chain right earns the points of the rest.
    """
    while True:
        n = draw.sizes(rng, "n_x", "n_a", "m", least=2, most=4)
        _, _, xt, weights = caches_of(rng, {**n, "T_x": 2})[1]
        a_prev = np.linalg.solve(weights["Waa"], -weights["Wax"] @ xt - weights["ba"])  # z = 0
        if np.abs(a_prev).min() > 0.05 and np.abs(a_prev).max() < 0.95:
            cache = (np.zeros((n["n_a"], n["m"])), a_prev, xt, weights)
            return Inputs({"da_next": draw.numbers(rng, n["n_a"], n["m"]), "cache": cache}, n)


STEP_BACK = "dz = (1 - a_next**2) * da_next"
STEP_BACK_SHAPES = {
    "dxt": "(n_x, m)",
    "da_prev": "(n_a, m)",
    "dWax": "(n_a, n_x)",
    "dWaa": "(n_a, n_a)",
    "dba": "(n_a, 1)",
}

RNN_CELL_BACKWARD = Exercise(
    name="rnn_cell_backward",
    chapter=CHAPTER,
    reference=rnn_ref.rnn_cell_backward,
    task="Write rnn_cell_backward: dz = (1 - a_next²) · da_next, then from dz the gradients dxt, "
    "da_prev, dWax, dWaa and dba, as a dictionary.",
    returns=("gradients",),
    draws={"a_next is 0": draw_step_in_the_middle, "ordinary": draw_step_back},
    # the chain after dz comes first: a wrong slope is only spoken of when the rest is right
    parts=(
        *(
            array(f"{key} where a_next is 0", 1, at=key, shape=shape, case="a_next is 0")
            for key, shape in STEP_BACK_SHAPES.items()
        ),
        *(array(key, 1, at=key, shape=shape) for key, shape in STEP_BACK_SHAPES.items()),
    ),
    misconceptions=(
        Misconception(
            "tanh_slope_forgotten",
            "dz equals da_next, as if there were no tanh. A flat tanh hands on little: multiply "
            "da_next by 1 - a_next², entry by entry. What you made of dz afterwards is right.",
            replace=STEP_BACK,
            by="dz = da_next",
        ),
        Misconception(
            "tanh_taken_again",
            "you computed 1 - tanh(a_next)². a_next is a tanh already: a_next = tanh(z), so the "
            "slope at z is 1 - a_next². Taking tanh again is the slope at another place. What you made "
            "of dz afterwards is right.",
            replace=STEP_BACK,
            by="dz = (1 - xp.tanh(a_next)**2) * da_next",
        ),
        Misconception(
            "square_forgotten",
            "you computed 1 - a_next without the square. The slope of tanh is 1 - a_next². "
            "It never exceeds 1; yours does wherever the state is negative. What you made of dz "
            "afterwards is right.",
            replace=STEP_BACK,
            by="dz = (1 - a_next) * da_next",
        ),
        Misconception(
            "slope_of_the_old_state",
            "the slope was taken at a_prev. This step's tanh gave a_next: use 1 - a_next². The "
            "old state has its turn one step further left.",
            replace=STEP_BACK,
            by="dz = (1 - a_prev**2) * da_next",
        ),
        Misconception(
            "slope_of_sigmoid",
            "a_next (1 - a_next) is the slope of sigmoid. This state comes from tanh, whose slope "
            "is 1 - a_next².",
            replace=STEP_BACK,
            by="dz = a_next * (1 - a_next) * da_next",
        ),
        Misconception(
            "recurrent_weight_not_transposed",
            "da_prev was computed with Waa, and it takes Waa.T. Waa is square, so the shapes fit "
            "either way. Forward, column j of Waa carries unit j to all others; backward, unit j "
            "collects from all others along that same column, which is row j of Waa.T.",
            replace="da_prev = Waa.T @ dz",
            by="da_prev = Waa @ dz",
        ),
        Misconception(
            "recurrent_weight_not_passed",
            "da_prev equals dz. Forward, a_prev went through Waa to reach z; on its way back the "
            "gradient passes Waa too, transposed.",
            replace="da_prev = Waa.T @ dz",
            by="da_prev = dz",
        ),
        Misconception(
            "new_state_for_old",
            "dWaa was computed with a_next. Forward, Waa was multiplied with the state before the "
            "step, so its gradient is dz times that state: a_prev.",
            replace="dWaa = dz @ a_prev.T",
            by="dWaa = dz @ a_next.T",
        ),
        Misconception(
            "recurrent_gradient_transposed",
            "dWaa is transposed. Entry (i, j) of Waa leads from unit j to unit i, so its gradient "
            "is dz of unit i times a_prev of unit j: dz @ a_prev.T.",
            replace="dWaa = dz @ a_prev.T",
            by="dWaa = a_prev @ dz.T",
        ),
        Misconception(
            "input_gradient_transposed",
            "dWax is transposed. A gradient has the shape of its weight, (n_a, n_x): dz comes "
            "first, xt.T second.",
            replace="dWax = dz @ xt.T",
            by="dWax = xt @ dz.T",
        ),
        Misconception(
            "bias_not_summed",
            "dba has one column per example. There is a single bias for all of them, and each "
            "example pulls at it: add the columns with sum(axis=1, keepdims=True).",
            replace="dba = xp.sum(dz, axis=1, keepdims=True)",
            by="dba = dz",
        ),
        Misconception(
            "bias_averaged",
            "dba is the mean over the examples. Each example adds its pull to the one bias, so it "
            "is the sum. The mean that the loss asks for is inside da_next already.",
            replace="dba = xp.sum(dz, axis=1, keepdims=True)",
            by="dba = xp.mean(dz, axis=1, keepdims=True)",
        ),
        Misconception(
            "bias_axis_lost",
            "dba has lost an axis: its shape is (n_a,), and ba has (n_a, 1). An update ba - dba "
            "would then spread to a square. Write keepdims=True.",
            replace="dba = xp.sum(dz, axis=1, keepdims=True)",
            by="dba = xp.sum(dz, axis=1)",
        ),
        Misconception(
            "weights_averaged",
            "dWax and dWaa were divided by the number of examples. The product with .T adds over "
            "the examples, and that sum is wanted: the mean is inside da_next already.",
            replace="dWax = dz @ xt.T  # (n_a, n_x)\n    dWaa = dz @ a_prev.T",
            by="dWax = dz @ xt.T / xt.shape[1]\n    dWaa = dz @ a_prev.T / xt.shape[1]",
        ),
        Misconception(
            "old_state_from_da_next",
            "da_prev was made from da_next, not from dz, so the tanh of this step was jumped "
            "over. Every path to the left starts at dz: Waa.T @ dz.",
            replace="da_prev = Waa.T @ dz",
            by="da_prev = Waa.T @ da_next",
        ),
        Misconception(
            "weights_from_da_next",
            "dWax and dWaa were made from da_next, not from dz. The weights stand inside tanh, so "
            "their gradients pass its slope first: use dz.",
            replace="dWax = dz @ xt.T  # (n_a, n_x)\n    dWaa = dz @ a_prev.T",
            by="dWax = da_next @ xt.T\n    dWaa = da_next @ a_prev.T",
        ),
        Misconception(
            "slope_plus",
            "you computed 1 + a_next². The slope of tanh is 1 − a_next²: a full unit is flat, "
            "and yours gets steeper. What you made of dz afterwards is right.",
            replace=STEP_BACK,
            by="dz = (1 + a_next**2) * da_next",
        ),
        Misconception(
            "slope_left_alone",
            "dz is the slope 1 − a_next² alone. The chain rule multiplies it by what comes "
            "in: (1 − a_next²) · da_next.",
            replace=STEP_BACK,
            by="dz = (1 - a_next**2) * xp.ones_like(da_next)",
        ),
        Misconception(
            "tanh_of_the_gradient",
            "tanh was taken of da_next. A gradient is no sum of a unit and passes no tanh. It "
            "is multiplied by the slope, which is made from the state: 1 − a_next².",
            replace=STEP_BACK,
            by="dz = 1 - xp.tanh(da_next)**2",
        ),
        Misconception(
            "input_from_da_next",
            "dxt was made from da_next, not from dz, so the tanh of this step was jumped "
            "over. x stands inside tanh: Wax.T @ dz.",
            replace="dxt = Wax.T @ dz",
            by="dxt = Wax.T @ da_next",
        ),
        Misconception(
            "bias_from_da_next",
            "dba was made from da_next, not from dz. The bias stands inside tanh, so its "
            "gradient passes the slope first: sum the columns of dz.",
            replace="dba = xp.sum(dz, axis=1, keepdims=True)",
            by="dba = xp.sum(da_next, axis=1, keepdims=True)",
        ),
        Misconception(
            "bias_summed_over_units",
            "dba was summed over axis 0, the units, and so has one number per example. There "
            "is one bias per unit: sum over the examples, axis=1, and keep that axis.",
            replace="dba = xp.sum(dz, axis=1, keepdims=True)",
            by="dba = xp.sum(dz, axis=0, keepdims=True)",
        ),
    ),
)


# ----------------------------------------------------------- 3.3 rnn_backward


def draw_way_back(rng) -> Inputs:
    n = {**draw.sizes(rng, "n_x", "m", least=2, most=3), "n_a": 4, "T_x": 5}  # a small pack
    caches = caches_of(rng, n)
    return Inputs({"da": draw.numbers(rng, n["n_a"], n["m"], n["T_x"]), "caches": caches}, n)


LOOP_BACK = (
    "for t in reversed(range(T_x)):\n"
    "        gradients = rnn_cell_backward(da[:, :, t] + da_next, caches[t])\n"
    '        dx_steps.append(gradients["dxt"])\n'
    '        da_next = gradients["da_prev"]\n'
    "        for name in sums:\n"
    "            sums[name] = sums[name] + gradients[name]\n"
    "    dx_steps.reverse()"
)

RNN_BACKWARD = Exercise(
    name="rnn_backward",
    chapter=CHAPTER,
    reference=ch03_backprop.rnn_backward,
    task="Write rnn_backward: from the last step to the first, add da of this step and da_prev "
    "from the step to its right, call rnn_cell_backward, keep dxt, and sum the weight gradients.",
    returns=("gradients",),
    draws={"ordinary": draw_way_back},
    parts=(
        array("dx", 2, at="dx", shape="(n_x, m, T_x)"),
        array("da0", 2, at="da0", shape="(n_a, m)"),
        array("dWax", 1, at="dWax", shape="(n_a, n_x)"),
        array("dWaa", 2, at="dWaa", shape="(n_a, n_a)"),
        array("dba", 1, at="dba", shape="(n_a, 1)"),
    ),
    uses=("rnn_cell_backward",),
    misconceptions=(
        Misconception(
            "right_forgotten",
            "each step used only the gradient from above, da[:, :, t]. What the later steps want "
            "from this state never arrives. Add da_prev of the step to the right.",
            replace="da[:, :, t] + da_next",
            by="da[:, :, t]",
        ),
        Misconception(
            "above_forgotten",
            "after the last step only the gradient from the right was used. Every state also "
            "makes a prediction of its own: add da[:, :, t] at every step.",
            replace="da[:, :, t] + da_next",
            by="da_next if t < T_x - 1 else da[:, :, t]",
        ),
        Misconception(
            "right_piled_up",
            "da_prev was added to what came from the right before, with +=. Across the step it "
            "replaces it: da_prev of step t already holds all that lies to the right. The weight "
            "gradients take +=, this one takes =.",
            replace='da_next = gradients["da_prev"]',
            by='da_next = da_next + gradients["da_prev"]',
        ),
        Misconception(
            "last_call_kept",
            "the weight gradients are those of one step alone, the first, which the loop reaches "
            "last: = where += is needed. The weight is used at every step, so its gradient is the "
            "sum over the steps.",
            replace="sums[name] = sums[name] + gradients[name]",
            by="sums[name] = gradients[name]",
        ),
        Misconception(
            "left_to_right",
            "the loop ran from the first step to the last. A gradient needs what comes from the "
            "right, so the right must be done first: reversed(range(T_x)).",
            replace=LOOP_BACK,
            by=LOOP_BACK.replace("reversed(range(T_x))", "range(T_x)").replace(
                "dx_steps.reverse()", "pass"
            ),
        ),
        Misconception(
            "steps_in_reverse_order",
            "dx has its steps in reverse order. The loop meets the last step first: store dxt at "
            "dx[:, :, t], or reverse the list before you stack it.",
            replace="dx_steps.reverse()",
            by="pass",
        ),
        Misconception(
            "time_axis_first",
            "dx is stacked with time as the first axis. A gradient has the shape of its array: x "
            "is (n_x, m, T_x), so time is last.",
            replace="xp.stack(dx_steps, axis=2)",
            by="xp.stack(dx_steps, axis=0)",
        ),
        Misconception(
            "averaged_over_steps",
            "the weight gradients were divided by the number of steps. The mean of the loss is "
            "inside da already; here the steps are added.",
            replace='return {"dx": dx, "da0": da_next, **sums}',
            by='return {"dx": dx, "da0": da_next, **{k: v / T_x for k, v in sums.items()}}',
        ),
        Misconception(
            "last_cache_everywhere",
            "every step used the cache of the last step. Step t was computed from its own states "
            "and its own input: caches[t].",
            replace="caches[t])",
            by="caches[T_x - 1])",
        ),
        Misconception(
            "first_state_for_zeroth",
            "da0 is the gradient of a⟨1⟩, the total at the first step. a⟨0⟩ lies one cell further "
            "left: da0 is da_prev of the first step.",
            replace='da_next = gradients["da_prev"]',
            by='da_next = gradients["da_prev"] if t else da[:, :, t] + da_next',
        ),
        Misconception(
            "last_step_left_out",
            "the last step was left out: its dx is 0, and the loss there is heard by nobody. "
            "With steps counted from 0 the last one is T_x − 1: reversed(range(T_x)) begins "
            "there.",
            replace="gradients = rnn_cell_backward(da[:, :, t] + da_next, caches[t])",
            by="gradients = rnn_cell_backward(da[:, :, t] + da_next, caches[t])\n"
            "        if t == T_x - 1:\n"
            '            dx_steps.append(0 * gradients["dxt"])\n'
            "            continue",
        ),
        Misconception(
            "first_step_left_out",
            "the first step was left out: its dx is 0, and the weights miss its share. A "
            "range that counts down stops before its end: range(T_x − 1, −1, −1), or "
            "reversed(range(T_x)).",
            replace="gradients = rnn_cell_backward(da[:, :, t] + da_next, caches[t])",
            by="gradients = rnn_cell_backward(da[:, :, t] + da_next, caches[t])\n"
            "        if t == 0:\n"
            '            dx_steps.append(0 * gradients["dxt"])\n'
            "            continue",
        ),
        Misconception(
            "last_gradient_twice",
            "the gradient at the last step was counted twice. You put it into the variable "
            "for what comes from the right, and then added it again from above. Nothing comes "
            "from the right of the last step: start with zeros.",
            replace="da_next = xp.zeros_like(da[:, :, 0])",
            by="da_next = da[:, :, T_x - 1]",
        ),
    ),
)


# --------------------------------------------------------- 3.4 gradient_check


def draw_suspects(rng) -> Inputs:
    """A right gradient, and one that is wrong by a little in one array and by much in the other."""
    shapes = {"W": (3, 2), "b": (3, 1)}
    while True:
        weights = {key: draw.numbers(rng, *shape, low=0.4) for key, shape in shapes.items()}
        parameters = {key: draw.numbers(rng, *shape, low=0.4) for key, shape in shapes.items()}
        s = sum(np.sum(weights[key] * parameters[key]) for key in shapes)
        gradients, told = {}, True
        for key, much in (("W", 0.05), ("b", 0.5)):
            true = weights[key] * (1 - np.tanh(parameters[key]) ** 2) + s * weights[key]
            off = rng.choice((-1.0, 1.0), size=shapes[key]) * rng.uniform(0.5, 1, size=shapes[key])
            gradients["d" + key] = g = np.round(true * (1 + much * off), 3)
            gap, size = abs(g - true), abs(g) + abs(true)
            largest = gap.max() / (abs(g).max() + abs(true).max())
            told &= abs((gap / size).max() - largest) > 1e-3  # entry by entry, or the largest
        if told:
            values = {"loss": KnownLoss(weights), "parameters": parameters, "gradients": gradients}
            return Inputs({**values, "epsilon": 1e-4}, {})


SLOPE = "(loss_plus - loss_minus) / (2 * epsilon)"

GRADIENT_CHECK = Exercise(
    name="gradient_check",
    chapter=CHAPTER,
    reference=rnn_ref.gradient_check,
    task="Write gradient_check: for each array measure the slope of the loss at every entry by "
    "(L(θ+ε) − L(θ−ε)) / 2ε, and return ‖g − n‖ / (‖g‖ + ‖n‖) by the name of the array.",
    returns=("differences",),
    draws={"ordinary": draw_suspects},
    parts=(
        number("differences['W']", 3, at="W"),
        number("differences['b']", 2, at="b"),
    ),
    misconceptions=(
        Misconception(
            "one_sided",
            "you measured from θ to θ + ε only. That slope is off by an amount of the order of ε; "
            "the two-sided one, (L(θ+ε) − L(θ−ε)) / 2ε, is off by ε². A check that wants 1e-7 "
            "needs the second.",
            replace=SLOPE,
            by="(loss_plus - _loss_at(loss, parameters, key, entries)) / epsilon",
            within=rnn_ref.numerical_gradient,
        ),
        Misconception(
            "divided_by_one_epsilon",
            "you divided by ε, and the two points lie 2ε apart. Every slope is twice too large, "
            "so even a right gradient gets a difference of 1/3.",
            replace=SLOPE,
            by="(loss_plus - loss_minus) / epsilon",
            within=rnn_ref.numerical_gradient,
        ),
        Misconception(
            "not_moved_back_far_enough",
            "your second point is θ itself, not θ − ε. After adding ε, take 2ε away, or start "
            "from a fresh copy for each of the two.",
            replace="entries - step)",
            by="entries)",
            within=rnn_ref.numerical_gradient,
        ),
        Misconception(
            "not_put_back",
            "you moved an entry and never put it back, so every later slope is measured at "
            "another place. After the two losses restore the old value, or move a copy.",
            replace=f"slopes[i] = {SLOPE}",
            by=f"slopes[i] = {SLOPE}\n            entries = entries - step",
            within=rnn_ref.numerical_gradient,
        ),
        Misconception(
            "slope_turned",
            "the slope has the wrong sign: L(θ−ε) − L(θ+ε). Then a right gradient gets 1, the "
            "worst difference there is. Take the plus side first.",
            replace=SLOPE,
            by="(loss_minus - loss_plus) / (2 * epsilon)",
            within=rnn_ref.numerical_gradient,
        ),
        Misconception(
            "all_entries_moved",
            "all entries of the array were moved at once, so each slope is the sum of all of "
            "them. Move one entry, and leave the others as they are.",
            replace="step[i] = epsilon",
            by="step = step + epsilon",
            within=rnn_ref.numerical_gradient,
        ),
        Misconception(
            "not_divided_by_size",
            "this is ‖g − n‖ alone. Whether 0.001 is much depends on how large the gradients are: "
            "divide by ‖g‖ + ‖n‖.",
            replace="distance / size if size != 0 else 0.0",
            by="distance",
        ),
        Misconception(
            "divided_by_one_norm",
            "you divided by ‖g‖ alone. Divide by ‖g‖ + ‖n‖: then the result lies between 0 and 1 "
            "and treats both alike.",
            replace="float(global_norm({key: g})) + float(global_norm({key: n}))",
            by="float(global_norm({key: g}))",
        ),
        Misconception(
            "norm_of_the_sum",
            "you divided by ‖g + n‖, where ‖g‖ + ‖n‖ is wanted. When g has the wrong sign, g + n "
            "is near 0 and the quotient runs off to infinity. Take the two norms, then add.",
            replace="float(global_norm({key: g})) + float(global_norm({key: n}))",
            by="float(global_norm({key: g + n}))",
        ),
        Misconception(
            "squares_without_root",
            "the root is missing: you compared sums of squares. Squaring makes a small difference "
            "look far smaller than it is. A norm is the root of the sum of squares.",
            replace="distance / size if size != 0 else 0.0",
            by="distance**2 / (float(global_norm({key: g}))**2 + float(global_norm({key: n}))**2)",
        ),
        Misconception(
            "largest_entries_compared",
            "you used the largest entries instead of norms. Other texts do that too. Here a norm "
            "is the root of the sum of squares: np.linalg.norm of the whole array.",
            replace="distance / size if size != 0 else 0.0",
            by="float(abs(g - n).max()) / (float(abs(g).max()) + float(abs(n).max()))",
        ),
        Misconception(
            "brackets_forgotten",
            "brackets are missing: / 2 * ε divides by 2 and then multiplies by ε. Every slope "
            "is nearly 0, so every gradient gets nearly 1. Write / (2 * ε).",
            replace=SLOPE,
            by="(loss_plus - loss_minus) / 2 * epsilon",
            within=rnn_ref.numerical_gradient,
        ),
        Misconception(
            "entry_by_entry",
            "you compared entry by entry and took the largest difference. One entry near 0 "
            "then spoils a right gradient. Compare the arrays as wholes: ‖g − n‖ / (‖g‖ + "
            "‖n‖).",
            replace="distance / size if size != 0 else 0.0",
            by="float((abs(g - n) / (abs(g) + abs(n))).max())",
        ),
    ),
)


# ---------------------------------------------------------- 3.5 clip_by_value


def draw_gradients(rng, low: float, high: float) -> dict:
    """Three arrays; each has entries of both signs inside and outside ±3."""
    n = draw.sizes(rng, "n_x", "n_a", least=2, most=4)
    shapes = {"dWax": (n["n_a"], n["n_x"]), "dWaa": (n["n_a"],) * 2, "dba": (n["n_a"], 1)}
    return {key: draw.numbers(rng, *shape, low=low, high=high) for key, shape in shapes.items()}


def draw_wild(rng) -> Inputs:
    while True:
        gradients = draw_gradients(rng, 0.3, 6.0)
        limit = round(float(rng.uniform(1.5, 2.5)), 1)
        out = [(g > limit).any() and (g < -limit).any() for g in list(gradients.values())[:2]]
        b = gradients["dba"]
        if all(out) and (abs(b) > limit).any() and (abs(b) < limit).any():
            if all(
                (abs(g) < limit).any() and (g[abs(g) < limit] < 0).any()
                for g in list(gradients.values())[:2]
            ):
                return Inputs({"gradients": gradients, "limit": limit}, {})


CLIP = "clipped[key] = xp.clip(g, -limit, limit)"

CLIP_BY_VALUE = Exercise(
    name="clip_by_value",
    chapter=CHAPTER,
    reference=rnn_ref.clip_by_value,
    task="Write clip_by_value: return a new dictionary in which every entry below -limit is "
    "-limit, and every entry above limit is limit.",
    returns=("clipped",),
    draws={"ordinary": draw_wild},
    parts=(
        array("clipped['dWax']", 1, at="dWax", shape="(n_a, n_x)"),
        array("clipped['dWaa']", 1, at="dWaa", shape="(n_a, n_a)"),
        array("clipped['dba']", 1, at="dba", shape="(n_a, 1)"),
    ),
    misconceptions=(
        Misconception(
            "copy_not_returned",
            "you returned the gradients as they came. np.clip does not change its argument, it "
            "returns a clipped copy. Put that copy into the new dictionary.",
            replace=CLIP,
            by="clipped[key] = g",
        ),
        Misconception(
            "only_above",
            "only the entries above limit were cut. A gradient may explode downwards too: cut at "
            "-limit as well.",
            replace=CLIP,
            by="clipped[key] = xp.where(g > limit, limit, g)",
        ),
        Misconception(
            "only_below",
            "only the entries below -limit were cut. Cut at limit as well.",
            replace=CLIP,
            by="clipped[key] = xp.where(g < -limit, -limit, g)",
        ),
        Misconception(
            "cut_at_zero",
            "negative entries became 0: the lower bound is 0 and should be -limit. The sign tells "
            "which way to move a weight. It must stay.",
            replace=CLIP,
            by="clipped[key] = xp.clip(g, 0, limit)",
        ),
        Misconception(
            "signs_lost",
            "all your entries are positive: the absolute value was clipped. The sign tells which "
            "way to move a weight. Clip between -limit and limit.",
            replace=CLIP,
            by="clipped[key] = xp.clip(xp.abs(g), -limit, limit)",
        ),
        Misconception(
            "set_to_zero",
            "entries beyond the limit became 0. They are to be shortened, not dropped: put limit "
            "or -limit in their place.",
            replace=CLIP,
            by="clipped[key] = xp.where(xp.abs(g) > limit, 0.0, g)",
        ),
        Misconception(
            "shortened_as_a_whole",
            "each array was multiplied by one factor, so small entries shrank too. That is "
            "clipping by norm, the next exercise. Here each entry is cut by itself.",
            replace=CLIP,
            by="clipped[key] = g * min(1.0, limit / float(xp.max(xp.abs(g))))",
        ),
    ),
)


# ---------------------------------------------------- 3.6 clip_by_global_norm


def draw_long(rng) -> Inputs:
    # so long that torch's limit / (norm + 1e-6) gives the same numbers to 1e-7
    gradients = draw_gradients(rng, 3.0, 6.0)
    return Inputs({"gradients": gradients, "limit": round(float(rng.uniform(0.6, 0.9)), 2)}, {})


def draw_short(rng) -> Inputs:
    """A gradient that is short enough already."""
    gradients = draw_gradients(rng, 0.1, 0.4)
    norm = np.sqrt(sum((g**2).sum() for g in gradients.values()))
    return Inputs({"gradients": gradients, "limit": round(1.5 * float(norm), 2)}, {})


SHORTEN = "clipped = {key: g * factor for key, g in gradients.items()}"
WHOLE_NORM = (
    'norm = check_number("the global norm of gradients", global_norm(gradients), zero=True)'
)

CLIP_BY_GLOBAL_NORM = Exercise(
    name="clip_by_global_norm",
    chapter=CHAPTER,
    reference=rnn_ref.clip_by_global_norm,
    task="Write clip_by_global_norm: compute the norm of all arrays together; if it is above "
    "limit, multiply every array by limit / norm. Return a new dictionary.",
    returns=("clipped",),
    draws={"ordinary": draw_long, "short": draw_short},
    parts=(
        array("clipped['dWax']", 1, at="dWax", shape="(n_a, n_x)"),
        array("clipped['dWaa']", 1, at="dWaa", shape="(n_a, n_a)"),
        array("clipped['dba']", 1, at="dba", shape="(n_a, 1)"),
        array(
            "clipped['dWaa'] of a short gradient", 1, at="dWaa", shape="(n_a, n_a)", case="short"
        ),
    ),
    misconceptions=(
        Misconception(
            "each_by_its_own_norm",
            "each array was shortened by its own norm. Then the arrays lose their proportions, "
            "and the step points elsewhere. One norm over all arrays gives one factor for all.",
            replace=SHORTEN,
            by="clipped = {k: g * min(1.0, limit / float(global_norm({k: g}))) "
            "for k, g in gradients.items()}",
        ),
        Misconception(
            "always_rescaled",
            "short gradients were stretched up to the limit. Clipping only ever shortens: leave "
            "the gradients as they are when their norm is below the limit.",
            replace="factor = limit / norm if norm > limit else 1.0",
            by="factor = limit / norm",
        ),
        Misconception(
            "root_forgotten",
            "you used the sum of squares as if it were the norm. The norm is its root: np.sqrt.",
            replace=WHOLE_NORM,
            by="norm = float(global_norm(gradients))**2",
        ),
        Misconception(
            "norms_added",
            "you added the norms of the arrays. The norm of all together is the root of the sum "
            "of all squares: add the squares first, take one root at the end.",
            replace=WHOLE_NORM,
            by="norm = sum(float(global_norm({k: g})) for k, g in gradients.items())",
        ),
        Misconception(
            "absolute_values_added",
            "you added absolute values. The norm meant here is the root of the sum of squares, "
            "the length of one long arrow.",
            replace=WHOLE_NORM,
            by="norm = sum(float(abs(g).sum()) for g in gradients.values())",
        ),
        Misconception(
            "largest_entry_for_norm",
            "you divided by the largest entry. The norm is the root of the sum of all squares.",
            replace=WHOLE_NORM,
            by="norm = max(float(abs(g).max()) for g in gradients.values())",
        ),
        Misconception(
            "clipped_by_value",
            "the entries were cut one by one. That is clip_by_value, which turns the gradient. "
            "Multiply every array by one factor instead.",
            replace=SHORTEN,
            by="clipped = clip_by_value(gradients, limit)",
        ),
        Misconception(
            "set_to_length_one",
            "you divided by the norm and left the limit out, so the length is 1. The factor is "
            "limit / norm.",
            replace="factor = limit / norm if norm > limit else 1.0",
            by="factor = 1 / norm if norm > limit else 1.0",
        ),
        Misconception(
            "copy_not_returned",
            "you returned the gradients as they came. Build a new dictionary that holds each "
            "array times the factor, and return that.",
            replace=SHORTEN,
            by="clipped = dict(gradients)",
        ),
    ),
)


# --------------------------------------------------------- 3.7 truncated_bptt


def draw_windows(rng) -> Inputs:
    n = {**draw.sizes(rng, "n_x", "m", least=2, most=3), "n_a": 4, "T_x": 7}
    caches = caches_of(rng, n)
    da = draw.numbers(rng, n["n_a"], n["m"], n["T_x"])
    return Inputs({"da": da, "caches": caches, "k": int(rng.choice([2, 4]))}, n)


WINDOWS = "for start in range(0, T_x, k):\n        end = min(start + k, T_x)"

TRUNCATED_BPTT = Exercise(
    name="truncated_bptt",
    chapter=CHAPTER,
    reference=ch03_backprop.truncated_bptt,
    task="Write truncated_bptt: call rnn_backward on each window of k steps, join the dx along "
    "time, add the weight gradients, and take da0 from the first window.",
    returns=("gradients",),
    draws={"ordinary": draw_windows},
    parts=(
        array("dx", 2, at="dx", shape="(n_x, m, T_x)"),
        array("da0", 1, at="da0", shape="(n_a, m)"),
        array("dWaa", 1, at="dWaa", shape="(n_a, n_a)"),
        array("dba", 1, at="dba", shape="(n_a, 1)"),
    ),
    uses=("rnn_cell_backward", "rnn_backward"),
    misconceptions=(
        Misconception(
            "nothing_cut",
            "this is the whole way back, without any cut. Call rnn_backward once per window, with "
            "the slices da[:, :, start:end] and caches[start:end].",
            replace=WINDOWS,
            by="for start, end in [(0, T_x)]:",
        ),
        Misconception(
            "windows_one_longer",
            "each window has k + 1 steps. In a slice the end is left out: start:start + k holds "
            "exactly k steps.",
            replace=WINDOWS,
            by="for start in range(0, T_x, k + 1):\n        end = min(start + k + 1, T_x)",
        ),
        Misconception(
            "windows_from_the_end",
            "the windows were counted from the end, so the first one is short. They start at the "
            "first step: 0, k, 2k and so on, and the last one may be short.",
            replace=WINDOWS,
            by="edges = [0, *range(T_x % k, T_x + 1, k)]\n"
            "    for start, end in zip(edges[:-1], edges[1:]):",
        ),
        Misconception(
            "short_window_left_out",
            "the last window, which is shorter than k, was left out. Its steps have a loss too. "
            "Let start run over range(0, T_x, k); a slice may end beyond the array.",
            replace="for start in range(0, T_x, k):",
            by="for start in range(0, T_x - k + 1, k):",
        ),
        Misconception(
            "k_windows",
            "you cut the sequence into k windows. k is the number of steps in a window.",
            replace=WINDOWS,
            by="size = -(-T_x // k)\n    for start in range(0, T_x, size):\n"
            "        end = min(start + size, T_x)",
        ),
        Misconception(
            "last_window_kept",
            "the weight gradients are those of the last window alone. Every window uses the same "
            "weights: add the windows up.",
            replace="sum(window[name] for window in windows)",
            by="windows[-1][name]",
        ),
        Misconception(
            "windows_averaged",
            "the weight gradients are the mean over the windows. The loss adds up over the steps, "
            "and so do they: take the sum.",
            replace="sum(window[name] for window in windows)",
            by="sum(window[name] for window in windows) / len(windows)",
        ),
        Misconception(
            "first_state_of_last_window",
            "da0 was taken from the last window. a⟨0⟩ stands before the first window: take it "
            "from there.",
            replace='windows[0]["da0"]',
            by='windows[-1]["da0"]',
        ),
        Misconception(
            "windows_in_reverse_order",
            "the windows of dx stand in reverse order. You went through them from the right, "
            "which is allowed, since no gradient crosses. Then turn the list round before you "
            "join it.",
            replace='xp.concat([window["dx"] for window in windows], axis=2)',
            by='xp.concat([window["dx"] for window in windows[::-1]], axis=2)',
        ),
    ),
)


# -------------------------------------------------- 3.8 gradient_norm_per_lag


def draw_last(rng, m: int) -> Inputs:
    sizes = rng.permutation([2, 3, 4])
    n = {"n_x": int(sizes[0]), "n_a": int(sizes[1]), "m": m or int(sizes[2]), "T_x": 6}
    da_last = draw.numbers(rng, n["n_a"], n["m"])
    return Inputs({"da_last": da_last, "caches": caches_of(rng, n)}, n)


MEASURE = "norms = [xp.sqrt(xp.sum(g**2)) for g in gradients]"
SEND_ON = 'later = rnn_cell_backward(later, cache)["da_prev"]'

GRADIENT_NORM_PER_LAG = Exercise(
    name="gradient_norm_per_lag",
    chapter=CHAPTER,
    reference=ch03_backprop.rnn_gradient_norm_per_lag,
    task="Write gradient_norm_per_lag: start with da_last, walk back through the caches with "
    "rnn_cell_backward, and note the norm before the first step and after each.",
    returns=("norms",),
    draws={
        "ordinary": lambda rng: draw_last(rng, m=1),
        "a batch": lambda rng: draw_last(rng, m=0),
    },
    parts=(
        array("the norms of one example", 2, shape="(T_x + 1,)"),
        array("the norms of a batch", 2, shape="(T_x + 1,)", case="a batch"),
    ),
    uses=("rnn_cell_backward",),
    misconceptions=(
        Misconception(
            "always_the_last_gradient",
            "every step was given da_last. Step by step, hand on what the step before returned: "
            "its da_prev.",
            replace=SEND_ON,
            by='later = rnn_cell_backward(da_last, cache)["da_prev"]',
        ),
        Misconception(
            "caches_from_the_left",
            "the caches were walked from the first step to the last. The gradient starts at the "
            "last state: use reversed(caches).",
            replace="reversed(caches)",
            by="list(caches)",
        ),
        Misconception(
            "lag_zero_left_out",
            "the norm of da_last itself is missing. Lag 0 is the last state: note its norm before "
            "the first step back, so that there are T_x + 1 numbers.",
            replace="return xp.stack(norms)",
            by="return xp.stack(norms[1:])",
        ),
        Misconception(
            "last_lag_left_out",
            "the norm at a⟨0⟩ is missing: you noted the norm before each step and not after the "
            "last one. There are T_x + 1 numbers.",
            replace="return xp.stack(norms)",
            by="return xp.stack(norms[:-1])",
        ),
        Misconception(
            "earliest_first",
            "the norms stand in the order of time. They are wanted in the order of the lag: the "
            "last state first, a⟨0⟩ at the end.",
            replace="return xp.stack(norms)",
            by="return xp.stack(norms[::-1])",
        ),
        Misconception(
            "root_forgotten",
            "these are sums of squares. A norm is the root of it: np.sqrt, or np.linalg.norm.",
            replace=MEASURE,
            by="norms = [xp.sum(g**2) for g in gradients]",
        ),
        Misconception(
            "mean_for_sum",
            "you took the mean of the squares under the root. A norm takes their sum.",
            replace=MEASURE,
            by="norms = [xp.sqrt(xp.mean(g**2)) for g in gradients]",
        ),
        Misconception(
            "largest_singular_value",
            "for a batch, np.linalg.norm(da, 2) is the largest singular value. Leave the 2 out: "
            "then it is the root of the sum of squares over all entries.",
            replace=MEASURE,
            by="norms = [xp.linalg.matrix_norm(g, ord=2) for g in gradients]",
        ),
        Misconception(
            "absolute_values_added",
            "you added absolute values. A norm here is the root of the sum of squares.",
            replace=MEASURE,
            by="norms = [xp.sum(xp.abs(g)) for g in gradients]",
        ),
        Misconception(
            "largest_entry",
            "you took the largest entry of each gradient. A norm counts all of them: the root "
            "of the sum of squares, np.linalg.norm.",
            replace=MEASURE,
            by="norms = [xp.max(xp.abs(g)) for g in gradients]",
        ),
        Misconception(
            "one_norm_for_each_example",
            "there is one norm for each example, since a norm with axis=0 works down the "
            "columns. One number per lag is wanted: np.linalg.norm of the whole array, "
            "without an axis.",
            replace=MEASURE,
            by="norms = [xp.sqrt(xp.sum(g**2, axis=0)) for g in gradients]",
        ),
        Misconception(
            "last_gradient_added_again",
            "da_last was added at every step. Only the last state has a gradient of its own "
            "here, and nothing comes from above on the way. Pass on da_prev alone.",
            replace='later = rnn_cell_backward(later, cache)["da_prev"]',
            by='later = rnn_cell_backward(later, cache)["da_prev"] + da_last',
        ),
    ),
)


# ------------------------------------------------ 3.9 rescale_spectral_radius


def draw_turning(rng) -> Inputs:
    """A matrix whose largest |λ| belongs to a complex pair, and some λ has a positive real part.

    The smallest |λ| is none of the other numbers that somebody may take.
    """
    while True:
        W = draw.numbers(rng, 4, 4)
        values = np.linalg.eigvals(W)
        top = values[np.argmax(abs(values))]
        if abs(top.imag) > 0.3 and abs(top.real) > 0.1 and values.real.max() > 0.2:
            others = (values.real.max(), abs(values.real).max(), abs(values).max())
            if abs(others[0] - others[1]) > 0.1 and 0.1 < abs(values).min() < min(others) - 0.05:
                return Inputs({"W": W, "radius": round(float(rng.uniform(0.6, 1.6)), 2)}, {"n": 4})


def draw_symmetric(rng) -> Inputs:
    """A symmetric matrix whose largest |λ| belongs to a negative λ."""
    while True:
        half = draw.numbers(rng, 3, 3)
        W = np.tril(half) + np.tril(half, -1).T
        values = np.linalg.eigvalsh(W)
        smallest = abs(values).min()
        if -values.min() > values.max() + 0.2 and 0.1 < smallest < values.max() - 0.1:
            return Inputs({"W": W, "radius": round(float(rng.uniform(0.6, 1.6)), 2)}, {"n": 3})


RESCALE_SPECTRAL_RADIUS = Exercise(
    name="rescale_spectral_radius",
    chapter=CHAPTER,
    reference=rnn_ref.rescale_spectral_radius,
    task="Write rescale_spectral_radius: find the largest |λ| of W with np.linalg.eigvals, and "
    "return W multiplied by the number that makes it equal to radius.",
    returns=("W",),
    draws={"ordinary": draw_turning, "symmetric": draw_symmetric},
    parts=(
        array("the result for complex λ", 2, shape="(n, n)"),
        array("the result for a symmetric W", 2, shape="(n, n)", case="symmetric"),
    ),
    misconceptions=(
        Misconception(
            "largest_without_absolute_value",
            "you took the largest λ by its real part. An eigenvalue of −1.2 makes a gradient grow "
            "as one of 1.2 does; it only turns its sign as well. Take |λ|.",
            replace="unit = W / rho",
            by="unit = W / max(v.real for v in __import__('numpy').linalg.eigvals(W))",
        ),
        Misconception(
            "real_parts_only",
            "you took the absolute value of the real part alone. For a complex λ, |λ| is the root "
            "of real² + imaginary². np.abs of the complex number gives it.",
            replace="unit = W / rho",
            by="unit = W / max(abs(v.real) for v in __import__('numpy').linalg.eigvals(W))",
        ),
        Misconception(
            "singular_value",
            "you divided by the largest singular value, which np.linalg.norm(W, 2) gives. It "
            "bounds one step; in the long run |λ| decides. For a symmetric W both are the same.",
            replace="unit = W / rho",
            by="unit = W / __import__('numpy').linalg.norm(W, 2)",
        ),
        Misconception(
            "norm_of_all_entries",
            "you divided by np.linalg.norm(W), the root of the sum of squares of all entries. The "
            "spectral radius is the largest |λ|: np.linalg.eigvals.",
            replace="unit = W / rho",
            by="unit = W / __import__('numpy').linalg.norm(W)",
        ),
        Misconception(
            "largest_entry",
            "you divided by the largest entry of W. The spectral radius is the largest |λ|, the "
            "absolute value of an eigenvalue: np.linalg.eigvals(W).",
            replace="unit = W / rho",
            by="unit = W / abs(W).max()",
        ),
        Misconception(
            "not_divided",
            "you multiplied by radius and did not divide by the radius that W has. Do both: "
            "W · radius / ρ.",
            replace="unit = W / rho",
            by="unit = W",
        ),
        Misconception(
            "radius_left_out",
            "the spectral radius of your result is 1. Multiply by the wanted radius.",
            replace="rescaled = radius * unit",
            by="rescaled = unit",
        ),
        Misconception(
            "upside_down",
            "the quotient is upside down: you multiplied by ρ / radius. W / ρ has the radius 1; "
            "times radius it has the wanted one.",
            replace="rescaled = radius * unit",
            by="rescaled = rho * rho / radius * unit",
        ),
        Misconception(
            "smallest_eigenvalue",
            "now the smallest |λ| has the wanted value, and the largest is far above it. The "
            "spectral radius is the largest of them: np.abs(...).max().",
            replace="unit = W / rho",
            by="unit = W / min(abs(v) for v in __import__('numpy').linalg.eigvals(W))",
        ),
    ),
)


# --------------------------------------------------- 3.10 vanish_or_explode


VANISH_OR_EXPLODE = quiz(
    "vanish_or_explode",
    CHAPTER,
    answers="bcda",
    wrong=[
        {
            "a": "you would be right if 0.6 were the largest |λ|. Raise −1.1 to the power 20 and "
            "look at its size.",
            "c": "you would need every |λ| to be 1. Raise −1.1 to the power 20.",
            "d": "you would need a W that is not symmetric for that. A symmetric one stretches "
            "each eigenvector by its own λ at every step, from the first on.",
        },
        {
            "a": "you would need a matrix that shortens. Take (1, 0), multiply once, and compute "
            "the length of what comes out.",
            "b": "you would need a matrix that stretches. Compute 0.866² + 0.5².",
            "d": "you would need a step that stretches first. A rotation changes the direction "
            "of an arrow. Compute its length after one step.",
        },
        {
            "a": "you would be right in the long run. Do the first step by hand: Wᵀ times (1, 0).",
            "b": "you would be right about the first step. Both λ are 0.5; ask what (0.5)^k does "
            "to everything in the end.",
            "c": "you would need |λ| = 1. Read the diagonal: for a triangular matrix it holds the "
            "eigenvalues.",
        },
        {
            "b": "you would be right without tanh. Its slope here is 1 − 0.6², and it multiplies "
            "at every step. Compute 1.3 times that slope.",
            "c": "you would need a product of 1. Compute 1.3 · (1 − 0.6²).",
            "d": "you would need a first step that stretches. Here every step has the same factor, "
            "1.3 · (1 − 0.6²).",
        },
    ],
)


# ---------------------------------------------------- 3.11 find_planted_bugs


FIND_THE_PLANTED_BUG = quiz(
    "find_the_planted_bug",
    CHAPTER,
    answers="bcadbacb",
    wrong=[
        {
            "a": "you would spoil dU and db too, since they are made from dz, and they are right.",
            "c": "you would spoil dU, and the gradient check says that dU is right.",
            "d": "you would spoil db, and the gradient check says that db is right.",
        },
        {
            "a": "you would get the transpose of the gradient you had, and still the new state. "
            "Ask which state W was multiplied with in the forward step.",
            "b": "you would get an array of shape (m, m). A gradient has the shape of its weight.",
            "d": "you would get the gradient of the old state, of shape (n_a, m), and not that of "
            "a weight.",
        },
        {
            "b": "you would change a call that is right whenever its dh is right. With one step "
            "everything agrees.",
            "c": "you would break the one line that keeps what goes to the left. Ask instead "
            "where dh_later is used.",
            "d": "you would break a sum over the steps that is right. If it were wrong, dU and db "
            "would be right.",
        },
        {
            "a": "you would drop what this step's own prediction says.",
            "b": "you would multiply two gradients. Two paths into one state are added.",
            "c": "you would read the prediction of another step.",
        },
        {
            "a": "you would change the sum of squares, which is right: 36 for the first example.",
            "c": "you would change the factor, which is right if norm is right. Ask with what norm "
            "5 / norm gives 0.139.",
            "d": "you would change the multiplication. The direction is right, only the length is "
            "not.",
        },
        {
            "b": "you would get 12 where 6 is right, if there are three arrays. The norm does not "
            "depend on how the numbers are packed.",
            "c": "you would change nothing: a sum of squares is positive already.",
            "d": "you would make the norm at least the limit, and 36 would stay 36.",
        },
        {
            "a": "you would move the upper point, which is where it should be.",
            "b": "you would move the lower point, which is where it should be. Ask how far apart "
            "the two are.",
            "d": "you would change the quotient. Put slope = 2 g into it and see what comes out.",
        },
        {
            "a": "you would take half of a one-sided slope. A right gradient would again get 1/3.",
            "c": "you would turn the sign and keep the factor 2.",
            "d": "you would add two losses; a slope is a difference.",
        },
    ],
)


# ------------------------------------------------------------- 3.12 the quiz


BACKWARD_QUIZ = quiz(
    "backward_quiz",
    CHAPTER,
    answers="cbadb",
    wrong=[
        {
            "a": "you would have a network without a way back in time. The loss of step 6 depends "
            "on a⟨5⟩, which was made with the same W_aa.",
            "b": "you would be right if a⟨0⟩ were not 0. Write down what step 1 adds: dz⟨1⟩ times "
            "a⟨0⟩ᵀ.",
            "d": "you would leave out the step at which the loss is, and count one that adds 0. "
            "Write down dz⟨t⟩ a⟨t−1⟩ᵀ for t = 6 and for t = 1.",
        },
        {
            "a": "you would see some number between 0 and 1, by chance never 1. Put n = −g into "
            "the formula.",
            "c": "you would see 1/3. Put n = 2 g into the formula.",
            "d": "you would see a very small number. Rounding cannot give the largest value that "
            "there is.",
        },
        {
            "b": "you would have clipped each entry by itself, and the arrow would have turned: "
            "(1, 1) is not parallel to (3, 4).",
            "c": "you would have divided by the largest entry. Compute the length of (0.75, 1).",
            "d": "you would have divided by 25, the sum of squares. The norm is its root.",
        },
        {
            "a": "you would count the distance and forget where the cuts lie. Write down the "
            "first and last step of each window.",
            "b": "you would cut the forward pass too. Ask which of the two passes the truncation "
            "touches.",
            "c": "you would let the gradient cross into the next window. Write down the first and "
            "last step of each window.",
        },
        {
            "a": "you would need a bound on the product of the steps. The slope 1 takes the "
            "factor of tanh away and leaves that of W_aa.",
            "c": "you would need a slope below 1. Write down the slope of ReLU where its input is "
            "positive.",
            "d": "you would need to know W_aa. Ask what an active unit hands on when W_aa is small.",
        },
    ],
)


EXERCISES = (
    SOFTMAX_CROSS_ENTROPY_BACKWARD,
    RNN_CELL_BACKWARD,
    RNN_BACKWARD,
    GRADIENT_CHECK,
    CLIP_BY_VALUE,
    CLIP_BY_GLOBAL_NORM,
    TRUNCATED_BPTT,
    GRADIENT_NORM_PER_LAG,
    RESCALE_SPECTRAL_RADIUS,
    VANISH_OR_EXPLODE,
    FIND_THE_PLANTED_BUG,
    BACKWARD_QUIZ,
)
