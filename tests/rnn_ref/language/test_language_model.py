"""The language model's loss by hand, against the one-hot loss, and its gradient against torch."""

import warnings

import numpy as np
import pytest
import torch
from hypothesis import example, given, settings
from hypothesis import strategies as st

from rnn_ref import (
    inputs_from_targets,
    language_model_loss,
    language_model_loss_backward,
    sentence_log_probability,
    sequence_cross_entropy,
)

size = st.integers(1, 5)
FUNCTIONS = [sentence_log_probability, language_model_loss, language_model_loss_backward]


def drawn_batch(draw, seed, n_y, m, T):
    """Scores, probabilities (0 in padding), targets (−100 in padding, as in torch), mask."""
    drawn = draw(seed, n_y=n_y, m=m, T=T)
    mask = drawn.random.integers(2, size=(m, T))
    mask[drawn.random.integers(m), drawn.random.integers(T)] = 1
    targets = np.where(mask, drawn.random.integers(n_y, size=(m, T)), -100)
    e = np.exp(drawn.logits)
    return drawn.logits, np.where(mask, e / e.sum(axis=0), 0), targets, mask


@settings(max_examples=10, deadline=None)
@given(n_y=size, m=size, T=size, seed=st.integers(0, 2**32 - 1))
@example(n_y=1, m=1, T=1, seed=0)
def test_values_are_those_of_torch(backend, dtype, draw, n_y, m, T, seed):
    logits, probabilities, targets, mask = drawn_batch(draw, seed, n_y, m, T)
    z = torch.tensor(logits, requires_grad=True)
    nats = torch.nn.functional.cross_entropy(
        z.permute(1, 0, 2), torch.tensor(targets), ignore_index=-100, reduction="none"
    )  # (m, T)
    loss = nats.sum() / int(mask.sum())
    loss.backward()
    y = np.eye(n_y)[np.where(mask, targets, 0)].transpose(2, 0, 1)

    y_pred = backend.array(probabilities, dtype)
    target_array = backend.array(targets, "int64")
    for kind in ("bool", "int64", "float32"):
        mask_array = backend.array(mask, kind)
        batch = (y_pred, target_array, mask_array)
        with backend.unchanged(*batch), warnings.catch_warnings():
            warnings.simplefilter("error")
            got = language_model_loss(*batch)
            log_p = sentence_log_probability(*batch)
            dz = language_model_loss_backward(*batch)
        backend.assert_same(got, loss.detach().numpy(), dtype)
        backend.assert_same(log_p, -nats.sum(dim=1).detach().numpy(), dtype)
        backend.assert_same(dz, z.grad.numpy(), dtype)
        other = sequence_cross_entropy(y_pred, backend.array(y, dtype), mask_array)
        assert float(got) == float(other)


@pytest.mark.parametrize("seed", range(3))
def test_gradient_is_that_of_autograd_to_nine_digits(draw, seed):
    logits, probabilities, targets, mask = drawn_batch(draw, seed, 6, 5, 7)
    z = torch.tensor(logits, requires_grad=True)
    log_y = torch.log_softmax(z, dim=0)
    right = torch.gather(log_y, 0, torch.tensor(np.where(mask, targets, 0))[None])[0]
    (-(right * torch.tensor(mask)).sum() / int(mask.sum())).backward()
    dz = language_model_loss_backward(probabilities, targets, mask)
    expected = z.grad.numpy()
    assert np.linalg.norm(dz - expected) / np.linalg.norm(expected) < 1e-9


def test_gradient_is_that_of_finite_differences(draw):
    logits, probabilities, targets, mask = drawn_batch(draw, 0, 3, 2, 4)

    def loss(z):
        e = np.exp(z)
        return float(language_model_loss(e / e.sum(axis=0), targets, mask))

    numeric = np.zeros_like(logits)
    for place in np.ndindex(logits.shape):
        step = np.zeros_like(logits)
        step[place] = 1e-5
        numeric[place] = (loss(logits + step) - loss(logits - step)) / 2e-5
    dz = language_model_loss_backward(probabilities, targets, mask)
    np.testing.assert_allclose(dz, numeric, rtol=1e-7, atol=1e-9)


