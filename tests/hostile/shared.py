"""Results that the workers of one test run make together, each of them once."""

from __future__ import annotations

import fcntl
import hashlib
import os
import pickle
import time
from collections.abc import Callable, Iterator
from contextlib import contextmanager


class Shared:
    """``shared(key)`` is ``make(key)``, made by the first process that asks.

    A process that would have to wait for another one makes a result of `wanted` meanwhile, which
    will be asked for later.
    """

    def __init__(self, tmp_path_factory, make: Callable, wanted: list[tuple[str, ...]]):
        base = tmp_path_factory.getbasetemp()
        run = os.environ.get("PYTEST_XDIST_TESTRUNUID")  # the workers' folders stand side by side
        self.folder = (base.parent if run else base) / f"shared-{run or 'alone'}"
        self.folder.mkdir(exist_ok=True)
        self.make, self.wanted = make, list(dict.fromkeys(wanted))
        self.known: dict = {}

    def __call__(self, key: tuple[str, ...]):
        while not self._made(key):
            if not any(self._try(other) for other in (key, *self.wanted)):
                time.sleep(0.2)
        return self.known[key]

    def _made(self, key) -> bool:
        if key not in self.known and (path := self._path(key)).exists():
            self.known[key] = pickle.loads(path.read_bytes())
        return key in self.known

    def _try(self, key) -> bool:
        """Make a result, if nobody has and nobody is about to."""
        with self._alone_at(key) as alone:
            if not alone or self._made(key):
                return False
            self.known[key] = self.make(key)
            unfinished = self._path(key).with_suffix(".new")
            unfinished.write_bytes(pickle.dumps(self.known[key]))
            unfinished.rename(self._path(key))
            return True

    @contextmanager
    def _alone_at(self, key) -> Iterator[bool]:
        with open(self._path(key).with_suffix(".lock"), "w") as file:
            try:
                fcntl.flock(file, fcntl.LOCK_EX | fcntl.LOCK_NB)
            except BlockingIOError:
                yield False
                return
            yield True

    def _path(self, key):
        return self.folder / hashlib.sha256("\0".join(key).encode()).hexdigest()[:16]
