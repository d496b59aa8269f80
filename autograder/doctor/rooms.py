"""Is an exercise judged as its room says?

The solution earns all points and the untouched stub none. Every misconception loses points and is
recognised as itself, with a sentence of its own. Every likely mistake loses points and is
recognised as what it says. Every right answer in another style earns all points.
"""

from __future__ import annotations

import contextlib
import io
import linecache
import textwrap
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from pathlib import Path

from autograder.build.problems import Problem
from autograder.exercises import Exercise, SpecificationError, place_of
from autograder.exercises.mutation import mutated
from autograder.exercises.packing import build_seed, make_pack
from autograder.house import shown
from rnn_course import messages
from rnn_course.judging import judge
from rnn_course.observation import Observation, observe
from rnn_course.pack import Pack
from rnn_course.quizzes import is_quiz
from rnn_course.verdict import Verdict, VerdictState

SEEDS = tuple(f"the doctor's seed {number}".encode() for number in range(5))
LEAST_MISCONCEPTIONS = 3
LEAST_LIKELY = 3
LEAST_STYLES = 1


@dataclass(frozen=True)
class Notebooks:
    """What the cells of a chapter's source define, with the solutions and without them."""

    path: Path
    solved: dict
    untouched: dict


def find_faults(
    exercise: Exercise, notebooks: Notebooks, seeds: Sequence[bytes] = SEEDS
) -> list[Problem]:
    """Everything about an exercise that is judged otherwise than its room says.

    Args:
        exercise: The exercise.
        notebooks: Those of its chapter.
        seeds: What inputs are drawn from, besides the seed of the learner's pack.
    """
    where = place_of(exercise.name)
    problems = [*_too_few(exercise, where), *_same_sentences(exercise, where)]
    for seed in (build_seed(exercise), *seeds):
        try:
            pack = make_pack(exercise, seed)
            found = [
                *_ends(exercise, pack, notebooks),
                *_misconceptions(exercise, pack, where),
                *_likely(exercise, pack, notebooks.solved, where),
                *_styles(exercise, pack, where),
            ]
        except SpecificationError as error:
            found = [Problem(where, str(error).removeprefix(f"{exercise.name}, "), "")]
        problems += found
        if found:
            break  # the other seeds would say the same
    return problems


def verdict_on(pack: Pack, namespace: dict) -> Verdict:
    """Judge the function of that name in a namespace, in this process."""
    return judge(pack, _seen(pack, namespace))


def _seen(pack: Pack, namespace: dict) -> Observation:
    return observe(pack.exercise, namespace, [(case.name, case.inputs) for case in pack.cases])


def typed(exercise: Exercise, body: str, solved: dict) -> dict:
    """The namespace of a notebook in which `body` was typed into the exercise's function."""
    text = textwrap.indent(textwrap.dedent(body).strip(), "    ")
    space = dict(solved)
    source = f"def {exercise.name}({', '.join(exercise.arguments)}):\n{text}\n"
    place = f"<a likely mistake of {exercise.name}>"
    # its lines can be quoted, as those of a notebook's cell
    linecache.cache[place] = len(source), None, source.splitlines(keepends=True), place
    exec(compile(source, place, "exec"), space)
    return space


def _ends(exercise: Exercise, pack: Pack, notebooks: Notebooks) -> Iterator[Problem]:
    """The two ends: the solution and the stub."""
    verdict = verdict_on(pack, notebooks.solved)
    if not verdict.passed:
        yield Problem(
            shown(notebooks.path),
            f"the solution of '{exercise.name}' earns {verdict.points} of {verdict.maximum} "
            f"points. It reads:\n{verdict.message}\n",
            "Mend the solution or the reference; they are written independently.",
        )
    verdict = verdict_on(pack, notebooks.untouched)
    if verdict.points or verdict.state != VerdictState.UNWRITTEN:
        yield Problem(
            shown(notebooks.path),
            f"the stub of '{exercise.name}' is judged '{verdict.state}' with {verdict.points} "
            "points.",
            "Put every line that a learner writes between the solution markers.",
        )


