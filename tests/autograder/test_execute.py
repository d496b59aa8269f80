"""Running a notebook: a pure function that ends whatever the notebook does."""

import os
import pickle

import nbformat
import pytest

from autograder.grade.execute import execute


def run(*sources, files=None, seconds=20.0):
    notebook = nbformat.v4.new_notebook(cells=[nbformat.v4.new_code_cell(s) for s in sources])
    return nbformat.reads(execute(nbformat.writes(notebook), files or {}, seconds), as_version=4)


def text(cell):
    return "".join(o.get("text", "") for o in cell.outputs)


def test_cells_share_a_kernel_errors_do_not_stop_it_and_files_lie_beside_it():
    before = os.getcwd()
    result = run("x = 41", "1 / 0", "print(x + 1, open('data/a.txt').read())",
                 files={"data/a.txt": b"beside"})  # fmt: skip
    assert text(result.cells[2]) == "42 beside\n"
    assert result.cells[1].outputs[0].ename == "ZeroDivisionError"
    grading = result.metadata["grading"]
    assert grading["state"] == "graded" and grading["seconds"] > 0
    assert os.getcwd() == before


def test_an_endless_loop_is_stopped_and_later_cells_run():
    result = run("while True: pass", "print('later')", seconds=2)
    assert result.metadata["grading"]["state"] == "timed out"
    assert text(result.cells[1]) == "later\n"


def test_a_kernel_that_dies():
    result = run("print('first')", "import os; os._exit(1)", "print('never')")
    assert result.metadata["grading"]["state"] == "kernel died"
    assert "Python process ended" in result.metadata["grading"]["message"]
    assert text(result.cells[0]) == "first\n" and not result.cells[2].outputs


def test_a_flood_is_cut():
    result = run("print('x' * 3_000_000)")
    assert len(text(result.cells[0])) < 300_000 and "was cut" in text(result.cells[0])


@pytest.mark.parametrize("name", ["rnn_ref", "autograder.exercises", "solutions"])
def test_the_answers_cannot_be_imported_by_name(name):
    result = run(f"import {name}")
    assert result.cells[0].outputs[0].ename == "ModuleNotFoundError"


def test_it_can_be_sent_to_another_process():
    assert pickle.loads(pickle.dumps(execute)) is execute


@pytest.mark.parametrize("name", ["nbgrader", "autograder.exercises", "rnn_ref"])
def test_it_knows_nothing_of_the_answers(name):
    """The function's module imports neither the gradebook nor the specifications."""
    import subprocess
    import sys

    code = f"import autograder.grade.execute, sys; sys.exit({name!r} in sys.modules)"
    assert subprocess.call([sys.executable, "-c", code]) == 0


def test_the_kernel_gets_none_of_the_graders_environment_variables(monkeypatch):
    monkeypatch.setenv("GRADER_TOKEN", "a secret")
    result = run("import os; print(sorted(os.environ))", "print(os.environ['NBGRADER_EXECUTION'])")
    assert "GRADER_TOKEN" not in text(result.cells[0]) and "PATH" in text(result.cells[0])
    assert text(result.cells[1]) == "autograde\n"
