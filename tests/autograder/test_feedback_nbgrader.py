"""nbgrader's own commands and Formgrader's button on a gradebook of ours, with our configuration."""

import csv
import datetime
import json
import subprocess
import sys

import nbformat
import pytest
from nbgrader.api import Gradebook
from traitlets.config import PyFileConfigLoader

from autograder import cli, house
from autograder.build import chapter as chapters
from autograder.report import everything
from autograder.report.marks import read
from tests.autograder.notebooks import replace_code

pytestmark = pytest.mark.slow

WRONG = "def softmax(z):\n    return np.exp(z) / np.exp(z).sum(axis=1, keepdims=True)\n"


@pytest.fixture(scope="module")
def course(tmp_path_factory):
    """Two students and a roster with a third, through `python start.py grade`, then Formgrader."""
    place, out = tmp_path_factory.mktemp("class"), tmp_path_factory.mktemp("out")
    text = nbformat.writes(chapters.read(house.SOLUTIONS / "02_forward.py").notebook)
    text = text.replace("import torch\\n", "raise ImportError\\n")
    wrong = replace_code(nbformat.reads(text, 4), "softmax", WRONG)
    for student, notebook in (("ada", text), ("berg, émile", nbformat.writes(wrong))):
        path = place / student / "02_forward" / "02_forward.ipynb"
        path.parent.mkdir(parents=True)
        path.write_text(notebook, encoding="utf-8")
    roster = place / "roster.csv"
    roster.write_text('folder,ID,Username\nada,1,al\n"berg, émile",2,be\ncleo,3,cl\n', "utf-8")
    arguments = ["grade", str(place), "--out", str(out), "--workers", "1", "--roster", str(roster)]
    assert cli.main(arguments) == 0
    with Gradebook(f"sqlite:///{out / 'gradebook.db'}") as gradebook:
        grade = gradebook.find_grade("sigmoid", "02_forward", "02_forward", "berg, émile")
        grade.manual_score, grade.needs_manual_grade = 1.5, False
        comment = gradebook.find_comment("softmax_code", "02_forward", "02_forward", "berg, émile")
        comment.manual_comment = "Look at **axis**."
        notebook = gradebook.find_submission_notebook("02_forward", "02_forward", "berg, émile")
        notebook.late_submission_penalty = 2.0
        gradebook.find_submission("02_forward", "ada").timestamp = datetime.datetime(2030, 1, 2)
        gradebook.db.commit()
    return out


@pytest.fixture(scope="module")
def config(course, tmp_path_factory):
    """This repository's nbgrader_config.py, for the course."""
    path = tmp_path_factory.mktemp("config") / "nbgrader_config.py"
    text = (house.ROOT / "nbgrader_config.py").read_text(encoding="utf-8")
    path.write_text(f"{text}\nc.CourseDirectory.root = {str(course)!r}\n", encoding="utf-8")
    return path


def page_of(course, student):
    return course / "feedback" / student / "02_forward" / "02_forward.html"


def our_page(course, student):
    """The page as our own command writes it now."""
    from autograder.report.feedback import Job, place_of, write

    known = read(f"sqlite:///{course / 'gradebook.db'}", "02_forward")[student]
    target = course / "ours.html"
    source = place_of(course, "autograded", student, "02_forward", "ipynb")
    assert write(Job(source, target, known, student, "02_forward"))
    return target.read_bytes()


def nbgrader(config, *arguments):
    command = subprocess.run(
        [sys.executable, "-m", "nbgrader", *arguments, f"--config={config}"],
        cwd=config.parent,
        capture_output=True,
        text=True,
        timeout=300,
    )
    assert command.returncode == 0, command.stderr[-3000:]
    return command