@pytest.fixture
def batch(backend, dtype):
    """Two sentences of lengths 2 and 1; ŷ of the right words is 0.5, 0.25 and 0.125."""
    y_pred = backend.array([[[0.5, 0.75], [0.125, 0.0]], [[0.5, 0.25], [0.875, 0.0]]], dtype)
    return y_pred, backend.array([[0, 1], [0, 0]], "int64"), backend.array([[1, 1], [1, 0]], dtype)


def test_by_hand(backend, dtype, batch):
    # log 2 = 0.693147180560: the sentences have −(log 2 + log 4) and −log 8, together 6 log 2
    backend.assert_same(sentence_log_probability(*batch), [-2.079441541680] * 2, dtype)
    backend.assert_same(language_model_loss(*batch), 1.386294361120, dtype)
    # ŷ minus one-hot: (−0.5, 0.5), (0.75, −0.75), (−0.875, 0.875); three real steps
    expected = [[[-0.5 / 3, 0.25], [-0.875 / 3, 0]], [[0.5 / 3, -0.25], [0.875 / 3, 0]]]
    backend.assert_same(language_model_loss_backward(*batch), expected, dtype)


def test_what_stands_in_padded_steps_does_not_matter(backend, dtype, batch):
    y_pred, targets, mask = batch
    expected = [backend.to_numpy(function(*batch)) for function in FUNCTIONS]
    for padding, word in ((0.0, 1), (1.0, -100), (np.nan, 99)):
        filled, words = backend.to_numpy(y_pred).copy(), backend.to_numpy(targets).copy()
        filled[:, 1, 1], words[1, 1] = padding, word
        others = backend.array(filled, dtype), backend.array(words), mask
        for function, values in zip(FUNCTIONS, expected, strict=True):
            backend.assert_same(function(*others), values, dtype)


def test_a_word_with_no_probability_and_a_sentence_without_steps(backend, dtype):
    y_pred = backend.array([[[0.0], [0.5]], [[1.0], [0.5]]], dtype)
    targets = backend.array([[0], [0]], "int64")
    with warnings.catch_warnings():
        warnings.simplefilter("error")
        mask = backend.array([[1], [0]], dtype)
        log_p = sentence_log_probability(y_pred, targets, mask)
        backend.assert_same(log_p, [-np.inf, 0], dtype)
        backend.assert_same(language_model_loss(y_pred, targets, mask), np.inf, dtype)
    empty = sentence_log_probability(y_pred, targets, backend.array([[0], [0]], dtype))
    backend.assert_same(empty, [0, 0], dtype)


def test_long_sentences_do_not_underflow(backend, dtype):
    y_pred = backend.array(np.full((2, 1, 5000), 0.5), dtype)
    targets, mask = backend.array(np.zeros((1, 5000), int)), backend.array(np.ones((1, 5000)))
    log_p = sentence_log_probability(y_pred, targets, mask)
    backend.assert_same(log_p, [-3465.735902799727], dtype)  # 5000 log 2


def test_inputs_by_hand(backend, dtype):
    targets = backend.array([[2, 1, 0], [1, 1, 2]], "int64")
    with backend.unchanged(targets):
        x = inputs_from_targets(targets, 3, getattr(backend.xp, dtype))
    expected = [[[0, 0, 0], [0, 0, 0]], [[0, 0, 1], [0, 1, 1]], [[0, 1, 0], [0, 0, 0]]]
    backend.assert_same(x, expected, dtype)


