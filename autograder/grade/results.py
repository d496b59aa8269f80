"""What a grading run found: a result for each submission, and all of them together."""

from __future__ import annotations

from dataclasses import dataclass, field
from pathlib import Path

from autograder.grade.submission_state import SubmissionState
from rnn_course.verdict import Verdict


@dataclass(frozen=True)
class SubmissionResult:
    """What became of one submission.

    Attributes:
        again: Whether it was graded in this run; False: it is unchanged since an earlier one.
        seconds: How long the check cell of each exercise took in the student's process, where it
            ran.
    """

    student: str
    state: SubmissionState
    score: float
    maximum: float
    verdicts: dict[str, Verdict] = field(default_factory=dict)
    note: str = ""
    seconds: dict[str, float] = field(default_factory=dict)
    again: bool = True

    @property
    def scored(self) -> bool:
        """Whether it has a score: all have, but where the grader or this machine failed."""
        return self.state != SubmissionState.FAILED


@dataclass(frozen=True)
class Graded:
    """A finished run: the assignment, the exercises in order, one result per submission."""

    assignment: str
    exercises: list[str]
    results: list[SubmissionResult]
    out: Path

    @property
    def complete(self) -> bool:
        """Whether every submission has a score."""
        return all(result.scored for result in self.results)
