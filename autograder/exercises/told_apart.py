"""Draw inputs on which no two answers are alike, so that each wrong one is recognised."""

from __future__ import annotations

from collections.abc import Callable, Sequence

import numpy as np

from autograder.exercises.mutation import mutated
from autograder.exercises.specification import Exercise, Inputs, SpecificationError
from rnn_course.known_uniforms import KnownUniforms

TRIES = 3000


def told_apart(rng: np.random.Generator, make: Callable, functions: Sequence[Callable]) -> Inputs:
    """Draw inputs with `make` until each of the functions gives something of its own.

    Args:
        rng: What `make` draws from.
        make: A function of `rng` that returns `Inputs`.
        functions: The right one and the wrong ones.

    Raises:
        SpecificationError: No such inputs were found in many tries.
    """
    for _ in range(TRIES):
        inputs = make(rng)
        try:
            given = [_rounded(function(*fresh(inputs))) for function in functions]
        except (RuntimeError, ValueError):  # a generator of known numbers has run out of them
            continue
        if all(given[i] != given[j] for i in range(len(given)) for j in range(i)):
            return inputs
    raise SpecificationError("no inputs were found that tell the misconceptions apart.")


def right_and_wrong(exercise: Exercise, alike: Sequence[str] = ()) -> list[Callable]:
    """The reference, and all misconceptions of an exercise but for those named in `alike`."""
    wrong = [mutated(exercise, m) for m in exercise.misconceptions if m.name not in alike]
    return [exercise.reference, *wrong]


def fresh(inputs: Inputs) -> list:
    """The values, with every generator of known numbers at its first one."""
    return [
        KnownUniforms(value.numbers) if isinstance(value, KnownUniforms) else value
        for value in inputs.values.values()
    ]


def _rounded(value):
    """Numbers to nine decimals, so that equal ones are equal."""
    if isinstance(value, (tuple, list)):
        return [_rounded(item) for item in value]
    return round(value, 9) if isinstance(value, float) else value
