"""The sealed path for nbgrader's own commands: takes the place of nbgrader's Execute."""

from __future__ import annotations

from pathlib import Path

import nbformat
from nbgrader.preprocessors import NbGraderPreprocessor

from autograder.grade import sealing
from autograder.grade.execute import execute
from autograder.grade.secret import secret_of


class SealedExecute(NbGraderPreprocessor):
    """An nbgrader preprocessor: seal, run in a kernel of its own, settle."""

    def preprocess(self, nb, resources):
        where = resources["nbgrader"]
        # the gradebook lies in the course folder, and so does the secret
        course = Path(self.config.CourseDirectory.root or ".")
        seed = sealing.submission_seed(secret_of(course), where["student"], nb)
        packs = sealing.packs_for(nb, seed)
        executed = nbformat.reads(
            execute(nbformat.writes(sealing.seal(nb, packs)), {}), as_version=4
        )
        settled, _ = sealing.settle(nb, executed, packs, seed)
        settled.metadata.pop("grading", None)
        return settled, resources
