"""Grade a class of attacks in a cage with our grader, and put together what happened."""

from __future__ import annotations

import re
import sys
import tempfile
from dataclasses import dataclass, field
from pathlib import Path

from autograder import house
from autograder.sandbox.walls import walls
from tests.hostile import cage, chapters
from tests.hostile.attack import Attack
from tests.hostile.command import PART
from tests.hostile.outcome import BYPRODUCTS, Outcome, outcomes
from tests.hostile.prepare import HONEST, students_of
from tests.hostile.scene import OUT, PLACE, SECRET
from tests.hostile.suite import attacks

SECONDS = 80  # for a class; each attack in it gets a little more
WAITING = ("crash or hang",)  # many of these wait for a time limit, so they wait together


@dataclass(frozen=True)
class Part:
    """One run of the grading command: its exit status (None: it did not end), its words, its class."""

    status: int | None
    said: str
    students: dict[str, Outcome] = field(default_factory=dict)


@dataclass(frozen=True)
class Class:
    """A graded class, or a row of zips with a class each: what the cage saw, and what came out."""

    names: tuple[str, ...]
    seen: dict
    parts: tuple[Part, ...]

    @property
    def changed(self) -> list[str]:
        """Files outside the grader's own folder that are not as they were."""
        return [path for path in self.seen["changed"] if not BYPRODUCTS.match(path)]

    def part(self, name: str) -> Part:
        """The run that an attack was graded in."""
        return self.parts[self.names.index(name) if len(self.parts) > 1 else 0]

    def of(self, name: str) -> list[Outcome]:
        """The outcomes of one attack, one for each student who handed it in."""
        students = students_of(attacks()[name], self.names.index(name))
        return [self.part(name).students[s] for s in students]


def grade(names: list[str]) -> Class:
    """Grade three honest students and some attacks of the same chapter; or some zips."""
    chosen = [attacks()[name] for name in names]
    chapter, zips = chosen[0].chapter, chosen[0].archive
    command = (
        ["zips", chapter, str(len(names))]
        if zips
        else [
            "grade",
            PLACE,
            "--out",
            OUT,
            "--assignment",
            chapter,
            "--workers",
            "4" if chosen[0].kind in WAITING else "1",
        ]
    )
    hostile = [sys.executable, "-m", "tests.hostile"]
    with tempfile.TemporaryDirectory(prefix="graded-") as folder:
        out = Path(folder) / "out"
        seen = cage.run(
            [
                [*hostile, "prepare", *names],
                [*hostile, "command", *command],
            ],
            house.ROOT,
            SECONDS + 4 * len(names),
            copy={OUT: out},
            env={"GRADER_TOKEN": SECRET, "PYTHONPATH": f"{house.ROOT}:{house.COURSE}"},
        )
        assert seen["ended"][0] == 0, f"the class could not be made: {seen['said']}"
        if zips:
            parts = _of_zips(seen["said"], out, chapter, len(names))
        else:
            students = [s for n, attack in enumerate(chosen) for s in students_of(attack, n)]
            found = outcomes(out, chapter, [*HONEST, *students])
            parts = (Part(seen["ended"][-1], seen["said"], found),)
    return Class(tuple(names), seen, parts)


def _of_zips(said: str, out: Path, chapter: str, count: int) -> tuple[Part, ...]:
    parts = []
    pattern = re.escape(PART).replace(r"\{0\}", "{0}").replace(r"\{1\}", r"(\d+)")
    for number in range(count):
        ended = re.search(pattern.format(number), said)
        mine, said = (said[: ended.start()], said[ended.end() :]) if ended else (said, "")
        found = outcomes(out / str(number), chapter, [*HONEST, "mallory"])
        parts.append(Part(int(ended[1]) if ended else None, mine, found))
    return tuple(parts)


def complaints(attack: Attack, graded: Class) -> list[str]:
    """Everything in which the grader did not stand this attack; empty when it did."""
    found = []
    part = graded.part(attack.name)
    refused = (
        part.status == 1
        and "Traceback" not in part.said
        and not any(outcome.score is not None for outcome in part.students.values())
    )
    if refused and "refused" in attack.states:
        return (
            [] if re.search(attack.says, part.said) else [f"refused, but says {part.said[-200:]!r}"]
        )
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
    found = []
    for number, part in enumerate(graded.parts):
        mine = _of_part(
            part, graded.names if len(graded.parts) == 1 else graded.names[number : number + 1]
        )
        found += [f"{graded.names[number]}: {each}" for each in mine] if number else mine
    if str(walls()) not in graded.seen["said"]:
        found.append(f"the grader stood behind other walls than here, where there are {walls()}")
    found += [f"process left: {line[:100]}" for line in graded.seen["left"]]
    found += [f"changed: /{path}" for path in graded.changed[:10]]
    if graded.seen["connections"]:
        found.append(f"{graded.seen['connections']} connections got out")
    return found


def _of_part(part: Part, names: tuple[str, ...]) -> list[str]:
    allowed = {state for name in names for state in attacks()[name].states}
    found = []
    if part.status is None:
        found.append("the grader did not end")
    elif part.status != 0 and "refused" not in allowed:
        found.append(f"the grader ended with {part.status}: {part.said[-300:]}")
    if "Traceback" in part.said:
        found.append("the grader printed a traceback")
    if "\x1b" in part.said or "\x07" in part.said:
        found.append("control characters on the grader's terminal")
    if part.status == 0 or "refused" not in allowed:
        found += honest_complaints(part, attacks()[names[0]].chapter)
    return found


def honest_complaints(part: Part, chapter: str) -> list[str]:
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
        for outcome in [part.students[student]]
        if outcome.score != points or outcome.state != "graded"
    ]
