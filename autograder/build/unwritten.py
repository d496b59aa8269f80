"""What an author has marked as still to write, in a chapter's source and in its specification.

A line ``TO WRITE: the task of leak. Say what goes in and what comes out.`` is a complaint of the
build and of the doctor until it has gone. ``start.py new`` leaves such lines; anyone may.
"""

from __future__ import annotations

import re
from pathlib import Path

from autograder.build.problems import Problem
from autograder.house import shown

MARK = "TO WRITE:"
# what is to write, then how; the line may end as Python or Markdown ends it
LINE = re.compile(rf"{MARK} *(?P<what>.*?)(?:\. +(?P<how>.*?))?[\"'),. ]*$")


def find_unwritten(path: Path, text: str) -> list[Problem]:
    """A complaint for each such line of a file."""
    problems = []
    for number, line in enumerate(text.splitlines(), start=1):
        if found := LINE.search(line):
            what, how = found["what"] or "something", found["how"]
            problems.append(
                Problem(
                    f"{shown(path)}, line {number}",
                    f"{what}: still to write.",
                    f"{how}." if how else f"Write it and take '{MARK}' away.",
                )
            )
    return problems
