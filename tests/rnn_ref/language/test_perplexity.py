"""Perplexity and bits per character by hand, over drawn losses, and what they refuse."""

import math
import warnings

import numpy as np
import pytest
import torch
from hypothesis import example, given, settings
from hypothesis import strategies as st

from rnn_ref import bits_per_character, language_model_loss, perplexity

FUNCTIONS = [perplexity, bits_per_character]


def test_by_hand(backend, dtype):
    # p = 1/8 at every step: loss log 8, perplexity 8, three bits; certainty: 1 and no bit
    losses = backend.array([math.log(8), 0.0], dtype)
    with backend.unchanged(losses):
        backend.assert_same(perplexity(losses), [8, 1], dtype)
        backend.assert_same(bits_per_character(losses), [3, 0], dtype)


def test_the_loss_of_a_uniform_model_gives_the_size_of_the_vocabulary(backend, dtype):
    y_pred = backend.array(np.full((16, 2, 3), 1 / 16), dtype)
    loss = language_model_loss(
        y_pred, backend.array([[0, 5, 1], [2, 15, 3]]), backend.array([[1, 1, 1], [1, 0, 0]])
    )
    backend.assert_same(perplexity(loss), 16.0, dtype)
    backend.assert_same(bits_per_character(loss), 4.0, dtype)


@settings(max_examples=10, deadline=None)
@given(losses=st.lists(st.floats(0, 20, width=32), min_size=1, max_size=5))
@example(losses=[0.0])
def test_two_to_the_bits_is_the_perplexity(backend, dtype, losses):
    array = backend.array([losses], dtype)
    got = backend.to_numpy(perplexity(array))
    bits = backend.to_numpy(bits_per_character(array)).astype("float64")
    np.testing.assert_allclose(got, 2**bits, rtol=1e-4 if dtype == "float32" else 1e-12)
    backend.assert_same(bits_per_character(array), np.asarray([losses]) / math.log(2), dtype)


@pytest.mark.parametrize("loss", [math.log(4), np.log(4), np.asarray(math.log(4))])
def test_numbers_are_taken_too(loss):
    for got, expected in ((perplexity(loss), 4), (bits_per_character(loss), 2)):
        assert isinstance(got, np.ndarray) and got.shape == () and got.dtype == np.float64
        assert math.isclose(float(got), expected)
    assert float(perplexity(0)) == 1 and float(perplexity(math.inf)) == math.inf


@pytest.mark.parametrize("function", FUNCTIONS)
def test_a_loss_in_training_keeps_its_gradient_without_a_warning(function):
    loss = torch.tensor(math.log(2), dtype=torch.float64, requires_grad=True)
    with warnings.catch_warnings():
        warnings.simplefilter("error")
        function(loss).backward()
    expected = 2 if function is perplexity else 1 / math.log(2)  # d e^L / dL = e^L
    assert math.isclose(float(loss.grad), expected)


@pytest.mark.parametrize("function", FUNCTIONS)
def test_wrong_losses_are_named(backend, dtype, function):
    with pytest.raises(
        ValueError,
        match="^loss must be at least 0, since no probability is above 1, but one entry is -2.0",
    ):
        function(backend.array([1.0, -2.0], dtype))
    with pytest.raises(ValueError, match="^loss must be at least 0.*is -0.5"):
        function(-0.5)
    with pytest.raises(TypeError, match="^loss must hold real floating-point .*int64"):
        function(backend.array([1], "int64"))
    for wrong, kind in (([1.0], "list"), ("1", "str"), (True, "bool"), (None, "NoneType")):
        with pytest.raises(TypeError, match=f"^loss must be an array or a number.*type {kind}"):
            function(wrong)
