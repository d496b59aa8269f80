"""Look for faults that a build does not see. Every complaint names the file and the mend."""

from __future__ import annotations

from collections.abc import Sequence

from autograder import house
from autograder.build import BuildError, Problem, build
from autograder.build import chapter as chapters
from autograder.doctor.leaks import find_leaks
from autograder.doctor.long_cells import find_tag_faults
from autograder.doctor.proof import find_holes
from autograder.doctor.teaching import find_teaching_faults
from autograder.doctor.verdicts import find_wrong_verdicts
from autograder.house import shown


def examine(only: Sequence[str] = (), edits: bool = False) -> tuple[list[Problem], str]:
    """All complaints, and lines that say what was looked at.

    Args:
        only: These chapters alone.
        edits: Also try every small edit of the right functions, which takes up to a minute for an
            exercise.
    """
    problems: list[Problem] = []
    read = []
    for path in chapters.sources(only=only):
        try:
            read.append(chapters.read(path))
        except BuildError as error:
            problems += error.problems
    if problems:  # the other checks would only repeat these in other words
        return problems, ""
    proved = []
    for chapter in read:
        problems += find_teaching_faults(chapter)
        problems += find_tag_faults(chapter)
        misjudged = find_wrong_verdicts(chapter)
        problems += misjudged
        if edits and not misjudged:
            holes, tally = find_holes(chapter)
            problems += holes
            proved.append(f"{chapter.name}: {tally}.")
    # a few chapters: a line of one's solution may well be given to learners in another
    for folder in [house.COURSE / name for name in only] or [house.COURSE]:
        problems += find_leaks(read, folder)
    try:
        built = build(check=True, only=only)
    except BuildError as error:
        known = {(problem.where, problem.what) for problem in problems}
        problems += [p for p in error.problems if (p.where, p.what) not in known]
        return problems, ""
    for path in [*built.written, *built.removed]:
        problems.append(
            Problem(
                shown(path),
                "it is not what the sources give.",
                f"Run '{house.command('build')}' and commit what it writes.",
            )
        )
    exercises = sum(len(chapter.exercises) for chapter in read)
    count = (
        f"{len(read)} chapter{'s' * (len(read) != 1)}, {exercises} exercise{'s' * (exercises != 1)}"
    )
    return problems, "\n".join([f"{count}: nothing to complain about.", *proved])
