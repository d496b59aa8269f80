"""Precision, recall and F1 of the names that were found."""

import numpy as np

import rnn_ref
from autograder.exercises.specification import Exercise, Inputs, Misconception, each, number
from autograder.exercises.told_apart import right_and_wrong, told_apart

from .shared import SUMMED, in_lowest_terms


def make_names(rng) -> Inputs:
    """Forty to sixty sentences; what was found in each is right, cut, moved, missing or too much."""
    found, right, last = [], [], int(rng.integers(40, 61)) - 1
    for i in range(last + 1):
        ours, true, t = [], [], 0
        at_end = i in (0, last)  # there is a hit, so that it shows if it is left out
        for place in range(int(rng.integers(1 if at_end else 0, 5))):
            start = t + int(rng.integers(1, 4))
            t = end = start + int(rng.integers(1, 4))
            fate = rng.choice(["hit", "hit", "hit", "hit", "cut", "late", "missed", "extra"])
            fate = "hit" if at_end and place == 0 else fate
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

    return told_apart(
        rng, make, right_and_wrong(EXERCISE, alike=["nothing_is_perfect", "no_hit_is_perfect"])
    )


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


def draw_no_hit(rng) -> Inputs:
    """Names in both lists, and none is in both."""
    start = int(rng.integers(6))
    found = [[(start, start + 2)], [(start + 1, start + 2)], []]
    right = [[(start, start + 1)], [], [(start + 4, start + 6), (start + 8, start + 9)]]
    return Inputs({"found": found, "right": right})


# Right answers in other styles: each earns all points.


def scores_from_one_pot(found, right):
    ours = {(i, *name) for i, names in enumerate(found) for name in names}
    true = {(i, *name) for i, names in enumerate(right) for name in names}
    hits = len(ours & true)
    return [
        hits / max(1, len(ours)),
        hits / max(1, len(true)),
        2 * hits / max(1, len(ours) + len(true)),
    ]


def scores_in_a_loop(found, right):
    hits = n_found = n_right = 0
    for ours, true in zip(found, right):
        for name in ours:
            hits += name in true
        n_found, n_right = n_found + len(ours), n_right + len(true)
    p = np.float64(hits) / n_found if n_found > 0 else 0
    r = np.float64(hits) / n_right if n_right > 0 else 0
    return p, r, 0 if p + r == 0 else 2 / (1 / p + 1 / r)


# Pieces of the reference, which misconceptions replace.
HITS = "hits = sum(len(set(one) & set(other)) for one, other in zip(found, right))"
COUNTS = "n_found = sum(len(one) for one in found)\n    n_right = sum(len(one) for one in right)"
PRECISION = "precision = hits / n_found if n_found else 0.0"
RECALL = "recall = hits / n_right if n_right else 0.0"
F_ONE = "F1 = 2 * precision * recall / (precision + recall) if hits else 0.0"
SCORED = "return precision, recall, F1"

ALL = (0, 1, 2)

EXERCISE = Exercise(
    name="name_scores",
    chapter="07_bidirectional",
    reference=rnn_ref.name_scores,
    task="Write name_scores(found, right): count the hits, sentence by sentence, and return "
    "precision, recall and F1. What would be divided by 0 is 0.",
    returns=("precision", "recall", "F1"),
    draws={
        "ordinary": draw_name_lists,
        "nothing found": lambda rng: draw_one_side(rng, "right"),
        "nothing there": lambda rng: draw_one_side(rng, "found"),
        "nothing matches": draw_no_hit,
    },
    parts=(
        number("precision", 2, at=0),
        number("recall", 2, at=1),
        number("F1", 1, at=2),
        each("all three if nothing was found", 1, at=ALL, case="nothing found", beside="precision"),
        each("all three if nothing is there", 1, at=ALL, case="nothing there", beside="recall"),
        each("all three if nothing matches", 1, at=ALL, case="nothing matches", beside="F1"),
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
        Misconception(
            "no_hit_is_perfect",
            "F1 is 1 where precision and recall are both 0. Then nothing was right, and F1 is 0.",
            replace=F_ONE,
            by="F1 = 2 * precision * recall / (precision + recall) if hits else 1.0",
        ),
    ),
    likely=(
        (
            "sentences_mixed",
            """
            f, r = {n for s in found for n in s}, {n for s in right for n in s}
            F, R, h = sum(map(len, found)), sum(map(len, right)), len(f & r)
            p, q = h / max(F, 1), h / max(R, 1)
            return p, q, 2 * p * q / (p + q) if h else 0""",
        ),
        (
            "start_is_enough",
            """
            h = sum(a[0] in [b[0] for b in r] for f, r in zip(found, right) for a in f)
            p, q = h / max(sum(map(len, found)), 1), h / max(sum(map(len, right)), 1)
            return p, q, 2 * p * q / (p + q) if h else 0""",
        ),
        (
            "mean_over_sentences",
            """
            P, R = [], []
            for f, r in zip(found, right):
                h = len(set(f) & set(r))
                P.append(h / len(f) if f else 0); R.append(h / len(r) if r else 0)
            p, q = np.mean(P), np.mean(R)
            return p, q, 2 * p * q / (p + q) if p + q else 0""",
        ),
        (
            "mean_for_f1",
            """
            h = sum(a in r for f, r in zip(found, right) for a in f)
            p, q = h / max(sum(map(len, found)), 1), h / max(sum(map(len, right)), 1)
            return p, q, (p + q) / 2""",
        ),
        (
            "swapped",
            """
            h = sum(a in r for f, r in zip(found, right) for a in f)
            p, q = h / max(sum(map(len, right)), 1), h / max(sum(map(len, found)), 1)
            return p, q, 2 * p * q / (p + q) if h else 0""",
        ),
        (
            "words_counted",
            """
            h = F = R = 0
            for f, r in zip(found, right):
                f = {t for a, b in f for t in range(a, b)}
                r = {t for a, b in r for t in range(a, b)}
                h, F, R = h + len(f & r), F + len(f), R + len(r)
            p, q = h / max(F, 1), h / max(R, 1)
            return p, q, 2 * p * q / (p + q) if h else 0""",
        ),
        (
            "",
            """
            h = sum(a in r for f, r in zip(found, right) for a in f)
            p, q = h / sum(map(len, found)), h / sum(map(len, right))
            return p, q, 2 * p * q / (p + q)""",
        ),
        (
            "no_hit_is_perfect",
            """
            h = sum(len(set(map(tuple, f)) & set(map(tuple, r))) for f, r in zip(found, right))
            F, R = sum(map(len, found)), sum(map(len, right))
            p, q = h / F if F else 0.0, h / R if R else 0.0
            return p, q, 2 * p * q / (p + q) if p + q > 0 else 1.0""",
        ),
    ),
    styles=(scores_from_one_pot, scores_in_a_loop),
    equal=(
        (
            "hits = sum(len(set(one)",
            "A sum is the same in any order, and so is what two sets share.",
        ),
        ("n_found =", SUMMED),
        ("n_right =", SUMMED),
        (
            "precision = hits / n_found",
            "With no hit the three are 0, and with any hit none of them is.",
        ),
        (
            "recall = hits / n_right",
            "With no hit the three are 0, and with any hit none of them is.",
        ),
        ("F1 =", "With no hit the three are 0, and with any hit none of them is."),
        (
            "hits = sum(len(set(ours)",
            "The two lists have one length; a sum is the same in any order, and so is what two sets share.",
        ),
    ),
)
