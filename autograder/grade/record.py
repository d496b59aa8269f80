"""The one writer: everything that goes into nbgrader's gradebook passes through here.

nbgrader's own Autograde does the work, in its two halves: `sanitize` gives the notebook that is
sent to a worker, `record` takes the executed one back and saves scores and files.
"""

from __future__ import annotations

from pathlib import Path

import nbformat
from nbconvert.preprocessors import ClearMetadataPreprocessor
from nbformat import NotebookNode
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

from autograder.build.release import nbgrader_config, quiet_log
from autograder.grade.restore import Restore
from autograder.grade.submissions import Submission

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
        score of 0 and feedback like everyone's, and its own file stays as it is.
        """
        path = self._keep(submission)
        release = self.course / "release" / self.assignment / path.name
        text = submission.notebook or release.read_text(encoding="utf-8")
        converter = self._converter(submission.student, sanitizing=True)
        converter.notebooks = [str(path)]
        converter.init_assignment(self.assignment, submission.student)
        return self._convert(converter, path, nbformat.reads(text, as_version=4))

    def record(self, submission: Submission, settled: NotebookNode) -> float:
        """Save an executed and judged notebook and its scores. Returns the score."""
        path = self._path("autograded", submission.student)
        path.parent.mkdir(parents=True, exist_ok=True)
        converter = self._converter(submission.student, sanitizing=False)
        recorded = self._convert(converter, path, settled)
        path.unlink(missing_ok=True)  # nbgrader leaves its files read-only
        nbformat.write(recorded, path)
        with Gradebook(self.config.CourseDirectory.db_url) as gradebook:
            return gradebook.find_submission(self.assignment, submission.student).score

    def _path(self, step: str, student: str) -> Path:
        return self.course / step / student / self.assignment / f"{self.assignment}.ipynb"

    def _keep(self, submission: Submission) -> Path:
        """Copy what was handed in to ``submitted/``, where nbgrader and Formgrader look for it.

        A file that is there already is left alone; another one that an earlier run kept under the
        same name is moved to ``replaced/``, so that nothing handed in is ever lost.
        """
        path = self._path("submitted", submission.student)
        if submission.path is None or (path.exists() and path.samefile(submission.path)):
            return path
        content = submission.path.read_bytes()
        if path.exists() and path.read_bytes() != content:
            place = self._path("replaced", submission.student)
            place.parent.mkdir(parents=True, exist_ok=True)
            number = sum(1 for _ in place.parent.iterdir()) + 1
            path.rename(place.with_name(f"{number}-{place.name}"))
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_bytes(content)
        return path

    def _converter(self, student: str, sanitizing: bool) -> Autograde:
        folder = CourseDirectory(config=self.config)
        folder.assignment_id, folder.student_id = self.assignment, student
        converter = Autograde(coursedir=folder, config=self.config)
        converter.log = quiet_log()
        converter._sanitizing = sanitizing
        converter.exporter = converter.exporter_class(parent=converter, config=converter.config)
        converter._init_preprocessors()
        return converter

    @staticmethod
    def _convert(converter: Autograde, path: Path, notebook: NotebookNode) -> NotebookNode:
        resources = converter.init_single_notebook_resources(str(path))
        text, _ = converter.exporter.from_notebook_node(notebook, resources=resources)
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
