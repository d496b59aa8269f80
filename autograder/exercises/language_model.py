"""The exercises of chapter 4, language models and sampling."""

from __future__ import annotations

from collections.abc import Callable

import numpy as np

import rnn_ref
from autograder.exercises import draw
from autograder.exercises.quiz import quiz
from autograder.exercises.specification import (
    Exercise,
    Inputs,
    Misconception,
    SpecificationError,
    array,
    exact,
    integers,
    number,
    quiet,
)
from autograder.references import ch04_language_model
from rnn_course.known_uniforms import KnownUniforms

CHAPTER = "04_language_model"


def shares(rng, n: int, m: int):
    """Columns of n probabilities, no two equal, that sum to 1 but for the last bit."""
    columns = []
    while len(columns) < m:
        cuts = np.sort(rng.choice(np.arange(40, 961, 5), size=n - 1, replace=False))
        parts = np.diff(np.concatenate(([0], cuts, [1000])))
        if len(set(parts)) == n and parts.min() >= 40:
            columns.append(parts / 1000)
    return np.stack(columns, axis=1)


def uniforms(rng, count: int) -> KnownUniforms:
    """Numbers that never lie on a border between two of `shares`."""
    return KnownUniforms(((rng.integers(0, 1000, size=count) + 0.5) / 1000).tolist())


def told_apart(rng, make: Callable, functions: list[Callable], right: Callable) -> Inputs:
    """Draw until every wrong function gives something of its own, so that each is recognised."""
    for _ in range(3000):
        inputs = make(rng)
        try:
            given = [right(*fresh(inputs)), *(wrong(*fresh(inputs)) for wrong in functions)]
        except (RuntimeError, ValueError):  # the chooser has run out of numbers
            continue
        given = [round(g, 9) if isinstance(g, float) else g for g in given]
        if all(given[i] != given[j] for i in range(len(given)) for j in range(i)):
            return inputs
    raise SpecificationError("no inputs were found that tell the misconceptions apart.")


def fresh(inputs: Inputs) -> list:
    """The values, with every chooser at its first number."""
    return [
        KnownUniforms(v.numbers) if isinstance(v, KnownUniforms) else v
        for v in inputs.values.values()
    ]


# ----------------------------------------------- 4.1 sentence_log_probability


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


SUM_OF_LOGS = "log_p = xp.sum(safe_log(p_kept), axis=1)"

SENTENCE_LOG_PROBABILITY = Exercise(
    name="sentence_log_probability",
    chapter=CHAPTER,
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
)


# ---------------------------------------------------------- 4.2 shift_targets


def draw_targets(rng) -> Inputs:
    n = draw.sizes(rng, "n", "m", "T", least=3, most=6)
    while True:
        targets = rng.integers(1, n["n"], size=(n["m"], n["T"]))
        if len({tuple(row) for row in targets.tolist()}) > 1 and (np.diff(targets) != 0).any():
            return Inputs({"targets": targets, "n": n["n"]}, n)


SHIFT = "x = xp.concat([x1, y[:, :, :-1]], axis=2)"

SHIFT_TARGETS = Exercise(
    name="shift_targets",
    chapter=CHAPTER,
    reference=rnn_ref.inputs_from_targets,
    takes=("targets", "n"),
    task="Write shift_targets: x at step t is the one-hot column of the target of step t − 1, and "
    "x at the first step is 0.",
    returns=("x",),
    draws={"ordinary": draw_targets},
    parts=(array("x", 3, shape="(n, m, T)"),),
    misconceptions=(
        Misconception(
            "not_shifted",
            "x holds the target of the same step. The network then reads the very word that it "
            "must predict, learns to copy, and its loss is 0. Shift by one step.",
            replace=SHIFT,
            by="x = y",
        ),
        Misconception(
            "shifted_to_the_future",
            "you shifted the other way: at step t the network reads the word of step t + 1. It "
            "would see the future. At step t it may know the words before, up to t − 1.",
            replace=SHIFT,
            by="x = xp.concat([y[:, :, 1:], x1], axis=2)",
        ),
        Misconception(
            "last_word_comes_first",
            "x at the first step is the last word of the sentence. np.roll brings it round. "
            "Before the first word there is nothing: x⟨1⟩ = 0.",
            replace=SHIFT,
            by="x = xp.concat([y[:, :, -1:], y[:, :, :-1]], axis=2)",
        ),
        Misconception(
            "first_word_given_away",
            "x at the first step is the first target, so the answer of step 1 is given away. "
            "Before the first word there is nothing: x⟨1⟩ = 0.",
            replace=SHIFT,
            by="x = xp.concat([y[:, :, :1], y[:, :, :-1]], axis=2)",
        ),
        Misconception(
            "first_input_is_word_zero",
            "x at the first step is the one-hot column of word 0. A column of zeros is wanted, and "
            "that is no word at all. Fill x after the shift, or shift the columns, not the "
            "indices.",
            replace=SHIFT,
            by="x = xp.concat([xp.asarray(one_hot(targets * 0, n, dtype))[:, :, :1], "
            "y[:, :, :-1]], axis=2)",
        ),
        Misconception(
            "shifted_by_two",
            "you shifted by two steps, so the word just before the gap is missing. At step t the "
            "network reads word t − 1.",
            replace=SHIFT,
            by="x = xp.concat([x1, x1, y[:, :, :-2]], axis=2)",
        ),
        Misconception(
            "shifted_along_examples",
            "you shifted along the axis of the examples: each sentence reads the words of its "
            "neighbour. The steps are the last axis.",
            replace=SHIFT,
            by="x = xp.concat([xp.zeros_like(y[:, :1, :]), y[:, :-1, :]], axis=1)",
        ),
        Misconception(
            "words_last",
            "the words stand on the last axis: (m, T, n). That is how np.eye(n)[indices] "
            "leaves them. In this course the features come first: transpose(2, 0, 1).",
            replace=SHIFT,
            by="x = xp.moveaxis(xp.concat([x1, y[:, :, :-1]], axis=2), 0, -1)",
        ),
        Misconception(
            "first_step_emptied_only",
            "x⟨1⟩ is 0, as it should be, but nothing was shifted: every later step still "
            "reads the very word that it must predict. Step t reads the target of step t − 1: "
            "targets[:, :-1] goes into x[:, :, 1:].",
            replace=SHIFT,
            by="x = xp.concat([x1, y[:, :, 1:]], axis=2)",
        ),
        Misconception(
            "last_step_emptied_only",
            "the last step is 0 and all others read the very word that they must predict. "
            "Nothing was shifted. The targets without their last go into x[:, :, 1:], not "
            "into x[:, :, :-1].",
            replace=SHIFT,
            by="x = xp.concat([y[:, :, :-1], x1], axis=2)",
        ),
    ),
)


# ----------------------------------------------------------- 4.12 make_batches


