"""What nbgrader logs is for its own commands. Here it is kept quiet, and the last error is heard."""

from __future__ import annotations

import logging
import warnings

from sqlalchemy.exc import SAWarning

# nbgrader's gradebook logs an error with its traceback here, and then raises it.
GRADEBOOK = "tornado.application"


def quiet_log() -> logging.Logger:
    """A logger for nbgrader's converters that prints nothing; its gradebook's is quiet too."""
    warnings.filterwarnings("ignore", category=SAWarning)
    log = logging.getLogger("autograder.nbgrader")
    for each in (log, logging.getLogger(GRADEBOOK)):
        each.propagate = False
        each.addHandler(logging.NullHandler())
    return log


class LastError(logging.Handler):
    """Keeps the last line of the last error that was logged: a converter logs its tracebacks."""

    last = ""

    def emit(self, record: logging.LogRecord) -> None:
        lines = record.getMessage().splitlines()
        named = [line for line in lines if not line.startswith(" ") and "Error: " in line]
        if record.levelno >= logging.ERROR and named:
            self.last = named[-1].strip()[:300]
