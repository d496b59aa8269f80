"""A limit of time for Python code that may never end, wherever it runs.

Signals reach the main thread of some systems only. A trace function sees each line on all of them.
It looks at the lines of one module alone, that of the learner's functions: what it raised in a
library's own frame, such as the end of an object, Python would print and forget.
"""

from __future__ import annotations

import contextlib
import sys
import time


class TooLong(BaseException):
    """It did not end in its time. No `except Exception` of the code may catch it."""


@contextlib.contextmanager
def within(seconds: float, module: str):
    """Stop the lines of a module that are begun after `seconds` with `TooLong`.

    Args:
        module: The name of the module, as its functions' globals have it (`__name__`).
    """
    end = time.monotonic() + seconds

    def line(frame, event, arg):
        if time.monotonic() > end:
            raise TooLong
        return line

    def call(frame, event, arg):
        return line(frame, event, arg) if frame.f_globals.get("__name__") == module else None

    before = sys.gettrace()
    sys.settrace(call)
    try:
        yield
    finally:
        sys.settrace(before)
