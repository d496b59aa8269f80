"""Temperature, top-k and no unknown word: by hand, at their limits, over drawn sizes."""

import math
import warnings

import numpy as np
import pytest
from hypothesis import example, given, settings
from hypothesis import strategies as st

from rnn_ref import apply_temperature, softmax, top_k, without_unknown

size = st.integers(1, 6)


def drawn_columns(seed, n, m):
    """Distributions (n, m) whose entries are all different and at least 0.01."""
    weights = np.random.default_rng(seed).permuted(
        np.tile(np.linspace(1, 3, n)[:, None], (1, m)), axis=0
    )
    return weights / weights.sum(axis=0)


def test_temperature_by_hand(backend, dtype):
    # z = log 1, log 2, log 4: τ = 1 gives 1, 2, 4 out of 7; τ = 1/2 squares: 1, 4, 16 out of 21;
    # τ = 2 takes roots: 1, √2, 2 out of 3 + √2
    z = backend.array([[0.0], [math.log(2)], [math.log(4)]], dtype)
    root = math.sqrt(2)
    for temperature, expected in (
        (1, [1 / 7, 2 / 7, 4 / 7]),
        (0.5, [1 / 21, 4 / 21, 16 / 21]),
        (2.0, [1 / (3 + root), root / (3 + root), 2 / (3 + root)]),
    ):
        with backend.unchanged(z):
            p = apply_temperature(z, temperature)
        backend.assert_same(p, [[value] for value in expected], dtype)


def test_top_k_by_hand(backend, dtype):
    p = backend.array([[0.25, 0.25], [0.125, 0.25], [0.5, 0.25], [0.125, 0.25]], dtype)
    expected = {
        1: [[0, 1], [0, 0], [1, 0], [0, 0]],  # of equal ones the lowest index is kept
        2: [[1 / 3, 0.5], [0, 0.5], [2 / 3, 0], [0, 0]],
        3: [[2 / 7, 1 / 3], [1 / 7, 1 / 3], [4 / 7, 1 / 3], [0, 0]],
    }
    for k, values in expected.items():
        with backend.unchanged(p):
            backend.assert_same(top_k(p, k), values, dtype)


def test_of_many_equal_words_the_first_are_kept(backend, dtype):
    p = backend.array(np.full((64, 2), 1 / 64), dtype)
    backend.assert_same(top_k(p, 5), np.repeat([[0.2, 0.2], [0.0, 0.0]], [5, 59], axis=0), dtype)


def test_without_unknown_by_hand(backend, dtype):
    p = backend.array([[0.25, 0.0], [0.5, 0.75], [0.25, 0.25]], dtype)
    with backend.unchanged(p):
        got = without_unknown(p, 1)
    backend.assert_same(got, [[0.5, 0], [0, 0], [0.5, 1]], dtype)
    backend.assert_same(without_unknown(p, 0), [[0, 0], [2 / 3, 0.75], [1 / 3, 0.25]], dtype)


@settings(max_examples=10, deadline=None)
@given(n=size, m=size, seed=st.integers(0, 2**32 - 1), tau=st.floats(0.1, 10))
@example(n=1, m=1, seed=0, tau=1.0)
def test_temperature_is_a_power_and_one_changes_nothing(backend, dtype, n, m, seed, tau):
    p = drawn_columns(seed, n, m)
    z = backend.array(np.log(p), dtype)
    power = p ** (1 / tau)
    backend.assert_same(apply_temperature(z, tau), power / power.sum(axis=0), dtype)
    backend.assert_same(apply_temperature(z, 1.0), p, dtype)
    backend.assert_same(apply_temperature(z, 1), backend.to_numpy(softmax(z)), dtype)


@settings(max_examples=10, deadline=None)
@given(n=size, m=size, seed=st.integers(0, 2**32 - 1))
@example(n=1, m=1, seed=0)
def test_the_limits_are_the_largest_and_the_uniform(backend, dtype, n, m, seed):
    p = drawn_columns(seed, n, m)
    z = backend.array(np.log(p), dtype)
    largest = np.eye(n)[p.argmax(axis=0)].T
    with warnings.catch_warnings():
        warnings.simplefilter("error")
        for tau in (1e-4, 1e-30):
            backend.assert_same(apply_temperature(z, tau), largest, dtype)
        backend.assert_same(apply_temperature(z, 1e12), np.full((n, m), 1 / n), dtype)
    backend.assert_same(top_k(backend.array(p, dtype), 1), largest, dtype)


def test_very_small_temperatures_and_very_large_scores(backend, dtype):
    z = backend.array([[1.0, 1000.0], [1.0, -1000.0], [0.0, -np.inf]], dtype)
    with warnings.catch_warnings():
        warnings.simplefilter("error")
        p = apply_temperature(z, 0.001)
    backend.assert_same(p, [[0.5, 1], [0.5, 0], [0, 0]], dtype)
    equal = backend.array([[2.0], [2.0]], dtype)
    backend.assert_same(apply_temperature(equal, 1e-300), [[0.5], [0.5]], dtype)


