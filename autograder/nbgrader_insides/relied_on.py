"""The undocumented names of nbgrader 0.9.6 that this folder uses, and what each is needed for."""

from __future__ import annotations

import importlib
from dataclasses import dataclass


@dataclass(frozen=True)
class ReliedOn:
    """One name.

    Attributes:
        name: Where it is: ``nbgrader.api.get_alembic_version``, or with a class in between.
        why: What it is needed for.
        look: What to read in nbgrader when it has gone.
        parameters: The first parameters of a function, by which it is called.
    """

    name: str
    why: str
    look: str
    parameters: tuple[str, ...] = ()

    def found(self):
        """What is there now. Raises `AttributeError` or `ImportError`."""
        parts = self.name.split(".")
        for end in range(len(parts), 0, -1):
            try:
                value = importlib.import_module(".".join(parts[:end]))
            except ImportError:
                if end == 1:
                    raise
                continue
            for part in parts[end:]:
                value = getattr(value, part)
            return value
        raise AssertionError("unreachable")


RELIED_ON = (
    ReliedOn(
        "nbgrader.api.get_alembic_version",
        "release.py answers in its place: it starts the program alembic and takes a second.",
        "nbgrader/api.py, Gradebook.__init__: how a new database gets its version.",
    ),
    ReliedOn(
        "nbgrader.dbutil.ALEMBIC_DIR",
        "release.py reads the version of nbgrader's tables there.",
        "nbgrader/dbutil.py, and nbgrader/alembic: where the versions of the tables lie.",
    ),
    ReliedOn(
        "nbgrader.converters.GenerateAssignment.start",
        "release.py makes a release in this process, without nbgrader's command line.",
        "nbgrader/apps/generateassignmentapp.py: how the command starts its converter.",
    ),
    ReliedOn(
        "nbgrader.converters.GenerateAssignment.force",
        "release.py makes a release anew over the one that is there.",
        "nbgrader/apps/generateassignmentapp.py: what the option --force sets.",
    ),
    ReliedOn(
        "nbgrader.coursedir.CourseDirectory.assignment_id",
        "release.py tells the converter which assignment is meant.",
        "nbgrader/converters/base.py: where the converter takes the assignment from.",
    ),
    ReliedOn(
        "nbgrader.preprocessors.SaveCells",
        "release.py knows by its words that a gradebook holds submissions with other cells.",
        "nbgrader/preprocessors/savecells.py: 'Cannot add or remove cells'.",
    ),
    ReliedOn(
        "nbgrader.api.app_log",
        "log.py keeps what the gradebook logs, with a traceback, off the terminal.",
        "nbgrader/api.py: which logger is told of a database error.",
    ),
    ReliedOn(
        "nbgrader.coursedir.CourseDirectory.get_existing_timestamp",
        "timestamps.py reads when a submission was handed in.",
        "nbgrader/converters/autograde.py: how a submission gets its timestamp.",
        ("self", "dest_path"),
    ),
    ReliedOn(
        "nbgrader.preprocessors.SaveAutoGrades.preprocess_cell",
        "saving.py has nbgrader decide what is a score, cell by cell, in one open gradebook.",
        "nbgrader/preprocessors/saveautogrades.py: what it asks of self.gradebook.",
        ("self", "cell", "resources", "cell_index"),
    ),
    ReliedOn(
        "nbgrader.preprocessors.AssignLatePenalties.init_plugin",
        "saving.py makes the plug-in that the course's settings name.",
        "nbgrader/preprocessors/latesubmissions.py, preprocess.",
        ("self",),
    ),
    ReliedOn(
        "nbgrader.preprocessors.AssignLatePenalties.plugin_inst",
        "saving.py asks the plug-in for the penalty.",
        "nbgrader/preprocessors/latesubmissions.py, preprocess.",
    ),
    ReliedOn(
        "nbgrader.preprocessors.AssignLatePenalties._check_late_penalty",
        "saving.py keeps a penalty between 0 and the score, as nbgrader does.",
        "nbgrader/preprocessors/latesubmissions.py, preprocess.",
        ("self", "notebook", "penalty"),
    ),
    *(
        ReliedOn(
            f"nbgrader.utils.{name}",
            "cells.py lets nbgrader say what kind of cell this is, and whether it was changed.",
            "nbgrader/utils.py.",
            ("cell",),
        )
        for name in ("is_grade", "is_solution", "is_task", "compute_checksum")
    ),
    ReliedOn(
        "nbgrader.converters.base.BaseConverter.init_single_notebook_resources",
        "resources.py reads which submission a preprocessor or an exporter is given.",
        "nbgrader/converters/base.py: what resources['nbgrader'] holds.",
    ),
)
