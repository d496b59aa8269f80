"""Clipping by hand, against torch.nn.utils, and where squares overflow."""

import warnings

import numpy as np
import pytest
import torch
from hypothesis import example, given, settings
from hypothesis import strategies as st

from rnn_ref import clip_by_global_norm, clip_by_value, global_norm

shape = st.lists(st.integers(1, 4), min_size=1, max_size=3).map(tuple)
both = pytest.mark.parametrize("function", [clip_by_value, clip_by_global_norm])
every = pytest.mark.parametrize(
    "function",
    [
        global_norm,
        lambda g: clip_by_value(g, 1),
        lambda g: clip_by_global_norm(g, 1),
    ],
    ids=["global_norm", "clip_by_value", "clip_by_global_norm"],
)


@settings(max_examples=10, deadline=None)
@given(
    shapes=st.lists(shape, min_size=1, max_size=4),
    limit=st.floats(0.01, 30),
    seed=st.integers(0, 2**32 - 1),
)
@example(shapes=[(1,)], limit=1.0, seed=0)
def test_clipping_is_that_of_torch(backend, dtype, shapes, limit, seed):
    random = np.random.default_rng(seed)
    values = {
        f"d{i}": (5 * random.normal(size=s)).astype("float32").astype("float64")
        for i, s in enumerate(shapes)
    }
    by_norm = [torch.zeros(s, dtype=torch.float64, requires_grad=True) for s in shapes]
    by_value = [torch.zeros(s, dtype=torch.float64, requires_grad=True) for s in shapes]
    for value, one, other in zip(values.values(), by_norm, by_value):
        one.grad, other.grad = torch.tensor(value), torch.tensor(value)
    # torch divides by its norm + 1e-6; the limit is raised so that the factor is the plain one.
    norm = torch.nn.utils.get_total_norm([one.grad for one in by_norm])
    torch.nn.utils.clip_grad_norm_(by_norm, limit * float(norm + 1e-6) / float(norm))
    torch.nn.utils.clip_grad_value_(by_value, limit)

    gradients = backend.arrays(values, dtype)
    with backend.unchanged(gradients), warnings.catch_warnings():
        warnings.simplefilter("error")
        size = global_norm(gradients)
        shorter = clip_by_global_norm(gradients, limit)
        cut = clip_by_value(gradients, limit)
    backend.assert_same(size, norm.numpy(), dtype)
    assert list(shorter) == list(cut) == list(values)
    for i, key in enumerate(values):
        backend.assert_same(shorter[key], by_norm[i].grad.numpy(), dtype)
        backend.assert_same(cut[key], by_value[i].grad.numpy(), dtype)


@pytest.fixture
def gradients(backend, dtype):
    """The norm of both together is √(2² + 4² + 4²) = 6; that of dW alone is √20."""
    return backend.arrays({"dW": [[2.0, -4.0]], "db": [4.0]}, dtype)


def test_by_hand(backend, dtype, gradients):
    backend.assert_same(global_norm(gradients), 6.0, dtype)
    shorter = clip_by_global_norm(gradients, 1.5)  # a quarter of each
    backend.assert_same(shorter["dW"], [[0.5, -1.0]], dtype)
    backend.assert_same(shorter["db"], [1.0], dtype)
    cut = clip_by_value(gradients, 3)
    backend.assert_same(cut["dW"], [[2.0, -3.0]], dtype)
    backend.assert_same(cut["db"], [3.0], dtype)


@pytest.mark.parametrize("limit", [6, 6.0, 1000])
def test_gradients_within_the_limit_are_equal_and_new(backend, gradients, limit):
    for clipped in (clip_by_global_norm(gradients, limit), clip_by_value(gradients, limit)):
        for key, g in gradients.items():
            assert clipped[key] is not g
            np.testing.assert_array_equal(backend.to_numpy(clipped[key]), backend.to_numpy(g))


def test_only_the_global_norm_keeps_the_direction(backend, gradients):
    def direction(arrays):
        row = np.concatenate([backend.to_numpy(g).ravel() for g in arrays.values()])
        return row / np.linalg.norm(row)

    shorter, cut = clip_by_global_norm(gradients, 3), clip_by_value(gradients, 3)
    np.testing.assert_allclose(direction(shorter), direction(gradients), rtol=1e-6)
    assert abs(direction(cut) - direction(gradients)).max() > 0.05


