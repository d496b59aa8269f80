"""Every number times 2: a first function for the check."""

import numpy as np

from autograder.exercises.specification import Exercise, Misconception, array

from .shared import draw_table


def double(x):
    return 2 * x


EXERCISE = Exercise(
    name="double",
    chapter="00_start_here",
    reference=double,
    task="Write double(x): return every number of x times 2.",
    returns=("result",),
    draws={"ordinary": draw_table},
    parts=(array("the result", 1, shape="(n, m)"),),
    misconceptions=(
        Misconception(
            "two_added",
            "you added 2. Double means times 2: 3 becomes 6, not 5. The product of numbers is "
            "written *.",
            replace="2 * x",
            by="2 + x",
        ),
        Misconception(
            "squared",
            "you squared each number. x ** 2 is x times x; x times 2 has one star.",
            replace="2 * x",
            by="x**2",
        ),
        Misconception(
            "unchanged",
            "this is x itself. Either the factor is missing, or the result was computed and x was "
            "returned.",
            replace="2 * x",
            by="x",
        ),
        Misconception(
            "halved",
            "you divided by 2. Double goes the other way.",
            replace="2 * x",
            by="x / 2",
        ),
    ),
    likely=(
        ("two_added", "return x + 2"),
        ("squared", "return x ** 2"),
        ("unchanged", "2 * x; return x"),
        ("halved", "return x / 2"),
    ),
    styles=(lambda x: x + x, lambda x: np.multiply(x, 2.0)),
)
