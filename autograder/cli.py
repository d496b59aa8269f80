"""The verbs: lab, hand-in, grade, build, new … ``start.py VERB`` and ``rnn-course VERB``."""

from __future__ import annotations

import argparse
import os
import subprocess
import sys
from importlib.util import find_spec
from pathlib import Path

from autograder import exchange_command, grade_arguments, grade_command, house, testing
from autograder.exercises.specification import SpecificationError
from rnn_course import __main__ as learner


def main(arguments: list[str] | None = None) -> int:
    """Run one verb. Returns the exit status: 0 when all is well, 1 when not, 2 for wrong usage."""
    arguments = list(sys.argv[1:] if arguments is None else arguments)
    house.tools_on_path()
    if arguments[:1] == ["test"]:  # everything after it belongs to pytest
        return testing.test(arguments[1:])
    if arguments[:1] == ["bench"]:
        return bench(arguments[1:])
    options = parser().parse_args(arguments)
    try:
        if getattr(options, "course", None):
            house.use(options.course)
        return options.run(options)
    except house.NoCourse as error:
        return _complain([str(error)])
    except SpecificationError as error:
        return _complain([str(error)])
    except BrokenPipeError:  # the reader of our output has gone, as in `… | head`
        os.dup2(os.open(os.devnull, os.O_WRONLY), sys.stdout.fileno())
        return 1
    except KeyboardInterrupt:
        kept = (
            ""
            if options.verb != "grade"
            else " What was graded is in the gradebook. The same command goes on with the rest."
        )
        print(f"\nStopped.{kept}", file=sys.stderr)
        return 130


def parser() -> argparse.ArgumentParser:
    """The command line."""
    top = argparse.ArgumentParser(
        prog="rnn-course", description="A course on recurrent networks, its build and its grader."
    )
    verbs = top.add_subparsers(dest="verb", metavar="VERB")
    top.set_defaults(run=lab)
    own = argparse.ArgumentParser(add_help=False)
    own.add_argument(
        "--course",
        type=Path,
        metavar="FOLDER",
        help="a course of your own in FOLDER, in place of this one",
    )
    some = argparse.ArgumentParser(add_help=False)
    some.add_argument(
        "chapters", nargs="*", metavar="CHAPTER", help="such as 05_gru; without one, all chapters"
    )

    verb = verbs.add_parser(
        "lab", help="open JupyterLab on the course (the default)", parents=[own]
    )
    verb.add_argument("jupyter", nargs="*", help="handed on to JupyterLab")
    verb.set_defaults(run=lab, jupyter=[])

    verb = verbs.add_parser("progress", help="the chapters, and the points so far", parents=[own])
    verb.set_defaults(run=progress)

    verb = verbs.add_parser("hand-in", help="pack a chapter for upload", parents=[own])
    learner.add_arguments(verb)
    verb.set_defaults(run=hand_in)

    verb = verbs.add_parser(
        "exchange", help="make nbgrader's exchange, and put chapters into it", parents=[own]
    )
    exchange_command.add_arguments(verb)
    verb.set_defaults(run=exchange_command.exchange)

    verbs.add_parser("test", help="run the tests; --quick: those of what was changed")

    verb = verbs.add_parser("build", help="build course/ from solutions/", parents=[own, some])
    verb.add_argument("--check", action="store_true", help="write nothing; fail if not current")
    verb.set_defaults(run=build)

    verb = verbs.add_parser(
        "grade", help="grade a class; without SUBMISSIONS, a sample class", parents=[own]
    )
    grade_arguments.add_arguments(verb)
    verb.set_defaults(run=grade_command.grade)

    verb = verbs.add_parser(
        "doctor", help="look for faults in exercises, sources and course", parents=[own, some]
    )
    verb.add_argument(
        "--edits",
        action="store_true",
        help="also try every small edit of the right answers: each that changes one must lose "
        "points (minutes for a chapter)",
    )
    verb.set_defaults(run=doctor)

    verb = verbs.add_parser(
        "new", help="begin a new exercise: its cells and its room", parents=[own]
    )
    verb.add_argument("exercise", metavar="EXERCISE", help="its name, and the function's")
    verb.add_argument("--chapter", required=True, metavar="CHAPTER", help="such as 05_gru")
    verb.add_argument(
        "--after",
        metavar="OTHER",
        help="the exercise that it follows; default: the last one before the quiz",
    )
    verb.set_defaults(run=new)

    verbs.add_parser("bench", help="run the benchmarks and print their ratios; -k check chooses")

    verb = verbs.add_parser("website", help="build the course as a website")
    verb.add_argument("--out", metavar="DIR", help="the folder to build it in (site/)")
    verb.add_argument(
        "--chapter",
        metavar="NAME",
        action="append",
        default=[],
        help="this chapter alone, such as 02_forward; may be said more than once",
    )
    verb.set_defaults(run=website)
    return top


