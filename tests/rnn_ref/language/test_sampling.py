"""Sampling by hand with chosen numbers u, its ends, its law, and what it refuses."""

import random
import warnings

import numpy as np
import pytest
import torch
from hypothesis import example, given, settings
from hypothesis import strategies as st

from rnn_ref import apply_temperature, draw, rnn_cell_forward, sample, top_k, without_unknown
from tests.rnn_ref.chosen_numbers import Chosen


@pytest.fixture
def memoryless(backend, dtype):
    """memoryless(p) → a step that always says p and notes what it was fed, and a state."""

    def make(p):
        fed = []

        def step(xt, state):
            fed.append(backend.to_numpy(xt).tolist())
            assert xt.dtype == getattr(backend.xp, dtype) and isinstance(xt, backend.kind)
            return backend.array([[value] for value in p], dtype), state + 1

        return step, backend.array([[0.0]], dtype), fed

    return make


def test_by_hand(backend, memoryless):
    step, state, fed = memoryless([0.25, 0.5, 0.25])
    with backend.unchanged(state):
        indices = sample(step, state, Chosen(0.3, 0.9, 0.1, 0.5), n=3, eos=0, max_length=9)
    assert indices == [1, 2, 0] and {type(index) for index in indices} == {int}
    assert fed == [[[0], [0], [0]], [[0], [1], [0]], [[0], [0], [1]]]


def test_the_end_and_the_maximum(memoryless):
    step, state, fed = memoryless([0.5, 0.5])
    for numbers, eos, most, expected in (
        ([0.1], 0, 5, [0]),  # <EOS> at once: it stands in the list
        ([0.9, 0.9, 0.1], 0, 5, [1, 1, 0]),
        ([0.9, 0.9, 0.1], 0, 2, [1, 1]),  # the maximum comes first
        ([0.9, 0.1], 0, 2, [1, 0]),  # both at once
        ([0.1, 0.9], 1, 5, [0, 1]),
        ([0.9], 0, 1, [1]),
    ):
        rng = Chosen(*numbers)
        assert sample(step, state, rng, n=2, eos=eos, max_length=most) == expected
        assert len(rng.numbers) == len(numbers) - len(expected)


def test_the_state_may_hold_several_arrays(backend):
    def step(xt, state):
        counter, other = state["layer"]
        p = [[0.0], [1.0]] if float(counter[0, 0]) < 2 else [[1.0], [0.0]]
        return backend.array(p), {"layer": (counter + 1, other)}

    state = {"layer": (backend.array([[0.0]]), [backend.array([[5.0]])])}
    assert sample(step, state, random.Random(0), n=2, eos=0, max_length=9) == [1, 1, 0]


@settings(max_examples=10, deadline=None)
@given(
    n=st.integers(2, 5),
    n_a=st.integers(1, 4),
    seed=st.integers(0, 2**32 - 1),
    most=st.integers(1, 6),
)
@example(n=2, n_a=1, seed=0, most=1)
def test_a_network_is_sampled_step_by_step(backend, draw_network, n, n_a, seed, most):
    parameters, a0 = draw_network(seed, n, n_a)
    weights, state = backend.arrays(parameters, "float64"), backend.array(a0)
    with backend.unchanged(weights, state):
        got = sample(
            lambda xt, a: rnn_cell_forward(xt, a, weights)[1::-1],
            state,
            random.Random(seed),
            n=n,
            eos=0,
            max_length=most,
            temperature=0.8,
            k=n - 1,
            unknown=1,
        )
    rng, xt, a, expected = random.Random(seed), np.zeros((n, 1)), a0, []
    while len(expected) < most and 0 not in expected:
        a, y_pred, cache = rnn_cell_forward(xt, a, parameters)
        p = top_k(without_unknown(apply_temperature(np.log(y_pred), 0.8), 1), n - 1)
        expected.append(draw(p[:, 0], rng))
        xt = np.eye(n)[:, expected[-1]][:, None]
    assert got == expected
    assert 1 not in got and 1 <= len(got) <= most and 0 not in got[:-1]


@pytest.fixture(scope="session")
def draw_network(draw):
    def draw_network(seed, n, n_a):
        drawn = draw(seed, n_x=n, n_a=n_a, n_y=n, m=1)
        return drawn.parameters, drawn.a0

    return draw_network


def test_the_weights_of_a_network_in_training_give_no_warning(draw_network):
    parameters, a0 = draw_network(0, 4, 3)
    weights = {name: torch.tensor(value, requires_grad=True) for name, value in parameters.items()}
    with warnings.catch_warnings():
        warnings.simplefilter("error")
        indices = sample(
            lambda xt, a: rnn_cell_forward(xt, a, weights)[1::-1],
            torch.tensor(a0),
            random.Random(0),
            n=4,
            eos=0,
            max_length=9,
            k=2,
            unknown=1,
        )
    assert set(indices) <= {0, 2, 3}


def test_the_unknown_word_never_appears(memoryless):
    step, state, fed = memoryless([0.05, 0.9, 0.05])
    indices = sample(step, state, random.Random(0), n=3, eos=0, max_length=50, unknown=1)
    assert 1 not in indices
    assert 1 in sample(step, state, random.Random(0), n=3, eos=0, max_length=50)


def test_a_small_temperature_and_one_word_take_the_largest(memoryless):
    step, state, fed = memoryless([0.2, 0.45, 0.35])
    for changes in ({"temperature": 1e-3}, {"k": 1}):
        indices = sample(step, state, random.Random(0), n=3, eos=0, max_length=20, **changes)
        assert indices == [1] * 20
    indices = sample(step, state, random.Random(0), n=3, eos=0, max_length=20, k=1, unknown=1)
    assert indices == [2] * 20  # the unknown one is left out before the k largest are kept


