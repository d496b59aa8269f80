"""Stop a call that does not end, as an edit of a loop may not."""

from __future__ import annotations

import contextlib
import signal
from collections.abc import Iterator


class TooLong(BaseException):
    """A call that did not end in its time. No `except Exception` of an edit's may catch it."""


@contextlib.contextmanager
def within(seconds: float) -> Iterator[None]:
    """Stop what computes for longer than `seconds`, with `TooLong`. Only in the main thread.

    It is the processor's time that counts: on a busy machine nothing is stopped that is not slow.
    """

    def stop(number, frame):
        raise TooLong

    before = signal.signal(signal.SIGPROF, stop)
    signal.setitimer(signal.ITIMER_PROF, seconds)
    try:
        yield
    finally:
        signal.setitimer(signal.ITIMER_PROF, 0)
        signal.signal(signal.SIGPROF, before)
