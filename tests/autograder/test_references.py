"""A reference in a room and rnn_ref's function of its name give the same numbers."""

import inspect
from collections.abc import Mapping, Sequence

import numpy as np
import pytest
from array_api_compat import is_array_api_obj

import rnn_ref
from autograder.exercises import all_exercises

# Chapters 7 and 8 write for the RNN alone what rnn_ref does with any cell, under the same names.
CLEAR = {
    exercise.name: exercise
    for exercise in all_exercises().values()
    if exercise.chapter < "07"
    and not exercise.reference.__module__.startswith("rnn_ref")
    and hasattr(rnn_ref, exercise.reference.__name__)
}


def assert_same(one, other, place):
    """Equal to rounding. The caches of a step hold the weights that the step needs, or more."""
    if is_array_api_obj(one):
        np.testing.assert_allclose(one, other, rtol=1e-9, atol=1e-12, err_msg=place)
    elif isinstance(one, Mapping):
        keys = set(one) & set(other) if "cache" in place else set(one)
        assert keys <= set(other) and keys, place
        for key in keys:
            assert_same(one[key], other[key], f"{place}[{key}]")
    elif isinstance(one, Sequence):
        assert len(one) == len(other), place
        for number, (a, b) in enumerate(zip(one, other, strict=True)):
            kind = " cache" if isinstance(a, Sequence) else ""
            assert_same(a, b, f"{place}[{number}]{kind}")
    else:
        assert one == other, place


@pytest.mark.parametrize("seed", range(3))
@pytest.mark.parametrize("name", CLEAR)
def test_it_is_the_function_of_rnn_ref(name, seed):
    exercise = CLEAR[name]
    clear, short = exercise.reference, getattr(rnn_ref, exercise.reference.__name__)
    assert short is not clear
    assert list(inspect.signature(short).parameters) == list(inspect.signature(clear).parameters)
    for case, drawn in exercise.draws.items():
        one, other = (
            function(**drawn(np.random.default_rng([seed, 7])).values)
            for function in (clear, short)
        )
        assert_same(one, other, f"{name}, {case}")


def test_the_long_ways_of_the_chapters_are_among_them():
    assert {"rnn_forward", "rnn_backward", "train_step", "gru_forward", "lstm_backward"} <= set(
        CLEAR
    )
