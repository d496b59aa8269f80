"""Make the learners' notebook with nbgrader's own generate_assignment, and the check packs."""

from __future__ import annotations

import logging
import tempfile
import warnings
from pathlib import Path
from unittest.mock import patch

import nbformat
from nbgrader.api import Gradebook, MissingEntry
from nbgrader.converters import GenerateAssignment
from nbgrader.coursedir import CourseDirectory
from nbgrader.dbutil import ALEMBIC_DIR
from sqlalchemy.exc import OperationalError, SAWarning, SQLAlchemyError
from traitlets.config import Config

from autograder import house
from autograder.build.chapter import Chapter
from autograder.build.problems import BuildError, Problem
from autograder.exercises import SpecificationError, all_exercises, place_of
from autograder.exercises.packing import build_seed, make_pack
from autograder.gradebook_url import default_url, name_of, without_password
from rnn_course.pack import to_json

COURSE = "rnn"  # nbgrader's course id


def generate(chapter: Chapter, course: Path, db_url: str | None = None) -> Path:
    """Run generate_assignment for one chapter in the nbgrader course folder `course`.

    Writes ``source/NAME/NAME.ipynb`` and ``release/NAME/NAME.ipynb`` there and records the
    assignment in the gradebook. Returns the release notebook's path.
    """
    house.tools_on_path()
    source = course / "source" / chapter.name
    source.mkdir(parents=True, exist_ok=True)
    nbformat.write(chapter.notebook, source / f"{chapter.name}.ipynb")
    config = nbgrader_config(course, db_url)
    folder = CourseDirectory(config=config)
    folder.assignment_id = chapter.name
    converter = GenerateAssignment(coursedir=folder, config=config)
    converter.force = True
    converter.log, said = quiet_log(), Heard()
    converter.log.addHandler(said)
    try:
        with patch("nbgrader.api.get_alembic_version", _schema_version):
            converter.start()
    except Exception as error:
        place = name_of(db_url or default_url(course))
        why = without_password(said.last or str(error), db_url or "")
        raise BuildError([_why(chapter, place, why)]) from error
    finally:
        converter.log.removeHandler(said)
    return course / "release" / chapter.name / f"{chapter.name}.ipynb"


def _schema_version() -> str:
    """The version of nbgrader's tables. nbgrader itself starts a program to ask, for a second."""
    from alembic.script import ScriptDirectory

    return ScriptDirectory(ALEMBIC_DIR).get_current_head()


def current_release(chapter: Chapter, course: Path, url: str) -> bool:
    """Whether `course` and its gradebook hold this very source's release already.

    Raises SQLAlchemy's OperationalError when the gradebook is locked, or its server away.
    """
    released = course / "release" / chapter.name / f"{chapter.name}.ipynb"
    source = course / "source" / chapter.name / f"{chapter.name}.ipynb"
    if not (released.is_file() and source.is_file()):
        return False
    if source.read_text(encoding="utf-8").rstrip() != nbformat.writes(chapter.notebook).rstrip():
        return False
    house.tools_on_path()
    try:
        with Gradebook(url) as gradebook:
            gradebook.find_notebook(chapter.name, chapter.name)
    except OperationalError:
        raise
    except (MissingEntry, SQLAlchemyError):  # damaged: `generate` meets the same and says so
        return False
    return True


def _why(chapter: Chapter, gradebook: str, said: str) -> Problem:
    """What nbgrader stumbled over, in words."""
    if "Cannot add or remove cells" in said:
        return Problem(
            gradebook,
            f"it holds submissions of an earlier {chapter.name}, which had other cells.",
            "Grade into a new folder with --out (or into another database with --gradebook); the "
            "old gradebook stays as it is.",
        )
    if any(word in said for word in ("sqlalchemy", "sqlite3", "psycopg", "DatabaseError")):
        return Problem(
            gradebook,
            f"the gradebook cannot be used ({said}).",
            "Close other programs that use it. If it is damaged, restore a copy or grade into a "
            "new folder with --out.",
        )
    return Problem(house.shown(chapter.path), f"nbgrader could not build it ({said}).", "")


class Heard(logging.Handler):
    """Keeps the last line of the last error that was logged: nbgrader logs its tracebacks."""

    last = ""

    def emit(self, record: logging.LogRecord) -> None:
        lines = record.getMessage().splitlines()
        named = [line for line in lines if not line.startswith(" ") and "Error: " in line]
        if record.levelno >= logging.ERROR and named:
            self.last = named[-1].strip()[:300]


def nbgrader_config(course: Path, db_url: str | None = None) -> Config:
    """nbgrader's settings for a course folder: gradebook, stub text."""
    config = Config()
    config.CourseDirectory.root = str(course)
    config.CourseDirectory.course_id = COURSE  # PostgreSQL wants an assignment's course to exist
    config.CourseDirectory.db_url = db_url or default_url(course)
    config.ClearSolutions.code_stub = {"python": stub()}
    return config


def stub() -> str:
    """What stands in place of a solution."""
    return (
        '# YOUR CODE HERE, in place of the next line\nraise NotImplementedError("not written yet")'
    )


def quiet_log() -> logging.Logger:
    """nbgrader's log lines and warnings are for its own commands; keep them out of ours."""
    warnings.filterwarnings("ignore", category=SAWarning)
    log = logging.getLogger("autograder.nbgrader")
    # nbgrader's gradebook logs an error with its traceback here, and then raises it
    for each in (log, logging.getLogger("tornado.application")):
        each.propagate = False
        each.addHandler(logging.NullHandler())
    return log


def render(chapter: Chapter) -> dict[str, str]:
    """The files of a chapter's folder in `course/`: relative path → text."""
    with tempfile.TemporaryDirectory(prefix="build-") as folder:
        released = generate(chapter, Path(folder))
        notebook = nbformat.read(released, as_version=4)
    files = {f"{chapter.name}.ipynb": nbformat.writes(notebook) + "\n"}
    problems = []
    for name in chapter.exercises:
        exercise = all_exercises()[name]
        try:
            files[f"checks/{name}.json"] = to_json(make_pack(exercise, build_seed(exercise)))
        except SpecificationError as error:
            problems.append(Problem(place_of(name), str(error).removeprefix(f"{name}, "), ""))
    if problems:
        raise BuildError(problems)
    return files
