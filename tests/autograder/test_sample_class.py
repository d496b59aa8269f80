"""What a new user runs first: `grade` without submissions, the whole sample class."""

import csv
import re
import subprocess
import sys

import pytest

from autograder import house
from autograder.exercises import all_exercises
from rnn_course.quizzes import is_quiz
from tests.autograder.reports import all_points

pytestmark = pytest.mark.slow

ALL = sum(e.points for e in all_exercises().values() if e.chapter == "02_forward")


@pytest.fixture(scope="module")
def run(tmp_path_factory):
    out = tmp_path_factory.mktemp("grading")
    command = subprocess.run(
        [sys.executable, "-m", "autograder", "grade", "--out", str(out)],
        cwd=house.ROOT,
        capture_output=True,
        text=True,
        timeout=1500,
    )
    assert command.returncode == 0, command.stderr[-1000:] + command.stdout[-4000:]
    rows = {r["student"]: r for r in csv.DictReader((out / "grades.csv").open(encoding="utf-8"))}
    return command.stdout, rows, out


def test_the_solution_has_everything_and_the_stub_nothing(run):
    printed, rows, out = run
    assert rows["solution"]["score"] == str(ALL) and rows["solution"]["state"] == "graded"
    assert rows["untouched"]["score"] == "0" and rows["untouched"]["state"] == "graded"
    assert re.search(rf"solution .*{ALL}/{ALL}", printed) and re.search(
        rf"untouched .*0/{ALL}", printed
    )


def test_the_file_that_is_no_notebook(run):
    _, rows, _ = run
    assert rows["no-notebook"]["state"] == "unreadable" and rows["no-notebook"]["score"] == "0"
    assert "JSON is broken" in rows["no-notebook"]["note"]


def test_every_misconception_loses_points_and_has_its_sentence_in_the_feedback(run):
    _, rows, out = run
    seen = 0
    for exercise in all_exercises().values():
        if exercise.chapter != "02_forward":
            continue
        for misconception in exercise.misconceptions:
            student = f"{exercise.name}-{misconception.name}"
            assert rows[student]["state"] == "graded"
            assert int(rows[student][exercise.name]) < exercise.points, student
            page = out / "feedback" / student / "02_forward" / "02_forward.html"
            text = _plain(page.read_text(encoding="utf-8"))
            if is_quiz(exercise.parts):
                assert misconception.says not in text, student
                assert f"{exercise.points - 1} of {exercise.points} answers are right." in text
            else:
                how = f"(Recognised|It may be this): {re.escape(misconception.says)}"
                assert re.search(how, text), student
            seen += 1
    assert seen == len(rows) - 3 > 60


def test_one_mistake_costs_its_points_once(run):
    """Exercises that only suffer from an earlier mistake keep their points."""
    _, rows, _ = run
    for student, row in rows.items():
        name = student.split("-")[0]
        if name in all_exercises():
            lost = ALL - float(row["score"])
            assert lost <= all_exercises()[name].points + 1, (student, row["score"])


def test_the_class_page_counts_carried_points_as_all_points(run):
    """A wrong softmax costs rnn_cell_forward nothing: that student has all of its points."""
    _, rows, out = run
    listed = all_points((out / "class.html").read_text(encoding="utf-8"))
    assert int(rows["softmax-sum_over_rows"]["rnn_cell_forward"]) == 4
    for name, count in listed.items():
        full = str(all_exercises()[name].points)
        assert count == sum(row[name] == full for row in rows.values()), name


def test_the_recognised_mistakes_are_listed(run):
    _, rows, out = run
    listed = {
        (row["student"], row["exercise"], row["misconception"])
        for row in csv.DictReader((out / "mistakes.csv").open(encoding="utf-8"))
    }
    for student in rows:
        name, _, mistake = student.partition("-")
        if name in all_exercises():
            assert (student, name, mistake) in listed


def _plain(page: str) -> str:
    import html

    text = html.unescape(re.sub(r"<[^>]+>", "", page)).replace("\xa0", " ")
    return " ".join(text.split())
