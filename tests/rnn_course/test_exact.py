"""Words and whole numbers are compared exactly, and the first difference is named."""

import numpy as np
import pytest

from rnn_course.comparing import compare, same
from rnn_course.exact import compare_exact, equal, settled
from rnn_course.pack import Case, Pack, Part
from rnn_course.picking import digest
from rnn_course.values import plain

PART = Part("the answer", 1, "c", "exact")


def finding(expected, got):
    return compare_exact(PART, expected, plain(got))


@pytest.mark.parametrize(
    "expected, got",
    [
        ([1, 2], [1, 2]),
        ([1, 2], (1, 2)),
        ([1, 2], np.array([1, 2])),
        ([[1], []], ([1], ())),
        ({"a": 1, "b": 2}, {"b": np.int64(2), "a": 1}),
        (7, np.int32(7)),
        ("B-PER", "B-PER"),
        ([], ()),
    ],
)
def test_what_means_the_same_is_the_same(expected, got):
    assert finding(expected, got) is None
    assert same(PART, expected, plain(got))


@pytest.mark.parametrize(
    "expected, got, stage, said",
    [
        ([1, 2, 3], [1, 5, 3], "values", "first at   [1]; 1 of 3 entries differ"),
        ([1, 2], [1, 2, 3], "values", "expected   no such entry"),
        ([1, 2], [1], "values", "got        no such entry"),
        ([1, 2], [1, 2.0], "values", "got        2.0"),
        ([1, 0], [True, False], "values", "got        True"),
        ({"a": 1, "b": 2}, {"a": 1, "c": 2}, "values", "first at   ['b']; 2 of 3 entries differ"),
        (["O"], ["o"], "values", "got        'o'"),
        (7, 8, "values", "got        8"),
        (7, 7.0, "structure", "got        the number 7.0"),
        ([1], {"a": 1}, "structure", "expected   a list"),
        ({"a": 1}, [1], "structure", "expected   a dictionary"),
        ([1], len, "structure", "got        a function or a class"),
    ],
)
def test_the_first_difference_is_named(expected, got, stage, said):
    found = finding(expected, got)
    assert found.stage == stage and said in found.details, found
    assert found.headline and not same(PART, expected, plain(got))


def test_a_long_entry_is_cut_short():
    found = finding(["a" * 100], ["b" * 100])
    assert all(len(line) < 80 for line in found.details)


def test_settled_leaves_nothing_of_numpy_and_equal_is_strict():
    assert settled((np.arange(2), {"a": np.float64(1)})) == [[0, 1], {"a": 1.0}]
    assert not equal(1, True) and not equal(1, 1.0) and equal([{"a": [1]}], [{"a": [1]}])


def compared(kind, expected, got, shape="(m, T)"):
    part = Part("p", 1, "c", kind, ((),), shape)
    case = Case("c", {}, {"p": expected})
    return compare(Pack("e", "", (), ("p",), (part,), (case,)), part, case, plain(got), ())


@pytest.mark.parametrize("dtype", [int, np.int8, np.uint8])
def test_indices_are_whole_numbers_of_any_width(dtype):
    expected = np.array([[1, 2], [3, 0]])
    assert compared("integers", expected, expected.astype(dtype)) is None
    assert "[0,\u00a01]" in compared("integers", expected, np.array([[1, 5], [3, 0]])).details[0]


@pytest.mark.parametrize("dtype", [float, np.float32, bool])
def test_indices_of_another_type_are_refused_in_words(dtype):
    found = compared("integers", np.array([[1, 0]]), np.array([[1, 0]], dtype=dtype))
    assert found.stage == "dtype" and "whole numbers" in found.details[0]


@pytest.mark.parametrize("dtype", [float, np.float32, int, bool])
def test_marks_may_be_of_any_type(dtype):
    expected = np.array([[1.0, 0.0]])
    assert compared("marks", expected, expected.astype(dtype)) is None
    assert compared("marks", expected, (1 - expected).astype(dtype)).stage == "values"
    assert compared("marks", expected, expected.T.astype(dtype)).stage == "shape"
    assert compared("marks", expected, [[1, 0]]).stage == "structure"


def test_a_choice_is_kept_as_a_digest():
    part = Part("music", 1, "c", "choice", (("music",),))
    case = Case("c", {}, {"music": digest("e", "music", "one-to-many")})
    pack = Pack("e", "", (), ("types",), (part,), (case,))
    assert compare(pack, part, case, {"music": " One-to-many "}, ()) is None
    assert compare(pack, part, case, {"music": "many-to-one"}, ()).stage == "values"
    assert compare(pack, part, case, {"music": 3}, ()).stage == "structure"
    assert "no key 'music'" in compare(pack, part, case, {}, ()).headline