def draw_text(rng) -> Inputs:
    n = draw.sizes(rng, "m", "T", "B", least=2, most=5)
    size = n["m"] * n["T"] * n["B"] + 1 + int(rng.integers(1, n["m"] * n["T"]))
    return Inputs({"indices": rng.integers(1, 40, size=size), "m": n["m"], "T": n["T"]}, n)


def draw_exact_text(rng) -> Inputs:
    """The last letter is missing: B batches of inputs, but no target for the last step."""
    n = draw.sizes(rng, "m", "T", "B", least=2, most=5)
    size = n["m"] * n["T"] * (n["B"] + 1)
    return Inputs({"indices": rng.integers(1, 40, size=size), "m": n["m"], "T": n["T"]}, n)


BOTH = (
    "inputs = xp.permute_dims(rows_in, (1, 0, 2))  # (B, m, T)\n"
    "    targets = xp.permute_dims(rows_out, (1, 0, 2))"
)


def batches_as(line: str) -> dict[str, str]:
    """Both arrays made by one expression of the stretch z."""
    return {
        "replace": BOTH,
        "by": f"inputs, targets = ({line} for z in (first, after))",
    }


MAKE_BATCHES = Exercise(
    name="make_batches",
    chapter=CHAPTER,
    reference=rnn_ref.make_batches,
    task="Write make_batches: cut the text into m rows of B·T words, then each row into B pieces of "
    "T. Return inputs and targets of shape (B, m, T); targets stand one word further on.",
    returns=("inputs", "targets"),
    draws={"ordinary": draw_text, "no target": draw_exact_text},
    parts=(
        integers("inputs", 2, at=0, shape="(B, m, T)"),
        integers("targets", 2, at=1, shape="(B, m, T)"),
        integers("inputs without a last target", 1, at=0, shape="(B, m, T)", case="no target"),
    ),
    misconceptions=(
        Misconception(
            "batches_not_contiguous",
            "row i of the next batch does not go on where row i of this one stopped: you cut the "
            "text into batches first, and each batch into rows. The state that is carried over "
            "would belong to another place. Cut into rows first: reshape to (m, B, T).",
            **batches_as("xp.reshape(z, (B, m, T))"),
        ),
        Misconception(
            "rows_interleaved",
            "neighbouring words went into different rows. Each row must be one uncut stretch of "
            "the text: reshape to (m, B, T), with the rows first.",
            **batches_as("xp.permute_dims(xp.reshape(z, (B, T, m)), (0, 2, 1))"),
        ),
        Misconception(
            "reshaped_instead_of_moved",
            "the second reshape mixed the rows. reshape reads the numbers in one fixed order; it "
            "cannot swap axes. From (m, B, T) to (B, m, T) go with transpose(1, 0, 2).",
            **batches_as(
                "xp.reshape(xp.permute_dims(xp.reshape(z, (m, B, T)), (0, 2, 1)), (B, m, T))"
            ),
        ),
        Misconception(
            "targets_not_shifted",
            "targets equal inputs. The target of a word is the word after it: start one further "
            "on in the text.",
            replace="after = indices[:m * B * T], indices[1:m * B * T + 1]",
            by="after = indices[:m * B * T], indices[:m * B * T]",
        ),
        Misconception(
            "targets_rolled_in_each_piece",
            "the last target of each piece is the first word of the same piece. np.roll bends the "
            "text into a ring. The right word stands in the text: cut the targets from "
            "indices[1:].",
            replace="targets = xp.permute_dims(rows_out, (1, 0, 2))",
            by="targets = xp.roll(inputs, -1, axis=2)",
        ),
        Misconception(
            "targets_two_further",
            "targets stand two words further on. The target of a word is the next one.",
            replace="rows_out = xp.reshape(after, (m, B, T))",
            by="rows_out = xp.reshape(xp.concat([after[1:], after[-1:]]), (m, B, T))",
        ),
        Misconception(
            "inputs_and_targets_swapped",
            "inputs and targets have changed places, so the network would predict the word "
            "before. inputs come first, and targets stand one word further on.",
            replace="return inputs, targets",
            by="return targets, inputs",
        ),
        Misconception(
            "steps_before_rows",
            "the axes are (B, T, m). One batch is (m, T): rows first, steps last.",
            **batches_as("xp.permute_dims(xp.reshape(z, (m, B, T)), (1, 2, 0))"),
        ),
        Misconception(
            "rows_before_batches",
            "the axes are (m, B, T), so the first index picks a row. It must pick a batch: "
            "transpose(1, 0, 2).",
            **batches_as("xp.reshape(z, (m, B, T))"),
        ),
    ),
)


# ----------------------------------- 4.3 perplexity and 4.4 bits_per_character


def draw_corpus(rng) -> Inputs:
    m = int(rng.integers(3, 6))
    lengths = rng.permutation(np.arange(2, 12))[:m]
    log_p = -np.round(lengths * rng.uniform(1.1, 2.4, size=m), 3)
    return Inputs({"log_p": log_p, "lengths": lengths}, {"m": m})


LOSS_WORDS = "loss = -xp.sum(log_p) / words"

PERPLEXITY = Exercise(
    name="perplexity",
    chapter=CHAPTER,
    reference=rnn_ref.corpus_perplexity,
    task="Write perplexity: the loss per word is minus the sum of log_p over the sum of lengths; "
    "return e to that power.",
    returns=("perplexity",),
    draws={"ordinary": draw_corpus},
    parts=(number("perplexity", 3),),
    misconceptions=(
        Misconception(
            "base_two_of_nats",
            "you raised 2 to a loss in nats. Base and unit belong together: 2 to bits, e to nats. "
            "log_p was made with np.log, so use np.exp.",
            replace="choices = xp.exp(loss)",
            by="choices = 2.0**loss",
        ),
        Misconception(
            "sign_forgotten",
            "the result is below 1: the minus is missing. log_p is negative, the loss is positive, "
            "and no model has fewer than one choice.",
            replace=LOSS_WORDS,
            by="loss = xp.sum(log_p) / words",
        ),
        Misconception(
            "per_sentence",
            "you divided by the number of sentences. Perplexity is per word: divide by the sum of "
            "lengths.",
            replace=LOSS_WORDS,
            by="loss = -xp.sum(log_p) / log_p.shape[0]",
        ),
        Misconception(
            "mean_of_sentences",
            "you took log_p / length of each sentence and then their mean, so a word in a short "
            "sentence counts more. Add all logs, add all lengths, divide once.",
            replace=LOSS_WORDS,
            by="loss = -xp.mean(log_p / lengths)",
        ),
        Misconception(
            "mean_of_perplexities",
            "you took the perplexity of each sentence and then their mean. The mean belongs to the "
            "logs: divide once, then take np.exp once.",
            replace="choices = xp.exp(loss)",
            by="choices = xp.mean(xp.exp(-log_p / lengths))",
        ),
        Misconception(
            "loss_returned",
            "this is the loss in nats per word. Perplexity is e to that power.",
            replace="choices = xp.exp(loss)",
            by="choices = loss",
        ),
        Misconception(
            "log_of_the_mean",
            "you took the mean of the probabilities e^log_p first and its logarithm after. Rare "
            "sentences then hardly count. The logs themselves are added: −Σ log_p / Σ lengths.",
            replace=LOSS_WORDS,
            by="loss = -xp.log(xp.mean(xp.exp(log_p / lengths)))",
        ),
        Misconception(
            "each_by_itself",
            "this is one perplexity for each sentence. A single number is wanted for all: sum "
            "log_p, sum lengths, divide once.",
            replace=LOSS_WORDS,
            by="loss = -log_p / lengths",
        ),
        Misconception(
            "not_divided",
            "you took e to the power of the loss of all words together. It grows with every "
            "word. Perplexity is per word: divide by np.sum(lengths) first.",
            replace="loss = -xp.sum(log_p) / words",
            by="loss = -xp.sum(log_p)",
        ),
    ),
)

