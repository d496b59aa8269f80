"""Make a release with nbgrader's own generate_assignment, in this process."""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import contextmanager

import nbgrader.api
from nbgrader.converters import GenerateAssignment
from nbgrader.coursedir import CourseDirectory
from nbgrader.dbutil import ALEMBIC_DIR
from traitlets.config import Config

from autograder.nbgrader_insides.log import LastError, quiet_log

# What nbgrader says when a gradebook holds submissions of an assignment that has other cells now.
OTHER_CELLS = "Cannot add or remove cells"


class NotReleased(Exception):
    """nbgrader could not make the release. Holds the last error that it logged or raised."""


def generate_assignment(assignment: str, config: Config) -> None:
    """Make the release of an assignment in the course folder that `config` names.

    The one that is there is replaced. Raises `NotReleased`.
    """
    folder = CourseDirectory(config=config)
    folder.assignment_id = assignment
    converter = GenerateAssignment(coursedir=folder, config=config)
    converter.force = True
    converter.log, heard = quiet_log(), LastError()
    converter.log.addHandler(heard)
    try:
        with _without_the_program_alembic():
            converter.start()
    except Exception as error:
        raise NotReleased(heard.last or str(error)) from error
    finally:
        converter.log.removeHandler(heard)


@contextmanager
def _without_the_program_alembic() -> Iterator[None]:
    """nbgrader starts a program, for a second, to ask for what `tables_version` reads."""
    theirs = nbgrader.api.get_alembic_version
    nbgrader.api.get_alembic_version = tables_version
    try:
        yield
    finally:
        nbgrader.api.get_alembic_version = theirs


def tables_version() -> str:
    """The version of nbgrader's tables."""
    from alembic.script import ScriptDirectory

    return ScriptDirectory(ALEMBIC_DIR).get_current_head()
