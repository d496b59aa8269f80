"""nbgrader's gradebook, opened once and written in one transaction per submission.

nbgrader's own classes decide what is a score and what needs a human; what is different here is
only that they do not each open the database and commit after every cell.
"""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import contextmanager
from datetime import datetime
from types import SimpleNamespace

from nbformat import NotebookNode
from nbgrader.api import BaseCell, Comment, Grade, Gradebook, SubmittedNotebook
from nbgrader.preprocessors import AssignLatePenalties, SaveAutoGrades
from traitlets.config import Config

from autograder.build.release import quiet_log
from autograder.grade.database import spoken


class Book:
    """An open gradebook. Use as a context manager.

    url
        SQLAlchemy's, such as ``sqlite:////path/gradebook.db``.
    """

    def __init__(self, url: str, config: Config):
        quiet_log()
        self.url = url
        with spoken(url):
            self.gradebook = Gradebook(url)
        self.saver = SaveAutoGrades(config=config)
        self.penalties = AssignLatePenalties(config=config)
        self.penalties.init_plugin()

    def __enter__(self) -> Book:
        return self

    def __exit__(self, *_) -> None:
        self.gradebook.close()

    @contextmanager
    def transaction(self) -> Iterator[None]:
        """All or nothing: nbgrader's own commits inside wait for the end."""
        session = self.gradebook.db
        commit = session.commit
        session.commit = session.flush
        try:
            with spoken(self.url):
                yield
                commit()
        except BaseException:
            session.rollback()
            raise
        finally:
            del session.commit

    def save(
        self,
        assignment: str,
        student: str,
        notebook: NotebookNode,
        timestamp: datetime | None,
        only: str | None = None,
    ) -> float:
        """Record a judged notebook inside a transaction. Returns the score.

        only
            Save the grade of this cell and leave the others as they are.
        """
        gradebook = self.gradebook
        gradebook.update_or_create_student(student)
        more = {"timestamp": timestamp} if timestamp else {}
        submission = gradebook.update_or_create_submission(assignment, student, **more)
        record = gradebook.find_submission_notebook(assignment, assignment, student)
        self.saver.gradebook = _OneSubmission(gradebook, record)
        self.saver.notebook_id = self.saver.assignment_id = assignment
        self.saver.student_id = student
        for index, cell in enumerate(notebook.cells):
            data = cell.metadata.get("nbgrader")
            if data and (only is None or data.grade_id == only):
                self.saver.preprocess_cell(cell, {}, index)
        gradebook.db.flush()
        gradebook.db.refresh(record)
        record.late_submission_penalty = None
        if submission.total_seconds_late > 0:
            late = self.penalties.plugin_inst.late_submission_penalty(
                student, record.score, submission.total_seconds_late
            )
            if late is not None:
                late = self.penalties._check_late_penalty(record, late)
                record.late_submission_penalty = late
        score = record.score - (record.late_submission_penalty or 0)
        gradebook.db.flush()
        return score


class _OneSubmission:
    """What nbgrader's SaveAutoGrades asks of a gradebook, for one submission read at once."""

    def __init__(self, gradebook: Gradebook, record: SubmittedNotebook):
        def named(kind):
            found = gradebook.db.query(kind, BaseCell.name).join(
                BaseCell, kind.cell_id == BaseCell.id
            )
            return {name: row for row, name in found.filter(kind.notebook_id == record.id)}

        self._grades, self._comments = named(Grade), named(Comment)
        self.db = SimpleNamespace(commit=lambda: None)

    def find_grade(self, name, *_) -> Grade:
        return self._grades[name]

    def find_comment(self, name, *_) -> Comment:
        return self._comments[name]
