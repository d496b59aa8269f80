"""The one writer: everything that a run leaves in an nbgrader course folder passes through here."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime
from pathlib import Path

import nbformat
from traitlets.config import Config

from autograder.build.release import nbgrader_config
from autograder.check_cells import exercise_of
from autograder.files import replace_with
from autograder.grade import ledger
from autograder.grade.database import spoken
from autograder.grade.gradebook import Book
from autograder.grade.restore import Released, released_cells
from autograder.grade.submissions import Submission
from autograder.grade.work import Outcome, Task
from autograder.nbgrader_insides.timestamps import timestamp_in


@dataclass(frozen=True)
class Recorded:
    """What the gradebook now says of a submission."""

    score: float
    entry: ledger.Entry


class Writer:
    """Records submissions of one assignment in the nbgrader course folder `course`."""

    def __init__(self, course: Path, assignment: str, url: str):
        self.course, self.assignment = course, assignment
        self.config: Config = nbgrader_config(course, url)
        self.book = Book(url, self.config)
        with self.book.transaction():
            ledger.make_table(self.book.gradebook)
        with spoken(url):
            self.entries = ledger.read(self.book.gradebook, assignment)

    def close(self) -> None:
        self.book.gradebook.close()

    def released(self) -> list[Released]:
        """The cells of the released notebook."""
        return released_cells(self.book.gradebook, self.assignment, self.assignment)

    def score_of(self, student: str) -> float:
        """The score in the gradebook, with what people have added to it."""
        with spoken(self.book.url):
            submission = self.book.gradebook.find_submission(self.assignment, student)
            penalty = sum(n.late_submission_penalty or 0 for n in submission.notebooks)
            return submission.score - penalty

    def record(
        self,
        submission: Submission,
        task: Task,
        outcome: Outcome,
        fingerprint: str,
        only: str | None = None,
    ) -> Recorded:
        """Save a judged notebook, its scores and the word that it is done, or nothing at all.

        Args:
            only: The exercise that is graded anew; what was recorded of the others stays.
        """
        student = submission.student
        before = self.entries.get(student)
        # a worker of ours wrote it a moment ago, so its form is not checked once more
        text, notebook = outcome.notebook, nbformat.v4.reads(outcome.notebook)
        verdicts, seconds = outcome.verdicts, outcome.seconds
        if only is not None and before is not None:
            verdicts = before.verdicts | {only: outcome.verdicts[only]}
            seconds = before.seconds | {k: v for k, v in outcome.seconds.items() if k == only}
            notebook = self._with_new_check(student, notebook, only)
            text = nbformat.writes(notebook)
        entry = ledger.Entry(
            fingerprint, outcome.state, outcome.note, outcome.maximum, verdicts, seconds
        )
        self._keep(submission, task)
        self._write_autograded(student, text)
        with self.book.transaction():
            score = self.book.save(
                self.assignment,
                student,
                notebook,
                self._timestamp(student),
                only if before is not None else None,
            )
            ledger.write(self.book.gradebook, self.assignment, student, entry)
        self.book.gradebook.db.remove()  # or the session grows with the class
        self.entries[student] = entry
        return Recorded(score, entry)

    def _with_new_check(self, student: str, notebook, only: str):
        """The notebook of the earlier run with the outputs of one check replaced."""
        path = self._path("autograded", student)
        if not path.is_file():
            return notebook
        earlier = nbformat.read(path, as_version=4)
        new = {exercise_of(cell): cell for cell in notebook.cells}
        for cell in earlier.cells:
            if exercise_of(cell) == only:
                cell.outputs = new[only].outputs
        return earlier

    def _write_autograded(self, student: str, text: str) -> None:
        path = self._path("autograded", student)
        path.parent.mkdir(parents=True, exist_ok=True)
        with replace_with(path) as file:
            file.write(text + "\n")

    def _path(self, step: str, student: str) -> Path:
        return self.course / step / student / self.assignment / f"{self.assignment}.ipynb"

    def _timestamp(self, student: str) -> datetime | None:
        """When it was handed in, from nbgrader's ``timestamp.txt`` beside the notebook."""
        return timestamp_in(self._path("submitted", student).parent, self.config)

    def _keep(self, submission: Submission, task: Task) -> None:
        """Copy what was handed in to ``submitted/``, where nbgrader and Formgrader look for it.

        A file that is there already is left alone; another one that an earlier run kept under the
        same name is moved to ``replaced/``, so that nothing handed in is ever lost.
        """
        path = self._path("submitted", submission.student)
        if submission.path is None or (path.exists() and path.samefile(submission.path)):
            return
        path.parent.mkdir(parents=True, exist_ok=True)
        content = task.content if task.content is not None else submission.path.read_bytes()
        if path.exists() and path.read_bytes() != content:
            place = self._path("replaced", submission.student)
            place.parent.mkdir(parents=True, exist_ok=True)
            number = sum(1 for _ in place.parent.iterdir()) + 1
            path.rename(place.with_name(f"{number}-{place.name}"))
        for name, data in ({path.name: content} | task.files).items():
            kept = path.parent / name
            kept.parent.mkdir(parents=True, exist_ok=True)
            kept.write_bytes(data)
