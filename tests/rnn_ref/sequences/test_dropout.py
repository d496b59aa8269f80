"""The masks of dropout: their values, their mean, and where they come from."""

import numpy as np
import pytest
from hypothesis import example, given, settings
from hypothesis import strategies as st

from rnn_ref import dropout_mask

size = st.integers(1, 5)


class Fixed:
    """A generator that gives the numbers it was made with."""

    def __init__(self, numbers):
        self.numbers = np.asarray(numbers)

    def random(self, shape):
        return self.numbers.reshape(shape)


def test_a_mask_by_hand(backend, dtype):
    """With rate 0.75 a number below 0.75 drops, and what is kept counts 1 / 0.25 = 4."""
    a = backend.array(np.zeros((1, 2, 3)), dtype)
    numbers = Fixed([0.0, 0.5, 0.7499, 0.75, 0.9, 0.9999])
    backend.assert_same(dropout_mask(a, 0.75, numbers), [[[0, 0, 0], [4, 4, 4]]], dtype)


@settings(max_examples=10, deadline=None)
@given(shape=st.tuples(size, size, size), rate=st.floats(0, 0.95), seed=st.integers(0, 2**32 - 1))
@example(shape=(1, 1, 1), rate=0.5, seed=0)
@example(shape=(5, 5, 5), rate=0.0, seed=0)
def test_the_mask_is_that_of_the_same_numbers_everywhere(backend, dtype, shape, rate, seed):
    """The values are 0 and 1 / (1 − rate), and one generator state gives one mask."""
    a = backend.array(np.full(shape, np.nan), dtype)  # what a holds does not matter
    rng = np.random.default_rng(seed)
    got = dropout_mask(a, rate, rng)
    kept = np.random.default_rng(seed).random(shape) >= rate
    backend.assert_same(got, np.where(kept, 1 / (1 - rate), 0.0), dtype)
    np.testing.assert_array_equal(backend.to_numpy(got) == 0, ~kept)
    if rate == 0:
        np.testing.assert_array_equal(backend.to_numpy(got), np.ones(shape))
    after = np.random.default_rng(seed)
    after.random(shape)
    assert rng.random() == after.random()  # no number more was drawn


@pytest.mark.parametrize("rate", [0.1, 0.5, 0.9])
def test_the_mean_is_one_and_the_share_of_zeros_is_the_rate(backend, dtype, rate):
    """Of 60,000 entries, each time within four standard deviations."""
    a = backend.array(np.zeros((30, 40, 50)), dtype)
    mask = backend.to_numpy(dropout_mask(a, rate, np.random.default_rng(0))).astype("float64")
    z = ((mask == 0).sum() - rate * mask.size) / np.sqrt(rate * (1 - rate) * mask.size)
    assert abs(z) < 4
    deviation = np.sqrt(rate / (1 - rate) / mask.size)  # of the mean
    assert abs(mask.mean() - 1) < 4 * deviation
    for axis in range(3):  # no row, column or step is favoured: χ² of k has mean k, variance 2k
        lines = np.moveaxis(mask == 0, axis, 0).reshape(mask.shape[axis], -1)
        n, k = lines.shape[1], lines.shape[0]
        chi = ((lines.sum(axis=1) - rate * n) ** 2).sum() / (n * rate * (1 - rate))
        assert abs(chi - k) < 4 * np.sqrt(2 * k)


def test_another_draw_is_another_mask(backend):
    a, rng = backend.array(np.zeros((5, 5, 5))), np.random.default_rng(0)
    one, other = (backend.to_numpy(dropout_mask(a, 0.5, rng)) for _ in range(2))
    assert (one != other).any()


@pytest.mark.parametrize("rate", [1, 1.0, -0.1, 2, float("nan"), float("inf")])
def test_wrong_rates_are_named(backend, rate):
    with pytest.raises(ValueError, match=f"^rate must be .*, but it is {float(rate)}"):
        dropout_mask(backend.array(np.zeros((1, 1, 1))), rate, np.random.default_rng(0))


@pytest.mark.parametrize(
    ("a", "kind", "error", "words"),
    [
        (
            np.zeros((2, 3)),
            "float64",
            ValueError,
            r"^a must have shape \(n_a, m, T_x\), .* \(2, 3\)",
        ),
        (np.zeros((2, 0, 3)), "float64", ValueError, "^a must have m of at least 1"),
        (np.zeros((2, 3, 4)), "int64", TypeError, "^a must hold real floating-point numbers"),
    ],
)
def test_wrong_outputs_are_named(backend, a, kind, error, words):
    with pytest.raises(error, match=words):
        dropout_mask(backend.array(a, kind), 0.5, np.random.default_rng(0))


def test_a_list_and_a_seed_are_named(backend):
    with pytest.raises(TypeError, match="^a must be an array, but it is of type list"):
        dropout_mask([[[1.0]]], 0.5, np.random.default_rng(0))
    with pytest.raises(TypeError, match=r"^rng must have a method random.* of type int"):
        dropout_mask(backend.array(np.zeros((1, 1, 1))), 0.5, 0)
