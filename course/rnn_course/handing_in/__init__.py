"""`hand_in("02_forward")`: look whether a chapter is saved and complete, and pack it for upload."""

from __future__ import annotations

import difflib
import getpass
from dataclasses import dataclass
from pathlib import Path

from rnn_course import progress_file
from rnn_course.chapters import Chapter, chapters
from rnn_course.check import FOLDER
from rnn_course.grading import is_grading
from rnn_course.handing_in import looking, packing, saved


class CannotHandIn(Exception):
    """There is nothing to hand in. The message says why, and what to do."""


@dataclass(frozen=True)
class Look:
    """What was found: the file as it lies on the disk, what is not done, what is good to know."""

    chapter: str
    folder: Path
    content: bytes
    undone: tuple[str, ...]
    notes: tuple[str, ...]

    def __str__(self) -> str:
        lines = [f"{self.chapter}: {'everything is done.' if not self.undone else 'not done yet'}"]
        lines += [f"  ✗ {line}" for line in self.undone]
        return "\n".join([*lines, *(f"  {line}" for line in self.notes)])


def hand_in(
    chapter: str | None = None,
    *,
    name: str | None = None,
    anyway: bool = False,
    folder: Path | str | None = None,
    to: Path | str | None = None,
):
    """Pack a chapter for upload. In a notebook without `name`: a panel with a button.

    It says in a sentence what is wrong, and changes no file but the new zip.
    Returns the zip's path, or None.

    Args:
        chapter: Such as ``"02_forward"``. Default: the chapter in whose folder the notebook lies.
        name: Yours; in the zip it is the name of the folder. Default outside of notebooks: the name
            you are logged in with.
        anyway: Pack it although something is not done.
        folder: The folder that holds the chapters. Default: the one above the notebook's.
        to: Where the zip goes. Default: the folder ``handed_in`` in the chapter's.
    """
    if is_grading():
        return None
    try:
        if name is None and saved.history() is not None:
            from rnn_course.handing_in.panel import Panel

            panel = Panel(
                chapter_name(chapter, not folder), home_of(folder), Path(to) if to else None
            )
            from IPython.display import display

            display(panel)
            return None
        found = look(chapter_name(chapter, not folder), home_of(folder))
        print(found)
        if found.undone and not anyway:
            print("It is not packed yet. To hand it in as it is: add anyway=True.")
            return None
        return packed(found, own_name() if name is None else name, Path(to) if to else None)[0]
    except CannotHandIn as error:
        print(error)
        return None


def own_name() -> str:
    """The name somebody is logged in with, or '' where there is none."""
    try:
        return packing.folder_name(getpass.getuser())
    except (OSError, KeyError, ImportError):
        return ""


def look(chapter: str, home: Path) -> Look:
    """Look at a chapter on the disk. Raises `CannotHandIn` when it is not there."""
    known = {each.name: each for each in chapters(home)}
    if chapter not in known:
        near = difflib.get_close_matches(chapter, known, 1, 0.4)
        raise CannotHandIn(
            f"There is no chapter '{chapter}' in {home}."
            + (f" Did you mean {near[0]}?" if near else "")
            + (f" The chapters are: {', '.join(known)}." if known else "")
        )
    folder = home / chapter
    path = folder / f"{chapter}.ipynb"
    try:
        content = looking.read(path)
    except OSError as error:
        others = ", ".join(sorted(p.name for p in folder.glob("*.ipynb"))) or "none"
        raise CannotHandIn(
            f"{path} cannot be read ({error.strerror}). The notebook must have this name and lie "
            f"in this folder. Notebooks there: {others}."
        ) from None
    undone, notes = _judged(known[chapter], path, content)
    if len(content) > packing.LARGEST:
        content = packing.without_outputs(content)
        notes.append(
            f"It is larger than {packing.LARGEST // 10**6} MB, so it goes without the "
            "outputs of its cells. Your own file keeps them."
        )
    if len(content) > packing.LARGEST:
        undone.insert(
            0,
            f"It has {len(content) / 1e6:.0f} MB, which no grader takes. Is there a "
            "very long text or picture in a cell?",
        )
    return Look(chapter, folder, content, tuple(undone), tuple(notes))


