"""The spectral radius by hand and against the eigenvalues and singular values of NumPy."""

import warnings

import numpy as np
import pytest
from array_api_compat import device as device_of
from hypothesis import example, given, settings
from hypothesis import strategies as st

from rnn_ref import largest_singular_value, rescale_spectral_radius, spectral_radius

size = st.integers(1, 8)
seeds = st.integers(0, 2**32 - 1)
# A call makes 50 squarings of some 30 operations each, and a strict library looks at them all.
some = settings(max_examples=5, deadline=None)


def eigen_radius(W):
    return abs(np.linalg.eigvals(W)).max()


def turn(angle):
    return np.asarray([[np.cos(angle), -np.sin(angle)], [np.sin(angle), np.cos(angle)]])


def assert_close(backend, got, expected, dtype, rtol=1e-10):
    """As backend.assert_same, but relative to the value, which may be tiny or huge."""
    assert isinstance(got, backend.kind) and tuple(got.shape) == ()
    assert device_of(got) == device_of(backend.array([0.0]))
    assert got.dtype == getattr(backend.xp, dtype)
    rtol = max(rtol, 3e-7) if dtype == "float32" else rtol
    np.testing.assert_allclose(float(got), expected, rtol=rtol, atol=0)


@some
@given(n=size, exponent=st.integers(-30, 30), seed=seeds)
@example(n=1, exponent=0, seed=0)
def test_radius_is_that_of_the_eigenvalues(backend, dtype, n, exponent, seed):
    values = np.random.default_rng(seed).normal(size=(n, n)) * 10.0**exponent
    values = values.astype("float32").astype("float64")
    W = backend.array(values, dtype)
    with backend.unchanged(W), warnings.catch_warnings():
        warnings.simplefilter("error")
        rho = spectral_radius(W)
    assert_close(backend, rho, eigen_radius(values), dtype)


@pytest.mark.parametrize(
    ("W", "expected"),
    [
        ([[-0.5]], 0.5),
        ([[0.0]], 0.0),
        ([[2, 1], [1, 2]], 3),  # λ = 3 and 1
        ([[0, 1], [1, 0]], 1),  # λ = 1 and −1
        ([[0, -4], [1, 0]], 2),  # λ = 2i and −2i
        ([[0, 2], [8, 0]], 4),  # λ = 4 and −4, with columns of unlike size
        ([[1, 1], [1, 0]], (1 + 5**0.5) / 2),  # Fibonacci
        ([[0, 0, 8], [1, 0, 0], [0, 1, 0]], 2),  # the three cube roots of 8
        ([[0, 1e30], [1e-30, 0]], 1),
        ([[0.5, 100], [0, 0.25]], 0.5),  # a triangle shows its eigenvalues
        ([[0, 1], [0, 0]], 0),  # nilpotent
        ([[1, -1], [1, -1]], 0),  # nilpotent without a zero
        ([[0, 1, 5], [0, 0, 2], [0, 0, 0]], 0),
        ([[0, 0], [0, 0]], 0),
    ],
)
def test_by_hand(backend, dtype, W, expected):
    with warnings.catch_warnings():
        warnings.simplefilter("error")
        rho = spectral_radius(backend.array(W, dtype))
    backend.assert_same(rho, expected, dtype)


@pytest.mark.parametrize("n", [2, 3, 8, 17, 40])
def test_a_shift_by_one_place_is_nilpotent_and_a_cycle_is_not(backend, dtype, n):
    shift = 2 * np.eye(n, k=1)
    backend.assert_same(spectral_radius(backend.array(shift, dtype)), 0.0, dtype)
    shift[-1, 0] = 2
    backend.assert_same(spectral_radius(backend.array(shift, dtype)), 2.0, dtype)


@pytest.mark.parametrize("angle", [0.1, np.pi / 3])
@pytest.mark.parametrize("length", [0.9, 1.0, 1.1])
def test_rotations(backend, angle, length):
    """No eigenvalue is real and both are equally large: here the power method fails."""
    rho = spectral_radius(backend.array(length * turn(angle)))
    assert_close(backend, rho, length, "float64", rtol=1e-12)


