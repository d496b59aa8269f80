"""The one writer: everything that goes into nbgrader's gradebook passes through here.

nbgrader's own Autograde does the work, in its two halves: `sanitize` gives the notebook that is
sent to a worker, `record` takes the executed one back and saves scores and files.
"""

from __future__ import annotations

import shutil
from pathlib import Path

import nbformat
from nbconvert.preprocessors import ClearMetadataPreprocessor
from nbgrader.api import Gradebook
from nbgrader.converters import Autograde, GenerateFeedback
from nbgrader.coursedir import CourseDirectory
from nbgrader.preprocessors import (
    AssignLatePenalties,
    CheckCellMetadata,
    ClearOutput,
    DeduplicateIds,
    IgnorePattern,
    LimitOutput,
    OverwriteCells,
    OverwriteKernelspec,
    SaveAutoGrades,
)
from nbformat import NotebookNode

from autograder.build.release import nbgrader_config, quiet_log
from autograder.grade.restore import Restore
from autograder.grade.submissions import Submission
from rnn_course.judging import Verdict

SANITIZE = [
    Restore, ClearOutput, DeduplicateIds, OverwriteKernelspec, OverwriteCells, CheckCellMetadata,
]  # fmt: skip
SAVE = [
    IgnorePattern, ClearMetadataPreprocessor, LimitOutput, SaveAutoGrades, AssignLatePenalties,
    CheckCellMetadata,
]  # fmt: skip


class Writer:
    """Records submissions of one assignment in the nbgrader course folder `course`."""

    def __init__(self, course: Path, assignment: str):
        self.course, self.assignment = course, assignment
        self.config = nbgrader_config(course)
        self.config.Autograde.sanitize_preprocessors = SANITIZE
        self.config.Autograde.autograde_preprocessors = SAVE
        self.config.ClearMetadataPreprocessor.enabled = False

    def sanitize(self, submission: Submission) -> NotebookNode:
        """Register the submission and return its notebook as it may be run.

        A submission that cannot be read is graded as the untouched released notebook: it gets a
        score of 0 and feedback like everyone's, and its own file stays where it is.
        """
        path = self._place(submission)
        converter = self._converter(submission.student)
        converter._sanitizing = True
        converter.init_notebooks()
        converter.notebooks = [str(path)]
        self._prepare(converter)
        converter.init_assignment(self.assignment, submission.student)
        converter._init_preprocessors()
        return self._convert(converter, path)

    def record(self, submission: Submission, settled: NotebookNode) -> float:
        """Save an executed and judged notebook and its scores. Returns the score."""
        path = self.course / "autograded" / submission.student / self.assignment
        path = path / f"{self.assignment}.ipynb"
        path.parent.mkdir(parents=True, exist_ok=True)
        path.unlink(missing_ok=True)  # nbgrader leaves its files read-only
        nbformat.write(settled, path)
        converter = self._converter(submission.student)
        converter._sanitizing = False
        self._prepare(converter)
        converter._init_preprocessors()
        self._convert(converter, path, write=True)
        with Gradebook(self.config.CourseDirectory.db_url) as gradebook:
            return gradebook.find_submission(self.assignment, submission.student).score

    def _place(self, submission: Submission) -> Path:
        """Copy what is graded to ``submitted/``, where nbgrader and Formgrader look for it."""
        folder = self.course / "submitted" / submission.student / self.assignment
        shutil.rmtree(folder, ignore_errors=True)
        folder.mkdir(parents=True)
        path = folder / f"{self.assignment}.ipynb"
        if submission.notebook is None:
            release = self.course / "release" / self.assignment / f"{self.assignment}.ipynb"
            shutil.copy(release, path)
        else:
            path.write_text(submission.notebook, encoding="utf-8")
        return path

    def _converter(self, student: str) -> Autograde:
        folder = CourseDirectory(config=self.config)
        folder.assignment_id, folder.student_id = self.assignment, student
        converter = Autograde(coursedir=folder, config=self.config)
        converter.log = quiet_log()
        return converter

    @staticmethod
    def _prepare(converter) -> None:
        converter.exporter = converter.exporter_class(parent=converter, config=converter.config)

    def _convert(self, converter, path: Path, write: bool = False) -> NotebookNode:
        resources = converter.init_single_notebook_resources(str(path))
        text, resources = converter.exporter.from_filename(str(path), resources=resources)
        if write:
            path.write_text(text, encoding="utf-8")
        return nbformat.reads(text, as_version=4)


def add_note(notebook: NotebookNode, text: str) -> None:
    """Put a note for the student in front of the notebook."""
    note = nbformat.v4.new_markdown_cell(f"**Note from the grader.** {text}")
    note.id = "note-from-the-grader"
    notebook.cells.insert(0, note)


def write_feedback(course: Path, assignment: str, student: str) -> Path:
    """nbgrader's HTML feedback for one student."""
    config = nbgrader_config(course)
    folder = CourseDirectory(config=config)
    folder.assignment_id, folder.student_id = assignment, student
    converter = GenerateFeedback(coursedir=folder, config=config)
    converter.force = True
    converter.log = quiet_log()
    converter.start()
    return course / "feedback" / student / assignment / f"{assignment}.html"


def total(verdicts: dict[str, Verdict]) -> int:
    """Points of the sealed exercises."""
    return sum(verdict.points for verdict in verdicts.values())
