"""Record one judged notebook in an open gradebook: nbgrader decides, and one transaction holds it.

nbgrader's preprocessors open the database for each notebook and commit after each cell. Here they
work on a gradebook that is open already, and their commits wait for the end.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator
from contextlib import contextmanager
from types import SimpleNamespace

from nbformat import NotebookNode
from nbgrader.api import BaseCell, Comment, Grade, Gradebook, SubmittedNotebook
from nbgrader.preprocessors import AssignLatePenalties, SaveAutoGrades
from traitlets.config import Config


@contextmanager
def commits_held_back(gradebook: Gradebook) -> Iterator[Callable[[], None]]:
    """What nbgrader commits inside is only sent to the database. Gives the real commit."""
    session = gradebook.db
    commit = session.commit
    session.commit = session.flush
    try:
        yield commit
    finally:
        del session.commit


class Saver:
    """nbgrader's own steps that give scores, comments and late penalties."""

    def __init__(self, config: Config):
        self.grades = SaveAutoGrades(config=config)
        self.penalties = AssignLatePenalties(config=config)
        self.penalties.init_plugin()

    def save(
        self,
        gradebook: Gradebook,
        record: SubmittedNotebook,
        notebook: NotebookNode,
        only: str | None = None,
    ) -> None:
        """Set the automatic scores and comments of a submitted notebook's record.

        Args:
            gradebook: An open one.
            record: The notebook in it.
            notebook: What was judged.
            only: The one cell that is looked at; the others stay as they are.
        """
        self.grades.gradebook = _OneSubmission(gradebook, record)
        # their names are handed to `_OneSubmission`, which needs none
        self.grades.notebook_id = self.grades.assignment_id = self.grades.student_id = ""
        for index, cell in enumerate(notebook.cells):
            data = cell.metadata.get("nbgrader")
            if data and (only is None or data.grade_id == only):
                self.grades.preprocess_cell(cell, {}, index)

    def late_penalty(
        self, record: SubmittedNotebook, student: str, seconds_late: float
    ) -> float | None:
        """What the course's plug-in takes off for so many seconds; None for nothing."""
        if seconds_late <= 0:
            return None
        plugin = self.penalties.plugin_inst
        penalty = plugin.late_submission_penalty(student, record.score, seconds_late)
        if penalty is None:
            return None
        return self.penalties._check_late_penalty(record, penalty)


class _OneSubmission:
    """What SaveAutoGrades asks of a gradebook, for one submission read at once."""

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
