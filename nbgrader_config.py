"""nbgrader's settings for this repository: ``nbgrader …`` and Formgrader started here use them.

They take the same hardened path as ``python start.py grade``: submissions get their cells back
before anything else, and check cells are judged in the grader's process with fresh inputs.
Feedback is the page that ``python start.py grade`` writes: it needs no network.
"""

import os
from pathlib import Path

from autograder import house
from autograder.build.release import COURSE, stub
from autograder.grade.nbgrader_steps import AUTOGRADE, SANITIZE
from autograder.grade_arguments import URL_VARIABLE
from autograder.report.exporter import FeedbackExporter
from autograder.report.formgrader import template_paths

c = get_config()  # noqa: F821

c.CourseDirectory.course_id = COURSE
here = Path(__file__).resolve().parent / "grading"
c.CourseDirectory.root = str(house.OUT if house.elsewhere() else here)
if os.environ.get(URL_VARIABLE):  # the gradebook of `grade --gradebook`
    c.CourseDirectory.db_url = os.environ[URL_VARIABLE]
c.ClearSolutions.code_stub = {"python": stub()}
c.Autograde.sanitize_preprocessors = SANITIZE
c.Autograde.autograde_preprocessors = AUTOGRADE
# Formgrader shows what students wrote in a page that may do whatever the grader may do
c.HTMLExporter.sanitize_html = True
c.HTMLExporter.filters = {
    "markdown2html": "autograder.report.prose.prose"
}  # it leaves text as it is
# its formulas need no MathJax, which it would fetch from the Internet
c.HTMLExporter.template_paths = template_paths()
c.GenerateFeedback.exporter_class = FeedbackExporter
c.GenerateFeedback.preprocessors = []  # the page reads scores and comments itself, at once
