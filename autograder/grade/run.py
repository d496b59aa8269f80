"""A grading run from beginning to end.

read submissions → sanitize → seal → execute (in workers) → settle → record (one writer) → report
"""

from __future__ import annotations

import tempfile
from collections.abc import Callable
from concurrent.futures import Executor, Future, as_completed
from dataclasses import dataclass, field
from pathlib import Path

import nbformat
from nbformat import NotebookNode
from rnn_course.judging import Verdict
from rnn_course.pack import Pack

from autograder.build import chapter as chapters
from autograder.build.release import generate
from autograder.grade import record, sealing
from autograder.grade.execute import execute
from autograder.grade.restore import RESTORED
from autograder.grade.secret import secret_of
from autograder.grade.submissions import GradeError, Submission, gather
from autograder.grade.timing import seconds_of
from autograder.house import SOLUTIONS, shown
from autograder.workers import pool


@dataclass(frozen=True)
class Result:
    """What became of one submission.

    seconds
        How long the check cell of each exercise took in the student's process, where it ran.
    """

    student: str
    state: str
    score: float
    maximum: float
    verdicts: dict[str, Verdict] = field(default_factory=dict)
    note: str = ""
    seconds: dict[str, float] = field(default_factory=dict)


@dataclass(frozen=True)
class Graded:
    """A finished run: the assignment, the exercises in order, one result per submission."""

    assignment: str
    exercises: list[str]
    results: list[Result]
    out: Path

    @property
    def complete(self) -> bool:
        """Whether every submission has a score."""
        return all(result.state != "failed" for result in self.results)


@dataclass(frozen=True)
class Job:
    """A submission between its two halves: sanitized, sealed, away for its run."""

    submission: Submission
    notebook: NotebookNode
    packs: dict[str, Pack]
    seed: bytes
    note: str


def grade(
    place: Path,
    out: Path,
    assignment: str | None = None,
    workers: int | None = None,
    executor: Executor | None = None,
    progress: Callable[[int, int, str], None] = lambda done, total, student: None,
) -> Graded:
    """Grade the submissions in `place` and leave everything in the nbgrader course folder `out`.

    progress
        Called with (done, total, student) as each submission is recorded.
    executor
        Where notebooks run; the default is a process pool with `workers` processes.

    Raises `GradeError` or `BuildError` when the run cannot start.
    """
    known = {path.stem: path for path in chapters.sources(SOLUTIONS)}
    out = out.resolve()  # nbgrader and its database resolve a relative path each in their own way
    with tempfile.TemporaryDirectory(prefix="submissions-") as scratch:
        submissions = gather(place, assignment, list(known), Path(scratch))
        name = submissions[0].assignment
        chapter = chapters.read(known[name])
        try:
            out.mkdir(parents=True, exist_ok=True)
            secret = secret_of(out)
        except OSError as error:
            raise GradeError(
                f"The results cannot be written to {shown(out)} ({error.strerror}). Choose another "
                "folder with --out."
            ) from None
        generate(chapter, out)
        writer = record.Writer(out, name)
        workplace = executor or pool(workers)
        try:
            results = _grade_all(submissions, writer, workplace, secret, progress)
        finally:
            if executor is None:
                workplace.shutdown(cancel_futures=True)
    return Graded(name, chapter.exercises, results, out)


def _grade_all(submissions, writer, executor, secret, progress) -> list[Result]:
    results: dict[str, Result] = {}
    waiting: dict[Future, Job] = {}
    for submission in submissions:
        try:
            job, future = _start(writer, executor, submission, secret)
            waiting[future] = job
        except Exception as error:
            results[submission.student] = _failed(submission, error)
    for future in as_completed(waiting):
        job = waiting.pop(future)
        results[job.submission.student] = _finish(writer, job, future)
        progress(len(results), len(submissions), job.submission.student)
    return [results[submission.student] for submission in submissions]


def _start(writer, executor, submission: Submission, secret: bytes) -> tuple[Job, Future]:
    notebook = writer.sanitize(submission)
    note = notebook.metadata.pop(RESTORED, "")
    seed = sealing.submission_seed(secret, submission.student, notebook)
    packs = sealing.packs_for(notebook, seed)
    sealed = sealing.seal(notebook, packs)
    job = Job(submission, notebook, packs, seed, note)
    return job, executor.submit(execute, nbformat.writes(sealed), {})


def _finish(writer, job: Job, future: Future) -> Result:
    submission = job.submission
    try:
        executed = nbformat.reads(future.result(), as_version=4)
        settled, verdicts = sealing.settle(job.notebook, executed, job.packs, job.seed)
        run = dict(executed.metadata.get("grading", {}))
        state, notes = run.get("state", "graded"), [job.note, run.get("message", "")]
        if submission.notebook is None:
            state, notes = submission.state, [submission.problem]
        elif state == "graded" and verdicts and not any(map(_answered, verdicts.values())):
            # one broken check is the student's affair; all of them may be ours
            notes += ["No check gave an answer.", _second_line(next(iter(verdicts.values())))]
        note = " ".join(filter(None, notes))
        if note:
            record.add_note(settled, note)
        settled.metadata.pop("grading", None)
        score = writer.record(submission, settled)
    except Exception as error:
        return _failed(submission, error)
    maximum = sum(
        cell.metadata.nbgrader.points
        for cell in job.notebook.cells
        if cell.metadata.get("nbgrader", {}).get("grade")
    )
    seconds = seconds_of(job.notebook, executed)
    return Result(submission.student, state, score, maximum, verdicts, note, seconds)


def _answered(verdict: Verdict) -> bool:
    return verdict.state != "no answer"


def _second_line(verdict: Verdict) -> str:
    return " ".join(verdict.message.split("\n")[1:]).strip()


def _failed(submission: Submission, error: Exception) -> Result:
    """A fault of ours or of the machine: it is said, and the others go on."""
    first = str(error).splitlines()[0] if str(error) else ""
    note = f"This submission could not be recorded ({type(error).__name__}: {first})."
    return Result(submission.student, "failed", 0.0, 0.0, {}, note)