BITS_PER_CHARACTER = Exercise(
    name="bits_per_character",
    chapter=CHAPTER,
    reference=rnn_ref.corpus_bits,
    task="Write bits_per_character: the loss per character, minus the sum of log_p over the sum of "
    "lengths, divided by log 2.",
    returns=("bits",),
    draws={"ordinary": draw_corpus},
    parts=(number("bits", 3),),
    misconceptions=(
        Misconception(
            "nats_returned",
            "this is the loss in nats. One bit is log 2 = 0.6931 nats: divide by np.log(2).",
            replace="bits = loss / log(2)",
            by="bits = loss",
        ),
        Misconception(
            "divided_by_log_ten",
            "you divided by log 10, which counts decimal digits. A bit is a choice between two: "
            "divide by np.log(2).",
            replace="bits = loss / log(2)",
            by="bits = loss / log(10)",
        ),
        Misconception(
            "multiplied_by_log_two",
            "you multiplied by log 2. A bit is less than a nat, so there are more of them: divide.",
            replace="bits = loss / log(2)",
            by="bits = loss * log(2)",
        ),
        Misconception(
            "divided_by_two",
            "you divided by 2. The unit is log 2 = 0.6931 nats: divide by np.log(2).",
            replace="bits = loss / log(2)",
            by="bits = loss / 2",
        ),
        Misconception(
            "log_of_the_loss",
            "you took log2 of the loss. The loss is a logarithm already; only its unit changes: "
            "divide by np.log(2).",
            replace="bits = loss / log(2)",
            by="bits = xp.log(loss) / log(2)",
        ),
        Misconception(
            "perplexity_returned",
            "this is the perplexity, a number of choices. Bits count yes/no questions: the loss "
            "divided by log 2.",
            replace="bits = loss / log(2)",
            by="bits = xp.exp(loss)",
        ),
        Misconception(
            "sign_forgotten",
            "the result is negative: the minus is missing. log_p is negative, a loss is not.",
            replace=LOSS_WORDS,
            by="loss = xp.sum(log_p) / words",
        ),
        Misconception(
            "per_sentence",
            "you divided by the number of names. These are bits per name; per character divide by "
            "the sum of lengths.",
            replace=LOSS_WORDS,
            by="loss = -xp.sum(log_p) / log_p.shape[0]",
        ),
        Misconception(
            "mean_of_names",
            "you took log_p / length of each name and then their mean, so a letter in a short "
            "name counts more. Add all logs, add all lengths, divide once.",
            replace=LOSS_WORDS,
            by="loss = -xp.mean(log_p / lengths)",
        ),
        Misconception(
            "each_by_itself",
            "this is one number for each name. A single number is wanted for all: sum log_p, "
            "sum lengths, divide once.",
            replace=LOSS_WORDS,
            by="loss = -log_p / lengths",
        ),
        Misconception(
            "not_divided",
            "these are the bits of all characters together. Per character means divided by "
            "their number, np.sum(lengths).",
            replace="loss = -xp.sum(log_p) / words",
            by="loss = -xp.sum(log_p)",
        ),
    ),
)


# -------------------------------------------------------- 4.5 bigram_baseline


def draw_counted(rng) -> Inputs:
    """Words 1 … n−1, where n−1 ends a sentence; word 0 never occurs, one pair occurs twice."""
    n = {"n": 5, "m": 4, "T": 6}
    eos = 4
    while True:
        targets = rng.integers(1, 4, size=(4, 6))
        mask = np.zeros((4, 6), dtype=int)
        for row, length in enumerate(rng.permutation([6, 5, 4, 3])):
            targets[row, length - 1] = eos
            mask[row, :length] = 1
        before = np.concatenate([np.full((4, 1), eos), targets[:, :-1]], axis=1)
        pairs = list(zip(targets[mask == 1].tolist(), before[mask == 1].tolist(), strict=True))
        turned = [(before, word) for word, before in pairs]
        if len(set(pairs)) < len(pairs) - 1 and sorted(pairs) != sorted(turned):
            return Inputs({"targets": targets, "mask": mask, "n": 5, "eos": eos}, n)


BIGRAM_LAST = "P = counts / xp.sum(counts, axis=0, keepdims=True)"
BIGRAM_ONE = "counts = pairs + 1"

