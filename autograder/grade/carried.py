"""An error is counted once: what is right given an earlier mistake keeps its points.

A learner whose softmax sums over rows gets wrong predictions from a cell that is otherwise right.
When the earlier mistake was recognised, its numbers are known: the reference is computed again with
that mistake in the earlier function, on the same inputs, and the answer is judged against it.
"""

from __future__ import annotations

import dataclasses
from collections.abc import Callable

from autograder.exercises import all_exercises
from autograder.exercises.mutation import defined, edited_source, source_of
from autograder.exercises.packing import make_pack
from autograder.exercises.specification import Exercise, SpecificationError
from rnn_course import messages
from rnn_course.judging import judge
from rnn_course.observation import Observation
from rnn_course.pack import Pack
from rnn_course.verdict import Verdict, VerdictState


def carried(
    verdict: Verdict, seen: Observation, seed: bytes, earlier: dict[str, Verdict]
) -> Verdict:
    """The verdict with earlier recognised mistakes taken into account; never fewer points."""
    exercise = all_exercises()[verdict.exercise]
    mistakes = {
        name: earlier[name].misconception
        for name in exercise.uses
        if name in earlier and earlier[name].misconception
    }
    if verdict.state != VerdictState.WRONG or not mistakes:
        return verdict
    try:
        reference = with_mistakes(exercise, mistakes)
        pack = make_pack(dataclasses.replace(exercise, reference=reference), seed)
    except SpecificationError:
        return verdict  # the earlier mistake leaves this exercise without an answer
    return better(
        verdict, judge(dataclasses.replace(pack, mistakes=()), seen), pack, list(mistakes)
    )


def better(verdict: Verdict, again: Verdict, pack: Pack, earlier: list[str]) -> Verdict:
    """The second verdict, in which earlier mistakes are taken as given, where it has more points."""
    if again.points <= verdict.points:
        return verdict
    if again.passed:
        text = messages.carried(pack, earlier)
        return dataclasses.replace(again, state=VerdictState.CARRIED, message=text)
    note = messages.carried_in_part(pack, earlier, again.points)
    return dataclasses.replace(
        verdict, points=again.points, parts=again.parts, message=f"{verdict.message}\n{note}"
    )


def with_mistakes(exercise: Exercise, mistakes: dict[str, str]) -> Callable:
    """The reference, calling earlier functions with the named misconceptions in them."""
    known = all_exercises()
    calls: dict[str, Callable] = {}
    for name in exercise.uses:  # in the order of the course: each may call those before it
        earlier = known[name].reference
        edited, seen = {}, calls
        if name in mistakes:
            found = next(m for m in known[name].misconceptions if m.name == mistakes[name])
            if found.instead is not None:
                raise SpecificationError(f"{name}: this misconception cannot be carried forward.")
            target = found.within or earlier
            edited = {target: edited_source(target, found.replace, found.by)}
            if target is not earlier:  # a part of the reference that has a function of its own
                seen = {**calls, target.__name__: defined(target, edited[target], calls)}
        calls[name] = defined(earlier, edited.get(earlier) or source_of(earlier), seen)
    reference = exercise.through_uses or exercise.reference
    return defined(reference, source_of(reference), calls)
