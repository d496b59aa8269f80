"""Drawing by hand with chosen numbers u, and the law of many draws by chi-square."""

import random

import numpy as np
import pytest
from hypothesis import example, given, settings
from hypothesis import strategies as st

from rnn_ref import draw, draw_known, without_unknown
from tests.rnn_ref.chosen_numbers import Chosen

ALMOST_ONE = 1 - 2**-53  # the largest number below 1
# The value that chi-square passes in one of 1000 runs, by its degrees of freedom.
CRITICAL = {2: 13.816, 3: 16.266, 4: 18.467}


def chi_square(indices, p):
    """Σ (counted − expected)² / expected over the entries with p > 0."""
    counts = np.bincount(indices, minlength=len(p))
    expected = np.asarray(p) * len(indices)
    assert not counts[expected == 0].any()
    real = expected > 0
    statistic = ((counts - expected)[real] ** 2 / expected[real]).sum()
    return statistic, CRITICAL[real.sum() - 1]


@pytest.mark.parametrize(
    ("u", "expected"),
    [
        (0.0, 1),
        (0.2, 1),
        (0.25, 3),
        (0.5, 3),
        (0.74, 3),
        (0.75, 4),
        (0.999, 4),
        (ALMOST_ONE, 4),
    ],
)
def test_by_hand(backend, dtype, u, expected):
    """The sums are 0, 0.25, 0.25, 0.75, 1, 1: the first above u; indices 0, 2 and 5 never."""
    p = backend.array([0.0, 0.25, 0.0, 0.5, 0.25, 0.0], dtype)
    with backend.unchanged(p):
        index = draw(p, Chosen(u))
    assert index == expected and type(index) is int


@settings(max_examples=10, deadline=None)
@given(
    weights=st.lists(st.integers(0, 5), min_size=1, max_size=40).filter(any),
    u=st.floats(0, 1, exclude_max=True),
)
@example(weights=[1], u=0.0)
@example(weights=[0, 0, 1, 0], u=0.0)
@example(weights=[1] * 10 + [0], u=ALMOST_ONE)
@example(weights=[1, 3, 3, 0], u=ALMOST_ONE)
def test_no_index_without_probability_is_drawn(backend, dtype, weights, u):
    values = (np.asarray(weights) / sum(weights)).astype(dtype)
    index = draw(backend.array(values), Chosen(u))
    assert 0 <= index < len(weights) and weights[index] > 0
    sums = np.cumsum(values.astype("float64"))
    assert (sums[index - 1] if index else 0) <= u * sums[-1] + 1e-12
    assert u * sums[-1] < sums[index] + 1e-12


@pytest.mark.parametrize("p", [[0.5, 0.3, 0.2], [0.1, 0.0, 0.2, 0.3, 0.4], [0.05, 0.9, 0.05]])
def test_the_law_of_many_draws(p):
    for rng in (np.random.default_rng(0), random.Random(0)):
        statistic, critical = chi_square([draw(np.asarray(p), rng) for i in range(4000)], p)
        assert statistic < critical


def test_every_library_draws_the_same(backend, dtype):
    p = np.asarray([0.125, 0.25, 0.0, 0.5, 0.125])
    expected = [draw(p, random.Random(seed)) for seed in range(20)]
    assert [draw(backend.array(p, dtype), random.Random(seed)) for seed in range(20)] == expected
    known = [draw_known(p, 3, random.Random(seed)) for seed in range(20)]
    array = backend.array(p, dtype)
    with backend.unchanged(array):
        assert [draw_known(array, 3, random.Random(seed)) for seed in range(20)] == known


@settings(max_examples=10, deadline=None)
@given(total=st.floats(1 - 1e-8, 1 + 1e-8))
@example(total=1.0)
@example(total=1 + 2**-52)
@example(total=1 - 2**-53)
def test_a_sum_that_is_not_quite_one_does_not_lead_past_the_end(backend, total):
    for p, last in (([0.0, total, 0.0], 1), ([0.25, total - 0.25, 0.0, 0.0], 1)):
        assert draw(backend.array(p), Chosen(ALMOST_ONE)) == last


