"""The exercises of chapter 1, notation and data."""

from __future__ import annotations

import numpy as np

import rnn_ref
from autograder.exercises import draw
from autograder.exercises.quiz import quiz
from autograder.exercises.specification import (
    Exercise,
    Inputs,
    Misconception,
    array,
    choice,
    exact,
    integers,
    marks,
)
from rnn_course.picking import digest

CHAPTER = "01_notation"
WORDS = (
    "apple",
    "bread",
    "cloud",
    "door",
    "evening",
    "forest",
    "garden",
    "house",
    "island",
    "journey",
    "kitchen",
    "lamp",
    "moon",
    "night",
    "ocean",
    "paper",
    "quiet",
    "river",
    "snow",
    "table",
)


def draw_words(rng, count: int) -> list[str]:
    """Different words, in no order."""
    return [str(word) for word in rng.permutation(WORDS)[:count]]


# ------------------------------------------------------- 1.1 build_vocabulary


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
    return Inputs({"sentences": tied_sentences(rng), "size": int(rng.integers(4, 7))})


BUILD_VOCABULARY = Exercise(
    name="build_vocabulary",
    chapter=CHAPTER,
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
    ),
)


# ------------------------------------------------------------- 1.2 encode


def draw_vocabulary(rng, count: int = 6) -> tuple[dict[str, int], list[str]]:
    """A vocabulary of `count` words, and other words that it has not."""
    words = draw_words(rng, count + 3)
    kept = [rnn_ref.EOS, rnn_ref.UNK, *words[:count]]
    return {word: index for index, word in enumerate(kept)}, words[count:]


def draw_known_sentence(rng) -> Inputs:
    vocabulary, _ = draw_vocabulary(rng, 9)
    tokens = [str(w) for w in rng.permutation(list(vocabulary)[2:])[:6]]
    return Inputs({"tokens": tokens, "vocabulary": vocabulary})


def draw_unknown_sentence(rng) -> Inputs:
    """Two unknown words, side by side or apart, between known ones."""
    vocabulary, others = draw_vocabulary(rng, 9)
    tokens = [str(w) for w in rng.permutation(list(vocabulary)[2:])[:7]]
    for place, other in zip(rng.permutation(np.arange(1, 6))[:2], others, strict=False):
        tokens[int(place)] = other
    return Inputs({"tokens": tokens, "vocabulary": vocabulary})


ENCODE = Exercise(
    name="encode",
    chapter=CHAPTER,
    reference=rnn_ref.encode,
    task="Write encode(tokens, vocabulary): the index of each word, the index of <UNK> for a word "
    "that the vocabulary has not, and the index of <EOS> at the end.",
    returns=("indices",),
    draws={"known words": draw_known_sentence, "unknown words": draw_unknown_sentence},
    parts=(
        exact("the indices of known words", 1, case="known words"),
        exact("the indices with unknown words", 2, case="unknown words"),
    ),
    misconceptions=(
        Misconception(
            "eos_forgotten",
            "the index of <EOS> is missing at the end. A model that never sees a sentence end "
            "never learns to end one. Append vocabulary['<EOS>'] after the loop.",
            replace="indices.append(vocabulary[EOS])",
            by="pass",
        ),
        Misconception(
            "eos_in_front",
            "<EOS> stands before the first word. It says that the sentence is over: put it last.",
            replace="indices.append(vocabulary[EOS])",
            by="indices.insert(0, vocabulary[EOS])",
        ),
        Misconception(
            "eos_as_text",
            "the text '<EOS>' stands at the end, among numbers. Look its index up, as for a word.",
            replace="indices.append(vocabulary[EOS])",
            by="indices.append(EOS)",
        ),
        Misconception(
            "unknown_words_dropped",
            "words that the vocabulary has not were left out. The sentence gets shorter, and its "
            "labels no longer stand under their words. Write the index of <UNK> for each of them.",
            replace="[vocabulary.get(token, unknown) for token in tokens]",
            by="[vocabulary[token] for token in tokens if token in vocabulary]",
        ),
        Misconception(
            "unknown_is_zero",
            "an unknown word got 0. That is the index of <EOS>: the sentence seems to end there. "
            "Use vocabulary['<UNK>'].",
            replace="vocabulary.get(token, unknown)",
            by="vocabulary.get(token, 0)",
        ),
        Misconception(
            "unknown_is_none",
            "an unknown word became None: that is what get returns when no second argument says "
            "otherwise. Give it the index of <UNK>.",
            replace="vocabulary.get(token, unknown)",
            by="vocabulary.get(token)",
        ),
        Misconception(
            "unknown_gets_a_new_index",
            "an unknown word got len(vocabulary), one more than the last index. The network has "
            "no row for it. Use vocabulary['<UNK>'].",
            replace="vocabulary.get(token, unknown)",
            by="vocabulary.get(token, len(vocabulary))",
        ),
        Misconception(
            "unknown_as_text",
            "an unknown word became the text '<UNK>', among numbers. A network takes indices: "
            "look the index of <UNK> up, as you do for a word.",
            replace="vocabulary.get(token, unknown)",
            by="vocabulary.get(token, UNK)",
        ),
        Misconception(
            "unknown_at_the_end",
            "the list ends with 1, the index of <UNK>. That the sentence is over is another "
            "thing than a word that is not known. <EOS> has the index 0: vocabulary['<EOS>'].",
            replace="indices.append(vocabulary[EOS])",
            by="indices.append(vocabulary[UNK])",
        ),
    ),
)


