"""A pack: everything one check needs, as data. The build writes it, `check` and the grader read it.

A pack holds the inputs of each case, the expected value of each part, and for each misconception
the values that this mistake gives. It holds no code and no solution.

The learner's packs are JSON files beside the notebook (``checks/NAME.json``). The grader makes the
same object in memory, from a secret seed, and never reads these files.
"""

from __future__ import annotations

import copy
import json
from collections.abc import Sequence
from dataclasses import dataclass, field
from pathlib import Path

import numpy as np

from rnn_course import helper_calls, values

FORMAT = 1


class PackError(Exception):
    """A pack is missing or cannot be read. The message says which and what to do."""


@dataclass(frozen=True)
class Part:
    """One thing that is compared and earns points.

    Attributes:
        kind: ``array``: shape, dtype and values of what `paths` picks out. ``number``: a single
            number. ``sum``: the values at all `paths`, added. ``each``: several arrays, one at each
            of `paths`, all of which must be right. ``keys``: the keys of a dictionary, these and no
            others. ``holds``: a container that must hold certain arrays (see `holding`).
            ``quiet``: the call raised no warning. ``letter``: one letter of a text. ``choice``: one of several texts. ``exact``: a list, dictionary, text
            or whole number that must be the same in every entry. ``integers``: an array of whole
            numbers. ``marks``: an array of 0 and 1 of any type of number.
        paths: Where in the returned value: each a tuple of positions and keys; () is the value
            itself.
        shape: The shape in the letters of the course, such as ``(n_a, m)``; may be empty.
        beside: The name of another part, without which this one earns nothing: for what is right in
            every case, such as zeros, and so could be had without doing anything, or what must be
            right in a second case too. May be empty.
    """

    name: str
    points: int
    case: str
    kind: str = "array"
    paths: tuple[tuple, ...] = ((),)
    shape: str = ""
    beside: str = ""


@dataclass(frozen=True)
class Case:
    """One call: the inputs by name and in order, the expected value of each part, the sizes."""

    name: str
    inputs: dict
    expected: dict
    sizes: dict = field(default_factory=dict)

    def arguments(self) -> list:
        """The inputs for one call, in copies: a call may change an array or use up a chooser."""
        return list(copy.deepcopy(self.inputs).values())


@dataclass(frozen=True)
class Mistake:
    """A misconception as data: what it is called, what to say, and the value it gives per part.

    `gives` names only the parts that differ from the expected value.
    """

    name: str
    says: str
    gives: dict


@dataclass(frozen=True)
class Generated:
    """A mistake that was made by a small edit of a right function.

    Attributes:
        kind: What the edit does, a word of `rnn_course.edits.kinds.Kind`.
        said: The quantity that it spoils ('' where that has no name) and those that it is about.
        gives: The fingerprint of each part that is then wrong.
    """

    kind: str
    said: tuple[str, ...]
    gives: dict


@dataclass(frozen=True)
class Pack:
    """The data of one exercise's check. See the module's text."""

    exercise: str
    task: str
    arguments: tuple[str, ...]
    returns: tuple[str, ...]
    parts: tuple[Part, ...]
    cases: tuple[Case, ...]
    mistakes: Sequence[Mistake] = ()
    uses: tuple[str, ...] = ()
    reasons: str = ""  # of a quiz: why its answers are right, as `quizzes.locked` keeps it
    generated: tuple[Generated, ...] = ()
    values: dict = field(default_factory=dict)  # of right functions: fingerprints, by case
    helpers: dict = field(default_factory=dict)  # a right solution's calls of `uses`, by case
    computed: str = ""  # a digest of what the last three were computed from

    @property
    def points(self) -> int:
        return sum(part.points for part in self.parts)

    def case(self, name: str) -> Case:
        return next(case for case in self.cases if case.name == name)


def to_json(pack: Pack) -> str:
    """Write a pack as text. The same pack always gives the same bytes."""
    data = {
        "format": FORMAT,
        "exercise": pack.exercise,
        "task": pack.task,
        "arguments": list(pack.arguments),
        "returns": list(pack.returns),
        "uses": list(pack.uses),
        "parts": [
            {
                "name": part.name,
                "points": part.points,
                "case": part.case,
                "kind": part.kind,
                "paths": [list(path) for path in part.paths],
                "shape": part.shape,
                **({"beside": part.beside} if part.beside else {}),
            }
            for part in pack.parts
        ],
        "cases": [
            {
                "name": case.name,
                "inputs": values.encode(case.inputs),
                "sizes": case.sizes,
                "expected": values.encode(case.expected),
            }
            for case in pack.cases
        ],
        "misconceptions": [
            {"name": m.name, "says": m.says, "gives": values.encode(_short(m.gives))}
            for m in pack.mistakes
        ],
        **({"reasons": pack.reasons} if pack.reasons else {}),
        **_of_causes(pack),
    }
    return _one_line_each(data)


