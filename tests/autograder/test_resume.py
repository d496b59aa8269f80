"""A second run does what is missing or changed; and what it is asked for by name."""

import nbformat
import pytest
from nbgrader.api import Gradebook

from autograder.build import chapter as chapters
from autograder.grade.errors import GradeError
from autograder.grade.options import Options
from tests.autograder.kept_workers import grade
from tests.autograder.notebooks import replace_code
from tests.autograder.small_class import NAME, again, hand_in, scores, solved

FULL = sum(
    c.metadata.nbgrader.points
    for c in solved().cells
    if c.metadata.get("nbgrader", {}).get("grade")
)
FIRST, SECOND = chapters.Chapter(NAME, None, solved()).exercises[:2]


@pytest.fixture(scope="module")
def run(tmp_path_factory):
    """A class of three, graded once: its place and its course folder."""
    place = hand_in(tmp_path_factory.mktemp("class"), "ada", "bob", "cyd")
    out = tmp_path_factory.mktemp("out")
    first = grade(place, out)
    assert scores(first) == {"ada": FULL, "bob": FULL, "cyd": FULL} and len(again(first)) == 3
    return place, out


def wrong(notebook):
    replace_code(notebook, FIRST, "raise NotImplementedError")


def test_nothing_is_graded_twice_and_all_is_reported(run):
    second = grade(*run)
    assert again(second) == [] and scores(second) == {"ada": FULL, "bob": FULL, "cyd": FULL}
    assert all(set(row.verdicts) == set(second.exercises) for row in second.results)
    assert all(row.seconds and row.state == "graded" for row in second.results)


def test_a_changed_and_a_new_submission(run):
    place, out = run
    hand_in(place, "bob", change=wrong)
    hand_in(place, "dan")
    second = grade(place, out)
    assert again(second) == ["bob", "dan"] and scores(second)["bob"] < FULL
    assert not second.results[1].verdicts[FIRST].passed
    hand_in(place, "bob")
    assert again(grade(place, out)) == ["bob"] and again(grade(place, out)) == []


def test_force_and_students_by_name(run):
    place, out = run
    assert len(again(grade(place, out, options=Options(force=True)))) == len(list(place.iterdir()))
    only = grade(place, out, options=Options(students=("ada",), force=True))
    assert again(only) == ["ada"]
    assert [row.student for row in only.results] == sorted(path.name for path in place.iterdir())
    with pytest.raises(GradeError, match="no submission of zoe.*ada, bob"):
        grade(place, out, options=Options(students=("zoe",)))


def test_reports_on_one_student_keep_the_class(run):
    """Who was not graded yet is left out; everyone else stands in the table as recorded."""
    place, out = run
    hand_in(place, "zoe")
    only = grade(place, out, options=Options(students=("ada",), force=True))
    assert {"ada", "bob"} <= set(scores(only)) and "zoe" not in scores(only)
    assert again(grade(place, out)) == ["zoe"]


def test_one_exercise_anew_leaves_the_others_and_what_people_gave(run):
    place, out = run
    grade(place, out)
    with Gradebook(f"sqlite:///{out / 'gradebook.db'}") as gradebook:
        gradebook.find_grade(SECOND, NAME, NAME, "ada").manual_score = 0.5
        gradebook.find_grade(FIRST, NAME, NAME, "ada").auto_score = 0
        gradebook.db.commit()
    before = scores(grade(place, out))["ada"]
    anew = grade(place, out, options=Options(students=("ada",), exercise=FIRST))
    points = anew.results[0].verdicts[FIRST].maximum
    assert again(anew) == ["ada"] and scores(anew)["ada"] == before + points
    with Gradebook(f"sqlite:///{out / 'gradebook.db'}") as gradebook:
        assert gradebook.find_grade(SECOND, NAME, NAME, "ada").manual_score == 0.5
    page = out / "autograded" / "ada" / NAME / f"{NAME}.ipynb"
    assert len(nbformat.read(page, 4).cells) >= len(solved().cells)
    with pytest.raises(GradeError, match="has no exercise 'none'.*" + FIRST):
        grade(place, out, options=Options(exercise="none"))


def test_changed_checks_make_everything_new(run, monkeypatch):
    from autograder.grade import ledger

    place, out = run
    grade(place, out)
    monkeypatch.setattr(ledger, "course_fingerprint", lambda released: "other checks")
    assert len(again(grade(place, out))) == len(list(place.iterdir()))
