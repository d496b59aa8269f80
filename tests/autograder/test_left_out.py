"""Demonstrations that train for long: not run while grading, and nobody is the worse for it."""

import nbformat
import pytest

from autograder import house
from autograder.build import chapter as chapters
from autograder.cell_tags import SKIP_GRADING
from autograder.doctor.long_cells import find_tag_faults
from autograder.grade import sealing
from autograder.grade.execute import execute_node
from autograder.grade.left_out import SAYS, tagged
from autograder.grade.preload import preload_for
from autograder.sandbox.walls import NoSandbox, walls
from tests.autograder.kept_workers import grade
from tests.autograder.small_class import NAME, hand_in, scores, solved

WRITES = "open('ran.txt', 'w').write('x'); print('it ran')"


def _sandbox():
    try:
        walls()
    except NoSandbox:
        return False
    return True


def notebook_with(source, tags=()):
    cell = nbformat.v4.new_code_cell(source)
    cell.metadata["tags"] = list(tags)
    return nbformat.v4.new_notebook(cells=[cell])


@pytest.mark.skipif(not _sandbox(), reason="no sandbox on this machine")
@pytest.mark.parametrize("source", chapters.sources(), ids=lambda path: path.stem)
def test_what_is_run_never_waits_for_what_is_left_out(source):
    """The solved chapter as the grader runs it: no error and no cell that lacks something."""
    notebook = chapters.read(source).notebook
    packs = sealing.packs_for(notebook, b"seed")
    left_out = tagged(notebook)
    run = execute_node(sealing.seal(notebook, packs, left_out), {}, preload=preload_for(notebook))
    assert run.metadata["grading"]["state"] == "graded"
    for cell in run.cells:
        for output in cell.get("outputs", ()):
            assert output.output_type != "error", (cell.source, output)
            assert "This cell needs" not in output.get("text", ""), cell.source
            assert "This cell uses" not in output.get("text", ""), cell.source
    settled, verdicts = sealing.settle(notebook, run, packs, b"seed", left_out)
    assert all(verdict.passed for verdict in verdicts.values())
    said = [c for c in settled.cells if c.get("outputs") and c.outputs[0].get("text") == SAYS]
    assert len(said) == len(left_out)


@pytest.mark.parametrize(
    "chapter",
    ["03_backprop", "04_language_model", "05_gru", "06_lstm", "07_bidirectional", "08_deep"],
)
def test_the_chapters_that_train_say_so(chapter):
    notebook = nbformat.read(house.COURSE / chapter / f"{chapter}.ipynb", as_version=4)
    assert tagged(notebook), "the learner's notebook carries the tag into the release"


def test_the_text_of_the_released_cell_decides():
    left_out = tagged(notebook_with("x = 1\n", [SKIP_GRADING]))
    assert left_out == ("x = 1",)
    assert tagged(notebook_with("x = 1")) == ()
    for source, runs in (("x = 1", False), ("x = 1\n\n", False), ("x = 2", True)):
        sealed = sealing.seal(notebook_with(source), {}, left_out)
        assert bool(sealed.cells[0].source) is runs


def test_a_student_s_own_tag_keeps_nothing_from_running():
    notebook = notebook_with(WRITES, [SKIP_GRADING])
    assert sealing.seal(notebook, {}, ()).cells[0].source == WRITES


def test_an_exercise_s_cell_always_runs():
    notebook = notebook_with("def softmax(z): ...")
    notebook.cells[0].metadata["nbgrader"] = {"grade_id": "softmax_code", "solution": True}
    sealed = sealing.seal(notebook, {}, ("def softmax(z): ...",))
    assert sealed.cells[0].source == "def softmax(z): ..."


def test_the_doctor_speaks_of_a_tag_on_an_exercise(tmp_path):
    text = (house.SOLUTIONS / f"{NAME}.py").read_text(encoding="utf-8")
    place = '# %% nbgrader={"grade": false'
    path = tmp_path / f"{NAME}.py"
    path.write_text(
        text.replace(place, f'# %% tags=["{SKIP_GRADING}"] nbgrader={{"grade": false', 1)
    )
    (fault,) = find_tag_faults(chapters.read(path))
    assert SKIP_GRADING in fault.what and "always runs" in fault.what
    assert find_tag_faults(chapters.read(house.SOLUTIONS / f"{NAME}.py")) == []


@pytest.mark.skipif(not _sandbox(), reason="no sandbox on this machine")
def test_a_student_s_added_cell_runs_though_it_says_what_to_skip(tmp_path):
    """A whole run: a tag of the student's own changes nothing."""
    cell = nbformat.v4.new_code_cell("print('it ran')", metadata={"tags": [SKIP_GRADING]})
    place = hand_in(tmp_path / "in", "ada", change=lambda nb: nb.cells.insert(0, cell))
    graded = grade(place, tmp_path / "out")
    assert scores(graded) == {
        "ada": sum(
            c.metadata.nbgrader.points
            for c in solved().cells
            if c.metadata.get("nbgrader", {}).get("grade")
        )
    }
    path = tmp_path / "out" / "autograded" / "ada" / NAME / f"{NAME}.ipynb"
    text = nbformat.read(path, as_version=4)
    assert any("it ran" in o.get("text", "") for c in text.cells for o in c.get("outputs", ()))
