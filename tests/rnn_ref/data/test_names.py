"""Names out of labels and their scores: by hand, as the inverse of bio_labels, and what is refused."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from rnn_ref import bio_labels, find_names, name_scores

KINDS = {"B": "B-PER", "I": "I-PER", "O": "O"}


def labels(letters):
    return [KINDS[letter] for letter in letters]


@pytest.mark.parametrize(
    "letters, names",
    [
        ("", []),
        ("OOO", []),
        ("B", [(0, 1)]),
        ("OBIIO", [(1, 4)]),
        ("OBIBBI", [(1, 3), (3, 4), (4, 6)]),  # side by side, and to the last word
        ("IOBIOI", [(2, 4)]),  # an I that begins nothing
    ],
)
def test_by_hand(letters, names):
    assert find_names(labels(letters)) == names == find_names(tuple(labels(letters)))


@given(
    lengths=st.lists(st.tuples(st.integers(0, 2), st.integers(1, 3)), max_size=5),
    behind=st.integers(0, 2),
)
def test_it_is_the_inverse_of_bio_labels(lengths, behind):
    spans, T = [], 0
    for gap, length in lengths:
        spans.append((T + gap, T + gap + length))
        T += gap + length
    given_labels = bio_labels(["w"] * (T + behind), [(*span, "PER") for span in spans])
    assert find_names(given_labels) == spans


@given(letters=st.text("BIO", max_size=9))
def test_there_is_one_name_for_each_b_and_each_ends_before_no_i(letters):
    names = find_names(labels(letters))
    assert [start for start, _ in names] == [t for t, letter in enumerate(letters) if letter == "B"]
    for start, end in names:
        assert set(letters[start + 1 : end]) <= {"I"} and letters[end : end + 1] != "I"


def test_scores_by_hand():
    found = [[(2, 4)], [(0, 1), (5, 6)], [(3, 4)]]
    right = [[(2, 4)], [(0, 2)], [(3, 4)]]
    assert name_scores(found, right) == pytest.approx((2 / 4, 2 / 3, 4 / 7))
    assert name_scores(right, right) == (1.0, 1.0, 1.0)
    assert name_scores(right, found)[:2] == name_scores(found, right)[1::-1]


@pytest.mark.parametrize(
    "found, right",
    [
        ([[]], [[(0, 1)]]),
        ([[(0, 1)]], [[]]),
        ([[]], [[]]),
        ([], []),
        ([[(0, 1)], []], [[], [(0, 1)]]),  # the same place in another sentence is another place
        ([[(0, 2)]], [[(0, 1)]]),
        ([[(1, 2)]], [[(0, 2)]]),  # one end alone is not enough
    ],
)
def test_without_a_hit_all_three_are_0(found, right):
    assert name_scores(found, right) == (0.0, 0.0, 0.0)


@given(st.lists(st.tuples(st.text("BIO", max_size=6), st.text("BIO", max_size=6)), max_size=4))
def test_scores_are_those_of_a_pot_of_places(pairs):
    found, right = ([find_names(labels(pair[k])) for pair in pairs] for k in (0, 1))
    pots = [
        {(i, *name) for i, names in enumerate(side) for name in names} for side in (found, right)
    ]
    precision, recall, F1 = name_scores(found, right)
    assert precision * len(pots[0]) == pytest.approx(len(pots[0] & pots[1]))
    assert recall * len(pots[1]) == pytest.approx(len(pots[0] & pots[1]))
    total = len(pots[0]) + len(pots[1])
    assert F1 * total == pytest.approx(2 * len(pots[0] & pots[1]))


@pytest.mark.parametrize(
    "function, arguments, error, said",
    [
        (find_names, ["OBI"], TypeError, "labels must be a list of labels"),
        (find_names, [["O", 1]], TypeError, r"labels\[1\] must be a str"),
        (find_names, [["O", "B"]], ValueError, r"labels\[1\] must be O, or B- or I-"),
        (find_names, [["B-PER", ""]], ValueError, r"labels\[1\] must be O.*''"),
        (
            find_names,
            [["B-PER", "B-LOC"]],
            ValueError,
            r"one kind, but there is PER, and LOC at labels\[1\]",
        ),
        (name_scores, [None, []], TypeError, "found must be a list of sentences"),
        (name_scores, [[[]], [7]], TypeError, r"right\[0\] must be a list of pairs"),
        (name_scores, [[[]], []], ValueError, "as many sentences, but they have 1 and 0"),
    ],
)
def test_errors(function, arguments, error, said):
    with pytest.raises(error, match=said):
        function(*arguments)
