"""The masked loss of yes/no labels by hand, against torch and by finite differences."""

import warnings

import numpy as np
import pytest
import torch
from hypothesis import example, given, settings
from hypothesis import strategies as st

from rnn_ref import (
    numerical_gradient,
    sequence_binary_cross_entropy,
    sigmoid_cross_entropy_backward,
)

size = st.integers(1, 5)
both = pytest.mark.parametrize(
    "function", [sequence_binary_cross_entropy, sigmoid_cross_entropy_backward]
)


@settings(max_examples=10, deadline=None)
@given(n_y=size, m=size, T=size, seed=st.integers(0, 2**32 - 1))
@example(n_y=1, m=1, T=1, seed=0)
@example(n_y=3, m=4, T=2, seed=1)
def test_loss_and_gradient_are_those_of_torch(backend, dtype, draw, n_y, m, T, seed):
    drawn = draw(seed, n_y=n_y, m=m, T=T)
    labels = drawn.random.integers(2, size=(n_y, m, T))
    lengths = drawn.random.integers(T + 1, size=(m, 1))  # some sequences have no real step
    lengths[drawn.random.integers(m)] = T
    mask = np.arange(T) < lengths
    logits = torch.tensor(drawn.logits, requires_grad=True)
    real = torch.tensor(mask).expand(n_y, m, T)
    summed = torch.nn.functional.binary_cross_entropy_with_logits(
        logits[real], torch.tensor(labels).double()[real], reduction="sum"
    )
    expected = summed / int(mask.sum())
    expected.backward()
    probabilities = torch.sigmoid(logits.detach()).numpy()

    for y_padding, padding in ((0, 0.0), (1, 0.0), (0, np.nan), (7, np.inf)):
        y = backend.array(np.where(mask, labels, y_padding), dtype)
        y_pred = backend.array(np.where(mask, probabilities, padding), dtype)
        for kind in ("bool", "int64", "float32"):
            mask_array = backend.array(mask, kind)
            with backend.unchanged(y_pred, y, mask_array), warnings.catch_warnings():
                warnings.simplefilter("error")
                loss = sequence_binary_cross_entropy(y_pred, y, mask_array)
                dz = sigmoid_cross_entropy_backward(y_pred, y, mask_array)
            backend.assert_same(loss, expected.detach().numpy(), dtype)
            backend.assert_same(dz, logits.grad.numpy(), dtype)
            assert np.all(backend.to_numpy(dz)[:, ~mask] == 0)


def test_gradient_by_finite_differences(draw):
    drawn = draw(5, n_y=3, m=4, T=2)
    y = drawn.random.integers(2, size=(3, 4, 2)).astype("float64")
    mask = np.asarray([[1, 1], [1, 0], [0, 0], [1, 1]])

    def predict(z):
        return 1 / (1 + np.exp(-z))

    dz = sigmoid_cross_entropy_backward(predict(drawn.logits), y, mask)
    numerical = numerical_gradient(
        lambda p: sequence_binary_cross_entropy(predict(p["z"]), y, mask), {"z": drawn.logits}
    )
    np.testing.assert_allclose(dz, numerical["dz"], rtol=0, atol=1e-9)


@pytest.fixture
def batch(backend, dtype):
    """Two labels, two examples of lengths 2 and 1; p(right answer) is 1/2, 1/4, 1/8 and 1."""
    y_pred = backend.array([[[0.5, 0.75], [0.125, 0.0]], [[0.5, 1.0], [0.875, 0.0]]], dtype)
    y = backend.array([[[1, 0], [1, 1]], [[0, 1], [0, 0]]], dtype)
    return y_pred, y, backend.array([[1, 1], [1, 0]], dtype)


def test_by_hand(backend, dtype, batch):
    # log 2 + log 2, log 4 + log 1, log 8 + log 8 are 10 log 2 in all, over three real steps:
    # 10 · 0.693147180560 / 3. The two labels do not divide it.
    backend.assert_same(sequence_binary_cross_entropy(*batch), 2.310490601866, dtype)


