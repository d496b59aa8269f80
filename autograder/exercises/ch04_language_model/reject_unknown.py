"""Drawing again as long as the word is the unknown one."""

from collections.abc import Callable

import numpy as np

from autograder.exercises.specification import Exercise, Inputs, Misconception, exact, in_both
from autograder.exercises.told_apart import told_apart
from rnn_course.known_uniforms import KnownUniforms
from rnn_ref import draw

from .shared import shares


def reject_unknown(p, unknown: int, count: int, rng) -> list:
    """Draw words until `count` known ones have come; every unknown one is thrown away."""
    indices = []
    while len(indices) < count:
        index = draw(p, rng)
        if index != unknown:
            indices.append(index)
    return indices


def uniforms(rng, count: int) -> KnownUniforms:
    """Numbers that never lie on a border between two of `shares`."""
    return KnownUniforms(((rng.integers(0, 1000, size=count) + 0.5) / 1000).tolist())


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
        inputs = told_apart(rng, make, [rejecting(), *map(rejecting, REJECTED)])
        if 0.25 <= inputs.values["p"][inputs.values["unknown"]] <= 0.6:
            return inputs


def draw_few_words(rng) -> Inputs:
    """Another number of words, and the unknown one may be the last."""
    n = int(rng.choice([3, 4, 6, 7]))
    p = shares(rng, n, 1)[:, 0]
    return Inputs(
        {"p": p, "unknown": int(rng.integers(n)), "count": 12, "rng": uniforms(rng, 400)}, {"n": n}
    )


# Right answers in other styles: each earns all points.


def reject_with_a_generator(p, unknown, count, rng):
    def draws():
        while True:
            yield rng.choice(np.arange(len(p)), p=p)

    known = (word for word in draws() if word != unknown)
    return [next(known) for _ in range(count)]


EXERCISE = Exercise(
    name="reject_unknown",
    chapter="04_language_model",
    reference=reject_unknown,
    task="Write reject_unknown: draw with rng.choice(n, p=p), throw every unknown word away, and go "
    "on until `count` known ones are in the list.",
    returns=("indices",),
    draws={"ordinary": draw_unknown, "other words": draw_few_words},
    parts=in_both("other words", exact("indices", 4)),
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
    likely=(
        (
            "renormalised",
            """
            q = p.copy(); q[unknown] = 0; q = q / q.sum()
            return [int(rng.choice(len(p), p=q)) for _ in range(count)]""",
        ),
        (
            "draws_counted",
            """
            d = [int(rng.choice(len(p), p=p)) for _ in range(count)]
            return [i for i in d if i != unknown]""",
        ),
        ("kept", "return [int(rng.choice(len(p), p=p)) for _ in range(count)]"),
        (
            "second_draw_kept",
            """
            out = []
            for _ in range(count):
                i = int(rng.choice(len(p), p=p))
                if i == unknown: i = int(rng.choice(len(p), p=p))
                out.append(i)
            return out""",
        ),
        (
            "one_too_many",
            """
            out = []
            while len(out) <= count:
                i = int(rng.choice(len(p), p=p))
                if i != unknown: out.append(i)
            return out""",
        ),
        (
            "only_unknown",
            """
            out = []
            while len(out) < count:
                i = int(rng.choice(len(p), p=p))
                if i == unknown: out.append(i)
            return out""",
        ),
        (
            "p_not_handed_over",
            """
            out = []
            while len(out) < count:
                i = int(rng.choice(len(p)))
                if i != unknown: out.append(i)
            return out""",
        ),
    ),
    styles=(reject_with_a_generator,),
    equal=(
        ("while len(indices) < count", "The list grows by one, so it meets the number."),
        ("while len(known) < count", "The list grows by one, so it meets the number."),
    ),
)
