"""The loss per character, in bits."""

import numpy as np

import rnn_ref
from autograder.exercises.specification import Exercise, Misconception, number

from .shared import LOSS, draw_corpus

EXERCISE = Exercise(
    name="bits_per_character",
    chapter="04_language_model",
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
            replace=LOSS,
            by="loss = xp.sum(log_p) / words",
        ),
        Misconception(
            "per_sentence",
            "you divided by the number of names. These are bits per name; per character divide by "
            "the sum of lengths.",
            replace=LOSS,
            by="loss = -xp.sum(log_p) / log_p.shape[0]",
        ),
        Misconception(
            "mean_of_names",
            "you took log_p / length of each name and then their mean, so a letter in a short "
            "name counts more. Add all logs, add all lengths, divide once.",
            replace=LOSS,
            by="loss = -xp.mean(log_p / lengths)",
        ),
        Misconception(
            "each_by_itself",
            "this is one number for each name. A single number is wanted for all: sum log_p, "
            "sum lengths, divide once.",
            replace=LOSS,
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
    likely=(
        ("sign_forgotten", "return np.sum(log_p) / np.sum(lengths) / np.log(2)"),
        ("mean_of_names", "return -np.mean(log_p / lengths) / np.log(2)"),
        ("log_of_the_loss", "return np.log2(-np.sum(log_p) / np.sum(lengths))"),
        ("each_by_itself", "return -log_p / lengths / np.log(2)"),
        ("not_divided", "return -np.sum(log_p) / np.log(2)"),
    ),
    styles=(lambda log_p, lengths: -np.sum(np.log2(np.exp(log_p))) / sum(lengths),),
)
