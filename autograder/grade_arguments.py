"""The command line of ``grade``, and its words as a run takes them.

It is read before anything is graded, so nothing heavy is imported here.
"""

from __future__ import annotations

import argparse
import os
from pathlib import Path

from autograder.grade.options import Options
from autograder.sandbox.limits import MEGABYTE, Limits

URL_VARIABLE = "RNN_COURSE_GRADEBOOK"


def add_arguments(verb: argparse.ArgumentParser) -> None:
    """The command line of ``grade``."""
    verb.add_argument(
        "submissions",
        nargs="?",
        type=Path,
        metavar="SUBMISSIONS",
        help="a folder STUDENT/ASSIGNMENT/ASSIGNMENT.ipynb, or a zip of it",
    )
    verb.add_argument("--assignment", metavar="NAME", help="such as 02_forward")
    verb.add_argument(
        "--out",
        type=Path,
        metavar="DIR",
        help="default: grading, or grading/sample for the sample class",
    )

    which = verb.add_argument_group("which submissions (default: those not graded yet, or changed)")
    which.add_argument(
        "--student",
        action="append",
        default=[],
        metavar="NAME",
        help="only this student; may be given several times",
    )
    which.add_argument(
        "--exercise", metavar="NAME", help="grade this exercise anew, the others keep their points"
    )
    which.add_argument("--force", action="store_true", help="grade what is unchanged too")

    where = verb.add_argument_group("where")
    where.add_argument("--workers", type=_whole, metavar="N", help="default: the cores")
    where.add_argument(
        "--scheduler",
        metavar="ADDRESS",
        help="a Dask scheduler, such as tcp://host:8786, in place of workers here",
    )
    where.add_argument(
        "--gradebook",
        metavar="URL",
        default=os.environ.get(URL_VARIABLE) or None,
        help="such as postgresql+psycopg://user@host/name; default: gradebook.db in "
        f"the folder, or what {URL_VARIABLE} says",
    )
    where.add_argument("--no-feedback", action="store_true", help="write no HTML pages")
    where.add_argument(
        "--roster", type=Path, metavar="FILE", help="CSV: folder names and ids in Canvas or Moodle"
    )
    where.add_argument(
        "--no-sandbox",
        action="store_true",
        help="run students' code with all your rights; know what you do",
    )

    usual = Limits()
    limits = verb.add_argument_group("how much a submission may use")
    for name, default, what in (
        ("--cell-seconds", usual.cell_seconds, "time of a cell"),
        ("--notebook-seconds", usual.notebook_seconds, "time of all cells"),
        ("--cpu-seconds", usual.cpu_seconds, "processor time"),
        ("--memory", usual.memory / MEGABYTE, "megabytes of memory"),
        ("--file-size", usual.file_size / MEGABYTE, "megabytes of a file that it writes"),
        ("--disk", usual.disk / MEGABYTE, "megabytes of all its files"),
        ("--output", usual.output / MEGABYTE, "megabytes that it prints and displays"),
    ):
        limits.add_argument(
            name,
            type=_positive,
            default=default,
            metavar="N",
            help=f"{what} (default: {default:g})",
        )
    limits.add_argument(
        "--processes",
        type=_count,
        default=0,
        metavar="N",
        help="other processes that it may start (default: 0)",
    )


def _whole(text: str) -> int:
    value = int(text) if text.isdigit() else 0
    if value < 1:
        raise argparse.ArgumentTypeError(f"'{text}' is not a whole number above 0")
    return value


def _count(text: str) -> int:
    if not text.isdigit():
        raise argparse.ArgumentTypeError(f"'{text}' is not a whole number")
    return int(text)


def _positive(text: str) -> float:
    try:
        value = float(text)
    except ValueError:
        value = 0.0
    if not 0 < value < float("inf"):
        raise argparse.ArgumentTypeError(f"'{text}' is not a number above 0")
    return value


def run_options(options) -> Options:
    """The command line's words as the run takes them."""
    limits = Limits(
        cell_seconds=options.cell_seconds,
        notebook_seconds=options.notebook_seconds,
        cpu_seconds=options.cpu_seconds,
        memory=int(options.memory * MEGABYTE),
        processes=options.processes,
        file_size=int(options.file_size * MEGABYTE),
        disk=int(options.disk * MEGABYTE),
        output=int(options.output * MEGABYTE),
    )
    return Options(
        students=tuple(options.student),
        exercise=options.exercise,
        force=options.force,
        sandbox=not options.no_sandbox,
        limits=limits,
        url=options.gradebook,
    )
