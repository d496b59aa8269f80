"""Processes that work beside the parent, each on one job at a time.

Unlike a pool of `concurrent.futures`, a worker that dies costs only its own job one more attempt.
"""

from __future__ import annotations

import importlib
import logging
import os
import queue
import signal
import threading
from concurrent.futures import Executor, Future
from multiprocessing import get_context

from autograder.start_up import without_slow_parsers

TRIES = 2  # of a job whose worker dies
LOOK = object()  # no job: a word to look for one's own


class WorkerDied(Exception):
    """The process that ran the job ended, twice."""


class Workers(Executor):
    """An executor of `count` processes (default: the cores).

    They are spawned, not forked: a worker starts clean and holds no open gradebook. Jobs are taken
    in the order in which they come.

    Args:
        module: What each worker imports as soon as it is there, because its first job will need it.
    """

    def __init__(self, count: int | None = None, module: str | None = None):
        self.count = count or os.cpu_count() or 1
        self._jobs: queue.SimpleQueue = queue.SimpleQueue()
        self._ended = False
        self._workers = [_Worker(self._jobs, module) for _ in range(self.count)]

    def submit(self, fn, /, *args, **kwargs) -> Future:
        if self._ended:
            raise RuntimeError("the workers have been sent home")
        future: Future = Future()
        self._jobs.put((future, fn, args, kwargs))
        return future

    def each(self, fn, /, *args) -> None:
        """Have every worker do this once before its next job. What it returns or raises is lost."""
        for worker in self._workers:
            worker.own.put((Future(), fn, args, {}))
        for _ in self._workers:  # wakes those that wait
            self._jobs.put(LOOK)

    def shutdown(self, wait: bool = True, *, cancel_futures: bool = False) -> None:
        """End the workers; with `cancel_futures` at once, else when all jobs are done."""
        self._ended = True
        if cancel_futures:
            for worker in self._workers:
                worker.kill()
            try:
                while True:
                    if isinstance(job := self._jobs.get_nowait(), tuple):
                        job[0].cancel()
            except queue.Empty:
                pass
        for _ in self._workers:
            self._jobs.put(None)
        if wait:
            for worker in self._workers:
                worker.thread.join()


class _Worker:
    """A process, and the thread that gives it jobs."""

    def __init__(self, jobs: queue.SimpleQueue, module: str | None):
        self._jobs, self._module, self._killed = jobs, module, False
        self.own: queue.SimpleQueue = queue.SimpleQueue()
        self._start()
        self.thread = threading.Thread(target=self._work, daemon=True)
        self.thread.start()

    def _start(self) -> None:
        context = get_context("spawn")
        self._channel, theirs = context.Pipe()
        self._process = context.Process(target=_serve, args=(theirs, self._module), daemon=True)
        self._process.start()
        theirs.close()

    def kill(self) -> None:
        self._killed = True
        self._process.terminate()

    def _work(self) -> None:
        while (job := self._next()) is not None:
            if job is LOOK:
                continue
            future, *call = job
            if future.set_running_or_notify_cancel():
                self._do(future, call)
        self._channel.close()
        self._process.join()

    def _next(self):
        try:
            return self.own.get_nowait()
        except queue.Empty:
            return self._jobs.get()

    def _do(self, future: Future, call: list) -> None:
        for _attempt in range(TRIES):
            try:
                self._channel.send(call)
                succeeded, result = self._channel.recv()
            except (EOFError, OSError):
                self._process.join()
                if self._killed:
                    future.set_exception(WorkerDied("the run was stopped"))
                    return
                self._start()
                continue
            except Exception as error:  # what cannot be pickled
                future.set_exception(error)
                return
            (future.set_result if succeeded else future.set_exception)(result)
            return
        future.set_exception(WorkerDied("the process that ran it ended, twice"))


def _serve(channel, module: str | None) -> None:
    """In a worker: do one job after the other until the parent is gone.

    Ctrl-C and all talking are left to the parent: what goes wrong with a notebook comes back as its
    state, not as log lines between two rows of the progress bar.
    """
    logging.disable(logging.CRITICAL)
    # a function and not SIG_IGN: a kernel started from here must still be interruptible
    signal.signal(signal.SIGINT, lambda *_: None)
    signal.signal(signal.SIGTERM, lambda *_: exit(0))  # so that what was started is ended too
    without_slow_parsers()
    if module:
        importlib.import_module(module)
    while True:
        try:
            fn, args, kwargs = channel.recv()
        except (EOFError, OSError):
            return
        try:
            answer = True, fn(*args, **kwargs)
        except Exception as error:
            answer = False, error
        try:
            channel.send(answer)
        except (BrokenPipeError, ConnectionResetError):
            return
        except Exception as error:  # a result or an error that cannot be pickled
            channel.send((False, RuntimeError(f"{type(error).__name__}: {error}")))
