"""The masked loss by hand and against torch.nn.functional.cross_entropy with ignored steps."""

import warnings

import numpy as np
import pytest
import torch
from hypothesis import example, given, settings
from hypothesis import strategies as st

from rnn_ref import numerical_gradient, sequence_cross_entropy, softmax_cross_entropy_backward

size = st.integers(1, 5)
both = pytest.mark.parametrize("function", [sequence_cross_entropy, softmax_cross_entropy_backward])


@settings(max_examples=10, deadline=None)
@given(n_y=size, m=size, T=size, seed=st.integers(0, 2**32 - 1))
@example(n_y=1, m=1, T=1, seed=0)
def test_loss_is_that_of_torch_with_ignored_steps(backend, dtype, draw, n_y, m, T, seed):
    drawn = draw(seed, n_y=n_y, m=m, T=T)
    classes = drawn.random.integers(n_y, size=(m, T))
    mask = drawn.random.integers(2, size=(m, T))
    mask[drawn.random.integers(m), drawn.random.integers(T)] = 1
    targets = torch.tensor(np.where(mask, classes, -100))
    logits = torch.tensor(drawn.logits)  # (n_y, m, T)
    expected = torch.nn.functional.cross_entropy(
        logits.permute(1, 0, 2), targets, ignore_index=-100
    )
    probabilities = torch.softmax(logits, dim=0).numpy()

    y_pred = backend.array(np.where(mask, probabilities, 0), dtype)  # padded steps hold p = 0
    y = backend.array(np.eye(n_y)[classes].transpose(2, 0, 1), dtype)
    for kind in ("bool", "int64", "float32"):
        mask_array = backend.array(mask, kind)
        with backend.unchanged(y_pred, y, mask_array), warnings.catch_warnings():
            warnings.simplefilter("error")
            loss = sequence_cross_entropy(y_pred, y, mask_array)
        backend.assert_same(loss, expected.numpy(), dtype)


@settings(max_examples=10, deadline=None)
@given(n_y=size, m=size, T=size, seed=st.integers(0, 2**32 - 1))
@example(n_y=1, m=1, T=1, seed=0)
@example(n_y=3, m=4, T=2, seed=1)
def test_gradient_is_that_of_torch_with_ignored_steps(backend, dtype, draw, n_y, m, T, seed):
    drawn = draw(seed, n_y=n_y, m=m, T=T)
    classes = drawn.random.integers(n_y, size=(m, T))
    lengths = drawn.random.integers(T + 1, size=(m, 1))  # some sequences have no real step
    lengths[drawn.random.integers(m)] = T
    mask = np.arange(T) < lengths
    logits = torch.tensor(drawn.logits, requires_grad=True)
    torch.nn.functional.cross_entropy(
        logits.permute(1, 0, 2),
        torch.tensor(np.where(mask, classes, -100)),
        ignore_index=-100,
    ).backward()
    probabilities = torch.softmax(logits.detach(), dim=0).numpy()

    y = backend.array(np.eye(n_y)[classes].transpose(2, 0, 1), dtype)
    for padding in (0.0, np.nan, np.inf):
        y_pred = backend.array(np.where(mask, probabilities, padding), dtype)
        for kind in ("bool", "int64", "float32"):
            mask_array = backend.array(mask, kind)
            with backend.unchanged(y_pred, y, mask_array), warnings.catch_warnings():
                warnings.simplefilter("error")
                dz = softmax_cross_entropy_backward(y_pred, y, mask_array)
            backend.assert_same(dz, logits.grad.numpy(), dtype)
            assert np.all(backend.to_numpy(dz)[:, ~mask] == 0)


def test_gradient_by_finite_differences(draw):
    drawn = draw(5, n_y=3, m=4, T=2)
    y = np.eye(3)[drawn.random.integers(3, size=(4, 2))].transpose(2, 0, 1)
    mask = np.asarray([[1, 1], [1, 0], [0, 0], [1, 1]])

    def predict(z):
        return np.exp(z) / np.exp(z).sum(axis=0)

    dz = softmax_cross_entropy_backward(predict(drawn.logits), y, mask)
    numerical = numerical_gradient(
        lambda p: sequence_cross_entropy(predict(p["z"]), y, mask), {"z": drawn.logits}
    )
    np.testing.assert_allclose(dz, numerical["dz"], rtol=0, atol=1e-9)


@pytest.fixture
def batch(backend, dtype):
    """Two examples of lengths 2 and 1; p(right class) = 0.5, 0.25 and 0.125; p = 0 in padding."""
    y_pred = backend.array([[[0.5, 0.75], [0.125, 0.0]], [[0.5, 0.25], [0.875, 0.0]]], dtype)
    y = backend.array([[[1, 0], [1, 0]], [[0, 1], [0, 0]]], dtype)
    return y_pred, y, backend.array([[1, 1], [1, 0]], dtype)


