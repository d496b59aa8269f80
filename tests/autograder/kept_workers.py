"""`grade` on two processes that are kept for all tests: each takes seconds until it is warm.

For tests of what a run does. How a run starts and ends its own processes is tested with the
command, and in test_workers.py and test_faults.py.
"""

import atexit
from dataclasses import replace
from functools import cache

from autograder.grade import run
from autograder.grade.results import Graded
from autograder.grade.work import work
from autograder.workers import Workers


@cache
def kept() -> Workers:
    """The two processes; they end with this one."""
    workers = Workers(2, work.__module__)
    atexit.register(workers.shutdown, cancel_futures=True)
    return workers


def grade(place, out, *, executor=None, options=None, **more) -> Graded:
    """`autograder.grade.run.grade`, on the kept processes where no executor is named."""
    if executor is None and options is not None:
        options = replace(options, workers=None)  # the processes are there
    return run.grade(place, out, executor=executor or kept(), options=options, **more)
