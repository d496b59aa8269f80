"""Grading on a Dask cluster: the same work, on other machines.

The workers need this package and a sandbox, and nothing of the course: what they judge and run comes
with each task. Scheduler and workers see the run's secret seed and the students' notebooks.
"""

from __future__ import annotations

from collections.abc import Iterator
from concurrent.futures import Executor, Future
from contextlib import contextmanager

from autograder.grade.submissions import GradeError

PATIENCE = "15s"  # to find the scheduler
RETRIES = 1  # of a submission whose worker died


class Cluster(Executor):
    """A Dask client as an executor whose futures are those of `concurrent.futures`."""

    def __init__(self, client):
        self.client = client
        self.count = max(1, sum(client.nthreads().values()))
        self._executor = client.get_executor(pure=False)

    def submit(self, fn, /, *args, **kwargs) -> Future:
        return self._executor.submit(fn, *args, **kwargs)

    def shutdown(self, wait: bool = True, *, cancel_futures: bool = False) -> None:
        self._executor.shutdown(wait=wait)


@contextmanager
def cluster(address: str) -> Iterator[Cluster]:
    """Connect to a scheduler. Raises `GradeError` when there is none, or none to talk to."""
    try:
        from distributed import Client
    except ImportError:
        raise GradeError(
            "--scheduler needs the package distributed, which is not installed. Install it with "
            "'pip install rnn-course-grader[cluster]', or leave --scheduler out."
        ) from None
    try:
        client = Client(address, timeout=PATIENCE)
    except (OSError, ValueError, TimeoutError) as error:
        raise GradeError(
            f"No Dask scheduler answers at {address} ({type(error).__name__}). Start one with "
            "'dask scheduler' and workers with 'dask worker ADDRESS', or correct the address."
        ) from None
    with client:
        if not client.nthreads():
            raise GradeError(
                f"The Dask scheduler at {address} has no workers. Start some with 'dask worker "
                f"{address}' in an environment in which this package is installed."
            )
        client.run_on_scheduler(_give_up_after, RETRIES)
        yield Cluster(client)


def _give_up_after(failures: int, dask_scheduler) -> None:
    """A submission that kills its worker is not tried on all others as well."""
    dask_scheduler.allowed_failures = failures
