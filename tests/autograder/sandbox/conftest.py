"""Warm processes behind each kind of wall that this machine has."""

import sys

import pytest

from autograder.sandbox.limits import MEGABYTE, Limits
from autograder.sandbox.student import Student
from autograder.sandbox.walls import NoSandbox, Walls, walls
from autograder.sandbox.warm import Zygote

HIDDEN = ("rnn_ref", "autograder", "solutions", "rnn_course.given.chapter_02")
SMALL = Limits(
    cell_seconds=5,
    notebook_seconds=60,
    cpu_seconds=20,
    memory=300 * MEGABYTE,
    file_size=5 * MEGABYTE,
    disk=20 * MEGABYTE,
    output=3 * MEGABYTE,
)


def kinds():
    try:
        here = walls()
    except NoSandbox:
        return {}
    found = {"all": here}
    if here.bwrap and here.landlock >= 3:
        found["landlock only"] = Walls(None, here.landlock)
        found["bubblewrap only"] = Walls(here.bwrap, 0)
    return found


@pytest.fixture(scope="module", params=["all", "landlock only", "bubblewrap only"])
def zygote(request):
    """A warm process; in turn behind both walls, and behind each alone."""
    if not sys.platform.startswith("linux"):
        pytest.skip("the sandbox needs Linux")
    if request.param not in kinds():
        pytest.skip(f"{request.param}: this machine has other walls")
    warm = Zygote(kinds()[request.param], ("numpy", "rnn_course.probe"), HIDDEN)
    yield warm
    warm.close()


@pytest.fixture
def student(zygote):
    """A function that runs cells in one confined process and gives what each left behind."""
    opened = []

    def run(*cells, limits=SMALL, files=None, seconds=5.0):
        for each in opened:  # a warm process has one at a time
            each.close()
        opened.append(Student(zygote, limits, HIDDEN, files))
        return [opened[-1].run(cell, seconds) for cell in cells], opened[-1]

    yield run
    for each in opened:
        each.close()


def said(ran) -> str:
    """Everything that a cell printed, showed and raised, as one text."""
    parts = []
    for output in ran.outputs:
        if output.output_type == "stream":
            parts.append(output.text)
        elif output.output_type == "error":
            parts.append(f"{output.ename}: {output.evalue}")
        else:
            parts.append(str(output.data.get("text/plain")))
    return "\n".join(parts)
