"""A course in a folder elsewhere: what is found, what is hidden, what is refused."""

import re

import nbformat
import pytest

from autograder import cli, doctor, house
from autograder.build import build
from autograder.build.unwritten import find_unwritten
from autograder.exercises import all_exercises, place_of
from autograder.grade import ledger
from autograder.sandbox import view
from rnn_course.check import verdict_of
from tests.autograder import guide


@pytest.fixture
def own(tmp_path, monkeypatch):
    """The course of docs/own_course.md, in use."""
    monkeypatch.setenv(house.VARIABLE, "")  # so that it is put back at the end
    guide.write_files(tmp_path, guide.blocks(house.ROOT / "docs" / "own_course.md")[:2])
    house.use(tmp_path / "my-course")
    yield tmp_path / "my-course"
    house.use(None)


def test_only_its_own_exercises_are_there(own):
    assert list(all_exercises()) == ["running_mean"]
    assert place_of("running_mean") == f"{own}/exercises/ch01_means/running_mean.py"
    assert house.command("build") == f"python start.py build --course {own}"
    house.use(None)
    assert "softmax" in all_exercises() and "running_mean" not in all_exercises()
    assert house.command("build") == "python start.py build"


def test_a_changed_specification_is_a_changed_course(own):
    before = ledger.course_fingerprint("released")
    path = own / "exercises" / "ch01_means" / "running_mean.py"
    path.write_text(path.read_text("utf-8") + "\n# a word\n", "utf-8")
    assert ledger.course_fingerprint("released") != before


def test_an_exercise_of_ours_can_be_used_again(own):
    text = (house.ROOT / "docs" / "own_course.md").read_text("utf-8")
    imported, room = re.search(
        r"softmax\.py`: `(from .*?)`, then `(EXERCISE = .*?)`", text
    ).groups()
    path = own / "exercises" / "ch01_means" / "softmax.py"
    path.write_text(f"import dataclasses\n\n{imported}\n\n{room}\n", "utf-8")
    assert set(all_exercises()) == {"running_mean", "softmax"}
    assert all_exercises()["softmax"].chapter == "01_means"


def test_it_is_hidden_even_where_everything_may_be_read(own, monkeypatch):
    """Somebody may put the folder among the packages, which a student's process sees."""
    (own / "grading").mkdir()
    (own / "course").mkdir()
    (own / "data.txt").write_text("for all")
    monkeypatch.setattr(view, "_python", lambda: [own.parent])
    seen = view.view([])
    below = {path.name for path in seen.shown if own in path.parents}
    assert below == {"course", "data.txt"} and {own, own.parent} <= set(seen.listed)


def test_a_learner_gets_help_from_its_check(own):
    build()
    folder = own / "course" / "01_means"
    notebook = nbformat.read(folder / "01_means.ipynb", as_version=4)
    assert not any("SOLUTION" in cell.source for cell in notebook.cells)
    verdict = verdict_of("running_mean", {"running_mean": lambda x: x.cumsum(axis=1)}, folder)
    assert verdict.misconception == "not_divided"
    assert "these are the sums so far" in " ".join(verdict.message.split())


def test_jupyterlab_opens_on_it(own):
    command = cli.lab_command()
    assert f"--ServerApp.root_dir={own}" in command
    assert "--LabApp.default_url=/lab/tree/solutions" in command  # nothing is built yet
    build()
    opened = next(word for word in cli.lab_command() if "default_url" in word)
    assert (own / opened.split("/lab/tree/")[1]).name == "01_means.ipynb"
    house.use(None)
    assert not any("root_dir" in word for word in cli.lab_command())


def test_the_doctor_runs_assert_cells(own):
    path = own / "solutions" / "01_means.py"
    text = path.read_text("utf-8")
    build()
    assert doctor.examine() == ([], "1 chapter, 1 exercise: nothing to complain about.")
    path.write_text(text.replace("== 3.0", "== 4.0"), "utf-8")
    found = str(doctor.examine()[0][0])
    assert found.startswith(f"{path}, cell 'one_step_tests': the solution does not pass these")
    path.write_text(text.replace("assert one_step(2.0, 2, 4.0) == 3.0", "assert one_step"), "utf-8")
    assert "an untouched stub passes these tests" in str(doctor.examine()[0][0])


@pytest.mark.parametrize(
    ("line", "says"),
    [
        ("# TO WRITE: a better picture", "a better picture: still to write. Write it and take"),
        (
            "# TO WRITE: the task. With shapes: (n, m).",
            "the task: still to write. With shapes: (n, m.",
        ),
        ('    task="TO WRITE: the task. Short.",', "the task: still to write. Short."),
        ('    """TO WRITE: it."""', "it: still to write. Write it and take"),
        ("TO WRITE:", "something: still to write."),
    ],
)
def test_a_line_still_to_write(tmp_path, line, says):
    [problem] = find_unwritten(tmp_path / "x.py", f"a = 1\n{line}\n")
    assert str(problem).startswith(f"{tmp_path}/x.py, line 2: {says}")
    assert find_unwritten(tmp_path / "x.py", "write to TO: write\n") == []


def test_a_folder_that_is_no_course(tmp_path):
    before = house.HOME
    with pytest.raises(house.NoCourse, match="no folder 'solutions' in it"):
        house.use(tmp_path)
    assert before == house.HOME