BIGRAM_BASELINE = Exercise(
    name="bigram_baseline",
    chapter=CHAPTER,
    reference=rnn_ref.bigram_baseline,
    task="Write bigram_baseline: start with 1 for every pair, add 1 for each real pair (word, word "
    "before), and divide each column by its sum.",
    returns=("P",),
    draws={"ordinary": draw_counted},
    parts=(array("P", 5, shape="(n, n)"),),
    misconceptions=(
        Misconception(
            "not_normalised",
            "these are counts. Column k must be a distribution: divide it by its sum.",
            replace=BIGRAM_LAST,
            by="P = counts",
        ),
        Misconception(
            "rows_normalised",
            "each row sums to 1, and each column should. Column k holds what may follow word k. "
            "Sum over axis 0, with keepdims=True.",
            replace=BIGRAM_LAST,
            by="P = counts / xp.sum(counts, axis=1, keepdims=True)",
        ),
        Misconception(
            "divided_by_the_total",
            "the whole table sums to 1: this is P(word and word before). Wanted is P(word, given "
            "the word before), so each column is divided by its own sum.",
            replace=BIGRAM_LAST,
            by="P = counts / xp.sum(counts)",
        ),
        Misconception(
            "smoothing_forgotten",
            "you started from 0. A pair that was not seen then has probability 0 and an infinite "
            "loss; a word that was not seen gives 0 / 0. Start every count at 1.",
            replace=BIGRAM_ONE,
            by="counts = pairs",
        ),
        Misconception(
            "table_transposed",
            "the table is transposed. Entry (j, k) is the probability of j after k: the word "
            "itself picks the row, the word before picks the column.",
            replace=BIGRAM_LAST,
            by="P = (counts / xp.sum(counts, axis=0, keepdims=True)).T",
        ),
        Misconception(
            "pairs_turned_round",
            "you counted (word before, word) and normalised the columns, so this predicts the word "
            "before from the word after. The row is the word, the column the word before.",
            replace=BIGRAM_ONE,
            by="counts = pairs.T + 1",
        ),
        Misconception(
            "padding_counted",
            "the padding was counted as if it were words. Keep only the places where mask is 1.",
            replace="kept = xp.where(real, y, xp.zeros_like(y))",
            by="kept = y",
        ),
        Misconception(
            "repeats_lost",
            "a pair that occurs twice was counted once. counts[rows, columns] += 1 writes to each "
            "place only once; np.add.at(counts, (rows, columns), 1) adds every time.",
            replace=BIGRAM_ONE,
            by="counts = xp.where(pairs > 0, xp.ones_like(pairs), pairs) + 1",
        ),
        Misconception(
            "beginnings_left_out",
            "the first word of each sentence was not counted. Before it stands eos: put a column "
            "of eos in front of the targets.",
            replace="pairs = after @",
            by="pairs = xp.reshape(xp.concat([xp.zeros_like(kept[:, :, :1]), kept[:, :, 1:]], "
            "axis=2), (n, -1)) @",
        ),
        Misconception(
            "word_before_ignored",
            "all columns are equal: you counted words, not pairs.",
            replace=BIGRAM_ONE,
            by="counts = xp.sum(pairs, axis=1, keepdims=True) + xp.ones_like(pairs)",
        ),
        Misconception(
            "zero_for_eos",
            "before the first word of each sentence you put word 0. The end of a sentence has "
            "the index eos, and that need not be 0: fill the first column with eos.",
            replace="start = xp.full_like(targets[:, :1], eos)",
            by="start = xp.full_like(targets[:, :1], 0)",
        ),
    ),
)


# ------------------------------------------------------------- 4.6 train_step


def draw_training(rng, limit: float) -> Inputs:
    n = draw.sizes(rng, "n_x", "n_a", "n_y", "m", "T", least=2, most=6)
    lengths = np.full(n["m"], n["T"])
    lengths[0] -= 1
    mask = (np.arange(n["T"]) < rng.permutation(lengths)[:, None]).astype(float)
    values = {
        "x": draw.numbers(rng, n["n_x"], n["m"], n["T"]),
        "y": draw.one_hot(rng, n["n_y"], n["m"], n["T"]),
        "mask": mask,
        "a0": draw.numbers(rng, n["n_a"], n["m"]),
        "parameters": draw.parameters(rng, n),
        "rate": round(float(rng.uniform(0.3, 0.7)), 2),
        "limit": limit,
    }
    return Inputs(values, n)


MOVE = 'new = {key: theta - rate * clipped["d" + key] for key, theta in parameters.items()}'
CLIP = "clipped = clip_by_global_norm(named, limit)"

TRAIN_STEP = Exercise(
    name="train_step",
    chapter=CHAPTER,
    reference=ch04_language_model.train_step,
    task="Write train_step: forward, loss, the five gradients, clip them by their common norm, and "
    "move each parameter by −rate times its gradient. Return the new parameters, the loss and the "
    "last state.",
    returns=("parameters", "loss", "a_last"),
    draws={
        "ordinary": lambda rng: draw_training(rng, 0.05),
        "short": lambda rng: draw_training(rng, 100.0),
    },
    parts=(
        array("Wax", 1, at=(0, "Wax"), shape="(n_a, n_x)"),
        array("Waa", 1, at=(0, "Waa"), shape="(n_a, n_a)"),
        array("Wya", 1, at=(0, "Wya"), shape="(n_y, n_a)"),
        array("by", 1, at=(0, "by"), shape="(n_y, 1)"),
        number("loss", 1, at=1),
        array("a_last", 1, at=2, shape="(n_a, m)"),
        array("Waa after a short gradient", 1, at=(0, "Waa"), shape="(n_a, n_a)", case="short"),
        array("by after a short gradient", 1, at=(0, "by"), shape="(n_y, 1)", case="short"),
    ),
    misconceptions=(
        Misconception(
            "uphill",
            "you added the gradient. It points to where the loss grows; go the other way, with a "
            "minus.",
            replace=MOVE,
            by=MOVE.replace("theta -", "theta +"),
        ),
        Misconception(
            "not_clipped",
            "the gradient was not clipped, so one long gradient can throw the weights away. Call "
            "clip_by_global_norm and use what it returns; it changes nothing in place.",
            replace=CLIP,
            by="clipped = named",
        ),
        Misconception(
            "clipped_entry_by_entry",
            "each entry was clipped by itself, which turns the direction. Call "
            "clip_by_global_norm.",
            replace=CLIP,
            by="clipped = {key: g.clip(-limit, limit) for key, g in named.items()}",
        ),
        Misconception(
            "clipped_one_by_one",
            "each array was clipped by its own norm. Give all five to clip_by_global_norm at once, "
            "so that one factor keeps the direction.",
            replace=CLIP,
            by="clipped = {key: clip_by_global_norm({key: g}, limit)[key] "
            "for key, g in named.items()}",
        ),
        Misconception(
            "more_than_the_parameters_clipped",
            "the norm was taken over dx and da0 too. They belong to no parameter and move nothing. "
            "Pick the five gradients of the parameters before you clip.",
            replace=CLIP,
            by='clipped = clip_by_global_norm({**named, "dx": gradients["dx"], '
            '"da0": gradients["da0"]}, limit)',
        ),
        Misconception(
            "rate_forgotten",
            "the whole gradient was taken off. Multiply it by rate.",
            replace=MOVE,
            by=MOVE.replace("rate * ", ""),
        ),
        Misconception(
            "output_layer_not_moved",
            "Wya and by have not moved. rnn_backward returns the gradients of the cell alone; dWya "
            "and dby you must compute from ds.",
            replace=MOVE,
            by='new = {key: theta - (0.0 if key in ("Wya", "by") else rate) * clipped["d" + key] '
            "for key, theta in parameters.items()}",
        ),
        Misconception(
            "mask_forgotten",
            "the padding was trained as well: softmax_cross_entropy_backward was given a mask of "
            "ones. Give it the mask of this batch.",
            replace="ds = softmax_cross_entropy_backward(y_pred, y, mask)",
            by="ds = softmax_cross_entropy_backward(y_pred, y, mask * 0 + 1)",
        ),
        Misconception(
            "first_state_returned",
            "a_last is the state after the first step. The next batch goes on where this one ends: "
            "return a[:, :, -1].",
            replace="a_last = a[:, :, -1]",
            by="a_last = a[:, :, 0]",
        ),
        Misconception(
            "state_not_carried",
            "a_last is the a0 that came in. The state has moved on through this batch: return "
            "a[:, :, -1].",
            replace="a_last = a[:, :, -1]",
            by="a_last = a0",
        ),
        Misconception(
            "output_layer_not_clipped",
            "only the three gradients of the cell were clipped: dWya and dby came afterwards, "
            "at full length. Make all five first, then give them to clip_by_global_norm "
            "together.",
            replace=CLIP,
            by="clipped = {**named, **clip_by_global_norm("
            '{key: named[key] for key in ("dWax", "dWaa", "dba")}, limit)}',
        ),
        Misconception(
            "last_unit_returned",
            "a_last is a[-1], and that picks the last unit at every step. Time is the third "
            "axis: a[:, :, -1].",
            replace="a_last = a[:, :, -1]",
            by="a_last = a[-1]",
        ),
    ),
)