def test_the_command_wrote_every_report(course):
    for name in ("grades.csv", "grades_canvas.csv", "grades_moodle.csv", "mistakes.csv"):
        rows = list(csv.reader((course / name).open(encoding="utf-8", newline="")))
        assert len({len(row) for row in rows}) == 1, name
    grades = list(csv.DictReader((course / "grades.csv").open(encoding="utf-8")))
    assert {row["student"]: row["state"] for row in grades} == {
        "ada": "graded",
        "berg, émile": "graded",
        "cleo": "missing",
    }
    text = (course / "class.html").read_text(encoding="utf-8")
    assert "feedback/berg%2C%20%C3%A9mile/02_forward/02_forward.html" in text
    assert "feedback/cleo" not in text and "cleo" in text and " ms</td>" in text


def test_nbgraders_command_gives_our_page(course, config):
    nbgrader(config, "generate_feedback", "02_forward", "--force")
    for student in ("ada", "berg, émile"):
        assert page_of(course, student).read_bytes() == our_page(course, student)
        assert [p.name for p in page_of(course, student).parent.iterdir()] == ["02_forward.html"]


def test_what_a_person_set_in_formgrader_is_on_the_page(course, config):
    text = our_page(course, "berg, émile").decode()
    assert "some points (set by a person)" in text and "<td>1.5 of 3</td>" in text
    assert "Look at <strong>axis</strong>." in text
    assert "Handed in late: 2 points are taken off" in text
    known = read(f"sqlite:///{course / 'gradebook.db'}", "02_forward")["berg, émile"]
    assert f"<strong>{known.earned - 2:g}</strong> of {known.maximum:g}" in text
    assert "Recognised, one of the causes:" in text and "axis=0" in text


def test_formgraders_button_gives_our_page(course, config):
    """The button calls nbgrader's API, which asks for nbgrader's own template."""
    from nbgrader.apps.api import NbGraderAPI
    from nbgrader.coursedir import CourseDirectory

    loaded = PyFileConfigLoader(config.name, path=str(config.parent)).load_config()
    api = NbGraderAPI(CourseDirectory(config=loaded), config=loaded)
    page_of(course, "ada").unlink(missing_ok=True)
    answer = api.generate_feedback("02_forward", "ada")
    assert answer["success"], answer
    assert page_of(course, "ada").read_bytes() == our_page(course, "ada")


def test_the_marks_are_nbgraders(course):
    """Read in three queries, the same as nbgrader's own GetGrades says."""
    known = read(f"sqlite:///{course / 'gradebook.db'}", "02_forward")
    with Gradebook(f"sqlite:///{course / 'gradebook.db'}") as gradebook:
        for student in ("ada", "berg, émile"):
            book = gradebook.find_submission_notebook("02_forward", "02_forward", student)
            assert known[student].earned == book.score
            assert known[student].maximum == book.max_score
            assert known[student].late_penalty == (book.late_submission_penalty or 0)
            for grade in book.grades:
                score = known[student].scores[grade.name]
                assert (score.points, score.maximum) == (grade.score, grade.max_score)
    one = read(f"sqlite:///{course / 'gradebook.db'}", "02_forward", student="ada")
    assert one == {"ada": known["ada"]}


def test_nbgrader_export_still_works(course, config, tmp_path):
    target = tmp_path / "export.csv"
    nbgrader(config, "export", f"--to={target}")
    text = target.read_text(encoding="utf-8")
    assert text.startswith("assignment,") and "ada" in text and "berg, émile" in text


def test_the_files_for_canvas_and_moodle_follow_the_gradebook(course):
    from autograder.grade.results import Graded, SubmissionResult

    with Gradebook(f"sqlite:///{course / 'gradebook.db'}") as gradebook:
        raw = gradebook.find_submission("02_forward", "berg, émile").score
    results = [SubmissionResult("berg, émile", "graded", raw, 46.0)]
    everything.write_all(Graded("02_forward", [], results, course), workers=1)
    rows = list(csv.DictReader((course / "grades_canvas.csv").open(encoding="utf-8")))
    assert float(rows[1]["02_forward"]) == raw - 2
    assert json.dumps(rows[1]["Student"], ensure_ascii=False) == '"berg, émile"'