def _judged(chapter: Chapter, path: Path, content: bytes) -> tuple[list[str], list[str]]:
    """What is not done, and what is good to know."""
    notes = [f"Saved {saved.when(path)}. What was typed after that is not in it."]
    place = progress_file.place(path.parent)
    try:
        results = progress_file.read(place)[0] if place else []
    except OSError:
        results = []
    try:
        cells = looking.cells_of(content)
    except looking.NotANotebook as error:
        return [str(error)], notes
    kept = progress_file.kept(results)
    undone = looking.undone(chapter, cells, kept)
    ran, opened = saved.history(), saved.open_notebook()
    if ran is not None and opened in ("", path.name) and path.parent == FOLDER:
        differing = saved.differing(chapter, cells, ran)
        if differing:
            undone.insert(
                0,
                f"Not the same in the file as you ran it last: {', '.join(differing)}. "
                "Save the notebook (Ctrl + S), or run those cells again.",
            )
    elif saved.checked_since(path, chapter.name, results):
        undone.insert(0, "A check was run after the notebook was last saved. Save it (Ctrl + S).")
    if ran is not None and opened not in ("", path.name) and path.parent == FOLDER:
        notes.append(f"You are working in {opened}. What is packed is {path.name}.")
    notes += looking.restored(chapter, cells)
    beside = [p.relative_to(path.parent).as_posix() for p in packing.beside(path.parent)]
    if beside:
        more = f" and {len(beside) - 5} more" if len(beside) > 5 else ""
        notes.append(f"With it go your files {', '.join(beside[:5])}{more}.")
    points = sum(
        min(k.last, e.points) for e in chapter.exercises if (k := kept.get((chapter.name, e.name)))
    )
    notes.append(f"By your last checks: {points} of {chapter.points} points.")
    return undone, notes


def packed(found: Look, name: str, to: Path | None = None) -> tuple[Path, str]:
    """Pack what was looked at. Returns the zip and a sentence, which it also prints.

    Raises `CannotHandIn` when there is no name, or the zip cannot be written.
    """
    name = packing.folder_name(name)
    if not name:
        raise CannotHandIn(
            "Whose is it? Give your name, as your teacher knows it: letters and digits."
        )
    try:
        path = packing.pack(name, found.chapter, found.folder, found.content, to)
    except OSError as error:
        raise CannotHandIn(
            f"It could not be packed: {to or found.folder / packing.FOLDER} may not be written to "
            f"({error.strerror}). Your notebook is as it was. Another folder can be named: to=…"
        ) from None
    base = found.folder.parent.parent
    shown = path.relative_to(base) if path.is_relative_to(base) else path
    said = f"Packed for {name}: {shown}. Upload this file where your teacher wants it."
    print(said)
    return path, said


def home_of(folder: Path | str | None = None) -> Path:
    """The folder that holds the chapters, seen from one of them, from itself, or from here."""
    return progress_file.home(Path(folder).resolve() if folder else FOLDER)


def chapter_name(chapter: str | None, here: bool = True) -> str:
    """The chapter's name, from a name, a path or a notebook's file. Raises `CannotHandIn`.

    Args:
        here: Whether None means the chapter in whose folder we stand.
    """
    if isinstance(chapter, (str, Path)) and str(chapter).strip():
        return Path(str(chapter).strip().rstrip("/\\")).name.removesuffix(".ipynb")
    if chapter is None and here and (FOLDER / "checks").is_dir():
        return FOLDER.name
    raise CannotHandIn('Which chapter? Name it: hand_in("02_forward"), or hand-in 02_forward.')
