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
from dataclasses import dataclass
from pathlib import Path

import nbformat

from autograder import house
from autograder.build import chapter as chapters
from autograder.build.problems import BuildError, Problem
from autograder.website import figures, live, pages, reference
from autograder.website.examine import examine
from autograder.website.executed import Say, executed
from autograder.website.folders import check_place, only_build, publish, write
from autograder.website.folding import folded

HERE = Path(__file__).parent
OUT = house.ROOT / "site"
WORK = house.ROOT / ".build" / "website"
_COLOUR = re.compile(r"\x1b\[[\d;]*m")


@dataclass(frozen=True)
class Site:
    """A finished site: its folder, and how many pages it has."""

    folder: Path
    pages: int
    size: int


def build(
    out: Path = OUT, only: tuple[str, ...] = (), work: Path = WORK, say: Say = lambda line: None
) -> Site:
    """Build the site into `out`.

    Raises `BuildError` with every problem found; the old site then stays.

    Args:
        only: Names of chapters, such as ``02_forward``; empty means all.
    """
    check_place(out)
    with only_build(work):
        return _build(out, only, work, say)


def _build(out: Path, only: tuple[str, ...], work: Path, say: Say) -> Site:
    read = [chapters.read(path) for path in chapters.sources()]
    unknown = sorted(set(only) - {each.name for each in read})
    if unknown:
        raise BuildError(
            [
                Problem(
                    "--chapter",
                    f"there is no chapter {', '.join(unknown)}.",
                    f"There are: {', '.join(each.name for each in read)}.",
                )
            ]
        )
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
    say("Writing the pages.")
    _forget_if_we_changed(work, [each.name for each in chosen])
    write(files, work / "source")
    write(static, work / "static")
    problems = sphinx(work) or examine(work / "html")
    if problems:
        raise BuildError(problems)
    publish(work / "html", out)
    built = [path for path in out.rglob("*") if path.is_file()]
    shown = [
        path for path in built if path.suffix == ".html" and out / "_static" not in path.parents
    ]
    return Site(out, len(shown), sum(path.stat().st_size for path in built))


def sphinx(work: Path) -> list[Problem]:
    """Run Sphinx from `work`/source into `work`/html. A warning of it is a problem."""
    from sphinx.application import Sphinx
    from sphinx.util.docutils import docutils_namespace, patch_docutils

    heard = io.StringIO()
    static = {"html_static_path": [str(HERE / "static"), str(work / "static")]}
    with patch_docutils(str(HERE)), docutils_namespace():  # as Sphinx's own command does
        Sphinx(
            str(work / "source"),
            str(HERE),
            str(work / "html"),
            str(work / "doctrees"),
            "html",
            static,
            status=None,
            warning=heard,
            parallel=os.cpu_count() or 1,
        ).build()
    lines = _COLOUR.sub("", heard.getvalue()).replace(f"{work / 'source'}{os.sep}", "").splitlines()
    return [Problem("sphinx", line, "") for line in lines if line.strip()]


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
