"""Finding and reading submissions: every kind of bad input has a sentence, and stops nobody."""

import json
import os
import shutil
import zipfile
from types import SimpleNamespace

import nbformat
import pytest

from autograder.grade import archive as archive_file
from autograder.grade import plain_files
from autograder.grade.errors import GradeError
from autograder.grade.reading import notebook_of
from autograder.grade.submissions import gather

pytestmark = pytest.mark.core

KNOWN = ["02_forward", "03_backprop"]


@pytest.fixture
def notebook():
    return nbformat.v4.new_notebook(cells=[nbformat.v4.new_code_cell("x = 1")])


def found(hand_in, tmp_path, assignment=None, place=None):
    """What is handed in, read as a worker reads it."""
    submissions = gather(place or hand_in.place, assignment, KNOWN, tmp_path / "z")
    return {submission.student: read(submission) for submission in submissions}


def read(submission):
    state, problem, node = submission.state, submission.problem, None
    if state is None:
        try:
            state, node = "readable", notebook_of(submission.path.name, submission.content())
        except GradeError as error:
            state, problem = "unreadable", str(error)
    return SimpleNamespace(
        state=state, problem=problem, notebook=node, assignment=submission.assignment
    )


def test_a_folder_in_nbgraders_layout(hand_in, notebook, tmp_path):
    hand_in("ada", notebook)
    hand_in("Ümit Ö.", notebook)
    (hand_in.place / ".hidden").mkdir()
    (hand_in.place / "readme.txt").write_text("x")
    result = found(hand_in, tmp_path)
    assert set(result) == {"ada", "Ümit Ö."}
    assert all(s.state == "readable" and s.assignment == "02_forward" for s in result.values())


@pytest.mark.parametrize("around", ["", "class/", "export/class/"])
def test_a_zip_with_and_without_folders_around_it(hand_in, notebook, tmp_path, around):
    path = hand_in("ada", notebook)
    archive = tmp_path / "class.zip"
    with zipfile.ZipFile(archive, "w") as zipped:
        for student in ("ada", "bob"):
            zipped.write(path, f"{around}{student}/02_forward/02_forward.ipynb")
        zipped.writestr(f"__MACOSX/{around}ada/02_forward/._02_forward.ipynb", "x")
    assert set(found(hand_in, tmp_path, place=archive)) == {"ada", "bob"}


def test_the_course_folder_itself(hand_in, notebook, tmp_path):
    hand_in("ada", notebook)
    course = tmp_path / "course"
    course.mkdir()
    (course / "release").mkdir()
    hand_in.place.rename(course / "submitted")
    assert set(found(hand_in, tmp_path, place=course)) == {"ada"}


@pytest.mark.parametrize("beside", ["source", "release"])
def test_the_course_folder_into_which_nbgrader_collects(hand_in, notebook, tmp_path, beside):
    hand_in("ada", notebook)
    course = tmp_path / "course"
    course.mkdir()
    hand_in.place.rename(course / "submitted")
    shutil.copytree(course / "submitted" / "ada" / "02_forward", course / beside / "02_forward")
    assert set(found(hand_in, tmp_path, "02_forward", course)) == {"ada"}


def test_a_student_without_the_assignment_is_missing_and_not_forgotten(hand_in, notebook, tmp_path):
    hand_in("ada", notebook)
    (hand_in.place / "bob").mkdir()
    (hand_in.place / "cyd" / "02_forward").mkdir(parents=True)
    result = found(hand_in, tmp_path)
    assert result["bob"].state == result["cyd"].state == "missing"
    assert "no folder bob/02_forward" in result["bob"].problem
    assert "no file 02_forward.ipynb" in result["cyd"].problem


def test_a_renamed_notebook_is_taken_if_it_is_the_only_one(hand_in, notebook, tmp_path):
    hand_in("ada", notebook, name="02_forward (1)")
    hand_in("bob", notebook, name="a")
    hand_in("bob", notebook, name="b")
    result = found(hand_in, tmp_path)
    assert result["ada"].state == "readable" and result["bob"].state == "missing"
    assert "a.ipynb, b.ipynb" in result["bob"].problem


