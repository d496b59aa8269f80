"""Does anything that learners get hold an answer?"""

from __future__ import annotations

import re
from pathlib import Path

from autograder.build.chapter import BEGIN, END, Chapter
from autograder.build.problems import Problem
from autograder.house import shown

# A line shorter than this (such as 'return a') may stand anywhere.
LEAST_LENGTH = 18
TEXT = {".py", ".ipynb", ".json", ".md", ".js", ".css", ".txt", ".toml", ".html"}
ANSWER_SIDE = re.compile(r"^\s*(import|from)\s+(rnn_ref|autograder|solutions)\b", re.M)


def find_leaks(read: list[Chapter], course: Path) -> list[Problem]:
    """Files in `course` with a line of a solution, a solution marker, or an import of answers."""
    lines = solution_lines(read)
    problems = []
    for path in sorted(course.rglob("*")):
        hidden = any(part.startswith(".") or part == "__pycache__" for part in path.parts)
        if hidden or not path.is_file() or path.suffix not in TEXT:
            continue
        text = path.read_text(encoding="utf-8", errors="replace")
        # in a notebook or a pack, quotes stand escaped
        plain = text.replace('\\"', '"')
        found = next((line for line in lines if line in plain), None)
        if found:
            problems.append(
                Problem(
                    shown(path),
                    f"it holds a line of a solution: '{found}'.",
                    "Learners get this file. Rebuild it, or say it otherwise.",
                )
            )
        if "BEGIN SOLUTION" in text or "END SOLUTION" in text:
            problems.append(Problem(shown(path), "it holds a solution marker.", "Rebuild it."))
        if ANSWER_SIDE.search(text) or re.search(r"\"(import|from) (rnn_ref|autograder)\b", text):
            problems.append(
                Problem(
                    shown(path),
                    "it imports the side that knows the answers.",
                    "What learners get must work without it.",
                )
            )
    return problems


def solution_lines(read: list[Chapter]) -> list[str]:
    """The lines between the solution markers that are long enough to be told apart.

    A line that also stands outside the markers of the same source is given to learners anyway.
    """
    inside: list[str] = []
    outside: set[str] = set()
    for chapter in read:
        for cell in chapter.notebook.cells:
            solving = False
            for line in map(str.strip, cell.source.splitlines()):
                if line in (BEGIN, END):
                    solving = line == BEGIN
                elif solving:
                    inside.append(line.split("  #")[0])
                else:
                    outside.add(line.split("  #")[0])
    return [
        line
        for line in dict.fromkeys(inside)
        if len(line) >= LEAST_LENGTH and not line.startswith("#") and line not in outside
    ]
