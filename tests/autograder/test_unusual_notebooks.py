"""A class of honest students who write like nobody else: all points for everyone, in the sandbox."""

import nbformat
import pytest

from autograder import house
from autograder.build import chapter as chapters
from tests.autograder.kept_workers import grade
from tests.autograder.unusual_notebooks import UNUSUAL

NAME = "02_forward"
pytestmark = pytest.mark.slow


@pytest.fixture(scope="module")
def graded(tmp_path_factory):
    place = tmp_path_factory.mktemp("class")
    solved = chapters.read(house.SOLUTIONS / f"{NAME}.py").notebook
    for unusual in UNUSUAL:
        folder = place / unusual.name / NAME
        folder.mkdir(parents=True)
        nbformat.write(unusual.notebook(solved), folder / f"{NAME}.ipynb")
    results = grade(place, tmp_path_factory.mktemp("out")).results
    return {result.student: result for result in results}


def test_there_are_many_of_them():
    assert len(UNUSUAL) >= 30 and len({unusual.name for unusual in UNUSUAL}) == len(UNUSUAL)


@pytest.mark.parametrize("name", [unusual.name for unusual in UNUSUAL])
def test_it_earns_all_points(graded, name):
    result = graded[name]
    lost = [v.message for v in result.verdicts.values() if not v.passed]
    assert (result.score, result.state) == (result.maximum, "graded"), (lost, result.note)
