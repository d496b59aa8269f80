"""The newest cell that defines a function did not run: the check speaks of that cell alone."""

import pytest

from autograder.house import COURSE
from rnn_course.defining import read
from tests.rnn_course.kernel import Kernel

RIGHT = """import numpy as np
def softmax(z):
    e = np.exp(z - z.max(axis=0, keepdims=True))
    return e / e.sum(axis=0, keepdims=True)
"""
WRONG_SOFTMAX = "def softmax(z):\n    return z"
STUB = "def softmax(z):\n    raise NotImplementedError('not written yet')"


@pytest.fixture(scope="module")
def kernel():
    with Kernel(COURSE / "02_forward") as kernel:
        yield kernel


@pytest.fixture
def softmax(kernel):
    """A kernel in which a right softmax is in memory."""
    kernel.run("%reset -f in out\nfrom rnn_course import check")
    kernel.run(RIGHT)
    assert "✓ softmax" in kernel.run("check('softmax')")
    return kernel


@pytest.mark.parametrize(
    ("cell", "error", "line"),
    [
        ("def softmax(z)\n    return z", "SyntaxError: expected ':'", "line 1 def softmax(z)"),
        ("def softmax(z):\nreturn z", "IndentationError", "line 2 return z"),
        (
            "def softmax(z):\n    a = 1\n      b = 2\n    return a",
            "IndentationError",
            "line 3 b = 2",
        ),
        ("def softmax(z):\n    if z:\n\treturn z", "TabError", "line 3 return z"),
        ("x = 1\nimport no_such_package\n" + STUB, "No module named", "line 2 import no_such"),
        ("%%time\nx = 1 / 0\n" + STUB, "ZeroDivisionError: division by zero", "line 2 x = 1 / 0"),
        ("%%time\n\ndef softmax(z)\n  return z", "SyntaxError", "line 3 def softmax(z)"),
        ("%matplotlib inline\nx = (1,\n" + STUB, "SyntaxError", "'(' was never closed"),
        ("!true\nx = [][1]\n" + STUB, "IndexError", "line 2 x = [][1]"),
        ("name = input()\n" + STUB, "StdinNotImplementedError", "line 1 name = input()"),
        ("@no_decorator\n" + STUB, "NameError", "line 1 @no_decorator"),
        ("dfe softmax(z):\n    return z", "SyntaxError", "line 1 dfe softmax(z):"),
        ("def softmax(z):\n    return z\nreturn 5", "SyntaxError", "line 3 return 5"),
        ("def helper():\n    return 1 / 0\nhelper()\n" + STUB, "ZeroDivision", "line 3 helper()"),
    ],
)
def test_the_error_of_the_newest_cell_is_said_and_the_old_function_is_not_judged(
    softmax, cell, error, line
):
    softmax.run(cell)
    text = softmax.run("check('softmax')")
    assert text.startswith("✗ The cell that defines 'softmax', [")
    assert error in text and line in text
    assert "An older 'softmax' is still in memory" in text
    assert "point" not in text and "○" not in text and "✓" not in text
    softmax.run(RIGHT)
    assert "✓ softmax" in softmax.run("check('softmax')")


@pytest.mark.parametrize("magic", ["%%timeit", "%%writefile /dev/null", "%%bash"])
def test_a_magic_that_keeps_nothing_is_named(softmax, magic):
    softmax.run(f"{magic}\n{STUB}")
    text = softmax.run("check('softmax')")
    assert f"begins with {magic.split()[0]}" in text and "not kept in the notebook" in text


@pytest.mark.parametrize(
    "cell",
    [
        RIGHT + "1 / 0",  # stopped below the function
        "%%time\n" + RIGHT,
        "%%capture\n" + RIGHT + "1 / 0",
        "def other(z)\n    return softmax(z)",  # another function's cell
        "# def softmax(z)\nx = (",
        "return softmax(1)",
        "def outer():\n    def softmax(z)\n        pass",
        "class A:\n    def softmax(self): pass\n1 / 0",
        "softmax = softmax",
    ],
)
def test_a_cell_that_did_define_it_or_another_is_nothing_to_speak_of(softmax, cell):
    softmax.run(cell)
    assert "✓ softmax" in softmax.run("check('softmax')")


def test_a_broken_cell_counts_until_something_newer_defines_the_function(softmax):
    softmax.run("def softmax(z)\n  return z")
    softmax.run("x = 5")
    assert "stopped with SyntaxError" in softmax.run("check('softmax')")
    softmax.run("softmax = lambda z: np.exp(z - z.max(0)) / np.exp(z - z.max(0)).sum(0)")
    assert "✓ softmax" in softmax.run("check('softmax')")


def test_a_cell_that_stopped_before_the_course_was_imported():
    with Kernel(COURSE / "02_forward") as kernel:
        kernel.run(RIGHT)
        kernel.run("def softmax(z)\n  return z")
        kernel.run("from rnn_course import check")
        text = kernel.run("check('softmax')")
        assert "stopped with SyntaxError" in text and "line 1 def softmax(z)" in text
        # the same cells in another order: only what ran last counts
        kernel.run(RIGHT)
        assert "✓ softmax" in kernel.run("check('softmax')")


def test_a_name_is_read_as_ipython_reads_it():
    assert read("%%capture out\n%%time\n\n" + STUB, "softmax").line == 4
    assert read("?softmax\nawait x\n" + STUB, "softmax").line == 3
    assert read("from numpy import exp as softmax", "softmax").line == 1
    assert read("for softmax in range(3): pass", "softmax").line == 1
    assert not read("%%unknown\n" + STUB, "softmax").line
    assert read("from helpers import *", "softmax").unclear


def test_what_is_not_written_yet_is_no_error_at_a_desk(kernel):
    kernel.run("%reset -f in out\nfrom rnn_course import check")
    kernel.run(STUB)
    assert "○ softmax is not written yet." in kernel.run("check('softmax')") and not kernel.failed
    kernel.run(WRONG_SOFTMAX)
    assert "✗ softmax" in kernel.run("check('softmax')") and kernel.failed


def test_for_nbgrader_what_is_not_written_has_not_passed(kernel):
    for mark in ("validate", "autograde"):
        kernel.run(f"import os\nos.environ['NBGRADER_EXECUTION'] = {mark!r}")
        kernel.run(STUB)
        assert "○ softmax" in kernel.run("check('softmax')") and kernel.failed
    kernel.run("del os.environ['NBGRADER_EXECUTION']")
