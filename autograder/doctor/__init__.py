"""Look for faults that a build does not see. Every complaint names the file and the mend."""

from __future__ import annotations

from autograder.build import BuildError, Problem, build
from autograder.build import chapter as chapters
from autograder.doctor.leaks import find_leaks
from autograder.doctor.long_cells import find_tag_faults
from autograder.doctor.teaching import find_teaching_faults
from autograder.doctor.verdicts import find_wrong_verdicts
from autograder.house import COURSE, shown


def examine() -> tuple[list[Problem], str]:
    """All complaints, and a line that says what was looked at."""
    problems: list[Problem] = []
    read = []
    for path in chapters.sources():
        try:
            read.append(chapters.read(path))
        except BuildError as error:
            problems += error.problems
    if problems:  # the other checks would only repeat these in other words
        return problems, ""
    for chapter in read:
        problems += find_teaching_faults(chapter)
        problems += find_tag_faults(chapter)
        problems += find_wrong_verdicts(chapter)
    problems += find_leaks(read, COURSE)
    try:
        built = build(check=True)
    except BuildError as error:
        known = {(problem.where, problem.what) for problem in problems}
        problems += [p for p in error.problems if (p.where, p.what) not in known]
        return problems, ""
    for path in [*built.written, *built.removed]:
        problems.append(
            Problem(shown(path), "it is not what the sources give.",
                    "Run 'python start.py build' and commit what it writes.")
        )  # fmt: skip
    exercises = sum(len(chapter.exercises) for chapter in read)
    return problems, f"{len(read)} chapter(s), {exercises} exercises: nothing to complain about."