def _misconceptions(exercise: Exercise, pack: Pack, where: str) -> Iterator[Problem]:
    for misconception in exercise.misconceptions:
        name = misconception.name
        verdict = verdict_on(pack, {exercise.name: mutated(exercise, misconception)})
        if verdict.points >= verdict.maximum:
            yield Problem(
                where,
                f"the misconception '{name}' earns all points.",
                "Draw inputs that tell it from the right answer.",
            )
        elif verdict.misconception != name:
            yield Problem(
                where,
                f"the misconception '{name}' is recognised as "
                f"'{verdict.misconception or 'nothing'}'.",
                "Two misconceptions give the same numbers: draw inputs that tell them apart, or "
                "keep one.",
            )
        elif is_quiz(pack.parts):
            continue  # its message says how many letters are right, and not which
        elif " ".join(misconception.says.split()) not in _in_one_line(verdict):
            yield Problem(
                where,
                f"the message on '{name}' lacks its sentence. It reads:\n{verdict.message}\n",
                "Look at course/rnn_course/messages.py.",
            )


def _likely(exercise: Exercise, pack: Pack, solved: dict, where: str) -> Iterator[Problem]:
    for number, (name, body) in enumerate(exercise.likely, start=1):
        which = f"the likely mistake {number}"
        try:
            space = typed(exercise, body, solved)
        except SyntaxError as error:
            yield Problem(where, f"{which} is no Python ({error}).", "Mend it.")
            continue
        seen = _seen(pack, space)
        verdict = judge(pack, seen)
        if verdict.points >= verdict.maximum:
            yield Problem(
                where,
                f"{which} earns all points.",
                "Draw inputs that tell it from the right answer, or take it out.",
            )
        elif name and verdict.misconception != name:
            yield Problem(
                where,
                f"{which} is recognised as '{verdict.misconception or 'nothing'}', not as "
                f"'{name}'. It reads:\n{verdict.message}\n",
                "Make the misconception give these numbers, or correct the mistake.",
            )
        elif not name and verdict.state != VerdictState.RAISED:
            yield Problem(
                where,
                f"{which} names no misconception, and Python does not stop it.",
                "Name the misconception that it must be recognised as.",
            )
        elif not name and not _advised(verdict, seen):
            yield Problem(
                where,
                f"{which} is stopped by Python, and the message holds no advice. It reads:\n"
                f"{verdict.message}\n",
                "Add what such an error means to course/rnn_course/stops/.",
            )


def _styles(exercise: Exercise, pack: Pack, where: str) -> Iterator[Problem]:
    for number, function in enumerate(exercise.styles, start=1):
        with contextlib.redirect_stdout(io.StringIO()):  # a style may print
            verdict = verdict_on(pack, {exercise.name: function})
        if not verdict.passed:
            called = getattr(function, "__name__", type(function).__name__)
            yield Problem(
                where,
                f"the right answer in another style, number {number} ({called}), earns "
                f"{verdict.points} of {verdict.maximum} points. It reads:\n{verdict.message}\n",
                "Mend it, or let the parts allow it.",
            )


def _advised(verdict: Verdict, seen: Observation) -> bool:
    said = _in_one_line(verdict)
    general = [advice for _, advice in messages.ADVICE]
    own = [call.advice for call in seen.calls if call.advice]
    return any(" ".join(advice.split()) in said for advice in [*general, *own])


def _in_one_line(verdict: Verdict) -> str:
    return " ".join(verdict.message.split())


def _too_few(exercise: Exercise, where: str) -> Iterator[Problem]:
    for had, least, what, mend in (
        (
            exercise.misconceptions,
            LEAST_MISCONCEPTIONS,
            "misconceptions",
            "what learners really do",
        ),
        (exercise.likely, LEAST_LIKELY, "likely mistakes", "answers as learners type them"),
        (exercise.styles, LEAST_STYLES, "right answers in another style", "what is right as well"),
    ):
        if len(had) < least:
            yield Problem(where, f"it has {len(had)} {what}.", f"Add {mend}, at least {least}.")


def _same_sentences(exercise: Exercise, where: str) -> Iterator[Problem]:
    sentences = [m.says for m in exercise.misconceptions]
    for text in sorted(set(sentences)):
        if sentences.count(text) > 1:
            yield Problem(
                where, f"two misconceptions say the same: '{text[:60]}…'.", "Say what differs."
            )
