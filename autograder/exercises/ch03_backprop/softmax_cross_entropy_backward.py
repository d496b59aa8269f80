"""The gradient of the loss at the scores: prediction minus truth."""

import numpy as np

import rnn_ref
from autograder.exercises import draw
from autograder.exercises.specification import Exercise, Inputs, Misconception, array


def draw_labelled(rng, padded: bool) -> Inputs:
    n = draw.sizes(rng, "n_y", "m", "T", least=2, most=4)  # a small pack
    lengths = np.full(n["m"], n["T"])
    if padded:
        lengths[:2] = [n["T"] - 1, n["T"] - 2]
    mask = (np.arange(n["T"]) < rng.permutation(lengths)[:, None]).astype(float)
    y_pred = draw.probabilities(rng, n["n_y"], n["m"], n["T"])
    y = draw.one_hot(rng, n["n_y"], n["m"], n["T"])
    return Inputs({"y_pred": y_pred, "y": y, "mask": mask}, n)


# Right answers in other styles: each earns all points.


def scores_by_product(y_pred, y, mask):
    return (y_pred - y) * mask[None] / mask.sum()


def scores_in_place(y_pred, y, mask):
    ds = y_pred.copy()
    ds -= y
    ds[:, mask == 0] = 0
    ds /= (mask == 1).sum()
    return ds


EXERCISE = Exercise(
    name="softmax_cross_entropy_backward",
    chapter="03_backprop",
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
    likely=(
        ("not_divided", "return (y_pred - y) * mask"),
        ("padding_kept", "return (y_pred - y) / mask.sum()"),
        ("sign_turned", "return (y - y_pred) * mask / mask.sum()"),
        ("divided_by_every_entry", "return (y_pred - y) * mask / y.size"),
        (
            "divided_by_the_length_of_each",
            """
            return (y_pred - y) * mask / mask.sum(axis=1, keepdims=True)""",
        ),
        ("divided_by_steps", "return (y_pred - y) * mask / mask.shape[1]"),
        ("slope_of_softmax_alone", "return y_pred * (1 - y_pred) * mask / mask.sum()"),
    ),
    styles=(scores_by_product, scores_in_place),
    equal=(
        (
            "return np.where(np.asarray(mask) == 1, y_pred - y, 0.0) / count",
            "The mask is an array already.",
        ),
        ("real =", "The mask holds 0 and 1 already, so it says the same in any type of number."),
        ("kept =", "Only the shape of it counts here, and the two have the same."),
        ("count =", "The mask holds 0 and 1 already, so it says the same in any type of number."),
    ),
)
