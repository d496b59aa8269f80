"""The learner's own lines in a traceback, each with its names and the expression it was at."""

from __future__ import annotations

import ast
import builtins
import linecache
import os
import sysconfig
import types
from collections.abc import Mapping
from dataclasses import dataclass
from itertools import islice

HERE = os.path.dirname(os.path.dirname(os.path.abspath(__file__)))
LIBRARIES = (HERE, *{sysconfig.get_path(kind) for kind in ("stdlib", "purelib", "platlib")})
MOST = 200  # frames of one traceback that are looked at
LONGEST = 60  # characters of an expression that is quoted


@dataclass(frozen=True)
class Frame:
    """One call of a function of the learner's.

    Attributes:
        function: Its name; what stands in a comprehension or a lambda belongs to the function
            around it.
        code: The line that it was at, without its indentation; '' if the text is not known.
        node: The expression or statement that it was at, or None.
        tree: The whole text of its file or cell, or None.
    """

    function: str
    line: int
    code: str
    node: ast.AST | None
    tree: ast.Module | None
    compiled: types.CodeType
    local: Mapping
    around: Mapping

    def known(self, name: str) -> bool:
        return name in self.local or name in self.around or hasattr(builtins, name)


def own_frames(error: BaseException) -> list[Frame]:
    """The frames of the learner's code, the outermost first: not this package's, no library's."""
    found, trace = [], error.__traceback__
    while trace is not None:
        if _is_own(trace.tb_frame.f_code.co_filename):
            found.append(trace)
            found = found if len(found) <= MOST else [found[0], *found[2:]]
        trace = trace.tb_next
    kept = [*found[:5], *found[max(5, len(found) - 5) :]]
    return [_frame(trace) for trace in kept]


def goes_on_in_ours(error: BaseException) -> bool:
    """Whether the innermost frame that is no library's belongs to this package."""
    ours, trace = False, error.__traceback__
    while trace is not None:
        filename = os.path.abspath(trace.tb_frame.f_code.co_filename)
        if filename.startswith(HERE + os.sep):
            ours = True
        elif _is_own(filename):
            ours = False
        trace = trace.tb_next
    return ours


def text_of(frame: Frame, node: ast.AST | None) -> str:
    """An expression as it can be quoted, or ''."""
    if node is None:
        return ""
    text = ast.unparse(node).replace("'", '"')
    return text if len(text) <= LONGEST else ""


def _is_own(filename: str) -> bool:
    if filename.startswith("<__array"):  # NumPy's dispatch
        return False
    path = os.path.abspath(filename)
    return not path.startswith(tuple(f"{place}{os.sep}" for place in LIBRARIES))


def _frame(trace: types.TracebackType) -> Frame:
    frame = trace.tb_frame
    code = frame.f_code
    tree = _tree(code.co_filename)
    names = [part for part in code.co_qualname.split(".") if not part.startswith("<")]
    return Frame(
        names[-1] if names else "",
        trace.tb_lineno,
        linecache.getline(code.co_filename, trace.tb_lineno).strip()[:120],
        _at(tree, code, trace.tb_lasti) if tree is not None else None,
        tree,
        code,
        dict(frame.f_locals),
        frame.f_globals,
    )


def _tree(filename: str) -> ast.Module | None:
    lines = linecache.getlines(filename)
    if not lines or len(lines) > 20_000:
        return None
    try:
        return ast.parse("".join(lines))
    except (SyntaxError, ValueError):
        return None


def _at(tree: ast.Module, code: types.CodeType, instruction: int) -> ast.AST | None:
    """The node with exactly the place of an instruction, the outermost if several have it."""
    place = next(islice(code.co_positions(), instruction // 2, None), None)
    if place is None or None in place:
        return None
    line, last, column, end = place
    for node in ast.walk(tree):  # a node comes before those inside it
        here = getattr(node, "lineno", None), getattr(node, "end_lineno", None)
        if here == (line, last) and (node.col_offset, node.end_col_offset) == (column, end):
            return node.value if isinstance(node, ast.Expr) else node
    return None
