"""For a terminal: ``python -m rnn_course progress`` and ``python -m rnn_course hand-in 02_forward``."""

from __future__ import annotations

import argparse
import os
import sys
from pathlib import Path

from rnn_course import handing_in
from rnn_course.progress_view import progress


def main(arguments: list[str] | None = None, course: Path | None = None) -> int:
    """Run one verb. Returns 0 when it was done, 1 when not, 2 for wrong usage.

    Args:
        course: The folder that holds the chapters. Default: the one we stand in, or the one above.
    """
    options = parser().parse_args(arguments)
    return options.run(options, course or Path.cwd())


def parser() -> argparse.ArgumentParser:
    """The command line."""
    top = argparse.ArgumentParser(prog="python -m rnn_course")
    verbs = top.add_subparsers(dest="verb", metavar="VERB", required=True)
    verb = verbs.add_parser("progress", help="the chapters, and your points so far")
    verb.set_defaults(run=lambda options, course: show_progress(course))
    verb = verbs.add_parser("hand-in", help="pack a chapter for upload")
    add_arguments(verb)
    verb.set_defaults(run=hand_in)
    return top


def add_arguments(verb: argparse.ArgumentParser) -> None:
    """The command line of ``hand-in``."""
    verb.add_argument(
        "chapter",
        nargs="?",
        metavar="CHAPTER",
        help="such as 02_forward; default: the one whose folder we stand in",
    )
    verb.add_argument("--name", metavar="NAME", help="yours; default: your login's")
    verb.add_argument(
        "--to",
        type=Path,
        metavar="FOLDER",
        help="where the zip goes; default: handed_in in the chapter's folder",
    )
    verb.add_argument("--anyway", action="store_true", help="although something is not done")


def show_progress(course: Path) -> int:
    """Print the chapters and the points so far."""
    _take_any_terminal()
    view = progress(course)
    if view is None:
        return 1
    print(view)
    return 0 if view.rows else 1


def hand_in(options, course: Path) -> int:
    """Look, say what is not done, and pack; ask first where somebody can answer."""
    _take_any_terminal()
    try:
        name = options.name or handing_in.own_name()
        found = handing_in.look(
            handing_in.chapter_name(options.chapter), handing_in.home_of(course)
        )
        print(found)
        if found.undone and not (options.anyway or _wanted()):
            return 1
        handing_in.packed(found, name, options.to)
    except handing_in.CannotHandIn as error:
        print(error, file=sys.stderr)
        return 1
    return 0


def _take_any_terminal() -> None:
    """A terminal that knows no ✓ shows a question mark, and does not end the run."""
    for stream in (sys.stdout, sys.stderr):
        if hasattr(stream, "reconfigure"):
            stream.reconfigure(errors="replace")


def _wanted() -> bool:
    if not (sys.stdin.isatty() and sys.stdout.isatty()):
        print("It is not packed yet. To hand it in as it is: add --anyway.")
        return False
    try:
        answer = input("Hand it in as it is? [y/N] ")
    except (EOFError, KeyboardInterrupt):
        answer = ""
        print()
    if answer.strip().lower() in ("y", "yes"):
        return True
    print("It is not packed.")
    return False


if __name__ == "__main__":
    try:
        sys.exit(main())
    except BrokenPipeError:  # the reader of our output has gone, as in `… | head`
        os.dup2(os.open(os.devnull, os.O_WRONLY), sys.stdout.fileno())
        sys.exit(1)
