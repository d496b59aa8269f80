"""The feedback page through nbgrader's own command and Formgrader's button.

Set in nbgrader_config.py as ``GenerateFeedback.exporter_class``. The page is the one that
``python start.py grade`` writes, byte for byte.
"""

from __future__ import annotations

from nbconvert.exporters import HTMLExporter
from nbformat import NotebookNode

from autograder.nbgrader_insides.resources import handed
from autograder.report.marks import Marks, read
from autograder.report.page import page


class FeedbackExporter(HTMLExporter):
    """An nbconvert exporter that needs the resources nbgrader gives: student, gradebook."""

    def from_notebook_node(self, nb: NotebookNode, resources=None, **kwargs):
        """The page of one student. nbgrader's preprocessors are not needed and not run."""
        where = handed(resources or {})
        student, notebook = where.student, where.notebook
        marks = read(where.db_url, where.assignment, notebook, student).get(student, Marks())
        resources = {**resources, "output_extension": ".html"}
        return page(nb, marks, student, notebook), resources