@pytest.mark.parametrize("n", [2, 5, 100])
@pytest.mark.parametrize("eigenvalue", [1.0, -0.5])
def test_jordan_blocks(backend, n, eigenvalue):
    """One eigenvalue n times with one eigenvector: the powers grow long before they shrink."""
    W = eigenvalue * np.eye(n) + np.eye(n, k=1)
    rho = spectral_radius(backend.array(W))
    assert_close(backend, rho, abs(eigenvalue), "float64")


def test_a_jordan_block_of_rotations(backend):
    W = np.block([[0.8 * turn(1.0), np.eye(2)], [np.zeros((2, 2)), 0.8 * turn(1.0)]])
    # Rounding splits a double eigenvalue by about the root of 1e-16.
    assert_close(backend, spectral_radius(backend.array(W)), 0.8, "float64", rtol=1e-5)


@pytest.mark.parametrize("scale", [1e-300, 1e-150, 1e150, 1e300])
def test_tiny_and_huge_matrices(backend, scale):
    W = np.asarray([[1.0, 2.0], [3.0, 4.0]])
    rho = spectral_radius(backend.array(scale * W))
    assert_close(backend, rho, scale * eigen_radius(W), "float64", rtol=1e-12)


def test_entries_whose_product_matters_may_differ_by_any_factor(backend):
    W = backend.array([[0, 1e100, 0], [0, 0, 1e-150], [1e50, 0, 0]])  # λ³ = 1
    assert_close(backend, spectral_radius(W), 1.0, "float64")


def test_float32_is_worked_out_in_float64(backend):
    """In float32 the squares of 1e30 are infinite and those of 1e-30 are 0."""
    for scale in (1e-30, 1e30):
        W = np.asarray([[0.0, -3.0], [2.0, 0.5]]) * scale
        rho = spectral_radius(backend.array(W, "float32"))
        assert_close(backend, rho, eigen_radius(W), "float32")


def test_a_large_matrix(backend):
    W = np.random.default_rng(0).normal(size=(100, 100)) / 10
    assert_close(backend, spectral_radius(backend.array(W)), eigen_radius(W), "float64")


@some
@given(n=size, radius=st.floats(0.01, 10), seed=seeds)
@example(n=1, radius=1.0, seed=0)
def test_a_rescaled_matrix_has_the_wanted_radius(backend, dtype, n, radius, seed):
    values = np.random.default_rng(seed).normal(size=(n, n)).astype("float32")
    values = values.astype("float64")
    W = backend.array(values, dtype)
    with backend.unchanged(W):
        rescaled = rescale_spectral_radius(W, radius)
    rtol = {"float64": 1e-9, "float32": 1e-5}[dtype]
    np.testing.assert_allclose(eigen_radius(backend.to_numpy(rescaled)), radius, rtol=rtol)
    direction = values * radius / eigen_radius(values)
    np.testing.assert_allclose(backend.to_numpy(rescaled), direction, rtol=1e-5)
    assert rescaled.dtype == W.dtype and isinstance(rescaled, backend.kind)


def test_rescaling_by_hand(backend, dtype):
    # λ of [[2, 1], [1, 2]] are 3 and 1; a radius of 0.9 is the factor 0.3.
    W = backend.array([[2, 1], [1, 2]], dtype)
    backend.assert_same(rescale_spectral_radius(W, 0.9), [[0.6, 0.3], [0.3, 0.6]], dtype)
    backend.assert_same(rescale_spectral_radius(W, np.float64(3)), [[2, 1], [1, 2]], dtype)
    backend.assert_same(rescale_spectral_radius(W, 0), [[0, 0], [0, 0]], dtype)


def test_powers_shrink_below_radius_1_and_grow_above(backend):
    W = backend.array(np.random.default_rng(1).normal(size=(6, 6)))
    for radius, ends in ((0.9, lambda size: size < 1e-3), (1.1, lambda size: size > 1e3)):
        power = np.linalg.matrix_power(backend.to_numpy(rescale_spectral_radius(W, radius)), 120)
        assert ends(np.linalg.norm(power, 2))


