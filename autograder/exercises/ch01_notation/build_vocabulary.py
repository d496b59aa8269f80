"""A vocabulary from sentences: the special words, then the words by how often they come."""

from collections import Counter

import numpy as np

import rnn_ref
from autograder.exercises.specification import Exercise, Inputs, Misconception, exact

from .shared import draw_words


def sentences_with(rng, counts: dict[str, int]) -> list[list[str]]:
    """Three to five sentences that hold each word as often as `counts` says."""
    words = [str(w) for w in rng.permutation([w for w, n in counts.items() for _ in range(n)])]
    parts = int(rng.integers(3, 6))
    cuts = sorted(int(cut) for cut in rng.choice(np.arange(1, len(words)), parts - 1, False))
    return [words[i:j] for i, j in zip([0, *cuts], [*cuts, len(words)], strict=True)]


def draw_different_counts(rng) -> Inputs:
    """Words that come twice in a sentence, so that counting sentences gives another order."""
    while True:
        counts = dict(zip(draw_words(rng, 5), range(1, 6), strict=True))
        sentences = sentences_with(rng, counts)
        once = [sorted(set(sentence)) for sentence in sentences]
        if rnn_ref.build_vocabulary(once) != rnn_ref.build_vocabulary(sentences):
            return Inputs({"sentences": sentences, "size": None})


def tied_sentences(rng) -> list[list[str]]:
    """Words of equal count that first appear in another order than that of the alphabet."""
    while True:
        words = draw_words(rng, 7)
        counts = dict(zip(words, (3, 2, 2, 2, 1, 1, 1), strict=True))
        sentences = sentences_with(rng, counts)
        seen = list(dict.fromkeys(word for sentence in sentences for word in sentence))
        tied = [[w for w in seen if counts[w] == n] for n in (2, 1)]
        if all(group != sorted(group) and group != sorted(group)[::-1] for group in tied):
            return sentences


def draw_equal_counts(rng) -> Inputs:
    return Inputs({"sentences": tied_sentences(rng), "size": None})


def draw_with_size(rng) -> Inputs:
    return Inputs({"sentences": tied_sentences(rng), "size": int(rng.integers(5, 7))})


# Right answers in other styles: each earns all points.


def vocabulary_by_counter(sentences, size=None):
    counts = Counter(word for sentence in sentences for word in sentence)
    ranked = [word for word, _ in sorted(counts.items(), key=lambda pair: (-pair[1], pair[0]))]
    tokens = ("<EOS>", "<UNK>", *ranked)[:size]
    return dict(zip(tokens, range(len(tokens))))


