"""The best that a reader can do who sees only what comes before."""

from collections import Counter, defaultdict
from itertools import groupby

import numpy as np

import rnn_ref
from autograder.exercises.specification import Exercise, Inputs, Misconception, number
from autograder.exercises.told_apart import right_and_wrong, told_apart

from .shared import ORDER, PAIRED, SUMMED, in_lowest_terms

SAID = ("he said :", "she wrote :", "we know :", "they told me :")
OTHER_LABEL = {"B-PER": "O", "O": "B-PER"}
EITHER = ("Teddy", "Rose", "Olive", "Amber", "Pearl")


def share_of_most(values) -> tuple[int, int]:
    """What the best reader gets right, and of how many."""
    pairs = Counter(zip(values["beginnings"], values["labels"], strict=True))
    most: dict = {}
    for (beginning, _), count in pairs.items():
        most[beginning] = max(most.get(beginning, 0), count)
    return sum(most.values()), len(values["labels"])


def make_beginnings(rng) -> Inputs:
    """Three words behind three openings, each up to sixteen times a name or a thing; one ties."""
    words = [str(word) for word in rng.permutation(EITHER)[:3]]
    rows = []
    for place, opening in enumerate(rng.permutation(SAID)[:3]):
        for word in words:
            beginning = (*str(opening).split(), word)
            counts = rng.integers(17, size=2)
            if place == 0 and word == words[0]:
                counts[1] = counts[0] = max(1, counts[0])
            for label, count in zip(("B-PER", "O"), counts, strict=True):
                rows += [(beginning, label)] * int(count)
    beginnings, labels = (list(column) for column in zip(*in_some_order(rng, rows), strict=True))
    return Inputs({"beginnings": beginnings, "labels": labels})


def in_some_order(rng, rows: list) -> list:
    """In any order, but what is left out at its ends must show.

    The first row, the last one, and the last of the different ones have the label that their
    beginning mostly has.
    """
    counts = Counter(rows)
    common = [
        (beginning, label)
        for beginning, label in counts
        if counts[beginning, label] > max(1, counts[beginning, OTHER_LABEL[label]])
    ]
    first, last = (common[i] for i in rng.permutation(len(common))[:2])
    others = [row for row in counts if row not in (first, last)]
    others = [others[i] for i in rng.permutation(len(others))]
    rest = list((counts - Counter([first, *others, last, last])).elements())
    return [first, *others, last, *(rest[i] for i in rng.permutation(len(rest))), last]


def draw_beginnings(rng) -> Inputs:
    def make(rng):
        return in_lowest_terms(rng, make_beginnings, share_of_most)

    return told_apart(rng, make, right_and_wrong(EXERCISE))


def draw_even_beginnings(rng) -> Inputs:
    return in_lowest_terms(rng, make_even_beginnings, share_of_most)


