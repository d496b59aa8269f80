"""The learner's side of the course: checks, pictures and explorers. It holds no answers.

In a notebook::

    from rnn_course import check, hand_in, progress
    check("softmax")       # is it right?
    progress()             # the chapters, and the points so far
    hand_in("02_forward")  # pack the chapter for upload
"""

from rnn_course.check import CheckFailed, check
from rnn_course.progress_view import progress

__all__ = ["CheckFailed", "check", "hand_in", "progress"]


def __getattr__(name: str):
    """Import what packs a chapter only where somebody hands in: a check need not wait for it."""
    if name == "hand_in":
        from rnn_course.handing_in import hand_in

        return hand_in
    raise AttributeError(f"module {__name__!r} has no attribute {name!r}")
