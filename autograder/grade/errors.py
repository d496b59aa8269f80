"""Why a class cannot be graded, or one of its files not be read."""

from __future__ import annotations


class GradeError(Exception):
    """The run cannot start or go on. The message says what is wrong and what to do."""
