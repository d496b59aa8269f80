"""Run a function and see the value of every expression in it.

The function's own source is made anew with each expression handed to a note-taker first. It runs
among the function's own globals, on copies of the inputs, so that nothing of the learner's changes.
"""

from __future__ import annotations

import ast
import copy
import inspect
import textwrap
import types
from collections.abc import Callable
from dataclasses import dataclass, field

import numpy as np

from rnn_course import values
from rnn_course.fingerprints import fingerprint

NOTE = "__note__"
MOST = 5_000  # notes of one run
LONGEST = 200  # entries of a list that is looked at
LOOKED_AT = (np.ndarray, np.generic, bool, int, float, str, list, tuple, dict)
_SKIPPED = (ast.Constant, ast.Starred, ast.Slice, ast.FormattedValue, ast.JoinedStr, ast.Lambda)
_COMPREHENSIONS = (ast.ListComp, ast.SetComp, ast.DictComp, ast.GeneratorExp)


@dataclass(frozen=True)
class Seen:
    """One value: where it was made, out of what, and its fingerprint.

    Attributes:
        line: The line of the function, counted from 1 at its ``def``.
        text: The expression as it stands there, or the target of an assignment.
        parts: The places of the notes of its operands, in the list of all notes.
        stored: Whether this is what a name holds after an assignment.
    """

    line: int
    text: str
    print: object
    parts: tuple[int, ...] = ()
    reads: tuple[str, ...] = ()
    stored: bool = False


@dataclass
class Run:
    """What was seen in one run, and how it ended."""

    seen: list[Seen] = field(default_factory=list)
    error: str = ""
    value: object = None


class Enough(BaseException):
    """More notes than anybody would look at."""


def source_and_tree(function: Callable) -> tuple[str, ast.FunctionDef] | None:
    """The source of a function and its tree, or None where there is none to be had."""
    if not isinstance(function, types.FunctionType) or function.__closure__:
        return None
    try:
        source = textwrap.dedent(inspect.getsource(function))
        tree = ast.parse(source)
    except (OSError, TypeError, SyntaxError, IndentationError):
        return None
    for node in tree.body:
        if isinstance(node, ast.FunctionDef) and node.name == function.__name__:
            return source, node
    return None


def run(function: Callable, inputs: dict, source: str = "") -> Run | None:
    """Call a function with the values of `inputs` and see what it makes. None without a source.

    Args:
        source: Its source, where it cannot be found through the function.
    """
    if source:
        tree = next(
            n for n in ast.parse(textwrap.dedent(source)).body if isinstance(n, ast.FunctionDef)
        )
    else:
        found = source_and_tree(function)
        if found is None:
            return None
        _, tree = found
    tree.decorator_list = []
    first = tree.lineno
    noted, table = _with_notes(tree, first)
    notes = _Notes(table)
    space = dict(function.__globals__)
    space[NOTE] = notes.take
    module = ast.fix_missing_locations(ast.Module([noted], []))
    try:
        exec(compile(module, "<seen>", "exec"), space)
    except (SyntaxError, ValueError):
        return None
    given = copy.deepcopy(list(inputs.values()))
    notes.run.seen += [Seen(0, name, _print(value), stored=True) for name, value in inputs.items()]
    try:
        notes.run.value = space[tree.name](*given)
    except Enough:
        notes.run.error = "Enough"
    except Exception as error:
        notes.run.error = type(error).__name__
    return notes.run


@dataclass(frozen=True)
class _Place:
    line: int
    text: str
    reads: tuple[str, ...]
    inner: tuple[int, ...]
    stored: bool


class _Notes:
    def __init__(self, table: list[_Place]):
        self.table, self.run, self.last = table, Run(), {}

    def take(self, number: int, value):
        """Write a value down and hand it on."""
        if len(self.run.seen) >= MOST:
            raise Enough
        place = self.table[number]
        parts = tuple(self.last[i] for i in place.inner if i in self.last)
        self.last[number] = len(self.run.seen)
        self.run.seen.append(
            Seen(place.line, place.text, _print(value), parts, place.reads, place.stored)
        )
        return value


def _print(value):
    looked_at = isinstance(value, LOOKED_AT) or hasattr(value, "detach")  # a tensor
    if not looked_at or (isinstance(value, (list, tuple, dict)) and len(value) > LONGEST):
        return None
    try:
        return fingerprint(values.plain(value))
    except Exception:  # a value of the learner's that cannot be looked at
        return None