def make_even_beginnings(rng) -> Inputs:
    """Beginnings that end in different words and come equally often, without a tie."""
    words = [str(word) for word in rng.permutation(EITHER)[: int(rng.integers(3, 5))]]
    times = 2 * int(rng.integers(5, 41)) + 1
    rows = []
    for opening, word in zip(rng.permutation(SAID), words, strict=False):
        more = int(rng.integers(times // 2 + 1, times))
        common, rare = rng.permutation(["B-PER", "O"])
        labels = [str(common)] * more + [str(rare)] * (times - more)
        rows += [((*str(opening).split(), word), label) for label in labels]
    beginnings, labels = (list(column) for column in zip(*in_some_order(rng, rows), strict=True))
    return Inputs({"beginnings": beginnings, "labels": labels})


# Right answers in other styles: each earns all points.


def best_by_sorting(beginnings, labels):
    right = 0
    for _, group in groupby(sorted(zip(beginnings, labels)), key=lambda pair: pair[0]):
        said = [label for _, label in group]
        right += max(said.count(label) for label in said)
    return np.float64(right) / len(beginnings)


def best_by_answering(beginnings, labels):
    """The best answer of each beginning first, then the share that it gets right."""
    heard = defaultdict(list)
    for beginning, label in zip(beginnings, labels):
        heard[" ".join(beginning)].append(label)
    answer = {b: max(sorted(set(said)), key=said.count) for b, said in heard.items()}
    return np.mean([answer[" ".join(b)] == label for b, label in zip(beginnings, labels)])


# Pieces of the reference, which misconceptions replace.
PAIRS = "pairs = Counter(zip(beginnings, labels))"
MOST = "most[beginning] = max(most.get(beginning, 0), count)"
SUM = "right = sum(most.values())"
SHARE = "share = right / len(labels)"

EXERCISE = Exercise(
    name="best_without_what_follows",
    chapter="07_bidirectional",
    reference=rnn_ref.best_without_what_follows,
    task="Write best_without_what_follows(beginnings, labels): for each different beginning count "
    "its labels and take the largest count. Add these up and divide by the number of labels.",
    returns=("share",),
    draws={"even": draw_even_beginnings, "ordinary": draw_beginnings},
    parts=(
        number("the share where every beginning comes equally often", 1, case="even"),
        number("the share", 3),
    ),
    misconceptions=(
        Misconception(
            "one_answer_for_all",
            "one label, the most frequent of all, was said everywhere. The best reader has read "
            "the beginning and may say another label after another beginning: count the labels "
            "of each beginning apart.",
            replace=PAIRS,
            by="pairs = Counter(zip([()] * len(labels), labels))",
        ),
        Misconception(
            "last_word_alone",
            "beginnings that end in the same word were put together. The reader has read the "
            "whole beginning: let the whole tuple be the key.",
            replace=PAIRS,
            by="pairs = Counter(zip([b[-1:] for b in beginnings], labels))",
        ),
        Misconception(
            "last_word_left_out",
            "the last word of the beginning was left out, so that 'he said : Teddy' and 'he said "
            ": Rose' were one. The word in question has been read too.",
            replace=PAIRS,
            by="pairs = Counter(zip([b[:-1] for b in beginnings], labels))",
        ),
        Misconception(
            "mean_of_the_shares",
            "this is the mean of the shares of the beginnings. A beginning that comes five times "
            "counts five times: add up the right answers first, and divide once.",
            replace=SHARE,
            by="share = sum(most[b] / sum(pairs[c, k] for c, k in pairs if c == b) "
            "for b in most) / len(most)",
        ),
        Misconception(
            "not_divided",
            "this is how many answers are right, not their share. Divide by the number of labels.",
            replace=SHARE,
            by="share = right",
        ),
        Misconception(
            "divided_by_beginnings",
            "the right answers were divided by the number of different beginnings. They are "
            "answers, so divide by the number of answers: len(labels).",
            replace=SHARE,
            by="share = right / len(most)",
        ),
        Misconception(
            "only_where_it_is_certain",
            "only beginnings that always have the same label were counted as right. After the "
            "others the reader says the more frequent label, and is right that often.",
            replace=SUM,
            by="right = sum(most[b] for b in most if sum(c == b for c, _ in pairs) == 1)",
        ),
        Misconception(
            "ties_lost",
            "a beginning with as many of one label as of the other counted nothing. The reader "
            "says one of the two, no matter which, and is right every second time.",
            replace=SUM,
            by="right = sum(n for b, n in most.items() if 2 * n > sum("
            "pairs[c, k] for c, k in pairs if c == b))",
        ),
        Misconception(
            "last_label_seen",
            "the reader says what came last after each beginning: a dictionary keeps the value "
            "that was written last. Count the labels of each beginning instead.",
            replace=MOST,
            by="most[beginning] = pairs[beginning, dict(zip(beginnings, labels))[beginning]]",
        ),
        Misconception(
            "share_of_wrong",
            "this is the share of wrong answers. The score is the share of the right ones.",
            replace=SHARE,
            by="share = 1 - right / len(labels)",
        ),
    ),
    likely=(
        ("one_answer_for_all", "return max(labels.count(k) for k in set(labels)) / len(labels)"),
        (
            "last_word_alone",
            """
            seen = {}
            for words, label in zip(beginnings, labels):
                seen.setdefault(words[-1], []).append(label)
            return sum(max(v.count(k) for k in v) for v in seen.values()) / len(labels)""",
        ),
        (
            "mean_of_the_shares",
            """
            seen = {}
            for words, label in zip(beginnings, labels):
                seen.setdefault(words, []).append(label)
            return np.mean([max(v.count(k) for k in v) / len(v) for v in seen.values()])""",
        ),
        (
            "not_divided",
            """
            seen = {}
            for words, label in zip(beginnings, labels):
                seen.setdefault(words, []).append(label)
            return sum(max(v.count(k) for k in v) for v in seen.values())""",
        ),
        (
            "divided_by_beginnings",
            """
            seen = {}
            for words, label in zip(beginnings, labels):
                seen.setdefault(words, []).append(label)
            return sum(max(v.count(k) for k in v) for v in seen.values()) / len(seen)""",
        ),
        (
            "last_label_seen",
            """
            answer = {}
            for words, label in zip(beginnings, labels): answer[words] = label
            return sum(answer[w] == k for w, k in zip(beginnings, labels)) / len(labels)""",
        ),
        (
            "only_where_it_is_certain",
            """
            seen = {}
            for words, label in zip(beginnings, labels):
                seen.setdefault(words, set()).add(label)
            return sum(len(seen[w]) == 1 for w in beginnings) / len(labels)""",
        ),
        (
            "ties_lost",
            """
            seen, right = {}, 0
            for words, label in zip(beginnings, labels):
                seen.setdefault(words, []).append(label)
            for v in seen.values():
                a, b = v.count("B-PER"), v.count("O")
                if a > b: right += a
                if b > a: right += b
            return right / len(labels)""",
        ),
    ),
    styles=(best_by_sorting, best_by_answering),
    equal=(
        ("for (beginning, _), count in pairs.items()", ORDER),
        ("share = right / len(labels)", PAIRED),
        (
            "most[beginning] =",
            "Every count is at least 1, and the larger of two is the same in any order.",
        ),
        (
            "for beginning, label in zip(beginnings, labels, strict=True)",
            "The two lists have one length, and counts are the same in any order.",
        ),
        ("right = sum(max(", SUMMED),
        ("return right / len(labels)", PAIRED),
    ),
)
