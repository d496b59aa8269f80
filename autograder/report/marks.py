"""What nbgrader's gradebook says about one submission: scores, comments, the late penalty.

Scores are read as nbgrader counts them: one that a person set in Formgrader comes before the
automatic one, and extra credit is added.
"""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field

from nbgrader.api import (
    Assignment,
    BaseCell,
    Comment,
    Grade,
    Gradebook,
    GradeCell,
    Notebook,
    SubmittedAssignment,
    SubmittedNotebook,
    TaskCell,
)

from autograder.grade.database import spoken
from autograder.nbgrader_insides.cells import UNCHANGED


@dataclass(frozen=True)
class Score:
    """The points of one graded cell.

    Attributes:
        by_hand: Whether a person set it.
        waiting: Whether a person still has to.
    """

    points: float
    maximum: float
    by_hand: bool = False
    waiting: bool = False


@dataclass
class Marks:
    """What one notebook of one student earned, by grade_id, and what was said about it."""

    scores: dict[str, Score] = field(default_factory=dict)
    comments: dict[str, str] = field(default_factory=dict)
    late_penalty: float = 0.0

    @property
    def earned(self) -> float:
        """The points before the late penalty."""
        return sum(score.points for score in self.scores.values())

    @property
    def total(self) -> float:
        """The points that count."""
        return max(0.0, self.earned - self.late_penalty)

    @property
    def maximum(self) -> float:
        return sum(score.maximum for score in self.scores.values())


def read(
    db_url: str, assignment: str, notebook: str | None = None, student: str | None = None
) -> dict[str, Marks]:
    """The marks of every student (or of one) in an assignment, in three queries.

    Args:
        notebook: The notebook's name; the default is the assignment's, as everywhere in this
            course.
    """
    found: dict[str, Marks] = {}
    notebook = notebook or assignment
    with _opened(db_url) as session:

        def rows(*columns):
            query = (
                session.query(SubmittedAssignment.student_id, *columns)
                .join(Assignment, SubmittedAssignment.assignment_id == Assignment.id)
                .join(SubmittedNotebook, SubmittedNotebook.assignment_id == SubmittedAssignment.id)
                .join(Notebook, SubmittedNotebook.notebook_id == Notebook.id)
                .filter(Assignment.name == assignment, Notebook.name == notebook)
            )
            return (
                query
                if student is None
                else query.filter(SubmittedAssignment.student_id == student)
            )

        for who, penalty in rows(SubmittedNotebook.late_submission_penalty):
            found[who] = Marks(late_penalty=penalty or 0.0)
        points = {
            cell: (name, maximum or 0.0)
            for kind in (GradeCell, TaskCell)
            for cell, name, maximum in session.query(kind.id, kind.name, kind.max_score)
        }
        grades = rows(Grade.cell_id, Grade.score, Grade.manual_score, Grade.needs_manual_grade)
        for who, cell, score, by_hand, waiting in grades.join(
            Grade, Grade.notebook_id == SubmittedNotebook.id
        ):
            name, maximum = points[cell]
            found[who].scores[name] = Score(score, maximum, by_hand is not None, bool(waiting))
        comments = rows(BaseCell.name, Comment.comment)
        for who, name, comment in comments.join(
            Comment, Comment.notebook_id == SubmittedNotebook.id
        ).join(BaseCell, Comment.cell_id == BaseCell.id):
            if comment and comment != UNCHANGED:  # the page says it itself
                found[who].comments[name] = comment
    return found


@contextmanager
def _opened(db_url: str) -> Iterator:
    with spoken(db_url), Gradebook(db_url) as gradebook:
        yield gradebook.db
