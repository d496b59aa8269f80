"""Batches of a text, bigrams, corpus measures, a training step, writing."""

from random import Random

import numpy as np
import pytest

import rnn_ref

rng = np.random.default_rng(4)


def parameters(n_x=4, n_a=3, n_y=4):
    shapes = {
        "Wax": (n_a, n_x),
        "Waa": (n_a, n_a),
        "Wya": (n_y, n_a),
        "ba": (n_a, 1),
        "by": (n_y, 1),
    }
    return {key: rng.normal(size=shape) for key, shape in shapes.items()}


@pytest.mark.parametrize("size", [25, 30, 36, 37])
def test_batches_put_together_are_the_text(size):
    text = np.arange(size)
    inputs, targets = rnn_ref.make_batches(text, 3, 4)
    B = (size - 1) // 12
    assert inputs.shape == targets.shape == (B, 3, 4)
    joined = np.concatenate(list(inputs), axis=1)  # (m, B T)
    assert np.array_equal(joined.ravel(), text[: 12 * B])
    assert np.array_equal(targets, inputs + 1)


def test_a_text_that_is_too_short():
    with pytest.raises(ValueError, match="more than m · T = 12"):
        rnn_ref.make_batches(np.arange(12), 3, 4)


def test_bigrams_are_counted_one_by_one():
    targets, mask = rng.integers(0, 5, size=(6, 7)), np.ones((6, 7), dtype=int)
    mask[:3, 5:] = 0
    counts = np.ones((5, 5))
    for row, real in zip(targets, mask, strict=True):
        before = 2
        for word, kept in zip(row, real, strict=True):
            counts[word, before] += kept
            before = word
    P = rnn_ref.bigram_baseline(targets, mask, 5, 2)
    assert np.allclose(P, counts / counts.sum(axis=0)) and np.allclose(P.sum(axis=0), 1)


def test_corpus_measures_agree_with_those_of_a_loss():
    log_p, lengths = -rng.uniform(1, 9, size=4), np.array([2, 3, 5, 4])
    loss = -log_p.sum() / 14
    assert rnn_ref.corpus_perplexity(log_p, lengths) == pytest.approx(rnn_ref.perplexity(loss))
    assert rnn_ref.corpus_bits(log_p, lengths) == pytest.approx(rnn_ref.bits_per_character(loss))
    with pytest.raises(ValueError, match="at least 1"):
        rnn_ref.corpus_bits(log_p, lengths * 0)
    with pytest.raises(ValueError, match="at least one text"):
        rnn_ref.novelty_rate([], ["a"])


@pytest.mark.parametrize("limit", [0.01, 1e6])
def test_a_training_step_moves_down_the_measured_slope(limit):
    p, x, a0 = parameters(), rng.normal(size=(4, 2, 5)), rng.normal(size=(3, 2))
    y = np.eye(4)[rng.integers(4, size=(2, 5))].transpose(2, 0, 1)
    mask = np.array([[1, 1, 1, 1, 1], [1, 1, 1, 0, 0]])

    def loss_of(q):
        return float(rnn_ref.sequence_cross_entropy(rnn_ref.rnn_forward(x, a0, q)[1], y, mask))

    new, loss, a_last = rnn_ref.train_step(x, y, mask, a0, p, 0.5, limit)
    slope = {key: _slope(loss_of, p, key) for key in p}
    norm = np.sqrt(sum((g**2).sum() for g in slope.values()))
    for key, g in slope.items():
        assert np.allclose(new[key], p[key] - 0.5 * g * min(1, limit / norm), atol=1e-7)
    assert loss == pytest.approx(loss_of(p))
    assert np.allclose(a_last, rnn_ref.rnn_forward(x, a0, p)[0][:, :, -1])


def _slope(loss_of, p, key, epsilon=1e-6):
    slope = np.zeros_like(p[key])
    for index in np.ndindex(slope.shape):
        step = np.zeros_like(slope)
        step[index] = epsilon
        up, down = ({**p, key: p[key] + sign * step} for sign in (1, -1))
        slope[index] = (loss_of(up) - loss_of(down)) / (2 * epsilon)
    return slope


def test_writing_equals_sampling_with_the_cell():
    p = parameters()

    def step(xt, a_prev):
        a_next, yt_pred, _ = rnn_ref.rnn_cell_forward(xt, a_prev, p)
        return yt_pred, a_next

    for seed in range(30):
        mine = rnn_ref.sample_rnn(p, 1, 6, Random(seed))
        general = rnn_ref.sample(step, np.zeros((3, 1)), Random(seed), n=4, eos=1, max_length=6)
        assert mine == general and 1 not in mine[:-1] and len(mine) <= 6


def test_rejecting_draws_known_words_one_after_the_other():
    p = np.array([0.35, 0.2, 0.1, 0.05, 0.3])
    drawn, rng = rnn_ref.reject_unknown(p, 4, 100, Random(1)), Random(1)
    assert drawn == [rnn_ref.draw_known(p, 4, rng) for _ in range(100)]
    assert set(drawn) == {0, 1, 2, 3} and rnn_ref.reject_unknown(p, 4, 0, rng) == []
    with pytest.raises(ValueError, match="at least"):
        rnn_ref.reject_unknown(np.array([0.0, 1.0]), 1, 1, Random(0))
