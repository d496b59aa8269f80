"""Causes in packs are computed once, and anew when anything that they come from has changed."""

import dataclasses

import pytest

from autograder.build import chapter as chapters
from autograder.build import known_causes
from autograder.build.publish import _near
from autograder.build.solved import namespace_of, source_in
from autograder.exercises import all_exercises
from autograder.exercises.causes import Right, with_causes
from autograder.exercises.packing import build_seed, for_learners, make_pack
from autograder.house import COURSE, SOLUTIONS
from rnn_course.pack import from_json, load, to_json

NAME, CHAPTER = "softmax", "02_forward"


def made(name, chapter):
    exercise = all_exercises()[name]
    notebook = chapters.read(SOLUTIONS / f"{chapter}.py").notebook
    solution = Right(namespace_of(notebook)[name], source_in(notebook, name))
    return exercise, for_learners(make_pack(exercise, build_seed(exercise))), solution


@pytest.mark.parametrize(("name", "chapter"), [("double", "00_start_here"), (NAME, CHAPTER)])
def test_what_is_committed_is_what_a_new_computation_gives(name, chapter):
    committed = load(name, COURSE / chapter)
    assert committed.generated and committed.values and committed.computed
    anew = from_json(to_json(with_causes(*made(name, chapter))))  # by the same road
    assert _near(dataclasses.replace(committed, computed=""), anew)


@pytest.fixture
def lying(tmp_path):
    """A committed pack with one value that no computation gives."""
    pack = load(NAME, COURSE / CHAPTER)
    path = tmp_path / f"{NAME}.json"
    path.write_text(to_json(dataclasses.replace(pack, values={"ordinary": ["kept"]})), "utf-8")
    return path


def test_it_is_kept_while_nothing_has_changed(lying):
    assert known_causes.with_known_causes(*made(NAME, CHAPTER), lying).values == {
        "ordinary": ["kept"]
    }


def test_another_solution_other_code_or_a_damaged_pack_is_computed_anew(lying, monkeypatch):
    exercise, pack, solution = made(NAME, CHAPTER)
    other = solution._replace(source=solution.source + "\n# another")
    for given in ((exercise, pack, other, lying), (exercise, pack, solution, lying.parent / "no")):
        assert known_causes.with_known_causes(*given).values != {"ordinary": ["kept"]}
    monkeypatch.setattr(known_causes, "_code_of", lambda folder, deep: "changed")
    assert "kept" not in str(known_causes.with_known_causes(exercise, pack, solution, lying).values)
    monkeypatch.undo()
    lying.write_text(lying.read_text("utf-8")[:-40], "utf-8")
    assert "kept" not in str(known_causes.with_known_causes(exercise, pack, solution, lying).values)
