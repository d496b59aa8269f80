"""A ✓ is always true: what the edits of a chapter's right functions say of its checks.

Of every exercise the reference and the solution are edited (`mutants`). An edit that changes an
answer and earns everything is a hole in the check. An edit that changes no answer needs its reason
in the room, in `equal`.
"""

from __future__ import annotations

import ast
import inspect
from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass
from pathlib import Path

from autograder.build.chapter import Chapter
from autograder.build.problems import Problem
from autograder.doctor.mutants import Outcome, Proof
from autograder.doctor.verdicts import namespace_of
from autograder.exercises import Exercise, all_exercises, place_of
from autograder.exercises.mutation import source_of, tokens
from autograder.house import shown
from rnn_course.edits.making import Edited
from rnn_course.edits.words import described


@dataclass(frozen=True)
class Tally:
    """How many edits were made, how many of them change no answer, and how many are holes."""

    made: int = 0
    equal: int = 0
    survived: int = 0

    def __add__(self, other: Tally) -> Tally:
        return Tally(
            self.made + other.made, self.equal + other.equal, self.survived + other.survived
        )

    def __str__(self) -> str:
        lose = self.made - self.equal - self.survived
        return f"{self.made} edits: {lose} lose points, {self.equal} change no answer"


@dataclass(frozen=True)
class Right:
    """A right function, and where its source stands: the file and the number of its first line."""

    function: Callable
    source: str
    file: str
    first: int

    def line(self, number: int) -> str:
        """The line of a statement, counted from 1, with the lines that belong to it."""
        lines = self.source.splitlines()
        inside = [
            node
            for node in ast.walk(ast.parse(self.source))
            if isinstance(node, ast.stmt) and node.lineno <= number <= _end(node)
        ]
        innermost = max(inside, key=lambda node: (node.lineno, -_end(node)))
        return "\n".join(lines[innermost.lineno - 1 : _end(innermost)]).strip()


def _end(statement: ast.stmt) -> int:
    """The last line of a statement, without those of the statements in it."""
    body = getattr(statement, "body", None)
    if not body or not isinstance(body, list):
        return statement.end_lineno
    return max(statement.lineno, body[0].lineno - 1)


def find_holes(
    chapter: Chapter, only: Sequence[str] = (), every: int = 1
) -> tuple[list[Problem], Tally]:
    """Every hole in the checks of a chapter, or of some of its exercises, and what was tried.

    Args:
        every: 1 to try all edits; 6 to try each sixth.
    """
    problems, tally, solved = [], Tally(), namespace_of(chapter.notebook)
    for name in only or chapter.exercises:
        exercise = all_exercises()[name]
        if exercise.arguments:  # a quiz has no function that could be edited
            found, counted = holes_of(exercise, rights_of(exercise, chapter, solved), every)
            problems += found
            tally += counted
    return problems, tally


def rights_of(exercise: Exercise, chapter: Chapter, solved: dict) -> list[Right]:
    """The reference and the solution."""
    reference = exercise.reference
    file = shown(Path(inspect.getsourcefile(reference)))
    found = [Right(reference, source_of(reference), file, inspect.getsourcelines(reference)[1])]
    cell = next(
        (
            c
            for c in chapter.notebook.cells
            if c.metadata.get("nbgrader", {}).get("grade_id") == f"{exercise.name}_code"
        ),
        None,
    )
    for node in ast.parse(cell.source).body if cell is not None else ():
        if isinstance(node, ast.FunctionDef) and node.name == exercise.name:
            source = ast.get_source_segment(cell.source, node)
            first = _first_line(chapter.path, source)
            found.append(Right(solved[exercise.name], source, shown(chapter.path), first))
    return found


def _first_line(path: Path, source: str) -> int:
    """Where a function begins in a chapter's source."""
    begins = source.splitlines()[0]
    lines = path.read_text(encoding="utf-8").splitlines()
    return lines.index(begins) + 1 if begins in lines else 1


def holes_of(
    exercise: Exercise, rights: list[Right], every: int = 1
) -> tuple[list[Problem], Tally]:
    """Every hole in the check of an exercise, and what was tried."""
    where, proof = place_of(exercise.name), Proof(exercise)
    problems, tally, used = [], Tally(), set()
    cut = False
    for right in rights:
        outcome = proof.of(right.function, right.source, every)
        cut |= not outcome.finished
        tally += Tally(outcome.made, len(outcome.equal), len(outcome.survivors))
        problems += [_survived(exercise, right, mutant) for mutant in outcome.survivors]
        problems += _unexplained(exercise, right, outcome, used)
    if cut:
        problems.append(
            Problem(
                where,
                "the time was not enough to try every small edit of its right answers.",
                "Let it draw smaller inputs, or draw them more quickly.",
            )
        )
        return problems, tally
    for piece, _ in exercise.equal:
        if piece not in used and every == 1:
            problems.append(
                Problem(
                    where,
                    f"`equal` gives a reason for edits of '{piece}', and no edit there changes "
                    "nothing.",
                    "Take the pair out, or quote the line as it stands now.",
                )
            )
    return problems, tally


def _survived(exercise: Exercise, right: Right, mutant: Edited) -> Problem:
    return Problem(
        _place(right, mutant),
        f"a wrong answer of '{exercise.name}' earns all points: {_what(right, mutant)}.",
        f"Let {place_of(exercise.name)} draw inputs on which it differs, or compare what differs.",
    )


def _unexplained(exercise, right: Right, outcome: Outcome, used: set[str]) -> Iterator[Problem]:
    for mutant in outcome.equal:
        line = right.line(mutant.edit.line)
        pieces = [piece for piece, _ in exercise.equal if stands_in(piece, line)]
        used.update(pieces)
        if not pieces:
            yield Problem(
                _place(right, mutant),
                f"an edit changes no answer of '{exercise.name}': {_what(right, mutant)}.",
                f"Draw inputs on which it does, or say in `equal` of {place_of(exercise.name)} why "
                "there are none.",
            )


def stands_in(piece: str, line: str) -> bool:
    """Whether a piece stands in a line: comments, line breaks and the kind of quotes aside."""
    wanted, present = [[token.text for token in tokens(text)] for text in (piece, line)]
    n = len(wanted)
    return bool(n) and any(present[k : k + n] == wanted for k in range(len(present) - n + 1))


def _place(right: Right, mutant: Edited) -> str:
    return f"{right.file}, line {right.first + mutant.edit.line - 1}"


def _what(right: Right, mutant: Edited) -> str:
    """What an edit does, and the lines that it changes, as they are after it."""
    before = ast.unparse(ast.parse(right.source)).splitlines()
    new = [line.strip() for line in mutant.source.splitlines() if line not in before]
    words = described(mutant.edit) or str(mutant.edit.kind)
    return f"{words} (now `{' ⏎ '.join(new[:3])}`)" if new else words
