"""Send submissions to workers, few at a time, and record what comes back as it comes."""

from __future__ import annotations

from collections.abc import Callable
from concurrent.futures import FIRST_COMPLETED, Future, wait

from autograder.grade import ledger
from autograder.grade.errors import GradeError
from autograder.grade.options import Options
from autograder.grade.plain_files import beside
from autograder.grade.record import Writer
from autograder.grade.results import SubmissionResult
from autograder.grade.submission_state import SubmissionState
from autograder.grade.submissions import Submission
from autograder.grade.work import Course, Outcome, Task, work
from autograder.house import shown
from autograder.workers import WorkerDied

AHEAD = 3  # jobs that wait for each worker, so that none is idle and few are in memory

Progress = Callable[[int, int, str], None]  # told (done, total, student) as each is recorded


class Dispatcher:
    """Grades the submissions of one run."""

    def __init__(self, writer: Writer, course: Course, executor, options: Options, version: str):
        self.writer, self.course, self.executor = writer, course, executor
        self.options, self.version = options, version

    def through(self, submissions: list[Submission], progress: Progress) -> list[SubmissionResult]:
        results: dict[str, SubmissionResult] = {}
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
            state, problem = SubmissionState.UNREADABLE, str(error)
        mark = ledger.fingerprint(self.version, content, files, problem)
        name = submission.path.name if submission.path else ""
        return Task(submission.student, name, state, problem, content, files), mark

    def _unchanged(self, submission: Submission, mark: str) -> SubmissionResult | None:
        entry = self.writer.entries.get(submission.student)
        if entry is None or entry.fingerprint != mark or self.options.force:
            return None
        if self.options.exercise is not None:
            return None
        return self._remembered(submission.student, entry)

    def _remembered(self, student: str, entry: ledger.Entry) -> SubmissionResult:
        score = self.writer.score_of(student)
        return SubmissionResult(
            student,
            entry.state,
            score,
            entry.maximum,
            entry.verdicts,
            entry.note,
            entry.seconds,
            again=False,
        )

    def _record(
        self, submission: Submission, task: Task, mark: str, future: Future
    ) -> SubmissionResult:
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
        return SubmissionResult(
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
            SubmissionState.KERNEL_DIED,
            "The grader's own process ended twice while it ran this notebook, so it was given up. "
            "It may need more memory than this machine has.",
        )
        return work(lost, self.course)


def _failed(submission: Submission, error: Exception) -> SubmissionResult:
    """A fault of ours or of the machine: it is said, and the others go on."""
    first = str(error).splitlines()[0] if str(error) else ""
    note = f"This submission could not be recorded ({type(error).__name__}: {first})."
    return SubmissionResult(submission.student, SubmissionState.FAILED, 0.0, 0.0, {}, note)
