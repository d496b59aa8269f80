"""The hardened path for nbgrader's own commands: preprocessors for ``nbgrader_config.py``.

``nbgrader autograde`` and Formgrader then do, one submission after another, what
``python start.py grade`` does for many at once.
"""

from __future__ import annotations

from pathlib import Path

import nbformat
from nbconvert.preprocessors import ClearMetadataPreprocessor
from nbgrader.api import Gradebook
from nbgrader.preprocessors import (
    AssignLatePenalties,
    CheckCellMetadata,
    ClearOutput,
    DeduplicateIds,
    IgnorePattern,
    LimitOutput,
    NbGraderPreprocessor,
    OverwriteCells,
    OverwriteKernelspec,
    SaveAutoGrades,
)

from autograder.grade import sealing
from autograder.grade.execute import execute
from autograder.grade.explained import learners_packs
from autograder.grade.left_out import tagged
from autograder.grade.restore import released_cells, restored
from autograder.grade.secret import secret_of
from autograder.nbgrader_insides.resources import handed


class Restore(NbGraderPreprocessor):
    """Gives the submission its cells back; first in ``Autograde.sanitize_preprocessors``."""

    def preprocess(self, nb, resources):
        where = handed(resources)
        with Gradebook(where.db_url) as gradebook:
            released = released_cells(gradebook, where.assignment, where.notebook)
        return restored(nb, released), resources


class SealedExecute(NbGraderPreprocessor):
    """Seals, runs in the sandbox, settles; in the place of nbgrader's Execute."""

    def preprocess(self, nb, resources):
        where = handed(resources)
        # the gradebook lies in the course folder, and so does the secret
        course = Path(self.config.CourseDirectory.root or ".")
        seed = sealing.submission_seed(secret_of(course), where.student, nb)
        packs = sealing.packs_for(nb, seed)
        left_out = _left_out(course / "release" / where.assignment / f"{where.notebook}.ipynb")
        known = learners_packs(packs)
        sealed = nbformat.writes(sealing.seal(nb, packs, left_out, known))
        executed = nbformat.reads(execute(sealed, {}), as_version=4)
        settled, _ = sealing.settle(nb, executed, packs, seed, left_out, known)
        settled.metadata.pop("grading", None)
        return settled, resources


def _left_out(release: Path) -> tuple[str, ...]:
    """What need not run; without the released notebook at hand, everything runs."""
    if not release.is_file():
        return ()
    return tagged(nbformat.read(release, as_version=4))


SANITIZE = [
    Restore,
    ClearOutput,
    DeduplicateIds,
    OverwriteKernelspec,
    OverwriteCells,
    CheckCellMetadata,
]
AUTOGRADE = [
    SealedExecute,
    IgnorePattern,
    ClearMetadataPreprocessor,
    LimitOutput,
    SaveAutoGrades,
    AssignLatePenalties,
    CheckCellMetadata,
]
