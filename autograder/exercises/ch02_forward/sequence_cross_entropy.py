"""The loss of a padded batch: the mean over its real steps."""

import numpy as np

import rnn_ref
from autograder.exercises import draw
from autograder.exercises.specification import Exercise, Inputs, Misconception, number


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


# Right answers in other styles: each earns all points.


def loss_by_class(y_pred, y, mask):
    classes = y.argmax(axis=0)
    losses = []
    for i, t in zip(*np.nonzero(mask), strict=True):
        losses.append(-np.log(y_pred[classes[i, t], i, t]))
    return float(np.mean(losses))


def loss_selected(y_pred, y, mask):
    return -np.log((y_pred * y).sum(0)[mask.astype(bool)]).mean()


EXERCISE = Exercise(
    name="sequence_cross_entropy",
    chapter="02_forward",
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
    likely=(
        (
            "logarithm_before_mask",
            "return -np.sum(np.log((y * y_pred).sum(axis=0)) * mask) / mask.sum()",
        ),
        (
            "divided_by_all_steps",
            """
            p = np.where(mask == 1, (y * y_pred).sum(axis=0), 1.0)
            return -np.mean(np.log(p))""",
        ),
        ("divided_by_every_entry", "return -np.mean(y * np.log(np.where(mask == 1, y_pred, 1.0)))"),
        (
            "divided_by_examples",
            """
            p = np.where(mask == 1, (y * y_pred).sum(axis=0), 1.0)
            return -np.sum(np.log(p)) / y.shape[1]""",
        ),
        ("mask_ignored", "return -np.mean(np.log((y * y_pred).sum(axis=0)))"),
        (
            "zero_for_padding",
            """
            p = (y * y_pred).sum(axis=0) * mask
            return -np.log(p).sum() / mask.sum()""",
        ),
    ),
    styles=(loss_by_class, loss_selected),
    equal=(
        ("real =", "The mask holds 0 and 1 already, so it says the same in any type of number."),
        ("p_right = xp.sum(y_pred * y, axis=0)", "All but one of the products are 0."),
        ("p_kept =", "The mask holds 0 and 1 already, so it says the same in any type of number."),
        ("count =", "The mask holds 0 and 1 already, so it says the same in any type of number."),
        ("p = np.sum(y * y_pred, axis=0)", "All but one of the products are 0."),
        (
            "p = np.where(real, p, 1.0)",
            "The mask holds 0 and 1 already, so it says the same in any type of number.",
        ),
        (
            "total / real.sum()",
            "The mask holds 0 and 1 already, so it says the same in any type of number.",
        ),
    ),
)
