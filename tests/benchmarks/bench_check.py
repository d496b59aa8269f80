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
from tests.benchmarks.figures import Figure, say

ROUNDS = 40
GOAL_MS = 100.0


def seconds(action, *arguments, **options) -> float:
    start = time.perf_counter()
    with (
        contextlib.suppress(CheckFailed),
        contextlib.redirect_stdout(io.StringIO()),
        np.errstate(all="ignore"),
    ):
        action(*arguments, **options)
    return time.perf_counter() - start


def call_each(function, calls) -> None:
    for arguments in calls:
        function(*arguments)


def wait(name, function, pack, folder) -> float:
    """Milliseconds of one check, less those of the function's own calls."""
    whole = seconds(check, name, function, folder=folder)
    calls = [case.arguments() for case in pack.cases]  # as fresh as those of a check
    return 1e3 * (whole - seconds(call_each, function, calls))


def test_print_the_wait_for_a_check():
    print(f"\n{'exercise':30s} {'right, p95':>12s} {'wrong, p95':>12s} {'of goal':>8s}")
    worst = 0.0
    for name, exercise in all_exercises().items():
        folder = COURSE / exercise.chapter
        pack = load(name, folder)
        row = []
        for function in (exercise.reference, mutated(exercise, exercise.misconceptions[-1])):
            waits = [wait(name, function, pack, folder) for _ in range(ROUNDS)]
            row.append(float(np.percentile(waits, 95)))
        worst = max(worst, *row)
        print(f"{name:30s} {row[0]:9.1f} ms {row[1]:9.1f} ms {max(row) / GOAL_MS:8.2f}", flush=True)
    say(Figure("check, slowest p95 of all exercises", worst, GOAL_MS, unit=" ms"))