@settings(max_examples=10, deadline=None)
@given(n=size, m=size, T=size, seed=st.integers(0, 2**32 - 1))
@example(n=1, m=1, T=1, seed=0)
def test_inputs_are_the_targets_one_step_later(backend, n, m, T, seed):
    targets = np.random.default_rng(seed).integers(n, size=(m, T))
    x = inputs_from_targets(backend.array(targets), n)
    expected = np.zeros((n, m, T))
    for i, t in np.ndindex(m, T - 1):
        expected[targets[i, t], i, t + 1] = 1
    backend.assert_same(x, expected, "float64")


@pytest.mark.parametrize("function", FUNCTIONS)
@pytest.mark.parametrize(
    ("name", "values", "error", "words"),
    [
        ("targets", [[0, 2], [0, 0]], ValueError, "must be from 0 to n − 1 = 1, but .* them is 2"),
        ("targets", [[0, -1], [0, 0]], ValueError, "must be from 0 to n − 1 = 1, but .* is -1"),
        ("targets", [0, 1], ValueError, r"must have shape \(m, T\) = \(2, 2\), .* is \(2,\)"),
        ("targets", [[0.0, 1.0], [0.0, 0.0]], TypeError, "must hold integers, .*float64"),
        ("mask", [[1, 2], [1, 0]], ValueError, "must hold only 1 .* and 0"),
        ("mask", [[1, 1, 0], [1, 0, 0]], ValueError, r"must have shape \(m, T\) = \(2, 2\)"),
        ("mask", [[1j, 1], [1, 0]], TypeError, "must hold real numbers or booleans"),
        ("y_pred", [[[1, 1], [1, 1]]], TypeError, "must hold real floating-point .*int64"),
        ("y_pred", [[0.5, 0.5]], ValueError, r"must have shape \(n_y, m, T\), but .* is \(1, 2\)"),
    ],
)
def test_wrong_arguments_are_named(backend, batch, function, name, values, error, words):
    good = dict(zip(("y_pred", "targets", "mask"), batch, strict=True))
    with pytest.raises(error, match=f"^{name} {words}"):
        function(**good | {name: backend.array(values)})


@pytest.mark.parametrize("function", FUNCTIONS)
def test_lists_and_two_libraries_are_named(batch, function):
    for name, place in (("y_pred", 0), ("targets", 1), ("mask", 2)):
        wrong = list(batch)
        wrong[place] = [[1, 0], [1, 0]]
        with pytest.raises(TypeError, match=f"^{name} must be an array, but .* type list"):
            function(*wrong)
    with pytest.raises(TypeError, match="^targets must be an array of numpy as y_pred is, but"):
        function(np.ones((1, 1, 1)), torch.zeros((1, 1), dtype=torch.int64), np.ones((1, 1)))


@pytest.mark.parametrize("function", FUNCTIONS[1:])
def test_a_mask_without_a_real_step_has_no_mean(backend, batch, function):
    with pytest.raises(ValueError, match=r"^mask must have at least one real step.*\(2, 2\) are 0"):
        function(*batch[:2], backend.array([[0, 0], [0, 0]]))


def test_wrong_targets_of_the_inputs_are_named(backend):
    targets = backend.array([[0, 1]], "int64")
    with pytest.raises(TypeError, match="^targets must be an array, but it is of type list"):
        inputs_from_targets([[0, 1]], 2)
    with pytest.raises(ValueError, match=r"^targets must have shape \(m, T\), but .* is \(1,\)"):
        inputs_from_targets(backend.array([0]), 2)
    with pytest.raises(TypeError, match="^targets must hold integers, .*float64"):
        inputs_from_targets(backend.array([[0.0]]), 2)
    with pytest.raises(ValueError, match="^targets must be from 0 to n − 1 = 0, but .* them is 1"):
        inputs_from_targets(targets, 1)
    with pytest.raises(ValueError, match="^n must be at least 1, but it is 0"):
        inputs_from_targets(targets, 0)
    with pytest.raises(TypeError, match="^dtype must be float32 or float64"):
        inputs_from_targets(targets, 2, backend.xp.int64)