def test_by_hand(backend, dtype, batch):
    # (log 2 + log 4 + log 8) / 3 = 6 log 2 / 3 = 2 · 0.693147180560
    backend.assert_same(sequence_cross_entropy(*batch), 1.386294361120, dtype)


def test_gradient_by_hand(backend, dtype, batch):
    # Three real steps: (0.5 − 1) / 3, (0.75 − 0) / 3 and (0.125 − 1) / 3; the padded one is 0.
    expected = [[[-1 / 6, 1 / 4], [-7 / 24, 0]], [[1 / 6, -1 / 4], [7 / 24, 0]]]
    backend.assert_same(softmax_cross_entropy_backward(*batch), expected, dtype)


def test_what_stands_in_padded_steps_does_not_matter(backend, dtype, batch):
    y_pred, y, mask = batch
    for padding in (0.0, 1.0, np.nan):
        filled = backend.to_numpy(y_pred).copy()
        filled[:, 1, 1] = padding
        loss = sequence_cross_entropy(backend.array(filled, dtype), y, mask)
        backend.assert_same(loss, 1.386294361120, dtype)


def test_a_real_step_with_no_probability_is_infinite_without_a_warning(backend, dtype):
    y_pred = backend.array([[[0.0, 0.5]], [[1.0, 0.5]]], dtype)
    y = backend.array([[[1, 1]], [[0, 0]]], dtype)
    with warnings.catch_warnings():
        warnings.simplefilter("error")
        loss = sequence_cross_entropy(y_pred, y, backend.array([[1, 1]], dtype))
    backend.assert_same(loss, np.inf, dtype)


def test_a_certain_prediction_costs_nothing(backend, dtype):
    y = backend.array([[[1, 0]], [[0, 1]]], dtype)
    loss = sequence_cross_entropy(y, y, backend.array([[True, True]]))
    backend.assert_same(loss, 0.0, dtype)


@both
@pytest.mark.parametrize(
    ("mask", "words"),
    [
        ([[0, 0], [0, 0]], r"^mask must have at least one real step.*\(2, 2\) are 0"),
        ([[1, 2], [1, 0]], "^mask must hold only 1 .* and 0"),
        ([[1, 0.5], [1, 0]], "^mask must hold only 1 .* and 0"),
        ([[1, -1], [1, 0]], "^mask must hold only 1 .* and 0"),
        (
            [[1, 1, 0], [1, 0, 0]],
            r"^mask must have shape \(m, T\) = \(2, 2\), but its shape is "
            r"\(2, 3\); m = 2 comes from y_pred, T = 2 comes from y_pred",
        ),
        ([1, 1], r"^mask must have shape \(m, T\) = \(2, 2\), but its shape is \(2,\)"),
    ],
)
def test_wrong_masks_are_named(backend, batch, function, mask, words):
    with pytest.raises(ValueError, match=words):
        function(*batch[:2], backend.array(mask))


@both
def test_a_complex_or_missing_mask_is_named(backend, batch, function):
    with pytest.raises(TypeError, match="^mask must hold real numbers or booleans.*complex128"):
        function(*batch[:2], backend.array([[1, 1], [1, 0]], "complex128"))
    with pytest.raises(TypeError, match="^mask must be an array, but it is of type list"):
        function(*batch[:2], [[1, 1], [1, 0]])


@both
@pytest.mark.parametrize("real_step", [[0, 0], [1, 1], [0.5, 0.5], [2, -1]])
def test_labels_must_be_one_hot_at_real_steps(backend, dtype, batch, function, real_step):
    y_pred, y, mask = batch
    wrong = backend.to_numpy(y).copy()
    wrong[:, 0, 1] = real_step
    with pytest.raises(ValueError, match="^y must be one-hot at every real step"):
        function(y_pred, backend.array(wrong, dtype), mask)


@both
def test_labels_of_another_shape_or_dtype_are_named(backend, dtype, batch, function):
    y_pred, y, mask = batch
    with pytest.raises(ValueError, match=r"^y must have shape .* = \(2, 2, 2\).* \(2, 2, 1\)"):
        function(y_pred, y[:, :, :1], mask)
    with pytest.raises(TypeError, match="^y must hold real floating-point.*int64"):
        function(y_pred, backend.array(backend.to_numpy(y), "int64"), mask)


@both
def test_two_libraries_are_named(function):
    ones = np.ones((1, 1, 1))
    with pytest.raises(
        TypeError, match="^y must be an array of numpy as y_pred is, but it is an array of torch"
    ):
        function(ones, torch.ones(1, 1, 1), np.ones((1, 1)))