def test_gradient_by_hand(backend, dtype, batch):
    # (0.5 − 1) / 3, (0.75 − 0) / 3, (0.125 − 1) / 3; (0.5 − 0) / 3, (1 − 1) / 3, (0.875 − 0) / 3
    expected = [[[-1 / 6, 1 / 4], [-7 / 24, 0]], [[1 / 6, 0], [7 / 24, 0]]]
    backend.assert_same(sigmoid_cross_entropy_backward(*batch), expected, dtype)


@pytest.mark.parametrize("answer", [0, 1])
def test_a_right_answer_with_no_probability_is_infinite_without_a_warning(backend, dtype, answer):
    y = backend.array([[[answer]]], dtype)
    mask = backend.array([[1]], dtype)
    with warnings.catch_warnings():
        warnings.simplefilter("error")
        wrong = sequence_binary_cross_entropy(1 - y, y, mask)
        right = sequence_binary_cross_entropy(y, y, mask)
    backend.assert_same(wrong, np.inf, dtype)
    backend.assert_same(right, 0.0, dtype)


def test_a_prediction_that_is_not_a_number_is_not_hidden(backend, dtype):
    y = backend.array([[[1]]], dtype)
    got = sequence_binary_cross_entropy(y * np.nan, y, backend.array([[1]], dtype))
    backend.assert_same(got, np.nan, dtype)


@both
@pytest.mark.parametrize(
    ("mask", "words"),
    [
        ([[0, 0], [0, 0]], r"^mask must have at least one real step.*\(2, 2\) are 0"),
        ([[1, 2], [1, 0]], "^mask must hold only 1 .* and 0"),
        (
            [[1, 1, 0], [1, 0, 0]],
            r"^mask must have shape \(m, T\) = \(2, 2\), but its shape is "
            r"\(2, 3\); m = 2 comes from y_pred, T = 2 comes from y_pred",
        ),
    ],
)
def test_wrong_masks_are_named(backend, batch, function, mask, words):
    with pytest.raises(ValueError, match=words):
        function(*batch[:2], backend.array(mask))


@both
@pytest.mark.parametrize("label", [0.5, -1, 2, np.nan])
def test_labels_must_be_0_or_1_at_real_steps(backend, dtype, batch, function, label):
    y_pred, y, mask = batch
    wrong = backend.to_numpy(y).copy()
    wrong[1, 0, 1] = label
    with pytest.raises(ValueError, match=r"^y must hold only 1 \(yes\) and 0 \(no\) at every"):
        function(y_pred, backend.array(wrong, dtype), mask)


@both
@pytest.mark.parametrize("score", [-0.1, 1.1, -np.inf])
def test_scores_are_no_probabilities(backend, dtype, batch, function, score):
    y_pred, y, mask = batch
    wrong = backend.to_numpy(y_pred).copy()
    wrong[1, 0, 1] = score
    with pytest.raises(ValueError, match="^y_pred must hold probabilities, .* apply sigmoid"):
        function(backend.array(wrong, dtype), y, mask)


@both
def test_other_shapes_dtypes_and_libraries_are_named(backend, dtype, batch, function):
    y_pred, y, mask = batch
    with pytest.raises(ValueError, match=r"^y must have shape .* = \(2, 2, 2\).* \(2, 2, 1\)"):
        function(y_pred, y[:, :, :1], mask)
    with pytest.raises(ValueError, match=r"^y_pred must have shape \(n_y, m, T\), but .*\(2, 2\)"):
        function(y_pred[0, :, :], y, mask)
    with pytest.raises(TypeError, match="^y must hold real floating-point.*int64"):
        function(y_pred, backend.array(backend.to_numpy(y), "int64"), mask)
    with pytest.raises(TypeError, match="^mask must be an array, but it is of type list"):
        function(y_pred, y, [[1, 1], [1, 0]])
    with pytest.raises(TypeError, match="^y must be an array of numpy as y_pred is"):
        function(np.ones((1, 1, 1)), torch.ones(1, 1, 1), np.ones((1, 1)))
