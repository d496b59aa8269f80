"""A grading run from beginning to end.

find submissions → work (in other processes) → record (one writer) → report
"""

from __future__ import annotations

import tempfile
from collections.abc import Callable
from concurrent.futures import FIRST_COMPLETED, Executor, Future, wait
from dataclasses import dataclass, field
from pathlib import Path

import nbformat

from autograder.build import chapter as chapters
from autograder.build.release import current_release, generate
from autograder.grade import ledger
from autograder.grade.confined import warm
from autograder.grade.database import default_url, reserved, spoken
from autograder.grade.execute import hidden_from
from autograder.grade.left_out import tagged
from autograder.grade.lock import only_run
from autograder.grade.preload import preload_for
from autograder.grade.record import Writer
from autograder.grade.secret import secret_of
from autograder.grade.submissions import GradeError, Submission, beside, gather
from autograder.grade.work import Course, Outcome, Task, work
from autograder.house import shown
from autograder.sandbox.limits import Limits
from autograder.sandbox.walls import NoSandbox, walls
from autograder.workers import WorkerDied, Workers
from rnn_course.verdict import Verdict

WORK = work.__module__
AHEAD = 3  # jobs that wait for each worker, so that none is idle and few are in memory


@dataclass(frozen=True)
class Result:
    """What became of one submission.

    again
        Whether it was graded in this run; False: it is unchanged since an earlier one.
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
    again: bool = True


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
class Options:
    """What a run may be told.

    students, exercise
        Grade only these; of a student's work, only this exercise's points change.
    force
        Grade what is unchanged since the last run too.
    url
        The gradebook's, when it is not the SQLite file in the course folder.
    """

    workers: int | None = None
    students: tuple[str, ...] = ()
    exercise: str | None = None
    force: bool = False
    sandbox: bool = True
    limits: Limits = Limits()
    url: str | None = None


Progress = Callable[[int, int, str], None]


def grade(
    place: Path,
    out: Path,
    assignment: str | None = None,
    workers: int | None = None,
    executor: Executor | None = None,
    progress: Progress = lambda done, total, student: None,
    options: Options | None = None,
) -> Graded:
    """Grade the submissions in `place` and leave everything in the nbgrader course folder `out`.

    progress
        Called with (done, total, student) as each submission is recorded.
    executor
        Where notebooks run; the default is `Workers`, processes of this machine.

    Raises `GradeError` or `BuildError` when the run cannot start or cannot go on; what was
    recorded by then is kept, and the same call goes on with the rest.
    """
    options = options or Options(workers=workers)
    known = {path.stem: path for path in chapters.sources()}
    out = out.resolve()  # nbgrader and its database resolve a relative path each in their own way
    with tempfile.TemporaryDirectory(prefix="submissions-") as scratch:
        submissions = gather(place, assignment, list(known), Path(scratch))
        _check_students(submissions, options.students)
        chapter = chapters.read(known[submissions[0].assignment])
        _check_exercise(chapter, options.exercise)
        here = executor is None or isinstance(executor, Workers)
        if options.sandbox and here:
            try:
                walls()
            except NoSandbox as error:
                raise GradeError(str(error)) from None
        url = options.url or default_url(out)
        with reserved(url):
            _make_folder(out)
            with only_run(out):
                home = executor or Workers(options.workers, WORK)
                if options.sandbox and here:  # beside the making of the release
                    home.each(warm, preload_for(chapter.notebook), hidden_from(chapter.notebook))
                try:
                    return _grade(submissions, chapter, out, url, home, options, progress)
                finally:
                    if executor is None:
                        home.shutdown(cancel_futures=True)


def _grade(submissions, chapter, out: Path, url: str, executor, options, progress) -> Graded:
    with spoken(url):
        current = current_release(chapter, out, url)
    if not current:
        generate(chapter, out, url)
    writer = Writer(out, chapter.name, url)
    try:
        release = nbformat.read(
            out / "release" / chapter.name / f"{chapter.name}.ipynb", as_version=4
        )
        course = Course(
            writer.released(),
            dict(release.metadata),
            beside(out / "source" / chapter.name / f"{chapter.name}.ipynb"),
            secret_of(out),
            options.limits,
            preload_for(chapter.notebook),
            options.sandbox,
            tagged(release),
        )
        run = Run(writer, course, executor, options, ledger.course_fingerprint(repr(course)))
        results = run.through(submissions, progress)
    finally:
        writer.close()
    return Graded(chapter.name, chapter.exercises, results, out)


class Run:
    """Sends submissions to workers, few at a time, and records what comes back as it comes."""

    def __init__(self, writer: Writer, course: Course, executor, options: Options, version: str):
        self.writer, self.course, self.executor = writer, course, executor
        self.options, self.version = options, version

    def through(self, submissions: list[Submission], progress: Progress) -> list[Result]:
        results: dict[str, Result] = {}
        wanted = self.options.students
        chosen = [s for s in submissions if not wanted or s.student in wanted]
        for submission in submissions:  # the reports are about the whole class
            entry = self.writer.entries.get(submission.student)
            if wanted and submission.student not in wanted and entry is not None:
                results[submission.student] = self._remembered(submission.student, entry)
        known, total = len(results), len(chosen)
        waiting: dict[Future, tuple[Submission, Task, str]] = {}
        most = AHEAD * getattr(self.executor, "count", 16)
        left = iter(chosen)
        while True:
            for submission in left:
                try:
                    task, mark = self._task(submission)
                except Exception as error:
                    results[submission.student] = _failed(submission, error)
                    continue
                unchanged = self._unchanged(submission, mark)
                if unchanged:
                    results[submission.student] = unchanged
                    progress(len(results) - known, total, submission.student)
                    continue
                future = self.executor.submit(work, task, self.course)
                waiting[future] = submission, task, mark
                if len(waiting) >= most:
                    break
            if not waiting:
                break
            for future in wait(waiting, return_when=FIRST_COMPLETED).done:
                submission, task, mark = waiting.pop(future)
                results[submission.student] = self._record(submission, task, mark, future)
                progress(len(results) - known, total, submission.student)
        return [results[s.student] for s in submissions if s.student in results]

    def _task(self, submission: Submission) -> tuple[Task, str]:
        """The submission as a worker needs it, and its fingerprint."""
        state, problem, content, files = submission.state, submission.problem, None, {}
        try:
            content = submission.content()
            if content is not None:
                files = beside(submission.path)
        except GradeError as error:
            state, problem = "unreadable", str(error)
        mark = ledger.fingerprint(self.version, content, files, problem)
        name = submission.path.name if submission.path else ""
        return Task(submission.student, name, state, problem, content, files), mark

    def _unchanged(self, submission: Submission, mark: str) -> Result | None:
        entry = self.writer.entries.get(submission.student)
        if entry is None or entry.fingerprint != mark or self.options.force:
            return None
        if self.options.exercise is not None:
            return None
        return self._remembered(submission.student, entry)

    def _remembered(self, student: str, entry: ledger.Entry) -> Result:
        score = self.writer.score_of(student)
        return Result(
            student,
            entry.state,
            score,
            entry.maximum,
            entry.verdicts,
            entry.note,
            entry.seconds,
            again=False,
        )

    def _record(self, submission: Submission, task: Task, mark: str, future: Future) -> Result:
        try:
            outcome = self._outcome(task, future)
        except GradeError:
            raise
        except Exception as error:  # the worker's, which need not be everyone's
            return _failed(submission, error)
        try:
            recorded = self.writer.record(submission, task, outcome, mark, self.options.exercise)
        except GradeError:  # the gradebook or the disk: the others would fare no better
            raise
        except OSError as error:
            raise GradeError(
                f"{shown(self.writer.course)} could not be written to ({error.strerror}). What was "
                "recorded is kept; the same command goes on with the rest."
            ) from error
        except Exception as error:
            return _failed(submission, error)
        entry = recorded.entry
        return Result(
            submission.student,
            entry.state,
            recorded.score,
            entry.maximum,
            entry.verdicts,
            entry.note,
            entry.seconds,
        )

    def _outcome(self, task: Task, future: Future) -> Outcome:
        """The worker's answer; a submission whose workers died twice is graded as it was not run."""
        try:
            return future.result()
        except WorkerDied:
            pass
        lost = Task(
            task.student,
            task.name,
            "kernel died",
            (
                "The grader's own process ended twice while it ran this notebook, so it was given up. "
                "It may need more memory than this machine has."
            ),
        )
        return work(lost, self.course)


