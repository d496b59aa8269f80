"""The vocabulary: each word has an index, so that a sentence becomes numbers and words again."""

from collections import Counter
from collections.abc import Iterable, Mapping

from rnn_ref.arguments.numbers import check_count

EOS = "<EOS>"  # the end of a sentence


UNK = "<UNK>"  # any word that the vocabulary does not have


SPECIALS = (EOS, UNK)


def build_vocabulary(sentences, size=None) -> dict:
    """Give each word of a text an index, frequent words first.

    0 and 1: <EOS> and <UNK>
    2, 3, …: the words by falling count; words of equal count in alphabetical order

    Alphabetical order is that of Python's strings, which has capitals before small letters.

    Args:
        sentences: an iterable of lists of tokens; a token is a word or a character.
        size: the largest number of entries, with <EOS> and <UNK>; None keeps all words.

    Returns:
        a dict from token to index, in the order of the indices.

    Raises:
        TypeError: if sentences, a sentence or a token is of a wrong type, or if size is no integer.
        ValueError: for an empty token, for <EOS> or <UNK> inside a sentence, for sentences without
            any token and for a size below 2.

    References:
        Bengio, Ducharme, Vincent and Jauvin 2003, "A neural probabilistic language model", which
        has one symbol for all rare words.

    Examples:
        >>> build_vocabulary([["a", "cat"], ["the", "cat"]])
        {'<EOS>': 0, '<UNK>': 1, 'cat': 2, 'a': 3, 'the': 4}
        >>> build_vocabulary([["a", "cat"], ["the", "cat"]], size=3)
        {'<EOS>': 0, '<UNK>': 1, 'cat': 2}
    """
    places = None if size is None else check_count("size", size, least=2) - 2
    if isinstance(sentences, str) or not isinstance(sentences, Iterable):
        raise TypeError(
            "sentences must be a list of lists of tokens, "
            f"but it is of type {type(sentences).__name__}."
        )
    counts = Counter()
    for i, sentence in enumerate(sentences):
        _check_tokens(f"sentences[{i}]", sentence)
        counts.update(sentence)
    if not counts:
        raise ValueError("sentences must have at least one token, but there is none.")
    words = sorted(counts, key=lambda word: (-counts[word], word))
    kept = words[:places]
    vocabulary = {token: index for index, token in enumerate([EOS, UNK, *kept])}
    return vocabulary


def encode(tokens, vocabulary: dict) -> list:
    """Turn a sentence into indices, with <EOS> at its end.

    Equations:
        index of a token = vocabulary[token]   if the vocabulary has it
        index of a token = vocabulary[<UNK>]   otherwise

    Args:
        tokens: a list of tokens; it may be empty.
        vocabulary: a dict from token to index.

    Returns:
        a list of len(tokens) + 1 ints.

    Raises:
        TypeError: if tokens, a token or vocabulary is of a wrong type.
        ValueError: for an empty token, for <EOS> or <UNK> among the tokens, and for a vocabulary
            that lacks one of them or whose indices are not 0 … n−1.

    References:
        the definition above.

    Examples:
        >>> encode(["the", "dog"], {"<EOS>": 0, "<UNK>": 1, "the": 2})
        [2, 1, 0]
    """
    _check_tokens("tokens", tokens)
    _check_vocabulary(vocabulary)
    unknown = vocabulary[UNK]
    indices = [vocabulary.get(token, unknown) for token in tokens]
    indices.append(vocabulary[EOS])
    return indices


def decode(indices, vocabulary: dict) -> list:
    """Turn indices into the tokens that stand before the first <EOS>.

    decode(encode(tokens)) = tokens, with <UNK> for each unknown one. Indices after the first
    <EOS> are left out; so is a row's padding with 0. Without an <EOS> all tokens are returned.

    Args:
        indices: a list of ints; it may be empty.
        vocabulary: a dict from token to index.

    Returns:
        a list of tokens, without <EOS>.

    Raises:
        TypeError: if indices, an index or vocabulary is of a wrong type.
        ValueError: for an index outside 0 … n−1 anywhere, and for a vocabulary that lacks <EOS> or
            <UNK> or whose indices are not 0 … n−1.

    References:
        the definition above.

    Examples:
        >>> decode([2, 1, 0, 0], {"<EOS>": 0, "<UNK>": 1, "the": 2})
        ['the', '<UNK>']
    """
    _check_sequence("indices", indices, "ints")
    _check_vocabulary(vocabulary)
    numbers = [check_count(f"indices[{t}]", index, least=0) for t, index in enumerate(indices)]
    n = len(vocabulary)
    for t, number in enumerate(numbers):
        if number >= n:
            raise ValueError(f"indices[{t}] must be at most n − 1 = {n - 1}, but it is {number}.")
    token_of = {index: token for token, index in vocabulary.items()}
    eos = vocabulary[EOS]
    end = numbers.index(eos) if eos in numbers else len(numbers)
    tokens = [token_of[number] for number in numbers[:end]]
    return tokens


def _check_sequence(name, values, content):
    if not isinstance(values, (list, tuple)):
        advice = f"; list({name}) makes one of characters" if isinstance(values, str) else ""
        raise TypeError(
            f"{name} must be a list of {content}, but it is of type "
            f"{type(values).__name__}{advice}."
        )


def _check_tokens(name, tokens):
    _check_sequence(name, tokens, "tokens")
    for t, token in enumerate(tokens):
        if not isinstance(token, str):
            raise TypeError(f"{name}[{t}] must be a str, but it is of type {type(token).__name__}.")
        if not token:
            raise ValueError(f"{name}[{t}] must have at least one character, but it is empty.")
        if token in SPECIALS:
            raise ValueError(
                f"{name}[{t}] must be a word or a character, but it is the special token {token}."
            )


def _check_vocabulary(vocabulary):
    if not isinstance(vocabulary, Mapping):
        raise TypeError(
            "vocabulary must be a dict from token to index, "
            f"but it is of type {type(vocabulary).__name__}."
        )
    for token in SPECIALS:
        if token not in vocabulary:
            raise ValueError(
                f"vocabulary must have the tokens <EOS> and <UNK>, but {token} is missing."
            )
    n = len(vocabulary)
    integers = set(map(type, vocabulary.values())) == {int}
    if not integers or set(vocabulary.values()) != set(range(n)):
        raise ValueError(
            f"vocabulary must have each index of 0 … {n - 1} once, since it has {n} "
            "tokens, but it has others."
        )