@some
@given(n=size, k=size, seed=seeds)
@example(n=1, k=1, seed=0)
def test_largest_singular_value_is_that_of_numpy(backend, dtype, n, k, seed):
    values = np.random.default_rng(seed).normal(size=(n, k)).astype("float32").astype("float64")
    W = backend.array(values, dtype)
    with backend.unchanged(W):
        sigma = largest_singular_value(W)
    backend.assert_same(sigma, np.linalg.svd(values, compute_uv=False).max(), dtype)


def test_largest_singular_value_by_hand(backend, dtype):
    # (W)ᵀ W = [[9, 0], [0, 16]]: the lengths of the columns, 3 and 4.
    W = backend.array([[0, 4], [3, 0]], dtype)
    backend.assert_same(largest_singular_value(W), 4.0, dtype)
    backend.assert_same(spectral_radius(W), 12**0.5, dtype)  # λ² = 12
    backend.assert_same(largest_singular_value(backend.array([[3], [-4]], dtype)), 5.0, dtype)


@some
@given(n=size, seed=seeds)
@example(n=1, seed=0)
def test_the_radius_is_at_most_the_largest_singular_value(backend, n, seed):
    """And σ_max^k bounds the k-th power, which is what guarantees that it vanishes."""
    random = np.random.default_rng(seed)
    values = np.triu(random.normal(size=(n, n))) * random.exponential(size=(n, 1))
    W = backend.array(values)
    sigma = float(largest_singular_value(W))
    assert float(spectral_radius(W)) <= sigma * (1 + 1e-12)
    for k in (2, 5, 10):
        power = np.linalg.norm(np.linalg.matrix_power(values, k), 2)
        assert power <= sigma**k * (1 + 1e-9)


def test_a_radius_below_1_does_not_keep_the_first_powers_small(backend):
    W = backend.array([[0.5, 3.0], [0.0, 0.5]])
    assert float(spectral_radius(W)) < 1 < float(largest_singular_value(W))
    assert np.linalg.norm(np.linalg.matrix_power(backend.to_numpy(W), 30), 2) < 1e-6


@pytest.mark.parametrize(
    "function", [spectral_radius, lambda W: rescale_spectral_radius(W, 1), largest_singular_value]
)
def test_wrong_matrices_are_named(backend, function):
    with pytest.raises(TypeError, match="^W must be an array, but it is of type list"):
        function([[1.0]])
    for kind in ("int64", "bool", "complex128"):
        with pytest.raises(TypeError, match=f"^W must hold real floating-point.*{kind}"):
            function(backend.array([[1]], kind))
    for shape in ((3,), (2, 2, 2), ()):
        with pytest.raises(ValueError, match=r"^W must have shape \(n, .\), but its shape is"):
            function(backend.array(np.ones(shape)))
    with pytest.raises(ValueError, match="^W must have n of at least 1, but its shape is"):
        function(backend.array(np.ones((0, 0))))
    for wrong in (np.nan, np.inf):
        with pytest.raises(ValueError, match="^W must hold finite numbers, but it holds NaN or"):
            function(backend.array([[1.0, wrong], [0.0, 1.0]]))


@pytest.mark.parametrize("function", [spectral_radius, lambda W: rescale_spectral_radius(W, 1)])
def test_the_matrix_must_be_square(backend, function):
    with pytest.raises(ValueError, match=r"^W must have shape \(n, n\).*its shape is \(2, 3\)"):
        function(backend.array(np.ones((2, 3))))


@pytest.mark.parametrize(
    ("radius", "error", "words"),
    [
        (-0.1, ValueError, "^radius must be a finite number of at least 0, but it is -0.1"),
        (np.nan, ValueError, "^radius must be a finite number of at least 0, but it is nan"),
        ("1", TypeError, "^radius must be a number, but it is of type str"),
    ],
)
def test_wrong_radii_are_named(backend, radius, error, words):
    with pytest.raises(error, match=words):
        rescale_spectral_radius(backend.array([[1.0]]), radius)


def test_no_multiple_of_a_nilpotent_matrix_has_another_radius(backend):
    with pytest.raises(ValueError, match="^W must have a spectral radius above 0, but it is 0"):
        rescale_spectral_radius(backend.array([[0.0, 1.0], [0.0, 0.0]]), 1)
