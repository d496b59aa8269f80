"""The build: stable to the byte, atomic, and its errors say where and how to mend."""

import json
import os
import re
import shutil

import nbformat
import pytest

from autograder import house
from autograder.build import BuildError, build, publish
from autograder.build import chapter as chapters
from autograder.build.readme import BEGIN, END, with_table
from autograder.build.release import render
from autograder.exercises import all_exercises

SOURCE = house.SOLUTIONS / "02_forward.py"


@pytest.fixture
def place(tmp_path):
    """A copy of the sources and an empty course."""
    solutions, course = tmp_path / "solutions", tmp_path / "course"
    solutions.mkdir()
    course.mkdir()
    shutil.copy(SOURCE, solutions)
    return {"solutions": solutions, "course": course, "readme": tmp_path / "README.md"}


def files(folder):
    return {
        p.relative_to(folder).as_posix(): p.read_bytes() for p in folder.rglob("*.*") if p.is_file()
    }


def test_what_is_committed_is_what_the_sources_give():
    built = build(check=True)
    assert built.is_current, [house.shown(p) for p in (*built.written, *built.removed)]


def test_two_builds_give_the_same_bytes_and_the_second_writes_nothing(place):
    here = [e for e in all_exercises().values() if e.chapter == "02_forward"]
    assert len(build(**place).written) == 2 + len(here)  # the notebook and the list of chapters
    first = files(place["course"])
    assert not build(**place).written
    shutil.rmtree(place["course"])
    build(**place)
    assert files(place["course"]) == first


def test_learners_get_no_solution_no_marker_and_no_editor_metadata(released):
    text = nbformat.writes(released)
    assert "SOLUTION" not in text and "jupytext" not in text
    assert "not written yet" in text and "np.exp(-np.abs(z))" in text  # the second is in a hint
    for cell in released.cells:
        assert set(cell.metadata) <= {"nbgrader", "tags", "jupyter", "deletable", "editable"}
        assert re.fullmatch(r"[A-Za-z0-9_-]{1,64}", cell.id)
        if cell.cell_type == "code":
            assert cell.outputs == [] and cell.execution_count is None
    ids = [cell.id for cell in released.cells]
    assert len(set(ids)) == len(ids)


def test_check_reports_and_writes_nothing(place):
    build(**place)
    pack = place["course"] / "02_forward" / "checks" / "softmax.json"
    notebook = place["course"] / "02_forward" / "02_forward.ipynb"
    pack.unlink()
    notebook.write_text("old", encoding="utf-8")
    (pack.parent / "stray.json").write_text("{}", encoding="utf-8")
    built = build(check=True, **place)
    assert not built.is_current
    assert set(built.written) == {pack, notebook} and built.removed == [pack.parent / "stray.json"]
    assert notebook.read_text(encoding="utf-8") == "old" and not pack.exists()
    build(**place)
    assert build(check=True, **place).is_current and not (pack.parent / "stray.json").exists()


def test_last_digits_of_another_machine_do_not_count_and_other_numbers_do(place):
    build(**place)
    pack = place["course"] / "02_forward" / "checks" / "softmax.json"
    text = pack.read_text(encoding="utf-8")
    number = re.search(r"0\.\d{15,}", text.split('"expected"')[1])[0]
    pack.write_text(text.replace(number, repr(float(number) * (1 + 1e-14))), encoding="utf-8")
    assert build(check=True, **place).is_current
    pack.write_text(text.replace(number, repr(float(number) * 1.001)), encoding="utf-8")
    assert build(check=True, **place).written == [pack]


def test_an_interrupted_build_leaves_the_old_files(place, monkeypatch):
    build(**place)
    notebook = place["course"] / "02_forward" / "02_forward.ipynb"
    notebook.write_text("the old notebook", encoding="utf-8")
    before = files(place["course"])

    def stop(*arguments):
        raise KeyboardInterrupt

    monkeypatch.setattr(os, "replace", stop)
    with pytest.raises(KeyboardInterrupt):
        build(**place)
    assert files(place["course"]) == before  # nothing half-written, nothing left lying about


@pytest.mark.parametrize("after", [1, 5, 11])
def test_a_build_interrupted_between_two_files_leaves_the_old_ones(place, monkeypatch, after):
    build(**place)
    checks = place["course"] / "02_forward" / "checks"
    for path in checks.glob("*.json"):
        path.write_text(f"old {path.name}", encoding="utf-8")
    (checks / "sigmoid.json").unlink()
    (checks / "stray.json").write_text("stray", encoding="utf-8")
    before, real, calls = files(place["course"]), os.replace, []

    def stop_later(source, target):
        calls.append(target)
        if len(calls) == after:
            raise KeyboardInterrupt
        real(source, target)

    monkeypatch.setattr(os, "replace", stop_later)
    with pytest.raises(KeyboardInterrupt):
        build(**place)
    assert len(calls) == after and files(place["course"]) == before


