"""Perplexity: e to the loss per word."""

import numpy as np

import rnn_ref
from autograder.exercises.specification import Exercise, Misconception, number

from .shared import LOSS, draw_corpus

EXERCISE = Exercise(
    name="perplexity",
    chapter="04_language_model",
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
            replace=LOSS,
            by="loss = xp.sum(log_p) / words",
        ),
        Misconception(
            "per_sentence",
            "you divided by the number of sentences. Perplexity is per word: divide by the sum of "
            "lengths.",
            replace=LOSS,
            by="loss = -xp.sum(log_p) / log_p.shape[0]",
        ),
        Misconception(
            "mean_of_sentences",
            "you took log_p / length of each sentence and then their mean, so a word in a short "
            "sentence counts more. Add all logs, add all lengths, divide once.",
            replace=LOSS,
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
            replace=LOSS,
            by="loss = -xp.log(xp.mean(xp.exp(log_p / lengths)))",
        ),
        Misconception(
            "each_by_itself",
            "this is one perplexity for each sentence. A single number is wanted for all: sum "
            "log_p, sum lengths, divide once.",
            replace=LOSS,
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
    likely=(
        ("sign_forgotten", "return np.exp(np.sum(log_p) / np.sum(lengths))"),
        ("mean_of_sentences", "return np.exp(-np.mean(log_p / lengths))"),
        ("base_two_of_nats", "return 2 ** (-np.sum(log_p) / np.sum(lengths))"),
        ("per_sentence", "return np.exp(-np.mean(log_p))"),
        ("each_by_itself", "return np.exp(-log_p / lengths)"),
        ("not_divided", "return np.exp(-np.sum(log_p))"),
    ),
    styles=(
        lambda log_p, lengths: np.prod(np.exp(log_p)) ** (-1 / sum(lengths)),
        lambda log_p, lengths: 2 ** (-sum(log_p) / sum(lengths) / np.log(2)),
    ),
)