def _with_notes(tree: ast.FunctionDef, first: int) -> tuple[ast.FunctionDef, list[_Place]]:
    table: list[_Place] = []
    taker = _Taker(table, first)
    tree = copy.deepcopy(tree)
    tree.body = [line for statement in tree.body for line in taker.lines(statement)]
    return tree, table


class _Taker(ast.NodeTransformer):
    """Puts a note around each expression, and one after each assignment."""

    def __init__(self, table: list[_Place], first: int):
        self.table, self.first = table, first
        self.inner: list[list[int]] = [[]]

    def lines(self, statement: ast.stmt) -> list[ast.stmt]:
        """A line with its notes, and the note of what it stored after it."""
        for name in ("body", "orelse", "finalbody"):
            block = getattr(statement, name, None)
            if isinstance(block, list) and block and isinstance(block[0], ast.stmt):
                if isinstance(statement, (ast.FunctionDef, ast.ClassDef)):
                    return [statement]
                setattr(statement, name, [made for line in block for made in self.lines(line)])
        before = len(self.table)
        for name, value in ast.iter_fields(statement):
            if name in ("body", "orelse", "finalbody", "targets", "target", "handlers", "items"):
                continue
            if isinstance(value, ast.expr):
                setattr(statement, name, self.visit(value))
        after = [statement]
        for target in _stored(statement):
            after.append(self._after(statement, target, tuple(range(before, len(self.table)))))
        return after

    def _after(self, statement, name: str, inner: tuple[int, ...]) -> ast.stmt:
        number = len(self.table)
        top = (inner[-1],) if inner else ()
        reads = tuple(sorted({n.id for n in ast.walk(statement) if isinstance(n, ast.Name)}))
        self.table.append(_Place(statement.lineno - self.first + 1, name, reads, top, True))
        call = ast.Call(
            ast.Name(NOTE, ast.Load()), [ast.Constant(number), ast.Name(name, ast.Load())], []
        )
        return ast.copy_location(ast.Expr(call), statement)

    def generic_visit(self, node):
        if isinstance(node, _COMPREHENSIONS):
            return self._noted(node, node, [])  # what is inside runs many times: its result counts
        if not isinstance(node, ast.expr) or isinstance(node, _SKIPPED):
            return (
                node
                if isinstance(node, (*_SKIPPED, ast.FormattedValue))
                else super().generic_visit(node)
            )
        if not isinstance(getattr(node, "ctx", ast.Load()), ast.Load):
            return super().generic_visit(node)
        self.inner.append([])
        original = copy.deepcopy(node)
        if isinstance(node, ast.Call):  # the function itself is no value to look at
            node.args = [self.visit(argument) for argument in node.args]
            node.keywords = [ast.keyword(k.arg, self.visit(k.value)) for k in node.keywords]
            if isinstance(node.func, ast.Attribute):
                node.func.value = self.visit(node.func.value)
        elif isinstance(node, ast.Name):
            pass
        else:
            node = super().generic_visit(node)
        return self._noted(original, node, self.inner.pop())

    def _noted(self, original, node, inner):
        number = len(self.table)
        reads = tuple(sorted({n.id for n in ast.walk(original) if isinstance(n, ast.Name)}))
        text = ast.unparse(original)
        line = getattr(original, "lineno", self.first) - self.first + 1
        self.table.append(_Place(line, text, reads, tuple(inner), False))
        self.inner[-1].append(number)
        return ast.copy_location(
            ast.Call(ast.Name(NOTE, ast.Load()), [ast.Constant(number), node], []), original
        )


def _stored(statement: ast.stmt) -> list[str]:
    """Names that hold something else after a line."""
    targets = []
    if isinstance(statement, ast.Assign):
        targets = statement.targets
    elif isinstance(statement, (ast.AugAssign, ast.AnnAssign)):
        targets = [statement.target]
    names = []
    for target in targets:
        for node in ast.walk(target):
            if isinstance(node, ast.Name) and node.id != "_":
                names.append(node.id)
                if not isinstance(target, (ast.Tuple, ast.List)):
                    break  # of a[:, :, t] the array, not the index
    return names
