"""Words become indices: unknown ones <UNK>, and <EOS> at the end."""

import numpy as np

import rnn_ref
from autograder.exercises.specification import Exercise, Inputs, Misconception, exact

from .shared import draw_vocabulary


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


# Right answers in other styles: each earns all points.


def encode_with_a_default(tokens, vocabulary):
    known = {**dict.fromkeys(tokens, vocabulary["<UNK>"]), **vocabulary}
    return tuple(np.int64(known[token]) for token in [*tokens, "<EOS>"])


EXERCISE = Exercise(
    name="encode",
    chapter="01_notation",
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
    likely=(
        ("eos_forgotten", "return [vocabulary.get(w, 1) for w in tokens]"),
        (
            "unknown_words_dropped",
            """
            return [vocabulary[w] for w in tokens if w in vocabulary] + [0]""",
        ),
        ("unknown_as_text", "return [vocabulary.get(w, '<UNK>') for w in tokens] + [0]"),
        ("", "return [vocabulary[w] for w in tokens] + [vocabulary['<EOS>']]"),
        ("unknown_at_the_end", "return [vocabulary.get(w, 1) for w in tokens] + [1]"),
        ("unknown_is_zero", "return [vocabulary.get(w, 0) for w in tokens] + [0]"),
    ),
    styles=(encode_with_a_default,),
)
