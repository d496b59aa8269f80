"""A class in the sandbox: cells that never came to their function, each with its own error."""

import copy

import nbformat
import pytest
from nbformat.v4 import new_code_cell, new_output

from autograder import house
from autograder.build import chapter as chapters
from autograder.grade.stopped_cells import stopped_before
from tests.autograder.kept_workers import grade
from tests.autograder.notebooks import replace_code

NAME = "02_forward"
STUB = "def softmax(z):\n    raise NotImplementedError('x')"
RIGHT = "def softmax(z):\n    e = np.exp(z - z.max(axis=0))\n    return e / e.sum(axis=0)\n"
# Name → what stands in the cell of softmax, what is said, the quoted line.
STOPPED = {
    "a missing package": ("import no_such_package\n" + RIGHT, "No module named", "import no_such"),
    "a newer syntax": ("def softmax[T](z: T = (1 := 2)):\n    return z", "SyntaxError", "[T]"),
    "tabs": ("def softmax(z):\n    if 1:\n\ty = 2\n    return z", "TabError", "y = 2"),
    "input": ("n = input()\n" + RIGHT, "input() cannot be used here", "n = input()"),
    "a colon": ("def softmax(z)\n    return z", "expected ':'", "def softmax(z)"),
    "timed": ("%%time\n\nx = 1 / 0\n" + RIGHT, "ZeroDivisionError", "line 3   x = 1 / 0"),
    "timeit": ("%%timeit\n" + RIGHT, "begins with %%timeit", "not kept"),
}
FINE = {
    "stopped below": RIGHT + "1 / 0",
    "timed and stopped below": "%%time\n" + RIGHT + "1 / 0",
    "captured": "%%capture\n" + RIGHT + "1 / 0",
}


@pytest.fixture(scope="module")
def graded(tmp_path_factory):
    place = tmp_path_factory.mktemp("class")
    solved = chapters.read(house.SOLUTIONS / f"{NAME}.py").notebook
    written = {name: source for name, (source, *_) in STOPPED.items()} | FINE
    for name, source in written.items():
        notebook = copy.deepcopy(solved)
        replace_code(notebook, "softmax", source)
        folder = place / name / NAME
        folder.mkdir(parents=True)
        nbformat.write(notebook, folder / f"{NAME}.ipynb")
    return {r.student: r for r in grade(place, tmp_path_factory.mktemp("out")).results}


@pytest.mark.slow
@pytest.mark.parametrize("name", STOPPED)
def test_the_cells_own_error_stands_in_the_message_and_in_the_note(graded, name):
    _, error, quoted = STOPPED[name]
    verdict = graded[name].verdicts["softmax"]
    assert (verdict.points, verdict.state) == (0, "missing")
    text = " ".join(verdict.message.split())
    assert text.startswith("✗ The cell that defines 'softmax', [")
    assert error in text and " ".join(quoted.split()) in text
    assert error in graded[name].note


@pytest.mark.slow
@pytest.mark.parametrize("name", FINE)
def test_a_cell_that_stopped_below_its_function_costs_nothing(graded, name):
    result = graded[name]
    assert result.score == result.maximum, result.note


def cell(source, *outputs):
    return new_code_cell(source, outputs=list(outputs), execution_count=4)


def error(line):
    shown = [f"Cell In[4], line {line}"] if line else ["stopped"]
    return new_output("error", ename="Wrong", evalue="it is", traceback=shown)


def test_the_newest_cell_that_defines_it_counts():
    broken = cell("x = 1 / 0\n" + STUB, error(1))
    assert stopped_before([cell(STUB), broken], "softmax").code == "x = 1 / 0"
    assert stopped_before([broken, cell(STUB)], "softmax") is None
    assert stopped_before([broken, cell("from helpers import *")], "softmax") is None
    assert stopped_before([cell(STUB + "\n1 / 0", error(3))], "softmax") is None
    assert stopped_before([cell("x = 1", error(1))], "softmax") is None
    assert stopped_before([broken, cell("softmax = f(softmax)", error(1))], "softmax").line == 1