# ------------------------------------------------------------- 1.3 decode


def draw_indices_with_eos(rng) -> Inputs:
    """Words, <UNK>, <EOS>, then more words, another <EOS> and zeros."""
    vocabulary, _ = draw_vocabulary(rng, 9)
    words = [int(i) for i in rng.permutation(np.arange(2, 11))]
    indices = [*words[:2], 1, *words[2:5], 0, words[5], words[6], 0, 0]
    return Inputs({"indices": indices, "vocabulary": vocabulary})


def draw_indices_without_eos(rng) -> Inputs:
    vocabulary, _ = draw_vocabulary(rng, 9)
    words = [int(i) for i in rng.permutation(np.arange(2, 11))]
    return Inputs({"indices": [words[0], 1, *words[1:6]], "vocabulary": vocabulary})


DECODE = Exercise(
    name="decode",
    chapter=CHAPTER,
    reference=rnn_ref.decode,
    task="Write decode(indices, vocabulary): turn the dictionary round, and return the list of the "
    "words that stand before the first <EOS>.",
    returns=("tokens",),
    draws={"with <EOS>": draw_indices_with_eos, "without <EOS>": draw_indices_without_eos},
    parts=(
        exact("the words before <EOS>", 2, case="with <EOS>"),
        exact("the words without an <EOS>", 1, case="without <EOS>"),
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
)


# ------------------------------------------------------------ 1.4 one_hot


def draw_index_row(rng) -> Inputs:
    n = draw.sizes(rng, "n", "m", least=5, most=9)
    return Inputs({"indices": _indices(rng, n["n"], n["m"]), "n": n["n"]}, n)


def draw_index_batch(rng) -> Inputs:
    n = draw.sizes(rng, "n", "m", "T", least=3)
    return Inputs({"indices": _indices(rng, n["n"], n["m"], n["T"]), "n": n["n"]}, n)


def _indices(rng, n: int, *shape: int):
    """Indices that have the first and the last class among them."""
    while True:
        indices = rng.integers(n, size=shape)
        if indices.min() == 0 and indices.max() == n - 1:
            return indices


ONE_HOT = Exercise(
    name="one_hot",
    chapter=CHAPTER,
    reference=rnn_ref.one_hot,
    takes=("indices", "n"),
    task="Write one_hot(indices, n): each index becomes a column of n numbers, 1 at the index and "
    "0 elsewhere. (m,) becomes (n, m), and (m, T) becomes (n, m, T).",
    returns=("x",),
    draws={"one step": draw_index_row, "a batch": draw_index_batch},
    parts=(
        marks("x for indices (m,)", 2, shape="(n, m)", case="one step"),
        marks("x for indices (m, T)", 2, shape="(n, m, T)", case="a batch"),
    ),
    misconceptions=(
        Misconception(
            "words_as_rows",
            "each word became a row: the n classes stand on the last axis. np.eye(n)[indices] "
            "gives that. In this course the features come first. Move the last axis to the front.",
            replace="x = xp.astype(hot, dtype)",
            by="x = xp.astype(xp.moveaxis(hot, 0, -1), dtype)",
        ),
        Misconception(
            "reshaped_to_fit",
            "reshape gave the right shape and mixed up the ones: it keeps the numbers in their "
            "old order and cuts them anew. A column may now hold two ones or none. Move the axis, "
            "with np.moveaxis or transpose.",
            replace="x = xp.astype(hot, dtype)",
            by="x = xp.astype(xp.reshape(xp.moveaxis(hot, 0, -1), hot.shape), dtype)",
        ),
        Misconception(
            "batch_turned_round",
            "the features come first, as they should, and then time and examples have changed "
            "places: (n, T, m). A plain .T turns round all three axes. Move only the last one.",
            replace="x = xp.astype(hot, dtype)",
            by="x = xp.astype(hot if indices.ndim == 1 else xp.permute_dims(hot, (0, 2, 1)), "
            "dtype)",
        ),
        Misconception(
            "counted_from_one",
            "each 1 stands one row too high, as if the first index were 1. Index 0 has its 1 in "
            "row 0.",
            replace="hot = column == xp.astype(indices, xp.int64)",
            by="hot = column == (xp.astype(indices, xp.int64) - 1) % n",
        ),
        Misconception(
            "ones_and_zeros_swapped",
            "0 and 1 are the wrong way round: every row but the right one holds a 1. Compare with "
            "==, or start from np.zeros.",
            replace="hot = column == ",
            by="hot = column != ",
        ),
        Misconception(
            "index_written_instead_of_one",
            "the index itself stands where a 1 should. Word 7 would then count seven times as "
            "much as word 1. Write a 1.",
            replace="x = xp.astype(hot, dtype)",
            by="x = xp.astype(hot * indices, dtype)",
        ),
        Misconception(
            "filled_upwards",
            "all rows up to the index hold a 1. One-hot means exactly one: compare with == and "
            "not with <=.",
            replace="hot = column == ",
            by="hot = column <= ",
        ),
        Misconception(
            "whole_rows_set",
            "whole rows were filled with ones. x[indices] = 1 picks rows by their index and "
            "sets all of each. One entry per column is wanted: np.eye(n)[indices] makes one "
            "code for each index.",
            replace="hot = column == xp.astype(indices, xp.int64)",
            by="hot = column == xp.astype(indices, xp.int64)\n    "
            "hot = hot | xp.reshape(xp.any(xp.reshape(hot, (n, -1)), axis=1), column.shape)",
        ),
    ),
)


# ------------------------------------------------------- 1.5 pad_and_mask


def draw_sequences(rng, extra: int) -> Inputs:
    """Sequences that end with 0, <EOS>, but for one: the numbers do not tell the mask."""
    n = draw.sizes(rng, "m", "T", least=5, most=9)
    while True:
        lengths = rng.integers(2, n["T"] + 1, size=n["m"])
        if lengths[0] not in (lengths.max(), lengths.min()):
            break
    lengths[-1], lengths[1] = n["T"], 2
    rows = [[*(int(i) for i in rng.integers(2, 30, size=k - 1)), 0] for k in lengths]
    rows[0][-1] = 30  # one that was cut and has no <EOS>
    return Inputs({"sequences": rows, "T": n["T"] + extra if extra else None}, {})


PAD_AND_MASK = Exercise(
    name="pad_and_mask",
    chapter=CHAPTER,
    reference=rnn_ref.pad_and_mask,
    task="Write pad_and_mask(sequences, T): an array (m, T) of the indices with zeros after each "
    "end, and a mask (m, T) with 1 at real steps and 0 at padded ones. Without T, take the "
    "longest.",
    returns=("indices", "mask"),
    draws={
        "to the longest": lambda rng: draw_sequences(rng, 0),
        "to a given T": lambda rng: draw_sequences(rng, 2),
    },
    parts=(
        integers("indices", 2, at=0, shape="(m, T)", case="to the longest"),
        marks("mask", 2, at=1, shape="(m, T)", case="to the longest"),
        integers("indices with a given T", 1, at=0, shape="(m, T)", case="to a given T"),
        marks("mask with a given T", 1, at=1, shape="(m, T)", case="to a given T"),
    ),
    misconceptions=(
        Misconception(
            "mask_from_the_zeros",
            "the mask is 0 wherever the index is 0. But 0 is also <EOS>, and the last step of "
            "every sentence is real. Only the lengths know what is padding.",
            replace="mask = mask_of(xp.asarray(lengths, dtype=xp.int64), T)",
            by="mask = xp.astype(indices != 0, xp.float64)",
        ),
        Misconception(
            "mask_inverted",
            "the mask is 1 at the padding. In this course 1 means real, so that a sum over the "
            "mask counts the words. In some functions of torch it is the other way round.",
            replace="mask = mask_of(xp.asarray(lengths, dtype=xp.int64), T)",
            by="mask = 1 - mask_of(xp.asarray(lengths, dtype=xp.int64), T)",
        ),
        Misconception(
            "mask_one_too_short",
            "each row of the mask has one 1 too few. A sequence of length 3 has the steps 0, 1 "
            "and 2: mask[i, :3] = 1 sets all three.",
            replace="mask = mask_of(xp.asarray(lengths, dtype=xp.int64), T)",
            by="mask = mask_of(xp.asarray(lengths, dtype=xp.int64) - 1, T)",
        ),
        Misconception(
            "mask_one_too_long",
            "the mask holds one 1 too many, at the first padded step. With steps counted from 0, "
            "real means t < length, not t <= length.",
            replace="mask = mask_of(xp.asarray(lengths, dtype=xp.int64), T)",
            by="mask = mask_of(xp.minimum(xp.asarray(lengths, dtype=xp.int64) + 1, T), T)",
        ),
        Misconception(
            "mask_all_ones",
            "the mask is 1 everywhere, so it tells nothing. Start from zeros, and set ones for "
            "the real steps of each row.",
            replace="mask = mask_of(xp.asarray(lengths, dtype=xp.int64), T)",
            by="mask = xp.ones(indices.shape)",
        ),
        Misconception(
            "padded_in_front",
            "the padding stands in front of the words, so sentences begin at different steps. "
            "Some texts do that. Here every sentence begins at step 0 and the padding follows: "
            "fill indices[i, :length].",
            replace="mask = mask_of(xp.asarray(lengths, dtype=xp.int64), T)",
            by="indices = xp.asarray([[*[0] * (T - len(s)), *s] for s in sequences]); "
            "mask = xp.flip(mask_of(xp.asarray(lengths, dtype=xp.int64), T), axis=1)",
        ),
        Misconception(
            "padded_with_one",
            "the padding is 1, and that is <UNK>: the sentence seems to go on with unknown words. "
            "Pad with 0.",
            replace="*[0] * (T - len(sequence))",
            by="*[1] * (T - len(sequence))",
        ),
        Misconception(
            "padded_with_minus_one",
            "the padding is -1. No word has this index, and as an index Python takes it for the "
            "last row. Pad with 0; the mask says what is real.",
            replace="*[0] * (T - len(sequence))",
            by="*[-1] * (T - len(sequence))",
        ),
        Misconception(
            "long_sequences_cut_off",
            "all sequences were cut to the length of the shortest, and words are lost. Take the "
            "longest, max(lengths), and fill the others up. zip, too, stops at the shortest.",
            replace="return indices, mask",
            by="return indices[:, :min(lengths)], mask[:, :min(lengths)]",
        ),
        Misconception(
            "given_length_ignored",
            "T was given, and the arrays are only as long as the longest sequence. Use the "
            "longest only when T is None.",
            replace='T = longest if T is None else check_count("T", T, least=1)',
            by="T = longest",
        ),
        Misconception(
            "transposed",
            "both arrays have the shape (T, m). Here each sequence is a row: (m, T).",
            replace="return indices, mask",
            by="return indices.T, mask.T",
        ),
        Misconception(
            "swapped",
            "the mask was returned first. The order is: indices, then mask.",
            replace="return indices, mask",
            by="return mask, indices",
        ),
    ),
)


# ---------------------------------------------------------- 1.6 task_type

APPLICATIONS = (
    "speech recognition",
    "music generation",
    "sentiment classification",
    "DNA sequence analysis",
    "machine translation",
    "video activity recognition",
    "named entity recognition",
)


# What the reference's table says, and what a learner reads for each of the three other types.
# The sentences do not say the type aloud: the learner's pack is a file that can be opened.
TYPES = {
    "one to many": '("1", "T_y")',
    "many to one": '("T_x", "1")',
    "equal": '("T_x", "T_x")',
    "different": '("T_x", "T_y")',
}
NOT_SO = {
    "speech recognition": (
        "different",
        {
            "one to many": "you would have read a single thing. Count the frames of sound that go in.",
            "many to one": "you would have one answer for the whole recording. What comes out is a "
            "text, and a text is many letters.",
            "equal": "you would have a letter for every frame. A second of sound is a hundred frames "
            "and perhaps fifteen letters.",
        },
    ),
    "music generation": (
        "one to many",
        {
            "many to one": "you would be given a whole tune and write one note. The type names what "
            "goes in first, then what comes out. Look at the table again.",
            "equal": "you would be given a note for each note you write. Only the first is given, or "
            "none. The later inputs are the network's own outputs.",
            "different": "you would be given a whole piece and write another. Look in the table at "
            "how much is given.",
        },
    ),
    "sentiment classification": (
        "many to one",
        {
            "one to many": "you would read one word and write a text. The type names what goes in "
            "first, then what comes out. Look at the table again.",
            "equal": "you would give stars to each word. They belong to the whole review.",
            "different": "you would write a text about the review. Count what comes out: the stars "
            "are one number.",
        },
    ),
    "DNA sequence analysis": (
        "equal",
        {
            "one to many": "you would read a single base. Count the bases that go in.",
            "many to one": "you would have one label for the whole strand. In the table every base "
            "gets one.",
            "different": "you would have more labels than bases, or fewer. Count both in the table.",
        },
    ),
    "machine translation": (
        "different",
        {
            "one to many": "you would read a single word. Count the words of the sentence that goes "
            "in.",
            "many to one": "you would write a single word. One sentence comes out, but T_y counts "
            "words. Some lecture notes have this slip.",
            "equal": "you would need a Spanish word for each English word. Count those of 'I do not "
            "know' and of 'no lo sé'. One RNN reads, a second one writes.",
        },
    ),
    "video activity recognition": (
        "many to one",
        {
            "one to many": "you would see a single picture and write a report. The type names what "
            "goes in first, then what comes out. Look at the table again.",
            "equal": "you would name an activity for each picture. The table asks what is done in the "
            "clip as a whole.",
            "different": "you would write a report of the clip. Count what comes out in the table: it "
            "is one word.",
        },
    ),
    "named entity recognition": (
        "equal",
        {
            "one to many": "you would read a single word. Count the words of the sentence that goes "
            "in.",
            "many to one": "you would say whether there is a name in the sentence. The task asks of "
            "each word whether it belongs to one.",
            "different": "you would list the names. There are fewer names than words, but every word "
            "gets an answer, if only a 0. Count the answers.",
        },
    ),
}


def table(application: str, right: str, wrong: str, says: str) -> Misconception:
    """One row of the reference's table, changed."""
    row = f'"{application}": '
    return Misconception(
        f"{application.split()[0].lower()}_{digest('task_type', application, wrong)[:6]}",
        f"{application}: {says}",
        replace=row + TYPES[right],
        by=row + TYPES[wrong],
    )


TASK_TYPE = Exercise(
    name="task_type",
    chapter=CHAPTER,
    reference=rnn_ref.task_type,
    task="Write task_type(applications): a dictionary from the name of each application to one of "
    "the four types.",
    returns=("types",),
    draws={
        "the seven": lambda rng: Inputs(
            {"applications": [str(name) for name in rng.permutation(APPLICATIONS)]}
        )
    },
    parts=tuple(choice(name, 1, at=name, case="the seven") for name in APPLICATIONS),
    # by name, which is a digest: the order does not show which type is missing
    misconceptions=tuple(
        sorted(
            (
                table(application, right, wrong, says)
                for application, (right, sentences) in NOT_SO.items()
                for wrong, says in sentences.items()
            ),
            key=lambda m: m.name,
        )
    ),
)


# ------------------------------------- 1.7 and 1.8 stack_parameters, stack_inputs


def draw_weights(rng) -> Inputs:
    n = draw.sizes(rng, "n_a", "n_x")
    return Inputs(
        {
            "Waa": draw.numbers(rng, n["n_a"], n["n_a"]),
            "Wax": draw.numbers(rng, n["n_a"], n["n_x"]),
        },
        n,
    )


STACK_PARAMETERS = Exercise(
    name="stack_parameters",
    chapter=CHAPTER,
    reference=rnn_ref.stack_parameters,
    task="Write stack_parameters(Waa, Wax): put Waa and Wax side by side, in this order.",
    returns=("Wa",),
    draws={"ordinary": draw_weights},
    parts=(array("Wa", 2, shape="(n_a, n_a + n_x)"),),
    misconceptions=(
        Misconception(
            "input_weights_first",
            "this is [Wax Waa]. The shape is the same, and with [a; x] the state would meet the "
            "input's weights. The state comes first in both: [Waa Wax] and [a; x].",
            replace="xp.concat([Waa, Wax], axis=1)",
            by="xp.concat([Wax, Waa], axis=1)",
        ),
        Misconception(
            "stacked_upright",
            "the weights stand one above the other, and for that they had to be transposed. Each "
            "row of Wa leads into one unit, so there are n_a rows. Join along axis 1.",
            replace="xp.concat([Waa, Wax], axis=1)",
            by="xp.concat([Waa.T, Wax.T], axis=0)",
        ),
        Misconception(
            "recurrent_weights_transposed",
            "Waa was transposed on its way. It is square, so the shape does not tell. Take it as "
            "it is.",
            replace="xp.concat([Waa, Wax], axis=1)",
            by="xp.concat([Waa.T, Wax], axis=1)",
        ),
        Misconception(
            "flattened",
            "all numbers stand in one row. np.append, and np.concatenate with axis=None, flatten "
            "what they are given. Use np.concatenate with axis=1.",
            replace="xp.concat([Waa, Wax], axis=1)",
            by="xp.concat([xp.reshape(Waa, (-1,)), xp.reshape(Wax, (-1,))])",
        ),
        Misconception(
            "multiplied",
            "the two matrices were multiplied. Stacking computes nothing: it puts the columns "
            "of Wax beside those of Waa. Use np.concatenate.",
            replace="xp.concat([Waa, Wax], axis=1)",
            by="Waa @ Wax",
        ),
    ),
)


def draw_state_and_input(rng) -> Inputs:
    n = draw.sizes(rng, "n_a", "n_x", "m")
    return Inputs(
        {
            "a_prev": draw.numbers(rng, n["n_a"], n["m"]),
            "xt": draw.numbers(rng, n["n_x"], n["m"]),
        },
        n,
    )


STACK_INPUTS = Exercise(
    name="stack_inputs",
    chapter=CHAPTER,
    reference=rnn_ref.stack_inputs,
    task="Write stack_inputs(a_prev, xt): put the state above the input, in this order.",
    returns=("stacked",),
    draws={"ordinary": draw_state_and_input},
    parts=(array("stacked", 1, shape="(n_a + n_x, m)"),),
    misconceptions=(
        Misconception(
            "input_on_top",
            "this is [x; a]. Wa has the state's weights in its first columns, so the state must "
            "stand on top: [a; x].",
            replace="xp.concat([a_prev, xt], axis=0)",
            by="xp.concat([xt, a_prev], axis=0)",
        ),
        Misconception(
            "side_by_side",
            "state and input stand side by side, and for that both had to be transposed. A column "
            "is an example, and it grows downward. Join along axis 0.",
            replace="xp.concat([a_prev, xt], axis=0)",
            by="xp.concat([a_prev.T, xt.T], axis=1)",
        ),
        Misconception(
            "flattened",
            "all numbers stand in one row. np.append, and np.concatenate with axis=None, flatten "
            "what they are given. Use np.concatenate with axis=0.",
            replace="xp.concat([a_prev, xt], axis=0)",
            by="xp.concat([xp.reshape(a_prev, (-1,)), xp.reshape(xt, (-1,))])",
        ),
    ),
)


# ------------------------------------------------------ 1.9 count_parameters


def draw_cell(rng) -> Inputs:
    """Sizes of so many kinds that hardly two counts are equal: nobody knows one by heart."""
    n = draw.sizes(rng, "n_x", "n_a", "n_y", least=6, most=20)  # 5 is the number of arrays
    return Inputs({"parameters": draw.parameters(rng, n)}, n)


COUNT_PARAMETERS = Exercise(
    name="count_parameters",
    chapter=CHAPTER,
    reference=rnn_ref.count_parameters,
    task="Write count_parameters(parameters): the number of entries of all arrays in the "
    "dictionary together.",
    returns=("count",),
    draws={"ordinary": draw_cell},
    parts=(exact("the count", 2),),
    misconceptions=(
        Misconception(
            "biases_not_counted",
            "the biases were left out. They are learned too, so they are parameters: count every "
            "array of the dictionary.",
            replace="for array in parameters.values()",
            by="for array in parameters.values() if array.shape[1] > 1",
        ),
        Misconception(
            "rows_counted",
            "you added up the numbers of rows. len of an array is the size of its first axis. "
            "The number of entries is rows times columns: array.size.",
            replace="prod(array.shape)",
            by="len(array)",
        ),
        Misconception(
            "sides_added",
            "you added rows and columns. A matrix of 5 rows and 3 columns has 15 entries, not 8: "
            "multiply them, or take array.size.",
            replace="prod(array.shape)",
            by="sum(array.shape)",
        ),
        Misconception(
            "arrays_counted",
            "you counted the arrays. Each holds many numbers; add up their sizes.",
            replace="prod(array.shape)",
            by="1",
        ),
        Misconception(
            "output_not_counted",
            "the output's Wya and by were left out. The dictionary holds them, and they are "
            "learned like the others.",
            replace="for array in parameters.values()",
            by='for name, array in parameters.items() if name not in ("Wya", "by")',
        ),
        Misconception(
            "entries_added",
            "you added up the numbers that stand in the arrays. How large they are does not "
            "matter here, only how many there are: array.size.",
            replace="prod(array.shape)",
            by="float(array.sum())",
        ),
        Misconception(
            "sizes_not_added",
            "this is a list with the size of each array. One number is wanted: their sum.",
            replace="sum(prod(array.shape) for array in parameters.values())",
            by="[prod(array.shape) for array in parameters.values()]",
        ),
        Misconception(
            "last_array_only",
            "this is the size of the last array alone. In a loop, `=` forgets what was there "
            "before. Begin with 0 and add each size: count += array.size.",
            replace="sum(prod(array.shape) for array in parameters.values())",
            by="[prod(array.shape) for array in parameters.values()][-1]",
        ),
    ),
)


# ------------------------------- 1.10 and 1.11 to_time_major, from_time_major


def draw_block(rng) -> Inputs:
    n = draw.sizes(rng, "n_x", "m", "T")
    return Inputs({"x": draw.numbers(rng, n["n_x"], n["m"], n["T"])}, n)


def draw_torch_block(rng) -> Inputs:
    n = draw.sizes(rng, "n_x", "m", "T")
    return Inputs({"x": draw.numbers(rng, n["T"], n["m"], n["n_x"])}, n)


TO_TIME_MAJOR = Exercise(
    name="to_time_major",
    chapter=CHAPTER,
    reference=rnn_ref.to_time_major,
    task="Write to_time_major(x): turn (n_x, m, T) into torch's (T, m, n_x).",
    returns=("time_major",),
    draws={"ordinary": draw_block},
    parts=(array("the result", 2, shape="(T, m, n_x)"),),
    misconceptions=(
        Misconception(
            "reshaped",
            "reshape gave the right shape and put the numbers in the wrong places: it reads them "
            "in their old order and cuts anew. Look at one word before and after. An axis moves "
            "with np.transpose.",
            replace="xp.permute_dims(x, (2, 1, 0))",
            by="xp.reshape(x, (x.shape[2], x.shape[1], x.shape[0]))",
        ),
        Misconception(
            "batch_first",
            "the examples come first: (m, T, n_x). That is torch's layout with batch_first=True. "
            "Time-major means time first.",
            replace="xp.permute_dims(x, (2, 1, 0))",
            by="xp.permute_dims(x, (1, 2, 0))",
        ),
        Misconception(
            "features_in_the_middle",
            "time comes first, and then the features stand before the examples: (T, n_x, m). "
            "torch wants the features last.",
            replace="xp.permute_dims(x, (2, 1, 0))",
            by="xp.permute_dims(x, (2, 0, 1))",
        ),
        Misconception(
            "first_two_swapped",
            "the first two axes have changed places, and time is still last: (m, n_x, T). Change "
            "the first and the last.",
            replace="xp.permute_dims(x, (2, 1, 0))",
            by="xp.permute_dims(x, (1, 0, 2))",
        ),
        Misconception(
            "last_two_swapped",
            "the last two axes have changed places, and the features are still first: (n_x, "
            "T, m). Change the first and the last.",
            replace="xp.permute_dims(x, (2, 1, 0))",
            by="xp.permute_dims(x, (0, 2, 1))",
        ),
        Misconception(
            "unchanged",
            "this is x with its axes as they were. np.transpose and its kin return a new view "
            "and leave x alone: return what they give, with the axes in the new order.",
            replace="xp.permute_dims(x, (2, 1, 0))",
            by="x",
        ),
    ),
)

FROM_TIME_MAJOR = Exercise(
    name="from_time_major",
    chapter=CHAPTER,
    reference=rnn_ref.from_time_major,
    task="Write from_time_major(x): turn torch's (T, m, n_x) into (n_x, m, T).",
    returns=("features_first",),
    draws={"ordinary": draw_torch_block},
    parts=(array("the result", 2, shape="(n_x, m, T)"),),
    misconceptions=(
        Misconception(
            "reshaped",
            "reshape gave the right shape and put the numbers in the wrong places. Coming back "
            "from torch needs the same care as going there: swap the axes with np.transpose.",
            replace="xp.permute_dims(x, (2, 1, 0))",
            by="xp.reshape(x, (x.shape[2], x.shape[1], x.shape[0]))",
        ),
        Misconception(
            "features_moved_only",
            "the features were moved to the front and nothing else, which gives (n_x, T, m). The "
            "examples belong in the middle and time at the end.",
            replace="xp.permute_dims(x, (2, 1, 0))",
            by="xp.permute_dims(x, (2, 0, 1))",
        ),
        Misconception(
            "time_moved_only",
            "time was moved to the end and nothing else, which gives (m, n_x, T). The features "
            "belong in front of the examples.",
            replace="xp.permute_dims(x, (2, 1, 0))",
            by="xp.permute_dims(x, (1, 2, 0))",
        ),
        Misconception(
            "last_two_swapped",
            "the last two axes have changed places, and time is still first. Change the first and "
            "the last: what time was, the features become.",
            replace="xp.permute_dims(x, (2, 1, 0))",
            by="xp.permute_dims(x, (0, 2, 1))",
        ),
        Misconception(
            "first_two_swapped",
            "the first two axes have changed places, and the features are still last: (m, T, "
            "n_x). Change the first and the last.",
            replace="xp.permute_dims(x, (2, 1, 0))",
            by="xp.permute_dims(x, (1, 0, 2))",
        ),
        Misconception(
            "unchanged",
            "this is x with its axes as they were. Change the first and the last, and return "
            "what comes out.",
            replace="xp.permute_dims(x, (2, 1, 0))",
            by="x",
        ),
    ),
)


# --------------------------------------------------------- 1.12 bio_labels


KINDS = ("PER", "LOC", "ORG", "DATE", "BOOK", "GAME")


def draw_entities(rng) -> Inputs:
    """Two entities of one kind side by side, a longer one, one of a single word, a word after.

    Starts, lengths, gaps and kinds differ from seed to seed: no list of labels is right twice.
    """
    one, other = (str(kind) for kind in rng.permutation(KINDS)[:2])
    spans, t = [], int(rng.integers(1, 4))
    for gap, length, kind in (
        (0, int(rng.integers(2, 5)), one),
        (0, int(rng.integers(1, 4)), one),
        (int(rng.integers(1, 3)), int(rng.integers(3, 5)), other),
        (int(rng.integers(1, 3)), 1, one),
    ):
        spans.append((t + gap, t + gap + length, kind))
        t += gap + length
    return Inputs({"tokens": draw_words(rng, t + 1 + int(rng.integers(2))), "spans": spans})


def draw_one_entity(rng) -> Inputs:
    """A single entity of two words or more, in the middle."""
    start, length = int(rng.integers(1, 7)), int(rng.integers(2, 6))
    tokens = draw_words(rng, start + length + int(rng.integers(2, 7)))
    spans = [(start, start + length, str(rng.choice(KINDS)))]
    return Inputs({"tokens": tokens, "spans": spans})


BIO_LABELS = Exercise(
    name="bio_labels",
    chapter=CHAPTER,
    reference=rnn_ref.bio_labels,
    task="Write bio_labels(tokens, spans): a list with one label for each word. The first word of "
    "an entity gets B- and its kind, its other words I- and the kind, all other words O.",
    returns=("labels",),
    draws={"one entity": draw_one_entity, "several entities": draw_entities},
    parts=(
        exact("the labels of one entity", 2, case="one entity"),
        exact("the labels of several entities", 2, case="several entities"),
    ),
    misconceptions=(
        Misconception(
            "inside_without_beginning",
            "the first word of an entity has I- and none has B-. Then two entities side by side "
            "look like one. The first word gets B-.",
            replace='labels[start] = f"B-{kind}"',
            by='labels[start] = f"I-{kind}"',
        ),
        Misconception(
            "beginning_everywhere",
            "every word of an entity has B-. That says that each word is an entity of its own. "
            "Only the first gets B-, the others get I-.",
            replace='labels[t] = f"I-{kind}"',
            by='labels[t] = f"B-{kind}"',
        ),
        Misconception(
            "beginning_only_where_needed",
            "B- stands only where an entity follows another of its kind directly; elsewhere you "
            "began with I-. An older scheme, IOB1, does that. Here every entity begins with B-.",
            replace='labels[start] = f"B-{kind}"',
            by="labels[start] = f\"{'B' if labels[start - 1][2:] == kind else 'I'}-{kind}\"",
        ),
        Misconception(
            "neighbours_run_together",
            "an entity that follows another directly began with I-, as if it went on. Whether a "
            "word begins an entity is said by `start`, not by the label before it.",
            replace='labels[start] = f"B-{kind}"',
            by="labels[start] = f\"{'B' if labels[start - 1] == 'O' else 'I'}-{kind}\"",
        ),
        Misconception(
            "end_included",
            "the word at `end` got a label. end is the first word after the entity, as in "
            "tokens[start:end]. range(start + 1, end) stops before it.",
            replace="inside = range(start + 1, end)",
            by="inside = range(start + 1, end + 1)",
        ),
        Misconception(
            "end_too_early",
            "the last word of an entity has no label. The words are tokens[start:end], so the "
            "last one stands at end - 1, and range(start + 1, end) reaches it already.",
            replace="inside = range(start + 1, end)",
            by="inside = range(start + 1, end - 1)",
        ),
        Misconception(
            "counted_from_one",
            "all labels stand one word too far to the left. start counts from 0 already: do not "
            "take 1 away.",
            replace="return labels",
            by='return [*labels[1:], "O"]',
        ),
        Misconception(
            "kind_forgotten",
            "the labels are B, I and O without the kind. A person and a place then look alike. "
            "Write B- and the kind, such as B-PER.",
            replace="return labels",
            by="return [label[0] for label in labels]",
        ),
        Misconception(
            "kind_in_front",
            "the kind stands in front: PER-B. The usual form, which other programs read, is B-PER.",
            replace="return labels",
            by='return ["-".join(label.split("-")[::-1]) for label in labels]',
        ),
        Misconception(
            "outside_left_empty",
            "words outside have an empty label. A network chooses one of its labels for every "
            "word, so 'outside' needs a name: the letter O.",
            replace='["O"] * len(tokens)',
            by='[""] * len(tokens)',
        ),
        Misconception(
            "outside_is_zero",
            "words outside have the digit 0. The label is the letter O, for outside. They "
            "look alike on the screen, and no program takes one for the other.",
            replace='["O"] * len(tokens)',
            by='["0"] * len(tokens)',
        ),
        Misconception(
            "words_outside_left_out",
            "there are labels for the words of entities alone. Every word gets one, and most "
            "words are outside. Begin with an O for each word, then write the entities over it.",
            replace="return labels",
            by='return [label for label in labels if label != "O"]',
        ),
    ),
)


# ---------------------------------------------------------------- the quiz


NOTATION_QUIZ = quiz(
    "notation_quiz",
    CHAPTER,
    answers="dbacb",
    wrong=[
        {
            "a": "you would get one number for every time step: feature 2 of an example. A word "
            "is a whole column. Ask which of the three axes must stay open.",
            "b": "you would be one step and one example too far. Formulas count from 1 and code "
            "from 0, on both axes.",
            "c": "you would get example 3 at step 2. Look at the order of the axes in "
            "(n_x, m, T_x), and at which number stands in which brackets.",
        },
        {
            "a": "you would have a matrix with as many rows as the input has entries, and the "
            "result must be a state. Count the rows of a state.",
            "c": "you would have room for the input's weights and none for the state's. W_a holds "
            "both, side by side.",
            "d": "you would have a square matrix. The result of the product is a state, with 50 "
            "rows. Say which axis the two blocks are joined along.",
        },
        {
            "b": "you would leave out the last real step. encode adds one index to the words, "
            "and it is real, although it is 0.",
            "c": "you would count the padding as real. The mask has 10 places, and only the real "
            "ones hold a 1.",
            "d": "you would count the padded steps. Look up what a 1 means in this course.",
        },
        {
            "a": "you would read one picture, not a sequence. Ask how many things go in.",
            "b": "you would get one answer for each frame. Compare the number of frames with the "
            "number of answers.",
            "d": "you would get a single answer for the whole mail. Ask how many things come out.",
        },
        {
            "a": "you would need an index for each of the two words. Look up which index encode "
            "writes for a word that the vocabulary has not.",
            "c": "you would have a sentence whose length changes on the way. Follow one unknown "
            "word through encode: something is written in its place.",
            "d": "you would have a vocabulary that stops at the first new word. Look for what "
            "<UNK> is there for.",
        },
    ],
)


EXERCISES = (
    BUILD_VOCABULARY,
    ENCODE,
    DECODE,
    ONE_HOT,
    PAD_AND_MASK,
    TASK_TYPE,
    STACK_PARAMETERS,
    STACK_INPUTS,
    COUNT_PARAMETERS,
    TO_TIME_MAJOR,
    FROM_TIME_MAJOR,
    BIO_LABELS,
    NOTATION_QUIZ,
)
