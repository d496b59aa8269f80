"""Running a notebook: a pure function that ends whatever the notebook does."""

import os
import pickle
import subprocess
import sys

import nbformat
import pytest

from autograder.grade.execute import execute
from autograder.sandbox.limits import Limits

SANDBOX = True  # as the fixture below says


@pytest.fixture(params=[True, False], ids=["sandbox", "kernel"], autouse=True)
def sandbox(request, monkeypatch):
    """Each test runs in the sandbox and in an ordinary kernel: the promises are the same."""
    monkeypatch.setitem(globals(), "SANDBOX", request.param)
    return request.param


def run(*sources, files=None, seconds=20.0):
    notebook = nbformat.v4.new_notebook(cells=[nbformat.v4.new_code_cell(s) for s in sources])
    limits = Limits(cell_seconds=seconds)
    text = execute(nbformat.writes(notebook), files or {}, limits, sandbox=SANDBOX)
    return nbformat.reads(text, as_version=4)


def text(cell):
    return "".join(o.get("text", "") for o in cell.outputs)


def test_cells_share_a_kernel_errors_do_not_stop_it_and_files_lie_beside_it():
    before = os.getcwd()
    result = run(
        "x = 41",
        "1 / 0",
        "print(x + 1, open('data/a.txt').read())",
        files={"data/a.txt": b"beside"},
    )
    assert text(result.cells[2]) == "42 beside\n"
    assert result.cells[1].outputs[0].ename == "ZeroDivisionError"
    assert result.metadata["grading"] == {"state": "graded", "message": ""}
    assert all(cell.metadata["seconds"] > 0 for cell in result.cells)
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


def test_what_the_course_gives_to_later_chapters_cannot_answer_this_one():
    code = "from rnn_course.given import chapter_02"
    asked = nbformat.v4.new_notebook(cells=[nbformat.v4.new_code_cell(code)])
    for grade_id, blocked in (("rnn_forward", True), ("rnn_backward", False)):
        asked.cells[0].metadata["nbgrader"] = {"grade_id": grade_id}
        text = execute(nbformat.writes(asked), {}, sandbox=SANDBOX)
        result = nbformat.reads(text, as_version=4)
        assert bool(result.cells[0].outputs) == blocked


def test_it_can_be_sent_to_another_process():
    assert pickle.loads(pickle.dumps(execute)) is execute


def test_it_knows_nothing_of_the_answers(sandbox):
    """The function's module imports neither the gradebook nor the specifications."""
    if not sandbox:
        pytest.skip("about an import, whatever it is used for")
    code = """
import sys
from autograder.start_up import without_slow_parsers
without_slow_parsers()
import autograder.grade.execute
print({"nbgrader", "autograder.exercises", "rnn_ref"} & sys.modules.keys() or "none")
"""
    command = [sys.executable, "-c", code]
    assert subprocess.check_output(command, text=True) == "none\n"


def test_the_kernel_gets_none_of_the_graders_environment_variables(monkeypatch):
    monkeypatch.setenv("GRADER_TOKEN", "a secret")
    result = run("import os; print(sorted(os.environ))", "print(os.environ['NBGRADER_EXECUTION'])")
    assert "GRADER_TOKEN" not in text(result.cells[0]) and "PATH" in text(result.cells[0])
    assert text(result.cells[1]) == "autograde\n"


def test_a_kernel_that_fails_to_start_is_started_again(monkeypatch, sandbox):
    if sandbox:
        pytest.skip("about kernels")
    from autograder.grade import unconfined as module

    real, attempts = module.client, []

    def flaky(*arguments, **hooks):
        attempts.append(1)
        if len(attempts) < 3:
            raise_at_start = real(*arguments, **hooks)
            raise_at_start.kernel_name = "no-such-kernel"
            return raise_at_start
        return real(*arguments, **hooks)

    monkeypatch.setattr(module, "client", flaky)
    assert text(run("print('here')").cells[0]) == "here\n" and len(attempts) == 3


def test_a_machine_without_kernels_is_no_fault_of_the_student(monkeypatch, sandbox):
    if sandbox:
        pytest.skip("about kernels")
    from autograder.grade import unconfined as module

    real = module.client

    def broken(*arguments, **hooks):
        runner = real(*arguments, **hooks)
        runner.kernel_name = "no-such-kernel"
        return runner

    monkeypatch.setattr(module, "client", broken)
    with pytest.raises(module.KernelDidNotStart, match="3 attempts.*no-such-kernel"):
        run("1")


def test_many_at_once_all_start(sandbox):
    """Free ports are a race when kernels start together; our kernels do not use ports."""
    from concurrent.futures import as_completed

    from autograder.workers import Workers

    notebook = nbformat.v4.new_notebook(cells=[nbformat.v4.new_code_cell("print(6 * 7)")])
    with Workers(4) as workers:
        futures = [
            workers.submit(execute, nbformat.writes(notebook), {}, sandbox=sandbox)
            for _ in range(16)
        ]
        for future in as_completed(futures):
            result = nbformat.reads(future.result(), as_version=4)
            assert result.metadata["grading"]["state"] == "graded"
            assert text(result.cells[0]) == "42\n"
