"""A right loop over a wrong helper keeps its points, whatever the helper's mistake is.

The student's process writes down how the loop called the student's own helper: what it handed over,
and what came back. The reference's loop runs here over that table in the place of the helper. If
the loop is right, the reference makes the same calls, all of them are in the table, and both come
to the same numbers.

A table that is made up wins nothing that an honest one does not: it must answer every call of a
right loop, and give what that loop would make of the answers. A helper that gives nothing but zeros
or ones tells no loop from another, and is not taken.
"""

from __future__ import annotations

import dataclasses

from autograder.exercises import all_exercises
from autograder.exercises.mutation import defined, source_of
from autograder.exercises.packing import make_pack
from autograder.grade.carried import better
from rnn_course.helper_calls import Table
from rnn_course.judging import judge
from rnn_course.observation import Observation
from rnn_course.verdict import Verdict, VerdictState


def over_own_helpers(
    verdict: Verdict, seen: Observation, seed: bytes, earlier: dict[str, Verdict], calls: list
) -> Verdict:
    """The verdict with the student's own wrong helpers taken as given; never fewer points."""
    exercise, table = all_exercises()[verdict.exercise], Table(calls)
    # one that is right over a wrong helper of its own gives wrong numbers, too
    wrong = [n for n in exercise.uses if n in earlier and earlier[n].state != VerdictState.PASSED]
    called = [name for name in wrong if table.tells(name)]
    if verdict.state != VerdictState.WRONG or not called:
        return verdict
    try:
        loop = exercise.through_uses or exercise.reference
        reference = defined(loop, source_of(loop), {name: table.helper(name) for name in called})
        pack = make_pack(dataclasses.replace(exercise, reference=reference), seed)
        again = judge(dataclasses.replace(pack, mistakes=()), seen)
    except Exception:  # the table holds whatever the student's helper gave
        return verdict
    return better(verdict, again, pack, called)