def test_one_chapter_alone_is_built_and_the_table_has_all(place):
    shutil.copy(house.SOLUTIONS / "00_start_here.py", place["solutions"])
    place["readme"].write_text(f"{BEGIN}\n{END}\n", encoding="utf-8")
    built = build(only=["00_start_here"], **place)
    assert {p.parts[len(place["course"].parts)] for p in built.written if p != place["readme"]} == {
        "00_start_here",
        "chapters.json",
    }
    table = place["readme"].read_text(encoding="utf-8")
    assert "Start here" in table and "Forward propagation" in table
    # a fault in another chapter does not hold this one up; the table waits
    (place["solutions"] / "02_forward.py").write_text("# %%\n### BEGIN SOLUTION\n", "utf-8")
    place["readme"].write_text(f"{BEGIN}\nold\n{END}\n", encoding="utf-8")
    assert build(only=["00_start_here"], **place).is_current
    assert "old" in place["readme"].read_text(encoding="utf-8")
    with pytest.raises(BuildError, match="no chapter '00_start' here. Did you mean 00_start_here"):
        build(only=["00_start"], **place)


def test_a_build_that_fails_writes_nothing(place, monkeypatch):
    build(**place)
    before = files(place["course"])

    def fail(chapter, *_):
        raise RuntimeError("in the middle")

    monkeypatch.setattr(publish, "render", fail)
    with pytest.raises(RuntimeError):
        build(**place)
    assert files(place["course"]) == before


def spoilt(place, old, new, count=1):
    path = place["solutions"] / "02_forward.py"
    text = path.read_text(encoding="utf-8")
    assert old in text
    path.write_text(text.replace(old, new, count), encoding="utf-8")
    with pytest.raises(BuildError) as caught:
        build(**place)
    assert not files(place["course"])
    return str(caught.value)


@pytest.mark.parametrize(
    ("old", "new", "words"),
    [
        ('"grade_id": "sigmoid_code"', '"grade_id": "softmax_code"', "is used twice"),
        ('"grade_id": "softmax_code", ', "", "no grade_id"),
        ("    ### END SOLUTION\n", "", "markers are not balanced"),
        ("    ### BEGIN SOLUTION\n", "", "markers are not balanced"),
        ("### BEGIN SOLUTION", "## BEGIN SOLUTION", "markers are not balanced"),
        ('"points": 3', '"points": 0', "worth 0 points"),
        ('"points": 3', '"points": 2', "add up to 3"),
        ('check("softmax")', 'check("no_such")', "no specification for the exercise 'no_such'"),
        ('check("softmax")', 'check("sigmoid")', "under another id"),
        ('"solution": true', '"solution": false', "not marked as a solution cell"),
        ('"grade_id": "softmax_code"', '"grade_id": "soft"', "no solution cell 'softmax_code'"),
    ],
)
def test_each_fault_of_a_source_has_its_sentence_with_file_and_line(place, old, new, words):
    text = spoilt(place, old, new)
    assert words in text
    assert re.search(r"02_forward\.py, line \d+", text), text


def test_an_exercise_that_is_specified_and_not_there(place):
    text = spoilt(place, 'check("softmax")', "assert softmax")
    assert "'softmax' is specified for this chapter and no cell checks it" in text


def test_a_check_in_a_cell_that_is_not_graded(place):
    metadata = re.search(
        r' nbgrader=\{"grade": true, "grade_id": "softmax",[^}]*\}', SOURCE.read_text("utf-8")
    )[0]
    assert 'check("softmax") stands in a cell that is not graded' in spoilt(place, metadata, "")


def test_all_faults_are_said_at_once(place):
    path = place["solutions"] / "02_forward.py"
    text = path.read_text(encoding="utf-8")
    path.write_text(text.replace('"points": 4', '"points": -1'), encoding="utf-8")
    with pytest.raises(BuildError) as caught:
        build(**place)
    assert len(caught.value.problems) >= 3


def test_a_source_that_is_no_notebook_and_an_empty_folder(place):
    (place["solutions"] / "02_forward.py").write_bytes(b"\xff\xfe\x00 not text")
    with pytest.raises(BuildError, match="cannot be read as a notebook"):
        build(**place)
    (place["solutions"] / "02_forward.py").unlink()
    with pytest.raises(BuildError, match="there is no chapter here"):
        build(**place)


def test_the_chapter_table_of_the_readme(place, chapter):
    names = chapter.exercises
    points = sum(all_exercises()[name].points for name in names)
    text = with_table(f"a\n{BEGIN}\nold\n{END}\nb\n", [chapter])
    assert text.startswith(f"a\n{BEGIN}\n| chapter") and text.endswith(f"{END}\nb\n")
    assert "2 · Forward propagation" in text and f"| {len(names)} | {points} |" in text
    assert "old" not in text
    assert with_table("no marks", [chapter]) == "no marks"
    place["readme"].write_text(f"{BEGIN}\n{END}\n", encoding="utf-8")
    build(**place)
    assert "Forward propagation" in place["readme"].read_text(encoding="utf-8")


def test_cells_keep_their_ids_when_another_cell_changes(place, chapter):
    path = place["solutions"] / "02_forward.py"
    text = path.read_text(encoding="utf-8")
    path.write_text(text.replace("# # Chapter 2", "# # The chapter 2", 1), encoding="utf-8")
    before = [cell.id for cell in chapter.notebook.cells]
    after = [cell.id for cell in chapters.read(path).notebook.cells]
    assert before[1:] == after[1:] and before[0] != after[0]


def test_packs_are_json_with_the_expected_keys(chapter):
    rendered = render(chapter)
    for name in chapter.exercises:
        data = json.loads(rendered[f"checks/{name}.json"])
        assert data["exercise"] == name and data["task"] and data["misconceptions"]
