"""Run the chapters' solution notebooks, and keep what they showed until something changes.

A chapter runs in a folder of its own, with its checks beside it and the chapters before it next
door, as in `course/`. What it showed is kept under a name made from everything it depends on, so
that a second build runs only what has changed.
"""

from __future__ import annotations

import hashlib
import os
import shutil
import subprocess
import tempfile
from collections.abc import Callable
from concurrent.futures import ThreadPoolExecutor, as_completed
from importlib import metadata
from pathlib import Path
from platform import python_version

import nbformat
from nbclient import NotebookClient
from nbclient.exceptions import CellTimeoutError, DeadKernelError
from nbformat import NotebookNode

from autograder import house
from autograder.build.chapter import Chapter
from autograder.build.problems import BuildError, Problem
from autograder.files import replace_with
from rnn_course.chapters import NAME as LISTING

CELL_SECONDS = 900
# What is shown depends on these too, and on the package rnn_course, which counts by its files.
PACKAGES = ("anywidget", "ipykernel", "ipython", "ipywidgets", "matplotlib", "numpy", "torch")
Say = Callable[[str], None]


def executed(
    wanted: list[Chapter], chapters: list[Chapter], course: Path, cache: Path, say: Say
) -> list[NotebookNode]:
    """The notebooks of the `wanted` among all `chapters`, with what their cells show.

    Raises `BuildError` with every cell that fails.
    """
    places = {
        each.name: cache / f"{each.name}-{key(each, chapters, course)}.ipynb" for each in wanted
    }
    missing = [each for each in wanted if not places[each.name].is_file()]
    if missing:
        names = ", ".join(each.name for each in missing)
        say(f"Running {len(missing)} of {len(wanted)} chapters: {names}.")
    running: list[NotebookClient] = []
    problems: list[Problem] = []
    pool = ThreadPoolExecutor(os.cpu_count() or 1)
    try:
        jobs = {pool.submit(run, each, chapters, course, running): each for each in missing}
        for done, job in enumerate(as_completed(jobs), 1):
            chapter, (notebook, faults) = jobs[job], job.result()
            say(f"  {done} of {len(missing)}: {chapter.name}")
            problems += faults
            if not faults:
                with replace_with(places[chapter.name], sync=False) as file:
                    file.write(nbformat.writes(notebook))
    except BaseException:
        for client in running:  # their threads then end too
            if client.km is not None and client.km.provisioner is not None:
                client.km.provisioner.process.kill()
        raise
    finally:
        pool.shutdown(cancel_futures=True)
    if problems:
        raise BuildError(problems)
    _forget(places, cache)
    return [nbformat.read(places[each.name], as_version=4) for each in wanted]


def key(chapter: Chapter, chapters: list[Chapter], course: Path) -> str:
    """A name for everything that what a chapter shows depends on."""
    digest = hashlib.sha256()
    parts = [python_version(), nbformat.writes(chapter.notebook)]
    parts += [f"{name} {metadata.version(name)}" for name in PACKAGES]
    parts += [nbformat.writes(each.notebook) for each in before(chapter, chapters)]
    for part in parts:
        digest.update(part.encode() + b"\0")
    folders = [course / chapter.name / "checks", course / "rnn_course"]
    folders += [course / each.name / "checks" for each in before(chapter, chapters)]
    for folder in folders:
        for path in sorted(folder.rglob("*")):
            if path.is_file() and path.suffix != ".pyc":
                digest.update(path.relative_to(course).as_posix().encode() + b"\0")
                digest.update(path.read_bytes() + b"\0")
    return digest.hexdigest()[:20]


def before(chapter: Chapter, chapters: list[Chapter]) -> list[Chapter]:
    """The chapters from which this one may bring functions: all that come before it, or none."""
    uses = any("earlier(" in cell.source for cell in chapter.notebook.cells)
    return [each for each in chapters if uses and each.name < chapter.name]


def run(
    chapter: Chapter, chapters: list[Chapter], course: Path, running: list[NotebookClient]
) -> tuple[NotebookNode, list[Problem]]:
    """Run one chapter from its first cell to its last. Gives the notebook and what went wrong."""
    notebook = nbformat.from_dict(chapter.notebook)
    with tempfile.TemporaryDirectory(prefix="website-") as folder:
        home = Path(folder)
        for each in (chapter, *before(chapter, chapters)):
            (home / each.name).mkdir()
            nbformat.write(each.notebook, home / each.name / f"{each.name}.ipynb")
            checks = course / each.name / "checks"
            if checks.is_dir():
                shutil.copytree(checks, home / each.name / "checks")
        if (course / LISTING).is_file():
            shutil.copy(course / LISTING, home)
        client = NotebookClient(
            notebook,
            timeout=CELL_SECONDS,
            allow_errors=True,
            resources={"metadata": {"path": str(home / chapter.name)}},
        )
        running.append(client)
        # nobody's progress: the list of chapters is a table of contents there
        environment = {
            **os.environ,
            "IPYTHONDIR": str(home / "ipython"),
            "RNN_COURSE_PROGRESS": "off",
        }
        environment["PYTHONPATH"] = os.pathsep.join(
            [str(course), *filter(None, [os.environ.get("PYTHONPATH")])]
        )
        try:
            # what the kernel says on its own behalf is no part of a chapter
            client.execute(env=environment, stderr=subprocess.DEVNULL)
        except (CellTimeoutError, DeadKernelError) as error:
            said = str(error).strip().splitlines()[0]
            return notebook, [
                Problem(
                    house.shown(chapter.path),
                    f"it does not end ({said}).",
                    "Run it in JupyterLab and look where it stops.",
                )
            ]
        finally:
            running.remove(client)
    return notebook, faults(chapter, notebook)


def faults(chapter: Chapter, notebook: NotebookNode) -> list[Problem]:
    """Every cell that ended with an error, and every check that did not pass."""
    found = []
    for cell in notebook.cells:
        for output in cell.get("outputs", []):
            if output.output_type == "error":
                where = f"{house.shown(chapter.path)}, the cell that begins "
                where += f"'{(cell.source.strip().splitlines() or [''])[0]}'"
                said = " ".join(f"{output.ename}: {output.evalue}".split())[:400]
                mend = "Mend it; if a check is old, run 'python start.py build'."
                found.append(Problem(where, f"with the solution it fails ({said}).", mend))
    return found


def _forget(places: dict[str, Path], cache: Path) -> None:
    """Remove what earlier forms of these chapters showed."""
    for name, place in places.items():
        for path in cache.glob(f"{name}-*.ipynb"):
            if path != place:
                path.unlink(missing_ok=True)