@pytest.mark.parametrize(
    ("text", "words"),
    [
        ("a letter", "its JSON is broken"),
        ('{"cells": [', "The first fault is in line 1"),
        ("", "its JSON is broken"),
        ("[1, 2]", "it has no 'nbformat'"),
        ('{"a": 1}', "it has no 'nbformat'"),
        ('{"nbformat": 4, "nbformat_minor": 5, "metadata": {}, "cells": 3}', "damaged notebook"),
        ('{"nbformat": 99, "cells": []}', "damaged notebook"),
        ("[" * 200_000, "its JSON is broken"),
    ],
)
def test_unreadable_notebooks(hand_in, notebook, tmp_path, text, words):
    hand_in("ada", notebook)
    hand_in("bob", text)
    result = found(hand_in, tmp_path)
    assert result["ada"].state == "readable"
    assert result["bob"].state == "unreadable" and words in result["bob"].problem
    assert "02_forward.ipynb" in result["bob"].problem


def test_bytes_that_are_no_text_and_a_huge_file(hand_in, notebook, tmp_path, monkeypatch):
    hand_in("ada", notebook)
    hand_in("bob", "x").write_bytes(b"\xff\xfe\x00\x80")
    hand_in("cyd", notebook)
    monkeypatch.setattr(plain_files, "MAX_NOTEBOOK", 100)
    result = found(hand_in, tmp_path)
    assert "MB; the limit is" in result["cyd"].problem
    assert "not a text file" in result["bob"].problem


@pytest.mark.skipif(not hasattr(os, "mkfifo"), reason="no links or devices to try here")
def test_links_and_devices_are_not_followed(hand_in, notebook, tmp_path):
    hand_in("ada", notebook)
    secret = tmp_path / "secret.ipynb"
    secret.write_text(nbformat.writes(notebook), encoding="utf-8")
    for student in ("link", "pipe"):
        (hand_in.place / student / "02_forward").mkdir(parents=True)
    (hand_in.place / "link" / "02_forward" / "02_forward.ipynb").symlink_to(secret)
    os.mkfifo(hand_in.place / "pipe" / "02_forward" / "02_forward.ipynb")
    (hand_in.place / "whole").symlink_to(hand_in.place / "ada")
    result = found(hand_in, tmp_path)
    assert "a link" in result["link"].problem and result["link"].state == "unreadable"
    assert "no plain file" in result["pipe"].problem and "whole" in result
    assert (
        result["whole"].state == "unreadable"
        and "links are not followed" in result["whole"].problem
    )


def test_old_notebook_formats_are_read(hand_in, notebook, tmp_path):
    old = nbformat.v3.new_notebook(
        worksheets=[nbformat.v3.new_worksheet(cells=[nbformat.v3.new_code_cell("x = 1")])]
    )
    hand_in("ada", json.dumps(old))
    assert found(hand_in, tmp_path)["ada"].notebook.nbformat == 4


@pytest.mark.parametrize("entry", ["../evil.ipynb", "/etc/evil", "a/../../evil", "C:\\evil"])
def test_a_zip_that_leads_outside_is_refused_by_name(hand_in, tmp_path, entry):
    archive = tmp_path / "class.zip"
    with zipfile.ZipFile(archive, "w") as zipped:
        zipped.writestr(entry, "x")
    with pytest.raises(GradeError, match="leads outside"):
        found(hand_in, tmp_path, place=archive)
    assert not (tmp_path / "evil.ipynb").exists()


def test_a_zip_with_a_link_or_a_bomb_or_no_zip(hand_in, tmp_path, monkeypatch):
    archive = tmp_path / "class.zip"
    with zipfile.ZipFile(archive, "w") as zipped:
        info = zipfile.ZipInfo("ada/link")
        info.external_attr = 0o120777 << 16
        zipped.writestr(info, "/etc/passwd")
    with pytest.raises(GradeError, match="is a link"):
        found(hand_in, tmp_path, place=archive)
    monkeypatch.setattr(archive_file, "MAX_UNPACKED", 3)
    with pytest.raises(GradeError, match="unpacks to more than"):
        found(hand_in, tmp_path, place=archive)
    archive.write_bytes(b"PK no zip")
    with pytest.raises(GradeError, match="not a zip that can be read"):
        found(hand_in, tmp_path, place=archive)