@settings(max_examples=10, deadline=None)
@given(n=size, m=size, seed=st.integers(0, 2**32 - 1), data=st.data())
@example(n=1, m=1, seed=0, data=None)
def test_top_k_keeps_the_largest_and_all_is_unchanged(backend, dtype, n, m, seed, data):
    p = drawn_columns(seed, n, m)
    k = data.draw(st.integers(1, n)) if data else 1
    lines = np.sort(p, axis=0)[n - k]
    kept = np.where(p >= lines, p, 0)
    array = backend.array(p, dtype)
    backend.assert_same(top_k(array, k), kept / kept.sum(axis=0), dtype)
    backend.assert_same(top_k(array, n), p, dtype)


@settings(max_examples=10, deadline=None)
@given(n=st.integers(2, 6), m=size, seed=st.integers(0, 2**32 - 1), data=st.data())
@example(n=2, m=1, seed=0, data=None)
def test_without_unknown_keeps_the_ratios_of_the_others(backend, dtype, n, m, seed, data):
    p = drawn_columns(seed, n, m)
    unknown = data.draw(st.integers(0, n - 1)) if data else 1
    expected = p / (1 - p[unknown])
    expected[unknown] = 0
    got = without_unknown(backend.array(p, dtype), unknown)
    backend.assert_same(got, expected, dtype)
    backend.assert_same(without_unknown(got, unknown), expected, dtype)


def test_temperature_and_leaving_words_out_may_change_places(backend):
    p = drawn_columns(7, 5, 3)

    def temper(p):
        with np.errstate(divide="ignore"):
            return apply_temperature(backend.array(np.log(backend.to_numpy(p))), 0.7)

    first = without_unknown(temper(backend.array(p)), 2)
    backend.assert_same(
        temper(without_unknown(backend.array(p), 2)), backend.to_numpy(first), "float64"
    )
    backend.assert_same(
        temper(top_k(backend.array(p), 3)),
        backend.to_numpy(top_k(temper(backend.array(p)), 3)),
        "float64",
    )


@pytest.mark.parametrize(
    ("temperature", "error", "words"),
    [
        (0, ValueError, "^temperature must be a finite number above 0, but it is 0"),
        (-1.0, ValueError, "^temperature must be a finite number above 0, but it is -1.0"),
        (math.inf, ValueError, "^temperature must be a finite number above 0, but it is inf"),
        (math.nan, ValueError, "^temperature must be a finite number above 0, but it is nan"),
        ("1", TypeError, "^temperature must be a number, but it is of type str"),
        (True, TypeError, "^temperature must be a number, but it is of type bool"),
        (None, TypeError, "^temperature must be a number, but it is of type NoneType"),
    ],
)
def test_wrong_temperatures_are_named(backend, temperature, error, words):
    with pytest.raises(error, match=words):
        apply_temperature(backend.array([[1.0]]), temperature)


CALLS = [
    ("z", lambda z: apply_temperature(z, 1.0)),
    ("p", lambda p: top_k(p, 1)),
    ("p", lambda p: without_unknown(p, 0)),
]


@pytest.mark.parametrize(("name", "call"), CALLS)
def test_wrong_arrays_are_named(backend, name, call):
    with pytest.raises(TypeError, match=f"^{name} must be an array, but it is of type list"):
        call([[1.0]])
    with pytest.raises(TypeError, match=f"^{name} must hold real floating-point .*int64"):
        call(backend.array([[1]], "int64"))
    with pytest.raises(ValueError, match=rf"^{name} must have shape \(n, m\), but .* is \(1,\)"):
        call(backend.array([1.0]))
    with pytest.raises(ValueError, match=f"^{name} must have m of at least 1"):
        call(backend.array(np.ones((2, 0))))


@pytest.mark.parametrize(("name", "call"), CALLS[1:])
@pytest.mark.parametrize(
    ("values", "words"),
    [
        ([[0.5, 0.5], [0.5, 0.25]], "must sum to 1 along its first axis, but a sum is 0.75"),
        ([[0.5, 1.0], [0.5, 0.5]], "must sum to 1 along its first axis, but a sum is 1.5"),
        ([[1.5], [-0.5]], "must have entries of at least 0, but one is -0.5"),
        ([[np.nan], [0.5]], "must have entries of at least 0, but one is nan"),
    ],
)
def test_what_is_no_distribution_is_named(backend, dtype, name, call, values, words):
    with pytest.raises(ValueError, match=f"^p {words}"):
        call(backend.array(values, dtype))


@pytest.mark.parametrize(
    ("k", "error", "words"),
    [
        (0, ValueError, "^k must be at least 1, but it is 0"),
        (4, ValueError, "^k must be at most n = 3, but it is 4"),
        (1.0, TypeError, "^k must be an integer, but it is of type float"),
    ],
)
def test_wrong_numbers_of_words_are_named(backend, k, error, words):
    with pytest.raises(error, match=words):
        top_k(backend.array([[0.25], [0.25], [0.5]]), k)


@pytest.mark.parametrize(
    ("unknown", "error", "words"),
    [
        (-1, ValueError, "^unknown must be at least 0, but it is -1"),
        (3, ValueError, "^unknown must be at most n − 1 = 2, but it is 3"),
        ("1", TypeError, "^unknown must be an integer, but it is of type str"),
        (2, ValueError, r"^p must leave something for the known words, but p\[2\] is 1"),
    ],
)
def test_wrong_unknowns_are_named(backend, unknown, error, words):
    with pytest.raises(error, match=words):
        without_unknown(backend.array([[0.5, 0.0], [0.25, 0.0], [0.25, 1.0]]), unknown)
