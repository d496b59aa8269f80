"""The best score from the beginning alone: by hand, against trying every answer, and errors."""

from itertools import product

import pytest
from hypothesis import given
from hypothesis import strategies as st

from rnn_ref import best_without_what_follows


def test_by_hand():
    beginnings = [("he", "said"), ("he", "said"), ("he", "said"), ("she",), ("she",), ("it",)]
    labels = ["B-PER", "B-PER", "O", "O", "B-PER", "O"]
    assert best_without_what_follows(beginnings, labels) == pytest.approx((2 + 1 + 1) / 6)
    assert best_without_what_follows(tuple(beginnings), tuple(labels)) == pytest.approx(4 / 6)


@given(st.lists(st.tuples(st.sampled_from("abc"), st.sampled_from("BIO")), min_size=1, max_size=9))
def test_no_way_of_answering_scores_more_and_one_scores_as_much(pairs):
    beginnings, labels = (list(column) for column in zip(*pairs, strict=True))
    scores = [
        sum(dict(zip("abc", answers, strict=True))[b] == k for b, k in pairs)
        for answers in product("BIO", repeat=3)
    ]
    assert best_without_what_follows(beginnings, labels) == pytest.approx(max(scores) / len(pairs))


@pytest.mark.parametrize(
    "beginnings, labels, error, said",
    [
        ("ab", ["O", "O"], TypeError, "beginnings must be a list"),
        ([("a",)], "O", TypeError, "labels must be a list"),
        ([("a",)], ["O", "O"], ValueError, "lengths 1 and 2"),
        ([], [], ValueError, "lengths 0 and 0"),
    ],
)
def test_errors(beginnings, labels, error, said):
    with pytest.raises(error, match=said):
        best_without_what_follows(beginnings, labels)