def _check_students(submissions: list[Submission], students: tuple[str, ...]) -> None:
    there = {submission.student for submission in submissions}
    unknown = [student for student in students if student not in there]
    if unknown:
        raise GradeError(
            f"There is no submission of {', '.join(unknown)}. The folders are called as the "
            f"students: {', '.join(sorted(there)[:8])}{', …' if len(there) > 8 else ''}."
        )


def _check_exercise(chapter, exercise: str | None) -> None:
    if exercise is not None and exercise not in chapter.exercises:
        raise GradeError(
            f"{chapter.name} has no exercise '{exercise}'. Its exercises: "
            f"{', '.join(chapter.exercises)}."
        )


def _make_folder(out: Path) -> None:
    """Make the course folder; its secret too, so that a folder that cannot be used is known now."""
    try:
        out.mkdir(parents=True, exist_ok=True)
        secret_of(out)
    except OSError as error:
        raise GradeError(
            f"The results cannot be written to {shown(out)} ({error.strerror}). Choose another "
            "folder with --out."
        ) from None


def _failed(submission: Submission, error: Exception) -> Result:
    """A fault of ours or of the machine: it is said, and the others go on."""
    first = str(error).splitlines()[0] if str(error) else ""
    note = f"This submission could not be recorded ({type(error).__name__}: {first})."
    return Result(submission.student, "failed", 0.0, 0.0, {}, note)
