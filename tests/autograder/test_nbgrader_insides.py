"""What we rely on in nbgrader without its word for it is still there, and does what we think."""

import ast
import inspect
import logging
from datetime import datetime
from importlib.metadata import version
from types import SimpleNamespace

import nbformat
import nbgrader.api
import pytest
from nbgrader.api import Gradebook
from nbgrader.preprocessors import AssignLatePenalties, SaveAutoGrades, SaveCells
from nbgrader.utils import compute_checksum
from traitlets.config import Config

from autograder import house
from autograder.build.release import nbgrader_config
from autograder.nbgrader_insides import log, release, relied_on
from autograder.nbgrader_insides.cells import UNCHANGED
from autograder.nbgrader_insides.formgrader import TEMPLATES
from autograder.nbgrader_insides.relied_on import RELIED_ON, ReliedOn
from autograder.nbgrader_insides.resources import Handed, handed
from autograder.nbgrader_insides.saving import Saver, commits_held_back
from autograder.nbgrader_insides.timestamps import timestamp_in

INSTALLED = f"nbgrader {version('nbgrader')}"


def complaint(one: ReliedOn) -> str:
    """What has changed, in words; '' when nothing has."""
    try:
        found = one.found()
    except (AttributeError, ImportError):
        what = f"{INSTALLED} has no {one.name} any more"
    else:
        if not one.parameters:
            return ""
        have = tuple(inspect.signature(found).parameters)
        if have[: len(one.parameters)] == one.parameters:
            return ""
        what = f"{one.name} of {INSTALLED} takes {have} and not {one.parameters}"
    return f"{what}. It is needed here: {one.why} Look at {one.look}"


@pytest.mark.parametrize("one", RELIED_ON, ids=lambda one: one.name)
def test_what_we_rely_on_is_there(one):
    assert not complaint(one), complaint(one)


def test_what_has_gone_is_told_in_words():
    gone = ReliedOn("nbgrader.api.get_version", "release.py answers.", "nbgrader/api.py.")
    assert complaint(gone) == (
        f"{INSTALLED} has no nbgrader.api.get_version any more. It is needed here: release.py "
        "answers. Look at nbgrader/api.py."
    )
    other = ReliedOn("nbgrader.utils.is_grade", "w.", "l.", ("notebook",))
    assert "takes ('cell',) and not ('notebook',)" in complaint(other)
    assert "has no nbgrader.gone" in complaint(ReliedOn("nbgrader.gone.x", "w.", "l."))


def test_every_file_here_is_told_of_in_the_list_or_below():
    folder = house.ROOT / "autograder" / "nbgrader_insides"
    files = {path.name for path in folder.glob("*.py")} - {"__init__.py", "relied_on.py"}
    told = {name for name in files if any(name in one.why for one in RELIED_ON)}
    assert files - told == {"formgrader.py"}  # a folder, and no name


def test_no_other_module_reaches_into_undocumented_parts():
    """nbgrader.api and the names of its preprocessors are documented; these are not."""
    inside = ("nbgrader.utils", "nbgrader.dbutil", "nbgrader.coursedir", "nbgrader.converters")
    found = [
        f"{path.relative_to(house.ROOT)}, line {node.lineno}: {name}"
        for path in sorted((house.ROOT / "autograder").rglob("*.py"))
        if path.parent.name != "nbgrader_insides"
        for node in ast.walk(ast.parse(path.read_text("utf-8")))
        if isinstance(node, (ast.Import, ast.ImportFrom))
        for name in [getattr(node, "module", None) or "", *(a.name for a in node.names)]
        if name.startswith((*inside, "unittest"))
    ]
    assert not found, f"This belongs into autograder/nbgrader_insides: {'; '.join(found)}"


def test_a_new_gradebook_asks_for_its_version_and_gets_the_right_one(tmp_path, monkeypatch):
    theirs = nbgrader.api.get_alembic_version
    monkeypatch.setenv("PATH", "")
    house.tools_on_path()
    assert theirs() == release.tables_version(), (
        f"{INSTALLED} gives its tables another version than release.tables_version reads."
    )
    asked = []
    monkeypatch.setattr(release, "tables_version", lambda: asked.append(1) or "a version")
    with release._without_the_program_alembic():
        Gradebook(f"sqlite:///{tmp_path / 'new.db'}").close()
    assert asked, f"Gradebook of {INSTALLED} does not call nbgrader.api.get_alembic_version."
    assert nbgrader.api.get_alembic_version is theirs