def lab(options) -> int:
    """Open JupyterLab at the repository's root, where nbgrader_config.py lies."""
    # Our defaults for it: a picture that moves is saved with its notebook. Else, opened again, it
    # would be a line that says "model not found".
    paths = [os.environ.get("JUPYTER_CONFIG_PATH"), str(Path(__file__).parent / "jupyter")]
    environment = os.environ | {"JUPYTER_CONFIG_PATH": os.pathsep.join(filter(None, paths))}
    command = [*lab_command(), *getattr(options, "jupyter", [])]
    return subprocess.call(command, cwd=house.ROOT, env=environment)


def lab_command() -> list[str]:
    """JupyterLab, opened on the first chapter."""
    first = next(iter(sorted(house.COURSE.glob("[0-9]*/*.ipynb"))), house.SOLUTIONS)
    command = [sys.executable, "-m", "jupyterlab"]
    command.append(f"--LabApp.default_url=/lab/tree/{first.relative_to(house.HOME).as_posix()}")
    if house.elsewhere():
        command.append(f"--ServerApp.root_dir={house.HOME}")
    if hasattr(os, "geteuid") and os.geteuid() == 0:
        command.append("--allow-root")  # JupyterLab refuses to start as root without it
    return command


def progress(options) -> int:
    """Show a learner's progress in this course."""
    return learner.show_progress(house.COURSE)


def hand_in(options) -> int:
    """Pack a chapter of this course."""
    return learner.hand_in(options, house.COURSE)


def build(options) -> int:
    """Build, or check that what is built is current."""
    from autograder.build import BuildError, build

    try:
        built = build(check=options.check, only=options.chapters)
    except BuildError as error:
        return _complain([str(problem) for problem in error.problems])
    if options.check and not built.is_current:
        lines = [f"{house.shown(path)} is not what the sources give" for path in built.written]
        lines += [f"{house.shown(path)} belongs to no exercise" for path in built.removed]
        return _complain([*lines, f"Run '{house.command('build')}' and commit what it writes."])
    for path in built.written:
        print(f"written  {house.shown(path)}")
    for path in built.removed:
        print(f"removed  {house.shown(path)}")
    print(f"{len(built.current)} files current, {len(built.written)} written.")
    return 0


def doctor(options) -> int:
    """Check the invariants; print each complaint with the file and the mend."""
    from autograder.build import BuildError
    from autograder.doctor import examine

    try:
        complaints, summary = examine(options.chapters, edits=options.edits)
    except BuildError as error:  # there is no such chapter
        complaints = error.problems
    if complaints:
        return _complain([str(problem) for problem in complaints])
    print(summary)
    return 0


def new(options) -> int:
    """Begin an exercise: write its cells and its room, and say what is still to write."""
    from autograder.build import BuildError
    from autograder.new import begin

    try:
        lines = begin(options.exercise, options.chapter, options.after)
    except BuildError as error:
        return _complain([str(problem) for problem in error.problems])
    for line in lines:
        print(line)
    return 0


def bench(arguments: list[str]) -> int:
    """Run the benchmarks, or those that pytest's arguments choose; they print and judge nothing."""
    command = [sys.executable, "-m", "pytest", "-q", "-s", "-o", "python_files=bench_*.py"]
    command.append("--override-ini=testpaths=tests/benchmarks")  # where no argument is a path
    return subprocess.call([*command, *arguments], cwd=house.ROOT)


def website(options) -> int:
    """Build the website; say where it lies and how to look at it."""
    from autograder.build import BuildError
    from autograder.website.build import OUT, build

    missing = [name for name in ("sphinx", "myst_nb", "sphinx_book_theme") if not find_spec(name)]
    if missing:  # said before the chapters run
        return _complain(
            [
                f"The website needs {' and '.join(missing)}. To install them: pip install '.[website]'"
            ]
        )
    out = Path(options.out).resolve() if options.out else OUT
    only = tuple(Path(name).stem for name in options.chapter)
    try:
        site = build(out, only, say=lambda line: print(line, flush=True))
    except BuildError as error:
        return _complain([str(problem) for problem in error.problems])
    except OSError as error:
        return _complain([f"The site could not be written to {house.shown(out)}: {error}."])
    print(f"{site.pages} pages, {site.size / 1e6:.0f} MB, in {house.shown(site.folder)}.")
    print(f"To look at it: python -m http.server --bind 127.0.0.1 --directory {house.shown(out)}")
    return 0


def _complain(lines: list[str]) -> int:
    for line in lines:
        print(line, file=sys.stderr)
    return 1


if __name__ == "__main__":
    sys.exit(main())