def test_each_draw_takes_one_number():
    rng = Chosen(0.9, 0.1, 0.5)
    assert [draw(np.asarray([0.5, 0.5]), rng) for i in range(2)] == [1, 0]
    assert rng.numbers == [0.5]


def test_an_unknown_word_is_drawn_again(backend, dtype):
    p = backend.array([0.25, 0.5, 0.25], dtype)
    rng = Chosen(0.3, 0.74, 0.8, 0.1)  # unknown, unknown, 2; the last number is left
    index = draw_known(p, 1, rng)
    assert index == 2 and type(index) is int and rng.numbers == [0.1]


def test_drawing_again_has_the_law_of_renormalising():
    p = np.asarray([0.2, 0.45, 0.05, 0.3])
    expected = without_unknown(p[:, None], 1)[:, 0]
    rng = np.random.default_rng(0)
    statistic, critical = chi_square([draw_known(p, 1, rng) for i in range(4000)], expected)
    assert statistic < critical


def test_chi_square_finds_a_wrong_law():
    """Taking the next word in place of the unknown one is another law."""
    p = np.asarray([0.2, 0.45, 0.05, 0.3])
    rng = np.random.default_rng(0)
    drawn = [draw(p, rng) for i in range(4000)]
    wrong = [2 if index == 1 else index for index in drawn]
    statistic, critical = chi_square(wrong, without_unknown(p[:, None], 1)[:, 0])
    assert statistic > critical


SOME = random.Random(0)
BOTH = [
    lambda p, rng=SOME: draw(p, rng),
    lambda p, rng=SOME: draw_known(p, 0, rng),
]


@pytest.mark.parametrize("call", BOTH)
def test_wrong_distributions_are_named(backend, call):
    with pytest.raises(TypeError, match="^p must be an array, but it is of type list"):
        call([1.0])
    with pytest.raises(TypeError, match="^p must hold real floating-point .*int64"):
        call(backend.array([0, 1], "int64"))
    with pytest.raises(ValueError, match=r"^p must have shape \(n,\), but its shape is \(2, 1\)"):
        call(backend.array([[0.5], [0.5]]))
    with pytest.raises(ValueError, match="^p must have n of at least 1"):
        call(backend.array([], "float64"))
    with pytest.raises(ValueError, match="^p must sum to 1 along its first axis, but .* is 0.75"):
        call(backend.array([0.5, 0.25]))
    with pytest.raises(ValueError, match="^p must have entries of at least 0, but one is -0.5"):
        call(backend.array([1.5, -0.5]))


@pytest.mark.parametrize("call", BOTH)
def test_wrong_generators_are_named(call):
    p = np.asarray([0.5, 0.5])
    with pytest.raises(TypeError, match=r"^rng must have random\(\), as .* but it is of type int"):
        call(p, 0)
    for u in (1.0, -0.25, float("nan")):
        with pytest.raises(
            ValueError,
            match=rf"^rng.random\(\) must give a number in \[0, 1\), "
            rf"but it gave {u}",
        ):
            call(p, Chosen(u))


@pytest.mark.parametrize(
    ("p", "unknown", "error", "words"),
    [
        ([0.5, 0.5], 2, ValueError, "^unknown must be at most n − 1 = 1, but it is 2"),
        ([0.5, 0.5], -1, ValueError, "^unknown must be at least 0, but it is -1"),
        ([0.5, 0.5], 0.0, TypeError, "^unknown must be an integer, but it is of type float"),
        (
            [0.0, 1.0],
            1,
            ValueError,
            r"^p must leave at least 1e-06 for the known words, but p\[1\] = "
            r"1\.0 leaves 0\.0",
        ),
        ([1.0], 0, ValueError, "^p must leave at least 1e-06 for the known words"),
        ([1.0, 1e-300], 0, ValueError, "^p must leave at least 1e-06 .* leaves 1e-300"),
    ],
)
def test_wrong_unknowns_are_named(backend, p, unknown, error, words):
    with pytest.raises(error, match=words):
        draw_known(backend.array(p), unknown, random.Random(0))
