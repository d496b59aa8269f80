"""A page may be opened by anyone: nothing in it runs, asks for an address or covers it."""

import time

import pytest
from bs4 import BeautifulSoup
from nbformat.v4 import new_code_cell, new_markdown_cell, new_output

from autograder.report import outputs
from autograder.report.clean import clean
from autograder.report.page import page
from autograder.report.prose import prose
from tests.autograder import hostile_outputs
from tests.autograder.reports import graded_notebook, marks

NEVER = {"script", "iframe", "object", "embed", "form", "link", "base", "svg", "template", "video"}


def assert_harmless(text, ours=()):
    soup = BeautifulSoup(text, "html.parser")
    for tag in soup.find_all(True):
        assert tag.name not in NEVER, tag
        for name, value in tag.attrs.items():
            assert not name.startswith("on"), tag
            if name in ("src", "href"):
                good = ("https://", "http://", "mailto:", "data:image/", "#")
                assert value.startswith(good), tag
                assert not (tag.name == "a" and value.startswith("data:")), tag
            if name == "style":
                assert value.startswith("width:") and "bar" in tag.parent["class"], tag
    return soup


@pytest.mark.parametrize("name", hostile_outputs.HTML)
def test_html_of_a_student(name):
    text = hostile_outputs.HTML[name]
    for cleaned in (clean(text), prose(text), prose(f"*a*\n\n{text}\n\nb {text} c")):
        assert_harmless(cleaned)
        assert clean(cleaned) == cleaned  # a browser that reads it differently finds nothing new


@pytest.mark.parametrize("name", hostile_outputs.TEX)
def test_formulas_of_a_student(name):
    soup = assert_harmless(prose(f"${hostile_outputs.TEX[name]}$"))
    for tag in soup.find_all(True):
        assert not {"style", "class", "href", "id", "height", "mathcolor"} & set(tag.attrs)
        assert "99999" not in str(tag.attrs) and "100000" not in str(tag.attrs)


def test_the_whole_page():
    notebook = graded_notebook()
    notebook.cells += hostile_outputs.cells()
    began = time.perf_counter()
    text = page(notebook, marks(), "<script>harmed()</script>", "02_x")
    assert time.perf_counter() - began < 10
    soup = assert_harmless(text)
    assert "default-src 'none'" in soup.find("meta", attrs={"http-equiv": True})["content"]
    # what a student wrote takes no place of ours
    for place in soup.find_all(id=True):
        assert len(soup.find_all(id=place["id"])) == 1, place["id"]
    assert soup.find(id="exercise-softmax")["class"] == ["verdict", "none"]
    assert len(soup.find_all(class_="verdict")) == 1
    assert "could not be shown here" not in text  # it is the page itself, not the apology


def test_a_flood_does_not_fill_the_page():
    many = [new_output("stream", name="stdout", text="x" * 200_000) for _ in range(500)]
    picture = new_output("display_data", data={"image/png": "A" * 1_400_000, "text/plain": "p"})
    more = [new_code_cell("flood()") for _ in range(30)]
    for cell in more:
        cell.outputs = many + [picture] * 3
    more += [new_markdown_cell("\\\\[ x " * 90 + "y" * 11_000) for _ in range(60)]
    more += [new_code_cell("x" * 300_000)]
    began = time.perf_counter()
    notebook = graded_notebook()
    notebook.cells += more
    text = page(notebook, marks(), "ada", "02_x")
    assert len(text) < outputs.ROOM + outputs.SOURCES * 6 and "are not shown" in text
    assert "the notebook is too long" in text
    assert time.perf_counter() - began < 20


def test_a_notebook_that_breaks_the_page_gets_an_apology_and_its_points():
    notebook = graded_notebook()
    notebook.cells[0].source = None
    text = page(notebook, marks(2), "ada", "02_x")
    assert "could not be shown here" in text and "<strong>2</strong> of 3" in text