# ----------------------------------------------------------------- 4.7 sample


def writing(how: str = "") -> Callable:
    """sample with one mistake; '' is the right one."""

    def sample(parameters, eos, longest, rng):
        n_a, n = parameters["Wax"].shape
        a, xt, indices = np.zeros((n_a, 1)), np.zeros((n, 1)), []
        if how == "starts_with_the_end":
            xt[eos] = 1
        if how == "longest_is_exceeded":
            longest = longest + 1
        while len(indices) < longest or how == "maximum_ignored":
            a_next, yt_pred, _ = rnn_ref.rnn_cell_forward(xt, a, parameters)
            if how != "state_not_carried":
                a = a_next
            p = yt_pred[:, 0]
            if how == "argmax":
                index = int(p.argmax())
            elif how == "all_equal":
                index = rng.choice(n)
            else:
                index = rng.choice(n, p=p)
            if how == "end_left_out" and index == eos:
                break
            indices.append(int(index))
            if index == eos and how != "end_ignored":
                break
            if how == "belief_fed_back":
                xt = yt_pred
            elif how != "word_not_fed_back":
                xt = np.eye(n)[:, [index]]
        return indices

    return sample


AT_THE_END = ("end_left_out", "end_ignored")
AT_THE_MAXIMUM = ("maximum_ignored", "longest_is_exceeded")
ON_THE_WAY = (
    "argmax",
    "all_equal",
    "state_not_carried",
    "word_not_fed_back",
    "belief_fed_back",
    "starts_with_the_end",
)


def draw_writing(rng, ends: bool) -> Inputs:
    longest = 10 if ends else 7

    def make(rng):
        sizes = {"n_x": 5, "n_a": 4, "n_y": 5}
        parameters = draw.parameters(rng, sizes)
        for key in ("Wax", "Waa", "Wya"):
            parameters[key] = np.round(2.2 * parameters[key], 3)
        numbers = np.round(rng.uniform(0.001, 0.999, size=120), 6).tolist()
        return Inputs(
            {
                "parameters": parameters,
                "eos": int(rng.integers(1, 5)),
                "longest": longest,
                "rng": KnownUniforms(numbers),
            },
            {},
        )

    own = AT_THE_END if ends else AT_THE_MAXIMUM
    wrong = [writing(how) for how in (*own, *ON_THE_WAY)]
    while True:
        inputs = told_apart(rng, make, wrong, writing())
        written = writing()(*fresh(inputs))
        ended = written[-1] == inputs.values["eos"]
        if ended == ends and len(written) >= 5 and len(set(written)) >= 3:
            return inputs


SAMPLE = Exercise(
    name="sample",
    chapter=CHAPTER,
    reference=ch04_language_model.sample_rnn,
    task="Write sample: from a state and an input of zeros, step, draw a word from the prediction, "
    "keep it, stop after eos or after `longest` words, feed its one-hot column back.",
    returns=("indices",),
    draws={
        "ends": lambda rng: draw_writing(rng, ends=True),
        "cut": lambda rng: draw_writing(rng, ends=False),
    },
    parts=(
        exact("a text that ends", 4, case="ends"),
        exact("a text that is cut", 3, case="cut"),
    ),
    misconceptions=(
        Misconception(
            "argmax",
            "you took the most likely word each time. Then the network writes one text, always the "
            "same. Draw: rng.choice(n, p=probabilities).",
            instead=writing("argmax"),
        ),
        Misconception(
            "all_equal",
            "every word was drawn with the same chance, because rng.choice was given no p. Pass "
            "p=yt_pred[:, 0].",
            instead=writing("all_equal"),
        ),
        Misconception(
            "end_left_out",
            "the word eos itself is missing at the end of the list. It was drawn, so it belongs "
            "there: without it nobody can tell a text that ended from one that was cut. Append "
            "first, then ask whether it was eos.",
            instead=writing("end_left_out"),
        ),
        Misconception(
            "end_ignored",
            "the text goes on after eos. That word says that the text is over: leave the loop.",
            instead=writing("end_ignored"),
        ),
        Misconception(
            "maximum_ignored",
            "the text grew longer than `longest`. A network may never draw eos, so the loop needs "
            "a second way out.",
            instead=writing("maximum_ignored"),
        ),
        Misconception(
            "longest_is_exceeded",
            "there is one word too many. `longest` is the largest number of words: look at the "
            "comparison in your loop.",
            instead=writing("longest_is_exceeded"),
        ),
        Misconception(
            "state_not_carried",
            "the state was 0 again at every step, so the network knows only the last word. Hand "
            "the new state to the next step.",
            instead=writing("state_not_carried"),
        ),
        Misconception(
            "word_not_fed_back",
            "the input stayed 0, so the network never hears what it has written. The next input "
            "is the one-hot column of the word drawn.",
            instead=writing("word_not_fed_back"),
        ),
        Misconception(
            "belief_fed_back",
            "you fed the whole prediction back, not the word that was drawn. The text took one "
            "way; the network must be told which. Make a one-hot column.",
            instead=writing("belief_fed_back"),
        ),
        Misconception(
            "starts_with_the_end",
            "the first input is the one-hot column of eos. In training x⟨1⟩ was a column of zeros "
            "(exercise 4.2), and it must be the same here.",
            instead=writing("starts_with_the_end"),
        ),
    ),
)


# --------------------------------------------------------- 4.11 reject_unknown


