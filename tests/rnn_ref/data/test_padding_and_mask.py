"""Padding and masks by hand, there and back over drawn lengths, and what they refuse."""

import numpy as np
import pytest
import torch
from array_api_compat import device as device_of
from hypothesis import example, given, settings
from hypothesis import strategies as st

from rnn_ref import lengths_of, mask_of, pad_and_mask

lengths_lists = st.lists(st.integers(0, 5), min_size=1, max_size=6)


def assert_integers(backend, got, expected):
    assert isinstance(got, backend.kind) and got.dtype == backend.xp.int64
    assert device_of(got) == device_of(backend.array([0.0]))
    np.testing.assert_array_equal(backend.to_numpy(got), expected)


def test_padding_by_hand():
    indices, mask = pad_and_mask([[5, 4, 0], [], [7]])
    assert indices.dtype == np.int64 and mask.dtype == np.float64
    assert indices.tolist() == [[5, 4, 0], [0, 0, 0], [7, 0, 0]]
    assert mask.tolist() == [[1, 1, 1], [0, 0, 0], [1, 0, 0]]
    indices, mask = pad_and_mask([(1, np.int64(2))], T=4)
    assert indices.tolist() == [[1, 2, 0, 0]] and mask.tolist() == [[1, 1, 0, 0]]


@given(
    sequences=st.lists(st.lists(st.integers(0, 9), max_size=5), min_size=1, max_size=6).filter(any),
    more=st.none() | st.integers(0, 3),
)
@example(sequences=[[0]], more=None)
def test_padding_is_that_of_torch(sequences, more):
    before = [list(sequence) for sequence in sequences]
    longest = max(map(len, sequences))
    indices, mask = pad_and_mask(sequences, None if more is None else longest + more)
    padded = torch.nn.utils.rnn.pad_sequence(
        [torch.tensor(sequence, dtype=torch.int64) for sequence in sequences], batch_first=True
    )
    np.testing.assert_array_equal(indices[:, :longest], padded.numpy())
    assert indices.shape == mask.shape == (len(sequences), longest + (more or 0))
    assert not indices[:, longest:].any() and not mask[:, longest:].any()
    assert lengths_of(mask).tolist() == [len(sequence) for sequence in sequences]
    assert sequences == before


def test_mask_by_hand(backend):
    lengths = backend.array([2, 0, 3], "int64")
    with backend.unchanged(lengths):
        mask = mask_of(lengths, 3)
    backend.assert_same(mask, [[1, 1, 0], [0, 0, 0], [1, 1, 1]], "float64")


def test_lengths_by_hand(backend):
    for kind in ("bool", "uint8", "int64", "float32", "float64"):
        mask = backend.array([[1, 1, 0], [0, 0, 0], [1, 1, 1]], kind)
        with backend.unchanged(mask):
            lengths = lengths_of(mask)
        assert_integers(backend, lengths, [2, 0, 3])


@settings(max_examples=10, deadline=None)
@given(lengths=lengths_lists, more=st.integers(0, 3), kind=st.sampled_from(["uint8", "int64"]))
@example(lengths=[1], more=0, kind="int64")
@example(lengths=[0], more=1, kind="uint8")
def test_lengths_make_the_mask_and_come_back(backend, lengths, more, kind):
    T = max(1, *lengths, 0) + more
    mask = mask_of(backend.array(lengths, kind), T)
    assert tuple(mask.shape) == (len(lengths), T)
    assert_integers(backend, lengths_of(mask), lengths)
    expected = [[float(t < length) for t in range(T)] for length in lengths]
    backend.assert_same(mask, expected, "float64")


