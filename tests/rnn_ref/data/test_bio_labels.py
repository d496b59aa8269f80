"""Labels by hand, back to spans over drawn sentences, and what is refused."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from rnn_ref import bio_labels

WORDS = ["Marie", "Curie", "met", "Niels", "Bohr", "in", "Copenhagen"]


def test_by_hand():
    spans = [(0, 2, "PER"), (6, 7, "LOC"), (3, 5, "PER")]
    labels = ["B-PER", "I-PER", "O", "B-PER", "I-PER", "O", "B-LOC"]
    assert bio_labels(WORDS, spans) == labels == bio_labels(tuple(WORDS), tuple(spans))
    assert bio_labels(WORDS, []) == ["O"] * 7 and bio_labels([], []) == []


def test_two_entities_side_by_side_begin_each():
    assert bio_labels(["a", "b", "c"], [(0, 1, "LOC"), (1, 3, "LOC")]) == [
        "B-LOC",
        "B-LOC",
        "I-LOC",
    ]


@given(lengths=st.lists(st.tuples(st.integers(0, 2), st.integers(1, 3)), max_size=5))
def test_the_labels_give_the_spans_back(lengths):
    spans, T = [], 0
    for gap, length in lengths:
        spans.append((T + gap, T + gap + length, "PER"))
        T += gap + length
    labels = [*bio_labels(["w"] * (T + 1), spans), "O"]
    starts = [t for t, label in enumerate(labels) if label[0] == "B"]
    found = [
        (t, next(e for e in range(t + 1, T + 2) if labels[e][0] != "I"), "PER") for t in starts
    ]
    assert found == spans


@pytest.mark.parametrize(
    "tokens, spans, error, said",
    [
        ("Marie", [], TypeError, "tokens must be a list of words"),
        (WORDS, None, TypeError, "spans must be a list of triples"),
        (WORDS, [(0, 2)], TypeError, r"spans\[0\] must be a triple"),
        (WORDS, [(0.5, 2, "PER")], TypeError, r"spans\[0\]\[0\] must be an integer"),
        (WORDS, [(0, 2, 3)], TypeError, r"spans\[0\]\[2\] must be a str"),
        (WORDS, [(0, 2, "")], ValueError, "at least one letter"),
        (WORDS, [(-1, 2, "PER")], ValueError, "at least 0"),
        (WORDS, [(2, 2, "PER")], ValueError, "start < end <= T = 7"),
        (WORDS, [(6, 8, "PER")], ValueError, "start < end <= T = 7"),
        (WORDS, [(0, 2, "PER"), (1, 3, "LOC")], ValueError, r"spans\[1\] must share no word"),
    ],
)
def test_errors(tokens, spans, error, said):
    with pytest.raises(error, match=said):
        bio_labels(tokens, spans)