def test_nothing_to_grade(hand_in, notebook, tmp_path):
    with pytest.raises(GradeError, match="does not exist"):
        found(hand_in, tmp_path)
    hand_in("ada", notebook, assignment="05_other")
    (tmp_path / "empty").mkdir()
    with pytest.raises(GradeError, match="holds no student's folder"):
        found(hand_in, tmp_path, "02_forward", tmp_path / "empty")
    with pytest.raises(GradeError, match=r"No submission of a known assignment.*05_other"):
        found(hand_in, tmp_path)
    with pytest.raises(GradeError, match=r"no assignment '99_x' in this course. Known: 02_forward"):
        found(hand_in, tmp_path, assignment="99_x")


def test_several_assignments_and_one_students_folder(hand_in, notebook, tmp_path):
    hand_in("ada", notebook)
    hand_in("ada", notebook, assignment="03_backprop")
    with pytest.raises(GradeError, match="--assignment 02_forward"):
        found(hand_in, tmp_path)
    assert found(hand_in, tmp_path, "03_backprop")["ada"].assignment == "03_backprop"
    with pytest.raises(GradeError, match="folder of one student"):
        found(hand_in, tmp_path, place=hand_in.place / "ada")


@pytest.mark.skipif(os.name != "posix", reason="names that are no text")
def test_names_that_are_no_text_and_hidden_folders(hand_in, notebook, tmp_path):
    for name in (b"name-\xff", b"name-\\xff", b".mallory"):
        hand_in(os.fsdecode(name), notebook)
    result = found(hand_in, tmp_path)
    assert set(result) == {"name-\\xff", "name-\\xff'", ".mallory"}
    assert all(submission.state == "readable" for submission in result.values())
    for name in result:
        name.encode("utf-8")


def test_files_beside_that_could_not_be_put_elsewhere_are_left_out(hand_in, notebook):
    path = hand_in("ada", notebook)
    (path.parent / "data.csv").write_text("1")
    deep = path.parent
    for _ in range(8):
        deep = deep / ("d" * 100)
    deep.mkdir(parents=True)
    (deep / "far.csv").write_text("1")
    if os.name == "posix":
        (path.parent / os.fsdecode(b"\xff.csv")).write_text("1")
    assert set(plain_files.beside(path)) == {"data.csv"}


@pytest.mark.parametrize(
    ("change", "words"),
    [
        ({"cells": 7}, "it has no list of cells"),
        ({"cells": [7]}, "cell 1 is no cell"),
        ({"cells": [{"cell_type": ["code"], "source": ""}]}, "neither code nor text"),
        ({"cells": [{"cell_type": "code", "source": [["x"]]}]}, "cell 1 is no text"),
        ({"cells": [{}] * 6000}, "6,000 cells; the limit is 5,000"),
        ({"nbformat": True}, "its format should be 4"),
        ({"nbformat": 2}, "it says it is of format 2, and is not"),
        ({"cells": [{"cell_type": "code", "source": "'\ud800'"}]}, "half a character"),
    ],
)
def test_a_damaged_notebook_is_told_in_words(notebook, change, words):
    with pytest.raises(GradeError, match=words):
        notebook_of("x.ipynb", json.dumps({**notebook, **change}).encode())


def test_what_is_not_read_cannot_be_wrong(notebook):
    notebook.metadata = [1]
    notebook.cells[0].update(outputs=[7], attachments=3, id="../", execution_count=10**40)
    notebook.cells[0].metadata = {"nbgrader": {"grade_id": ["x"]}, "\ud800": 1}
    cell = notebook_of("x.ipynb", json.dumps(notebook).encode()).cells[0]
    assert cell.source == "x = 1" and not cell.outputs and not cell.metadata
