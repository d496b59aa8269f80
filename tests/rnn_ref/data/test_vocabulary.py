"""The vocabulary by hand, there and back over drawn sentences, and what it refuses."""

from collections import Counter
from itertools import pairwise

import pytest
from hypothesis import example, given
from hypothesis import strategies as st

from rnn_ref import EOS, UNK, build_vocabulary, decode, encode

words = st.text(min_size=1, max_size=3).filter(lambda word: word not in (EOS, UNK))
sentence = st.lists(words, max_size=6)
CATS = {EOS: 0, UNK: 1, "cat": 2, "the": 3}


def test_vocabulary_by_hand():
    # sat: 3, the: 2, then cat, dog and sees once each, in alphabetical order
    sentences = [["the", "dog", "sat", "sat"], ["the", "cat", "sees"], [], ["sat"]]
    expected = [EOS, UNK, "sat", "the", "cat", "dog", "sees"]
    assert list(build_vocabulary(sentences).items()) == [
        (token, index) for index, token in enumerate(expected)
    ]
    for size in range(2, 12):
        assert list(build_vocabulary(sentences, size)) == expected[:size]


def test_characters_capitals_tuples_and_generators():
    assert list(build_vocabulary([list("bab")])) == [EOS, UNK, "b", "a"]
    assert list(build_vocabulary([["a", "B"]])) == [EOS, UNK, "B", "a"]
    assert list(build_vocabulary(tuple(name) for name in ("ab", "b"))) == [EOS, UNK, "b", "a"]


def test_encode_and_decode_by_hand():
    assert encode(["the", "cat", "sat"], CATS) == [3, 2, 1, 0]
    assert encode([], CATS) == [0]
    assert decode([3, 2, 1, 0], CATS) == ["the", "cat", UNK]
    assert decode([3, 0, 2, 0], CATS) == ["the"]  # what follows the first <EOS> is left out
    assert decode([3, 2], CATS) == ["the", "cat"]
    assert decode([0, 3], CATS) == decode([], CATS) == []


def test_the_specials_may_stand_anywhere_in_a_vocabulary():
    vocabulary = {"cat": 0, UNK: 2, EOS: 1}
    assert encode(["cat", "dog"], vocabulary) == [0, 2, 1]
    assert decode([0, 2, 1, 0], vocabulary) == ["cat", UNK]


@given(
    sentences=st.lists(sentence, min_size=1, max_size=5).filter(any),
    size=st.none() | st.integers(2, 12),
    other=sentence,
)
@example(sentences=[["a"]], size=2, other=["a"])
@example(sentences=[["a"]], size=3, other=["b"])
def test_properties(sentences, size, other):
    before = [list(s) for s in sentences]
    vocabulary = build_vocabulary(sentences, size)
    counts = Counter(word for s in sentences for word in s)
    kept = list(vocabulary)[2:]
    assert list(vocabulary)[:2] == [EOS, UNK]
    assert list(vocabulary.values()) == list(range(len(vocabulary)))
    assert len(kept) == min(len(counts), len(counts) if size is None else size - 2)
    for one, next_one in pairwise(kept):
        assert (-counts[one], one) < (-counts[next_one], next_one)
    lost = set(counts) - set(kept)
    assert not kept or all(counts[word] <= counts[kept[-1]] for word in lost)
    for tokens in [*sentences, other]:
        indices = encode(tokens, vocabulary)
        assert len(indices) == len(tokens) + 1 and indices[-1] == 0 and 0 not in indices[:-1]
        known = [token if token in kept else UNK for token in tokens]
        assert decode(indices, vocabulary) == decode([*indices, 0, 1, 0], vocabulary) == known
    assert sentences == before


