"""How a student's process ended."""

from __future__ import annotations

from enum import StrEnum


class Ending(StrEnum):
    """All but `CLOSED` are also a state of the submission, in the same words."""

    CLOSED = "closed"  # by us, when all cells had run
    KERNEL_DIED = "kernel died"
    TIMED_OUT = "timed out"
    TOO_MUCH_OUTPUT = "too much output"
    DISK_FULL = "disk full"