@pytest.mark.parametrize("size", [1e-30, 1e30])
def test_squares_beyond_float32_do_no_harm(backend, dtype, size):
    gradients = backend.arrays({"dW": [[3 * size]], "db": [0.0, -4 * size]}, dtype)
    with warnings.catch_warnings():
        warnings.simplefilter("error")
        norm = float(global_norm(gradients))
        clipped = clip_by_global_norm(gradients, size)
    assert norm == pytest.approx(5 * size, rel=1e-6)
    np.testing.assert_allclose(backend.to_numpy(clipped["dW"]), [[0.6 * size]], rtol=1e-6)
    np.testing.assert_allclose(backend.to_numpy(clipped["db"]), [0, -0.8 * size], rtol=1e-6)


def test_a_gradient_of_0_stays_0(backend, dtype):
    gradients = backend.arrays({"dW": [[0.0, 0.0]]}, dtype)
    backend.assert_same(global_norm(gradients), 0.0, dtype)
    backend.assert_same(clip_by_global_norm(gradients, 1e-3)["dW"], [[0, 0]], dtype)


@pytest.mark.parametrize("wrong", [np.nan, np.inf, -np.inf])
def test_numbers_that_are_not_finite_are_measured_but_not_clipped(backend, dtype, wrong):
    gradients = backend.arrays({"dW": [[1e30]], "db": [wrong, 1.0]}, dtype)
    with warnings.catch_warnings():
        warnings.simplefilter("error")
        backend.assert_same(global_norm(gradients), abs(wrong), dtype)
    for function in (clip_by_value, clip_by_global_norm):
        with pytest.raises(
            ValueError,
            match="^db must hold finite numbers, but it holds NaN or "
            "infinity; the gradient has exploded",
        ):
            function(gradients, 5)


def test_a_norm_beyond_the_dtype_is_named(backend):
    gradients = backend.arrays({"dW": [3e38, 3e38]}, "float32")
    with warnings.catch_warnings():
        warnings.simplefilter("ignore")  # NumPy says that the norm overflows
        with pytest.raises(ValueError, match="^the global norm of gradients must be a finite"):
            clip_by_global_norm(gradients, 5)


@both
@pytest.mark.parametrize(
    ("limit", "error", "words"),
    [
        (0, ValueError, "^limit must be a finite number above 0, but it is 0.0"),
        (-5, ValueError, "^limit must be a finite number above 0, but it is -5.0"),
        (np.nan, ValueError, "^limit must be a finite number above 0, but it is nan"),
        ("5", TypeError, "^limit must be a number, but it is of type str"),
        (None, TypeError, "^limit must be a number, but it is of type NoneType"),
    ],
)
def test_wrong_limits_are_named(gradients, function, limit, error, words):
    with pytest.raises(error, match=words):
        function(gradients, limit)


@both
def test_a_limit_of_another_dtype_leaves_the_dtype(backend, dtype, gradients, function):
    for limit in (np.float64(1), np.float32(1), backend.array(1, "float64")):
        assert function(gradients, limit)["dW"].dtype == getattr(backend.xp, dtype)


@every
def test_wrong_gradients_are_named(backend, function):
    one, half = backend.array([1.0]), backend.array([1.0], "float32")
    with pytest.raises(TypeError, match="^gradients must be a dict of arrays, .* type list"):
        function([one])
    with pytest.raises(ValueError, match="^gradients must hold at least one array"):
        function({})
    with pytest.raises(ValueError, match=r"^dW must have at least one entry, .* \(0, 3\)"):
        function({"dW": backend.array(np.ones((0, 3)))})
    with pytest.raises(TypeError, match="^db must be an array, but it is of type list"):
        function({"dW": one, "db": [1.0]})
    with pytest.raises(TypeError, match="^db must have dtype .*float64 as dW has"):
        function({"dW": one, "db": half})
    with pytest.raises(TypeError, match="^dW must hold real floating-point.*int64"):
        function({"dW": backend.array([1], "int64")})


@every
def test_two_libraries_are_named(function):
    with pytest.raises(TypeError, match="^db must be an array of numpy as dW is"):
        function({"dW": np.ones(1), "db": torch.ones(1)})
