"""Build the website: run the chapters, write Sphinx's sources, run Sphinx, look at the pages.

All work is done in `.build/website`; a finished site takes the old one's place in one step.
"""

from __future__ import annotations

import hashlib
import io
import os
import re
import shutil
import sys
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path

import nbformat

from autograder import house
from autograder.build import chapter as chapters
from autograder.build.problems import BuildError, Problem
from autograder.website import figures, live, pages, reference
from autograder.website.examine import examine
from autograder.website.executed import Say, executed
from autograder.website.folding import folded

try:
    import fcntl
except ImportError:  # Windows
    fcntl = None

HERE = Path(__file__).parent
OUT = house.ROOT / "site"
WORK = house.ROOT / ".build" / "website"
MARK = Path("_static", "live.js")  # a folder that holds it is a site of ours
_COLOUR = re.compile(r"\x1b\[[\d;]*m")


@dataclass(frozen=True)
class Site:
    """A finished site: its folder, and how many pages it has."""

    folder: Path
    pages: int
    size: int


def build(out: Path = OUT, only: tuple[str, ...] = (), work: Path = WORK,
          say: Say = lambda line: None) -> Site:  # fmt: skip
    """Build the site into `out`.

    only
        Names of chapters, such as ``02_forward``; empty means all.

    Raises `BuildError` with every problem found; the old site then stays.
    """
    check_place(out)
    with only_build(work):
        return _build(out, only, work, say)


def _build(out: Path, only: tuple[str, ...], work: Path, say: Say) -> Site:
    read = [chapters.read(path) for path in chapters.sources()]
    unknown = sorted(set(only) - {each.name for each in read})
    if unknown:
        raise BuildError([
            Problem("--chapter", f"there is no chapter {', '.join(unknown)}.",
                    f"There are: {', '.join(each.name for each in read)}.")
        ])  # fmt: skip
    chosen = [each for each in read if not only or each.name in only]
    ran = executed(chosen, read, house.COURSE, work / "executed", say)
    files: dict[str, str | bytes] = dict(pages.pages([each.name for each in chosen]))
    files |= {f"{pages.REFERENCE}/{name}": text for name, text in reference.pages().items()}
    for path in (house.ROOT / "docs" / "pictures").iterdir():
        files[f"_pictures/{path.name}"] = path.read_bytes()
    static: dict[str, str | bytes] = {}
    for chapter, notebook in zip(chosen, ran, strict=True):
        page = folded(notebook, chapter.name)
        static |= {f"{live.FOLDER}/{name}": text for name, text in live.living(page).items()}
        out_of = figures.taken_out(page, f"../_static/{figures.FOLDER}")
        static |= {f"{figures.FOLDER}/{name}": content for name, content in out_of.items()}
        files[f"{pages.CHAPTERS}/{chapter.name}.ipynb"] = nbformat.writes(page)
    say(f"Writing {len(files)} pages.")
    _forget_if_we_changed(work, [each.name for each in chosen])
    write(files, work / "source")
    write(static, work / "static")
    problems = sphinx(work) or examine(work / "html")
    if problems:
        raise BuildError(problems)
    publish(work / "html", out)
    built = [path for path in out.rglob("*") if path.is_file()]
    return Site(out, sum(path.suffix == ".html" for path in built),
                sum(path.stat().st_size for path in built))  # fmt: skip


@contextmanager
def only_build(work: Path) -> Iterator[None]:
    """Hold the working folder. The system gives it back when the process ends, however it ends."""
    work.mkdir(parents=True, exist_ok=True)
    with open(work / "lock", "a") as file:
        try:
            if fcntl:
                fcntl.flock(file, fcntl.LOCK_EX | fcntl.LOCK_NB)
        except BlockingIOError:
            raise BuildError([
                Problem(house.shown(work), "another build of the website is at work there.",
                        "Wait until it has finished.")
            ]) from None  # fmt: skip
        yield


def check_place(out: Path) -> None:
    """Raise `BuildError` when `out` holds something that is not a site of ours."""
    if out.is_dir() and (not any(out.iterdir()) or (out / MARK).is_file()):
        return
    if out.exists():
        raise BuildError([
            Problem(house.shown(out), "it holds other things than a site, and a build would "
                    "replace them.", "Name an empty or a new folder with --out.")
        ])  # fmt: skip


def write(files: dict[str, str | bytes], folder: Path) -> None:
    """Make the folder hold exactly these files. What has not changed is not touched."""
    wanted = {folder / name: text for name, text in files.items()}
    for path in folder.rglob("*") if folder.is_dir() else ():
        if path.is_file() and path not in wanted:
            path.unlink()
    for path, text in wanted.items():
        content = text.encode() if isinstance(text, str) else text
        if not path.is_file() or path.read_bytes() != content:
            path.parent.mkdir(parents=True, exist_ok=True)
            path.write_bytes(content)


def sphinx(work: Path) -> list[Problem]:
    """Run Sphinx from `work`/source into `work`/html. A warning of it is a problem."""
    from sphinx.application import Sphinx
    from sphinx.util.docutils import docutils_namespace, patch_docutils

    heard = io.StringIO()
    static = {"html_static_path": [str(HERE / "static"), str(work / "static")]}
    with patch_docutils(str(HERE)), docutils_namespace():  # as Sphinx's own command does
        Sphinx(
            str(work / "source"), str(HERE), str(work / "html"), str(work / "doctrees"), "html",
            static, status=None, warning=heard, parallel=os.cpu_count() or 1,
        ).build()  # fmt: skip
    lines = _COLOUR.sub("", heard.getvalue()).replace(f"{work / 'source'}{os.sep}", "").splitlines()
    return [Problem("sphinx", line, "") for line in lines if line.strip()]


def publish(html: Path, out: Path) -> None:
    """Put the finished pages in place of the old ones."""
    out.parent.mkdir(parents=True, exist_ok=True)
    new, old = (out.with_name(f".{out.name}.{word}") for word in ("new", "old"))
    for path in (new, old):
        shutil.rmtree(path, ignore_errors=True)
    shutil.copytree(html, new, ignore=shutil.ignore_patterns(".buildinfo*", "_sources", "*.map"))
    (new / ".nojekyll").touch()  # so that a host of static pages leaves folders with _ as they are
    if out.exists():
        out.rename(old)
    new.rename(out)
    shutil.rmtree(old, ignore_errors=True)


def _forget_if_we_changed(work: Path, names: list[str]) -> None:
    """Sphinx writes only the pages whose sources have changed, and does not know our own code."""
    digest = hashlib.sha256(" ".join([sys.version, *names]).encode())
    code = [*HERE.rglob("*.py"), *(HERE.parent / "report").glob("*.py")]
    for path in [*sorted(code), house.ROOT / "requirements.lock"]:
        if path.is_file():
            digest.update(path.read_bytes())
    mark = work / "made-with"
    if not mark.is_file() or mark.read_text() != digest.hexdigest():
        for name in ("doctrees", "html"):
            shutil.rmtree(work / name, ignore_errors=True)
        work.mkdir(parents=True, exist_ok=True)
        mark.write_text(digest.hexdigest())