def test_one_and_all_words_change_nothing(memoryless):
    step, state, fed = memoryless([0.25, 0.5, 0.25])
    for seed in range(10):
        plain = sample(step, state, random.Random(seed), n=3, eos=0, max_length=20)
        same = sample(
            step, state, random.Random(seed), n=3, eos=0, max_length=20, temperature=1, k=3
        )
        assert plain == same


def test_a_probability_of_zero_is_never_drawn(memoryless):
    step, state, fed = memoryless([0.0, 1.0, 0.0])
    for temperature in (0.1, 1.0, 50.0):
        assert sample(
            step,
            state,
            Chosen(0.0, 0.5, 1 - 2**-53),
            n=3,
            eos=0,
            max_length=3,
            temperature=temperature,
        ) == [1, 1, 1]


def test_the_law_of_whole_sentences():
    """A chain of two words: P([1, 0]) = 0.6 · 0.3 and so on; 5 sentences, chi-square."""
    chain = {None: [0.4, 0.6], 1: [0.3, 0.7]}

    def step(xt, state):
        last = 1 if xt[1, 0] else None
        return np.asarray(chain[last])[:, None], state

    rng = np.random.default_rng(0)
    runs = [sample(step, np.zeros((1, 1)), rng, n=2, eos=0, max_length=3) for i in range(3000)]
    law = {(0,): 0.4, (1, 0): 0.18, (1, 1, 0): 0.126, (1, 1, 1): 0.294}
    counts = {run: runs.count(list(run)) for run in law}
    assert sum(counts.values()) == 3000
    statistic = sum((counts[run] - 3000 * p) ** 2 / (3000 * p) for run, p in law.items())
    assert statistic < 16.266  # three degrees of freedom, passed in one of 1000 runs


@pytest.fixture
def call(memoryless):
    def call(**changes):
        step, state, fed = memoryless([0.25, 0.5, 0.25])
        good = {
            "step": step,
            "state": state,
            "rng": random.Random(0),
            "n": 3,
            "eos": 0,
            "max_length": 2,
        }
        return sample(**good | changes)

    return call


@pytest.mark.parametrize(
    ("changes", "error", "words"),
    [
        ({"n": 0}, ValueError, "^n must be at least 1, but it is 0"),
        ({"n": 3.0}, TypeError, "^n must be an integer, but it is of type float"),
        ({"n": 4}, ValueError, r"^yt_pred must have shape \(n, 1\) = \(4, 1\), but .* \(3, 1\)"),
        ({"eos": 3}, ValueError, "^eos must be at most n − 1 = 2, but it is 3"),
        ({"eos": -1}, ValueError, "^eos must be at least 0, but it is -1"),
        ({"max_length": 0}, ValueError, "^max_length must be at least 1, but it is 0"),
        ({"temperature": 0}, ValueError, "^temperature must be a finite number above 0"),
        ({"temperature": "hot"}, TypeError, "^temperature must be a number, but .* type str"),
        ({"k": 0}, ValueError, "^k must be at least 1, but it is 0"),
        ({"k": 4}, ValueError, "^k must be at most n = 3, but it is 4"),
        ({"unknown": 3}, ValueError, "^unknown must be at most n − 1 = 2, but it is 3"),
        ({"unknown": 0}, ValueError, "^unknown must be another index than eos, but both are 0"),
        ({"rng": 7}, TypeError, r"^rng must have random\(\), as .*, but it is of type int"),
        ({"step": 7}, TypeError, "^step must be a function, but it is of type int"),
        ({"state": None}, TypeError, "^state must be an array or a tuple.* of type NoneType"),
        ({"state": ()}, TypeError, "^state must be an array or a tuple.* of type tuple"),
        ({"state": [0.0]}, TypeError, "^state must be an array or a tuple.* of type float"),
    ],
)
def test_wrong_arguments_are_named(call, changes, error, words):
    assert call() == [2, 2]
    with pytest.raises(error, match=words):
        call(**changes)


def test_a_state_of_integers_is_named(backend, call):
    with pytest.raises(TypeError, match="^state must hold real floating-point .*int64"):
        call(state=backend.array([[0]], "int64"))


def test_wrong_steps_are_named(backend, dtype, call):
    p = backend.array([[0.25], [0.5], [0.25]], dtype)
    with pytest.raises(
        TypeError,
        match=r"^step must return the pair \(yt_pred, state\), but it "
        r"returned 3 things",
    ):
        call(step=lambda xt, state: (state, p, None))
    with pytest.raises(TypeError, match="^step must return the pair .*, but it returned NoneType"):
        call(step=lambda xt, state: None)
    with pytest.raises(TypeError, match="^yt_pred must be an array, but it is of type list"):
        call(step=lambda xt, state: ([[0.5], [0.5]], state))
    with pytest.raises(ValueError, match=r"^yt_pred must have shape .* = \(3, 1\), .* \(3,\)"):
        call(step=lambda xt, state: (p[:, 0], state))
    with pytest.raises(ValueError, match="^yt_pred must sum to 1 along its first axis"):
        call(step=lambda xt, state: (p + 1, state))
    other = {"float32": "float64", "float64": "float32"}[dtype]
    with pytest.raises(TypeError, match="^yt_pred must have dtype .* as xt has"):
        call(step=lambda xt, state: (backend.array([[0.25], [0.5], [0.25]], other), state))
