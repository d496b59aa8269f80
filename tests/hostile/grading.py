"""Grade a class of attacks in a cage with our grader, and put together what happened."""

from __future__ import annotations

import re
import sys
import tempfile
from dataclasses import dataclass, field
from pathlib import Path

from autograder import house
from tests.hostile import cage, chapters
from tests.hostile.attack import Attack
from tests.hostile.outcome import BYPRODUCTS, Outcome, outcomes
from tests.hostile.prepare import HONEST, students_of
from tests.hostile.scene import OUT, PLACE, SECRET
from tests.hostile.suite import attacks


SECONDS = 80  # for a class; each attack in it gets a little more


@dataclass(frozen=True)
class Class:
    """A graded class: what the cage saw, and the outcome of every student."""

    names: tuple[str, ...]
    seen: dict
    students: dict[str, Outcome] = field(default_factory=dict)

    @property
    def changed(self) -> list[str]:
        """Files outside the grader's own folder that are not as they were."""
        return [path for path in self.seen["changed"] if not BYPRODUCTS.match(path)]

    def of(self, name: str) -> list[Outcome]:
        """The outcomes of one attack, one for each student who handed it in."""
        number = self.names.index(name)
        return [self.students[s] for s in students_of(attacks()[name], number)]


def grade(names: list[str]) -> Class:
    """Grade three honest students and some attacks of the same chapter."""
    chapter = attacks()[names[0]].chapter
    is_zip = attacks()[names[0]].archive
    place = f"{PLACE}.zip" if is_zip else PLACE
    python = [sys.executable, "-m"]
    with tempfile.TemporaryDirectory(prefix="graded-") as folder:
        out = Path(folder) / "out"
        seen = cage.run(
            [[*python, "tests.hostile.prepare", *names],
             [*python, "tests.hostile.command", "grade", place, "--out", OUT,
              "--assignment", chapter, "--workers", "2"]],
            house.ROOT, SECONDS + 4 * len(names), copy={OUT: out},
            env={"GRADER_TOKEN": SECRET, "PYTHONPATH": f"{house.ROOT}:{house.COURSE}"},
        )  # fmt: skip
        assert seen["ended"][0] == 0, f"the class could not be made: {seen['said']}"
        students = [s for n, name in enumerate(names) for s in students_of(attacks()[name], n)]
        found = outcomes(out, chapter, [*HONEST, *students])
    return Class(tuple(names), seen, found)


def complaints(attack: Attack, graded: Class) -> list[str]:
    """Everything in which the grader did not stand this attack; empty when it did."""
    found = []
    status, said = graded.seen["ended"][-1], graded.seen["said"]
    refused = status == 1 and "Traceback" not in said and not any(
        o.score is not None for o in graded.students.values())  # fmt: skip
    if refused and "refused" in attack.states:
        return [] if re.search(attack.says, said) else [f"refused, but says {said[-200:]!r}"]
    for outcome in graded.of(attack.name):
        found += _about(attack, outcome)
    return list(dict.fromkeys(found))


def _about(attack: Attack, outcome: Outcome) -> list[str]:
    found = []
    deserved = chapters.maximum(attack.chapter) if attack.deserves is None else attack.deserves
    if attack.archive:
        deserved = outcome.score or 0  # a class of honest ones; nothing to be gained here
    elif outcome.score is None:
        if "none" not in attack.states:
            found.append("no score")
    elif not deserved <= outcome.score <= deserved + attack.spoils:
        found.append(f"{outcome.score:g} points, deserves {deserved:g}")
    if outcome.state not in attack.states and not attack.archive:
        found.append(f"state '{outcome.state}', should be {' or '.join(attack.states)}")
    if attack.says and not attack.archive and not re.search(attack.says, outcome.text):
        found.append(f"nothing in its feedback like '{attack.says}'")
    found += [f"reached: {what[:120]}" for what in outcome.through]
    found += [f"alive in the page: {what}" for what in outcome.live]
    return found


def class_complaints(graded: Class) -> list[str]:
    """What a class may not suffer, whoever did it."""
    chapter = attacks()[graded.names[0]].chapter
    status, said = graded.seen["ended"][-1], graded.seen["said"]
    allowed = {state for name in graded.names for state in attacks()[name].states}
    found = []
    if status is None:
        found.append("the grader did not end")
    elif status != 0 and "refused" not in allowed:
        found.append(f"the grader ended with {status}: {said[-300:]}")
    if "Traceback" in said:
        found.append("the grader printed a traceback")
    if "\x1b" in said or "\x07" in said:
        found.append("control characters on the grader's terminal")
    if status == 0 or "refused" not in allowed:
        found += honest_complaints(graded, chapter)
    found += [f"process left: {line[:100]}" for line in graded.seen["left"]]
    found += [f"changed: /{path}" for path in graded.changed[:10]]
    if graded.seen["connections"]:
        found.append(f"{graded.seen['connections']} connections got out")
    return found


def honest_complaints(graded: Class, chapter: str) -> list[str]:
    """Whether the honest students have exactly their points."""
    full = chapters.maximum(chapter)
    _, name = chapters.mistaken(chapter)
    deserved = {
        "ada-full": full,
        "bob-half": chapters.half(chapter)[1],
        "zoe-mistake": full - chapters.lost(name),
    }
    return [
        f"{student} has {outcome.score} points and not {points:g} ({outcome.state})"
        for student, points in deserved.items()
        for outcome in [graded.students[student]]
        if outcome.score != points or outcome.state != "graded"
    ]
