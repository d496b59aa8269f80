"""What became of a submission. docs/states.md says for each state what it means and what to do."""

from __future__ import annotations

from enum import StrEnum


class SubmissionState(StrEnum):
    """The words stand in the ledger, in CSV files and on pages, so they stay as they are.

    All but `FAILED` come with a score.
    """

    GRADED = "graded"
    TIMED_OUT = "timed out"
    OUT_OF_MEMORY = "out of memory"
    TOO_MUCH_OUTPUT = "too much output"
    DISK_FULL = "disk full"
    KERNEL_DIED = "kernel died"
    UNREADABLE = "unreadable"
    NOT_HANDED_IN = "missing"
    FAILED = "failed"
