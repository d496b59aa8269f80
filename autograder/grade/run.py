"""A grading run from beginning to end.

find submissions → work (in other processes) → record (one writer) → report
"""

from __future__ import annotations

import tempfile
from concurrent.futures import Executor
from pathlib import Path

import nbformat

from autograder.build import chapter as chapters
from autograder.build.release import current_release, generate
from autograder.grade import ledger
from autograder.grade.confined import warm
from autograder.grade.database import reserved, spoken
from autograder.grade.dispatch import Dispatcher, Progress
from autograder.grade.errors import GradeError
from autograder.grade.execute import hidden_from
from autograder.grade.explained import learners_packs
from autograder.grade.left_out import tagged
from autograder.grade.lock import only_run
from autograder.grade.options import Options
from autograder.grade.plain_files import beside
from autograder.grade.preload import preload_for
from autograder.grade.record import Writer
from autograder.grade.results import Graded
from autograder.grade.secret import secret_of
from autograder.grade.submissions import Submission, gather
from autograder.grade.work import Course, work
from autograder.gradebook_url import default_url
from autograder.house import shown
from autograder.sandbox.walls import NoSandbox, walls
from autograder.workers import Workers

WORK = work.__module__


def grade(
    place: Path,
    out: Path,
    assignment: str | None = None,
    executor: Executor | None = None,
    progress: Progress = lambda done, total, student: None,
    options: Options | None = None,
) -> Graded:
    """Grade the submissions in `place` and leave everything in the nbgrader course folder `out`.

    Args:
        place: A folder of submissions, or a zip of it.
        out: Made if it is not there.
        assignment: Its name; None takes the one that is there.
        executor: Where notebooks run; the default is `Workers`, processes of this machine.
        progress: Called with (done, total, student) as each submission is recorded.
        options: What else the run is told.

    Raises:
        GradeError, BuildError: The run cannot start or cannot go on. What was recorded by then
            is kept, and the same call goes on with the rest.
        ValueError: The options give a number of workers beside an executor, which has its own.
    """
    options = options or Options()
    if executor is not None and options.workers is not None:
        raise ValueError(
            f"{options.workers} workers were asked for beside an executor, which brings its own. "
            "Leave out one of the two."
        )
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
            learners_packs(chapter.exercises),
        )
        version = ledger.course_fingerprint(repr(course))
        dispatcher = Dispatcher(writer, course, executor, options, version)
        results = dispatcher.through(submissions, progress)
    finally:
        writer.close()
    return Graded(chapter.name, chapter.exercises, results, out)


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
