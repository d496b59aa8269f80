"""nbgrader's gradebook, opened once and written in one transaction per submission.

nbgrader's own classes decide what is a score and what needs a human; what is different here is
only that they do not each open the database and commit after every cell.
"""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import contextmanager
from datetime import datetime

from nbformat import NotebookNode
from nbgrader.api import Gradebook
from traitlets.config import Config

from autograder.grade.database import spoken
from autograder.nbgrader_insides.log import quiet_log
from autograder.nbgrader_insides.saving import Saver, commits_held_back


class Book:
    """An open gradebook. Use as a context manager.

    Args:
        url: SQLAlchemy's, such as ``sqlite:////path/gradebook.db``.
    """

    def __init__(self, url: str, config: Config):
        quiet_log()
        self.url = url
        with spoken(url):
            self.gradebook = Gradebook(url)
        self.saver = Saver(config)

    def __enter__(self) -> Book:
        return self

    def __exit__(self, *_) -> None:
        self.gradebook.close()

    @contextmanager
    def transaction(self) -> Iterator[None]:
        """All or nothing: nbgrader's own commits inside wait for the end."""
        with commits_held_back(self.gradebook) as commit:
            try:
                with spoken(self.url):
                    yield
                    commit()
            except BaseException:
                self.gradebook.db.rollback()
                raise

    def save(
        self,
        assignment: str,
        student: str,
        notebook: NotebookNode,
        timestamp: datetime | None,
        only: str | None = None,
    ) -> float:
        """Record a judged notebook inside a transaction. Returns the score.

        Args:
            only: Save the grade of this cell and leave the others as they are.
        """
        gradebook = self.gradebook
        gradebook.update_or_create_student(student)
        more = {"timestamp": timestamp} if timestamp else {}
        submission = gradebook.update_or_create_submission(assignment, student, **more)
        record = gradebook.find_submission_notebook(assignment, assignment, student)
        self.saver.save(gradebook, record, notebook, only)
        gradebook.db.flush()
        gradebook.db.refresh(record)
        record.late_submission_penalty = self.saver.late_penalty(
            record, student, submission.total_seconds_late
        )
        score = record.score - (record.late_submission_penalty or 0)
        gradebook.db.flush()
        return score