@pytest.mark.parametrize(
    ("sentences", "error", "words"),
    [
        ("the cat", TypeError, "^sentences must be a list of lists of tokens, but .* type str"),
        (7, TypeError, "^sentences must be a list of lists of tokens, but it is of type int"),
        (
            ["the cat"],
            TypeError,
            r"^sentences\[0\] must be a list of tokens, but it is of type str; "
            r"list\(sentences\[0\]\) makes one of characters",
        ),
        ([["a"], 7], TypeError, r"^sentences\[1\] must be a list of tokens, but it is of type int"),
        ([["a"], ["b", 7]], TypeError, r"^sentences\[1\]\[1\] must be a str, but .* type int"),
        (
            [["a", ""]],
            ValueError,
            r"^sentences\[0\]\[1\] must have at least one character, but it is",
        ),
        ([["a", EOS]], ValueError, r"^sentences\[0\]\[1\] must be a word .* special token <EOS>"),
        ([["a"], [UNK]], ValueError, r"^sentences\[1\]\[0\] must be a word .* special token <UNK>"),
        ([], ValueError, "^sentences must have at least one token, but there is none"),
        ([[], []], ValueError, "^sentences must have at least one token, but there is none"),
    ],
)
def test_wrong_sentences_are_named(sentences, error, words):
    with pytest.raises(error, match=words):
        build_vocabulary(sentences)


@pytest.mark.parametrize(
    ("size", "error", "words"),
    [
        (1, ValueError, "^size must be at least 2, but it is 1"),
        (3.0, TypeError, "^size must be an integer, but it is of type float"),
    ],
)
def test_wrong_sizes_are_named(size, error, words):
    with pytest.raises(error, match=words):
        build_vocabulary([["a"]], size)


@pytest.mark.parametrize(
    ("tokens", "error", "words"),
    [
        ("cat", TypeError, "^tokens must be a list of tokens, but it is of type str"),
        ([2], TypeError, r"^tokens\[0\] must be a str, but it is of type int"),
        (["cat", ""], ValueError, r"^tokens\[1\] must have at least one character"),
        ([EOS], ValueError, r"^tokens\[0\] must be a word or a character, .* token <EOS>"),
        (["cat", UNK], ValueError, r"^tokens\[1\] must be a word or a character, .* token <UNK>"),
    ],
)
def test_wrong_tokens_are_named(tokens, error, words):
    with pytest.raises(error, match=words):
        encode(tokens, CATS)


@pytest.mark.parametrize(
    ("indices", "error", "words"),
    [
        ("20", TypeError, "^indices must be a list of ints, but it is of type str"),
        (2, TypeError, "^indices must be a list of ints, but it is of type int"),
        ([2, 1.0], TypeError, r"^indices\[1\] must be an integer, but it is of type float"),
        ([2, -1], ValueError, r"^indices\[1\] must be at least 0, but it is -1"),
        ([0, 2, 4], ValueError, r"^indices\[2\] must be at most n − 1 = 3, but it is 4"),
    ],
)
def test_wrong_indices_are_named(indices, error, words):
    with pytest.raises(error, match=words):
        decode(indices, CATS)


@pytest.mark.parametrize(
    ("vocabulary", "error", "words"),
    [
        ([EOS, UNK], TypeError, "^vocabulary must be a dict from token to index, but .* type list"),
        (
            {UNK: 0, "cat": 1},
            ValueError,
            "^vocabulary must have the tokens .*, but <EOS> is missing",
        ),
        (
            {EOS: 0, "cat": 1},
            ValueError,
            "^vocabulary must have the tokens .*, but <UNK> is missing",
        ),
        (
            {EOS: 1, UNK: 2},
            ValueError,
            r"^vocabulary must have each index of 0 … 1 once, since it "
            r"has 2 tokens, but it has others",
        ),
        ({EOS: 0, UNK: 0}, ValueError, "^vocabulary must have each index of 0 … 1 once"),
        ({EOS: 0, UNK: 1.0}, ValueError, "^vocabulary must have each index of 0 … 1 once"),
        ({EOS: 0, UNK: "1"}, ValueError, "^vocabulary must have each index of 0 … 1 once"),
        ({EOS: 0, UNK: [1]}, ValueError, "^vocabulary must have each index of 0 … 1 once"),
    ],
)
@pytest.mark.parametrize("function", [encode, decode])
def test_wrong_vocabularies_are_named(function, vocabulary, error, words):
    with pytest.raises(error, match=words):
        function([], vocabulary)