def rejecting(how: str = "") -> Callable:
    """reject_unknown with one mistake; '' is the right one."""

    def reject_unknown(p, unknown, count, rng):
        n, indices = len(p), []
        if how in ("renormalised", "not_renormalised", "part_to_the_first"):
            known = np.where(np.arange(n) == unknown, 0.0, p)
            if how == "part_to_the_first":
                known[0 if unknown else 1] += p[unknown]
            return [
                int(rng.choice(n, p=known / known.sum()))
                if how != "not_renormalised"
                else int((np.cumsum(known) > rng.random()).argmax())
                for _ in range(count)
            ]
        if how == "draws_counted":
            drawn = [int(rng.choice(n, p=p)) for _ in range(count)]
            return [index for index in drawn if index != unknown]
        while len(indices) < count + (how == "one_too_many"):
            index = int(rng.choice(n, p=None if how == "p_not_handed_over" else p))
            if how == "second_draw_kept" and index == unknown:
                index = int(rng.choice(n, p=p))
            elif how == "most_likely_instead" and index == unknown:
                index = int(np.where(np.arange(n) == unknown, 0.0, p).argmax())
            elif how == "next_word_instead" and index == unknown:
                index = (index + 1) % n
            elif (how == "only_unknown" and index != unknown) or (
                how in ("", "one_too_many", "p_not_handed_over") and index == unknown
            ):
                continue
            indices.append(index)
        return indices

    return reject_unknown


REJECTED = (
    "kept",
    "draws_counted",
    "second_draw_kept",
    "renormalised",
    "not_renormalised",
    "most_likely_instead",
    "next_word_instead",
    "part_to_the_first",
    "one_too_many",
    "only_unknown",
    "p_not_handed_over",
)


def draw_unknown(rng) -> Inputs:
    def make(rng):
        p = shares(rng, 5, 1)[:, 0]
        unknown = int(rng.integers(0, 4))
        if not 0.25 <= p[unknown] <= 0.6:
            p = p[rng.permutation(5)]
        return Inputs({"p": p, "unknown": unknown, "count": 20, "rng": uniforms(rng, 400)}, {})

    while True:
        inputs = told_apart(rng, make, [rejecting(how) for how in REJECTED], rejecting())
        if 0.25 <= inputs.values["p"][inputs.values["unknown"]] <= 0.6:
            return inputs


REJECT_UNKNOWN = Exercise(
    name="reject_unknown",
    chapter=CHAPTER,
    reference=ch04_language_model.reject_unknown,
    task="Write reject_unknown: draw with rng.choice(n, p=p), throw every unknown word away, and go "
    "on until `count` known ones are in the list.",
    returns=("indices",),
    draws={"ordinary": draw_unknown},
    parts=(exact("indices", 4),),
    misconceptions=(
        Misconception(
            "kept",
            "the unknown word is still in the list. Append a word only if it is another one.",
            instead=rejecting("kept"),
        ),
        Misconception(
            "draws_counted",
            "you drew `count` times and threw the unknown words away afterwards, so the list is "
            "too short. Count the words that you keep.",
            instead=rejecting("draws_counted"),
        ),
        Misconception(
            "second_draw_kept",
            "you drew again only once. The second draw can be the unknown word as well; go on "
            "until it is another one.",
            instead=rejecting("second_draw_kept"),
        ),
        Misconception(
            "renormalised",
            "you set p of the unknown word to 0 and divided by the rest. That is the other way to "
            "the same law, and the cell below compares the two. Here draw from p as it is, and "
            "reject.",
            instead=rejecting("renormalised"),
        ),
        Misconception(
            "not_renormalised",
            "p of the unknown word was set to 0 and the rest does not sum to 1. What is left over "
            "falls on one word. Leave p as it is, and draw again.",
            instead=rejecting("not_renormalised"),
        ),
        Misconception(
            "most_likely_instead",
            "each unknown word was replaced by the most likely known one, which is then written "
            "too often. Draw again instead: all known words share its part.",
            instead=rejecting("most_likely_instead"),
        ),
        Misconception(
            "next_word_instead",
            "each unknown word was replaced by the one with the next index, which is then written "
            "too often. Draw again instead: all known words share its part.",
            instead=rejecting("next_word_instead"),
        ),
        Misconception(
            "part_to_the_first",
            "all of the unknown word's probability was given to one other word. The known words "
            "share it in proportion. Leave p as it is, and draw again.",
            instead=rejecting("part_to_the_first"),
        ),
        Misconception(
            "one_too_many",
            "there is one word too many. The loop goes on while fewer than `count` are in the "
            "list: compare with <, not with <=.",
            instead=rejecting("one_too_many"),
        ),
        Misconception(
            "only_unknown",
            "the list holds nothing but the unknown word. The test is the wrong way round: "
            "append a word if it is not `unknown`.",
            instead=rejecting("only_unknown"),
        ),
        Misconception(
            "p_not_handed_over",
            "every word was drawn equally often, for rng.choice(n) knows nothing of p. Hand it "
            "over: rng.choice(len(p), p=p).",
            instead=rejecting("p_not_handed_over"),
        ),
    ),
)


# ----------------------------------------------------------- 4.9 temperature


def draw_scores(rng, far: bool) -> Inputs:
    n = draw.sizes(rng, "n", "m", least=3, most=6)
    z = draw.numbers(rng, n["n"], n["m"], low=0.4, high=2.5)
    if far:
        for column in z.T:  # two scores are far above: between these the temperature decides
            column[rng.permutation(n["n"])[:2]] += 3000
        z[:, int(rng.integers(n["m"]))] -= 6000
    tau = round(float(rng.choice([rng.uniform(0.4, 0.8), rng.uniform(1.6, 2.5)])), 2)
    return Inputs({"z": np.round(z, 3), "tau": tau}, n)


HEAT = "p = softmax(gap / tau)"

