"""``grade``: its progress, and what it prints at the end."""

from __future__ import annotations

import os
import sys
import tempfile
from contextlib import contextmanager, nullcontext
from pathlib import Path

from autograder import house
from autograder.grade_arguments import run_options
from autograder.workers import Workers


def grade(options) -> int:
    """Grade, print the table, write CSV and feedback. 0 only when every submission has a score."""
    with _executor(options) as connect:
        from autograder.build import BuildError
        from autograder.grade.errors import GradeError
        from autograder.report.table import printable

        try:
            with tempfile.TemporaryDirectory(prefix="sample-class-") as scratch:
                graded = _grade(options, Path(scratch), connect)
        except (GradeError, BuildError) as error:
            for line in str(error).splitlines():
                print(printable(line), file=sys.stderr)
            return 1
    return 0 if graded.complete else 1


def _grade(options, scratch: Path, connect):
    from rich.console import Console

    from autograder.grade.run import grade
    from autograder.report.roster import read_roster

    width = None if sys.stdout.isatty() else max(100, int(os.environ.get("COLUMNS") or 100))
    console = Console(width=width, highlight=False)
    talk = Console(stderr=True, highlight=False)  # progress; the results go to stdout
    if options.roster:
        read_roster(options.roster)  # a fault in it is told before the class is graded
    place, out = options.submissions, options.out or house.OUT
    if place is None:
        place, out = _sample(options, scratch, talk), options.out or house.SAMPLE_OUT
    with connect() as executor, _progress(talk) as progress:
        graded = grade(
            place,
            out,
            options.assignment,
            executor=executor,
            progress=progress,
            options=run_options(options),
        )
    _tell(options, graded, console)
    return graded


def _tell(options, graded, console) -> None:
    from autograder.grade.errors import GradeError

    try:
        _report(options, graded, console)
    except BrokenPipeError:  # whoever read the table has seen enough
        raise
    except OSError as error:
        raise GradeError(
            f"The reports could not be written to {house.shown(graded.out)} ({error.strerror}). The "
            "scores are in the gradebook; put this right, and the same command writes the reports."
        ) from error


def _sample(options, scratch: Path, talk) -> Path:
    from autograder.build import chapter as chapters
    from autograder.grade import sample
    from autograder.grade.errors import GradeError

    known = {path.stem: path for path in chapters.sources()}
    name = options.assignment or (min(known) if house.elsewhere() else "02_forward")
    if name not in known:
        raise GradeError(f"There is no assignment '{name}'. Known: {', '.join(known)}.")
    talk.print(f"No submissions were named: grading a sample class made from {name}.")
    sample.make_class(chapters.read(known[name]), scratch)
    return scratch


@contextmanager
def _executor(options):
    """Gives a function that gives the Dask cluster that was named, or processes of this machine.

    The processes are started before anything else is imported here: they need as long as we do.
    """
    if options.scheduler is not None:
        yield lambda: _cluster(options.scheduler)
        return
    count = options.workers or os.cpu_count() or 1
    workers = Workers(min(count, len(options.student) or count), "autograder.grade.work")
    try:
        yield lambda: nullcontext(workers)
    finally:
        workers.shutdown(cancel_futures=True)


def _cluster(address: str):
    from autograder.grade.scheduler import cluster

    return cluster(address)


@contextmanager
def _progress(talk):
    """A bar in a terminal, a line now and then elsewhere."""
    from rich.progress import (
        BarColumn,
        MofNCompleteColumn,
        Progress,
        TextColumn,
        TimeRemainingColumn,
    )

    bar = Progress(
        TextColumn("{task.description}"),
        BarColumn(),
        MofNCompleteColumn(),
        TextColumn("{task.fields[rate]}"),
        TimeRemainingColumn(),
        console=talk,
        disable=not talk.is_terminal,
    )
    with bar:
        task = bar.add_task("grading", total=None, rate="")

        def progress(done: int, total: int, student: str) -> None:
            speed = bar.tasks[task].speed
            rate = f"{speed:.1f}/s" if speed else ""
            bar.update(task, completed=done, total=total, rate=rate)
            if bar.disable and (done % 20 == 0 or done == total):
                talk.print(f"{done} of {total} graded")

        yield progress


def _report(options, graded, console) -> None:
    """First the files, then the table: a pipe that is closed early must not cost the feedback."""
    from autograder.gradebook_url import default_url, name_of
    from autograder.report import everything, table
    from autograder.report.roster import read_roster

    again = sum(result.again for result in graded.results)
    unchanged = len(graded.results) - again
    roster = read_roster(options.roster) if options.roster else None
    reports = everything.write_all(
        graded, roster, options.workers, options.gradebook, pages=not options.no_feedback
    )
    graded, out = reports.graded, reports.graded.out
    table.print_table(graded, console)
    table.print_mistakes(graded, console)
    table.print_notes(graded, console)
    console.print(
        f"\n{again} submission{'' if again == 1 else 's'} graded"
        + (f", {unchanged} left as they were." if unchanged else ".")
    )
    if reports.left_out:
        names = ", ".join(table.printable(name) for name in reports.left_out)
        console.print(
            f"Not in the files for Canvas and Moodle, no id in the roster: {names}", markup=False
        )
    for name, path in reports.files.items():
        console.print(f"{name:9} {house.shown(path)}")
    if reports.pages:
        console.print(f"Feedback  {house.shown(out / 'feedback')} ({reports.pages} pages)")
    where = name_of(options.gradebook or default_url(out))  # never the password
    console.print(f"Gradebook {where}", markup=False)