def _of_causes(pack: Pack) -> dict:
    """What a learner's pack knows of unwritten mistakes. The grader's own packs have none of it."""
    if not pack.generated and not pack.values:
        return {}
    generated = [[g.kind, list(g.said), g.gives] for g in pack.generated]
    found = {"computed": pack.computed} if pack.computed else {}
    found |= {"generated": generated, "values": pack.values}
    return found | (
        {"helpers": {case: helper_calls.to_data(calls) for case, calls in pack.helpers.items()}}
        if pack.helpers
        else {}
    )


def _short(gives: dict) -> dict:
    """Arrays to 9 digits, which is far finer than the tolerance and makes files half as long."""

    def rounded(value):
        if isinstance(value, np.ndarray) and value.dtype == np.float64 and value.ndim:
            digits = [float(f"{number:.9g}") for number in value.ravel().tolist()]
            return np.asarray(digits).reshape(value.shape)
        return value

    return {part: rounded(value) for part, value in gives.items()}


def _one_line_each(data: dict) -> str:
    """One line for each key and for each item of a list: small files, and readable diffs."""
    lines = []
    for key, value in data.items():
        if isinstance(value, list) and value and isinstance(value[0], dict):
            rows = ",\n".join("  " + json.dumps(item, ensure_ascii=False) for item in value)
            lines.append(f" {json.dumps(key)}: [\n{rows}\n ]")
        elif key in ("generated", "values", "helpers"):  # fingerprints, which nobody reads
            tight = json.dumps(value, ensure_ascii=False, separators=(",", ":"))
            lines.append(f" {json.dumps(key)}: {tight}")
        else:
            lines.append(f" {json.dumps(key)}: {json.dumps(value, ensure_ascii=False)}")
    return "{\n" + ",\n".join(lines) + "\n}\n"


def from_json(text: str) -> Pack:
    """Read what `to_json` wrote. Raises ValueError (or KeyError) when it is not that."""
    data = json.loads(text)
    if data["format"] != FORMAT:
        raise ValueError(f"format {data['format']}, this package reads format {FORMAT}")
    return Pack(
        exercise=data["exercise"],
        task=data["task"],
        arguments=tuple(data["arguments"]),
        returns=tuple(data["returns"]),
        uses=tuple(data["uses"]),
        parts=tuple(
            Part(
                name=part["name"],
                points=part["points"],
                case=part["case"],
                kind=part["kind"],
                paths=tuple(tuple(path) for path in part["paths"]),
                shape=part["shape"],
                beside=part.get("beside", ""),
            )
            for part in data["parts"]
        ),
        cases=tuple(
            Case(
                name=case["name"],
                inputs=values.decode(case["inputs"]),
                expected=values.decode(case["expected"]),
                sizes=case["sizes"],
            )
            for case in data["cases"]
        ),
        mistakes=tuple(
            Mistake(m["name"], m["says"], values.decode(m["gives"])) for m in data["misconceptions"]
        ),
        reasons=data.get("reasons", ""),
        generated=tuple(Generated(g[0], tuple(g[1]), g[2]) for g in data.get("generated", ())),
        values=data.get("values", {}),
        computed=data.get("computed", ""),
        helpers={
            case: helper_calls.from_data(calls) for case, calls in data.get("helpers", {}).items()
        },
    )


def load(exercise: str, folder: Path) -> Pack:
    """Read ``folder/checks/EXERCISE.json``.

    Raises `PackError` in words a learner can act on when it is missing or damaged.
    """
    checks = folder / "checks"
    path = checks / f"{exercise}.json"
    if not checks.is_dir():
        raise PackError(
            f"No folder 'checks' was found in {folder}. The notebook must lie in its chapter's "
            "folder, beside 'checks'. Move it back there, restart the kernel and run it again."
        )
    if not path.is_file():
        known = sorted(p.stem for p in checks.glob("*.json"))
        raise PackError(
            f"There is no check called '{exercise}' in {checks}. "
            + (f"The checks here are: {', '.join(known)}. " if known else "The folder is empty. ")
            + "If this cell is as you received it, copy the chapter's folder afresh."
        )
    try:
        return from_json(path.read_text(encoding="utf-8"))
    except (ValueError, KeyError, TypeError, OSError) as error:
        raise PackError(
            f"The file {path} is damaged ({type(error).__name__}: {error}). Your notebook is not "
            "affected. Copy the folder 'checks' afresh from the course, then run this cell again."
        ) from None
