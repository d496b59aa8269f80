"""Processes that work beside the parent."""

from __future__ import annotations

import logging
import os
import signal
from concurrent.futures import ProcessPoolExecutor
from multiprocessing import get_context


def pool(workers: int | None = None) -> ProcessPoolExecutor:
    """A pool of `workers` processes (default: the cores).

    They are spawned, not forked: a worker starts clean and holds no open gradebook.
    """
    return ProcessPoolExecutor(
        workers or os.cpu_count() or 1, mp_context=get_context("spawn"), initializer=_be_quiet
    )


def _be_quiet() -> None:
    """In a worker: leave Ctrl-C and all talking to the parent.

    What goes wrong with a notebook comes back as its state, not as log lines between two rows of
    the progress bar.
    """
    logging.disable(logging.CRITICAL)
    # a function and not SIG_IGN: a kernel started from here must still be interruptible
    signal.signal(signal.SIGINT, lambda *_: None)
