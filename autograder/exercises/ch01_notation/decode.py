"""Indices become words again, up to the first <EOS>."""

from itertools import takewhile

import numpy as np

import rnn_ref
from autograder.exercises.specification import Exercise, Inputs, Misconception, exact, in_both

from .shared import draw_vocabulary


def draw_indices_with_eos(rng) -> Inputs:
    """Words, <UNK>, <EOS>, then more words and zeros, and a word at last."""
    size = 12
    vocabulary, _ = draw_vocabulary(rng, size)
    words = [int(i) for i in rng.permutation(np.arange(2, size + 1))]
    words[0] = size + 1  # the last word of the vocabulary, and no other has its place
    end = int(rng.integers(3, 6))
    indices = [*words[:2], 1, *words[2:end], 0, words[5], words[6], 0, 0, words[7]]
    return Inputs({"indices": indices, "vocabulary": vocabulary})


def draw_indices_without_eos(rng, last: int = 0) -> Inputs:
    """Words and <UNK>; the place of the last one is an index that stands among them."""
    size = 12
    vocabulary, _ = draw_vocabulary(rng, size)
    last = last or int(rng.integers(4, 6))
    others = [i for i in range(2, size + 1) if i != last]
    words = [last, size + 1, *(int(i) for i in rng.permutation(others)[: last - 2])]
    words = [int(i) for i in rng.permutation(words)]
    return Inputs({"indices": [words[0], 1, *words[1:]], "vocabulary": vocabulary})


# Right answers in other styles: each earns all points.


def decode_until_the_end(indices, vocabulary):
    words = sorted(vocabulary, key=vocabulary.get)
    return [words[i] for i in takewhile(lambda i: words[i] != "<EOS>", indices)]


EXERCISE = Exercise(
    name="decode",
    chapter="01_notation",
    reference=rnn_ref.decode,
    task="Write decode(indices, vocabulary): turn the dictionary round, and return the list of the "
    "words that stand before the first <EOS>.",
    returns=("tokens",),
    draws={
        "with <EOS>": draw_indices_with_eos,
        "without <EOS>": draw_indices_without_eos,
        "of more words": lambda rng: draw_indices_without_eos(rng, last=8),
    },
    parts=(
        exact("the words before <EOS>", 2, case="with <EOS>"),
        *in_both("of more words", exact("the words without an <EOS>", 1, case="without <EOS>")),
    ),
    misconceptions=(
        Misconception(
            "eos_not_heeded",
            "every index was turned into a word, <EOS> and what follows it too. What follows is "
            "padding and was never said. Stop at the first <EOS>.",
            replace="for number in numbers[:end]]",
            by="for number in numbers]",
        ),
        Misconception(
            "eos_skipped_only",
            "<EOS> itself was left out and the loop went on. After the first <EOS> nothing counts. "
            "Leave the loop there: break.",
            replace="for number in numbers[:end]]",
            by="for number in numbers if number != eos]",
        ),
        Misconception(
            "eos_kept",
            "you stopped at the first <EOS>, and it is still in the list. It is a mark, not a "
            "word. Look for it before you append.",
            replace="for number in numbers[:end]]",
            by="for number in numbers[:end + 1]]",
        ),
        Misconception(
            "last_index_cut_off",
            "the last index was cut off, as if <EOS> always stood there. Padding may follow it, "
            "and a sentence that was cut has none. Look for the first <EOS>.",
            replace="for number in numbers[:end]]",
            by="for number in numbers[:-1]]",
        ),
        Misconception(
            "unknown_words_dropped",
            "<UNK> was left out. It stands for a word that was there. Keep it, so that every word "
            "stays in its place.",
            replace="for number in numbers[:end]]",
            by="for number in numbers[:end] if token_of[number] != UNK]",
        ),
        Misconception(
            "joined_to_a_text",
            "this is one text. A list of words was asked for, so that encode can read it again. "
            "Join the words where you print them.",
            replace="return tokens",
            by='return " ".join(tokens)',
        ),
        Misconception(
            "indices_kept",
            "these are still indices, those before <EOS>. You stopped at the right place; now "
            "turn each of them into its word, with the dictionary turned round.",
            replace="tokens = [token_of[number] for",
            by="tokens = [number for",
        ),
        Misconception(
            "stopped_at_unknown",
            "the list ends at the first <UNK>. A word that the vocabulary has not is still a "
            "word, and the sentence goes on after it. Only <EOS> ends it.",
            replace="numbers[:end]",
            by="numbers[: [k <= 1 for k in [*numbers, 0]].index(True)]",
        ),
    ),
    likely=(
        ("eos_not_heeded", "return [{i: w for w, i in vocabulary.items()}[i] for i in indices]"),
        (
            "eos_kept",
            """
            words, out = list(vocabulary), []
            for i in indices:
                out.append(words[i])
                if i == 0: break
            return out""",
        ),
        (
            "eos_skipped_only",
            """
            words = list(vocabulary)
            return [words[i] for i in indices if i != 0]""",
        ),
        (
            "indices_kept",
            """
            out = []
            for i in indices:
                if i == 0: break
                out.append(i)
            return out""",
        ),
        (
            "stopped_at_unknown",
            """
            words, out = list(vocabulary), []
            for i in indices:
                if i <= 1: break
                out.append(words[i])
            return out""",
        ),
    ),
    styles=(decode_until_the_end,),
    equal=(
        (
            "n = len(vocabulary)",
            "It serves to refuse an index that is too large, which no exercise hands in.",
        ),
        (
            "token_of = {index: token for token, index in",
            "A dictionary has no order, and <EOS> itself is never written.",
        ),
        (
            "end = numbers.index(eos)",
            "numbers holds the indices as they came in, and a slice may end beyond the list: the "
            "length of the longest one is as good.",
        ),
        ("tokens = [token_of[number]", "numbers holds the indices as they came in."),
        (
            "word_at = {index: word for word, index in",
            "A dictionary has no order, and <EOS> itself is never written.",
        ),
    ),
)