TEMPERATURE = Exercise(
    name="temperature",
    chapter=CHAPTER,
    reference=rnn_ref.apply_temperature,
    takes=("z", "tau"),
    task="Write temperature: divide the scores by tau, then softmax down each column, with the "
    "largest score taken off first.",
    returns=("p",),
    draws={
        "ordinary": lambda rng: draw_scores(rng, far=False),
        "far apart": lambda rng: draw_scores(rng, far=True),
    },
    parts=(
        array("p", 2, shape="(n, m)"),
        array("p of far scores", 1, shape="(n, m)", case="far apart"),
        quiet("no overflow", 1, case="far apart"),
    ),
    misconceptions=(
        Misconception(
            "multiplied",
            "you multiplied by tau. Low temperatures then make the distribution flatter, which is "
            "the wrong way round: divide.",
            replace=HEAT,
            by="p = softmax(gap * tau)",
        ),
        Misconception(
            "applied_to_probabilities",
            "you took softmax first, divided its probabilities by tau and took softmax again. The "
            "temperature belongs to the scores: z / tau, then softmax once.",
            replace=HEAT,
            by="p = softmax(softmax(gap) / tau)",
        ),
        Misconception(
            "divided_after_softmax",
            "you divided the probabilities by tau, so the columns do not sum to 1, and their order "
            "of size has not changed at all. Divide the scores, before softmax.",
            replace=HEAT,
            by="p = softmax(gap) / tau",
        ),
        Misconception(
            "temperature_ignored",
            "tau plays no part: this is the softmax of z. Divide z by tau first.",
            replace=HEAT,
            by="p = softmax(gap)",
        ),
        Misconception(
            "normalised_along_rows",
            "each row sums to 1, and each column should. Use axis=0.",
            replace=HEAT,
            by="p = softmax(gap.T / tau).T",
        ),
        Misconception(
            "not_normalised",
            "the columns do not sum to 1. After np.exp divide each column by its sum.",
            replace=HEAT,
            by="p = xp.exp(gap / tau)",
        ),
        Misconception(
            "overflow",
            "np.exp overflowed. A score of 1000 is no mistake. Take the largest score of each "
            "column off first; the result is the same.",
            replace=HEAT,
            by="p = xp.exp(z / tau) / xp.sum(xp.exp(z / tau), axis=0, keepdims=True)",
        ),
        Misconception(
            "one_maximum_for_all",
            "you took off the maximum of the whole array. A column far below it becomes exp "
            "of a very large negative number, which is 0, and 0 / 0 is NaN. Each column needs "
            "its own maximum: axis=0.",
            replace=HEAT,
            by="p = xp.exp((z - xp.max(z)) / tau) / xp.sum(\n"
            "        xp.exp((z - xp.max(z)) / tau), axis=0, keepdims=True)",
        ),
        Misconception(
            "sum_over_everything",
            "you divided by the sum of the whole array, so all columns together sum to 1. "
            "Each column is a distribution of its own: axis=0 and keepdims=True.",
            replace=HEAT,
            by="p = xp.exp(gap / tau) / xp.sum(xp.exp(gap / tau))",
        ),
        Misconception(
            "maximum_over_rows",
            "you took off the maximum of each row. The entries of one column are then moved "
            "by different amounts, which changes their ratios. A column is moved by one "
            "number: axis=0.",
            replace=HEAT,
            by="p = xp.exp((z - xp.max(z, axis=1, keepdims=True)) / tau) / xp.sum(\n"
            "        xp.exp((z - xp.max(z, axis=1, keepdims=True)) / tau), axis=0, "
            "keepdims=True)",
        ),
        Misconception(
            "softmax_forgotten",
            "these are still scores, divided by tau. A distribution is positive and sums to 1: "
            "softmax comes after the division.",
            replace=HEAT,
            by="p = z / tau",
        ),
    ),
)


# ----------------------------------------------------------------- 4.10 top_k


def draw_columns(rng, tied: bool) -> Inputs:
    n = {"n": 6, "m": 4}
    p = shares(rng, 6, 4)
    k = int(rng.integers(2, 4))
    if tied:  # the place k and the place k + 1 are equal, in every column
        for column in p.T:
            order = np.argsort(-column)
            pair = order[[k - 1, k]]
            column[pair] = round(float(column[pair].mean()), 6)
    return Inputs({"p": p, "k": k}, n)


TOP_LAST = "result = kept / total"
TOP_KEPT = "kept = xp.where(place < k, p, xp.zeros_like(p))"

TOP_K = Exercise(
    name="top_k",
    chapter=CHAPTER,
    reference=rnn_ref.top_k,
    task="Write top_k: keep the k largest probabilities of each column (of equal ones the first), "
    "put 0 elsewhere, and divide each column by its sum.",
    returns=("p",),
    draws={
        "ordinary": lambda rng: draw_columns(rng, tied=False),
        "ties": lambda rng: draw_columns(rng, tied=True),
    },
    parts=(
        array("p", 3, shape="(n, m)"),
        array("p with equal entries", 1, shape="(n, m)", case="ties"),
    ),
    misconceptions=(
        Misconception(
            "not_renormalised",
            "the right entries were kept, but the columns no longer sum to 1. Divide each column "
            "by its sum.",
            replace=TOP_LAST,
            by="result = kept",
        ),
        Misconception(
            "smallest_kept",
            "you kept the smallest ones. argsort sorts upwards: sort −p, or count from the end.",
            replace="order = xp.argsort(-p, axis=0, stable=True)",
            by="order = xp.argsort(p, axis=0, stable=True)",
        ),
        Misconception(
            "all_ties_kept",
            "where two entries are equal you kept both, and so more than k. A comparison such as "
            "p >= limit cannot choose between equals. Use the order that argsort gives.",
            replace=TOP_KEPT,
            by="kept = xp.where(p >= xp.sort(p, axis=0)[-k, :], p, xp.zeros_like(p))",
        ),
        Misconception(
            "last_tie_kept",
            "of two equal entries you kept the one with the higher index. Sort −p with "
            'kind="stable": equals then stay in their order.',
            replace="order = xp.argsort(-p, axis=0, stable=True)",
            by="order = xp.flip(xp.argsort(p, axis=0, stable=True), axis=0)",
        ),
        Misconception(
            "one_too_many",
            "k + 1 entries were kept. The first k of the order are order[:k].",
            replace="place < k, p",
            by="place <= k, p",
        ),
        Misconception(
            "one_too_few",
            "k − 1 entries were kept. The first k of the order are order[:k].",
            replace="place < k, p",
            by="place < k - 1, p",
        ),
        Misconception(
            "rows_instead_of_columns",
            "you looked for the largest along each row. One distribution is one column: axis=0.",
            replace=TOP_KEPT,
            by="kept = xp.where(xp.argsort(xp.argsort(-p, axis=1, stable=True), axis=1) < k, p, "
            "xp.zeros_like(p)) + 1e-300",
        ),
        Misconception(
            "softmax_again",
            "you took softmax of the kept probabilities. They are no scores: divide by their sum.",
            replace=TOP_LAST,
            by="result = xp.where(kept > 0, xp.exp(kept), xp.zeros_like(p)) / "
            "xp.sum(xp.where(kept > 0, xp.exp(kept), xp.zeros_like(p)), axis=0, keepdims=True)",
        ),
        Misconception(
            "nothing_cut",
            "nothing was cut off. Entries outside the k largest become 0.",
            replace=TOP_KEPT,
            by="kept = p",
        ),
        Misconception(
            "places_lost",
            "the k largest stand in the first k rows. Sorting has moved them, and nobody can "
            "tell any more which word each belongs to. Write each back into its own row: "
            "np.put_along_axis.",
            replace=TOP_KEPT,
            by="kept = xp.where(xp.astype(xp.reshape(xp.arange(p.shape[0]), (-1, 1)) < k, "
            "xp.bool),\n"
            "                    -xp.sort(-p, axis=0), xp.zeros_like(p))",
        ),
        Misconception(
            "sum_over_everything",
            "you divided by the sum of the whole array, so all columns together sum to 1. "
            "Each column is a distribution of its own: axis=0 and keepdims=True.",
            replace=TOP_LAST,
            by="result = kept / xp.sum(kept)",
        ),
        Misconception(
            "equal_shares",
            "each of the k kept words got 1/k. They keep their proportions: divide the kept "
            "probabilities by their sum.",
            replace=TOP_LAST,
            by="result = xp.where(place < k, xp.ones_like(p) / k, xp.zeros_like(p))",
        ),
    ),
)


