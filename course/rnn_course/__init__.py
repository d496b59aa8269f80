"""The learner's side of the course: checks, pictures and explorers. It holds no answers.

In a notebook::

    from rnn_course import check
    check("softmax")
"""

from rnn_course.check import CheckFailed, check

__all__ = ["CheckFailed", "check"]
