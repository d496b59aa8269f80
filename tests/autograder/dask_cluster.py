"""A Dask scheduler and workers as processes of their own, for tests.

The workers stand for machines without a checkout: they start in an empty folder, and our packages,
which this environment has installed from the checkout, cannot be imported in them.
"""

import importlib.util
import json
import os
import signal
import subprocess
import sys
import time
from contextlib import contextmanager
from dataclasses import dataclass, field
from pathlib import Path

BARE = """\
import sys
sys.meta_path[:] = [f for f in sys.meta_path
                    if not getattr(f, "__module__", "").startswith("__editable__")]
sys.path[:] = [p for p in sys.path if p not in {places!r}]
"""

# Answers 'no such call' to landlock_create_ruleset, for this process and all that it starts.
NO_LANDLOCK = """\
import ctypes, os, struct, sys
code = b"".join(struct.pack("HBBI", *line) for line in (
    (0x20, 0, 0, 0), (0x15, 0, 1, 444), (0x06, 0, 0, 0x00050000 | 38), (0x06, 0, 0, 0x7FFF0000)))
kept = ctypes.create_string_buffer(code, len(code))
described = struct.pack("HxxxxxxP", 4, ctypes.addressof(kept))
libc = ctypes.CDLL(None)
assert libc.prctl(38, 1, 0, 0, 0) == 0 and libc.prctl(22, 2, described, 0, 0) == 0
os.execv(sys.argv[1], sys.argv[1:])
"""


def wait_for(what, seconds=60):
    until = time.monotonic() + seconds
    while not (found := what()):
        assert time.monotonic() < until, "it did not happen"
        time.sleep(0.05)
    return found


@dataclass
class Dask:
    """address: the scheduler's. empty: where the workers were started."""

    root: Path
    scheduler: subprocess.Popen = None
    address: str = ""
    empty: Path = None
    workers: list[subprocess.Popen] = field(default_factory=list)

    def start(self, before=(), environment=None, *words) -> subprocess.Popen:
        mine = {
            **os.environ,
            "PYTHONPATH": str(self.root / "site"),
            "DASK_TEMPORARY_DIRECTORY": str(self.root / "scratch"),
            **(environment or {}),
        }
        with open(self.root / f"{words[0]}-{len(self.workers)}.log", "wb") as log:
            return subprocess.Popen(
                [*before, sys.executable, "-m", "dask", *words, "--no-dashboard"],
                cwd=self.empty,
                env=mine,
                stdout=log,
                stderr=log,
                start_new_session=True,
            )

    def add_worker(self, before=(), environment=None) -> subprocess.Popen:
        """Start one more worker and wait until it is there."""
        known = len(self.ask(lambda client: client.nthreads()))
        worker = self.start(
            before, environment, "worker", self.address, "--nthreads", "1", "--memory-limit", "0"
        )
        self.workers.append(worker)
        wait_for(lambda: len(self.ask(lambda client: client.nthreads())) > known)
        return worker

    def ask(self, question):
        from distributed import Client

        with Client(self.address, timeout="30s", set_as_default=False) as client:
            return question(client)

    def pids(self) -> list[int]:
        """The processes in which submissions are judged (a nanny watches over each)."""
        return list(self.ask(lambda client: client.run(os.getpid)).values())

    def tasks(self) -> int:
        return self.ask(lambda client: client.run_on_scheduler(_tasks))

    def end(self) -> None:
        for process in (*self.workers, self.scheduler):
            if process.poll() is None:
                process.send_signal(signal.SIGTERM)
        for process in (*self.workers, self.scheduler):
            try:
                process.wait(20)
            except subprocess.TimeoutExpired:
                os.killpg(process.pid, signal.SIGKILL)
                process.wait()


def _tasks(dask_scheduler) -> int:
    return len(dask_scheduler.tasks)


def plugins(dask_worker) -> list[str]:
    """The runs whose code a worker holds."""
    return [name for name in dask_worker.plugins if name.startswith("grading-")]


def importable(*names) -> list[str]:
    return [name for name in names if importlib.util.find_spec(name)]


@contextmanager
def dask_cluster(root: Path, workers: int):
    """A scheduler and so many bare workers, in `root`."""
    import cloudpickle

    # the scheduler has no checkout either
    cloudpickle.register_pickle_by_value(sys.modules[__name__])
    dask = Dask(root, empty=root / "empty")
    (root / "site").mkdir()
    (root / "scratch").mkdir()
    dask.empty.mkdir()
    places = [place for place in os.environ.get("PYTHONPATH", "").split(os.pathsep) if place]
    (root / "site" / "sitecustomize.py").write_text(BARE.format(places=places))
    said = root / "scheduler.json"
    dask.scheduler = dask.start(
        (), None, "scheduler", "--host", "127.0.0.1", "--port", "0", "--scheduler-file", str(said)
    )
    try:
        wait_for(lambda: said.exists() and said.read_text().strip())
        dask.address = json.loads(said.read_text())["address"]
        for _ in range(workers):
            dask.add_worker()
        yield dask
    finally:
        dask.end()
