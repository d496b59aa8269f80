"""A chapter's page: the learner's stub, the solution folded under it, the check's own words."""

import copy

import nbformat
import pytest
from nbformat.v4 import new_code_cell, new_markdown_cell, new_notebook, new_output

from autograder import house
from autograder.build import chapter as chapters
from autograder.website import folding

pytestmark = pytest.mark.core

SOURCE = '''def double(x):
    """Twice x."""
    ### BEGIN SOLUTION
    return 2 * x
    ### END SOLUTION'''
ANSWER = {"nbgrader": {"grade_id": "double_code", "solution": True, "grade": False}}


def notebook(*cells):
    return new_notebook(cells=[new_markdown_cell("# Chapter 9 · Try\n\nText."), *cells])


def answered(outputs=()):
    return new_code_cell(
        SOURCE, id="double_code", metadata=copy.deepcopy(ANSWER), outputs=list(outputs)
    )


def test_the_stub_comes_first_and_the_solution_is_closed():
    page = folding.folded(notebook(answered()), "09_try")
    _, stub, solution, end = page.cells
    assert stub.cell_type == "code" and "NotImplementedError" in stub.source
    assert "2 * x" not in stub.source and '"""Twice x."""' in stub.source
    assert solution.source.startswith('<details class="solution"><summary>Solution of <code>double')
    assert "    return 2 * x\n```" in solution.source and "SOLUTION\n" not in solution.source
    assert end.source == "</details>"


def test_what_a_solution_shows_is_folded_with_it():
    shown = new_output("stream", name="stdout", text="42\n")
    page = folding.folded(notebook(answered([shown])), "09_try")
    assert [cell.id for cell in page.cells[1:]] == [
        "double_code",
        "double_code-solution",
        "double_code-shown",
        "double_code-end",
    ]
    assert page.cells[1].outputs == [] and page.cells[3].outputs == [shown]
    assert page.cells[3].metadata.tags == ["remove-input"]


def test_a_check_keeps_its_message():
    said = new_output("stream", name="stdout", text="✓ double: 2 of 2 points.\n")
    check = new_code_cell('check("double")', outputs=[said])
    page = folding.folded(notebook(check), "09_try")
    assert page.cells[1].outputs == [said] and page.cells[1].source == 'check("double")'


def test_a_cell_that_only_draws_shows_its_picture_alone():
    drawn = new_code_cell("show(…)", metadata={"jupyter": {"source_hidden": True}})
    assert folding.folded(notebook(drawn), "09_try").cells[1].metadata.tags == ["remove-input"]


def test_the_page_says_what_it_is_and_the_argument_stays():
    given = notebook(answered())
    before = nbformat.writes(given)
    page = folding.folded(given, "09_try")
    assert nbformat.writes(given) == before
    first = page.cells[0].source
    assert first.startswith("# Chapter 9 · Try\n\n```{note}")
    assert "course/09_try/09_try.ipynb" in first and first.endswith("Text.")


def test_backticks_in_a_solution_do_not_end_its_block():
    assert folding.fenced('text = "```"').startswith("````ipython3\n")


@pytest.mark.parametrize("path", chapters.sources(), ids=lambda path: path.stem)
def test_the_stubs_are_those_of_the_learners(path):
    chapter = chapters.read(path)
    released = nbformat.read(house.COURSE / path.stem / f"{path.stem}.ipynb", as_version=4)
    theirs = {cell.id: cell.source for cell in released.cells}
    page = folding.folded(chapter.notebook, path.stem)
    ours = {cell.id: cell.source for cell in page.cells}
    names = [f"{name}_code" for name in chapter.exercises]
    assert names
    for name in names:
        assert ours[name] == theirs[name], name
        assert ours[f"{name}-solution"].startswith('<details class="solution">')
    folded_away = [cell for cell in page.cells if cell.cell_type == "code"]
    assert not [cell.id for cell in folded_away if "SOLUTION" in cell.source]
