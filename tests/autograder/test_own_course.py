"""A course in a folder elsewhere: what is found, what is hidden, what is refused."""

import pytest

from autograder import house
from autograder.exercises import SpecificationError, all_exercises, place_of
from autograder.grade import ledger
from autograder.sandbox import view
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
    assert place_of("running_mean") == f"{own}/exercises/means.py, running_mean"
    assert house.command("build") == f"python start.py build --course {own}"
    house.use(None)
    assert "softmax" in all_exercises() and "running_mean" not in all_exercises()
    assert house.command("build") == "python start.py build"


def test_a_changed_specification_is_a_changed_course(own):
    before = ledger.course_fingerprint("released")
    path = own / "exercises" / "means.py"
    path.write_text(path.read_text("utf-8") + "\n# a word\n", "utf-8")
    assert ledger.course_fingerprint("released") != before


def test_an_exercise_that_uses_an_unknown_one(own):
    path = own / "exercises" / "means.py"
    text = path.read_text("utf-8").replace('    returns=("means",),',
                                           '    returns=("means",),\n    uses=("softmax",),')
    path.write_text(text, "utf-8")
    with pytest.raises(SpecificationError, match="it uses 'softmax', which is no exercise of this"):
        all_exercises()


def test_it_is_hidden_even_where_everything_may_be_read(own, monkeypatch):
    """Somebody may put the folder among the packages, which a student's process sees."""
    (own / "grading").mkdir()
    (own / "course").mkdir()
    (own / "data.txt").write_text("for all")
    monkeypatch.setattr(view, "_python", lambda: [own.parent])
    seen = view.view([])
    below = {path.name for path in seen.shown if own in path.parents}
    assert below == {"course", "data.txt"} and {own, own.parent} <= set(seen.listed)


def test_a_folder_that_is_no_course(tmp_path):
    before = house.HOME
    with pytest.raises(house.NoCourse, match="no folder 'solutions' in it"):
        house.use(tmp_path)
    assert house.HOME == before
