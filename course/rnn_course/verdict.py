"""A verdict on one exercise: its state, its points, and what the learner reads."""

from __future__ import annotations

from dataclasses import dataclass, field
from enum import StrEnum


class VerdictState(StrEnum):
    """What became of one exercise. Records keep these words, so they stay as they are.

    `messages` says each of them in a sentence. The last two are the grader's alone.
    """

    PASSED = "passed"  # every part is right
    WRONG = "wrong"  # something is not right: the arguments, an answer, an input that was changed
    RAISED = "raised"  # a call stopped with an exception, or at another function's stub
    UNWRITTEN = "unwritten"  # the stub is as it was
    NO_FUNCTION = "missing"  # nothing, or no function, goes by the exercise's name
    CARRIED = "carried"  # right, given an earlier mistake that has cost its points there
    NO_ANSWER = "no answer"  # nothing to judge came back from the student's process


@dataclass(frozen=True)
class Verdict:
    """What a check says.

    Attributes:
        misconception: The name of the recognised mistake, or ''.
        parts: Points earned, by part.
    """

    exercise: str
    state: VerdictState
    points: int
    maximum: int
    message: str
    misconception: str = ""
    parts: dict = field(default_factory=dict)

    @property
    def passed(self) -> bool:
        """Whether the function itself is right, even where an earlier mistake spoils its numbers."""
        return self.state in (VerdictState.PASSED, VerdictState.CARRIED)

    @property
    def full(self) -> bool:
        """Whether it has all points."""
        return self.points == self.maximum
