"""Softmax of scores that are divided by a temperature."""

import numpy as np

import rnn_ref
from autograder.exercises import draw
from autograder.exercises.specification import Exercise, Inputs, Misconception, array, quiet


def draw_scores(rng, far: bool) -> Inputs:
    n = draw.sizes(rng, "n", "m", least=3, most=6)
    z = draw.numbers(rng, n["n"], n["m"], low=0.4, high=2.5)
    if far:
        for column in z.T:  # two scores are far above: between these the temperature decides
            column[rng.permutation(n["n"])[:2]] += 9000
        z[:, int(rng.integers(n["m"]))] -= 18000
    tau = round(float(rng.choice([rng.uniform(0.4, 0.8), rng.uniform(1.6, 2.5)])), 2)
    return Inputs({"z": np.round(z, 3), "tau": tau}, n)


# Right answers in other styles: each earns all points.


def temperature_with_torch(z, tau):
    import torch

    return torch.softmax(torch.as_tensor(z) / tau, dim=0).numpy()


# A piece of the reference, which misconceptions replace.
HEAT = "p = softmax(gap / tau)"

EXERCISE = Exercise(
    name="temperature",
    chapter="04_language_model",
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
    likely=(
        ("overflow", "e = np.exp(z / tau); return e / e.sum(axis=0)"),
        ("multiplied", "e = np.exp((z - z.max(axis=0)) * tau); return e / e.sum(axis=0)"),
        ("temperature_ignored", "e = np.exp(z - z.max(axis=0)); return e / e.sum(axis=0)"),
        ("one_maximum_for_all", "e = np.exp((z - z.max()) / tau); return e / e.sum(axis=0)"),
        ("sum_over_everything", "e = np.exp((z - z.max(axis=0)) / tau); return e / e.sum()"),
        ("temperature_ignored", "e = np.exp(z - z.max(axis=0) / tau); return e / e.sum(axis=0)"),
        (
            "maximum_over_rows",
            """
            e = np.exp((z - z.max(axis=1, keepdims=True)) / tau)
            return e / e.sum(axis=0)""",
        ),
        ("softmax_forgotten", "return z / tau"),
    ),
    styles=(temperature_with_torch,),
    equal=(
        (
            'tau = min(max(check_number("temperature", temperature), least), most)',
            "It guards numbers near 0 and infinity, which no exercise hands in.",
        ),
        ("largest =", "softmax takes the maximum off once more."),
        ("gap =", "softmax takes the maximum off once more."),
        ("p = softmax(gap / tau)", "softmax takes the maximum off once more."),
        ("below =", "An axis that is dropped comes back at the front, where broadcasting puts it."),
        (
            "return powers / np.sum(powers, axis=0, keepdims=True)",
            "An axis that is dropped comes back at the front, where broadcasting puts it.",
        ),
    ),
)
