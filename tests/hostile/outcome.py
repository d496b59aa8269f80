"""What became of the students of a graded class, read from the files that a teacher gets."""

from __future__ import annotations

import csv
import html.parser
import json
import re
import sqlite3
from dataclasses import dataclass
from functools import cache
from pathlib import Path

from autograder import house
from tests.hostile.attack import THROUGH
from tests.hostile.prepare import listed_as
from tests.hostile.scene import SECRET

# what a run may leave outside its own folder: nothing of it is read again
BYPRODUCTS = re.compile(
    r"^(srv/hostile/out/|root/\.(cache|local|ipython|jupyter|config)/[^ ]*(lock|history\.sqlite)"
    r"|.*/__pycache__/[^/]*\.pyc\.\d+$)"
)


@dataclass(frozen=True)
class Outcome:
    """One student after a run.

    Attributes:
        score: None when there is none.
        text: All that student and grader can read about it: note, messages of the checks, outputs.
        through: What an attack reached that it should not reach.
        live: Pieces of the attacker's HTML that a browser would run.
    """

    state: str = "none"
    score: float | None = None
    text: str = ""
    through: tuple[str, ...] = ()
    live: tuple[str, ...] = ()


def outcomes(out: Path, chapter: str, students: list[str]) -> dict[str, Outcome]:
    """Every student's outcome."""
    rows, scores = _rows(out / "grades.csv"), _scores(out / "gradebook.db", chapter)
    return {name: _outcome(out, chapter, listed_as(name), rows, scores) for name in students}


def _outcome(out, chapter, student, rows, scores) -> Outcome:
    row = rows.get(student, {})
    notebook = out / "autograded" / student / chapter / f"{chapter}.ipynb"
    page = out / "feedback" / student / chapter / f"{chapter}.html"
    printed, shown = _outputs(notebook), _read(page)
    through = re.findall(rf"^{THROUGH}.*$", printed, re.MULTILINE)
    if SECRET in printed and student != "ada-full":
        through.append("a planted secret")
    return Outcome(
        state=row.get("state", "none"),
        score=scores.get(student),
        text=f"{row.get('note', '')}\n{printed}",
        through=tuple(dict.fromkeys(through)),
        live=tuple(dict.fromkeys([*alive(shown), *alive(_in_formgrader(notebook))])),
    )


def _rows(path: Path) -> dict[str, dict]:
    if not path.is_file():
        return {}
    with path.open(encoding="utf-8", errors="surrogateescape", newline="") as file:
        rows = list(csv.DictReader(file))
    # a name that a spreadsheet would run has an apostrophe in front
    return {r["student"]: r for r in rows} | {r["student"].removeprefix("'"): r for r in rows}


def _scores(path: Path, chapter: str) -> dict[str, float]:
    if not path.is_file():
        return {}
    from nbgrader.api import Gradebook

    try:
        with Gradebook(f"sqlite:///{path}") as book:
            found = book.assignment_submissions(chapter)
            return {submission.student_id: submission.score for submission in found}
    except Exception as error:  # a gradebook that an attack has spoiled
        return {"?": 0.0} if isinstance(error, sqlite3.Error) else {}


def _cells(path: Path) -> list[dict]:
    try:
        return json.loads(path.read_text(encoding="utf-8", errors="replace"))["cells"]
    except (OSError, ValueError, KeyError):
        return []


def _outputs(path: Path) -> str:
    """The notes and outputs of an autograded notebook as text."""
    texts = []
    for cell in _cells(path):
        if cell.get("id") == "note-from-the-grader":
            texts.append(_text(cell["source"]))
        for output in cell.get("outputs", ()):
            texts += [_text(output.get("text", "")), *map(_text, output.get("traceback", ()))]
            texts += [_text(v) for v in output.get("data", {}).values()]
    return "\n".join(texts)


def _in_formgrader(path: Path) -> str:
    """Formgrader's page of a notebook that has a script in it."""
    if "hostile(" not in _read(path):
        return ""
    names = (
        "assignment_id",
        "notebook_id",
        "submission_id",
        "base_url",
        "student",
        "last_name",
        "first_name",
        "notebook_path",
    )
    page, _ = _exporter().from_filename(
        str(path), resources={**dict.fromkeys(names, "x"), "index": 0, "total": 1}
    )
    return page


@cache
def _exporter():
    """What Formgrader makes its pages with, when it is started in this repository."""
    from nbconvert.exporters import HTMLExporter
    from nbgrader.server_extensions.formgrader import handlers
    from traitlets.config.loader import PyFileConfigLoader

    config = PyFileConfigLoader("nbgrader_config.py", path=str(house.ROOT)).load_config()
    config.HTMLExporter.template_name = "formgrade"
    config.HTMLExporter.extra_template_basedirs = [handlers.template_path]
    return HTMLExporter(config=config)


def _text(value) -> str:
    return "".join(map(str, value)) if isinstance(value, list) else str(value)


def _read(path: Path) -> str:
    return path.read_text(encoding="utf-8", errors="replace") if path.is_file() else ""


def alive(page: str) -> list[str]:
    """The attackers' scripts in a page that a browser would run; they call ``hostile()``."""
    finder = Alive()
    finder.feed(page)
    return finder.found


class Alive(html.parser.HTMLParser):
    def __init__(self):
        super().__init__()
        self.found: list[str] = []
        self.script = False

    def handle_starttag(self, tag, attributes):
        self.script = tag == "script"
        for key, value in attributes:
            value = value or ""
            if "hostile(" in value and (key.startswith("on") or "javascript:" in value):
                self.found.append(f"<{tag} {key}>")

    def handle_endtag(self, tag):
        self.script = False

    def handle_data(self, data):
        if self.script and "hostile()" in data:
            self.found.append("<script>")