@pytest.mark.parametrize(
    ("sequences", "error", "words"),
    [
        ("12", TypeError, "^sequences must be a list of lists of integers, but it is of type str"),
        (np.ones((2, 2)), TypeError, "^sequences must be a list .* but it is of type ndarray"),
        ([1, 2], TypeError, r"^sequences\[0\] must be a list of integers, but it is of type int"),
        ([[1], "2"], TypeError, r"^sequences\[1\] must be a list of integers, but .* type str"),
        ([[1], [2, 3.0]], TypeError, r"^sequences\[1\]\[1\] must be an integer, but .* type float"),
        ([[True]], TypeError, r"^sequences\[0\]\[0\] must be an integer, but it is of type bool"),
        ([[1, -2]], ValueError, r"^sequences\[0\]\[1\] must be at least 0, but it is -2"),
        ([], ValueError, "^sequences must hold at least one sequence, but it is empty"),
        (
            [[], []],
            ValueError,
            "^sequences must have at least one step, but all 2 of them are empty",
        ),
    ],
)
def test_wrong_sequences_are_named(sequences, error, words):
    with pytest.raises(error, match=words):
        pad_and_mask(sequences)


@pytest.mark.parametrize(
    ("T", "error", "words"),
    [
        (2, ValueError, r"^T must be at least 3, the length of sequences\[1\], but it is 2"),
        (0, ValueError, "^T must be at least 1, but it is 0"),
        (3.0, TypeError, "^T must be an integer, but it is of type float"),
    ],
)
def test_a_wrong_number_of_steps_is_named(T, error, words):
    with pytest.raises(error, match=words):
        pad_and_mask([[1], [1, 2, 3], [4, 5, 6]], T)


@pytest.mark.parametrize(
    ("values", "kind", "error", "words"),
    [
        (
            [1, 5, 2, 4],
            "int64",
            ValueError,
            r"^lengths must be from 0 to T = 3, but lengths\[1\] is 5, lengths\[3\] is 4\.$",
        ),
        ([9, 9, 9, 9, -1], "int64", ValueError, r"lengths\[2\] is 9 and 2 more are wrong\.$"),
        ([1, -2], "int64", ValueError, r"^lengths must be from 0 to T = 3, but lengths\[1\] is -2"),
        (
            [[1, 2]],
            "int64",
            ValueError,
            r"^lengths must have shape \(m,\), but its shape is \(1, 2\)",
        ),
        ([], "int64", ValueError, r"^lengths must have m of at least 1"),
        ([1.0], "float64", TypeError, "^lengths must hold integers, but its dtype is .*float64"),
        ([True], "bool", TypeError, "^lengths must hold integers, but its dtype is .*bool"),
    ],
)
def test_wrong_lengths_are_named(backend, values, kind, error, words):
    with pytest.raises(error, match=words):
        mask_of(backend.array(values, kind), 3)


def test_lengths_as_a_list_and_a_wrong_step_count_are_named(backend):
    with pytest.raises(TypeError, match="^lengths must be an array, but it is of type list"):
        mask_of([1, 2], 3)
    with pytest.raises(ValueError, match="^T must be at least 1, but it is 0"):
        mask_of(backend.array([0]), 0)
    with pytest.raises(TypeError, match="^T must be an integer, but it is of type str"):
        mask_of(backend.array([0]), "3")


@pytest.mark.parametrize(
    ("values", "error", "words"),
    [
        ([[1, 0], [0, 1]], ValueError, "^mask must have the ones first in each row, but row 1 has"),
        (
            [[1, 0, 1], [0, 1, 1]],
            ValueError,
            "^mask must have the ones first .* row 0 has a 1 after",
        ),
        ([[1, 2]], ValueError, "^mask must hold only 1 .* and 0"),
        ([[1, 0.5]], ValueError, "^mask must hold only 1 .* and 0"),
        ([[1, np.nan]], ValueError, "^mask must hold only 1 .* and 0"),
        ([1, 0], ValueError, r"^mask must have shape \(m, T\), but its shape is \(2,\)"),
        ([[1j]], TypeError, "^mask must hold real numbers or booleans, but its dtype is .*complex"),
    ],
)
def test_wrong_masks_are_named(backend, values, error, words):
    with pytest.raises(error, match=words):
        lengths_of(backend.array(values))


def test_a_mask_as_a_list_is_named():
    with pytest.raises(TypeError, match="^mask must be an array, but it is of type list"):
        lengths_of([[1, 0]])
