"""The mistakes that were recognised in a class, and what each says."""

from __future__ import annotations

from collections import Counter
from typing import TYPE_CHECKING

from autograder.exercises import all_exercises
from rnn_course.quizzes import is_quiz

if TYPE_CHECKING:
    from autograder.grade.results import Graded


def counts(graded: Graded) -> Counter[tuple[str, str]]:
    """How many students made each: (exercise, misconception) → number."""
    return Counter(
        (name, verdict.misconception)
        for result in graded.results
        for name, verdict in result.verdicts.items()
        if verdict.misconception
    )


def told(exercise: str, mistake: str) -> str:
    """What a student may read of it. Of a quiz nothing: it would tell which letter is wrong."""
    known = all_exercises().get(exercise)
    return "" if known is None or is_quiz(known.parts) else says(exercise, mistake)


def says(exercise: str, mistake: str) -> str:
    """Its sentence. One that has been taken out since it was recorded is told by its name."""
    known = all_exercises().get(exercise)
    sentences = {m.name: m.says for m in known.misconceptions} if known else {}
    return sentences.get(mistake, mistake.replace("_", " "))
