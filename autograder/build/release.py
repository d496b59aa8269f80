"""Make the learners' notebook with nbgrader's own generate_assignment, and the check packs."""

from __future__ import annotations

import tempfile
from pathlib import Path

import nbformat
from nbgrader.api import Gradebook, MissingEntry
from sqlalchemy.exc import OperationalError, SQLAlchemyError
from traitlets.config import Config

from autograder import house
from autograder.build.chapter import Chapter
from autograder.build.known_causes import with_known_causes
from autograder.build.problems import BuildError, Problem
from autograder.build.solved import namespace_of, source_in
from autograder.exercises import SpecificationError, all_exercises, place_of
from autograder.exercises.causes import Right
from autograder.exercises.packing import build_seed, for_learners, make_pack
from autograder.gradebook_url import default_url, name_of, without_password
from autograder.nbgrader_insides.release import OTHER_CELLS, NotReleased, generate_assignment
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
    try:
        generate_assignment(chapter.name, nbgrader_config(course, db_url))
    except NotReleased as error:
        place = name_of(db_url or default_url(course))
        why = without_password(str(error), db_url or "")
        raise BuildError([_why(chapter, place, why)]) from error
    return course / "release" / chapter.name / f"{chapter.name}.ipynb"


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
    if OTHER_CELLS in said:
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


def render(chapter: Chapter, committed: Path | None = None) -> dict[str, str]:
    """The files of a chapter's folder in `course/`: relative path → text.

    Args:
        committed: Where the packs of an earlier build lie; default: in `course/`.
    """
    places = [p for p in (committed, house.COURSE / chapter.name / "checks") if p is not None]
    with tempfile.TemporaryDirectory(prefix="build-") as folder:
        released = generate(chapter, Path(folder))
        notebook = nbformat.read(released, as_version=4)
    files = {f"{chapter.name}.ipynb": nbformat.writes(notebook) + "\n"}
    problems = []
    solved = namespace_of(chapter.notebook)
    for name in chapter.exercises:
        exercise = all_exercises()[name]
        try:
            pack = for_learners(make_pack(exercise, build_seed(exercise)))
            solution = Right(solved[name], source_in(chapter.notebook, name))
            files[f"checks/{name}.json"] = to_json(
                with_known_causes(
                    exercise, pack, solution, *(place / f"{name}.json" for place in places)
                )
            )
        except SpecificationError as error:
            problems.append(Problem(place_of(name), str(error).removeprefix(f"{name}, "), ""))
    if problems:
        raise BuildError(problems)
    return files
