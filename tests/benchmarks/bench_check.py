"""How long does a learner wait for a check, beyond their own function?

Prints, per exercise, the 95th percentile of `check` less the time of the function's own calls, for
a right answer and for a recognised wrong one. Goal: below 100 ms. Nothing is asserted on time.
"""

import contextlib
import io
import time

import numpy as np

from autograder.exercises import all_exercises
from autograder.exercises.mutation import mutated
from autograder.house import COURSE
from rnn_course import CheckFailed, check
from rnn_course.pack import load

ROUNDS = 40
GOAL_MS = 100.0


def seconds(action) -> float:
    start = time.perf_counter()
    with contextlib.suppress(CheckFailed), contextlib.redirect_stdout(io.StringIO()):
        with np.errstate(all="ignore"):
            action()
    return time.perf_counter() - start


def test_print_the_wait_for_a_check():
    print(f"\n{'exercise':26s} {'right, p95':>12s} {'wrong, p95':>12s} {'of goal':>8s}")
    worst = 0.0
    for name, exercise in all_exercises().items():
        folder = COURSE / exercise.chapter
        pack = load(name, folder)
        row = []
        for function in (exercise.reference, mutated(exercise, exercise.misconceptions[-1])):
            waits = []
            for _ in range(ROUNDS):
                whole = seconds(lambda f=function: check(name, f, folder=folder))
                own = seconds(lambda f=function: [f(*c.inputs.values()) for c in pack.cases])
                waits.append(1e3 * (whole - own))
            row.append(float(np.percentile(waits, 95)))
        worst = max(worst, *row)
        print(f"{name:26s} {row[0]:9.1f} ms {row[1]:9.1f} ms {max(row) / GOAL_MS:8.2f}")
    verdict = "ok" if worst < GOAL_MS else "short"
    print(
        f"check, slowest p95 as a share of the goal: {worst / GOAL_MS:.2f}   goal 1.00   {verdict}"
    )
