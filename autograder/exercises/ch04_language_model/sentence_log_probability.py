"""How probable a sentence is: the sum of its words' logarithms."""

import numpy as np

import rnn_ref
from autograder.exercises import draw
from autograder.exercises.specification import Exercise, Inputs, Misconception, array


def draw_sentences(rng) -> Inputs:
    n = draw.sizes(rng, "n_y", "m", "T", least=3, most=6)
    lengths = np.full(n["m"], n["T"])
    lengths[:2] = [n["T"] - 1, n["T"] - 2]
    mask = (np.arange(n["T"]) < rng.permutation(lengths)[:, None]).astype(int)
    values = {
        "y_pred": draw.probabilities(rng, n["n_y"], n["m"], n["T"]),
        "targets": rng.integers(1, n["n_y"], size=(n["m"], n["T"])),
        "mask": mask,
    }
    return Inputs(values, n)


def draw_long_sentence(rng) -> Inputs:
    """A sentence so long that its probability is 0 in a computer."""
    n = {"n_y": 3, "m": 1, "T": 150}
    targets = rng.integers(1, 3, size=(1, 150))
    y_pred = np.full((3, 1, 150), 0.0)
    right = np.round(rng.uniform(0.001, 0.004, size=150), 4)
    for t in range(150):
        y_pred[:, 0, t] = (1 - right[t]) / 2
        y_pred[targets[0, t], 0, t] = right[t]
    y_pred = np.round(y_pred, 5)
    return Inputs({"y_pred": y_pred, "targets": targets, "mask": np.ones((1, 150), dtype=int)}, n)


# Right answers in other styles: each earns all points.


def log_probability_in_loops(y_pred, targets, mask):
    total = [0.0] * len(targets)
    for i, row in enumerate(targets):
        for t, word in enumerate(row):
            if mask[i][t]:
                total[i] += np.log(y_pred[word, i, t])
    return np.array(total)


# A piece of the reference, which misconceptions replace.
SUM_OF_LOGS = "log_p = xp.sum(safe_log(p_kept), axis=1)"

