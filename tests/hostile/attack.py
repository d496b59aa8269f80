"""What an attack is, and the short ways to write one down."""

from __future__ import annotations

import copy
from collections.abc import Callable
from dataclasses import dataclass
from pathlib import Path
from textwrap import dedent

import nbformat
from nbformat import NotebookNode

from tests.hostile import chapters

KINDS = ("undeserved points", "crash or hang", "harm or leak", "malformed")

# An attack that reaches something it should not reach says so; the runner looks for the words.
THROUGH = "GOT THROUGH"
PRELUDE = f"def got(*what):\n    print({THROUGH!r}, *what)\n"


@dataclass(frozen=True)
class Attack:
    """One hostile submission, as data.

    Attributes:
        tries: What it attempts, in one sentence.
        write: Makes the submission: called with the student's own, still missing, folder.
        chapter: The notebook that it is made of.
        states: The states that are right for it. ``refused``: the whole run may end with a
            sentence.
        says: A regular expression that its note or its feedback has to match.
        deserves: The points that the honest part of it has earned; None: all points of the
            notebook.
        student: The name of the student's folder, where that is the attack.
        copies: How many students hand it in, where one prepares what the next one finds.
        alone: Graded in a class of its own by stock nbgrader, because it may take the class with
            it.
        limit: Why the grader cannot know better, for the few attacks that keep ``spoils`` points.
    """

    name: str
    tries: str
    write: Callable[[Path], None]
    chapter: str = "00_start_here"
    states: tuple[str, ...] = ("graded",)
    says: str = ""
    deserves: float | None = 0
    student: str = ""
    copies: int = 1
    alone: bool = False
    kind: str = ""
    archive: bool = False
    spoils: float = 0
    limit: str = ""


def notebook(
    name: str, tries: str, change: Callable[[NotebookNode], object], *, solved=False, **more
) -> Attack:
    """A notebook that was changed in some way; the untouched one, or with ``solved`` the solved."""
    chapter = more.get("chapter", "00_start_here")

    def write(folder: Path) -> None:
        node = copy.deepcopy(chapters.solved(chapter) if solved else chapters.released(chapter))
        node = change(node) or node
        _save(folder, chapter, nbformat.writes(node))

    if solved:
        more.setdefault("deserves", None)
    return Attack(name, tries, write, **more)


def cell(name: str, tries: str, source: str, then: str = "", **more) -> Attack:
    """A code cell of the attacker's own; the answers' cells are emptied, to keep what it defines.

    ``then`` stands behind `source`, in the same cell.
    """

    def change(node: NotebookNode) -> None:
        for each in chapters.graded(node):
            if each.metadata.nbgrader.solution:
                each.source = "# see above"
        node.cells.insert(1, nbformat.v4.new_code_cell(PRELUDE + dedent(source) + then))

    return notebook(name, tries, change, **more)


def answer(name: str, tries: str, exercise: str, source: str, **more) -> Attack:
    """Code in the place of an exercise's answer."""

    def change(node: NotebookNode) -> None:
        chapters.code_cell(node, exercise).source = PRELUDE + dedent(source)

    return notebook(name, tries, change, **more)


def text(name: str, tries: str, make: Callable[[str], str | bytes], **more) -> Attack:
    """The notebook's file as a text or as bytes, made from the text of the untouched one."""
    chapter = more.get("chapter", "00_start_here")

    def write(folder: Path) -> None:
        _save(folder, chapter, make(nbformat.writes(chapters.released(chapter))))

    return Attack(name, tries, write, **more)


def layout(name: str, tries: str, arrange: Callable[[Path, str], None], **more) -> Attack:
    """Files and folders: `arrange` gets the student's folder and the untouched notebook's text."""
    chapter = more.get("chapter", "00_start_here")

    def write(folder: Path) -> None:
        arrange(folder, nbformat.writes(chapters.released(chapter)))

    return Attack(name, tries, write, **more)


def archive(name: str, tries: str, pack: Callable[[Path, str], None], **more) -> Attack:
    """A zip of the class: `pack` adds the hostile entries to the zip at the given path."""
    more.setdefault("states", ("refused", "graded", "missing", "unreadable"))
    return Attack(name, tries, lambda path: pack(path, ""), alone=True, archive=True, **more)


def _save(folder: Path, chapter: str, content: str | bytes) -> None:
    path = folder / chapter / f"{chapter}.ipynb"
    path.parent.mkdir(parents=True, exist_ok=True)
    if isinstance(content, str):
        content = content.encode("utf-8", "surrogatepass")
    path.write_bytes(content)