EXERCISE = Exercise(
    name="build_vocabulary",
    chapter="01_notation",
    reference=rnn_ref.build_vocabulary,
    task="Write build_vocabulary(sentences, size): <EOS> is 0, <UNK> is 1, then the words by "
    "falling count, words of equal count by the alphabet, and at most `size` entries in all.",
    returns=("vocabulary",),
    draws={
        "different counts": draw_different_counts,
        "equal counts": draw_equal_counts,
        "with a size": draw_with_size,
    },
    parts=(
        exact("the vocabulary, all counts different", 2, case="different counts"),
        exact("the vocabulary, some counts equal", 2, case="equal counts"),
        exact("the vocabulary of a given size", 2, case="with a size"),
    ),
    misconceptions=(
        Misconception(
            "ties_left_as_they_came",
            "words of equal count stand in the order in which they first appeared. Then another "
            "order of the same sentences gives another vocabulary. Sort by two things: the count, "
            "falling, and then the word itself.",
            replace="key=lambda word: (-counts[word], word)",
            by="key=lambda word: -counts[word]",
        ),
        Misconception(
            "ties_reversed",
            "the counts fall, as they should, and words of equal count run backward through the "
            "alphabet. reverse=True turns round both parts of the key. Take -count in the key and "
            "leave reverse out.",
            replace="key=lambda word: (-counts[word], word)",
            by="key=lambda word: (counts[word], word), reverse=True",
        ),
        Misconception(
            "rare_words_first",
            "the rarest word came first. sorted goes from small to large; a minus sign before the "
            "count makes frequent words come first.",
            replace="(-counts[word], word)",
            by="(counts[word], word)",
        ),
        Misconception(
            "alphabet_only",
            "the words stand in alphabetical order and their counts play no part. A limit on the "
            "size would then keep 'aardvark' and lose 'the'. Sort by the count first.",
            replace="(-counts[word], word)",
            by="word",
        ),
        Misconception(
            "order_of_appearance",
            "the words stand in the order in which they first appear, and are not sorted at all. "
            "Count them, then sort by the count and by the alphabet.",
            replace="words = sorted(counts, key=lambda word: (-counts[word], word))",
            by="words = list(counts)",
        ),
        Misconception(
            "specials_not_counted",
            "you kept `size` words and added <EOS> and <UNK> on top, so there are two entries too "
            "many. size counts all entries: the words get size - 2 places.",
            replace='check_count("size", size, least=2) - 2',
            by='check_count("size", size, least=2)',
        ),
        Misconception(
            "one_special_counted",
            "there is one entry too many. Two places of `size` are taken before the first word "
            "comes: <EOS> and <UNK>.",
            replace='check_count("size", size, least=2) - 2',
            by='check_count("size", size, least=2) - 1',
        ),
        Misconception(
            "size_ignored",
            "all words were kept although a size was given. Cut the sorted list of words to "
            "size - 2; a slice words[:None] keeps everything.",
            replace="kept = words[:places]",
            by="kept = words",
        ),
        Misconception(
            "specials_forgotten",
            "<EOS> and <UNK> are missing, and the first word has their place. Without them no "
            "sentence can end and no unknown word has an index. They come first: 0 and 1.",
            replace="enumerate([EOS, UNK, *kept])",
            by="enumerate(kept)",
        ),
        Misconception(
            "specials_swapped",
            "<UNK> has 0 and <EOS> has 1. The course has them the other way round: <EOS> is 0.",
            replace="[EOS, UNK, *kept]",
            by="[UNK, EOS, *kept]",
        ),
        Misconception(
            "specials_last",
            "<EOS> and <UNK> stand at the end. Their index then changes with the number of words. "
            "Put them first, so that they are 0 and 1 in every vocabulary.",
            replace="[EOS, UNK, *kept]",
            by="[*kept, EOS, UNK]",
        ),
        Misconception(
            "counted_from_one",
            "the indices start at 1. An index will be a row of an array, and rows count from 0.",
            replace="enumerate([EOS, UNK, *kept])",
            by="enumerate([EOS, UNK, *kept], start=1)",
        ),
        Misconception(
            "letters_counted",
            "letters were counted instead of words. A loop over a word goes through its letters. "
            "You have one loop too many, or joined the words to one text.",
            replace="counts.update(sentence)",
            by='counts.update("".join(sentence))',
        ),
        Misconception(
            "turned_round",
            "the dictionary leads from the index to the word. encode looks up a word and wants "
            "its index: make the word the key.",
            replace="{token: index for index, token in",
            by="{str(index): token for index, token in",
        ),
        Misconception(
            "once_per_sentence",
            "a word was counted once for each sentence that has it. A word that comes twice "
            "in a sentence counts twice: go through the sentence itself, not through "
            "set(sentence).",
            replace="counts.update(sentence)",
            by="counts.update(set(sentence))",
        ),
        Misconception(
            "two_words_kept",
            "two words were kept, whatever the size. `size` counts all entries, and <EOS> and <UNK> are two of them: size - 2 words are kept.",
            replace="kept = words[:places]",
            by="kept = words[:2] if size else words",
        ),
    ),
    likely=(
        (
            "two_words_kept",
            '\n            counts = {}\n            for s in sentences:\n                for w in s: counts[w] = counts.get(w, 0) + 1\n            words = sorted(counts, key=lambda w: (-counts[w], w))\n            if size is not None: words = words[:2]\n            return {w: i for i, w in enumerate(["<EOS>", "<UNK>"] + words)}',
        ),
        (
            "ties_left_as_they_came",
            """
            counts = {}
            for s in sentences:
                for w in s: counts[w] = counts.get(w, 0) + 1
            words = sorted(counts, key=counts.get, reverse=True)
            if size: words = words[:size - 2]
            return {w: i for i, w in enumerate(["<EOS>", "<UNK>"] + words)}""",
        ),
        (
            "specials_not_counted",
            """
            counts = {}
            for s in sentences:
                for w in s: counts[w] = counts.get(w, 0) + 1
            words = sorted(counts, key=lambda w: (-counts[w], w))[:size]
            return {w: i for i, w in enumerate(["<EOS>", "<UNK>"] + words)}""",
        ),
        (
            "alphabet_only",
            """
            words = sorted({w for s in sentences for w in s})
            words = words if size is None else words[:size - 2]
            return {w: i for i, w in enumerate(["<EOS>", "<UNK>"] + words)}""",
        ),
        (
            "once_per_sentence",
            """
            counts = {}
            for s in sentences:
                for w in set(s): counts[w] = counts.get(w, 0) + 1
            words = sorted(counts, key=lambda w: (-counts[w], w))
            if size is not None: words = words[:size - 2]
            return {w: i for i, w in enumerate(["<EOS>", "<UNK>"] + words)}""",
        ),
        (
            "",
            """
            counts = {}
            for s in sentences:
                for w in s: counts[w] = counts.get(w, 0) + 1
            words = sorted(counts, key=lambda w: (-counts[w], w))[:size - 2]
            return {w: i for i, w in enumerate(["<EOS>", "<UNK>"] + words)}""",
        ),
    ),
    styles=(vocabulary_by_counter,),
    equal=(
        ("for i, sentence in enumerate(sentences)", "A sum is the same in any order."),
        ("vocabulary = {token: index", "A dictionary has no order that a check may look at."),
        ("for sentence in sentences", "A sum is the same in any order."),
        (
            'for index, token in enumerate(["<EOS>", "<UNK>"] + ranked)',
            "A dictionary has no order that a check may look at.",
        ),
        ("for word in sentence", "A sum is the same in any order."),
        (
            "counts[word] = counts.get(word, 0) + 1",
            "Only the order of the counts is used, and it stays when each begins or grows otherwise.",
        ),
    ),
)