# ---------------------------------------------------------- 4.8 novelty_rate


def novelty(how: str = "") -> Callable:
    """novelty_rate with one mistake; '' is the right one."""

    def novelty_rate(samples, training):
        new = [text for text in samples if text not in set(training)]
        return {
            "": len(new) / len(samples),
            "share_of_known": 1 - len(new) / len(samples),
            "each_new_one_once": len(set(new)) / len(samples),
            "among_different_ones": len(set(new)) / len(set(samples)),
            "share_of_different_ones": len(set(samples)) / len(samples),
            "not_divided": float(len(new)),
            "divided_by_training": len(new) / len(training),
            "other_way_round": sum(t not in samples for t in training) / len(training),
            "different_ones_counted": float(len(set(new))),
            "per_cent": 100 * len(new) / len(samples),
            "found_inside": sum(t not in " ".join(training) for t in samples) / len(samples),
        }[how]

    return novelty_rate


NOVELTIES = (
    "share_of_known",
    "each_new_one_once",
    "among_different_ones",
    "share_of_different_ones",
    "not_divided",
    "divided_by_training",
    "other_way_round",
    "found_inside",
    "different_ones_counted",
    "per_cent",
)


def draw_names(rng) -> Inputs:
    def make(rng):
        def word():
            letters = [
                str(rng.choice(list("bdlmnrst"))) + str(rng.choice(list("aeio")))
                for _ in range(int(rng.integers(2, 4)))
            ]
            return "".join(letters)

        # The sizes are drawn too, and so the rate: a number known by heart is right nowhere else.
        read, fresh_ones, twice, known = (
            int(rng.integers(low, high)) for low, high in ((9, 24), (7, 31), (2, 6), (7, 31))
        )
        training = [word() for _ in range(read)]
        new = [word() for _ in range(fresh_ones)]
        inside = [text[:3] for text in training[:1]]
        again = [training[int(i)] for i in rng.integers(read, size=known)]
        samples = [*new, *new[:twice], *inside, *again]
        return Inputs(
            {
                "samples": [samples[int(i)] for i in rng.permutation(len(samples))],
                "training": training,
            },
            {},
        )

    return told_apart(rng, make, [novelty(how) for how in NOVELTIES], novelty())


NOVELTY_RATE = Exercise(
    name="novelty_rate",
    chapter=CHAPTER,
    reference=rnn_ref.novelty_rate,
    task="Write novelty_rate: the number of samples that do not stand in training, divided by the "
    "number of samples.",
    returns=("rate",),
    draws={"ordinary": draw_names},
    parts=(number("rate", 3),),
    misconceptions=(
        Misconception(
            "share_of_known",
            "this is the share of samples that do stand in training. Count the others.",
            instead=novelty("share_of_known"),
        ),
        Misconception(
            "each_new_one_once",
            "a new text that was written twice was counted once above the line and twice below "
            "it. Go through the samples as they are, without set(samples).",
            instead=novelty("each_new_one_once"),
        ),
        Misconception(
            "among_different_ones",
            "you dropped the repeated samples first. The question is how often the model writes "
            "something new, so every sample counts.",
            instead=novelty("among_different_ones"),
        ),
        Misconception(
            "share_of_different_ones",
            "this is the share of different samples. It does not look at training at all. New "
            "means: not in training.",
            instead=novelty("share_of_different_ones"),
        ),
        Misconception(
            "not_divided",
            "this is a number of samples. A share is divided by the number of all samples.",
            instead=novelty("not_divided"),
        ),
        Misconception(
            "divided_by_training",
            "you divided by the size of training. Of 100 samples 40 may be new, however many "
            "texts were read: divide by the number of samples.",
            instead=novelty("divided_by_training"),
        ),
        Misconception(
            "other_way_round",
            "you went through training and asked what was not sampled. Go through the samples and "
            "ask what was not in training.",
            instead=novelty("other_way_round"),
        ),
        Misconception(
            "found_inside",
            "a sample that is only a part of a known text was called known. With a text, `in` "
            "looks for parts; with a set or list it compares whole entries.",
            instead=novelty("found_inside"),
        ),
        Misconception(
            "different_ones_counted",
            "this is a number of different new texts. A text that was written twice counts "
            "twice, and a share is divided by the number of all samples.",
            instead=novelty("different_ones_counted"),
        ),
        Misconception(
            "per_cent",
            "this is the share in per cent. A number from 0 to 1 was asked for: leave the "
            "factor 100 out.",
            instead=novelty("per_cent"),
        ),
    ),
)


# ------------------------------------------------------------- 4.13 the quiz


LANGUAGE_MODEL_QUIZ = quiz(
    "language_model_quiz",
    CHAPTER,
    answers="cadbc",
    wrong=[
        {
            "a": "you would have the loss itself. Put 2 into e to the power of the loss.",
            "b": "you would have raised 2 to a loss in nats. Nats belong to the natural logarithm.",
            "d": "you would have turned nats into bits. Perplexity is a number of choices.",
        },
        {
            "b": "you would see a loss far above that of a guess if the targets were wrong. Here "
            "it is nearly 0. Ask what the network must be reading.",
            "c": "you would see small gains from a better learning rate. Ask whether any network "
            "can predict names with certainty.",
            "d": "you would see a loss that is off by a factor. Multiply 0.001 by any sensible one.",
        },
        {
            "a": "you would need τ → ∞ for that. Divide scores by a very small number, and see "
            "whether their differences grow or shrink.",
            "b": "you would need τ = 1 for that.",
            "c": "you would see this with top_k, which cuts off. Temperature leaves every word "
            "some probability.",
        },
        {
            "a": "you would be right if the part of the unknown word were shared equally. Draw "
            "again, and see who gets it.",
            "c": "you would be right if the unknown word were not drawn again. Work out what "
            "the known words sum to.",
            "d": "you would have divided by p of the unknown word. Work out what the known words "
            "sum to.",
        },
        {
            "a": "you would need a model that puts some probability on a word it does not know. "
            "<UNK> is one entry for hundreds of words; compare what each of them gets.",
            "b": "you would need letters as steps. Both models here predict words.",
            "d": "you would be right for the number of steps, not for what is compared.",
        },
    ],
)


EXERCISES = (
    SENTENCE_LOG_PROBABILITY,
    SHIFT_TARGETS,
    PERPLEXITY,
    BITS_PER_CHARACTER,
    BIGRAM_BASELINE,
    TRAIN_STEP,
    SAMPLE,
    NOVELTY_RATE,
    TEMPERATURE,
    TOP_K,
    REJECT_UNKNOWN,
    MAKE_BATCHES,
    LANGUAGE_MODEL_QUIZ,
)