EXERCISE = Exercise(
    name="sentence_log_probability",
    chapter="04_language_model",
    reference=rnn_ref.sentence_log_probability,
    task="Write sentence_log_probability: the logarithm of the predicted probability of each right "
    "word, summed over the real steps of each sentence.",
    returns=("log_p",),
    draws={"ordinary": draw_sentences, "long": draw_long_sentence},
    parts=(
        array("log_p", 3, shape="(m,)"),
        array("log_p of a long sentence", 1, shape="(m,)", case="long"),
    ),
    misconceptions=(
        Misconception(
            "log_forgotten",
            "you added the probabilities themselves. A sum of probabilities of different steps "
            "means nothing. The chain rule multiplies them, and the log of a product is the sum of "
            "the logs.",
            replace=SUM_OF_LOGS,
            by="log_p = xp.sum(xp.where(real, p_right, xp.zeros_like(p_right)), axis=1)",
        ),
        Misconception(
            "product_returned",
            "this is the probability, the product itself. Its logarithm is wanted. Look at the "
            "sentence of 150 words: its product is 0 in a computer, and no log can bring it back.",
            replace=SUM_OF_LOGS,
            by="log_p = xp.prod(p_kept, axis=1)",
        ),
        Misconception(
            "log_of_the_product",
            "you multiplied first and took the log at the end. For a long sentence the product is "
            "0 in a computer, and log 0 is minus infinity. Take the log of each step, then add.",
            replace=SUM_OF_LOGS,
            by="log_p = safe_log(xp.prod(p_kept, axis=1))",
        ),
        Misconception(
            "log_of_the_sum",
            "you took the log of a sum of probabilities. The log comes first, at each step; then "
            "you add.",
            replace=SUM_OF_LOGS,
            by="log_p = xp.log(xp.sum(xp.where(real, p_right, xp.zeros_like(p_right)), axis=1))",
        ),
        Misconception(
            "mean_over_steps",
            "you divided by the number of steps. That is the log-probability per word. The "
            "sentence as a whole has the sum.",
            replace=SUM_OF_LOGS,
            by="log_p = xp.sum(safe_log(p_kept), axis=1) / xp.sum(mask, axis=1)",
        ),
        Misconception(
            "sign_turned",
            "the sign is turned. That is the loss. A probability is at most 1, so its log is "
            "at most 0.",
            replace=SUM_OF_LOGS,
            by="log_p = -xp.sum(safe_log(p_kept), axis=1)",
        ),
        Misconception(
            "padding_counted",
            "padded steps were added as well, so a short sentence gets less than it deserves. "
            "Keep the logs where mask is 1, and put 0 elsewhere.",
            replace=SUM_OF_LOGS,
            by="log_p = xp.sum(safe_log(xp.sum(y_pred * one_hot(targets, y_pred.shape[0], "
            "y_pred.dtype), axis=0)), axis=1)",
        ),
        Misconception(
            "base_two",
            "you used log2. These are bits; the loss of chapter 2 uses the natural log, np.log, "
            "and so does this function. Exercise 4.4 turns one into the other.",
            replace=SUM_OF_LOGS,
            by="log_p = xp.sum(safe_log(p_kept), axis=1) / 0.6931471805599453",
        ),
        Misconception(
            "largest_instead_of_right",
            "you took the largest probability of each step. The sentence is given: take the "
            "probability of the word that stands in targets, likely or not.",
            replace="p_right = xp.sum(y_pred * y, axis=0)",
            by="p_right = xp.max(y_pred, axis=0)",
        ),
        Misconception(
            "added_over_examples",
            "you summed over axis 0, the examples, so there is one number per step. A "
            "sentence is a row here: sum over the steps, axis=1.",
            replace=SUM_OF_LOGS,
            by="log_p = xp.sum(safe_log(p_kept), axis=0)",
        ),
        Misconception(
            "mask_inverted",
            "the padded steps were added and the real ones left out. In this course 1 means real.",
            replace=SUM_OF_LOGS,
            by="log_p = xp.sum(safe_log(xp.where(real, xp.ones_like(p_right), p_right)), axis=1)",
        ),
        Misconception(
            "mean_over_all_steps",
            "you took the mean over all steps, padding among them. The probability of a "
            "sentence is a product, so its logarithm is a sum: .sum(axis=1).",
            replace="log_p = xp.sum(safe_log(p_kept), axis=1)",
            by="log_p = xp.sum(safe_log(p_kept), axis=1) / p_kept.shape[1]",
        ),
    ),
    likely=(
        (
            "log_of_the_product",
            """
            p = np.take_along_axis(y_pred, targets[None], axis=0)[0]
            return np.log(np.prod(np.where(mask == 1, p, 1), axis=1))""",
        ),
        (
            "padding_counted",
            """
            p = np.take_along_axis(y_pred, targets[None], axis=0)[0]
            return np.log(p).sum(axis=1)""",
        ),
        (
            "sign_turned",
            """
            p = np.take_along_axis(y_pred, targets[None], axis=0)[0]
            return -(np.log(p) * mask).sum(axis=1)""",
        ),
        (
            "added_over_examples",
            """
            p = np.take_along_axis(y_pred, targets[None], axis=0)[0]
            return (np.log(p) * mask).sum(axis=0)""",
        ),
        (
            "mean_over_all_steps",
            """
            p = np.take_along_axis(y_pred, targets[None], axis=0)[0]
            return np.where(mask == 1, np.log(p), 0).mean(axis=1)""",
        ),
    ),
    styles=(log_probability_in_loops,),
    equal=(
        (
            "logs = np.where(np.asarray(mask) == 1, np.log(p), 0.0)",
            "The mask is an array already.",
        ),
        ("p_right = xp.sum(y_pred * y, axis=0)", "All but one of the products are 0."),
        ("p_kept =", "The mask holds 0 and 1 already, so it says the same in any type of number."),
        ("rows =", "The indices are whole numbers already."),
        (
            "p = np.take_along_axis(y_pred, rows, axis=0)[0]",
            "It has one row, which is the first and the last.",
        ),
        ("logs =", "The mask holds 0 and 1 already, so it says the same in any type of number."),
    ),
)
