"""A limit of time for Python code that may never end, wherever it runs.

Signals reach the main thread of some systems only. A trace function sees each line on all of them.
"""

from __future__ import annotations

import contextlib
import sys
import time


class TooLong(BaseException):
    """It did not end in its time. No `except Exception` of the code may catch it."""


@contextlib.contextmanager
def within(seconds: float):
    """Stop Python lines that are begun after `seconds` with `TooLong`."""
    end = time.monotonic() + seconds

    def line(frame, event, arg):
        if time.monotonic() > end:
            raise TooLong
        return line

    before = sys.gettrace()
    sys.settrace(line)
    try:
        yield
    finally:
        sys.settrace(before)
