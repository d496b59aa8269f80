"""Grading on a Dask cluster: the same work, on other machines.

Workers need the packages of requirements.lock, a sandbox, and nothing of this repository: the code
goes to them when a run begins (`on_dask`). Scheduler and workers see the run's secret seed, the
reference and the students' notebooks, so they must be trusted as this machine is.

Dask itself would hold all that waits at a worker answerable for its death. Here a worker has one
submission at a time, so a death is laid at the right door.
"""

from __future__ import annotations

import pickle
import threading
import time
import uuid
from collections import deque
from concurrent.futures import Executor, Future
from contextlib import suppress
from dataclasses import dataclass

import autograder
import rnn_course
import rnn_ref
from autograder import house
from autograder.grade.errors import GradeError
from autograder.sandbox.walls import NoSandbox
from autograder.workers import TRIES, WorkerDied

LOOK = 0.5  # seconds between two looks at who is there
GRACE = 60.0  # seconds without any worker before a run gives up
GONE_ON = "What was recorded is kept. Give the same command again: it goes on with the rest."


@dataclass
class Job:
    future: Future
    payload: bytes
    tries: int = 0


class Cluster(Executor):
    """An executor over all workers of a Dask client, as they come and go."""

    def __init__(self, client):
        from autograder.grade import on_dask

        self.client, self.name = client, f"grading-{uuid.uuid4().hex}"
        packages = (autograder, rnn_course, rnn_ref)
        exercises = house.EXERCISES if house.elsewhere() else None
        code = on_dask.archive(packages, exercises)
        client.register_plugin(on_dask.Code(self.name, code))
        self.call = ByValue(on_dask.call)
        self._jobs: deque[Job] = deque()
        self._change = threading.Condition()
        self._ended: Exception | None = None
        self._workers: dict[tuple[str, str], _Worker] = {}
        self._notice(self._there())
        self.count = len(self._workers)
        self._watch = threading.Thread(target=self._look, daemon=True)
        self._watch.start()

    def submit(self, fn, /, *args, **kwargs) -> Future:
        job = Job(Future(), pickle.dumps((fn, args, kwargs)))
        with self._change:
            if self._ended:
                raise self._ended
            self._jobs.append(job)
            self._change.notify()
        return job.future

    def shutdown(self, wait: bool = True, *, cancel_futures: bool = False) -> None:
        """Take everything back: no task and no code of this run stays on the cluster."""
        self._end(RuntimeError("the workers have been sent home"))
        if wait:
            self._watch.join()
            for worker in list(self._workers.values()):
                worker.thread.join()
        with suppress(Exception):  # the scheduler may be gone
            self.client.unregister_worker_plugin(self.name)

    def next_job(self, worker: _Worker) -> Job | None:
        """Wait for something to do; None when there will be nothing more for this worker."""
        with self._change:
            while not (self._ended or worker.gone):
                if self._jobs:
                    job = self._jobs.popleft()
                    if job.tries or job.future.set_running_or_notify_cancel():
                        return job
                else:
                    self._change.wait()
        return None

    def lost(self, job: Job) -> None:
        """The worker that ran it has ended: once more, and first, or never again."""
        job.tries += 1
        with self._change:
            if self._ended:
                job.future.set_exception(self._ended)
            elif job.tries < TRIES:
                self._jobs.appendleft(job)
                self._change.notify()
            else:
                job.future.set_exception(WorkerDied("the Dask worker that ran it ended, twice"))

    def _look(self) -> None:
        """Notice who comes and who goes, until the end."""
        well = time.monotonic()
        while not self._ended:
            there = None
            with suppress(Exception):  # the connection has gone
                there = self._there()
            if there is not None:
                self._notice(there)
            if there:
                well = time.monotonic()
            elif self.client.status == "closed":
                self.scheduler_lost()
            elif time.monotonic() - well > GRACE:
                self._end(GradeError(f"The Dask cluster has no workers any more. {GONE_ON}"))
            with self._change:
                self._change.wait_for(lambda: self._ended, LOOK)

    def _there(self) -> set[tuple[str, str]]:
        """All workers. One that is started again may have the old address, but another folder."""
        about = self.client.sync(self.client.scheduler.identity)["workers"]
        return {(address, worker["local_directory"]) for address, worker in about.items()}

    def _notice(self, there: set[tuple[str, str]]) -> None:
        with self._change:
            gone = [self._workers.pop(who) for who in set(self._workers) - there]
            for who in there - set(self._workers):
                self._workers[who] = _Worker(self, who[0])
        for worker in gone:
            worker.leave()

    def scheduler_lost(self) -> None:
        self._end(GradeError(f"The Dask scheduler does not answer any more. {GONE_ON}"))

    def _end(self, why: Exception) -> None:
        """Give up all that waits, for this reason; what runs is told by its worker's thread."""
        with self._change:
            self._ended = self._ended or why
            while self._jobs:
                job = self._jobs.popleft()
                if job.tries or job.future.set_running_or_notify_cancel():
                    job.future.set_exception(self._ended)
            self._change.notify_all()
            working = list(self._workers.values())
        for worker in working:
            worker.give_up()


class _Worker:
    """A Dask worker, and the thread that gives it one job at a time."""

    def __init__(self, cluster: Cluster, address: str):
        self.cluster, self.address, self.gone = cluster, address, False
        self._remote = None
        self.thread = threading.Thread(target=self._work, daemon=True)
        self.thread.start()

    def leave(self) -> None:
        """It is not there any more."""
        with self.cluster._change:
            self.gone = True
            self.cluster._change.notify_all()
        self.give_up()

    def give_up(self) -> None:
        """Wait no longer for what it does."""
        remote = self._remote
        if remote is not None and self.cluster.client.status == "running":
            with suppress(Exception):
                remote.cancel(reason="given up", msg="given up")

    def _work(self) -> None:
        while (job := self.cluster.next_job(self)) is not None:
            try:
                self._remote = self.cluster.client.submit(
                    self.cluster.call,
                    self.cluster.name,
                    job.payload,
                    pure=False,
                    workers=[self.address],
                    allow_other_workers=False,
                )
                if self.gone or self.cluster._ended:  # since we were asked
                    self.give_up()
                succeeded, answer = pickle.loads(self._remote.result())
            except Exception as error:
                if self.gone or self.cluster._ended or type(error).__name__ == "KilledWorker":
                    self.cluster.lost(job)
                elif "Cancelled" in type(error).__name__:  # and not by us
                    self.cluster.scheduler_lost()
                    self.cluster.lost(job)
                else:
                    job.future.set_exception(error)
            else:
                if succeeded:
                    job.future.set_result(answer)
                else:
                    job.future.set_exception(self._in_words(answer))
            self._remote = None

    def _in_words(self, error: Exception) -> Exception:
        if isinstance(error, NoSandbox):
            return GradeError(f"The Dask worker at {self.address} cannot be used. {error}")
        if isinstance(error, ImportError):
            return GradeError(
                f"The Dask worker at {self.address} lacks something ({error}). Install there what "
                "is installed here: pip install -r requirements.lock"
            )
        return error


class ByValue:
    """A function that brings its code along to where its module cannot be imported."""

    def __init__(self, function):
        import cloudpickle

        self.function, self.code = function, cloudpickle.dumps(function)
        self.__name__ = function.__name__

    def __call__(self, *args, **kwargs):
        return self.function(*args, **kwargs)

    def __reduce__(self):
        return pickle.loads, (self.code,)