def test_a_gradebooks_errors_are_logged_where_we_keep_them_quiet():
    assert nbgrader.api.app_log.name == log.GRADEBOOK


def test_the_words_about_other_cells_are_nbgraders():
    assert release.OTHER_CELLS in inspect.getsource(SaveCells), (
        f"{INSTALLED} says it in other words when a gradebook holds submissions with other cells."
    )


def test_saving_asks_no_more_of_a_gradebook_than_we_give():
    """`saving._OneSubmission` has find_grade, find_comment and db.commit, and nothing else."""
    grade, comment, asked = SimpleNamespace(manual_score=None), SimpleNamespace(), []

    class Asked:
        db = SimpleNamespace(commit=lambda: asked.append("commit"))

        def __getattr__(self, name):
            asked.append(name)
            return lambda *_: {"find_grade": grade, "find_comment": comment}[name]

    saver = SaveAutoGrades()
    saver.gradebook = Asked()
    saver.notebook_id = saver.assignment_id = saver.student_id = ""
    cell = nbformat.v4.new_code_cell("x")
    data = {"grade": True, "solution": True, "grade_id": "x", "points": 3, "locked": False}
    cell.metadata["nbgrader"] = {**data, "task": False, "schema_version": 3}
    cell = nbformat.from_dict(cell)
    cell.metadata.nbgrader.checksum = compute_checksum(cell)
    saver.preprocess_cell(cell, {}, 0)
    assert set(asked) == {"find_grade", "find_comment", "commit"}
    assert comment.auto_comment == UNCHANGED and hasattr(grade, "auto_score")


@pytest.mark.parametrize(("asked", "given"), [(None, None), (1, 1), (-1, 0), (9, 5)])
def test_a_late_penalty_is_kept_between_nothing_and_the_score(asked, given):
    saver = Saver(Config())
    plugin = saver.penalties.plugin_inst
    plugin.late_submission_penalty = lambda student, score, seconds: asked
    record = SimpleNamespace(score=5)
    assert saver.late_penalty(record, "ada", 60) == given
    assert saver.late_penalty(record, "ada", 0) is None
    assert isinstance(saver.penalties, AssignLatePenalties)


def test_commits_are_held_back_until_the_real_one(tmp_path):
    place = f"sqlite:///{tmp_path / 'g.db'}"
    house.tools_on_path()
    with Gradebook(place) as gradebook, Gradebook(place) as other:
        with commits_held_back(gradebook) as commit:
            gradebook.add_student("ada")  # which commits
            assert [s.id for s in gradebook.students] == ["ada"] and other.students == []
            other.db.rollback()
            commit()
        assert [s.id for s in other.students] == ["ada"]
        other.db.rollback()
        gradebook.add_student("bob")
        assert len(other.students) == 2


def test_timestamps_good_bad_and_none(tmp_path):
    config = nbgrader_config(tmp_path)
    assert timestamp_in(tmp_path, config) is None
    (tmp_path / "timestamp.txt").write_text("2026-02-03 04:05:06 UTC\n")
    assert timestamp_in(tmp_path, config) == datetime(2026, 2, 3, 4, 5, 6)
    (tmp_path / "timestamp.txt").write_text("yesterday")
    assert timestamp_in(tmp_path, config) is None


def test_a_converter_hands_over_student_assignment_notebook_and_gradebook():
    source = inspect.getsource(relied_on.RELIED_ON[-1].found())
    for key in Handed.__annotations__:
        assert f"resources['nbgrader']['{key}']" in source, f"{INSTALLED} hands over no '{key}'."
    where = {"student": "ada", "assignment": "a", "notebook": "n", "db_url": "sqlite://", "x": 1}
    assert handed({"nbgrader": where}) == Handed("ada", "a", "n", "sqlite://")


def test_formgraders_templates_lie_where_we_look_for_them():
    assert (TEMPLATES / "formgrade").is_dir(), (
        f"{INSTALLED} has no folder {TEMPLATES / 'formgrade'}."
    )


def test_the_last_error_that_was_logged_is_heard():
    heard = log.LastError()
    logger = log.quiet_log()
    logger.addHandler(heard)
    try:
        logger.warning("ValueError: no error")
        assert heard.last == ""
        logger.error("Traceback:\n  File 'x'\nValueError: too bad")
        assert heard.last == "ValueError: too bad"
    finally:
        logger.removeHandler(heard)
    assert logging.getLogger(log.GRADEBOOK).propagate is False
