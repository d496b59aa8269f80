"""The processes beside the parent: each with its own errand, and none that is slow to start."""

import subprocess
import sys

from autograder.workers import Workers

_errands = []


def _errand(word):
    _errands.append(word)


def _errands_here(_):
    return tuple(_errands)


def test_every_worker_does_its_errand_once_before_its_next_job():
    with Workers(2) as workers:
        workers.each(_errand, "one")
        workers.each(_errand, "two")
        done = [workers.submit(_errands_here, number) for number in range(20)]
        assert {future.result(60) for future in done} == {("one", "two")}


def test_an_errand_that_fails_costs_nothing():
    with Workers(1) as workers:
        workers.each(len)
        assert workers.submit(len, "abc").result(60) == 3


def test_no_process_of_the_grader_builds_the_grammar_of_addresses():
    """It took longer than all its other imports."""
    code = """
import runpy, sys
from autograder.workers import Workers
sys.argv = ["rnn-course", "doctor", "--help"]
try:
    runpy.run_module("autograder", run_name="__main__")
except SystemExit:
    pass
import autograder.grade.run
assert sys.modules["rfc3987_syntax"] is None
"""
    subprocess.run([sys.executable, "-c", code], check=True, capture_output=True)
